"""A report that takes seconds is made by a job, while its reader sees how far it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import delete

from docarchive.core.work import UnitOfWork
from docarchive.directions.counting import By, Span
from docarchive.directions.models import ReportMaking
from docarchive.directions.policies import can_give
from docarchive.directions.reporting.content import Content
from docarchive.directions.services import freezing
from docarchive.kernel.errors import NotAllowedError

MAKE: Final = "directions.report"
# More assignments than this take longer than a reader waits without a sign.
MOST_AT_ONCE: Final = 5_000
KEPT: Final = timedelta(days=1)


def begin(uow: UnitOfWork, agency_id: str, span: Span, by: By, form: str, *, own: bool) -> ReportMaking:
    """Have a report made; whatever was made more than a day ago is forgotten.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
    """
    uow.require(can_give(uow.actor, agency_id), "Báo cáo theo mẫu là của văn thư, lãnh đạo cơ quan giao việc.")
    return _begin(uow, agency_id, span, by, form=form, own=own)


def begin_keeping(uow: UnitOfWork, agency_id: str, title: str, span: Span, by: By, *, own: bool) -> ReportMaking:
    """Have a report made and kept, as ``freezing.freeze`` does at once.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
        InvalidInputError: The period has not begun, or the title is too long.
    """
    name = freezing.checked(uow, agency_id, title, span)
    made = _begin(uow, agency_id, span, by, form="", own=own, title=name)
    uow.record("directions.freeze_asked", made.id, agency=agency_id, title=name)
    return made


def _begin(
    uow: UnitOfWork, agency_id: str, span: Span, by: By, *, form: str, own: bool, title: str | None = None
) -> ReportMaking:  # fmt: skip
    if uow.actor.user_id is None:
        raise NotAllowedError("Báo cáo lập theo cách này là của người có tài khoản; phần mềm gọi API để lấy ngay.")
    uow.session.execute(delete(ReportMaking).where(ReportMaking.asked_at < uow.now - KEPT))
    made = ReportMaking(
        user_id=uow.actor.user_id, agency_id=agency_id, first=span.first, last=span.last, by=by, own=own, form=form,
        title=title, asked_at=uow.now,
    )  # fmt: skip
    uow.session.add(made)
    uow.session.flush()
    uow.enqueue(MAKE, made.id, making=made.id, asker=uow.actor.name)
    return made


def finish(uow: UnitOfWork, making_id: str, name: str, content: bytes) -> None:
    """Keep the file for its reader; one that was forgotten meanwhile stays so."""
    found = uow.session.get(ReportMaking, making_id, with_for_update=True)
    if found is not None:
        found.name, found.content = name, content


def finish_keeping(uow: UnitOfWork, making_id: str, made: Content, by_name: str) -> None:
    """Keep the report for good; one that was forgotten meanwhile, or is kept already, stays so."""
    found = uow.session.get(ReportMaking, making_id, with_for_update=True)
    if found is not None and found.report_id is None:
        kept = freezing.keep(uow, found.agency_id, made, by_name)
        found.report_id, found.name = kept.id, kept.title[:200]
