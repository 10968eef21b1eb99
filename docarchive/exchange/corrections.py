"""In which order a sender made the corrections of a letter, and what an older one still changes beside newer ones.

Packets overtake each other. A packet of ours says by an element of its own the how-manieth correction of its letter it
is, and an answer which one it answers; of others, who know nothing of it, the sender's clock decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cmp_to_key
from typing import Any, Final

from docarchive.exchange.models import IncomingRequest
from docarchive.exchange.states import Request
from edxml import DocumentPacket, Extra, StatusPacket, UnknownElement, extra_element, extra_elements

NAMESPACE: Final = "urn:docarchive:corrections:1"
MOST: Final = 9_999


@dataclass(frozen=True)
class Remaining:
    """What a correction changes once those its sender made later have been agreed to.

    Attributes:
        stated: Fields, and what they say from now on.
        takes_files: Whether its files are wanted still.
        is_overtaken: A later one has been agreed to.
    """

    stated: dict[str, Any] = field(default_factory=dict)
    takes_files: bool = True
    is_overtaken: bool = False


def elements(ordinal: int) -> tuple[UnknownElement, ...]:
    """What says in a packet which correction it is or answers; nothing for 0."""
    return (
        (extra_element(Extra("Correction", children=(Extra("Ordinal", str(ordinal)),)), NAMESPACE),) if ordinal else ()
    )


def ordinal_of(packet: DocumentPacket | StatusPacket) -> int:
    """Which correction of its letter a packet is or answers, from 1; 0 where it does not say."""
    for one in extra_elements(packet, "Correction", NAMESPACE):
        said = one.said("Ordinal")
        if said.isascii() and said.isdecimal() and len(said) <= len(str(MOST)):
            return int(said)
    return 0


def made_at(packet: DocumentPacket | StatusPacket) -> datetime | None:
    """When the sender made a packet, by the sender's clock; None where it does not say."""
    if isinstance(packet, StatusPacket):
        return packet.timestamp.at if packet.timestamp else None
    first = next(iter(packet.trace), None)
    return first.passed_at.at if first and first.passed_at else None


def in_order(requests: Iterable[IncomingRequest]) -> list[IncomingRequest]:
    """What a sender asks about a letter, in the order it was asked there."""
    by_place = cmp_to_key(_compare)
    return sorted(requests, key=lambda one: by_place(_place(one)))


def remaining(request: IncomingRequest) -> Remaining:
    """What agreeing to a correction changes now.

    Fields that a later one speaks of, agreed to before, are that one's; so are the files, where it brought any, because
    a packet with files brings all of them. A letter that came as a correction itself leaves nothing to older ones.
    """
    packet = request.letter.packet
    came = (packet.correction, packet.corrected_at) if packet and packet.corrected_at else None
    if came is not None and _compare(came, _place(request)) > 0:
        return Remaining(takes_files=False, is_overtaken=True)
    later = [
        one for one in request.letter.requests
        if one.kind == Request.UPDATE and one.agreed and _compare(_place(one), _place(request)) > 0
    ]  # fmt: skip
    taken = {name for one in later for name in one.stated or {}}
    stated = {name: value for name, value in (request.stated or {}).items() if name not in taken}
    return Remaining(stated, takes_files=not any(one.files for one in later), is_overtaken=bool(later))


def _place(one: IncomingRequest) -> tuple[int, datetime]:
    return one.correction, one.said_at or one.asked_at


def _compare(one: tuple[int, datetime], other: tuple[int, datetime]) -> int:
    """The sender's own count decides where both say it: clocks are set back, counts are not."""
    if one[0] and other[0]:
        return one[0] - other[0]
    return (one[1] > other[1]) - (one[1] < other[1])
