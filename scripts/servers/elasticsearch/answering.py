"""Whether nodes answer, asked over HTTP."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

from scripts.servers import ServerError


def answers(url: str) -> bool:
    """Whether a node answers at all."""
    return _get(f"{url}/_cluster/health", patience_s=3) is not None


def wait(urls: Sequence[str], patience_s: float = 180, status: str = "yellow") -> None:
    """Wait until all nodes have found one another and hold their shards.

    Raises:
        ServerError: They have not within the patience.
    """
    until = time.monotonic() + patience_s
    wanted = f"wait_for_nodes={len(urls)}&wait_for_status={status}&timeout=2s"
    while time.monotonic() < until:
        health = [_get(f"{url}/_cluster/health?{wanted}", patience_s=5) for url in urls]
        if all(one and not one["timed_out"] for one in health):
            return
        time.sleep(0.2)
    raise ServerError("The nodes do not answer; see logs/node.log under var/services/elasticsearch/data-*.")


def _get(url: str, patience_s: float) -> dict[str, Any] | None:
    try:
        with urllib.request.urlopen(url, timeout=patience_s) as answer:
            return json.load(answer)  # type: ignore[no-any-return]
    except (OSError, ValueError):
        return None
