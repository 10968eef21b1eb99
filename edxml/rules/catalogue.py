"""All rules, and which of them are asked of which packet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from edxml.packets import DocumentPacket, Packet
from edxml.rule import Broken, Rule
from edxml.rules import business, carrying, files, header, signature, status, structure, texts, values

RULES: Final[tuple[Rule, ...]] = (
    *structure.RULES, *values.RULES, *texts.RULES, *header.RULES, *business.RULES, *carrying.RULES, *files.RULES,
    *status.RULES, *signature.RULES,
)  # fmt: skip


def broken_by(packet: Packet, today: date | None) -> Iterator[Broken]:
    """Every rule of content a packet breaks, whether it comes or goes.

    Args:
        today: The day in Vietnam; None: no date is held against it.
    """
    yield from texts.missing(packet)
    yield from texts.too_long(packet)
    yield from header.agencies(packet)
    yield from signature.signed(packet)
    if isinstance(packet, DocumentPacket):
        yield from _by_document(packet, today)
    else:
        yield from status.coded(packet)
        yield from status.addressed(packet)
        yield from status.timed(packet, today)


def broken_by_ours(packet: Packet, today: date | None) -> Iterator[Broken]:
    """The same and what only the writer of a packet can break: a reading has its own findings on it."""
    yield from texts.badly_written(packet)
    yield from broken_by(packet, today)
    if isinstance(packet, DocumentPacket):
        yield from files.fit_to_send(packet)


def _by_document(packet: DocumentPacket, today: date | None) -> Iterator[Broken]:
    yield from header.numbers(packet)
    yield from header.days(packet, today)
    yield from header.secrecy(packet)
    yield from _by_business(packet)
    yield from files.present(packet)
    yield from files.announced(packet)
    yield from files.identified(packet)
    yield from files.sound(packet)
    yield from files.sent_once(packet)


def _by_business(packet: DocumentPacket) -> Iterator[Broken]:
    yield from business.said(packet)
    yield from business.updated(packet)
    yield from business.receivers(packet)
    yield from business.replaced(packet)
    yield from business.traced(packet)
