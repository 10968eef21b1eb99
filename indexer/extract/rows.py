"""Printed words and the lines they stand in, before they have offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.records import Box


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A printed run of letters without a blank.

    Attributes:
        spaced: A typed blank follows it.
        added: It was laid over the page: an annotation, a form field, a signature.
    """

    text: str
    box: Box
    size: float
    spaced: bool = True
    added: bool = False
    bold: bool = False
    italic: bool = False
    font: str = ""


@dataclass(slots=True)
class Row:
    """Words of one line in reading order."""

    words: list[Glyphs] = field(default_factory=list)

    @property
    def box(self) -> Box:
        boxes = [word.box for word in self.words]
        return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
