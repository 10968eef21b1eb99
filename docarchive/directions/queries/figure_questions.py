"""Numbers people were asked to explain: those a reader may know of, and those that stand beside a report's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from docarchive.core.actor import Actor
from docarchive.directions.counting import Report, Span
from docarchive.directions.errors import FigureQuestionNotFoundError
from docarchive.directions.models import FigureQuestion
from docarchive.directions.queries.visible import overseen_by
from docarchive.kernel.local_time import at

_MIDNIGHT: Final = time()


def sees_question(actor: Actor) -> ColumnElement[bool]:
    """Those whoever asked and whoever is to answer may know of (``policies.can_see_figure_question``)."""
    if actor.sees_all:
        return true()
    return or_(FigureQuestion.agency_id.in_(overseen_by(actor)), _asked_of(actor))


def questions(
    session: Session, actor: Actor, offset: int, size: int, *, only_mine: bool = False
) -> Sequence[FigureQuestion]:
    """Those of one page: what waits for an answer first, the nearest day first; then the latest answered.

    Args:
        only_mine: What waits for the actor's answer.
    """
    waits = FigureQuestion.answered_at.is_(None)
    return session.scalars(
        select(FigureQuestion)
        .where(*_conditions(actor, only_mine=only_mine))
        .order_by(waits.desc(), FigureQuestion.answered_at.desc(), FigureQuestion.by_day, FigureQuestion.id)
        .offset(offset)
        .limit(size)
        .options(joinedload(FigureQuestion.agency))
    ).all()


def count_questions(session: Session, actor: Actor, *, only_mine: bool = False) -> int:
    """How many there are."""
    wanted = select(func.count()).select_from(FigureQuestion).where(*_conditions(actor, only_mine=only_mine))
    return session.scalar(wanted) or 0


def question(session: Session, actor: Actor, question_id: str) -> FigureQuestion:
    """Find one.

    Raises:
        FigureQuestionNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.scalar(
        select(FigureQuestion).where(FigureQuestion.id == question_id, sees_question(actor))
    )  # fmt: skip
    if found is None:
        raise FigureQuestionNotFoundError
    return found


def beside(session: Session, agency_id: str, report: Report) -> Sequence[FigureQuestion]:
    """What an agency asked about numbers of a report, in the order it was asked.

    They stand beside the number in the report they were asked about, in every later one in whose period they were
    asked or answered, and in all until they are answered.
    """
    span = Span(report.span.first, max(report.span.first, report.as_of))
    begins, ends = at(span.first, _MIDNIGHT), at(span.last + timedelta(1), _MIDNIGHT)
    asked, answered = FigureQuestion.asked_at, FigureQuestion.answered_at
    in_time = or_(
        and_(asked < ends, or_(answered.is_(None), answered >= begins)),
        and_(FigureQuestion.first == report.span.first, FigureQuestion.last == report.span.last),
    )
    of_line = and_(FigureQuestion.by == report.by, FigureQuestion.line.in_([one.key for one in report.lines]))
    return session.scalars(
        select(FigureQuestion)
        .where(FigureQuestion.agency_id == agency_id, in_time, or_(FigureQuestion.line == "", of_line))
        .order_by(asked, FigureQuestion.id)
    ).all()


def waiting_for(session: Session, actor: Actor) -> Sequence[FigureQuestion]:
    """What waits for the actor's answer, the nearest day first."""
    return session.scalars(
        select(FigureQuestion)
        .where(*_conditions(actor, only_mine=True))
        .order_by(FigureQuestion.by_day, FigureQuestion.id)
    ).all()


def _conditions(actor: Actor, *, only_mine: bool) -> list[ColumnElement[bool]]:
    if not only_mine:
        return [sees_question(actor)]
    return [_asked_of(actor), FigureQuestion.answered_at.is_(None)]


def _asked_of(actor: Actor) -> ColumnElement[bool]:
    """Those the actor is to answer (``policies.can_answer_figure``)."""
    overseen = overseen_by(actor)
    ways: list[ColumnElement[bool]] = [false()]
    if overseen:
        none_here = and_(
            FigureQuestion.to_agency_id.is_(None), FigureQuestion.to_unit_id.is_(None),
            FigureQuestion.to_user_id.is_(None),
        )  # fmt: skip
        nobody = or_(FigureQuestion.to_elsewhere, none_here)
        ways += [
            FigureQuestion.to_agency_id.in_(overseen),
            and_(FigureQuestion.agency_id.in_(overseen), nobody),
        ]
    if actor.unit_ids:
        ways.append(FigureQuestion.to_unit_id.in_(sorted(actor.unit_ids)))
    if actor.user_id is not None and actor.agency_ids:
        mine = FigureQuestion.agency_id.in_(sorted(actor.agency_ids))
        ways.append(and_(FigureQuestion.to_user_id == actor.user_id, mine))
    return or_(*ways)
