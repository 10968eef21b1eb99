"""What a status message must say, and what it alone shows about the way of a document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from edxml.codes import STATUS_NAMES, STATUS_OF_ISSUER, STATUS_WITH_REASON
from edxml.identifiers import is_nobody, parse_document_id
from edxml.packets import StatusPacket
from edxml.rule import ERROR, WARNING, Broken, Rule
from edxml.times import LOCAL_ZONE, format_day

# fmt: off
STATUS_UNKNOWN = Rule(
    "status-code-unknown", WARNING, ERROR,
    "Mã trạng thái «{found}» chưa được công bố; mã được giữ và hiện nguyên như vậy.",
    "The code is one of 01–06, 13, 15, 16; others are kept as they are.",
)
STATUS_REASON = Rule(
    "status-reason-missing", WARNING, ERROR,
    "Trạng thái {found} ({name}) không nêu lý do (Description).",
    "Refusals (02, 16) and recalls (13) give their reason.",
)
STATUS_ADDRESSEE = Rule(
    "status-addressee-null", WARNING, ERROR,
    "{what} ghi «{found}», không phải mã của cơ quan nào.",
    "The addressee of a status is an agency.",
)
STATUS_TO_ITSELF = Rule(
    "status-to-itself", WARNING, ERROR,
    "Bên gửi «{found}» báo trạng thái cho chính mình.",
    "An agency tells another how far its document has come.",
)
STATUS_WRONG_SIDE = Rule(
    "status-wrong-side", WARNING, WARNING,
    "Trạng thái {found} là của {side}, nhưng theo mã định danh văn bản thì bên gửi «{sender}» không phải bên ấy.",
    "13 comes from the issuer of the document, all others from who received it, where its identifier names the issuer.",
)
STATUS_BEFORE_DOCUMENT = Rule(
    "status-before-document", WARNING, WARNING,
    "Thời điểm của trạng thái ở trước ngày ban hành văn bản {found}.",
    "A status is not older than its document.",
)
STATUS_FUTURE = Rule(
    "status-future", WARNING, ERROR,
    "Thời điểm của trạng thái ở sau ngày hôm nay {found}.",
    "A status is not dated after today.",
)

RULES: Final = (
    STATUS_UNKNOWN, STATUS_REASON, STATUS_ADDRESSEE, STATUS_TO_ITSELF, STATUS_WRONG_SIDE, STATUS_BEFORE_DOCUMENT,
    STATUS_FUTURE,
)
# fmt: on

_MESSAGE: Final = "MessageHeader"


def coded(packet: StatusPacket) -> Iterator[Broken]:
    """The code is known and has the reason it needs."""
    if packet.code and packet.code not in STATUS_NAMES:
        yield STATUS_UNKNOWN.broken(f"{_MESSAGE}/StatusCode", found=packet.code)
    if packet.code in STATUS_WITH_REASON and not packet.description:
        yield STATUS_REASON.broken(f"{_MESSAGE}/Description", found=packet.code, name=STATUS_NAMES[packet.code])


def addressed(packet: StatusPacket) -> Iterator[Broken]:
    """Sender and addressee are two agencies, on the sides their code speaks of."""
    sender, addressee = packet.sender.organ_id, packet.response_for.organ_id
    place = f"{_MESSAGE}/ResponseFor/OrganId"
    if addressee and is_nobody(addressee):
        yield STATUS_ADDRESSEE.broken(place, found=addressee)
    elif sender and sender == addressee:
        yield STATUS_TO_ITSELF.broken(place, found=sender)
    parts = parse_document_id(packet.response_for.document_id)
    is_of_issuer = packet.code in STATUS_OF_ISSUER
    if parts and sender and packet.code in STATUS_NAMES and (sender == parts.organ_id) is not is_of_issuer:
        side = "bên ban hành" if is_of_issuer else "bên nhận"
        yield STATUS_WRONG_SIDE.broken(f"{_MESSAGE}/StatusCode", found=packet.code, side=side, sender=sender)


def timed(packet: StatusPacket, today: date | None) -> Iterator[Broken]:
    """A status lies between its document and today."""
    if packet.timestamp is None or packet.timestamp.at is None:
        return
    day, issued = packet.timestamp.at.astimezone(LOCAL_ZONE).date(), packet.response_for.promulgation_date
    if issued and day < issued:
        yield STATUS_BEFORE_DOCUMENT.broken(f"{_MESSAGE}/Timestamp", found=format_day(issued))
    if today and day > today:
        yield STATUS_FUTURE.broken(f"{_MESSAGE}/Timestamp", found=format_day(today))
