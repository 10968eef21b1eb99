"""Draws marks into the widgets of signatures; nothing of a page itself is ever touched."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image
from pyhanko.pdf_utils import content, generic, layout
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.images import pil_image
from pyhanko.stamp.base import BaseStamp, BaseStampStyle

from signatures.errors import PdfRefusedError
from signatures.pdf.embedding import embed, encoded
from signatures.pdf.geometry import Page
from signatures.pdf.marks import ImageMark, Mark, TextMark
from signatures.pdf.records import Box
from signatures.pdf.truetype import times

_SIZE, _LEADING = 10.0, 12.0
_EDGE_MM, _TOP_MM = 12, 8
_MAX_PIXELS = 25_000_000
_TURNED = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def box_of(mark: Mark, page: Page) -> Box:
    """The box of a mark as seen on its page.

    Raises:
        PdfRefusedError: It does not lie on the page.
    """
    box = mark.box if isinstance(mark, ImageMark) else _top_right(mark, page)
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= page.width and box[3] <= page.height
    if not inside or box[2] <= box[0] or box[3] <= box[1]:
        raise PdfRefusedError("off-page", f"Chỗ đặt chữ ký nằm ngoài trang {page.number}; hãy chọn lại chỗ đặt.")
    return box


def style_of(mark: Mark, page: Page) -> BaseStampStyle:
    """The way a mark is drawn, upright on a page that is shown turned.

    Raises:
        PdfRefusedError: The picture is no PNG, or is too large.
    """
    if isinstance(mark, TextMark):
        return _TextStyle(border_width=0, turn=page.turn, lines=mark.lines)
    return _ImageStyle(border_width=0, turn=page.turn, image=_image(mark.png))


def _top_right(mark: TextMark, page: Page) -> Box:
    right, top = page.width - _EDGE_MM * 72 / 25.4, _TOP_MM * 72 / 25.4
    width = max(times().width(line, _SIZE) for line in mark.lines)
    return right - width, top, right, top + _LEADING * len(mark.lines)


def _image(png: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(png), formats=["PNG"])
        if image.width * image.height > _MAX_PIXELS:
            raise PdfRefusedError("image", "Ảnh chữ ký hoặc con dấu quá lớn.")
        return image.convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError) as problem:
        raise PdfRefusedError("image", "Ảnh chữ ký hoặc con dấu phải là tệp PNG.") from problem


@dataclass(frozen=True)
class _Style(BaseStampStyle):
    """A style that knows how its page is turned."""

    turn: int = 0


@dataclass(frozen=True)
class _ImageStyle(_Style):
    image: Image.Image | None = None

    def create_stamp(self, writer: Any, box: layout.BoxConstraints, text_params: Any) -> BaseStamp:  # noqa: ARG002
        return _ImageStamp(writer, self, _upright(box, self.turn))


@dataclass(frozen=True)
class _TextStyle(_Style):
    lines: tuple[str, ...] = ()

    def create_stamp(self, writer: Any, box: layout.BoxConstraints, text_params: Any) -> BaseStamp:  # noqa: ARG002
        return _TextStamp(writer, self, _upright(box, self.turn))


def _upright(box: layout.BoxConstraints, turn: int) -> layout.BoxConstraints:
    return box if turn % 180 == 0 else layout.BoxConstraints(box.height, box.width)


class _Stamp(BaseStamp):
    def as_form_xobject(self) -> Any:
        form = super().as_form_xobject()
        if self.style.turn:
            numbers = (*_TURNED[self.style.turn], 0, 0)
            form[pdf_name("/Matrix")] = generic.ArrayObject(generic.NumberObject(number) for number in numbers)
        return form


class _ImageStamp(_Stamp):
    def _render_inner_content(self) -> list[bytes]:
        image = self.style.image
        scale = min(self.box.width / image.width, self.box.height / image.height)
        width, height = image.width * scale, image.height * scale
        left, bottom = (self.box.width - width) / 2, (self.box.height - height) / 2
        name = pdf_name("/Picture")
        self.set_resource(content.ResourceType.XOBJECT, name, pil_image(image, self._ensure_writer))
        return [b"q %.3f 0 0 %.3f %.3f %.3f cm /Picture Do Q" % (width, height, left, bottom)]


class _TextStamp(_Stamp):
    def _render_inner_content(self) -> list[bytes]:
        face, lines = times(), self.style.lines
        font = embed(self.writer, face, "".join(lines))
        self.set_resource(content.ResourceType.FONT, pdf_name("/Times"), font)
        drawn = [b"BT 0 g /Times %g Tf" % _SIZE]
        for number, line in enumerate(lines):
            left = self.box.width - face.width(line, _SIZE)
            bottom = self.box.height - _LEADING * number - _SIZE
            drawn.append(b"1 0 0 1 %.3f %.3f Tm %s Tj" % (left, bottom, encoded(face, line)))
        return [*drawn, b"ET"]
