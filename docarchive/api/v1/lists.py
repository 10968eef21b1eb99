"""People, agencies and days off from lists, for the administrator."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from docarchive.accounts.services import calendar_lists, lists
from docarchive.accounts.services.csv_rows import MOST_BYTES
from docarchive.api.description import is_set, takes
from docarchive.api.v1.blueprint import bp
from docarchive.api.v1.calendar import calendar_agency
from docarchive.api.v1.people import administration
from docarchive.api.v1.people_shapes import RefusedOut, TakenOut
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError

LIST = takes(required=("file",), file="file", dry_run="flag")


@bp.post("/users/import")
@bp.doc(extensions=LIST)
@bp.output(TakenOut)
def import_users() -> TakenOut:
    """Make an account of every row of a CSV file whose sign-in name is new; with ``dry_run`` only say what would be.

    Columns: ``username, name, email, phone, roles`` (parted by blanks), ``agency_code, unit, title``.
    """
    return _taken(lists.take_users)


@bp.post("/agencies/import")
@bp.doc(extensions=LIST)
@bp.output(TakenOut)
def import_agencies() -> TakenOut:
    """Make an agency of every row of a CSV file whose code is new; with ``dry_run`` only say what would be.

    Columns: ``code, name, short_name, old_code, parent_code, sort_order``; a parent stands above its children.
    """
    return _taken(lists.take_agencies)


@bp.post("/calendar/import")
@bp.doc(extensions=takes(required=("file",), file="file", dry_run="flag", agency_id="text"))
@bp.output(TakenOut)
def import_calendar() -> TakenOut:
    """Say of every day in a CSV file what its row says, as one change; with ``dry_run`` only say what would be.

    Columns: ``date, kind`` (off, work), ``reason, document``; for an agency, or without one for the whole instance.
    """
    agency = calendar_agency()
    return _taken(lambda uow, content: calendar_lists.take_days(uow, agency, content))


def _taken(take: Callable[[UnitOfWork, bytes], lists.Taken]) -> TakenOut:
    uow = administration()
    file = request.files.get("file")
    if file is None:
        raise InvalidInputError("Thiếu tệp CSV ở phần “file”.", code="no-file")
    taken = take(uow, file.read(MOST_BYTES + 1))
    is_trial = is_set("dry_run")
    if is_trial:
        uow.rollback()
    return TakenOut(
        made=taken.made, known=taken.known, refused=[RefusedOut(line=line, reason=why) for line, why in taken.refused],
        passwords={} if is_trial else dict(taken.passwords),
    )  # fmt: skip
