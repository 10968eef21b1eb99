"""Opening a dossier, from an entry of the filing list or outside it, and naming it anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.accounts.services.agencies import require_working
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import DossierStateError, SymbolTakenError
from docarchive.dossiers.models import Dossier, FilingEntry
from docarchive.dossiers.models.dossier import LONGEST
from docarchive.dossiers.policies import can_manage, can_open
from docarchive.dossiers.services.freezing import require_free
from docarchive.dossiers.states import Retention, Use
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day

ONLY_MANAGERS = "Chỉ người giữ hồ sơ và văn thư của cơ quan làm được việc này."
MOST_YEARS = 100
_SYMBOL = re.compile(r"[^\s/\\]{1,20}")


@dataclass(frozen=True)
class Design:
    """What a dossier is to be; see ``Dossier`` for the meaning of each."""

    symbol: str
    title: str
    retention: Retention
    started_on: date
    retention_years: int | None = None
    use: Use = Use.NORMAL
    description: str = ""
    is_construction: bool = False


def open_from(uow: UnitOfWork, entry: FilingEntry, started_on: date | None = None) -> Dossier:
    """Open the dossier an entry of the filing list foresees.

    Args:
        started_on: None: today in Vietnam.

    Raises:
        DossierStateError: The list is not in force.
        SymbolTakenError: It was opened before.
    """
    filing_list = entry.heading.filing_list
    if not filing_list.is_in_force:
        raise DossierStateError(
            f"Danh mục hồ sơ năm {filing_list.year} chưa áp dụng; chưa mở hồ sơ theo danh mục được."
        )
    day = started_on or local_day(uow.now)
    design = Design(entry.symbol, entry.title, Retention(entry.retention), day, entry.retention_years)
    return open_dossier(uow, filing_list.agency, filing_list.year, design, entry)


def open_dossier(
    uow: UnitOfWork, agency: Agency, year: int, design: Design, entry: FilingEntry | None = None
) -> Dossier:
    """Open a dossier; outside the list the handler fixes title, symbol, retention and the day it begins.

    Raises:
        NotAllowedError: The actor is not of the agency.
        SymbolTakenError: A dossier of that year bears the symbol.
        InvalidInputError: A field cannot be so.

    Source:
        Decree 30/2020/NĐ-CP, Article 29.
    """
    uow.require(can_open(uow.actor, agency.id), "Chỉ người của cơ quan mở hồ sơ của cơ quan ấy.")
    require_working(uow, agency.id)
    _require_sound(uow, design)
    uow.alone(f"dossiers of {agency.id}")
    _require_new(uow, agency.id, year, design.symbol)
    dossier = Dossier(
        agency=agency, entry=entry, year=year, holder_id=uow.actor.user_id, creator=uow.actor.name, created_at=uow.now,
    )  # fmt: skip
    _describe(dossier, design)
    uow.session.add(dossier)
    uow.session.flush()
    uow.record("dossier.opened", dossier.id, symbol=dossier.symbol, title=dossier.title, listed=entry is not None)
    return dossier


def change_dossier(uow: UnitOfWork, dossier: Dossier, design: Design) -> list[str]:
    """Change what a dossier is called, how long it is kept and when it began; symbols of the list stay.

    Returns:
        Names of the fields that changed.

    Raises:
        DossierStateError: It is not open.
        FrozenError: It is locked.
        SymbolTakenError: Another one bears the symbol.
        InvalidInputError: A field cannot be so.
    """
    uow.require(can_manage(uow.actor, dossier), ONLY_MANAGERS)
    dossier = locked(uow, dossier)
    require_free(uow, dossier, "Sửa thông tin hồ sơ")
    if not dossier.is_open:
        raise DossierStateError("Chỉ sửa được hồ sơ đang mở. Mở lại hồ sơ trước.")
    _require_sound(uow, design)
    if dossier.entry_id is not None and design.symbol != dossier.symbol:
        message = "Ký hiệu lấy từ danh mục hồ sơ, không đổi được."
        raise InvalidInputError(message, fields={"symbol": message})
    if design.symbol != dossier.symbol:
        uow.alone(f"dossiers of {dossier.agency_id}")
        _require_new(uow, dossier.agency_id, dossier.year, design.symbol)
    before = _told(dossier)
    _describe(dossier, design)
    changed = {name: (was, now) for name, was in before.items() if (now := _told(dossier)[name]) != was}
    if changed:
        uow.record("dossier.changed", dossier.id, changed=changed)
    return list(changed)


def locked(uow: UnitOfWork, dossier: Dossier) -> Dossier:
    """Give a dossier as it stands now, kept from others until the unit ends."""
    return uow.session.get_one(Dossier, dossier.id, with_for_update=True, populate_existing=True)


def require_retention(retention: Retention, years: int | None) -> None:
    """Say how a retention must be given.

    Raises:
        InvalidInputError: Years are missing where the code leaves them open, or make no sense.
    """
    if retention is Retention.OTHER and not 1 <= (years or 0) <= MOST_YEARS:
        message = f"Ghi số năm bảo quản, từ 1 đến {MOST_YEARS}."
        raise InvalidInputError(message, fields={"retention_years": message})


def _require_sound(uow: UnitOfWork, design: Design) -> None:
    problems = {}
    if _SYMBOL.fullmatch(design.symbol) is None:
        problems["symbol"] = "Ký hiệu hồ sơ không có dấu cách, gạch chéo, không quá 20 ký tự; ví dụ 05.TCCB."
    for name, words in (("title", "Tiêu đề hồ sơ"), ("description", "Ghi chú")):
        if len(getattr(design, name)) > LONGEST[name]:
            problems[name] = f"{words} dài quá {LONGEST[name]} ký tự."
    if not design.title.strip():
        problems["title"] = "Ghi tiêu đề hồ sơ."
    if design.started_on > local_day(uow.now):
        problems["started_on"] = "Ngày bắt đầu không được sau hôm nay."
    if problems:
        raise InvalidInputError(next(iter(problems.values())), fields=problems)
    require_retention(design.retention, design.retention_years)


def _require_new(uow: UnitOfWork, agency_id: str, year: int, symbol: str) -> None:
    taken = select(Dossier.id).where(Dossier.agency_id == agency_id, Dossier.year == year, Dossier.symbol == symbol)
    if uow.session.scalar(taken) is not None:
        raise SymbolTakenError(symbol, year)


def _describe(dossier: Dossier, design: Design) -> None:
    dossier.name(design.symbol, " ".join(design.title.split()), " ".join(design.description.split()))
    dossier.retention = design.retention
    dossier.retention_years = design.retention_years if design.retention is Retention.OTHER else None
    dossier.use, dossier.started_on, dossier.is_construction = design.use, design.started_on, design.is_construction


def _told(dossier: Dossier) -> dict[str, str]:
    names = ("symbol", "title", "description", "kept", "use", "started_on", "is_construction")
    return {name: str(getattr(dossier, name)) for name in names}
