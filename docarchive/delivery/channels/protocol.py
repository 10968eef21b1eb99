"""What every way of travelling can be asked, and what most answer with nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from docarchive.delivery.answers import Answer, DoorAnswer, Later, Refused, Said
from docarchive.delivery.envelopes import Envelope
from docarchive.delivery.states import ChannelKind


@dataclass(frozen=True)
class Parcel:
    """A packet to be carried to one receiver.

    Attributes:
        text: The envelope's words, which ``signature`` signs.
        address: Of the partner, as the channel understands it.
        content: Gives the packet's bytes.
    """

    envelope: Envelope
    text: str
    signature: str
    address: str
    content: Callable[[], bytes] = field(repr=False)


@dataclass(frozen=True)
class Station:
    """An agency of this installation that asks a channel what there is for it."""

    agency_id: str
    code: str


@dataclass(frozen=True)
class Entry:
    """An agency a channel's directory lists."""

    code: str
    name: str
    old_code: str = ""


class Channel(Protocol):
    """A way of travelling.

    Attributes:
        puts_aside: What it was told of lies there no longer: offered again, it was brought again, and wants its answer.
    """

    kind: ChannelKind
    puts_aside: bool

    def send(self, parcel: Parcel, now: datetime) -> Answer:
        """Hand a packet over; never an error for what others do."""

    def offered(self, station: Station) -> Sequence[str]:
        """Name what waits for an agency; the same thing may be named again and again.

        Raises:
            UnavailableError: The channel does not answer.
        """

    def fetch(self, station: Station, item: str) -> DoorAnswer:
        """Bring one thing to the door; safe to repeat."""

    def acknowledge(self, station: Station, item: str, answer: DoorAnswer) -> bool:
        """Tell the channel what became of it; False: it did not hear."""

    def status(self, parcel: Parcel) -> Answer | None:
        """Ask after a packet that was handed over; None: nothing is known yet."""

    def directory(self, station: Station) -> Sequence[Entry]:
        """List the agencies that can be reached; empty where the channel keeps no list."""


class Asking(Protocol):
    """A way of travelling that also carries questions to a partner and his replies."""

    def ask(self, address: str, text: str, signature: str) -> Said | Later | Refused:
        """Put a question; whether the reply is the partner's, the caller judges."""


class PushChannel:
    """A channel that only sends: what is for us comes by itself."""

    puts_aside = False

    def offered(self, station: Station) -> Sequence[str]:
        """Nothing."""
        del station
        return ()

    def fetch(self, station: Station, item: str) -> DoorAnswer:
        """Never asked."""
        raise NotImplementedError((station, item))

    def acknowledge(self, station: Station, item: str, answer: DoorAnswer) -> bool:
        """Never asked."""
        raise NotImplementedError((station, item, answer))

    def status(self, parcel: Parcel) -> Answer | None:
        """The answer came at once, or not at all."""
        del parcel
        return None

    def directory(self, station: Station) -> Sequence[Entry]:
        """No list."""
        del station
        return ()
