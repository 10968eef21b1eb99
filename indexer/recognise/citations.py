"""The other documents a document names, and what it does to each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.fold import fold
from indexer.numbers import DocumentNumber, find_all
from indexer.numbers import Found as FoundNumber
from indexer.recognise.bases import Basis
from indexer.recognise.lines import Sheet
from indexer.recognise.relations import relations
from indexer.recognise.units import Unit, units
from indexer.records import Citation, Relation

_SAMPLE = re.compile(r"\b(?:vi du|thi du|mau so|bieu mau so|bieu so|ky hieu mau)\b\W{0,3}[^.;]*$")
_FORM = re.compile(r"\b(?:mau|bieu|bieu mau|phu luc|mau so|bieu so|phieu)\s*(?:so\s*)?:?\s*$")
_LABEL = re.compile(r"(?:^|\n)\s*(?:Luật số|Số|SỐ)\s*:\s*$")
_QUOTE = re.compile(r"“[^”]{40,6000}”")
_POSTPONES = re.compile(r"^\W*(?:v/v|ve viec)?\s*(?:tam )?hoan\b")
# What readers of scans make of the commonest abbreviations.
_MISREAD = (
    (re.compile(r"(?<=/)(?:Q[ĐD]{2}|QD|OĐ|OD)(?=[-/])"), "QĐ"),
    (re.compile(r"(?<=[-/])H[ĐD]{1,2}N[ĐD]\b"), "HĐND"),
    (re.compile(r"(?<=[-/])UBN[ĐD]\b"), "UBND"),
    (re.compile(r"(?<=/)ND(?=-CP)"), "NĐ"),
)
_GUIDES = re.compile(r"(?:huong dan|quy dinh chi tiet|chi tiet thi hanh)")


def read_citations(
    sheet: Sheet,
    own: DocumentNumber | None,
    at: tuple[int, int],
    bases: Sequence[Basis],
    subject: tuple[int, int] | None,
    kind: str | None,
) -> tuple[Citation, ...]:
    """Every number of another document, in order of the text, each with its place and relation.

    Args:
        at: Where the document's own number stands.
    """
    numbers = [found for found in _others(sheet.text, own) if not (at[0] <= found.start < at[1])]
    cut = units(sheet.text)
    cited = [number for number in numbers if not _is_sample(sheet.text, number)]
    skip = [*((basis.start, basis.end) for basis in bases), *(found.span() for found in _QUOTE.finditer(sheet.text))]
    consolidated = kind == "văn bản hợp nhất"
    done = _consolidated(sheet.text, cut, cited) if consolidated else relations(cut, cited, subject, skip)
    if subject and not done and _POSTPONES.search(fold(sheet.text[subject[0] : subject[1]]).lower()):
        done = {number.start: "postpones" for number in cited if number.number.type == "GM"}
    return tuple(_citation(sheet, number, _relation(number, done, bases, sheet.text, subject)) for number in cited)


def _others(text: str, own: DocumentNumber | None) -> list[FoundNumber]:
    mine = own.text.upper() if own else ""
    return [found for found in find_all(text) if found.number.text.upper() != mine]


def _is_sample(text: str, found: FoundNumber) -> bool:
    """A number that shows how numbers look, or the code of a form."""
    printed = text[max(0, found.start - 90) : found.start]
    before = fold(printed).lower().replace("\n", " ")
    if _LABEL.search(printed):
        return True
    return bool(_SAMPLE.search(before) or _FORM.search(before))


def _relation(
    found: FoundNumber, done: dict[int, Relation], bases: Sequence[Basis], text: str, subject: tuple[int, int] | None
) -> Relation:
    if found.start in done:
        return done[found.start]
    basis = next((basis for basis in bases if basis.start <= found.start < basis.end), None)
    if basis is not None:
        return "based_on" if basis.carries else "cites"
    if subject and subject[0] <= found.start < subject[1]:
        before = fold(text[subject[0] : found.start]).lower()
        if _GUIDES.search(before):
            return "guides"
    return "cites"


def _consolidated(text: str, cut: Sequence[Unit], numbers: Sequence[FoundNumber]) -> dict[int, Relation]:
    """Of a consolidated text: the document and its amendments, listed before the first basis."""
    stop = re.search(r"\n[“\"]?(?:Căn cứ|Điều 1|Chương I|QUY ĐỊNH CHUNG)\b", text)
    end = stop.start() if stop else 0
    result: dict[int, Relation] = {}
    for unit in cut:
        here = [number for number in numbers if unit.start <= number.start < min(unit.end, end)]
        if here:
            result[here[0].start] = "consolidates"
    return result


def _citation(sheet: Sheet, found: FoundNumber, relation: Relation) -> Citation:
    seen = sheet.evidence(found.start, found.end, 1.0)
    printed = found.number.text
    for pattern, meant in _MISREAD if sheet.scanned else ():
        printed = pattern.sub(meant, printed)
    return Citation(printed, relation, found.start, found.end, seen.page, seen.box)
