"""Draws a page the way it is seen: of a PDF with its form fields and signatures, or of a scan that is a picture."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import pypdfium2 as pdfium
from PIL import Image

MAX_PIXELS: Final = 30_000_000
_PDF_HEAD: Final = 1024  # the mark of a PDF stands within so many bytes
_INCHES_ACROSS: Final = 8.27  # a scan is taken for an A4 sheet


def draw(content: bytes, page: int, dpi: int) -> bytes:
    """A WebP picture of a page; pages too large for the resolution are drawn smaller.

    Args:
        page: From 1.

    Raises:
        pypdfium2.PdfiumError: PDFium cannot open the file or the page.
        OSError: The picture is damaged or has no such page.
    """
    is_pdf = b"%PDF-" in content[:_PDF_HEAD]
    picture = _of_pdf(content, page, dpi) if is_pdf else _of_scan(content, page, dpi)
    target = BytesIO()
    picture.save(target, "WEBP", quality=80, method=0)
    return target.getvalue()


def _of_pdf(content: bytes, page: int, dpi: int) -> Image.Image:
    document = pdfium.PdfDocument(content)
    # Without the form environment, number and day in signature fields are not drawn; it must be there before the page.
    document.init_forms()
    sheet = document[page - 1]
    width, height = sheet.get_size()
    scale = min(dpi / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    drawn: Image.Image = sheet.render(scale=scale, may_draw_forms=True).to_pil()
    return drawn


def _of_scan(content: bytes, page: int, dpi: int) -> Image.Image:
    with Image.open(BytesIO(content)) as scan:
        scan.seek(page - 1)
        picture = scan.convert("RGB")
    scale = min(dpi * _INCHES_ACROSS / min(picture.size), 1.0)
    return picture.resize((max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)))
