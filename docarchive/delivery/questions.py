"""What one installation asks another besides delivering: is it there, what does it have of ours, who follows it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docarchive.core.audit import canonical
from docarchive.delivery.envelopes import moment, written
from docarchive.delivery.errors import MalformedMessageError

PROBE = "probe"
COMPARE = "compare"
FOLLOWED = "followed"
_QUESTION, _REPLY = "docarchive-question/1", "docarchive-reply/1"


@dataclass(frozen=True)
class Question:
    """One question of an agency to another.

    Attributes:
        nonce: Made anew for every question; the reply repeats it, so that an old one cannot be shown again.
        since: Of a comparison: postings from this moment on, by the asker's clock.
        until: Up to this moment, not included.
    """

    ask: str
    sender: str
    receiver: str
    nonce: str
    since: datetime | None = None
    until: datetime | None = None

    @property
    def text(self) -> str:
        """Its exact words."""
        window = {"since": self.since and written(self.since), "until": self.until and written(self.until)}
        return canonical({"what": _QUESTION, **vars(self), **window})

    @classmethod
    def read(cls, text: str) -> Question:
        """Understand a question.

        Raises:
            MalformedMessageError: It is none, or not written as we write.
        """
        values = _opened(text, _QUESTION)
        try:
            for name in ("since", "until"):
                values[name] = moment(values[name]) if values[name] else None
            found = cls(**values)
        except (TypeError, ValueError, KeyError) as problem:
            raise MalformedMessageError(_QUESTION) from problem
        parts = (found.ask, found.sender, found.receiver, found.nonce)
        if found.text != text or not all(isinstance(part, str) and 0 < len(part) <= 64 for part in parts):
            raise MalformedMessageError(_QUESTION)
        return found


@dataclass(frozen=True)
class Reply:
    """What was answered.

    Attributes:
        found: Of a comparison: message id → SHA-256 of every packet of the window that is there; of the question who
            follows: code → first day and name, ``2026-07-01 Sở Xây dựng``, whoever keeps the records first by its day.
        root: SHA-256 over all of ``found``.
    """

    nonce: str
    receiver: str
    at: datetime
    found: Mapping[str, str]

    @property
    def root(self) -> str:
        """One value for the whole list."""
        return root_of(self.found.items())

    @property
    def text(self) -> str:
        """Its exact words."""
        return canonical(
            {
                "what": _REPLY, "nonce": self.nonce, "receiver": self.receiver, "at": written(self.at),
                "count": len(self.found), "root": self.root, "found": dict(self.found),
            }
        )  # fmt: skip

    @classmethod
    def read(cls, text: str) -> Reply:
        """Understand a reply.

        Raises:
            MalformedMessageError: It is none, or its sums are wrong.
        """
        values = _opened(text, _REPLY)
        try:
            found = cls(
                str(values["nonce"]), str(values["receiver"]), moment(values["at"]),
                {str(name): str(digest) for name, digest in values["found"].items()},
            )  # fmt: skip
        except (TypeError, ValueError, KeyError, AttributeError) as problem:
            raise MalformedMessageError(_REPLY) from problem
        if found.text != text:
            raise MalformedMessageError(_REPLY)
        return found


def root_of(pairs: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over message ids and digests in the order of the ids."""
    total = hashlib.sha256()
    for name, digest in sorted(pairs):
        total.update(f"{name}\n{digest}\n".encode())
    return total.hexdigest()


def _opened(text: str, what: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
        if not isinstance(values, dict) or values.pop("what") != what:
            raise MalformedMessageError(what)
    except (ValueError, KeyError, RecursionError) as problem:
        raise MalformedMessageError(what) from problem
    return values
