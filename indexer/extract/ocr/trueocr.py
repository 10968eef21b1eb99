"""Pages read by the models the trueocr wheel carries, where tesseract is not installed."""

from __future__ import annotations

import math
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from indexer.extract.ocr.layout import in_reading_order
from indexer.extract.ocr.protocol import ReadLine, ReadPage, ReadWord, UnreadableError

if TYPE_CHECKING:
    from PIL import Image

    from indexer.records import Box

_THREADS = 1
_NARROW = frozenset(" iIljtfr.,;:'!()[]|/-")
_WIDE = frozenset("mwMW")
_POINTS_AN_INCH = 72


class TrueOcrReader:
    """Gives lines; the place of a word is its share of the line's letters."""

    name = "trueocr"

    def read(self, image: Image.Image, dpi: float) -> ReadPage:
        try:
            found = _model().predict(image, mode="page", save=False).data
        except (ValueError, RuntimeError) as failure:
            raise UnreadableError("Bộ nhận dạng chữ (trueocr) không đọc được trang này.") from failure
        back = _WayBack(found, image, _POINTS_AN_INCH / dpi)
        lines = [_line(entry, back) for entry in found["lines"] if entry["text"].strip()]
        scale = _POINTS_AN_INCH / dpi
        return ReadPage(in_reading_order(lines), image.width * scale, image.height * scale)


@cache
def is_available() -> bool:
    """Whether the package and the libraries it calls are installed."""
    return all(find_spec(name) is not None for name in ("trueocr", "onnxruntime", "cv2", "numpy"))


@cache
def _model() -> Any:
    import trueocr

    return trueocr.load_model(threads=_THREADS)


class _WayBack:
    """From pixels of the image the reader straightened to points of the page it was given."""

    def __init__(self, found: dict[str, Any], image: Image.Image, scale: float) -> None:
        self._size = (image.width, image.height)
        self._turned: tuple[float, float] = tuple(found["image_size"])
        self._clockwise = found["rotation_clockwise_degrees"] % 360
        self._skew = math.radians(found["skew_degrees"])
        self._scale = scale

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        points = [self._point(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return (min(xs), min(ys), max(xs), max(ys))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        half_width, half_height = self._turned[0] / 2, self._turned[1] / 2
        dx, dy = x - half_width, y - half_height
        cosine, sine = math.cos(self._skew), math.sin(self._skew)
        x, y = half_width + dx * cosine - dy * sine, half_height + dx * sine + dy * cosine
        width, height = self._size
        if self._clockwise == 90:
            x, y = y, height - x
        elif self._clockwise == 180:
            x, y = width - x, height - y
        elif self._clockwise == 270:
            x, y = width - y, x
        return (x * self._scale, y * self._scale)


def _line(entry: dict[str, Any], back: _WayBack) -> ReadLine:
    text = normalize("NFC", entry["text"]).strip()
    x0, y0, x1, y1 = entry["bbox"]
    ends = [0.0, *accumulate(_share(letter) for letter in text)]
    step = (x1 - x0) / ends[-1]
    words = []
    place = 0
    for word in text.split():
        place = text.index(word, place)
        end = place + len(word)
        box = back.box(x0 + ends[place] * step, y0, x0 + ends[end] * step, y1)
        words.append(ReadWord(word, box, float(entry["confidence"])))
        place = end
    return ReadLine(tuple(words))


def _share(letter: str) -> float:
    """About how wide a letter of the office's fonts is; the reader tells only where the line stands."""
    bare = normalize("NFD", letter)[0]
    if bare in _NARROW:
        return 0.55
    if bare in _WIDE:
        return 1.55
    return 1.35 if bare.isupper() or bare == "Đ" else 1.0
