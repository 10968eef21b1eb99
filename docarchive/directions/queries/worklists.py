"""What of the directions waits for a person, by role: the counters above the lists and on the first page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.directions.cells import OPEN
from docarchive.directions.models import Assignment
from docarchive.directions.policies import oversees
from docarchive.directions.queries.assignments import count
from docarchive.directions.queries.visible import parts_of
from docarchive.directions.queries.wanted import Pile, Wanted, restrictions
from docarchive.directions.states import WorkState

# In the order of consequence: what is late, what waits for me, what will be late, what does not move.
_OVERSEERS: Final = (
    (Pile.LATE, "Quá hạn", "late"),
    (Pile.CONFIRM, "Chờ xác nhận", "soon"),
    (Pile.EXTENSIONS, "Xin gia hạn", "soon"),
    (Pile.RETURNED, "Bị trả lại", "soon"),
    (Pile.SOON, "Sắp đến hạn", "soon"),
    (Pile.STUCK, "Việc đứng", ""),
    (Pile.LEAD, "Chủ trì", ""),
    (Pile.EXPLAIN, "Phải giải trình", "late"),
    (Pile.CO, "Phối hợp", ""),
    (Pile.INFO, "Để biết", ""),
)
_OTHERS: Final = (
    (Pile.LATE, "Quá hạn", "late"),
    (Pile.LEAD, "Chủ trì", "soon"),
    (Pile.SOON, "Sắp đến hạn", "soon"),
    (Pile.EXPLAIN, "Phải giải trình", "late"),
    (Pile.CONFIRM, "Chờ xác nhận", "soon"),
    (Pile.STUCK, "Việc đứng", ""),
    (Pile.CO, "Phối hợp", ""),
    (Pile.INFO, "Để biết", ""),
)
_AT_WORK: Final = (*OPEN, WorkState.RETURNED)
# Shown even when they are empty: that nothing is late is news, too.
_ALWAYS: Final = frozenset({Pile.LATE, Pile.LEAD, Pile.CONFIRM, Pile.SOON})


@dataclass(frozen=True)
class Counter:
    """One pile with its size.

    Attributes:
        kind: How it is coloured: "", soon, late.
    """

    pile: Pile
    label: str
    kind: str
    value: int


def counters(session: Session, actor: Actor, today: date) -> list[Counter]:
    """The actor's piles, the one to begin with first; nothing for who is in no agency."""
    if actor.agency_id is None:
        return []
    piles = _piles(actor)
    sizes = _sizes(session, actor, [pile for pile, _, _ in piles], today)
    found = [Counter(pile, label, kind, sizes[pile]) for pile, label, kind in piles]
    return [one for one in found if one.value or one.pile in _ALWAYS]


def _piles(actor: Actor) -> Sequence[tuple[Pile, str, str]]:
    return _OVERSEERS if oversees(actor, actor.agency_id) else _OTHERS


def _sizes(session: Session, actor: Actor, piles: Sequence[Pile], today: date) -> Mapping[Pile, int]:
    """How many each pile has: what is at work is looked through once for all of them."""
    sizes = dict.fromkeys(piles, 0)
    at_once = [pile for pile in piles if pile is not Pile.EXPLAIN]  # also of what is done
    sums = [func.sum(case((and_(*restrictions(actor, Wanted(pile), today)), 1), else_=0)) for pile in at_once]
    for part in parts_of(actor):
        row = session.execute(select(*sums).where(part, Assignment.state.in_(_AT_WORK))).one()
        for pile, value in zip(at_once, row, strict=True):
            sizes[pile] += int(value or 0)
    if Pile.EXPLAIN in sizes:
        sizes[Pile.EXPLAIN] = count(session, actor, Wanted(Pile.EXPLAIN), today)
    return sizes
