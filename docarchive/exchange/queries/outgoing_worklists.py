"""What of the outgoing letters waits for a person, by role."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.exchange.policies import can_oversee
from docarchive.exchange.queries.outgoing import OutPile, count_outgoing
from docarchive.exchange.queries.worklists import Counter, receives

_CLERKS = (
    (OutPile.SIGNED, "Chờ số", "soon"),
    (OutPile.NUMBERED, "Chờ ban hành", "soon"),
    (OutPile.SUBMITTED, "Đang trình", ""),
    (OutPile.DRAFTS, "Dự thảo của tôi", ""),
    (OutPile.SENT_BACK, "Bị trả lại", "late"),
    (OutPile.ISSUED, "Đã ban hành", "done"),
)
_LEADERS = (
    (OutPile.MINE, "Chờ ký", "soon"),
    (OutPile.ASKED, "Hỏi ý kiến", "soon"),
    (OutPile.SUBMITTED, "Đang trình", ""),
    (OutPile.ISSUED, "Đã ban hành", "done"),
)
_OTHERS = (
    (OutPile.DRAFTS, "Dự thảo", ""),
    (OutPile.MINE, "Chờ tôi", "soon"),
    (OutPile.ASKED, "Hỏi ý kiến", "soon"),
    (OutPile.SUBMITTED, "Đang trình", ""),
    (OutPile.ISSUED, "Đã ban hành", "done"),
)


def outgoing_counters(session: Session, actor: Actor) -> list[Counter]:
    """The actor's piles, the one to begin with first; nothing for who is in no agency."""
    if actor.agency_id is None:
        return []
    return [Counter(pile, label, kind, count_outgoing(session, actor, pile)) for pile, label, kind in _piles(actor)]


def first_outgoing(actor: Actor) -> OutPile:
    """The pile a list opens with."""
    return _piles(actor)[0][0]


def _piles(actor: Actor) -> Sequence[tuple[OutPile, str, str]]:
    if receives(actor):
        return _CLERKS
    return _LEADERS if can_oversee(actor, actor.agency_id or "") else _OTHERS
