"""Work after the commit: recurring work, reminders, deadlines by a changed calendar, reports of large registers."""

from __future__ import annotations

from docarchive.accounts.audience import actor_of
from docarchive.accounts.queries.agencies import agency
from docarchive.accounts.queries.users import user as whole_user
from docarchive.core.jobs import JobTools, Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.directions.cells import cell
from docarchive.directions.counting import By, Span
from docarchive.directions.models import Assignment, ReportMaking
from docarchive.directions.notices import tell_of_day
from docarchive.directions.queries import reports
from docarchive.directions.queries.wanted import Wanted
from docarchive.directions.reporting import files
from docarchive.directions.reporting.content import Content
from docarchive.directions.services import making, recounting, reminding, repeating
from docarchive.directions.states import Cell
from docarchive.kernel.local_time import local_day

# A night that fails would end the chain of nights; whatever is missed is made up for by the next one.
_MOST_FAULTS = 50
_OPEN = (Cell.OPEN_IN_TIME, Cell.OPEN_LATE)


@handler(repeating.DAILY, max_attempts=_MOST_FAULTS, label="Giao việc định kỳ của kỳ mới")
def every_night(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Give the recurring work of periods that have begun, and plan the next night."""
    del payload
    repeating.spawn(uow, local_day(uow.now))
    repeating.plan_next(uow)


@handler(reminding.MORNING, max_attempts=_MOST_FAULTS, label="Tìm nhiệm vụ cần nhắc hạn")
def every_morning(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Find what people are to be reminded of, and plan the next morning."""
    del payload
    reminding.begin(uow)


@handler(reminding.REMIND, label="Nhắc hạn nhiệm vụ")
def remind(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Remind of some assignments, as they stand now."""
    today = local_day(uow.now)
    for assignment_id in payload["assignments"]:
        one = uow.session.get(Assignment, str(assignment_id))
        if one is not None and cell(one, today) in _OPEN:
            tell_of_day(uow, one, today)


@handler(recounting.RECOUNT, max_attempts=10, label="Tính lại hạn theo lịch làm việc mới")
def count_again(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Count a batch of deadlines of an agency again."""
    recounting.recount(uow, str(payload["agency"]), str(payload["after"]))


def make_report(payload: Payload, tools: JobTools) -> tuple[str, bytes] | Content | None:
    """Put the report together as its reader may see it: its file, or itself where it is to be kept.

    Returns:
        None where it was forgotten meanwhile.
    """
    parts = reports.PARTS + 1
    with tools.reading() as uow:
        asked = uow.session.get(ReportMaking, str(payload["making"]))
        if asked is None:
            return None
        reader = actor_of(whole_user(uow.session, asked.user_id), uow.now)
        within, span = Wanted(agency_id=asked.agency_id if asked.own else None), Span(asked.first, asked.last)
        form, title, house = asked.form, asked.title, agency(uow.session, asked.agency_id)
        made = reports.content(
            uow.session, reader, house, span, By(asked.by), local_day(uow.now), within, title or "",
            told=lambda done: tools.progress(done, parts),
        )  # fmt: skip
    if title is not None:
        return made
    return files.file_name(made, form), files.written(made, form)


@handler(making.MAKE, prepare=make_report, max_attempts=3, label="Lập báo cáo ý kiến chỉ đạo")
def keep_report(uow: UnitOfWork, payload: Payload, made: tuple[str, bytes] | Content | None) -> None:
    """Keep the file for its reader, or the report for good."""
    if isinstance(made, Content):
        making.finish_keeping(uow, str(payload["making"]), made, str(payload["asker"]))
    elif made is not None:
        making.finish(uow, str(payload["making"]), *made)


HANDLERS = (every_night, every_morning, remind, count_again, keep_report)
