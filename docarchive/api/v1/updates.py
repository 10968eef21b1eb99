"""Corrections of letters that were issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import request

from docarchive.api.description import is_set, takes
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.outgoing import the_outgoing
from docarchive.api.v1.outgoing_shapes import UpdateOut, UpdateRecipientOut, UpdatesOut
from docarchive.core.web import drop_work, work
from docarchive.exchange.models import OutgoingLetter, OutgoingUpdate, UpdateRecipient
from docarchive.exchange.queries.updates import updates_of
from docarchive.exchange.services import looking, updating
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.updating import CORRECTED, CorrectedFile
from docarchive.kernel.errors import InvalidInputError

_UPDATES = "/letters/outgoing/<letter_id>/updates"
_PARTS = dict.fromkeys((*CORRECTED, "reason"), "text") | {"annexes": "files", "file-0": "file", "looked_at": "flag"}


@bp.get(_UPDATES)
@bp.output(UpdatesOut)
def list_updates(letter_id: str) -> UpdatesOut:
    """The corrections of a letter that were sent, and what each recipient answered."""
    found = updates_of(work().session, the_outgoing(letter_id))
    return UpdatesOut(updates=[_shown(one) for one in found])


@bp.post(_UPDATES)
@bp.doc(extensions=takes(required=("reason",), **_PARTS))
@bp.output(UpdateOut, status_code=201)
def send_update(letter_id: str) -> UpdateOut:
    """Correct an issued letter; a field left out stays, ``file-N`` takes the place of file N, ``annexes`` are added.

    ``looked_at``: the clerk looked for marks of secrecy on the files that cannot be read here; there are none.
    """
    letter = the_outgoing(letter_id)
    values: dict[str, Any] = {name: request.form[name] for name in CORRECTED if name in request.form}
    if "due_on" in values:
        values["due_on"] = _day(values["due_on"])
    updating.require_correctable(work(), letter)
    files, reason, looked_at = list(_files(letter)), request.form.get("reason", ""), is_set("looked_at")
    drop_work()
    unread = looking.require_unmarked((one.file for one in files), looked_at=looked_at)
    return _shown(updating.send_update(work(), the_outgoing(letter_id), values, files, reason, unread=unread))


@bp.post(f"{_UPDATES}/<row_id>/again")
@bp.output(UpdateRecipientOut)
def send_update_again(letter_id: str, row_id: str) -> UpdateRecipientOut:
    """Try a correction once more that could not be delivered to a recipient."""
    return _sent(updating.send_again(work(), the_outgoing(letter_id), row_id))


def _files(letter: OutgoingLetter) -> Iterator[CorrectedFile]:
    for ordinal in [one.ordinal for one in letter.current]:
        file = request.files.get(f"file-{ordinal}")
        if file is not None and file.filename:
            yield CorrectedFile(SentFile(file.filename, file.read()), ordinal)
    for file in request.files.getlist("annexes"):
        if file.filename:
            yield CorrectedFile(SentFile(file.filename, file.read()))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        message = "Ghi ngày dạng yyyy-mm-dd."
        raise InvalidInputError(message, fields={"due_on": message}) from problem


def _shown(one: OutgoingUpdate) -> UpdateOut:
    return fields_of(UpdateOut, one, sent=[_sent(row) for row in one.sent])


def _sent(row: UpdateRecipient) -> UpdateRecipientOut:
    return fields_of(UpdateRecipientOut, row, code=row.recipient.code, name=row.recipient.name)
