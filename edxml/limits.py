"""How much a packet may cost the machine that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_MIB: Final = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading; the defaults take 400 recipients and a packet of 200 MB.

    Attributes:
        packet_bytes: The whole packet as it came.
        header_bytes: All that is not the content of an attachment.
        tag_bytes: One tag, comment or processing instruction.
        elements: Elements of the packet.
        depth: Elements inside one another.
        namespaces: Prefixes declared at one place.
        unknown_elements: Elements the standard does not know, kept as they came.
        warnings: Warnings one reading lists; errors are always listed.
        unpacked_bytes: All attachments of a packet together, unpacked.
        zip_ratio: Unpacked size over packed size; a smaller file than ``zip_ratio_from_bytes`` may have any.
        zip_ratio_from_bytes: Unpacked size from which the ratio counts.
    """

    packet_bytes: int = 200 * _MIB
    header_bytes: int = 16 * _MIB
    tag_bytes: int = 64 * 1024
    elements: int = 50_000
    depth: int = 32
    namespaces: int = 64
    unknown_elements: int = 1_000
    warnings: int = 500
    unpacked_bytes: int = 300 * _MIB
    zip_ratio: int = 200
    zip_ratio_from_bytes: int = _MIB


DEFAULT: Final = Limits()
