"""Trying a partner and comparing with it; every call lies outside any unit of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork, Work
from docarchive.delivery import asking
from docarchive.delivery.answers import Later, Refused
from docarchive.delivery.models import Partner, Posting
from docarchive.delivery.policies import can_arrange_partners
from docarchive.delivery.queries.partners import partner as find
from docarchive.delivery.questions import COMPARE, FOLLOWED, Reply
from docarchive.delivery.room import Room
from docarchive.delivery.services import comparing
from docarchive.delivery.services.breaker import note_answer, note_silence
from docarchive.delivery.services.comparing import WINDOW, Compared
from docarchive.delivery.services.followers import note_followers


@dataclass(frozen=True)
class Heard:
    """What a partner said it has, by the code of the agency that asked.

    Attributes:
        followed: What it said of who follows it; None: nobody asked.
    """

    replies: Mapping[str, Reply | Later | Refused]
    since: datetime
    asked_at: datetime
    followed: Reply | Later | Refused | None = None


def probe(work: Work, room: Room, actor: Actor, partner_id: str, sender: str) -> str:
    """Ask a partner whether it is there and signs by the agreed key; gives what is wrong, empty where nothing is.

    Args:
        sender: Code of the agency here that asks.
    """
    partner, now = _found(work, actor, partner_id)
    reply = asking.put(room, partner, sender, now)
    with work.begin(actor) as uow:
        row = uow.session.get_one(Partner, partner_id)
        row.tried_at = uow.now
        if isinstance(reply, Later) and not reply.reached:
            note_silence(row, uow.now)
        elif not isinstance(reply, Refused) or reply.code != "not-askable":
            note_answer(row, uow.now)
        fault = "" if isinstance(reply, Reply) else reply.reason
        uow.record("partner.probed", row.id, code=row.code, reason=fault or None)
    return fault


def compare(
    work: Work, room: Room, actor: Actor, partner_id: str, window: timedelta = WINDOW
) -> tuple[Mapping[str, Compared], list[str]]:
    """Compare with a partner now.

    Returns:
        What was found by the code of each agency that sends there; what went wrong, in Vietnamese sentences.
    """
    partner, now = _found(work, actor, partner_id)
    with work.reading(actor) as uow:
        codes = senders(uow.session, partner_id)
    heard = ask_all(room, partner, codes, now, window)
    with work.begin(Actor.system()) as uow:
        found = write_compared(uow, uow.session.get_one(Partner, partner_id), heard)
    return found, [f"{code}: {one.reason}" for code, one in heard.replies.items() if not isinstance(one, Reply)]


def ask_all(room: Room, partner: Partner, codes: Sequence[str], now: datetime, window: timedelta = WINDOW) -> Heard:
    """Ask a partner what it has, in the name of each agency that sends there, and who follows it."""
    since = now - window
    replies = {code: asking.put(room, partner, code, now, COMPARE, since, now) for code in codes}
    # An installation of before this question refuses it, which says nothing.
    followed = asking.put(room, partner, codes[0], now, FOLLOWED) if codes else None
    return Heard(replies, since, now, followed)


def write_compared(uow: UnitOfWork, partner: Partner, heard: Heard) -> Mapping[str, Compared]:
    """Write what comparing with a partner found, by the code of the agency."""
    found: dict[str, Compared] = {}
    for code, reply in heard.replies.items():
        if isinstance(reply, Reply):
            agency = uow.session.scalars(select(Agency).where(Agency.code == code)).one()
            found[code] = comparing.compare(uow, agency, partner.code, reply.found, heard.since, heard.asked_at)
            note_answer(partner, uow.now)
        elif isinstance(reply, Later) and not reply.reached:
            note_silence(partner, uow.now)
    if isinstance(heard.followed, Reply):
        note_followers(uow, partner, heard.followed.found)
    if found:
        partner.compared_at = uow.now
        sums = {code: vars(one) for code, one in found.items() if not one.is_equal}
        uow.record("partner.compared", partner.id, code=partner.code, after=sums or None)
    return found


def _found(work: Work, actor: Actor, partner_id: str) -> tuple[Partner, datetime]:
    with work.reading(actor) as uow:
        uow.require(can_arrange_partners(uow.actor))
        partner = find(uow.session, uow.actor, partner_id)
        uow.session.refresh(partner, ["certificates"])
        return partner, uow.now


def senders(session: Session, partner_id: str) -> list[str]:
    """Codes of the agencies here that sent something to a partner."""
    return list(session.scalars(select(Posting.from_code).where(Posting.partner_id == partner_id).distinct()))
