"""The text of a Word 97 document: stories in order, numbers of lists, fields as shown, old encodings rescued."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from indexer.extract.flow import Flow
from indexer.extract.fonts import Run
from indexer.extract.numbering import Counter
from indexer.extract.word97.formats import Formats, Letters, Paragraph
from indexer.extract.word97.header import open_parts
from indexer.extract.word97.lists import levels_by_number
from indexer.extract.word97.stories import Piece, pieces
from indexer.records import ExtractedText, RawDocument

_PARAGRAPH: Final = "\r"
_CELL: Final = "\x07"
_FIELD_BEGIN: Final = "\x13"
_FIELD_RESULT: Final = "\x14"
_FIELD_END: Final = "\x15"
_BREAKS: Final = "\r\x07\x0c"
_SHOWN_AS: Final = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\t": "\t", "\xa0": " "}
# Order in which the stories lie, and the order in which they are read: text, boxes, notes, headers; no comments.
_ORDER: Final = (0, 6, 1, 5, 2)


def read(document: RawDocument) -> ExtractedText:
    """Text of a Word 97–2003 document.

    Raises:
        UnreadableError: It is encrypted, damaged or older.
    """
    parts = open_parts(document.content)
    formats = Formats(parts)
    lists = levels_by_number(parts)
    counter = Counter({str(identity): levels for identity, levels in lists.values()})
    flow = Flow()
    starts = [sum(parts.stories[:index]) for index in range(len(parts.stories))]
    found = pieces(parts)
    for story in _ORDER:
        reader = _Story(formats, {number: str(entry[0]) for number, entry in lists.items()}, counter, flow)
        reader.read(_cut(found, starts[story], starts[story] + parts.stories[story]))
    return flow.finished()


def _cut(found: list[Piece], start: int, end: int) -> Iterator[Piece]:
    offset = 0
    for piece in found:
        low, high = max(start - offset, 0), min(end - offset, len(piece.text))
        if low < high:
            yield Piece(piece.text[low:high], piece.place + low * piece.width, piece.width)
        offset += len(piece.text)


class _Story:
    """Turns the letters of one story into paragraphs and table rows."""

    def __init__(self, formats: Formats, lists: dict[int, str], counter: Counter, flow: Flow) -> None:
        self._formats = formats
        self._lists = lists
        self._counter = counter
        self._flow = flow
        self._runs: list[Run] = []
        self._fields: list[bool] = []
        self._row: list[list[list[Run]]] = []
        self._cell: list[list[Run]] = []

    def read(self, found: Iterator[Piece]) -> None:
        for piece in found:
            self._piece(piece)
        self._end_row()
        if self._runs:
            self._flow.paragraph(self._runs)

    def _piece(self, piece: Piece) -> None:
        place = 0
        while place < len(piece.text):
            at = piece.place + place * piece.width
            letters, paragraph = self._formats.letters(at), self._formats.paragraph(at)
            stretch = max((letters.end - at) // piece.width, 1)
            text = piece.text[place : place + stretch]
            broken = next((index for index, letter in enumerate(text) if letter in _BREAKS), None)
            if broken is not None:
                text = text[: broken + 1]
            self._stretch(text, letters, paragraph)
            place += len(text)

    def _stretch(self, text: str, letters: Letters, paragraph: Paragraph) -> None:
        ending = text[-1] if text[-1] in _BREAKS else ""
        shown = "".join(self._shown(letter) for letter in text[: len(text) - len(ending)])
        if shown and not letters.hidden:
            if letters.symbol is not None:
                shown = chr(letters.symbol >> 16) * shown.count("(")
            self._runs.append(Run(shown, self._formats.font(letters, paragraph)))
        if ending:
            self._end_paragraph(ending, paragraph)

    def _shown(self, letter: str) -> str:
        if letter == _FIELD_BEGIN:
            self._fields.append(False)
        elif letter == _FIELD_RESULT and self._fields:
            self._fields[-1] = True
        elif letter == _FIELD_END and self._fields:
            self._fields.pop()
        elif all(self._fields):
            return _SHOWN_AS.get(letter, letter if letter >= " " else "")
        return ""

    def _end_paragraph(self, ending: str, paragraph: Paragraph) -> None:
        runs, self._runs = self._runs, []
        list_id, level = self._formats.list_of(paragraph)
        label = self._counter.label(self._lists[list_id], level) if list_id in self._lists and _says(runs) else ""
        if label:
            runs.insert(0, Run(label + " "))
        if paragraph.in_table:
            self._in_table(ending, runs, paragraph)
            return
        self._end_row()
        self._flow.paragraph(runs)

    def _in_table(self, ending: str, runs: list[Run], paragraph: Paragraph) -> None:
        if ending == _CELL and paragraph.ends_row:
            self._end_row()
            return
        self._cell.append(runs)
        if ending == _CELL:
            self._row.append(self._cell)
            self._cell = []

    def _end_row(self) -> None:
        if self._cell:
            self._row.append(self._cell)
        if self._row:
            self._flow.row(self._row)
        self._row, self._cell = [], []


def _says(runs: list[Run]) -> bool:
    return any(run.text.strip() for run in runs)
