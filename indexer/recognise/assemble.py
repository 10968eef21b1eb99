"""All fields of a document, put together: what is sure is filled in, what is likely is suggested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from indexer.kinds import Kind
from indexer.numbers import DocumentNumber
from indexer.recognise.another import read_another
from indexer.recognise.bases import read_bases
from indexer.recognise.citations import read_citations
from indexer.recognise.closing import RunTogether, run_together, with_closing
from indexer.recognise.effect import read_effect
from indexer.recognise.found import FILL_AT, Found
from indexer.recognise.header import Header, read_header
from indexer.recognise.invitation import is_sentence, purpose
from indexer.recognise.issuers import read_issuer
from indexer.recognise.kind import read_kind
from indexer.recognise.language import language_of
from indexer.recognise.lines import Sheet, read_sheet
from indexer.recognise.marks import is_marked_draft, read_secrecy, read_urgency
from indexer.recognise.provisions import read_provisions
from indexer.recognise.recipients import read_recipients, recipients_line
from indexer.recognise.registration import has_blank_number, read_date, read_number, read_place
from indexer.recognise.scanned import (
    NAME_ALONE_AT,
    OFFER_FILL_AT,
    confirmed_date,
    confirmed_name,
    confirmed_number,
    confirmed_place,
    confirmed_text,
    mend_agency,
)  # fmt: skip
from indexer.recognise.signature import read_signature
from indexer.recognise.subject import read_subject
from indexer.recognise.tasks import read_tasks
from indexer.records import Evidence, ExtractedText, Recognition, Suggestion

_JOINT = frozenset({"TTLT", "NQLT", "NQLN", "KHLT"})


@dataclass
class _Fields:
    """Values so far."""

    sheet: Sheet
    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    suggestions: dict[str, tuple[Suggestion, ...]] = field(default_factory=dict)

    def put(self, name: str, found: Found[Any] | None) -> None:
        """Fill the field in, or suggest the value where it is not sure."""
        if found is None or not found.value:
            return
        seen = self.sheet.evidence(found.start, found.end, found.sure)
        if seen.confidence >= FILL_AT:
            self.values[name] = found.value
            self.evidence[name] = seen
        elif isinstance(found.value, str | date):
            self.suggest(name, (Suggestion(str(found.value), seen.confidence, seen.page, seen.box),))

    def take(self, name: str, offers: Sequence[Suggestion], least: float) -> None:
        """Fill an empty field with the best offer of a reader of pictures, where that is sure enough."""
        best = offers[0] if offers else None
        if best is None or name in self.values or best.confidence < least:
            return
        start = self.sheet.pages[best.page - 1].start if best.page and best.page <= len(self.sheet.pages) else 0
        self.values[name] = best.value
        self.evidence[name] = Evidence(best.confidence, start, start, best.page, best.box)
        self.suggestions.pop(name, None)

    def suggest(self, name: str, offers: tuple[Suggestion, ...]) -> None:
        """Offer values, best first, after those there are."""
        known = self.suggestions.get(name, ())
        fresh = tuple(offer for offer in offers if offer.value not in {old.value for old in known})
        self.suggestions[name] = tuple(sorted((*known, *fresh), key=lambda offer: -offer.confidence))


def recognise(extracted: ExtractedText) -> Recognition:
    """Read everything a document says about itself; never raises, unknown fields stay None."""
    sheet = read_sheet(extracted)
    fields = _Fields(sheet)
    header = with_closing(sheet, read_header(sheet))
    together = run_together(sheet, header)
    label = recipients_line(sheet)
    signature = read_signature(sheet, label, header.body)
    number = together.number if together else read_number(header)
    if sheet.scanned or number is None:
        number = confirmed_number(number, extracted.offers.get("number", ()), header)
    kind = read_kind(header, number.value if number else None)
    subject = _subject(sheet, header, kind, together)
    place = read_place(header.date)
    seen_at = extracted.offers.get("place", ())
    if sheet.scanned:
        place, seen_at = confirmed_place(place, seen_at, sheet.text)
    issuer, superior = read_issuer(
        header,
        place.value if place else seen_at[0].value if seen_at else "",
        joint=number is not None and number.value.type in _JOINT and len(number.value.organs) > 1,
        mend=mend_agency(sheet, place) if sheet.scanned else None,
    )
    day = read_date(sheet, header, signature.first if signature else None)
    if sheet.scanned or day is None:
        day = confirmed_date(day, extracted.offers.get("issued_on", ()), header)
    if sheet.scanned:
        subject = confirmed_text(subject)
    if number:
        fields.put("number", Found(number.value.text, number.start, number.end, number.sure))
    signed_by = extracted.offers.get("signer", ())
    if sheet.scanned and signature:
        signature = replace(signature, name=confirmed_name(signature.name, signed_by))
    for name, found in (
        ("issued_on", together.issued_on if together else day),
        ("place", place),
        ("issuer", issuer or (together.issuer if together else None)),
        ("superior", superior),
        ("subject", subject),
        ("signer", signature.name if signature else None),
        ("signer_title", signature.title if signature else None),
        ("signer_authority", signature.authority if signature else None),
        ("recipients", read_recipients(sheet, label)),
        ("urgency", read_urgency(header, sheet)),
        ("secrecy", read_secrecy(header, sheet)),
    ):
        fields.put(name, found)
    fields.take("signer", signed_by, NAME_ALONE_AT)
    fields.take("place", seen_at, OFFER_FILL_AT)
    fields.take("urgency", extracted.offers.get("urgency", ()), OFFER_FILL_AT)
    for name, offers in extracted.offers.items():
        if name not in fields.values:
            fields.suggest(name, offers)
    if kind:
        fields.put("kind", Found(kind.value.name, kind.start, kind.end, kind.sure))
        if "kind" in fields.values and kind.value.code:
            fields.values["kind_code"] = kind.value.code
    return _whole(fields, header, number.value if number else None, subject, extracted)


def _subject(sheet: Sheet, header: Header, kind: Found[Kind] | None, together: RunTogether | None) -> Found[str] | None:
    subject = read_subject(sheet, header, together.ends if together else 0)
    name = kind.value.name if kind else ""
    if name == "giấy mời" and (subject is None or (not sheet.pages and is_sentence(subject.value))):
        return purpose(sheet, header)
    if name == "văn bản hợp nhất" and subject and header.kind and header.kind.kind.group == "legal":
        title = header.kind.kind.name.capitalize()
        return replace(subject, value=f"{title} {subject.value[:1]}{subject.value[1:]}")
    return subject


def _whole(
    fields: _Fields, header: Header, own: DocumentNumber | None, subject: Found[str] | None, extracted: ExtractedText
) -> Recognition:
    sheet = fields.sheet
    after = max([subject.end if subject else 0, header.kind.line.end if header.kind else 0])
    bases = read_bases(sheet, after)
    span = (subject.start, subject.end) if subject else None
    at = (header.number.start, header.number.end) if header.number else (0, 0)
    citations = read_citations(sheet, own, at, bases, span, fields.values.get("kind"))
    for name, day in read_effect(sheet.text, fields.values.get("issued_on"), after).items():
        fields.put(name, day)
    another = read_another(sheet, own.text if own else None, after)
    blank = has_blank_number(header) and not sheet.pages and "issued_on" not in fields.values
    return Recognition(
        **fields.values,
        draft=is_marked_draft(header) or blank,
        legal_bases=tuple(basis.text for basis in bases if basis.legal),
        citations=citations,
        provisions=read_provisions(sheet, after, another.start if another else None),
        obligations=read_tasks(sheet, fields.values.get("kind")),
        evidence=fields.evidence,
        suggestions=fields.suggestions,
        language=language_of(extracted.text),
        another=(another.number, another.page) if another else None,
    )
