"""Printed words and the lines they stand in, before they have offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from indexer.records import Box


class Glyphs(NamedTuple):
    """A printed run of letters without a blank.

    Attributes:
        spaced: A typed blank follows it.
        added: It was laid over the page: an annotation, a form field, a signature.
        hidden: It is drawn in no ink, in white, or off the page: whether anybody sees it is for the picture to say.
    """

    text: str
    box: Box
    size: float
    spaced: bool = True
    added: bool = False
    bold: bool = False
    italic: bool = False
    font: str = ""
    hidden: bool = False


@dataclass(slots=True)
class Row:
    """Words of one line in reading order."""

    words: list[Glyphs] = field(default_factory=list)

    @property
    def box(self) -> Box:
        left, top, right, bottom = zip(*[word.box for word in self.words], strict=True)
        return (min(left), min(top), max(right), max(bottom))
