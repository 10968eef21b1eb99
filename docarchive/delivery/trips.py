"""A packet's trip: taken, carried, settled; the middle lies outside any transaction."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from docarchive.core.actor import Actor
from docarchive.core.failures import again
from docarchive.core.files import FileStore
from docarchive.core.work import Work
from docarchive.delivery.answers import Answer, Later
from docarchive.delivery.channels.protocol import Parcel
from docarchive.delivery.envelopes import MESSAGE_PURPOSE
from docarchive.delivery.room import Room
from docarchive.delivery.services.attempts import Ticket, settle, take
from signatures.detached import sign

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Carried:
    """What came of carrying a packet.

    Attributes:
        signature: Ours over the envelope, as it was sent.
    """

    ticket: Ticket
    answer: Answer
    signature: str


def carry(room: Room, files: FileStore, ticket: Ticket) -> Carried:
    """Hand a packet to its channel; whatever happens out there becomes an answer."""
    text = ticket.envelope.text
    signature = sign(text.encode(), ticket.identity, MESSAGE_PURPOSE, ticket.at).decode("ascii")
    parcel = Parcel(ticket.envelope, text, signature, ticket.address, lambda: files.read(ticket.envelope.digest))
    channel = room.channels.get(ticket.channel)
    if channel is None:
        words = "Hệ thống này chưa được thiết lập để gửi qua kênh đó. Báo người quản trị xem trang Đối tác trao đổi."
        return Carried(ticket, Later("channel-missing", words, reached=True, left=False), signature)
    answer = channel.send(parcel, ticket.at)
    log.info("packet carried", posting=ticket.posting_id, outcome=type(answer).__name__)
    return Carried(ticket, answer, signature)


def run(work: Work, room: Room, posting_id: str) -> Answer | None:
    """Make the whole trip now; None where there is nothing to do."""
    with work.begin(Actor.system()) as uow:
        ticket = take(uow, room.ring, room.rule, posting_id)
    if ticket is None:
        return None
    carried = carry(room, work.files, ticket)

    def write() -> None:
        with work.begin(Actor.system()) as uow:
            settle(uow, room.rule, ticket, carried.answer, carried.signature)

    again(write)
    return carried.answer
