"""Reads photographed and scanned pages that come as pictures."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import Image, ImageSequence, UnidentifiedImageError

from indexer.extract import allowance
from indexer.extract.assemble import PageRows, assemble
from indexer.extract.errors import UnreadableError
from indexer.extract.ocr.pages import read_image
from indexer.extract.ocr.protocol import UnreadableError as NoReaderError
from indexer.extract.ocr.readers import best
from indexer.records import ExtractedText, Failed, RawDocument

MAX_PIXELS: Final = 50_000_000
_MOST_PAGES: Final = 500
_USUAL_DPI: Final = 300.0
_LEAST_DPI: Final = 70.0
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "GIF")


def read(document: RawDocument) -> ExtractedText | Failed:
    """Text of a picture, or of every page of a TIFF.

    Raises:
        UnreadableError: It is damaged or larger than the bounds.
    """
    try:
        with Image.open(BytesIO(document.content), formats=_FORMATS) as picture:
            if getattr(picture, "n_frames", 1) > _MOST_PAGES:
                raise UnreadableError.too_large()
            pages = [_page(frame) for frame in ImageSequence.Iterator(picture)]
    except NoReaderError as missing:
        return Failed("needs_ocr", str(missing))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableError.damaged() from error
    text, made = assemble(pages)
    return ExtractedText(text, made, "ocr", "none")


def _page(frame: Image.Image) -> PageRows:
    if frame.width * frame.height > MAX_PIXELS:
        raise UnreadableError.too_large()
    stated = float(frame.info.get("dpi", (0, 0))[0] or 0)
    # A4 across the picture is a better guess than a resolution nobody set.
    dpi = stated if stated > _LEAST_DPI else max(frame.width / 8.27, _LEAST_DPI)
    reader = best()
    allowance.picture_page()
    return read_image(frame.convert("L"), reader, dpi or _USUAL_DPI)
