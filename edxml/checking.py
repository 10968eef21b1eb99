"""Checks a packet that was received: is it accepted, and if not, which rule does it break?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from edxml.errors import PacketError
from edxml.limits import DEFAULT, Limits
from edxml.packets import DocumentPacket, Packet
from edxml.reading import Reading, read
from edxml.rule import ERROR, Finding
from edxml.rules.catalogue import broken_by

Kind = Literal["document", "status"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    Attributes:
        kind: None where the bytes are no packet.
        business: ``new``, ``recall``, ``update``, ``replace``; None in a status and where the code is not known.
        accepted: No finding is an error.
        findings: Errors first.
    """

    kind: Kind | None
    business: str | None
    accepted: bool
    findings: tuple[Finding, ...]


def check(data: bytes, *, today: date | None = None, limits: Limits = DEFAULT) -> Report:
    """Check a packet as received; never raises because of it.

    Args:
        today: The day in Vietnam; without it no date is called future.
    """
    try:
        reading = read(data, limits)
    except PacketError as problem:
        return Report(None, None, accepted=False, findings=(problem.finding,))
    return report_on(reading, today=today)


def report_on(reading: Reading, *, today: date | None = None) -> Report:
    """Check a packet that was read already."""
    found = [broken.received() for broken in broken_by(reading.packet, today)]
    findings = _graver_first([*reading.findings, *(finding for finding in found if finding)])
    accepted = not any(finding.level is ERROR for finding in findings)
    return Report(_kind(reading.packet), _business(reading.packet), accepted, findings)


def _graver_first(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.level is not ERROR))


def _kind(packet: Packet) -> Kind:
    return "document" if isinstance(packet, DocumentPacket) else "status"


def _business(packet: Packet) -> str | None:
    if not isinstance(packet, DocumentPacket) or packet.business.type is None:
        return None
    return packet.business.type.name.lower()
