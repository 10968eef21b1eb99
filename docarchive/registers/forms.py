"""Shapes of what people send to the pages of registers, with Vietnamese messages."""

from __future__ import annotations

import re
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from docarchive.core.fields import DayField
from docarchive.kernel.reasons import SHORTEST_REASON, TOO_SHORT
from docarchive.registers.queries.numbers import Window
from docarchive.registers.services.numbering import MOST_RESERVED
from docarchive.registers.states import DIRECTION_WORDS, PERIOD_WORDS, Direction
from indexer.fold import fold
from indexer.kinds import KINDS

_KINDS = sorted({kind.name for kind in KINDS}, key=lambda name: (fold(name), name))
_WHOLE = re.compile(r"\d{1,7}")


def _reason(label: str = "Lý do") -> TextAreaField:
    words = f"Ít nhất {SHORTEST_REASON} ký tự; lý do nằm lại trong sổ."
    checks = [InputRequired(TOO_SHORT), Length(min=SHORTEST_REASON, max=500, message=TOO_SHORT)]
    return TextAreaField(label, checks, description=words, render_kw={"rows": 2})


class RegisterForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What may change of a register."""

    name = StringField("Tên sổ", [InputRequired("Ghi tên sổ."), Length(max=120, message="Tên sổ dài quá 120 ký tự.")])
    symbol = StringField(
        "Mẫu số ký hiệu",
        [Length(max=120)],
        default="",
        description="Ghép từ {số}, {năm}, {loại}, {cơ quan}, {đơn vị}. Sổ văn bản đến để trống.",
    )
    kinds = SelectMultipleField(
        "Loại văn bản vào sổ này",
        choices=[SelectChoice(name, name[:1].upper() + name[1:]) for name in _KINDS],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Không chọn loại nào: sổ nhận mọi loại chưa có sổ riêng.",
    )
    unit_id = SelectField("Đơn vị có sổ riêng", choices=[], validate_choice=False)
    sort_order = IntegerField("Thứ tự", [Optional(), NumberRange(0, 99999, "Số từ 0 đến 99999.")], default=0)


class NewRegisterForm(RegisterForm):
    """A new register; its direction and how its numbers run are said once."""

    direction = SelectField(
        "Chiều văn bản",
        choices=[SelectChoice(one.value, words) for one, words in DIRECTION_WORDS.items()],
        default=Direction.OUTGOING,
    )
    period = SelectField(
        "Đánh số", choices=[SelectChoice(one.value, words.capitalize()) for one, words in PERIOD_WORDS.items()]
    )
    is_secret = BooleanField(
        "Sổ mật",
        description="Dãy số riêng cho văn bản giấy có dấu mật: chỉ ghi số, ngày, ký hiệu; trích yếu ẩn.",
    )


class KnownRegisterForm(RegisterForm):
    """A register that is there."""

    is_open = BooleanField("Đang dùng", description="Bỏ chọn: sổ vẫn xem, in được và không cấp số nữa.")


class BeginForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Where numbers begin."""

    first = IntegerField("Số đầu tiên cấp ở đây", [InputRequired("Ghi số đầu tiên.")])
    reason = _reason()


class OldRegisterForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The register kept before."""

    file = FileField("Sổ cũ", [FileRequired("Chọn tệp Excel hoặc CSV.")])


class ConfirmOldForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What was looked at, to be taken."""

    kept = HiddenField()
    closes_gaps = BooleanField(
        "Ghi hủy các số không có dòng",
        description="Sổ cũ đã bỏ các số ấy. Không chọn: số còn báo thiếu cho đến khi nhập thêm dòng.",
    )


class TermForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A new term."""

    label = StringField(
        "Tên nhiệm kỳ", [InputRequired("Ghi tên nhiệm kỳ."), Length(max=60)], description="Ví dụ 2026-2031."
    )


class ReserveForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Numbers to keep."""

    count = IntegerField(
        "Giữ bao nhiêu số",
        [InputRequired("Ghi số lượng."), NumberRange(1, MOST_RESERVED, f"Từ 1 đến {MOST_RESERVED} số một lần.")],
        default=1,
    )
    reason = _reason("Giữ để làm gì")


class SecretPaperForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A paper that bears a mark of secrecy."""

    symbol = StringField(
        "Số ký hiệu ghi trên văn bản",
        [Length(max=40, message="Số ký hiệu dài quá 40 ký tự.")],
        default="",
        description="Chỉ số ký hiệu; để trống nếu văn bản không có. Không ghi trích yếu, nơi gửi hay độ mật.",
    )


class CancelForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Why a number is cancelled."""

    reason = _reason("Lý do hủy")


class WindowForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Which lines of a volume are wanted; it changes nothing and stands in the address."""

    class Meta:
        """It is sent by GET."""

        csrf = False

    first_day = DayField("Từ ngày", name="tu-ngay")
    last_day = DayField("Đến ngày", name="den-ngay")
    first_number = StringField("Từ số", name="tu-so", default="")
    last_number = StringField("Đến số", name="den-so", default="")
    part = StringField("Quyển số", [Length(max=20)], name="quyen", default="")

    def validate_first_number(self, field: Field) -> None:
        """A whole number, or nothing."""
        _require_whole(field)

    def validate_last_number(self, field: Field) -> None:
        """A whole number, or nothing."""
        _require_whole(field)

    def window(self) -> Window:
        """What was asked for; a field that makes no sense leaves its end open and says so."""
        self.validate()
        return Window(
            self.first_day.data, self.last_day.data, _whole(self.first_number.data), _whole(self.last_number.data)
        )

    def arguments(self) -> dict[str, Any]:
        """The same for addresses, as typed."""
        fields = (self.first_day, self.last_day, self.first_number, self.last_number, self.part)
        return {field.name: field._value() for field in fields if field._value()}


def _require_whole(field: Field) -> None:
    if field.data and _WHOLE.fullmatch(field.data.strip()) is None:
        raise ValidationError("Ghi một số, ví dụ 42.")


def _whole(text: str | None) -> int | None:
    return int(text) if text and _WHOLE.fullmatch(text.strip()) else None
