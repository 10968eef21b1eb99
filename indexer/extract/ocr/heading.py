"""Number and date of a scanned first page: suggestions with how sure they are, and where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from indexer.extract.ocr import models, suffix
from indexer.extract.ocr.anchors import DAY_WORD, Gap, date_parts, number_parts
from indexer.extract.ocr.crops import crop
from indexer.extract.ocr.detection import look
from indexer.extract.ocr.geometry import straighten
from indexer.extract.ocr.locating import SeenLine, date_box, number_box
from indexer.extract.ocr.prior import weigh
from indexer.extract.ocr.recognition import LineReading, read_line
from indexer.extract.ocr.urgency import urgency
from indexer.extract.ocr.views import LineViews, view
from indexer.provinces import likely_province
from indexer.records import Suggestion

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    from indexer.extract.ocr.detection import SlantedBox
    from indexer.records import Box

FILL_AT = 0.6
"""From this confidence on a suggestion is right often enough to be filled in unasked."""

HEADING_DPI = 400
HEADING_SHARE = 0.32
"""The part of a page's height, from its top, in which number and date stand."""

_OFFERED = 3
_DETECTION_DPI = 200  # finds the same lines as 300 at half the time and memory


def is_available() -> bool:
    """Whether this machine has what reads handwritten numbers: the extra ``[scan]``."""
    return models.are_available()


def read_heading(
    top: Image.Image, file_dates: Sequence[date] = (), dpi: float = HEADING_DPI, page: int = 1
) -> dict[str, tuple[Suggestion, ...]]:
    """Read ``number``, ``issued_on``, ``place`` and ``urgency``, best first; a field that was not found is left out.

    Args:
        top: The upper ``HEADING_SHARE`` of the first page in colour, form and signature fields drawn.
        file_dates: What the file says of when it was made; a scan is made days after the issue.
        dpi: 400 reads best.
        page: Its number, for the suggestions.
    """
    import numpy as np

    straight = straighten(np.asarray(top.convert("RGB")), dpi)
    lines, slanted = _first_sight(straight.pixels, dpi)
    of_date = date_box(lines, top.width)
    of_number = number_box(lines, of_date, top.width)
    offers: dict[str, tuple[Suggestion, ...]] = {}
    if of_number is not None:
        numbers = _numbers(view(straight.pixels, of_number))
        offers["number"] = _suggestions(numbers, page, straight.page_box(of_number))
    if of_date is not None:
        dated = view(straight.pixels, of_date)
        dates = weigh(_dates(dated), file_dates)
        as_text = {day.isoformat(): probability for day, probability in dates.items()}
        offers["issued_on"] = _suggestions(as_text, page, straight.page_box(of_date))
        offers["place"] = _suggestions(_places(dated), page, straight.page_box(of_date))
    offers["urgency"] = urgency(lines, slanted, straight, page)
    return {field: values for field, values in offers.items() if values}


def _first_sight(top: np.ndarray, dpi: float) -> tuple[list[SeenLine], list[SlantedBox]]:
    import cv2

    scale = _DETECTION_DPI / dpi
    small = cv2.resize(top, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    level, slanted = look(small)
    reader = models.vietnamese_reader()
    boxes = [box.scaled(1 / scale) for box in level]
    lines = [SeenLine(box, read_line(reader, crop(top, box, 0.05).pixels).text) for box in boxes]
    return lines, [box.scaled(1 / scale) for box in slanted]


def _numbers(views: LineViews) -> dict[str, float]:
    ending, share = suffix.likeliest(*views.parts(number_parts))
    if not ending:
        return {}
    read: defaultdict[str, float] = defaultdict(float)
    for digits, probability in views.digits_in(_digits, longest=5).items():
        plain = digits.lstrip("0")
        # Offices write 05 for 5, never more noughts and never one before more digits.
        kept = "0" + plain if len(plain) == 1 and digits.startswith("0") else plain
        read[kept + ending] += probability * min(1.0, share + 0.5) if plain else 0.0
    return read


def _dates(views: LineViews) -> dict[date, float]:
    years = Counter(parts.year for some in views.parts(date_parts) for parts in some if parts.year)
    if not years:
        return {}
    year = int(years.most_common(1)[0][0])
    months = views.digits_in(_month, longest=2)
    read: defaultdict[date, float] = defaultdict(float)
    for day, likely in views.digits_in(_day, longest=2).items():
        for month, as_likely in months.items():
            try:
                read[date(year, int(month), int(day))] += likely * as_likely
            except ValueError:
                continue
    return read


def _places(views: LineViews) -> dict[str, float]:
    """The province before the date, and the share of the readings that name it."""
    read: Counter[str] = Counter()
    for one in views.vietnamese:
        before = DAY_WORD.search(one.reading.text)
        province = likely_province(one.reading.text[: before.start()].strip(" ,.;:-_")) if before else None
        read.update([province] if province else [])
    return {province: votes / len(views.vietnamese) for province, votes in read.items()}


def _digits(reading: LineReading) -> Gap | None:
    parts = number_parts(reading)
    return parts.digits if parts else None


def _day(reading: LineReading) -> Gap | None:
    parts = date_parts(reading)
    return parts.day if parts else None


def _month(reading: LineReading) -> Gap | None:
    parts = date_parts(reading)
    return parts.month if parts else None


def _suggestions(values: Mapping[str, float], page: int, box: Box) -> tuple[Suggestion, ...]:
    best = sorted(values.items(), key=lambda item: -item[1])[:_OFFERED]
    return tuple(Suggestion(value, round(probability, 3), page, box) for value, probability in best)
