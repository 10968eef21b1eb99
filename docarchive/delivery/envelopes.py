"""What two installations say about a packet: the sender's envelope and the receiver's receipt, each in one spelling.

Both are canonical JSON, so that the same words are the same bytes, and both are signed as they stand (detached JSON Web
Signature). The envelope names the packet by its SHA-256, so its signature covers every byte of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from docarchive.core.audit import canonical
from docarchive.delivery.errors import MalformedMessageError
from docarchive.delivery.states import PostingKind

# What a signature is for; one made for one thing cannot be shown for another.
MESSAGE_PURPOSE = "docarchive-message"
RECEIPT_PURPOSE = "docarchive-receipt"
QUESTION_PURPOSE = "docarchive-question"
REPLY_PURPOSE = "docarchive-reply"

LONGEST_ID = 200
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"\S{1,64}")


@dataclass(frozen=True)
class Envelope:
    """What the sender says of a packet.

    Attributes:
        digest: SHA-256 of the packet, hexadecimal.
        posted_at: By the sender's clock, to the second; nothing is decided by it but which window it belongs to.
    """

    message_id: str
    sender: str
    receiver: str
    kind: PostingKind
    digest: str
    size_bytes: int
    posted_at: datetime

    @property
    def text(self) -> str:
        """Its exact words."""
        return canonical({"what": "docarchive-message/1", **asdict(self), "posted_at": written(self.posted_at)})

    @classmethod
    def read(cls, text: str) -> Envelope:
        """Understand an envelope.

        Raises:
            MalformedMessageError: It is none, or not written as we write.
        """
        return _read(cls, text, "docarchive-message/1", {"kind": PostingKind, "posted_at": moment})


@dataclass(frozen=True)
class Receipt:
    """What the receiver says: that it has the packet, safe from a power cut, and under which number.

    Attributes:
        sequence: The packet's number among all that came to the receiver.
        audit_number: The last entry of the receiver's audit log when it signed, and its hash: a log that is cut
            or rewritten later no longer fits the receipts others hold.
        accepted_at: By the receiver's clock.
    """

    message_id: str
    sender: str
    receiver: str
    digest: str
    size_bytes: int
    sequence: int
    audit_number: int
    audit_hash: str
    accepted_at: datetime

    @property
    def text(self) -> str:
        """Its exact words."""
        return canonical({"what": "docarchive-receipt/1", **asdict(self), "accepted_at": written(self.accepted_at)})

    @classmethod
    def read(cls, text: str) -> Receipt:
        """Understand a receipt.

        Raises:
            MalformedMessageError: It is none, or not written as we write.
        """
        return _read(cls, text, "docarchive-receipt/1", {"accepted_at": moment})

    def answers(self, envelope: Envelope) -> bool:
        """Tell whether it is for exactly this packet, from where it was sent to."""
        mine = (self.message_id, self.sender, self.receiver, self.digest, self.size_bytes)
        return mine == (
            envelope.message_id, envelope.sender, envelope.receiver, envelope.digest, envelope.size_bytes
        )  # fmt: skip


def written(at: datetime) -> str:
    """A moment to the second, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def moment(text: Any) -> datetime:
    """Read a moment that bears its zone.

    Raises:
        ValueError: It is none, or nobody knows its zone.
    """
    found = datetime.fromisoformat(str(text))
    if found.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return found


Form = TypeVar("Form", Envelope, Receipt)


def _read(form: type[Form], text: str, what: str, readers: Mapping[str, Callable[[Any], Any]]) -> Form:
    try:
        values = json.loads(text)
        if values.pop("what") != what:
            raise MalformedMessageError(what)
        found = form(**{name: readers.get(name, _plain)(value) for name, value in values.items()})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise MalformedMessageError(what) from problem
    if found.text != text or not _is_sound(found):
        raise MalformedMessageError(what)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError("text or a number")
    return value


def _is_sound(found: Envelope | Receipt) -> bool:
    return (
        all(isinstance(value, str) for value in (found.message_id, found.sender, found.receiver, found.digest))
        and 1 <= len(found.message_id) <= LONGEST_ID
        and _CODE.fullmatch(found.sender) is not None
        and _CODE.fullmatch(found.receiver) is not None
        and _DIGEST.fullmatch(found.digest) is not None
        and isinstance(found.size_bytes, int)
        and found.size_bytes >= 0
    )
