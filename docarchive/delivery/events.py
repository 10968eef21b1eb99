"""What happened to packets, for those whose letters they carry; each is told in the transaction that stores it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from docarchive.delivery.states import AlarmKind, ChannelKind, PostingKind, Proof
from edxml import Packet


@dataclass(frozen=True)
class PacketArrived:
    """A packet is safe here and its receipt signed; who listens may still object, and then it is not here.

    Attributes:
        arrival_id: Its line in the inbox.
        agency_id: The agency it came to.
        sender_code: Who sent it, as ``verified`` says how surely.
        packet: As read; ``packet_sha`` names the bytes in the file store.
        verified: How far the sender is proved.
    """

    arrival_id: str
    agency_id: str
    sender_code: str
    kind: PostingKind
    message_id: str
    packet: Packet = field(repr=False)
    packet_sha: str
    verified: Proof
    channel: ChannelKind


@dataclass(frozen=True)
class PostingDelivered:
    """The other side has the packet.

    Attributes:
        about: The key of whoever posted it.
        proved: By a signed receipt, or by what the axis says.
        receipt: The receipt's exact text; of the axis: what it said.
        sequence: The number the receiver gave it; None where none did.
        again: It was delivered before, and the receiver had lost it.
    """

    posting_id: str
    about: str
    kind: PostingKind
    to_code: str
    at: datetime
    proved: Proof
    receipt: str = field(repr=False)
    sequence: int | None = None
    again: bool = False


@dataclass(frozen=True)
class PostingHanded:
    """The packet left over a channel that answers later."""

    posting_id: str
    about: str
    kind: PostingKind
    to_code: str
    at: datetime


@dataclass(frozen=True)
class PostingDied:
    """The packet was refused for good, or nobody took it in time.

    Attributes:
        reason: Vietnamese sentence for the clerk.
        code: Kebab-case name of the reason.
    """

    posting_id: str
    about: str
    kind: PostingKind
    to_code: str
    reason: str
    code: str


@dataclass(frozen=True)
class PacketRefusedAtDoor:
    """Something came that was not let in; nothing of it is in the inbox.

    Attributes:
        agency_id: Whom it was for, where that is known.
        sender_code: Whom it says it is from.
        reason: Vietnamese sentence.
    """

    agency_id: str | None
    sender_code: str
    message_id: str
    kind: AlarmKind
    reason: str
