"""What a person enters about relations and validity."""

from __future__ import annotations

from datetime import date

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField
from wtforms.validators import Optional, ValidationError

from docarchive.archive.relation_map import choices
from docarchive.archive.services.relating import Entered
from docarchive.archive.states import FIELD_WORDS
from docarchive.search.asking import read_day

DAY = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy"}


def _is_day(_form: FlaskForm, field: Field) -> None:
    if read_day(field.data or "") is None:
        raise ValidationError("Ngày ghi theo dạng dd/mm/yyyy, ví dụ 05/09/2025.")


def _day(field: Field) -> date | None:
    return read_day(field.data or "")


class RelationForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A relation nobody read from the text."""

    relation = SelectField("Văn bản này", choices=choices, validate_choice=False)
    number = StringField("Số ký hiệu văn bản kia")
    stated_on = StringField("Ngày ban hành văn bản kia", [Optional(), _is_day], render_kw=DAY)
    provisions = StringField("Điều, khoản, điểm của văn bản kia")
    starts_on = StringField("Tác động từ ngày", [Optional(), _is_day], render_kw=DAY)
    until_on = StringField("Đến ngày", [Optional(), _is_day], render_kw=DAY)

    def entered(self) -> Entered:
        """What was filled in."""
        return Entered(
            self.relation.data or "", (self.number.data or "")[:400], (self.provisions.data or "")[:400],
            _day(self.stated_on), _day(self.starts_on), _day(self.until_on),
        )  # fmt: skip


class ValidityForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The days a document states for itself."""

    effective_on = StringField(FIELD_WORDS["effective_on"], [Optional(), _is_day], render_kw=DAY)
    expires_on = StringField(FIELD_WORDS["expires_on"], [Optional(), _is_day], render_kw=DAY)

    def values(self) -> dict[str, str | None]:
        """The days in ISO form, nothing as None."""
        days = {name: _day(self[name]) for name in ("effective_on", "expires_on")}
        return {name: day.isoformat() if day else None for name, day in days.items()}
