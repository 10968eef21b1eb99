"""Forms of the administrator about people and their positions."""

from __future__ import annotations

from collections.abc import Iterable

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from docarchive.accounts.queries.agencies import TreeRow
from docarchive.core.fields import DayField
from docarchive.kernel.roles import Role

INDENT = "\u2003"


def agency_choices(rows: Iterable[TreeRow], empty: str) -> list[SelectChoice]:
    """List agencies for a select field, indented by their depth."""
    return choices([(row.agency.id, INDENT * row.depth + row.agency.name) for row in rows], empty)


def choices(pairs: Iterable[tuple[str, str]], empty: str = "") -> list[SelectChoice]:
    """Make what a select field offers: value and words, after a choice of nothing where that has words."""
    first = [SelectChoice("", empty)] if empty else []
    return first + [SelectChoice(value, words) for value, words in pairs]


class UserForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What the administrator keeps of a person."""

    name = StringField("Họ và tên", [InputRequired("Nhập họ và tên."), Length(max=200)])
    email = StringField("Thư điện tử", [Length(max=200)], default="")
    phone = StringField("Điện thoại", [Length(max=40)], default="")
    roles = SelectMultipleField(
        "Vai trò",
        [InputRequired("Chọn ít nhất một vai trò.")],
        choices=choices((role.value, role.label) for role in Role),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class NewUserForm(UserForm):
    """A new person, with the first position."""

    username = StringField(
        "Tên đăng nhập",
        [InputRequired("Nhập tên đăng nhập."), Length(max=80)],
        description="Chữ thường không dấu, ví dụ binhtt.",
    )
    agency_id = SelectField("Cơ quan", choices=[], validate_choice=False)
    unit_id = SelectField("Đơn vị", choices=[], validate_choice=False)
    title = StringField("Chức vụ", [Length(max=200)], default="")


class PositionForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A seat from a day to a day."""

    agency_id = SelectField("Cơ quan", [InputRequired("Chọn cơ quan.")], choices=[], validate_choice=False)
    unit_id = SelectField("Đơn vị", choices=[], validate_choice=False)
    title = StringField("Chức vụ", [Length(max=200)], default="")
    valid_from = DayField("Từ ngày", [InputRequired("Nhập ngày bắt đầu.")])
    valid_to = DayField("Đến ngày", description="Để trống: còn giữ chức.")
    is_main = BooleanField("Vị trí chính", default=True)


class EndPositionForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The last day of a seat."""

    last_day = DayField("Ngày cuối giữ chức", [InputRequired("Nhập ngày cuối.")])


class CsvForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A list of people or agencies as CSV."""

    file = FileField("Tệp CSV", [FileRequired("Chọn tệp CSV.")])
    dry_run = BooleanField("Chỉ kiểm tra, chưa ghi", default=False)
