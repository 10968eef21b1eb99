"""Forms of the administrator about agencies and units."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from docarchive.core.fields import DayField

_ORDER = [Optional(), NumberRange(0, 99999, "Số từ 0 đến 99999.")]


class AgencyForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What may change of an agency."""

    name = StringField("Tên cơ quan", [InputRequired("Nhập tên cơ quan."), Length(max=300)])
    short_name = StringField(
        "Tên viết tắt", [Length(max=60)], default="", description="Như trong ký hiệu văn bản: UBND, STC."
    )
    old_code = StringField("Mã trước năm 2020", [Length(max=35)], default="", description="Ví dụ 000.00.15.H57.")
    parent_id = SelectField("Trực thuộc", choices=[], validate_choice=False)
    valid_from = DayField("Thành lập ngày")
    valid_to = DayField("Kết thúc ngày", description="Ngày cuối cùng cơ quan tồn tại; để trống nếu còn.")
    successor_id = SelectField("Cơ quan kế thừa", choices=[], validate_choice=False)
    sort_order = IntegerField("Thứ tự", _ORDER, default=0)


class NewAgencyForm(AgencyForm):
    """A new agency, with the code it keeps for ever."""

    code = StringField(
        "Mã định danh",
        [InputRequired("Nhập mã định danh."), Length(max=35)],
        description="Theo Quyết định 20/2020/QĐ-TTg, ví dụ H57.01.",
    )
    is_foreign = BooleanField("Mã nhận từ nơi khác, giữ nguyên dù sai mẫu")


class UnitForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A unit."""

    name = StringField("Tên đơn vị", [InputRequired("Nhập tên đơn vị."), Length(max=300)])
    short_name = StringField("Tên viết tắt", [Length(max=60)], default="")
    is_active = BooleanField("Còn hoạt động", default=True)
    sort_order = IntegerField("Thứ tự", _ORDER, default=0)
