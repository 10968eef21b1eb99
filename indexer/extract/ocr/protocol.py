"""What a page reader gives: printed words with their boxes, in lines, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL import Image

    from indexer.records import Box


@dataclass(frozen=True, slots=True)
class ReadWord:
    """One word as it was read.

    Attributes:
        box: Points from the top left of the page as it was handed in, also where the reader turned it.
        confidence: 0–1, as sure as the reader says it is.
    """

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadLine:
    """Neighbouring words on one baseline, never across the gap between two columns; never empty."""

    words: tuple[ReadWord, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        boxes = [word.box for word in self.words]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page as a reader saw it.

    Attributes:
        lines: In reading order: of two columns the left one first.
        width: Points, like all boxes.
        height: Points.
    """

    lines: tuple[ReadLine, ...]
    width: float
    height: float

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        """Mean confidence of the words, long words counting more; 0 for an empty page."""
        letters = sum(len(word.text) for line in self.lines for word in line.words)
        weighted = sum(len(word.text) * word.confidence for line in self.lines for word in line.words)
        return weighted / letters if letters else 0.0


class UnreadableError(Exception):
    """No reader is there, or the one that is could not read the page; the message is for the user."""


class PageReader(Protocol):
    """Reads the printed text of one page image."""

    name: str

    def read(self, image: Image.Image, dpi: float) -> ReadPage:
        """Read a page.

        Args:
            dpi: Pixels an inch of the image; about 300 reads best.

        Raises:
            UnreadableError: The reader failed on this page.
        """
        ...
