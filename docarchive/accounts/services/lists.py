"""People and agencies from lists: CSV rows, each taken or refused with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from docarchive.accounts.policies import can_administer
from docarchive.accounts.queries.agencies import agency_by_code
from docarchive.accounts.queries.sessions import user_by_name
from docarchive.accounts.services import agencies, users
from docarchive.accounts.services.csv_rows import Row, csv_rows
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import DocArchiveError, InvalidInputError, NotFoundError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role

USER_COLUMNS = ("username", "name", "email", "phone", "roles", "agency_code", "unit", "title")
AGENCY_COLUMNS = ("code", "name", "short_name", "old_code", "parent_code", "sort_order")


@dataclass
class Taken:
    """What became of a list.

    Attributes:
        made: Rows that became something new.
        known: Rows that were there before and were left as they are.
        refused: Line number (the head is line 1) and Vietnamese reason.
        passwords: Sign-in name and first password of each new person.
    """

    made: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    passwords: list[tuple[str, str]] = field(default_factory=list)


def take_users(uow: UnitOfWork, content: bytes) -> Taken:
    """Make an account of every row whose sign-in name is new.

    Columns: ``username, name, email, phone, roles`` (separated by blanks), ``agency_code, unit, title``.
    """
    uow.require(can_administer(uow.actor))
    return _take(uow, content, ("username", "name"), _user)


def take_agencies(uow: UnitOfWork, content: bytes) -> Taken:
    """Make an agency of every row whose code is new; a parent must stand above its children.

    Columns: ``code, name, short_name, old_code, parent_code, sort_order``.
    """
    uow.require(can_administer(uow.actor))
    return _take(uow, content, ("code", "name"), _agency)


def _take(
    uow: UnitOfWork, content: bytes, needed: tuple[str, ...], make: Callable[[UnitOfWork, Row, Taken], bool]
) -> Taken:
    taken = Taken()
    for number, row in enumerate(csv_rows(content, needed), start=2):
        try:
            with uow.session.begin_nested():
                is_new = make(uow, row, taken)
        except DocArchiveError as problem:
            taken.refused.append((number, problem.message))
            continue
        taken.made += is_new
        taken.known += not is_new
    return taken


def _user(uow: UnitOfWork, row: Row, taken: Taken) -> bool:
    if user_by_name(uow.session, row["username"]):
        return False
    try:
        roles = [Role(name) for name in row.get("roles", "").split()] or [Role.CIVIL_SERVANT]
    except ValueError:
        known = ", ".join(Role)
        raise InvalidInputError(f"Vai trò “{row['roles']}” không có. Các vai trò: {known}.") from None
    if not row["name"]:
        raise InvalidInputError("Thiếu họ và tên.")
    user = users.create_user(
        uow, row["username"], row["name"], roles=roles, email=row.get("email", ""), phone=row.get("phone", "")
    )
    if row.get("agency_code"):
        agency = agency_by_code(uow.session, row["agency_code"])
        if agency is None:
            raise NotFoundError(f"Không có cơ quan mang mã {row['agency_code']}.")
        name = row.get("unit", "")
        unit = next((unit for unit in agency.units if name and name in (unit.name, unit.short_name)), None)
        if name and unit is None:
            raise NotFoundError(f"{agency.name} không có đơn vị “{name}”.")
        users.give_position(uow, user, agency, unit=unit, title=row.get("title", ""), valid_from=local_day(uow.now))
    taken.passwords.append((user.username, users.reset_password(uow, user)))
    return True


def _agency(uow: UnitOfWork, row: Row, _taken: Taken) -> bool:
    if agency_by_code(uow.session, row["code"]):
        return False
    if not row["name"]:
        raise InvalidInputError("Thiếu tên cơ quan.")
    above = row.get("parent_code", "")
    parent = agency_by_code(uow.session, above) if above else None
    if above and parent is None:
        raise NotFoundError(f"Không có cơ quan cấp trên mang mã {above}; đặt dòng của nó ở trên.")
    order = row.get("sort_order", "")
    agencies.create_agency(
        uow,
        row["code"],
        row["name"],
        short_name=row.get("short_name", ""),
        old_code=row.get("old_code") or None,
        parent=parent,
        sort_order=int(order) if order.isdecimal() else 0,
    )
    return True
