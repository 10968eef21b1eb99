"""Makes a scan of a PDF: pages as slightly skewed, grainy pictures without any text layer."""

from __future__ import annotations

import io
import random

import pypdfium2
from PIL import Image, ImageFilter

_DPI = 200


def to_scan(pdf: bytes, seed: int) -> bytes:
    """The same pages as pictures in a PDF."""
    dice = random.Random(seed)  # noqa: S311 - grain of a picture, not a secret
    document = pypdfium2.PdfDocument(pdf)
    pages = [_worn(page.render(scale=_DPI / 72).to_pil(), dice) for page in document]
    document.close()
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=_DPI, quality=60)
    return out.getvalue()


def _worn(page: Image.Image, dice: random.Random) -> Image.Image:
    grey = page.convert("L").rotate(dice.uniform(-0.7, 0.7), fillcolor=255, resample=Image.Resampling.BICUBIC)
    grain = Image.effect_noise(grey.size, 14)
    return Image.blend(grey.filter(ImageFilter.GaussianBlur(0.5)), grain, 0.06)
