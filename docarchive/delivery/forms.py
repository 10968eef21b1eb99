"""Shapes of what people send to the pages of partners, with Vietnamese messages."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from docarchive.delivery.states import CHANNEL_WORDS, DEMAND_WORDS, ChannelKind
from signatures.xml import Demand

_OFFERED = (ChannelKind.HTTPS, ChannelKind.FOLDER, ChannelKind.AXIS)


class PartnerForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What may change of a partner."""

    name = StringField(
        "Tên cơ quan", [InputRequired("Ghi tên cơ quan."), Length(max=300, message="Tên quá 300 ký tự.")]
    )
    channel = SelectField(
        "Gói đi qua",
        choices=[SelectChoice(kind.value, CHANNEL_WORDS[kind]) for kind in _OFFERED],
        description="Kết nối trực tiếp khi bên kia cũng dùng docarchive và hai máy chủ gọi được nhau.",
    )
    address = StringField(
        "Địa chỉ máy chủ", [Length(max=500)], default="", description="Chỉ với kết nối trực tiếp: https://ten-may-chu."
    )


class NewPartnerForm(PartnerForm):
    """A partner that is to be known."""

    code = StringField(
        "Mã định danh", [InputRequired("Ghi mã định danh của cơ quan."), Length(max=64, message="Mã quá 64 ký tự.")],
        description="Theo Quyết định 20/2020/QĐ-TTg, ví dụ H57.01.",
    )  # fmt: skip


class SignaturesForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Which signature packets of a partner must bear inside."""

    demand = SelectField(
        "Chữ ký trong gói gửi đến", choices=[SelectChoice(one.value, DEMAND_WORDS[one]) for one in DEMAND_WORDS],
        coerce=Demand,
    )  # fmt: skip
    sha1 = BooleanField("Nhận cả chữ ký dùng SHA-1, có cảnh báo")


class CertificateForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The certificate a partner handed over."""

    certificate = FileField("Tệp chứng thư (.pem, .crt, .cer)", [FileRequired("Chọn tệp chứng thư.")])


class CallSignForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The digits heard over the telephone."""

    call_sign = StringField(
        "Dãy số nghe được", [InputRequired("Gõ dãy số bên kia đọc.")],
        description="Bên kia đọc từng nhóm năm chữ số của khóa mình; gõ lại đủ 40 chữ số ở đây.",
    )  # fmt: skip
