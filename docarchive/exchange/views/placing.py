"""The places of a register a letter can go to, as a form offers them and as it was filled in."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms.fields.choices import SelectChoice

from docarchive.core.web import work
from docarchive.exchange.forms.placing import BESIDE, PlaceForm
from docarchive.exchange.views.blueprint import today
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.reasons import SHORTEST_REASON, TOO_SHORT
from docarchive.registers.models import Register, RegisterNumber
from docarchive.registers.queries.numbers import number_in, reserved
from docarchive.registers.queries.registers import volume_on
from docarchive.registers.services.numbering import Place


def offer_places(form: PlaceForm, books: Sequence[Register]) -> None:
    """Fill the lists: the registers, and the numbers that can be had in them."""
    form.book.choices = [SelectChoice(one.id, one.name) for one in books]
    kept = [
        SelectChoice(one.id, f"{one.printed} – giữ trước, {one.volume.register.name}: {one.reason}")
        for one in _kept(books)
    ]
    form.place.choices = [
        SelectChoice("", "Số kế tiếp của sổ"), *kept, SelectChoice(BESIDE, "Số phụ, cạnh một số đã cấp"),
    ]  # fmt: skip


def chosen_place(form: PlaceForm, book: Register) -> Place:
    """Where in the register the letter goes, as the form says.

    Raises:
        InvalidInputError: There is no such place, or a number is put in without a reason; ``fields`` says which.
    """
    session = work().session
    if form.place.data == BESIDE:
        volume = volume_on(session, book, today())
        other = number_in(session, volume, form.beside.data) if volume else None
        if other is None:
            message = f"{book.name} không có số {form.beside.data or 'này'} trong năm nay."
            raise InvalidInputError(message, fields={"beside": message})
        if len(form.why_beside.data) < SHORTEST_REASON:
            raise InvalidInputError(TOO_SHORT, fields={"why_beside": TOO_SHORT})
        return Place(beside=other, reason=form.why_beside.data)
    kept = next((one for one in _kept([book]) if one.id == form.place.data), None)
    if form.place.data and kept is None:
        message = "Số giữ trước này không còn, hoặc thuộc sổ khác."
        raise InvalidInputError(message, fields={"place": message})
    return Place(kept)


def _kept(books: Sequence[Register]) -> list[RegisterNumber]:
    """Numbers kept in the volumes of these registers numbers are given in today."""
    session = work().session
    volumes = [volume_on(session, book, today()) for book in books]
    return [one for volume in volumes if volume for one in reserved(session, volume)]
