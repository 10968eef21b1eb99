"""The form in which somebody is said to be away."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from docarchive.accounts.models.absence import BASIS_LENGTH, SCOPE_LENGTH
from docarchive.core.fields import DayField, tidy
from docarchive.core.mandates import MATTER_WORDS, Matter

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
    matters = SelectMultipleField(
        "Loại việc được làm thay",
        choices=[SelectChoice(each.value, MATTER_WORDS[each].capitalize()) for each in Matter],
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        description="Không chọn: mọi loại việc.",
    )  # fmt: skip
    fields = StringField(
        "Lĩnh vực của ý kiến chỉ đạo", filters=[tidy],
        description="Để trống: mọi lĩnh vực. Nhiều lĩnh vực cách nhau bằng dấu chấm phẩy.",
    )  # fmt: skip
