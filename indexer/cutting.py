"""Looks at the pictures of a scanned PDF, and makes PDFs of some of its pages; to be run in the jail.

Source:
    Decree 30/2020/NĐ-CP, Annex I, part II and Annex VI: PDF 1.4 or later, colour, at least 200 dpi.
"""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any, Final

import pypdfium2 as pdfium

LEAST_DPI: Final = 200
LEAST_VERSION: Final = (1, 4)
_VERSION: Final = re.compile(rb"%PDF-(\d)\.(\d)")
_HEAD: Final = 1024
_SHARE: Final = 0.5  # a picture that covers half a page is a scan of it
_ROUNDING: Final = 0.97  # 200 dpi are stored as 199.6
_MOST_PAGES: Final = 50
_IMAGE: Final = 3
_BITS_OF_COLOUR: Final = 24


def floor(content: bytes) -> bytes:
    """What a scan lacks, as JSON: sentences of a few words."""
    return json.dumps(_lacking(content), ensure_ascii=False).encode()


def cut(content: bytes, pages: str) -> bytes:
    """A PDF of some pages.

    Args:
        pages: JSON of pairs: page from 1, degrees it is turned clockwise.
    """
    source, made = pdfium.PdfDocument(content), pdfium.PdfDocument.new()
    wanted = json.loads(pages)
    made.import_pages(source, [page - 1 for page, _ in wanted])
    for at, (_, degrees) in enumerate(wanted):
        if degrees:
            page = made[at]
            page.set_rotation((page.get_rotation() + degrees) % 360)
    target = BytesIO()
    made.save(target, version=17)
    return target.getvalue()


def _lacking(content: bytes) -> list[str]:
    found = []
    head = _VERSION.search(content[:_HEAD])
    scanned = [one for one in (_scan(page) for page in _first(pdfium.PdfDocument(content))) if one]
    if not scanned:
        return []
    if head and (int(head[1]), int(head[2])) < LEAST_VERSION:
        found.append(f"PDF {int(head[1])}.{int(head[2])}, cần từ 1.4")
    low = [(at, dpi) for at, dpi, _ in scanned if dpi < LEAST_DPI * _ROUNDING]
    if low:
        found.append(f"trang {', '.join(str(at) for at, _ in low[:5])}: {min(dpi for _, dpi in low)} dpi, cần từ 200")
    grey = [at for at, _, is_colour in scanned if not is_colour]
    if grey:
        found.append(f"trang {', '.join(map(str, grey[:5]))}: ảnh đen trắng hoặc xám, cần quét màu")
    return found


def _first(document: Any) -> list[tuple[int, Any]]:
    return [(at + 1, document[at]) for at in range(min(len(document), _MOST_PAGES))]


def _scan(numbered: tuple[int, Any]) -> tuple[int, int, bool] | None:
    """Page, resolution and whether it is in colour; None where no picture covers it."""
    at, page = numbered
    width, height = page.get_size()
    for image in page.get_objects(filter=[_IMAGE], max_depth=2):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= _SHARE * width * height:
            said = image.get_metadata()
            across = said.width / max((right - left) / 72, 1e-6)
            down = said.height / max((top - bottom) / 72, 1e-6)
            return at, round(max(min(across, down), 0)), said.bits_per_pixel >= _BITS_OF_COLOUR
    return None
