"""The form in which somebody is said to be away."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from docarchive.accounts.models.absence import BASIS_LENGTH, SCOPE_LENGTH
from docarchive.core.fields import DayField, tidy

_DAY = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}


class AbsenceForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """From when to when, and who stands in by which document."""

    person = SelectField("Người vắng mặt", choices=[])
    first = DayField("Từ ngày", [InputRequired("Ghi ngày đầu vắng mặt.")], render_kw=_DAY)
    last = DayField("Đến hết ngày", [InputRequired("Ghi ngày cuối vắng mặt.")], render_kw=_DAY)
    delegate = SelectField("Người làm thay", choices=[], description="Để trống: không ai làm thay.")
    scope = StringField(
        "Nội dung ủy quyền", [Length(max=SCOPE_LENGTH, message=f"Dài quá {SCOPE_LENGTH} ký tự.")], filters=[tidy]
    )
    basis = StringField(
        "Số ký hiệu văn bản ủy quyền", [Length(max=BASIS_LENGTH, message=f"Dài quá {BASIS_LENGTH} ký tự.")],
        filters=[tidy], description="Ví dụ: 05/GUQ-UBND.",
    )  # fmt: skip
