"""Closing a dossier when its matter is finished, reopening it, keeping it longer than its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from docarchive.accounts.queries.calendar import working_calendar
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import DossierStateError, LookFirstError, NotReadyError, TooLongKeptError
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.models.dossier import LONGEST
from docarchive.dossiers.policies import can_manage
from docarchive.dossiers.queries import contents, dossiers
from docarchive.dossiers.services.freezing import require_free
from docarchive.dossiers.services.opening import ONLY_MANAGERS, locked, require_retention
from docarchive.dossiers.states import DossierState, Retention
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.periods import hand_over_by, months_after, years_after
from docarchive.kernel.reasons import stated

LONGEST_CONSENT = 200
_YEARS_LONGER = 2
_MONTHS_OF_CONSTRUCTION = 3


@dataclass(frozen=True)
class Ending:
    """What is settled when a dossier is closed.

    Attributes:
        title: The title that fits what is in it now.
        ended_on: Last day of the matter; None: today in Vietnam.
        remarks_seen: Drafts and duplicates were looked at and stay.
    """

    title: str
    retention: Retention
    retention_years: int | None = None
    ended_on: date | None = None
    remarks_seen: bool = False


def close(uow: UnitOfWork, dossier: Dossier, ending: Ending, *, drafts: int = 0) -> None:
    """Close a dossier; the day to hand it over is counted from its end.

    Args:
        drafts: How many letters the actor sees in it that are not issued yet; they are to be looked at, too.

    Raises:
        DossierStateError: It is not open.
        NotReadyError: It holds nothing, or a child of it is still open.
        LookFirstError: It holds drafts or duplicates nobody has looked at.
        FrozenError: It is locked.
        InvalidInputError: A field cannot be so.

    Source:
        Decree 30/2020/NĐ-CP, Articles 29 and 30.
    """
    uow.require(can_manage(uow.actor, dossier), ONLY_MANAGERS)
    dossier = locked(uow, dossier)
    require_free(uow, dossier, "Đóng hồ sơ")
    if not dossier.is_open:
        raise DossierStateError(f"Hồ sơ {dossier.symbol} đã đóng.")
    ended_on = _checked(uow, dossier, ending)
    children = dossiers.children(uow.session, uow.actor, dossier)
    if still_open := [one.symbol for one in children if one.is_open]:
        raise NotReadyError(f"Còn hồ sơ con đang mở: {', '.join(still_open)}. Đóng hồ sơ con trước.")
    items = contents.items(uow.session, uow.actor, dossier)
    if not items and not children:
        raise NotReadyError("Hồ sơ chưa có văn bản nào. Đưa văn bản vào rồi đóng hồ sơ.")
    remarks = len(contents.remarks(items)) + drafts
    if remarks and not ending.remarks_seen:
        raise LookFirstError(remarks)
    dossier.step_to(DossierState.CLOSED)
    dossier.name(dossier.symbol, " ".join(ending.title.split()), dossier.description)
    dossier.retention = ending.retention
    dossier.retention_years = ending.retention_years if ending.retention is Retention.OTHER else None
    dossier.ended_on, dossier.closed_at, dossier.closed_by = ended_on, uow.now, uow.actor.name
    dossier.due_on = _due(uow, dossier, ended_on)
    total = contents.summed(items)
    uow.record("dossier.closed", dossier.id, documents=total.documents, pages=total.pages, due_on=str(dossier.due_on))


def reopen(uow: UnitOfWork, dossier: Dossier, reason: str) -> None:
    """Open a closed dossier again, for a matter that goes on.

    Raises:
        DossierStateError: It is not closed, the agency's archive has it, or the dossier it is part of is closed.
        FrozenError: It is locked.
        ReasonMissingError: The reason is shorter than ten characters.
    """
    uow.require(can_manage(uow.actor, dossier), ONLY_MANAGERS)
    why = stated(reason)
    dossier = locked(uow, dossier)
    require_free(uow, dossier, "Mở lại hồ sơ")
    whole = locked(uow, dossier.parent) if dossier.parent is not None else None
    if whole is not None and not whole.is_open:
        raise DossierStateError(f"Hồ sơ {whole.symbol} chứa hồ sơ con này đã đóng. Mở lại hồ sơ ấy trước.")
    dossier.step_to(DossierState.OPEN)
    dossier.ended_on = dossier.due_on = dossier.closed_at = None
    dossier.closed_by, dossier.consent = "", ""
    uow.record("dossier.reopened", dossier.id, reason=why)


def keep_longer(uow: UnitOfWork, dossier: Dossier, until: date, consent: str) -> None:
    """Keep a closed dossier after its day, with the agency's written consent.

    Args:
        until: At most two years after the day it was due.
        consent: Number and symbol of the consent.

    Raises:
        DossierStateError: It is not closed.
        TooLongKeptError: Longer than the law lets, or not longer at all.
        InvalidInputError: No consent is named.

    Source:
        Decree 30/2020/NĐ-CP, Article 30.1.
    """
    uow.require(can_manage(uow.actor, dossier), ONLY_MANAGERS)
    tidy = " ".join(consent.split())
    if not tidy or len(tidy) > LONGEST_CONSENT:
        message = "Ghi số, ký hiệu văn bản đồng ý cho giữ lại."
        raise InvalidInputError(message, fields={"consent": message})
    dossier = locked(uow, dossier)
    if dossier.state != DossierState.CLOSED or dossier.ended_on is None:
        raise DossierStateError("Chỉ hồ sơ đã đóng mới có hạn nộp lưu để gia hạn.")
    first = _due(uow, dossier, dossier.ended_on)
    last = years_after(first, _YEARS_LONGER)
    if not first < until <= last:
        raise TooLongKeptError(first, last)
    dossier.due_on, dossier.consent = until, tidy
    uow.record("dossier.kept_longer", dossier.id, due_on=str(until), consent=tidy)


def _checked(uow: UnitOfWork, dossier: Dossier, ending: Ending) -> date:
    problems, today = {}, local_day(uow.now)
    ended_on = ending.ended_on or today
    if not ending.title.strip() or len(ending.title) > LONGEST["title"]:
        problems["title"] = f"Ghi tiêu đề hồ sơ, không quá {LONGEST['title']} ký tự."
    if ended_on > today:
        problems["ended_on"] = "Ngày kết thúc không được sau hôm nay."
    elif ended_on < dossier.started_on:
        problems["ended_on"] = "Ngày kết thúc không được trước ngày bắt đầu."
    if problems:
        raise InvalidInputError(next(iter(problems.values())), fields=problems)
    require_retention(ending.retention, ending.retention_years)
    return ended_on


def _due(uow: UnitOfWork, dossier: Dossier, ended_on: date) -> date:
    calendar = working_calendar(uow.session, dossier.agency_id)
    if dossier.is_construction:
        return calendar.moved_to_working(months_after(ended_on, _MONTHS_OF_CONSTRUCTION))
    return hand_over_by(ended_on, calendar)
