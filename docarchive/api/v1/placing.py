"""Which number a letter takes, as programs say it."""

from __future__ import annotations

from pydantic import BaseModel, Field

from docarchive.core.web import work
from docarchive.registers.errors import WrongRegisterError
from docarchive.registers.models import RegisterNumber
from docarchive.registers.services.numbering import Place


class PlaceIn(BaseModel):
    """The register, and where in it; without more the next number.

    number_id: a number kept for it. beside_id: it was left out and stands beside this number (36a), with ``reason``.
    """

    register_id: str
    number_id: str | None = None
    beside_id: str | None = None
    reason: str = Field("", max_length=500)


def place_of(wanted: PlaceIn) -> Place:
    """The place that is named.

    Raises:
        WrongRegisterError: There is no such number.
    """
    return Place(_number(wanted.number_id), _number(wanted.beside_id), wanted.reason)


def _number(number_id: str | None) -> RegisterNumber | None:
    found = work().session.get(RegisterNumber, number_id) if number_id else None
    if number_id and found is None:
        raise WrongRegisterError("Không có số này trong sổ.")
    return found
