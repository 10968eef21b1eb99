"""The boxes of page one (Decree 30/2020, Annex I): head lines, issuer, number, place and date, kind, subject.

This module only finds which lines belong to which box; what they say is read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from indexer.fold import fold
from indexer.kinds import KINDS, Kind
from indexer.recognise import words
from indexer.recognise.broken import joined
from indexer.recognise.lines import Sheet, TextLine

_MAX_LINES = 90  # a heading never needs more lines than this
_LONGEST_NAME = 200  # characters of a printed line of an agency's name
_MAX_PAGES = 6  # title pages of gazettes before the document begins
_NAMES = {fold(kind.name).lower(): kind for kind in reversed(KINDS) if kind.group != "copy"}
_KIND_LINE = re.compile(
    r"^[\W\d]{0,4}(?P<name>" + "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)) + r")(?!\w)(?P<rest>.*)$"
)
_ENACTING = re.compile(r"^\s*[:.]\s*$")
_RULED = re.compile(r"[\s._…:-]*(?:/|$|[\da-z.\s]{1,12}[/-])")
# The same box where letters were misread: "Sé:.20ÁJJSYT-NVY".
_MISREAD = re.compile(r"^\W{0,3}s[o0e6]\w?\s*[:.;z,].{0,40}$|^.{0,24}/\s?[a-z]{2,8}\s?-\s?[a-z]{2,8}\W{0,3}$")
_IN_SENTENCE = re.compile(r"\b(?:tu|den|truoc|sau|vao|ke|hieu luc|cua|ban hanh|ky|hop|trong)\b\W*$")
_ABOUT = re.compile(r"Về [^\W\d_]+ (?!\d)")
_NOT_A_KIND = re.compile(r"^\W*van ban hop nhat\s*[-–]")


@dataclass(frozen=True)
class KindLine:
    """The line that names the kind; ``rest`` is what is printed after the name on the same line."""

    line: TextLine
    kind: Kind
    rest_at: int


@dataclass(frozen=True)
class Header:
    """Which lines of the first page belong to which box.

    Attributes:
        top: Lines above the body, in reading order.
        issuer: Lines of box 2, from above.
        body: The first line that belongs to the body for certain; None where none was found.
    """

    top: tuple[TextLine, ...]
    motto: TextLine | None
    number: TextLine | None
    date: TextLine | None
    kind: KindLine | None
    issuer: tuple[TextLine, ...]
    body: TextLine | None


def letter_subject(header: Header) -> TextLine | None:
    """Box 5b of a letter: "V/v …", or "Về …" in the narrow column under the number."""
    marked = next((line for line in header.top if words.LETTER_LABEL.match(line.folded)), None)
    if marked or header.kind or header.number is None:
        return marked
    if not header.number.box:
        under = next((line for line in header.top if line.start >= header.number.end), None)
        return under if under and _ABOUT.match(under.text) else None
    if not (header.motto and header.motto.box):
        return None
    right, number = header.motto.box[0], header.number
    below = (line for line in header.top if line.top > number.top and line.box and line.box[2] < right)
    return next((line for line in below if words.SUBJECT_LABEL.match(line.folded) or _ABOUT.match(line.text)), None)


def read_header(sheet: Sheet) -> Header:
    """Find the boxes; any of them may be missing."""
    page = _first_page(sheet)
    opening = _opening(sheet, page)
    motto = next((line for line in opening if words.HEAD_LINE.search(line.folded)), None)
    body = _body(opening, motto)
    top = tuple(_above(opening, body))
    number = _number_line(top) or (_misread_number_line(sheet, top) if sheet.scanned else None)
    date = next((line for line in top if is_date_line(line)), None)
    if date is None and sheet.scanned:
        date = next((line for line in top if words.MISREAD_DATE.search(line.folded)), None)
    kind = _kind_line(sheet, top, motto, number)
    return Header(top, motto, number, date, kind, tuple(_issuer_lines(sheet, top, motto, number, kind)), body)


def _first_page(sheet: Sheet) -> int | None:
    """The page with the head lines: gazettes and covers put others before it."""
    if not sheet.pages:
        return None
    for line in sheet.lines:
        if (line.page or 1) > _MAX_PAGES:
            break
        if words.HEAD_LINE.search(line.folded):
            return line.page
    return 1


def _opening(sheet: Sheet, page: int | None) -> list[TextLine]:
    if page is None:
        return joined(sheet, sheet.lines[:_MAX_LINES], is_date_line)
    own = [line for line in sheet.lines if line.page == page and not words.STAMP.match(line.folded)]
    lines = joined(sheet, [part for line in own for part in _columns(sheet, line)], is_date_line)
    return sorted(lines[:_MAX_LINES], key=lambda line: (round(line.top / 3), line.middle))


def _columns(sheet: Sheet, line: TextLine) -> list[TextLine]:
    """A line that runs through both columns of the heading, cut where the head lines begin."""
    cut = words.RIGHT_COLUMN.search(line.folded)
    if not cut or not line.box:
        return [line]
    edges = ((line.start, line.start + cut.start()), (line.start + cut.end(), line.end))
    return [
        replace(
            line, text=sheet.text[start:end], start=start, end=end, box=sheet.evidence(start, end, 1.0).box or line.box
        )
        for start, end in edges
    ]


def _body(opening: Sequence[TextLine], motto: TextLine | None) -> TextLine | None:
    after = opening.index(motto) if motto in opening else 0
    return next((line for line in opening[after:] if words.BODY.match(line.folded)), None)


def _above(opening: Sequence[TextLine], body: TextLine | None) -> Iterable[TextLine]:
    if body is None:
        return opening
    if body.box:
        return [line for line in opening if line.top < body.top]
    return opening[: opening.index(body)]


def _number_line(top: Sequence[TextLine]) -> TextLine | None:
    """The line of box 3: label, number and perhaps the date, not a sentence that begins with "số"."""
    for line in top:
        label = words.NUMBER_LABEL.match(line.folded)
        if label and line.text[:1].isupper() and len(line.text) < 110 and _RULED.match(line.folded, label.end()):
            return line
    return None


def _misread_number_line(sheet: Sheet, top: Sequence[TextLine]) -> TextLine | None:
    for line in top:
        page = sheet.page(line.page)
        if page and line.top < page.height * 0.3 and line.middle < page.width * 0.45 and _MISREAD.match(line.folded):
            return line
    return None


def is_date_line(line: TextLine) -> bool:
    """Place and date, perhaps after the number, and nothing else."""
    found = words.DATE.search(line.folded)
    if found is None or len(line.folded) - found.end() > 3:
        return False
    before = line.folded[: found.start()].rstrip()
    return (
        len(before) < 70
        and (not before or before.endswith((",", ".", ";")) or len(before.split()) <= 4)
        and not (_IN_SENTENCE.search(before))
    )


def _kind_line(
    sheet: Sheet, top: Sequence[TextLine], motto: TextLine | None, number: TextLine | None
) -> KindLine | None:
    for line in top:
        found = _KIND_LINE.match(line.folded)
        if sheet.scanned and not found:
            known = misread_kind(line)
            if known and not _beside(sheet, line, motto):
                return KindLine(line, known, len(line.text))
        if not found or _NOT_A_KIND.match(line.folded) or _ENACTING.match(found["rest"]):
            continue
        name = line.text[found.start("name") : found.end("name")]
        if not name.isupper() or _beside(sheet, line, motto):
            continue
        if number is not None and number.box and line.top < number.top - 2 * line.height:
            continue
        return KindLine(line, _NAMES[found["name"]], found.end("name"))
    return None


def misread_kind(line: TextLine) -> Kind | None:
    """The kind whose name a line in capitals misspells."""
    if not line.is_caps or not 1 < len(line.text.split()) <= 4:
        return None
    found = process.extractOne(line.folded, _NAMES.keys(), scorer=fuzz.ratio, score_cutoff=86)
    return _NAMES[found[0]] if found else None


def _beside(sheet: Sheet, line: TextLine, motto: TextLine | None) -> bool:
    """In the left column next to the head lines, where issuers stand, not below them."""
    page = sheet.page(line.page)
    if page is None or motto is None or not motto.box or not line.box:
        return False
    return line.top < motto.top + 2 * motto.height and line.middle < page.width * 0.45


def _issuer_lines(
    sheet: Sheet, top: Sequence[TextLine], motto: TextLine | None, number: TextLine | None, kind: KindLine | None
) -> Iterable[TextLine]:
    page = sheet.page(top[0].page) if top else None
    floor = number or (kind.line if kind else None)
    if page is None:
        yield from _issuer_cells(top, floor)
        return
    lowest = floor.top if floor else page.height * 0.3
    right = motto.box[0] + 20 if motto and motto.box else page.width * 0.52
    highest = motto.top - 1.6 * motto.height if motto else 0.0
    for line in sorted(filter(_may_be_issuer, top), key=lambda line: line.top):
        if line.box and highest <= line.top < lowest - 2 and line.middle < right and line.box[0] < page.width * 0.45:
            yield line


def _issuer_cells(top: Sequence[TextLine], floor: TextLine | None) -> Iterable[TextLine]:
    above = None
    for line in top:
        if floor is not None and line.start >= floor.start:
            return
        ends_motto = above is not None and above.folded.endswith("chu nghia") and line.folded == "viet nam"
        if _may_be_issuer(line) and line.is_caps and not ends_motto:
            yield line
        above = line


def _may_be_issuer(line: TextLine) -> bool:
    if len(line.text) > _LONGEST_NAME:
        return False
    folded = line.folded
    if (
        words.MOTTO.search(folded)
        or words.MOTTO_PIECE.fullmatch(folded)
        or words.DATE.search(folded)
        or words.GAZETTE.match(folded)
        or words.DRAFT.match(folded)
    ):
        return False
    return any(letter.isalpha() for letter in folded) and not words.SUBJECT_LABEL.match(folded)
