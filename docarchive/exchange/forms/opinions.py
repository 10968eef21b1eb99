"""Shapes of what people send about opinions on drafts, with Vietnamese messages."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from docarchive.core.fields import DayField, tidy

_DAY = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
_POINTS = "Mỗi điều, khoản một dòng thì bảng tổng hợp tách riêng, ví dụ: Khoản 2 Điều 5: bỏ cụm từ …"


class AskForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Whose opinion is asked, and until when."""

    people = SelectMultipleField(
        "Đơn vị, người cho ý kiến", choices=[], validate_choice=False, render_kw={"size": 5},
        description="Giữ Ctrl để chọn nhiều; tất cả được hỏi cùng lúc.",
    )  # fmt: skip
    due_on = DayField("Trả lời trước ngày", [Optional()], render_kw=_DAY)
    words = StringField("Cần ý kiến về", filters=[tidy])

    def offer(self, whom: Sequence[tuple[str, str]]) -> None:
        """Fill the list: ``unit:<id>`` or ``user:<id>``, and words."""
        self.people.choices = [SelectChoice(value, said) for value, said in whom]


class OpinionForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """An opinion that was asked for."""

    words = TextAreaField("Ý kiến", filters=[tidy], render_kw={"rows": 4}, description=_POINTS)


class TakeForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What somebody said about a draft, as it is written down by the drafter."""

    source = SelectField("Nơi góp ý", choices=[], validate_choice=False, filters=[tidy])
    who = StringField("Tên ghi vào bảng", filters=[tidy], description="Để trống thì lấy tên nơi được hỏi.")
    words = TextAreaField("Nội dung góp ý", filters=[tidy], render_kw={"rows": 5}, description=_POINTS)

    def offer(self, voices: Sequence[tuple[str, str]]) -> None:
        """Fill the list: key and name of who was asked, and whoever was not."""
        others = SelectChoice("", "Nơi khác, ghi tên bên cạnh")
        self.source.choices = [*(SelectChoice(value, said) for value, said in voices), others]


class ConsultForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Which agencies are asked by a letter, and until when."""

    names = TextAreaField(
        "Cơ quan cần lấy ý kiến", filters=[tidy], render_kw={"rows": 4},
        description="Mỗi dòng một cơ quan, hoặc dán khối Nơi nhận; sửa được ở bước chọn nơi nhận.",
    )  # fmt: skip
    due_on = DayField("Trả lời trước ngày", [Optional()], render_kw=_DAY)
