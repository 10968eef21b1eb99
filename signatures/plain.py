"""Turns a verdict into what JSON can carry."""

from __future__ import annotations

import base64
import dataclasses
import enum
from datetime import datetime
from typing import Any


def plain(value: Any) -> Any:
    """Turn a verdict, or any part of one, into dicts, lists, strings, numbers; times as ISO 8601, bytes as Base64."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, enum.Enum):
        return value.name.lower() if isinstance(value, enum.IntEnum) else value.value
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
