"""What of the directions waits for a person, by role: the counters above the lists and on the first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.directions.policies import oversees
from docarchive.directions.queries.assignments import count
from docarchive.directions.queries.wanted import Pile, Wanted

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

    @property
    def wanted(self) -> Wanted:
        """The list that has exactly so many rows."""
        return Wanted(self.pile)


def counters(session: Session, actor: Actor, today: date) -> list[Counter]:
    """The actor's piles, the one to begin with first; nothing for who is in no agency."""
    if actor.agency_id is None:
        return []
    found = [
        Counter(pile, label, kind, count(session, actor, Wanted(pile), today)) for pile, label, kind in _piles(actor)
    ]
    return [one for one in found if one.value or one.pile in _ALWAYS]


def first_pile(actor: Actor) -> Pile:
    """The pile a list opens with."""
    return _piles(actor)[0][0]


def _piles(actor: Actor) -> Sequence[tuple[Pile, str, str]]:
    return _OVERSEERS if oversees(actor, actor.agency_id) else _OTHERS
