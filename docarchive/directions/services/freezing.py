"""Keep a period's report as it is: it prints the same later, whatever has changed since."""

from __future__ import annotations

from docarchive.accounts.queries.agencies import agency
from docarchive.core.work import UnitOfWork
from docarchive.directions.counting import By, Span
from docarchive.directions.models import FrozenReport
from docarchive.directions.policies import can_give
from docarchive.directions.queries.reports import content
from docarchive.directions.queries.wanted import Wanted
from docarchive.directions.reporting.content import Content
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day

_LONGEST = 300


def freeze(
    uow: UnitOfWork, agency_id: str, title: str, span: Span, by: By, within: Wanted | None = None
) -> FrozenReport:
    """Keep the report of an agency's register; two of one period may be kept, and compared.

    Args:
        title: What it is called in the list of reports; empty: after its period.
        within: What is counted; None: the whole register.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
        InvalidInputError: The period has not begun, or the title is too long.
    """
    name = checked(uow, agency_id, title, span)
    today = local_day(uow.now)
    made = content(uow.session, uow.actor, agency(uow.session, agency_id), span, by, today, within, name)
    return keep(uow, agency_id, made, uow.actor.name)


def checked(uow: UnitOfWork, agency_id: str, title: str, span: Span) -> str:
    """The title a report may be kept under.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
        InvalidInputError: The period has not begun, or the title is too long.
    """
    uow.require(can_give(uow.actor, agency_id), "Chốt báo cáo là việc của văn thư, lãnh đạo cơ quan giao việc.")
    name = " ".join(title.split())
    if span.first > local_day(uow.now):
        raise InvalidInputError("Kỳ báo cáo chưa bắt đầu.", fields={"first": "Kỳ báo cáo chưa bắt đầu."})
    if len(name) > _LONGEST:
        message = f"Tên dài quá {_LONGEST} ký tự."
        raise InvalidInputError(message, fields={"title": message})
    return name


def keep(uow: UnitOfWork, agency_id: str, made: Content, by_name: str) -> FrozenReport:
    """Keep a report that was put together.

    Args:
        by_name: Who has it kept.
    """
    report = made.report
    kept = FrozenReport(
        agency_id=agency_id, title=made.title, first=report.span.first, last=report.span.last, by=report.by,
        figures=made.to_json(), frozen_at=uow.now, frozen_by=by_name,
    )  # fmt: skip
    uow.session.add(kept)
    uow.session.flush()
    uow.record("directions.frozen", kept.id, title=kept.title, rows=len(made.rows))
    return kept
