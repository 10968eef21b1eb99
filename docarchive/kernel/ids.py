"""Identifiers of things that have a page of their own."""

from __future__ import annotations

import base64
import re
import secrets

ID_LENGTH = 16
_FORM = re.compile(r"[a-z2-7]{16}")


def new_id() -> str:
    """Make a random identifier: 16 characters of lower-case base32, 80 bits, so that none can be guessed."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()


def is_id(text: str) -> bool:
    """Tell whether a text has the form of an identifier."""
    return _FORM.fullmatch(text) is not None
