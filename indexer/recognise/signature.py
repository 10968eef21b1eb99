"""Box 7: who signs, in which office, and on whose behalf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from indexer.recognise import words
from indexer.recognise.found import Found
from indexer.recognise.lines import Sheet, TextLine
from indexer.recognise.people import AUTHORITY, is_title, known_surname, person

_MAX_LINES_TO_NAME = 14
_MAX_BLOCKS = 24  # tried before the search for a signature ends
_MAX_POINTS_TO_NAME = 260.0
_COLUMN = 95.0  # how far from the titles' middle the name's middle may lie, in points


@dataclass(frozen=True)
class Signature:
    """The signature of the main document.

    Attributes:
        title: ``PHÓ CHỦ TỊCH``, as printed.
        authority: ``TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH``; None where somebody signs in their own office.
    """

    name: Found[str]
    title: Found[str]
    authority: Found[str] | None
    first: TextLine


def read_signature(sheet: Sheet, recipients: TextLine | None, body: TextLine | None) -> Signature | None:
    """The signature beside the recipients, or the first one of a document without them."""
    blocks = _blocks(sheet, body)
    near = [block for block in blocks if recipients is not None and _belongs(block[0], recipients)]
    for block in [*near[:_MAX_BLOCKS], *blocks[:_MAX_BLOCKS]]:
        signed = _signed(sheet, block)
        if signed:
            return signed
    return None


def _belongs(title: TextLine, recipients: TextLine) -> bool:
    if title.box and recipients.box:
        same = title.page == recipients.page and -140 < title.top - recipients.top < 240
        return same or (title.page == (recipients.page or 0) + 1 and title.top < 300)
    return -500 < title.start - recipients.start < 4000


def _blocks(sheet: Sheet, body: TextLine | None) -> list[list[TextLine]]:
    """Runs of title lines that stand under one another."""
    after = body.start if body else 0
    blocks: list[list[TextLine]] = []
    for line in sheet.lines:
        if line.start < after or not _is_title_line(line):
            continue
        home = next((block for block in reversed(blocks[-3:]) if _under(sheet, block[-1], line)), None)
        if home is not None:
            home.append(line)
        else:
            blocks.append([line])
    return blocks


def _is_title_line(line: TextLine) -> bool:
    if len(line.text) > 90 or not line.is_caps:
        return False
    authority = AUTHORITY.match(line.text.strip())
    return bool(authority) or is_title(line.folded)


def _under(sheet: Sheet, above: TextLine, line: TextLine) -> bool:
    if above.box and line.box:
        return above.page == line.page and abs(above.middle - line.middle) < _COLUMN and 0 < line.top - above.top < 40
    if above.box or line.box or line.start - above.end > 400:
        return False
    between = [part.strip() for part in sheet.text[above.end : line.start].split("\n")]
    return all(not part or part.startswith(("-", "–", "+")) for part in between)


def _signed(sheet: Sheet, block: Sequence[TextLine]) -> Signature | None:
    found = _name_below(sheet, block)
    if found is None:
        return None
    name, line, between = found
    titles = [*block, *between]
    text = " ".join(part.text.strip() for part in titles[len(_authority_lines(titles)) :])
    authority = _authority_lines(titles)
    if not text:  # "KT. GIÁM ĐỐC" alone: the office stands in the authority
        text = AUTHORITY.sub("", authority[-1].text.strip()).strip()
    said = (
        Found(", ".join(part.text.strip() for part in authority), authority[0].start, authority[-1].end, 0.93)
        if authority
        else None
    )
    return Signature(
        Found(name, line.start, line.end, 0.95 if known_surname(name) else 0.7),
        Found(text, titles[0].start, titles[-1].end, 0.93),
        said,
        block[0],
    )


def _authority_lines(titles: Sequence[TextLine]) -> Sequence[TextLine]:
    last = max((at for at, line in enumerate(titles) if AUTHORITY.match(line.text.strip())), default=-1)
    return titles[: last + 1]


def _name_below(sheet: Sheet, block: Sequence[TextLine]) -> tuple[str, TextLine, list[TextLine]] | None:
    """The name under the titles, and lines in capitals between them that belong to the office."""
    last = block[-1]
    between: list[TextLine] = []
    steps = 0
    below = _below(sheet, last)
    for line, following in zip_longest(below, below[1:]):
        steps += 1
        if steps > _MAX_LINES_TO_NAME or line is None:
            return None
        name, end = _name(line, following)
        half_a_title = line.is_caps and following is not None and _is_title_line(following)
        if name and not _is_title_line(line) and not half_a_title and _may_sign(line, name, steps):
            return name, replace(line, end=end), between
        if not line.box and (words.RECIPIENTS.match(line.folded) or line.text.startswith(("-", "–"))):
            steps -= 1  # the other cell's lines
        elif line.is_caps and not between and _continues(last, line):
            between.append(line)
    return None


def _name(line: TextLine, following: TextLine | None) -> tuple[str | None, int]:
    """The name on a line, with the rest a narrow column put on the next one, and where it ends in the text."""
    alone = person(line.text)
    if following is not None and not line.is_caps and _is_next(line, following):
        whole = person(f"{line.text} {following.text}")
        parts = (len(line.text.split()), len(following.text.split()))
        if whole and known_surname(whole) and (parts[0] == 1 or parts == (2, 1)):
            return whole, following.end
    return alone, line.end


def _is_next(line: TextLine, following: TextLine) -> bool:
    if line.box and following.box:
        return following.top - line.top < 1.8 * line.height
    return 0 < following.start - line.end <= 2


def _may_sign(line: TextLine, name: str, steps: int) -> bool:
    """Whether a name stands where a signature's does; of a rare family name the place must tell."""
    if known_surname(name):
        return True
    return not line.is_caps and (line.box is not None or (steps == 1 and len(name.split()) > 2))


def _continues(last: TextLine, line: TextLine) -> bool:
    """The office goes on in the next line: VỤ TRƯỞNG VỤ / TỔ CHỨC CÁN BỘ."""
    if last.box and line.box:
        return line.top - last.top < 1.8 * last.height
    return line.start - last.end < 3


def _below(sheet: Sheet, last: TextLine) -> list[TextLine]:
    if not last.box:
        at = sheet.lines.index(last)
        return list(sheet.lines[at + 1 : at + 60])
    column = [
        line
        for line in sheet.lines
        if line.box and line.page == last.page and last.top < line.top < last.top + _MAX_POINTS_TO_NAME
        and abs(line.middle - last.middle) < _COLUMN and not words.STAMP.match(line.folded)
    ]  # fmt: skip
    return sorted(column, key=lambda line: line.top)
