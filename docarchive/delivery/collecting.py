"""Asking the channels that do not come by themselves: what there is for us, and what became of what they took.

Each thing goes: named, fetched, let in, and only then told to the channel. Whatever dies in between, it is named again,
and the inbox knows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork, Work
from docarchive.delivery.answers import DoorAnswer, Later, Received, Refused
from docarchive.delivery.channels.protocol import Channel, Parcel, Station
from docarchive.delivery.models import Pickup, Posting
from docarchive.delivery.room import Room
from docarchive.delivery.services import uploading
from docarchive.delivery.services.alarms import raise_alarm
from docarchive.delivery.services.attempts import answered, envelope_of, expire_handed
from docarchive.delivery.services.partners import COLLECT
from docarchive.delivery.states import AlarmKind, ChannelKind, PostingState
from docarchive.kernel.errors import UnavailableError
from docarchive.kernel.ids import new_id

log = structlog.get_logger(__name__)

# Fetched so often and still not readable, it will not become so.
MOST_TRIES = 12
_NAMES = {"received": "received", "refused": "refused", "waiting": "later"}
_ASKED = (ChannelKind.FOLDER, ChannelKind.AXIS)


@dataclass
class Collected:
    """What one round brought.

    Attributes:
        troubles: Channels that did not answer: kind → Vietnamese sentence.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    receipts: int = 0
    troubles: dict[str, str] = field(default_factory=dict)


def collect(work: Work, room: Room, kinds: Sequence[ChannelKind] = _ASKED) -> Collected:
    """Make one round of the channels that are set up here."""
    found = Collected()
    stations = _stations(work)
    for kind in kinds:
        channel = room.channels.get(kind)
        if channel is None:
            continue
        try:
            for station in stations:
                for item in channel.offered(station):
                    _take(work, channel, station, item, found)
        except UnavailableError as problem:
            found.troubles[kind.value] = problem.message
        _ask_after(work, room, channel, found)
    with work.begin(Actor.system()) as uow:
        uploading.sweep(uow)
    return found


def _stations(work: Work) -> list[Station]:
    with work.reading(Actor.system()) as uow:
        return [Station(row.id, row.code) for row in uow.session.scalars(select(Agency).order_by(Agency.code))]


def _take(work: Work, channel: Channel, station: Station, item: str, found: Collected) -> None:
    known = _pickup(work, channel, station, item)
    if known.told and not channel.puts_aside:
        return
    answer: DoorAnswer = channel.fetch(station, item)
    if isinstance(answer, Later) and not known.told and known.tries + 1 >= MOST_TRIES:
        answer = Refused(answer.code, answer.reason)
        _alarm(work, station, item, answer)
    told = not isinstance(answer, Later) and channel.acknowledge(station, item, answer)
    found.outcomes[type(answer).__name__.lower()] += 1
    with work.begin(Actor.system()) as uow:
        row = uow.session.get_one(Pickup, known.id)
        row.tries = 1 if known.told else row.tries + 1
        row.outcome = "done" if isinstance(answer, Received) else "refused" if isinstance(answer, Refused) else ""
        row.error = "" if isinstance(answer, Received) else answer.reason
        row.told = told


def _pickup(work: Work, channel: Channel, station: Station, item: str) -> Pickup:
    wanted = select(Pickup).where(
        Pickup.channel == channel.kind, Pickup.agency_id == station.agency_id, Pickup.item == item
    )
    with work.begin(Actor.system()) as uow:
        uow.alone(f"pickup {channel.kind} {station.agency_id} {item}")
        row = uow.session.scalar(wanted)
        if row is None:
            row = Pickup(
                id=new_id(), channel=channel.kind, agency_id=station.agency_id, item=item, first_at=uow.now, tries=0,
                outcome="", told=False, error="",
            )  # fmt: skip
            uow.session.add(row)
        return row


def _alarm(work: Work, station: Station, item: str, answer: Refused) -> None:
    words = f"Bỏ gói {item} sau {MOST_TRIES} lần thử: {answer.reason}"
    with work.begin(Actor.system()) as uow:
        raise_alarm(uow, AlarmKind.UNREADABLE, words, agency_id=station.agency_id, message_id=item)


def _ask_after(work: Work, room: Room, channel: Channel, found: Collected) -> None:
    with work.reading(Actor.system()) as uow:
        handed = uow.session.scalars(
            select(Posting)
            .where(Posting.channel == channel.kind, Posting.state == PostingState.HANDED)
            .order_by(Posting.posted_at)
        ).all()
    for posting in handed:
        envelope = envelope_of(posting)
        answer = channel.status(Parcel(envelope, envelope.text, "", "", lambda: b""))
        with work.begin(Actor.system()) as uow:
            row = uow.session.get_one(Posting, posting.id)
            if answer is not None:
                answered(uow, room.rule, row, answer)
                found.receipts += 1
            else:
                expire_handed(uow, row)


def plan_round(uow: UnitOfWork, room: Room) -> None:
    """Plan the next round of the channels that must be asked, where one is set up."""
    if not any(kind in room.channels for kind in _ASKED):
        return
    every = room.collect_every
    slot = int(uow.now.timestamp() // every.total_seconds()) + 1
    uow.enqueue_at(uow.now + every, COLLECT, str(slot))


def summed(found: Collected) -> Mapping[str, object]:
    """A round in plain values, for commands and jobs."""
    outcomes = {name: found.outcomes[of] for name, of in _NAMES.items()}
    return {**outcomes, "receipts": found.receipts, "troubles": dict(found.troubles)}
