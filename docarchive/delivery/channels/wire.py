"""Plain HTTP to one address: short waits, no redirects, no proxies, bounded answers; what fails is a value."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol
from urllib.parse import urlsplit

CONNECT_S = 5.0
ANSWER_S = 30.0
LONGEST_ANSWER = 16 << 20


@dataclass(frozen=True)
class Heard:
    """An answer, whatever it says; header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Silence:
    """No answer.

    Attributes:
        left: The request may have arrived.
    """

    reason: str
    left: bool


class Wire(Protocol):
    """A way to call an HTTP server."""

    def call(
        self, address: str, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Heard | Silence:
        """Send one request and wait for its answer."""


class HttpWire:
    """Calls over the network.

    Args:
        authorities: File of authorities (PEM) believed besides the machine's own; empty: only those.
    """

    def __init__(self, authorities: str = "") -> None:
        self._authorities = authorities

    def call(
        self, address: str, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Heard | Silence:
        """Send one request and wait for its answer."""
        parts = urlsplit(address)
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port)
        try:
            connection.connect()
        except (OSError, http.client.HTTPException) as problem:
            return Silence(f"Không kết nối được tới {parts.netloc} ({_short(problem)}).", left=False)
        try:
            connection.sock.settimeout(ANSWER_S)
            connection.request(method, parts.path + path, body=body, headers={"Connection": "close", **headers})
            answer = connection.getresponse()
            content = answer.read(LONGEST_ANSWER + 1)
            if len(content) > LONGEST_ANSWER:
                return Silence(f"{parts.netloc} trả lời dài quá mức.", left=True)
            return Heard(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content)
        except (OSError, http.client.HTTPException, ValueError) as problem:
            return Silence(f"Mất kết nối với {parts.netloc} giữa chừng ({_short(problem)}).", left=True)
        finally:
            connection.close()

    def _connection(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        if scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=CONNECT_S, context=self._context)
        return http.client.HTTPConnection(host, port, timeout=CONNECT_S)

    @cached_property
    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self._authorities:
            context.load_verify_locations(self._authorities)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


def _short(problem: Exception) -> str:
    return (str(problem) or type(problem).__name__)[:120]
