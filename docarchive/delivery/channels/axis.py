"""Over the national document axis: one sends, asks what there is, fetches it, and says what became of it.

The axis proves no sender and gives no receipt: what it says is kept as what it says. It lists things again and again,
out of order, and may give other bytes the second time; the inbox knows each by its id and its digest.

Source:
    The calls and states of the SDK agencies are given (``sendEdoc``, ``getReceivedEdocList``, ``getEdoc``,
    ``updateStatus``, ``getSentEdocList``, ``getAgenciesList``); QCVN 102:2016/BTTTT for the packets.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from docarchive.accounts import agency_codes
from docarchive.delivery.answers import Answer, DoorAnswer, Handed, Later, Received, Refused, Told
from docarchive.delivery.channels.protocol import Entry, Parcel, Station
from docarchive.delivery.channels.wire import Silence, Wire
from docarchive.delivery.door import Door
from docarchive.delivery.envelopes import LONGEST_ID, Envelope
from docarchive.delivery.states import ChannelKind, PostingKind
from docarchive.kernel.errors import UnavailableError
from edxml import PacketError, StatusPacket, read

# What the axis refuses for good: the packet, the receiver, the sender (codes of the provincial bus).
_NEVER = {
    10: "Trục liên thông báo tệp gói không đúng.",
    18: "Trục liên thông không biết mã nơi nhận. Kiểm tra lại mã định danh.",
    19: "Cơ quan gửi chưa đăng ký trên trục liên thông. Đăng ký với đơn vị vận hành trục.",
    21: "Trục liên thông không xử lý được tệp gói.",
    22: "Trục liên thông báo gói không theo chuẩn.",
    23: "Nơi nhận đã bị khóa trên trục liên thông.",
}
_UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class AxisAwayError(UnavailableError):
    """The axis does not answer, or not in a way one could use."""

    code = "axis-away"

    def __init__(self, reason: str) -> None:
        super().__init__(f"Trục liên thông chưa trả lời được ({reason}). Hệ thống tự hỏi lại.")


class AxisRefusalError(Exception):
    """The axis answered with one of its codes."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class AxisWire(Protocol):
    """How the axis is called."""

    def call(self, name: str, headers: Mapping[str, str], body: bytes = b"") -> Any:
        """Make one call; the answer is decoded JSON, of ``getEdoc`` the bytes.

        Raises:
            AxisAwayError: No answer that could be used.
            AxisRefusalError: The axis said no, with its code.
        """


@dataclass(frozen=True)
class HttpAxisWire:
    """Calls the axis, or the adapter in front of it, over HTTP.

    Attributes:
        address: Calls go to ``address/sendEdoc`` and so on; what the SDK calls JSON headers travels in ``X-Headers``.
    """

    wire: Wire
    address: str
    system: str
    secret: str = field(repr=False)

    def call(self, name: str, headers: Mapping[str, str], body: bytes = b"") -> Any:
        """Make one call."""
        sent = {
            "X-Headers": json.dumps({"servicetype": "eDoc", **headers}), "X-SystemId": self.system,
            "X-SecretKey": self.secret, "Content-Type": "application/octet-stream",
        }  # fmt: skip
        heard = self.wire.call(self.address, "POST", f"/{name}", sent, body)
        if isinstance(heard, Silence):
            raise AxisAwayError(heard.reason)
        if heard.status != 200:
            raise AxisAwayError(f"mã {heard.status}")
        if heard.headers.get("content-type", "").startswith("application/octet-stream"):
            return heard.body
        return _opened(heard.body)


class AxisChannel:
    """Talks to the axis.

    Args:
        wire: Calls it.
        door: Takes in what was fetched.
    """

    kind = ChannelKind.AXIS
    puts_aside = False

    def __init__(self, wire: AxisWire, door: Door) -> None:
        self._wire = wire
        self._door = door

    def send(self, parcel: Parcel, now: datetime) -> Answer:
        """Give a packet to the axis, unless a try before did, whose answer was lost."""
        del now
        envelope = parcel.envelope
        kind = "status" if envelope.kind is PostingKind.STATUS else "edoc"
        headers = {"from": envelope.sender, "to": envelope.receiver, "messagetype": kind, "docId": envelope.message_id}
        try:
            known = self._sent(envelope)
            if known is None:
                self._wire.call("sendEdoc", headers, parcel.content())
        except AxisAwayError as problem:
            return Later(problem.code, problem.message)
        except AxisRefusalError as refusal:
            if words := _NEVER.get(refusal.number):
                return Refused(f"axis-{refusal.number}", words)
            return Later(f"axis-{refusal.number}", f"Trục liên thông báo lỗi {refusal.number}.", reached=True)
        return Handed("axis")

    def offered(self, station: Station) -> Sequence[str]:
        """Name what waits for an agency."""
        found: list[str] = []
        for kind in ("edoc", "status"):
            listed = self._ask("getReceivedEdocList", {"to": station.code, "messagetype": kind})
            items = (str(one.get("docId", "")) for one in listed if isinstance(one, dict))
            found += [item for item in items if 0 < len(item) <= LONGEST_ID]
        return list(dict.fromkeys(found))

    def fetch(self, station: Station, item: str) -> DoorAnswer:
        """Bring one packet to the door, in the name the packet bears."""
        try:
            content = self._wire.call("getEdoc", {"to": station.code, "docId": item})
        except (AxisAwayError, AxisRefusalError) as problem:
            return Later("axis-away", f"Chưa lấy được gói {item} từ trục liên thông ({problem}).")
        if not isinstance(content, bytes):
            return Later("axis-away", f"Trục liên thông không trả nội dung gói {item}.")
        try:
            packet = read(content).packet
        except PacketError as problem:
            # A download may have been cut off: it is fetched again before it counts as bad.
            return Later(problem.rule, problem.message, reached=True)
        sender = agency_codes.tidy(packet.sender.organ_id)
        if not 1 <= len(sender) <= 64:
            return Refused("sender-missing", "Gói trên trục không ghi mã định danh của bên gửi.")
        kind = PostingKind.STATUS if isinstance(packet, StatusPacket) else PostingKind.DOCUMENT
        digest = hashlib.sha256(content).hexdigest()
        envelope = Envelope(item, sender, station.code, kind, digest, len(content), _UNKNOWN_TIME)
        return self._door.receive_unsigned(envelope, packet.sender.name[:300], content, self.kind)

    def acknowledge(self, station: Station, item: str, answer: DoorAnswer) -> bool:
        """Tell the axis, only after the packet is safe here."""
        # With other bytes the second time, what came first is safe here all the same.
        is_here = isinstance(answer, Received) or answer.code == "other-bytes"
        status = "done" if is_here else "fail"
        try:
            self._wire.call("updateStatus", {"to": station.code, "docId": item, "status": status})
        except (AxisAwayError, AxisRefusalError):
            return False
        return True

    def status(self, parcel: Parcel) -> Answer | None:
        """Ask whether the receiver took what was sent."""
        try:
            known = self._sent(parcel.envelope)
        except (AxisAwayError, AxisRefusalError):
            return None
        state = str((known or {}).get("status", ""))
        if state == "done":
            return Told(json.dumps(known, ensure_ascii=False, sort_keys=True))
        if state == "fail":
            return Refused("axis-failed", "Trục liên thông báo nơi nhận không nhận được gói. Hỏi nơi nhận rồi gửi lại.")
        return None

    def directory(self, station: Station) -> Sequence[Entry]:
        """List the agencies on the axis."""
        listed = self._ask("getAgenciesList", {"from": station.code})
        entries = (one for one in listed if isinstance(one, dict) and one.get("code"))
        return [Entry(str(one["code"]), str(one.get("name", "")), str(one.get("oldCode") or "")) for one in entries]

    def _sent(self, envelope: Envelope) -> Mapping[str, Any] | None:
        listed = self._wire.call("getSentEdocList", {"from": envelope.sender, "docId": envelope.message_id})
        rows = listed if isinstance(listed, list) else []
        return next((one for one in rows if isinstance(one, dict) and one.get("docId") == envelope.message_id), None)

    def _ask(self, name: str, headers: Mapping[str, str]) -> list[Any]:
        try:
            listed = self._wire.call(name, headers)
        except AxisRefusalError as refusal:
            raise AxisAwayError(f"lỗi {refusal.number}") from refusal
        return listed if isinstance(listed, list) else []


def _opened(body: bytes) -> Any:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise AxisAwayError("trả lời không đọc được") from problem
    number = said.get("errorCode", 0) if isinstance(said, dict) else 0
    if isinstance(number, int) and number:
        raise AxisRefusalError(number)
    return said.get("data") if isinstance(said, dict) else said
