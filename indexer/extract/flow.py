"""Collects the paragraphs and table rows of a document without fixed pages into one text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from indexer.extract.fonts import Run, rescued
from indexer.extract.letters import clean_text
from indexer.records import ExtractedText

_FEWEST_CELLS_IN_LINE: Final = 3
_GAP: Final = re.compile(r"([ ]*\t[ \t]*|[ ]{4,})")
# Places a blank form leaves open for number and day.
_BLANK_OF_FORM: Final = re.compile(r"(?:^|\b)(?:số:?|ngày|tháng|năm)$", re.IGNORECASE)


class Flow:
    """Paragraphs in reading order; each is a line of its own."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._encodings: Counter[str] = Counter()

    def paragraph(self, runs: Sequence[Run]) -> None:
        text = self._text(runs)
        if text:
            self._lines.append(text)

    def row(self, cells: Sequence[Sequence[Sequence[Run]]]) -> None:
        """A table row: columns of figures stay side by side, columns of text (a heading's two halves) do not."""
        texts = [[text for text in map(self._text, cell) if text] for cell in cells]
        filled = [cell for cell in texts if cell]
        if len(filled) >= _FEWEST_CELLS_IN_LINE and all(len(cell) == 1 and "\n" not in cell[0] for cell in filled):
            self._lines.append("\t".join(cell[0] for cell in filled))
        else:
            self._lines.extend(text for cell in filled for text in cell)

    def finished(self, *warnings: str) -> ExtractedText:
        """The text; in Unicode, with the encoding most of it was rescued from."""
        encodings = {name: weight for name, weight in self._encodings.items() if name != "unicode"}
        encoding = max(encodings, key=encodings.__getitem__) if encodings else "unicode"
        return ExtractedText("\n".join(self._lines), encoding=encoding, warnings=warnings)

    def _text(self, runs: Sequence[Run]) -> str:
        text, encoding = rescued(runs)
        text = "\n".join(part for line in clean_text(text).split("\n") for part in _columns(line))
        self._encodings[encoding] += len(text)
        return text


def _columns(line: str) -> list[str]:
    """The halves of a heading typed side by side with tabs or blanks; one line where it is none."""
    parts = [part for part in _GAP.split(line.strip()) if part]
    if not parts:
        return []
    found = [_tidy(parts[0])]
    for gap, part in zip(parts[1::2], parts[2::2], strict=False):
        text = _tidy(part)
        if len(text.split()) > 1 and _is_column(found[-1]) and not _BLANK_OF_FORM.search(found[-1]):
            found.append(text)
        else:
            found[-1] += ("\t" if "\t" in gap else " ") + text
    return found


def _is_column(text: str) -> bool:
    return len(text.split()) > 1 or "/" in text


def _tidy(line: str) -> str:
    return " ".join(line.split())
