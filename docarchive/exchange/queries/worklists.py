"""What waits for a person, by role: the counters above the lists and on the first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.exchange.policies import can_oversee, can_receive
from docarchive.exchange.queries.letters import Pile, count
from docarchive.exchange.queries.outgoing import OutPile
from docarchive.kernel.errors import NotAllowedError

_CLERKS = (
    (Pile.WAITING, "Chờ vào sổ", "soon"),
    (Pile.TO_HAND_ON, "Chờ chuyển", "soon"),
    (Pile.SUBMITTED, "Đã trình", ""),
    (Pile.ASSIGNED, "Đang xử lý", ""),
    (Pile.LATE, "Quá hạn", "late"),
    (Pile.REFUSED, "Trả lại", ""),
)
_LEADERS = (
    (Pile.MINE, "Chờ ý kiến", "soon"),
    (Pile.ASSIGNED, "Đang xử lý", ""),
    (Pile.LATE, "Quá hạn", "late"),
    (Pile.CO, "Phối hợp", ""),
    (Pile.INFO, "Để biết, chưa đọc", ""),
    (Pile.FINISHED, "Hoàn thành", "done"),
)
_OTHERS = (
    (Pile.MINE, "Đang ở tôi", "soon"),
    (Pile.LATE, "Quá hạn", "late"),
    (Pile.CO, "Phối hợp", ""),
    (Pile.INFO, "Để biết, chưa đọc", ""),
    (Pile.FINISHED, "Hoàn thành", "done"),
)
# Shown only where there is something of them.
_SOMETIMES = frozenset({Pile.CO, Pile.INFO})


@dataclass(frozen=True)
class Counter:
    """One pile with its size.

    Attributes:
        kind: How it is coloured: "", soon, late, done.
    """

    pile: Pile | OutPile
    label: str
    kind: str
    value: int


def receives(actor: Actor) -> bool:
    """Whether the actor is a clerk of the agency he acts for."""
    return actor.agency_id is not None and can_receive(actor, actor.agency_id)


def receiving_agency(actor: Actor) -> str:
    """The agency whose letters the actor receives.

    Raises:
        NotAllowedError: The actor is no clerk of an agency.
    """
    if actor.agency_id is None or not receives(actor):
        raise NotAllowedError("Chỉ văn thư của cơ quan tiếp nhận và vào sổ văn bản đến.")
    return actor.agency_id


def drafting_agency(actor: Actor) -> str:
    """The agency whose letters the actor drafts.

    Raises:
        NotAllowedError: The actor holds no position in an agency.
    """
    if actor.agency_id is None:
        raise NotAllowedError("Chỉ người giữ vị trí trong cơ quan soạn và gửi được văn bản.")
    return actor.agency_id


def counters(session: Session, actor: Actor, today: date) -> list[Counter]:
    """The actor's piles, the one to begin with first; nothing for who is in no agency."""
    if actor.agency_id is None:
        return []
    found = (Counter(pile, label, kind, count(session, actor, pile, today)) for pile, label, kind in _piles(actor))
    return [one for one in found if one.value or one.pile not in _SOMETIMES]


def first_pile(actor: Actor) -> Pile:
    """The pile a list opens with."""
    return _piles(actor)[0][0]


def _piles(actor: Actor) -> Sequence[tuple[Pile, str, str]]:
    if receives(actor):
        return _CLERKS
    return _LEADERS if can_oversee(actor, actor.agency_id or "") else _OTHERS
