"""What agencies sent and received, for those who may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, func, select, true
from sqlalchemy.orm import Session, joinedload

from docarchive.core.actor import Actor
from docarchive.delivery.errors import PostingNotFoundError
from docarchive.delivery.models import Alarm, Arrival, Posting
from docarchive.delivery.states import PostingState
from docarchive.kernel.roles import Role

# Made once: it is asked for every packet.
_TWIN = select(Arrival).where(
    Arrival.agency_id == bindparam("agency"),
    Arrival.sender_code == bindparam("sender"),
    Arrival.message_id == bindparam("message"),
)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Postings the actor may know of: of his agencies for clerks, all for administrators."""
    if actor.sees_all or actor.has(Role.ADMINISTRATOR):
        return true()
    return Posting.from_agency_id.in_(_seats(actor))


def arrivals_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The same of what came in."""
    if actor.sees_all or actor.has(Role.ADMINISTRATOR):
        return true()
    return Arrival.agency_id.in_(_seats(actor))


def alarms_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Alarms of the actor's agencies; what belongs to no agency is the administrator's."""
    if actor.sees_all or actor.has(Role.ADMINISTRATOR):
        return true()
    return Alarm.agency_id.in_(_seats(actor))


def posting(session: Session, actor: Actor, posting_id: str) -> Posting:
    """Find a posting.

    Raises:
        PostingNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.scalar(select(Posting).where(Posting.id == posting_id, visible_to(actor)))
    if found is None:
        raise PostingNotFoundError
    return found


def postings_about(session: Session, actor: Actor, about: str) -> Sequence[Posting]:
    """Everything posted under a caller's key, the newest first."""
    return session.scalars(
        select(Posting).where(Posting.about == about, visible_to(actor)).order_by(Posting.posted_at.desc(), Posting.id)
    ).all()


def postings(
    session: Session, actor: Actor, *, state: PostingState | None = None, partner_id: str | None = None,
    offset: int = 0, size: int = 50,
) -> Sequence[Posting]:  # fmt: skip
    """Postings the actor may see, the newest first."""
    return session.scalars(
        select(Posting)
        .where(*_conditions(actor, state, partner_id))
        .order_by(Posting.posted_at.desc(), Posting.id)
        .offset(offset)
        .limit(size)
        .options(joinedload(Posting.agency), joinedload(Posting.partner))
    ).all()


def count(session: Session, actor: Actor, state: PostingState | None = None, partner_id: str | None = None) -> int:
    """How many those are."""
    wanted = select(func.count()).select_from(Posting).where(*_conditions(actor, state, partner_id))
    return session.scalar(wanted) or 0


def counts(session: Session, actor: Actor) -> Mapping[PostingState, int]:
    """How many stand where."""
    rows = session.execute(select(Posting.state, func.count()).where(visible_to(actor)).group_by(Posting.state))
    found = {row.state: int(row[1]) for row in rows}
    return {state: found.get(state.value, 0) for state in PostingState}


def due(session: Session, now: datetime | None) -> Sequence[str]:
    """Ids of what is to be tried by a moment, the oldest first; None: of all that waits."""
    wanted = select(Posting.id).where(Posting.state == PostingState.WAITING)
    if now is not None:
        wanted = wanted.where(Posting.next_at <= now)
    return session.scalars(wanted.order_by(Posting.urgent.desc(), Posting.posted_at, Posting.id)).all()


def dead_letters(session: Session, actor: Actor) -> Sequence[Posting]:
    """What could not be sent, the newest first."""
    return postings(session, actor, state=PostingState.DEAD, size=500)


def arrivals(session: Session, actor: Actor, *, offset: int = 0, size: int = 50) -> Sequence[Arrival]:
    """What came in, the newest first."""
    return session.scalars(
        select(Arrival)
        .where(arrivals_visible_to(actor))
        .order_by(Arrival.arrived_at.desc(), Arrival.sequence.desc())
        .offset(offset)
        .limit(size)
        .options(joinedload(Arrival.agency))
    ).all()


def arrival_count(session: Session, actor: Actor) -> int:
    """How many came in."""
    return session.scalar(select(func.count()).select_from(Arrival).where(arrivals_visible_to(actor))) or 0


def arrival(session: Session, actor: Actor, arrival_id: str) -> Arrival:
    """Find what came in.

    Raises:
        PostingNotFoundError: Nothing such, or the actor may not know of it.
    """
    found = session.scalar(select(Arrival).where(Arrival.id == arrival_id, arrivals_visible_to(actor)))
    if found is None:
        raise PostingNotFoundError
    return found


def twin(session: Session, agency_id: str, sender_code: str, message_id: str) -> Arrival | None:
    """The packet that came before under the same id from the same sender; None: it is new."""
    return session.scalar(_TWIN, {"agency": agency_id, "sender": sender_code, "message": message_id})


def alarms(session: Session, actor: Actor, *, size: int = 100) -> Sequence[Alarm]:
    """What nobody has looked at yet, the latest first."""
    return session.scalars(
        select(Alarm)
        .where(Alarm.seen_at.is_(None), alarms_visible_to(actor))
        .order_by(Alarm.last_at.desc(), Alarm.id)
        .limit(size)
        .options(joinedload(Alarm.agency))
    ).all()


def alarm_count(session: Session, actor: Actor) -> int:
    """How many those are."""
    wanted = select(func.count()).select_from(Alarm).where(Alarm.seen_at.is_(None), alarms_visible_to(actor))
    return session.scalar(wanted) or 0


def alarm(session: Session, actor: Actor, alarm_id: str) -> Alarm:
    """Find an alarm.

    Raises:
        PostingNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.scalar(select(Alarm).where(Alarm.id == alarm_id, alarms_visible_to(actor)))
    if found is None:
        raise PostingNotFoundError
    return found


def _conditions(actor: Actor, state: PostingState | None, partner_id: str | None) -> list[ColumnElement[bool]]:
    found = [visible_to(actor)]
    if state is not None:
        found.append(Posting.state == state)
    if partner_id is not None:
        found.append(Posting.partner_id == partner_id)
    return found


def _seats(actor: Actor) -> list[str]:
    return sorted(actor.agency_ids) if actor.has(Role.CLERK) else []
