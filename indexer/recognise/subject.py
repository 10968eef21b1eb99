"""The subject (trích yếu): under the kind, or after "V/v" under the number of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.recognise import words
from indexer.recognise.casing import as_sentence
from indexer.recognise.found import Found
from indexer.recognise.header import Header, KindLine, letter_subject
from indexer.recognise.lines import Sheet, TextLine
from indexer.recognise.truecasing import as_said

_MAX_LINES = 14
_LONGEST = 1500
_SHORTER, _CENTRED = 20.0, 12.0  # points
_SENTENCE, _PARAGRAPH = 40, 700  # letters
# Who decides, printed in capitals between subject and bases; with marks, since BỘ is not BỔ and SỞ is not SƠ.
_AUTHORITY = re.compile(
    r"^(?:[uủ][yỷ] ban|uỷ ban|ubnd|hội đồng (?:nhân dân|bầu cử|thi đua|quản)|hđnd|bộ trưởng|chủ tịch|giám đốc|thủ tướng"
    r"|chính phủ$|quốc hội$|tổng (?:giám đốc|cục trưởng|thanh tra|kiểm toán)|cục trưởng|chi cục trưởng"
    r"|chánh (?:án|văn|thanh)"
    r"|hiệu trưởng|viện trưởng|trưởng ban|trưởng đoàn|thủ trưởng|bí thư|chủ nhiệm|thống đốc|tỉnh [uủ][yỷ]$"
    r"|ban (?:chấp hành|thường vụ)"
    r"|bộ [^,;]{3,60}$|sở [^,;]{3,60}$|liên )"
)
_CONNECTS = re.compile(r"(?:,|\b(?:của|và|về|cho|tại|(?<!tiếp )theo|với|các|trong|trên|do|giữa))\s*$")
_NO_LETTERS = re.compile(r"^[\W\d_]*$")
_OPENING = re.compile(r"^\s*[(\"“]?\s*(?:V/v|V/V|v/v)\b")
_CLOSED = re.compile(r"\((?:ban hành )?kèm theo", re.IGNORECASE)


def read_subject(sheet: Sheet, header: Header, begins: int = 0) -> Found[str] | None:
    """The subject as printed, its lines joined.

    Args:
        begins: Where it begins in the text if other parts of the heading stand between kind and subject.
    """
    if header.kind is not None:
        found = _under_kind(sheet, header, header.kind, begins)
        if found:
            return found
    return _of_letter(header)


def _under_kind(sheet: Sheet, header: Header, kind: KindLine, begins: int) -> Found[str] | None:
    rest = kind.line.text[kind.rest_at :].strip(" :.-–")
    lines = list(_subject_lines(header, kind, with_rest=bool(rest)))
    parts = ([rest] if rest else []) + [line.text for line in lines]
    if not parts:
        return None
    start = lines[0].start if lines and not rest else kind.line.start
    end = lines[-1].end if lines else kind.line.end
    if begins and begins < end:
        start, parts = begins, [sheet.text[begins:end]]
    sure = 0.95 if lines and (kind.line.box or header.body) else 0.75
    if _CONNECTS.search(parts[-1].lower()):  # it goes on where nothing could be read
        sure = 0.4
    text = _as_printed(sheet, join(parts))
    return Found(text, start, end, sure if len(text) < _LONGEST else 0.3)


def _subject_lines(header: Header, kind: KindLine, *, with_rest: bool) -> Iterator[TextLine]:
    above: TextLine = kind.line
    taken: list[TextLine] = []
    below = _below(header, kind)
    lettered = [line for line in below if not _NO_LETTERS.match(line.text)]
    for line in below:
        if _NO_LETTERS.match(line.text):
            if taken or with_rest:
                return
            continue
        if _is_beside(line, kind.line, below):
            continue
        last = line is lettered[-1] and header.body is not None
        stops = _stops(line, kind.line, above, taken, with_rest=with_rest, last=last)
        if len(taken) >= _MAX_LINES or (stops and (taken or not _narrows(line, kind.line, below))):
            return
        taken.append(line)
        above = line
        yield line


def _is_beside(line: TextLine, kind: TextLine, below: Sequence[TextLine]) -> bool:
    """Whether a line stands left of the kind and beside another one: a stamp, or what it was misread as."""
    if not line.box or not kind.box or line.box[2] >= kind.box[0]:
        return False
    return any(_shared(line, other) > 0.3 * line.height for other in below if _is_under(other, kind))


def _shared(line: TextLine, other: TextLine) -> float:
    return min(line.top + line.height, other.top + other.height) - max(line.top, other.top)


def _is_under(line: TextLine, kind: TextLine) -> bool:
    return line.box is not None and line.box[0] < kind.middle < line.box[2]


def _narrows(line: TextLine, kind: TextLine, below: Sequence[TextLine]) -> bool:
    """Whether the next line is set in the middle under a long one, shorter on both sides: no paragraph is."""
    following = next((other for other in below if other.top > line.top + 0.5 * line.height), None)
    if following is None or not (line.box and following.box):
        return False
    inside = following.box[0] > line.box[0] + _SHORTER and following.box[2] < line.box[2] - _SHORTER
    centred = max(abs(one.middle - kind.middle) for one in (line, following)) <= _CENTRED
    return inside and centred and not words.BODY.match(line.folded) and not line.is_caps


def _below(header: Header, kind: KindLine) -> list[TextLine]:
    if kind.line.box:
        lower = [line for line in header.top if line.top > kind.line.top + kind.line.height * 0.4]
        return sorted(lower, key=lambda line: line.top)
    return list(header.top[header.top.index(kind.line) + 1 :])


def _stops(
    line: TextLine, kind: TextLine, above: TextLine, taken: Sequence[TextLine], *, with_rest: bool, last: bool
) -> bool:
    if words.BODY.match(line.folded) or words.MOTTO.search(line.folded):
        return True
    if words.NUMBER_LABEL.match(line.folded) and line.text[:1].isupper() and not (line.is_caps and _all_caps(taken)):
        return True
    if (words.DATE.match(line.folded) and not taken) or _CLOSED.match(line.text):
        return True
    if (
        line.is_caps
        and _AUTHORITY.match(line.text.lower().strip())
        and (last or not _all_caps(taken) or not _CONNECTS.search(taken[-1].text.lower()))
    ):
        return True
    if line.box:
        return _apart_on_page(line, kind, above, taken)
    if not taken and not with_rest:
        return len(line.text) > (_LONGEST if last else _PARAGRAPH)
    return _apart_in_text(line, taken)


def _all_caps(taken: Sequence[TextLine]) -> bool:
    return bool(taken) and all(line.is_caps for line in taken)


def _apart_on_page(line: TextLine, kind: TextLine, above: TextLine, taken: Sequence[TextLine]) -> bool:
    """Subjects stand in the middle under the kind, in bold, line close to line."""
    off = abs(line.middle - kind.middle)
    if taken:
        gap = line.top - (above.box[3] if above.box else 0)
        if gap > 1.6 * max(line.height, above.height):
            return True
        if _CONNECTS.search(taken[-1].text.lower()) and off < 60:
            return False
        if taken[0].bold and not line.bold and not line.text.startswith("("):
            return True
        return off > (30 if line.bold and taken[0].bold else 12)
    if line.bold:
        return off > 45
    return off > 12 or bool(words.SOFT_BODY.match(line.folded) and line.box and line.box[2] - line.box[0] > 380)


def _apart_in_text(line: TextLine, taken: Sequence[TextLine]) -> bool:
    if line.after_blank or line.text.startswith(("-", "–", "+")):
        return True
    if taken and (taken[-1].text.rstrip().endswith((".", ":")) or _ends_capitals(taken, line)):
        return True
    in_capitals = line.is_caps and _all_caps(taken)
    soft = words.SOFT_BODY.match(line.folded) and not line.text[:1].islower() and not in_capitals
    return bool(soft) or len(line.text) > (300 if line.text[:1].islower() or not taken else 110)


def _ends_capitals(taken: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a sentence in small letters follows a subject in capitals."""
    goes_on = line.is_caps or line.text.startswith("(") or _CONNECTS.search(taken[-1].text.lower())
    return _all_caps(taken) and not goes_on and len(line.text) > _SENTENCE


def _of_letter(header: Header) -> Found[str] | None:
    """Box 5b: "V/v …" under the number, in its narrow column."""
    at = letter_subject(header)
    if at is None:
        return None
    lines = [at]
    for line in _following(header, at):
        if not _continues_letter(lines[-1], line):
            break
        lines.append(line)
    return Found(join([line.text for line in lines]).strip("()"), lines[0].start, lines[-1].end, 0.93)


def _following(header: Header, at: TextLine) -> list[TextLine]:
    if not at.box:
        return list(header.top[header.top.index(at) + 1 :])
    column = [line for line in header.top if line.top > at.top and line.box and at.box and line.box[0] < at.box[2]]
    return sorted(column, key=lambda line: line.top)


def _continues_letter(last: TextLine, line: TextLine) -> bool:
    folded = line.folded
    if (
        words.ADDRESSEE.match(folded)
        or words.MOTTO.search(folded)
        or words.DATE.search(folded)
        or _NO_LETTERS.match(line.text)
    ):
        return False
    if line.box and last.box:
        return line.box[1] - last.box[3] < 0.9 * last.height and abs(line.middle - last.middle) < 70
    return not line.after_blank and not line.is_caps and len(line.text) < 120


def join(parts: Sequence[str]) -> str:
    """Lines of one sentence, as one line."""
    text = " ".join(part.strip() for part in parts)
    return re.sub(r"\s+", " ", text).strip(" \t*_-–").strip()


def _as_printed(sheet: Sheet, text: str) -> str:
    """A subject in capitals takes the small letters it has where the body repeats it, whole or word by word."""
    if not text.isupper() or len(text) < 6:
        return text
    for at in _repeats(text.lower(), sheet.text.replace("\n", " ").lower()):
        again = sheet.text[at : at + len(text)].replace("\n", " ")
        if not again.isupper():
            return again[:1].upper() + again[1:]
    return as_said(as_sentence(text), text, sheet.text)


def _repeats(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))
