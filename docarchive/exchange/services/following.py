"""How far a letter of ours has come at each recipient: receipts and status messages, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from sqlalchemy import or_, select

from docarchive.accounts.models import Agency
from docarchive.core.work import UnitOfWork
from docarchive.delivery.events import PostingDelivered, PostingDied
from docarchive.delivery.models import Arrival
from docarchive.exchange.enclosures import task_codes
from docarchive.exchange.events import StatusTaken
from docarchive.exchange.models import OutgoingLetter, OutgoingRecipient, RecipientStatus
from docarchive.exchange.services.dispatching import ABOUT
from edxml import Reference, StatusPacket

# Code → how far it is. 13 and 16 change nothing about where the letter stands; unknown codes are kept and shown.
RANKS: Mapping[str, int] = {"01": 1, "03": 3, "04": 4, "05": 5, "06": 6, "15": 9}
REFUSED = "02"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def note_delivered(uow: UnitOfWork, event: PostingDelivered) -> None:
    """The recipient has the packet."""
    one = _recipient(uow, event.about)
    if one is not None:
        one.delivered_at, one.failed = one.delivered_at or event.at, ""


def note_died(uow: UnitOfWork, event: PostingDied) -> None:
    """The packet will not get there by itself."""
    one = _recipient(uow, event.about)
    if one is not None:
        one.failed = event.reason


def take_status(uow: UnitOfWork, arrival: Arrival, packet: StatusPacket) -> None:
    """Write a status down at the recipient it is from; one that came before changes nothing."""
    letter = letter_of(uow, arrival.agency, packet.response_for)
    one = None if letter is None else _sent_to(uow, letter, arrival.sender_code)
    if one is None:
        uow.record("status.unknown", arrival.id, code=packet.code, document=packet.response_for.document_id)
        return
    stated_at = packet.timestamp.at if packet.timestamp and packet.timestamp.at else uow.now
    _keep(uow, one, packet, stated_at)
    uow.emit(
        StatusTaken(one.id, packet.code, stated_at, packet.description, packet.staff.name, task_codes(packet))
    )  # fmt: skip


def _keep(uow: UnitOfWork, one: OutgoingRecipient, packet: StatusPacket, stated_at: datetime) -> None:
    if any((step.code, step.stated_at) == (packet.code, stated_at) for step in one.steps):
        return
    one.steps.append(
        RecipientStatus(
            code=packet.code[:4], stated_at=stated_at, received_at=uow.now, words=packet.description[:2000],
            staff=packet.staff.name[:200],
        )
    )  # fmt: skip
    uow.session.flush()
    one.status, one.status_at = standing(one.steps)
    uow.record("outgoing.status", one.letter_id, code=packet.code, receiver=one.code)


def standing(steps: Iterable[RecipientStatus]) -> tuple[str, datetime | None]:
    """Where a letter stands there by all that was said, in whatever order it was heard.

    The furthest step counts; a refusal counts against steps taken before it, and is undone by one taken after it.
    """
    said = list(steps)
    ranked = [one for one in said if one.code in RANKS]
    best = max(ranked, key=lambda one: (RANKS[one.code], one.stated_at), default=None)
    refusals = [one.stated_at for one in said if one.code == REFUSED]
    if refusals and (best is None or best.code != "15"):
        accepted = max((one.stated_at for one in ranked if RANKS[one.code] > 1), default=_LONG_AGO)
        if max(refusals) >= accepted:
            return REFUSED, max(refusals)
    if best is not None:
        return best.code, best.stated_at
    latest = max((one for one in said if one.code not in ("13", "16")), key=lambda one: one.stated_at, default=None)
    return (latest.code, latest.stated_at) if latest else ("", None)


def letter_of(uow: UnitOfWork, agency: Agency, reference: Reference) -> OutgoingLetter | None:
    """The letter of an agency others refer to: by its identifier, or else by number, symbol and date."""
    if reference.organ_id and reference.organ_id not in (agency.code, agency.old_code):
        return None
    by_id = OutgoingLetter.document_code == reference.document_id if reference.document_id else None
    by_code = None
    if reference.code and reference.promulgation_date:
        by_code = (OutgoingLetter.number == reference.code) & (OutgoingLetter.issued_on == reference.promulgation_date)
    said = [each for each in (by_id, by_code) if each is not None]
    if not said:
        return None
    found = uow.session.scalars(
        select(OutgoingLetter)
        .where(OutgoingLetter.agency_id == agency.id, OutgoingLetter.document_code != "", or_(*said))
        .order_by(OutgoingLetter.created_at.desc())
    ).all()
    exact = (one for one in found if reference.document_id and one.document_code == reference.document_id)
    return next(exact, found[0] if found else None)


def _recipient(uow: UnitOfWork, about: str) -> OutgoingRecipient | None:
    if not about.startswith(ABOUT):
        return None
    return uow.session.get(OutgoingRecipient, about.removeprefix(ABOUT))


def _sent_to(uow: UnitOfWork, letter: OutgoingLetter, code: str) -> OutgoingRecipient | None:
    return uow.session.scalar(
        select(OutgoingRecipient).where(OutgoingRecipient.letter_id == letter.id, OutgoingRecipient.code == code)
    )
