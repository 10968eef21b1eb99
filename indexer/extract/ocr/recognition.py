"""What stands in a line of an image: letters with the frames they were seen in, and every letter's probability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from indexer.extract.ocr.models import LineModel

_NARROWEST = 16


@dataclass(frozen=True, slots=True)
class LineReading:
    """One reader's view of one crop.

    Attributes:
        frames: Probability of each letter of the alphabet in each upright slice of the crop.
        text: The likeliest letters.
        places: For each letter of ``text`` the slice it was seen in.
    """

    frames: np.ndarray
    alphabet: tuple[str, ...]
    text: str
    places: tuple[int, ...]


def read_line(model: LineModel, crop: np.ndarray) -> LineReading:
    """Read an RGB crop of one line."""
    import cv2
    import numpy as np

    height, width = crop.shape[:2]
    wide = min(max(_NARROWEST, -(-round(width * model.height / height) // 8) * 8), model.widest)
    how = cv2.INTER_AREA if model.logarithmic and height > model.height else cv2.INTER_LINEAR
    picture = cv2.resize(crop, (wide, model.height), interpolation=how).astype(np.float32) / 127.5 - 1
    if not model.logarithmic:
        picture = picture[:, :, ::-1]
    out = model.run(np.ascontiguousarray(picture.transpose(2, 0, 1)[None]))
    frames = np.exp(out[:, 0]) if model.logarithmic else out[0]
    text, places = _likeliest(frames, model.alphabet)
    return LineReading(frames, model.alphabet, text, places)


def _likeliest(frames: np.ndarray, alphabet: tuple[str, ...]) -> tuple[str, tuple[int, ...]]:
    letters: list[str] = []
    places: list[int] = []
    before = 0
    for place, best in enumerate(frames.argmax(axis=1).tolist()):
        if best not in (0, before):
            letters.append(alphabet[best])
            places.append(place)
        before = best
    return "".join(letters), tuple(places)
