"""Huey as it may run inside another process: messages as JSON, and nobody's signals touched."""

from __future__ import annotations

import json
from typing import Any

from huey.consumer import Consumer
from huey.serializer import Serializer


class JsonSerializer(Serializer):  # type: ignore[misc]  # huey has no types
    """Messages as JSON: a broken-into queue must not be able to run code, as it could with pickle."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Any:
        from huey.registry import Message

        value = json.loads(data)
        return Message(*value) if isinstance(value, list) else value


class QuietConsumer(Consumer):  # type: ignore[misc]  # huey has no types
    """Huey's consumer without signal handlers: the process that embeds it has its own."""

    def _set_signal_handlers(self) -> None:
        return
