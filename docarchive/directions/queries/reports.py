"""A period's report with all its paper says, and the reports that were kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.directions import cells
from docarchive.directions.behind import code_of, figures_of, key_of, of_figure
from docarchive.directions.counting import BANDS, By, Figure, Span, line_key
from docarchive.directions.errors import FrozenReportNotFoundError
from docarchive.directions.figure_words import explained
from docarchive.directions.models import Assignment, AssignmentStep, Direction, FrozenReport
from docarchive.directions.policies import oversees
from docarchive.directions.queries.figure_questions import beside
from docarchive.directions.queries.figures import counted, figures
from docarchive.directions.queries.wanted import Wanted
from docarchive.directions.reporting.content import TITLE, Content, Late, Placed
from docarchive.directions.states import Deed

# Of one paper; the figures count all of them.
MOST_LATE: Final = 2_000
# A report is put together from these: figures, what is late, where every assignment was counted.
PARTS: Final = 3
_PIECE: Final = 500
_PLACES: Final = (
    Figure.DONE_IN_TIME, Figure.DONE_LATE, Figure.OPEN_IN_TIME, Figure.OPEN_LATE, Figure.DONE_NO_TERM,
    Figure.OPEN_NO_TERM, Figure.RETURNED, Figure.CANCELLED,
)  # fmt: skip


def content(
    session: Session, actor: Actor, agency: Agency, span: Span, by: By, today: date, within: Wanted | None = None,
    title: str = "", told: Callable[[int], None] = lambda _part: None,
) -> Content:  # fmt: skip
    """Put a report together.

    Args:
        agency: Whose paper it is; its register is what is counted unless ``within`` says otherwise.
        told: Hears how many of its ``PARTS`` are there.
    """
    asked = within or Wanted(agency_id=agency.id)
    superior = agency.parent.name if agency.parent else ""
    report = figures(session, actor, span, by, today, asked)
    told(1)
    late = overdue(session, actor, span, today, asked)
    told(2)
    rows = _placed(session, actor, span, by, today, asked)
    told(3)
    name = title or f"{TITLE.capitalize()} {span.first:%d/%m/%Y} – {report.as_of:%d/%m/%Y}"
    said = [explained(one) for one in beside(session, agency.id, report)]
    return Content(agency.name, superior, agency.short_name, name, report, late, rows, said)


def overdue(session: Session, actor: Actor, span: Span, today: date, within: Wanted) -> list[Late]:
    """What is open and past its deadline on the day a period is judged on, the earliest deadline first."""
    day = span.as_of(today)
    found = session.execute(
        select(Assignment, Direction.document_number)
        .join(Direction, Direction.id == Assignment.direction_id)
        .where(*counted(actor, span, today, within), of_figure(Figure.OPEN_LATE, span, today))
        .order_by(Assignment.due_on, Assignment.code, Assignment.id)
        .limit(MOST_LATE)
    ).all()
    said = _reasons(session, [one.id for one, _ in found])
    return [
        Late(one.code, one.lead_name, one.content, number, one.due_on, cells.days_late(one, day), said.get(one.id, ""))
        for one, number in found
        if one.due_on is not None
    ]


def frozen_reports(session: Session, actor: Actor) -> Sequence[FrozenReport]:
    """The kept reports of the agencies the actor acts for, the newest first; their figures are not loaded."""
    statement = select(FrozenReport).order_by(FrozenReport.frozen_at.desc(), FrozenReport.id)
    if not actor.sees_all:
        mine = [each for each in sorted(actor.agency_ids) if oversees(actor, each)]
        statement = statement.where(FrozenReport.agency_id.in_(mine))
    return session.scalars(statement.options(defer(FrozenReport.figures))).all()


def frozen_report(session: Session, actor: Actor, report_id: str) -> FrozenReport:
    """Find a kept report.

    Raises:
        FrozenReportNotFoundError: There is none, or it is of an agency the actor does not act for.
    """
    found = session.get(FrozenReport, report_id)
    if found is None or not oversees(actor, found.agency_id):
        raise FrozenReportNotFoundError
    return found


def _placed(session: Session, actor: Actor, span: Span, by: By, today: date, within: Wanted) -> list[Placed]:
    key, code = key_of(by), code_of(span, today)
    found = session.execute(
        select(Assignment.id, Assignment.code, code, key)
        .join(Direction, Direction.id == Assignment.direction_id)
        .where(*counted(actor, span, today, within))
        .order_by(Assignment.code, Assignment.id)
    )
    return [Placed(each, name, _place(number), line_key(by, line)) for each, name, number, line in found]


def _place(code: int) -> Figure:
    place = figures_of(code)[0]
    return Figure.OPEN_LATE if place in BANDS else place


def _reasons(session: Session, assignment_ids: Sequence[str]) -> Mapping[str, str]:
    """What was last explained about each, else what was last noted."""
    noted: dict[str, str] = {}
    explained: dict[str, str] = {}
    for ids in _pieces(assignment_ids):
        steps = session.execute(
            select(AssignmentStep.assignment_id, AssignmentStep.deed, AssignmentStep.words)
            .where(AssignmentStep.assignment_id.in_(ids), AssignmentStep.deed.in_([Deed.EXPLAINED, Deed.NOTED]))
            .order_by(AssignmentStep.ordinal)
        )
        for assignment_id, deed, words in steps:
            if words:
                (explained if deed == Deed.EXPLAINED else noted)[assignment_id] = words
    return noted | explained


def _pieces(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _PIECE] for start in range(0, len(ids), _PIECE))
