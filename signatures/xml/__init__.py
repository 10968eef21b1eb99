"""Signatures inside XML packets: one enveloped signature over the whole document, and strict rules about its shape."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from signatures.identities import Identity
from signatures.xml.records import Algorithms, Demand, Limits, Policy, Strength, XmlVerdict

__all__ = ["Algorithms", "Demand", "Limits", "Policy", "Strength", "XmlVerdict", "sign", "verify"]


def sign(data: bytes, identity: Identity, place: Sequence[str]) -> bytes:
    """Sign a whole document.

    Args:
        place: Local names from the root to the element that takes the signature as its last child.

    Raises:
        XmlRefusedError: The document is not well-formed, is signed before, or lacks the place.
    """
    from signatures.xml import signing

    return signing.sign(data, identity, place)


def verify(data: bytes, policy: Policy, at: datetime, place: Sequence[str], limits: Limits | None = None) -> XmlVerdict:
    """Judge a packet: what was signed, by whom, how strongly; never an error, whatever the bytes.

    Args:
        policy: What is agreed with the partner the packet is said to come from.
        at: The moment certificates are judged at; with a zone.
        place: Local names from the root to the only element that may hold the signature.

    Returns:
        A verdict. Read the packet from ``verdict.signed`` and from nowhere else.
    """
    from signatures.xml import verifying

    return verifying.verify(data, policy, at, place, limits or Limits())
