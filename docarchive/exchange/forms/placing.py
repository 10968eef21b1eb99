"""Which number a letter takes: the next one, one that was kept, or one put in beside another."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField

from docarchive.core.fields import tidy

BESIDE = "beside"


class PlaceForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A register and a place in it; ``place`` is empty, ``beside``, or the id of a number that was kept."""

    book = SelectField("Sổ văn bản", choices=[], validate_choice=False, filters=[tidy])
    place = SelectField("Số", choices=[], validate_choice=False, filters=[tidy])
    beside = StringField("Cạnh số", filters=[tidy], description="Chỉ với số phụ: văn bản bị bỏ sót của ngày ấy.")
    why_beside = StringField("Lý do vào số phụ", filters=[tidy])
