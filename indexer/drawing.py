"""Draws a page of a PDF the way it is seen, form fields and signatures included."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import pypdfium2 as pdfium

MAX_PIXELS: Final = 30_000_000


def draw(content: bytes, page: int, dpi: int) -> bytes:
    """A WebP picture of a page; pages too large for the resolution are drawn smaller.

    Args:
        page: From 1.

    Raises:
        pypdfium2.PdfiumError: PDFium cannot open the file or the page.
    """
    document = pdfium.PdfDocument(content)
    # Without the form environment, number and day in signature fields are not drawn; it must be there before the page.
    document.init_forms()
    sheet = document[page - 1]
    width, height = sheet.get_size()
    scale = min(dpi / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    picture = sheet.render(scale=scale, may_draw_forms=True).to_pil()
    target = BytesIO()
    picture.save(target, "WEBP", quality=80, method=0)
    return target.getvalue()
