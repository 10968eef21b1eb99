"""Whether what a text layer says stands on the page: by the ink under its words, and by lines read from the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz

from indexer.extract.layout import Glyphs, Row
from indexer.fold import fold_lower

if TYPE_CHECKING:
    from PIL import Image

_INK_DPI: Final = 72
_CONTRAST: Final = 40  # of 255, between the lightest and the darkest spot where letters are
_SAMPLE: Final = 5  # lines
_LETTERS: Final = 15  # a line has at least so many, to be told from another
_AGREES: Final = 60.0  # of 100: worn print misread is above, another text below


def with_ink(words: Sequence[Glyphs], page: Any) -> list[Glyphs]:
    """The words, without the hidden ones that lie where nothing is drawn.

    Args:
        page: A PDFium page.
    """
    image = page.render(scale=_INK_DPI / 72, grayscale=True).to_pil()
    return [word for word in words if not word.hidden or _has_ink(image, word)]


def _has_ink(image: Image.Image, word: Glyphs) -> bool:
    left, top, right, bottom = word.box
    box = (max(int(left), 0), max(int(top), 0), min(int(right) + 1, image.width), min(int(bottom) + 1, image.height))
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    shades = image.crop(box).tobytes()
    return max(shades) - min(shades) >= _CONTRAST


def sample(rows: Sequence[Row]) -> list[Row]:
    """A few long lines from all over the page, enough to tell whether the rest can be believed."""
    long = [row for row in rows if sum(len(word.text) for word in row.words) >= _LETTERS]
    step = max(1, len(long) // _SAMPLE)
    return long[step // 2 :: step][:_SAMPLE]


def agree(said: Sequence[Row], seen: Sequence[Row]) -> bool:
    """Whether most of the sampled lines are what a page reader saw in their place.

    Args:
        seen: What the reader made of the page where only those lines were left on it.
    """
    same = sum(fuzz.ratio(_letters([row]), _letters(_around(row, seen))) >= _AGREES for row in said)
    return same * 2 >= len(said)


def _around(row: Row, seen: Sequence[Row]) -> list[Row]:
    _, top, _, bottom = row.box
    return [other for other in seen if top <= (other.box[1] + other.box[3]) / 2 <= bottom]


def _letters(rows: Sequence[Row]) -> str:
    return "".join(letter for row in rows for word in row.words for letter in fold_lower(word.text) if letter.isalnum())
