"""Shapes of what people send to sign a letter electronically; each form stands on the page beside the others."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField, FloatField, HiddenField, PasswordField, StringField
from wtforms.validators import NumberRange, Optional

from docarchive.core.fields import CountField, tidy
from docarchive.exchange.marks import SEAL_MM, Picture
from docarchive.kernel.errors import InvalidInputError

_PNG = {"accept": "image/png"}


class LengthField(FloatField):  # type: ignore[misc]  # wtforms has no types
    """A length; the comma stands for the point."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([each.replace(",", ".") for each in valuelist])
        except ValueError:
            raise ValueError("Nhập một số.") from None


class SigningForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The picture of a signature or seal and its place, and a name that is not the signer's."""

    picture = FileField("Ảnh chữ ký hoặc con dấu (PNG nền trong suốt)", render_kw=_PNG)
    page = CountField("Trang", [Optional(), NumberRange(1, 3000, "Trang từ 1.")], render_kw={"inputmode": "numeric"})
    left_mm = LengthField("Cách lề trái (mm)", [Optional(), NumberRange(0, 2000, "Từ 0 mm.")])
    top_mm = LengthField("Cách mép trên (mm)", [Optional(), NumberRange(0, 2000, "Từ 0 mm.")])
    diameter_mm = LengthField("Đường kính con dấu (mm)", [Optional(), NumberRange(10, 80, "Từ 10 đến 80 mm.")], SEAL_MM)
    other_name = BooleanField("Chứng thư ghi tên khác là đúng, vẫn ký")
    version = HiddenField()

    def chosen(self) -> Picture:
        """The picture and where it goes.

        Raises:
            InvalidInputError: A number is none; ``fields`` says which.
        """
        wrong = {name: self[name].errors[0] for name in _NUMBERS if not self[name].validate(self)}
        for name in _NUMBERS:
            self[name].errors = []
        if wrong:
            raise InvalidInputError(next(iter(wrong.values())), fields=wrong)
        page, left, top, size = (self[name].data for name in _NUMBERS)
        return Picture(sent(self.picture), page, left, top, size or SEAL_MM)


class KeyForm(SigningForm):
    """A key file."""

    key = FileField("Tệp khóa (.p12, .pfx)", render_kw={"accept": ".p12,.pfx", "required": True})
    password = PasswordField("Mật khẩu của tệp khóa", render_kw={"autocomplete": "off", "required": True})


class TokenForm(SigningForm):
    """A device at the server."""

    token = StringField("Tên thiết bị", filters=[tidy], render_kw={"required": True})
    key = StringField("Tên khóa trên thiết bị", filters=[tidy], render_kw={"required": True})
    password = PasswordField("Mã PIN", render_kw={"autocomplete": "off", "required": True})


class ReturnForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A file that was signed elsewhere."""

    file = FileField("Tệp đã ký", render_kw={"accept": "application/pdf", "required": True})
    other_name = BooleanField("Chứng thư ghi tên khác là đúng, vẫn nhận")


_NUMBERS = ("page", "left_mm", "top_mm", "diameter_mm")


def sent(field: Any) -> bytes:
    """The bytes of a file field; empty where no file was chosen."""
    file = field.data
    if not isinstance(file, FileStorage) or not file.filename:
        return b""
    content: bytes = file.read()
    return content
