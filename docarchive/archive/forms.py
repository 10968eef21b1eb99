"""Shapes of what people send to the archive's pages, with Vietnamese messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    Field,
    MultipleFileField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from docarchive.archive.states import ACCESS_WORDS, FIELD_WORDS, AccessLevel
from docarchive.kernel.reasons import SHORTEST_REASON, TOO_SHORT
from docarchive.search.asking import read_day
from indexer.kinds import KINDS

KIND_CHOICES = [
    SelectChoice("", "—"),
    *(SelectChoice(name, name.capitalize()) for name in sorted({k.name for k in KINDS})),
]
URGENCY_CHOICES = [SelectChoice(name, name.capitalize() or "Thường") for name in ("", "khẩn", "thượng khẩn", "hỏa tốc")]
REASON_LENGTH = Length(min=SHORTEST_REASON, message=TOO_SHORT)


class FieldsForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """What is known of a document, as text; days as dd/mm/yyyy."""

    number = StringField(FIELD_WORDS["number"], [Optional(), Length(max=200, message="Số ký hiệu dài quá 200 ký tự.")])
    issued_on = StringField(FIELD_WORDS["issued_on"], [Optional()])
    issuer = StringField(FIELD_WORDS["issuer"], [Optional()])
    kind = SelectField(FIELD_WORDS["kind"], choices=KIND_CHOICES, validate_choice=False)
    subject = TextAreaField(FIELD_WORDS["subject"], [Optional()], render_kw={"rows": 3})
    signer = StringField(
        FIELD_WORDS["signer"], [Optional(), Length(max=200, message="Tên người ký dài quá 200 ký tự.")]
    )
    signer_title = StringField(FIELD_WORDS["signer_title"], [Optional()])
    urgency = SelectField(FIELD_WORDS["urgency"], choices=URGENCY_CHOICES, validate_choice=False)

    def validate_issued_on(self, field: Field) -> None:
        """The day must be one, and not far ahead."""
        day = read_day(field.data or "")
        if day is None:
            raise ValidationError("Ngày ghi theo dạng dd/mm/yyyy, ví dụ 05/09/2025.")
        if day < date(1945, 1, 1):
            raise ValidationError("Ngày ban hành không được trước 01/01/1945.")

    def values(self) -> dict[str, str | None]:
        """What was filled in, days in ISO form, nothing as None."""
        found = {name: (self[name].data or "").strip() or None for name in SHOWN}
        day = read_day(found["issued_on"] or "")
        found["issued_on"] = day.isoformat() if day else None
        return found


SHOWN = ("number", "issued_on", "issuer", "kind", "subject", "signer", "signer_title", "urgency")


class AccessForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Who may read."""

    access = SelectField(
        "Ai được đọc", choices=[SelectChoice(level.value, ACCESS_WORDS[level]) for level in AccessLevel]
    )
    agency = SelectField("Cơ quan giữ văn bản", choices=[], validate_choice=False)
    units = SelectMultipleField("Đơn vị được đọc", choices=[], validate_choice=False, render_kw={"size": 5})
    people = StringField("Người được đọc", description="Tên đăng nhập, cách nhau bằng dấu phẩy.")

    def offer(self, agencies: Sequence[Any], units: Sequence[Any], *, common: bool) -> None:
        """Fill the lists.

        Args:
            common: The actor may also keep documents for the instance as a whole.
        """
        everywhere = [SelectChoice("", "Chung cả hệ thống")] if common else []
        self.agency.choices = everywhere + [SelectChoice(each.id, each.name) for each in agencies]
        self.units.choices = [SelectChoice(each.id, f"{each.name} · {each.agency.name}") for each in units]


class ImportForm(AccessForm):
    """Files and who may read what comes out of them."""

    files = MultipleFileField("Tệp")


class ReasonForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """The reason of a formal act."""

    reason = TextAreaField("Lý do", [REASON_LENGTH])
