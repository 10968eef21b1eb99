"""Over a folder, a shared drive or a stick carried by hand: packets go out as files, receipts come back as files.

In the folder stands one folder a partner, with ``out`` (what we write) and ``in`` (what was brought). A packet is two
files: the bytes first, then the message that names them, each written aside and renamed, so that what has a message is
whole. What was taken in moves to ``in/done``; nothing is deleted.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docarchive.core.file_folder import sync_folder
from docarchive.delivery.answers import Answer, DoorAnswer, Handed, Later, Received, Refused
from docarchive.delivery.channels.protocol import Entry, Parcel, Station
from docarchive.delivery.door import Door, Message
from docarchive.delivery.envelopes import Envelope
from docarchive.delivery.errors import MalformedMessageError
from docarchive.delivery.states import ChannelKind

MESSAGE, PACKET, RECEIPT, REFUSAL = ".message.json", ".edxml", ".receipt.json", ".refusal.json"
_LONGEST = 1 << 20


class FolderChannel:
    """Writes to and reads from the folder.

    Args:
        root: Of all partners; it must be there, or nothing is sent: a stick that was pulled out is no folder.
    """

    kind = ChannelKind.FOLDER
    puts_aside = True

    def __init__(self, root: Path, door: Door) -> None:
        self._root = root
        self._door = door

    def send(self, parcel: Parcel, now: datetime) -> Answer:
        """Lay a packet down; its receipt comes back later."""
        del now
        place, name = self._of(parcel.envelope.receiver) / "out", name_of(parcel.envelope)
        try:
            if not self._root.is_dir():
                words = f"Không thấy thư mục trao đổi {self._root}. Gắn lại ổ đĩa rồi đợi lượt gửi sau."
                return Later("folder-missing", words, left=False)
            place.mkdir(parents=True, exist_ok=True)
            lay_down(place / f"{name}{PACKET}", parcel.content())
            lay_down(place / f"{name}{MESSAGE}", written(envelope=parcel.text, signature=parcel.signature))
        except OSError as problem:
            return Later("folder-failed", f"Không ghi được vào {place} ({problem.strerror}).", left=False)
        return Handed(str(place))

    def offered(self, station: Station) -> Sequence[str]:
        """Name the messages for an agency, the oldest first."""
        found = []
        for path in sorted(self._root.glob(f"*/in/*{MESSAGE}"), key=lambda each: (_age(each), each.name)):
            envelope = envelope_in(path)
            if envelope is not None and envelope.receiver == station.code:
                found.append(f"{path.parent.parent.name}/{path.name.removesuffix(MESSAGE)}")
        return found

    def fetch(self, station: Station, item: str) -> DoorAnswer:
        """Bring one message to the door."""
        del station
        message = self._in(item, MESSAGE)
        said, envelope = read_note(message), envelope_in(message)
        if envelope is None:
            return Refused("message-malformed", "Tệp thông điệp trong thư mục không đúng mẫu.")
        try:
            content = self._in(item, PACKET).read_bytes()
        except OSError:
            content = b""
        if len(content) < envelope.size_bytes:
            return Later("still-copying", "Tệp gói chưa chép xong vào thư mục. Chép đủ cả hai tệp của gói.")
        return self._door.receive(Message(str(said["envelope"]), str(said.get("signature", "")), content, self.kind))

    def acknowledge(self, station: Station, item: str, answer: DoorAnswer) -> bool:
        """Lay the receipt, or the refusal, down for the way back, then put the message aside."""
        del station
        folder, name = item.split("/")
        out = self._root / folder / "out"
        try:
            out.mkdir(parents=True, exist_ok=True)
            if isinstance(answer, Received):
                lay_down(out / f"{name}{RECEIPT}", written(receipt=answer.receipt, signature=answer.signature))
            elif isinstance(answer, Refused):
                lay_down(out / f"{name}{REFUSAL}", written(code=answer.code, reason=answer.reason))
            for suffix in (MESSAGE, PACKET):
                _put_aside(self._in(item, suffix))
        except OSError:
            return False
        return True

    def status(self, parcel: Parcel) -> Answer | None:
        """Look whether the receipt was brought."""
        place, name = self._of(parcel.envelope.receiver) / "in", name_of(parcel.envelope)
        said = read_note(place / f"{name}{RECEIPT}")
        if said:
            return Received(str(said.get("receipt", "")), str(said.get("signature", "")))
        said = read_note(place / f"{name}{REFUSAL}")
        return Refused(str(said.get("code", ""))[:64], str(said.get("reason", ""))[:500]) if said else None

    def directory(self, station: Station) -> Sequence[Entry]:
        """A folder keeps no list."""
        del station
        return ()

    def _of(self, code: str) -> Path:
        return self._root / quote(code, safe="").replace("..", "%2E%2E")

    def _in(self, item: str, suffix: str) -> Path:
        folder, name = item.split("/")
        return self._root / folder / "in" / f"{name}{suffix}"


def name_of(envelope: Envelope) -> str:
    """The name of a packet's files: of letters and digits alone, whatever its id is."""
    whole = "\n".join((envelope.sender, envelope.receiver, envelope.message_id))
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def lay_down(path: Path, content: bytes) -> None:
    """Write a file aside and give it its name when it is whole."""
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    aside.replace(path)
    sync_folder(path.parent)


def _put_aside(path: Path) -> None:
    done = path.parent / "done"
    done.mkdir(exist_ok=True)
    if path.exists():
        path.replace(done / path.name)


def written(**values: str) -> bytes:
    """What a message, a receipt or a refusal says, as the file that travels."""
    return json.dumps(values, ensure_ascii=False).encode()


def read_note(path: Path) -> Mapping[str, Any]:
    """What such a file says; nothing where there is none, or it is no such file."""
    try:
        with path.open("rb") as source:
            said = json.loads(source.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def envelope_in(path: Path) -> Envelope | None:
    """The envelope in the file of a message; None: it holds none."""
    try:
        return Envelope.read(str(read_note(path).get("envelope", "")))
    except MalformedMessageError:
        return None


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
