"""Asks a time-stamping authority (RFC 3161) for the time."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Protocol

from signatures.errors import TimeStampError

_MAX_BYTES = 200_000


class TimeStampClient(Protocol):
    """Somebody who brings a request to an authority and comes back with its answer."""

    def answer(self, request: bytes) -> bytes:
        """Give the answer (``TimeStampResp`` in DER) to a request (``TimeStampReq`` in DER).

        Raises:
            TimeStampError: There is none.
        """


@dataclass(frozen=True, slots=True)
class HttpTimeStamps:
    """An authority behind a web address, as the public service's is.

    Attributes:
        url: ``http`` or ``https``; the answer is signed, so that either will do.
    """

    url: str
    timeout_s: float = 10.0

    def answer(self, request: bytes) -> bytes:
        """Ask over HTTP."""
        if not self.url.startswith(("http://", "https://")):
            raise TimeStampError(f"Địa chỉ cấp dấu thời gian không đúng: {self.url}")
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        asked = urllib.request.Request(self.url, data=request, headers=headers, method="POST")  # noqa: S310 - asked above
        try:
            with urllib.request.urlopen(asked, timeout=self.timeout_s) as reply:  # noqa: S310
                data: bytes = reply.read(_MAX_BYTES + 1)
        except (urllib.error.URLError, TimeoutError, OSError, ValueError) as problem:
            raise TimeStampError("Nơi cấp dấu thời gian không trả lời; thử lại sau.") from problem
        if len(data) > _MAX_BYTES:
            raise TimeStampError("Nơi cấp dấu thời gian trả lời quá dài.")
        return data
