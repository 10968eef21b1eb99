"""The preamble: what a document rests on ("Căn cứ …", "Thực hiện …", "Theo đề nghị …")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.recognise import words
from indexer.recognise.lines import Sheet, TextLine

_BASIS = re.compile(r"^[“\"(\s-]*(?P<word>can cu|thuc hien|trien khai thuc hien|thi hanh)\b")
_PROPOSAL = re.compile(r"^[\s-]*(?:theo|xet|sau khi|tren co so|tiep theo|phuc dap|tra loi|xem xet)\b")
_END = re.compile(
    r"^(?:quyet dinh|quyet nghi|nghi quyet|chi thi|thong nhat|ban hanh)\b[^.;]{0,40}:\s*$|^dieu 1\b|^chuong (?:i|1)\b"
    r"|^phan (?:i|1|thu nhat)\b|^(?:i|1|a)\s*[.)]\s|^(?:quyet dinh|quyet nghi|chi thi)$|^muc 1\b"
)
_RUNNING = re.compile(r"^\d{1,3}$")
_MAX_LINES = 220


@dataclass(frozen=True)
class Basis:
    """One paragraph of the preamble.

    Attributes:
        text: As printed, its lines joined, without the closing semicolon.
        legal: It is a "Căn cứ" line, not what is carried out or proposed.
        carries: The document rests on what it names (a basis, or what it carries out), not only on a proposal.
    """

    text: str
    start: int
    end: int
    legal: bool
    carries: bool


def read_bases(sheet: Sheet, after: int) -> tuple[Basis, ...]:
    """The paragraphs of the preamble, in order.

    Args:
        after: Where the heading (subject) ends in the text.
    """
    return tuple(_bases(list(_preamble(sheet, after))))


def _preamble(sheet: Sheet, after: int) -> Iterator[TextLine]:
    taken = 0
    for line in sheet.lines:
        if line.start < after or words.MOTTO.search(line.folded):
            continue
        if _END.match(line.folded) or taken > _MAX_LINES:
            return
        if _RUNNING.match(line.folded) or words.GAZETTE.match(line.folded) or words.STAMP.match(line.folded):
            continue
        taken += 1
        yield line


def _bases(lines: list[TextLine]) -> Iterator[Basis]:
    paragraph: list[TextLine] = []
    for line in lines:
        starts = _BASIS.match(line.folded) or _PROPOSAL.match(line.folded)
        ends = (";", ".", ":") if line.box else (";", ".", ":", ",")
        closed = bool(paragraph) and paragraph[-1].text.rstrip().endswith(ends)
        if paragraph and (closed or (starts and line.text[:1].isupper() and _indented(line, paragraph))):
            yield from _basis(paragraph)
            paragraph = []
        if paragraph or starts:
            paragraph.append(line)
    yield from _basis(paragraph)


def _indented(line: TextLine, paragraph: list[TextLine]) -> bool:
    if not line.box or len(paragraph) < 2 or not paragraph[-1].box:
        return True
    return line.box[0] > paragraph[-1].box[0] + 8


def _basis(paragraph: list[TextLine]) -> Iterator[Basis]:
    if not paragraph:
        return
    text = re.sub(r"\s+", " ", " ".join(line.text for line in paragraph)).strip()
    found = _BASIS.match(paragraph[0].folded)
    legal = bool(found) and found is not None and found["word"] == "can cu"
    yield Basis(text.rstrip(" ;.,"), paragraph[0].start, paragraph[-1].end, legal, bool(found))
