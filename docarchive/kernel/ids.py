"""Identifiers of things that have a page of their own."""

from __future__ import annotations

import base64
import re
import secrets
import uuid
from datetime import datetime

ID_LENGTH = 16
_FORM = re.compile(r"[a-z2-7]{16}")


def new_id() -> str:
    """Make a random identifier: 16 characters of lower-case base32, 80 bits, so that none can be guessed."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()


def is_id(text: str) -> bool:
    """Tell whether a text has the form of an identifier."""
    return _FORM.fullmatch(text) is not None


def ordered_id(at: datetime) -> str:
    """Make an identifier that sorts by the moment it was made in and is never made twice: UUID version 7 (RFC 9562).

    Args:
        at: With a zone; kept to the millisecond.
    """
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    chance = secrets.randbits(74)
    value = (milliseconds << 80) | (7 << 76) | ((chance >> 62) << 64) | (2 << 62) | (chance & ((1 << 62) - 1))
    return str(uuid.UUID(int=value))
