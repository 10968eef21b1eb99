"""What a round asks of a place files come from; a folder and a mailbox answer alike."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.states import Channel


class Place(enum.StrEnum):
    """Where a file came from."""

    FOLDER = "folder"
    MAIL = "mail"


@dataclass(frozen=True)
class Offer:
    """Something that lies there.

    Attributes:
        key: Names it in its place.
        name: What people call it.
        stamp: Changes while it is being written; the same key with another stamp is something new.
        is_whole: It is there in one piece from the first moment on.
    """

    key: str
    name: str
    agency_code: str
    stamp: str
    is_whole: bool = False


class NotTakenError(Exception):
    """It will never be taken; the message says why, in Vietnamese."""


class Opened(Protocol):
    """A place while it is looked at."""

    def offered(self) -> Sequence[Offer]:
        """What lies there, the oldest first."""

    def fetch(self, offer: Offer) -> list[SentFile] | None:
        """The files of one letter, the letter itself first; None where it is gone.

        Raises:
            NotTakenError: It will never be taken.
        """

    def settle(self, offer: Offer, why: str) -> None:
        """Put it aside: among what was taken or, with the reason, among what was not."""


class Source(Protocol):
    """A place files come from."""

    @property
    def place(self) -> Place:
        """What kind of place it is."""

    @property
    def channel(self) -> Channel:
        """How letters from it came in."""

    @property
    def words(self) -> str:
        """What people call it."""

    @property
    def agency_code(self) -> str:
        """Whose letters alone come from it; empty: those of several agencies."""

    def opened(self) -> AbstractContextManager[Opened]:
        """Look at it.

        Raises:
            UnavailableError: It cannot be reached now.
        """
