"""A report that takes seconds is made by a job, while its reader sees how far it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import delete

from docarchive.core.work import UnitOfWork
from docarchive.directions.counting import By, Span
from docarchive.directions.models import ReportMaking
from docarchive.directions.policies import can_give
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
    if uow.actor.user_id is None:
        raise NotAllowedError("Báo cáo lập theo cách này là của người có tài khoản; phần mềm gọi API để lấy ngay.")
    uow.session.execute(delete(ReportMaking).where(ReportMaking.asked_at < uow.now - KEPT))
    made = ReportMaking(
        user_id=uow.actor.user_id, agency_id=agency_id, first=span.first, last=span.last, by=by, own=own, form=form,
        asked_at=uow.now,
    )  # fmt: skip
    uow.session.add(made)
    uow.session.flush()
    uow.enqueue(MAKE, made.id, making=made.id)
    return made


def finish(uow: UnitOfWork, making_id: str, name: str, content: bytes) -> None:
    """Keep the file for its reader; one that was forgotten meanwhile stays so."""
    found = uow.session.get(ReportMaking, making_id, with_for_update=True)
    if found is not None:
        found.name, found.content = name, content
