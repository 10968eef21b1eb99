"""What waits for a leader, in the order of consequence: late, to be confirmed, more time wanted, what does not move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from docarchive.accounts.queries.calendar import working_calendar
from docarchive.core.actor import Actor
from docarchive.core.screen import format_date
from docarchive.directions import presenting
from docarchive.directions.models import Assignment
from docarchive.directions.policies import can_follow
from docarchive.directions.queries import assignments
from docarchive.directions.queries.assignments import STUCK_DAYS, Pile, Wanted
from docarchive.directions.queries.course import asked_extension
from docarchive.directions.queries.worklists import Counter
from docarchive.directions.states import STATE_WORDS, Deed, WorkState
from docarchive.exchange import outgoing_presenting
from docarchive.exchange.queries.outgoing import OutPile, count_outgoing, outgoing_letters
from docarchive.kernel.local_time import local_day

FEW = 5


@dataclass(frozen=True)
class Waiting:
    """One group of a desk: its first rows, how many there are, and the list of all.

    Attributes:
        rows: As ``directions.presenting.row``, with what the group adds.
    """

    total: int
    url: str
    rows: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class LeaderDesk:
    """The five groups; ``to_sign`` has rows as ``exchange.outgoing_presenting.row``."""

    late: Waiting
    to_confirm: Waiting
    extensions: Waiting
    stuck: Waiting
    to_sign: Waiting
    stuck_days: int = STUCK_DAYS


def leader_desk(session: Session, actor: Actor, today: date, counted: Sequence[Counter]) -> LeaderDesk:
    """Gather what waits for a leader of an agency.

    Args:
        counted: How much there is of each pile, as ``worklists.counters`` has it.
    """
    calendar = working_calendar(session, actor.agency_id)
    totals = {each.pile: each.value for each in counted}

    def waiting(pile: Pile, more: Any) -> Waiting:
        total = totals.get(pile, 0)
        found = assignments.assignments(session, actor, Wanted(pile=pile), today, 0, FEW) if total else []
        rows = [{**presenting.row(one, today, calendar), **more(one)} for one in found]
        return Waiting(total, url_for("directions.index", o=pile.value), rows)

    return LeaderDesk(
        waiting(Pile.LATE, lambda one: {"explains": bool(one.explain_by), "follows": can_follow(actor, one)}),
        waiting(Pile.CONFIRM, lambda one: _reported(session, one)),
        waiting(Pile.EXTENSIONS, lambda one: _asked(session, one)),
        waiting(Pile.STUCK, lambda one: {**_still(one, today), "follows": can_follow(actor, one)}),
        _to_sign(session, actor),
    )  # fmt: skip


def _to_sign(session: Session, actor: Actor) -> Waiting:
    """Letters that wait for his signature, the oldest first."""
    total = count_outgoing(session, actor, OutPile.MINE)
    found = outgoing_letters(session, actor, OutPile.MINE, size=FEW) if total else []
    rows = [outgoing_presenting.row(one) for one in found]
    return Waiting(total, url_for("exchange.outgoing", o=OutPile.MINE.value), rows)


def _still(one: Assignment, today: date) -> dict[str, str]:
    """For how long nothing has happened, and where it lies: with whom, in which state."""
    state = WorkState(one.state)
    where = "bên giao việc" if state is WorkState.REPORTED else one.lead_name
    days = (today - local_day(one.moved_at)).days
    return {"still": f"{days} ngày", "lies": f"Đang ở {where}: {STATE_WORDS[state].lower()}"}


def _reported(session: Session, one: Assignment) -> dict[str, Any]:
    reports = [step for step in assignments.steps_of(session, one) if step.deed == Deed.REPORTED]
    last = reports[-1] if reports else None
    return {
        "words": last.words if last else "", "evidence": last.document_number if last else "",
        "reported_by": last.by_name if last else "", "reported_on": format_date(one.reported_at),
    }  # fmt: skip


def _asked(session: Session, one: Assignment) -> dict[str, Any]:
    waiting = asked_extension(session, one)
    if waiting is None:
        return {"asked": "", "wanted_on": "", "after_due": False}
    said = presenting.extension(waiting)["text"]
    return {"asked": said, "wanted_on": format_date(waiting.wanted_on), "after_due": waiting.after_due}
