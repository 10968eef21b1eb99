"""Changes to the tree of agencies and their units."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select

from docarchive.accounts import agency_codes
from docarchive.accounts.errors import AgencyEndedError, BadCodeError, CodeTakenError, TreeLoopError
from docarchive.accounts.models import Agency, Unit
from docarchive.accounts.policies import can_administer
from docarchive.accounts.queries.agencies import line_of
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day


def create_agency(
    uow: UnitOfWork,
    code: str,
    name: str,
    *,
    short_name: str = "",
    old_code: str | None = None,
    parent: Agency | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    sort_order: int = 0,
    is_ours: bool = True,
) -> Agency:
    """Add an agency.

    Args:
        is_ours: True: its code is issued here and must follow the decision; False: it came from elsewhere, as it is.

    Raises:
        BadCodeError: A code issued here has another form.
        CodeTakenError: Another agency has or had it.
    """
    uow.require(can_administer(uow.actor))
    code = _checked_code(uow, code, is_ours=is_ours)
    _require_order(valid_from, valid_to)
    agency = Agency(
        code=code,
        name=name.strip(),
        short_name=short_name.strip(),
        old_code=agency_codes.tidy(old_code) if old_code else None,
        parent=parent,
        valid_from=valid_from,
        valid_to=valid_to,
        sort_order=sort_order,
    )
    uow.session.add(agency)
    uow.session.flush()
    uow.record("agency.created", agency.id, code=code, name=agency.name)
    return agency


def change_agency(
    uow: UnitOfWork,
    agency: Agency,
    *,
    name: str,
    short_name: str,
    old_code: str | None,
    parent: Agency | None,
    valid_from: date | None,
    valid_to: date | None,
    successor: Agency | None,
    sort_order: int,
) -> None:
    """Change an agency; its code stays for ever.

    Raises:
        TreeLoopError: It would stand below itself.
        InvalidInputError: Its last day lies before its first, or it would succeed itself.
    """
    uow.require(can_administer(uow.actor))
    _require_order(valid_from, valid_to)
    if parent is not None:
        uow.alone("tree of agencies")
        if agency.id in line_of(uow.session, parent.id):
            raise TreeLoopError
    if successor is agency:
        raise InvalidInputError("Cơ quan không thể kế thừa chính nó.", fields={"successor_id": "Chọn cơ quan khác."})
    agency.name, agency.short_name = name.strip(), short_name.strip()
    agency.old_code = agency_codes.tidy(old_code) if old_code else None
    agency.parent, agency.successor = parent, successor
    agency.valid_from, agency.valid_to, agency.sort_order = valid_from, valid_to, sort_order
    uow.session.flush()
    uow.record("agency.changed", agency.id, name=agency.name, valid_to=valid_to and valid_to.isoformat())


def require_working(uow: UnitOfWork, agency_id: str) -> None:
    """Go on only where something new may begin: whoever keeps the records of an agency that ended begins none there.

    Raises:
        AgencyEndedError: The agency ended before today.
    """
    agency = uow.session.get_one(Agency, agency_id)
    if agency.valid_to is not None and agency.valid_to < local_day(uow.now):
        raise AgencyEndedError(agency.name, agency.valid_to)


def create_unit(uow: UnitOfWork, agency: Agency, name: str, *, short_name: str = "", sort_order: int = 0) -> Unit:
    """Add a unit to an agency."""
    uow.require(can_administer(uow.actor))
    unit = Unit(agency=agency, name=name.strip(), short_name=short_name.strip(), sort_order=sort_order)
    uow.session.add(unit)
    uow.session.flush()
    uow.record("unit.created", unit.id, agency=agency.id, name=unit.name)
    return unit


def change_unit(uow: UnitOfWork, unit: Unit, *, name: str, short_name: str, is_active: bool, sort_order: int) -> None:
    """Change a unit; one that no longer works is kept, inactive."""
    uow.require(can_administer(uow.actor))
    unit.name, unit.short_name, unit.is_active, unit.sort_order = (
        name.strip(),
        short_name.strip(),
        is_active,
        sort_order,
    )
    uow.record("unit.changed", unit.id, name=unit.name, is_active=is_active)


def _checked_code(uow: UnitOfWork, code: str, *, is_ours: bool) -> str:
    code = agency_codes.tidy(code)
    if not code or len(code) > agency_codes.MAX_LENGTH or (is_ours and not agency_codes.is_new_form(code)):
        raise BadCodeError(code)
    if uow.session.scalar(select(exists().where(Agency.code == code))):
        raise CodeTakenError(code)
    return code


def _require_order(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise InvalidInputError(
            "Ngày kết thúc không được trước ngày bắt đầu.", fields={"valid_to": "Sau ngày bắt đầu."}
        )
