"""Forms of the administrator about the working calendar."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from docarchive.accounts.counting import MOST_DAYS
from docarchive.accounts.forms.people import choices
from docarchive.accounts.models.calendar import DOCUMENT_LENGTH, REASON_LENGTH
from docarchive.core.calendar import DayKind
from docarchive.core.fields import CountField, DayField, HourField


class DayForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What is said of a day."""

    kind = RadioField(
        "Ngày này",
        [InputRequired("Chọn nghỉ hay làm việc.")],
        choices=choices((kind.value, kind.label) for kind in DayKind),
    )
    reason = StringField(
        "Lý do", [InputRequired("Nhập lý do."), Length(max=REASON_LENGTH)],
        description="Ví dụ: Nghỉ bù ngày 10/01/2026.",
    )  # fmt: skip
    document = StringField(
        "Số văn bản", [Length(max=DOCUMENT_LENGTH)], default="", description="Văn bản quy định, ví dụ 12729/VPCP-KGVX."
    )


class NewDaysForm(DayForm):
    """A day, or some in a row."""

    day = DayField("Ngày", [InputRequired("Nhập ngày.")])
    last_day = DayField("Đến hết ngày", description="Để trống nếu chỉ một ngày.")


class DayListForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A list of days, pasted or as a file."""

    rows = TextAreaField(
        "Dán danh sách", [Optional()], description="Mỗi dòng một ngày, chép thẳng từ Excel hoặc ngăn bằng dấu phẩy."
    )
    file = FileField("Hoặc tệp CSV")
    dry_run = BooleanField("Chỉ kiểm tra, chưa ghi", default=False)


class YearForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The decree of a year's days off."""

    document = StringField(
        "Số văn bản thông báo",
        [InputRequired("Nhập số văn bản thông báo ngày nghỉ của năm."), Length(max=DOCUMENT_LENGTH)],
    )


class CountForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What to count; asked by an address, so that the answer can be sent on."""

    class Meta:
        """Nothing is changed by asking."""

        csrf = False

    since = DayField("Từ ngày", [InputRequired("Nhập ngày bắt đầu.")])
    hour = HourField("Lúc", [InputRequired("Nhập giờ dạng 16:30.")])
    days = CountField(
        "Số ngày", [InputRequired("Nhập số ngày."), NumberRange(1, MOST_DAYS, f"Số từ 1 đến {MOST_DAYS}.")]
    )
