"""What a recall, an update and a replacement must say, and what the trace shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from edxml.codes import BusinessType, ReceiverChange
from edxml.identifiers import is_nobody
from edxml.packets import DocumentPacket
from edxml.rule import ERROR, WARNING, Broken, Rule
from edxml.rules.values import BUSINESS_TYPE_UNKNOWN

# fmt: off
REASON_MISSING = Rule(
    "business-reason-missing", WARNING, ERROR,
    "Gói thu hồi, cập nhật hoặc thay thế không nêu lý do (BussinessDocReason).",
    "A recall, an update and a replacement give their reason.",
)
UPDATE_OF_NOTHING = Rule(
    "update-document-missing", WARNING, ERROR,
    "Gói cập nhật không nêu văn bản trước (Bussiness/DocumentId); mã ở phần đầu được dùng thay.",
    "An update names the earlier document in its business.",
)
UPDATE_EMPTY = Rule(
    "update-empty", WARNING, ERROR,
    "Gói cập nhật không nói cập nhật thông tin văn bản hay nơi nhận.",
    "An update says whether data or recipients change.",
)
RECEIVERS_UNSAID = Rule(
    "update-receivers", WARNING, ERROR,
    "Dấu hiệu đổi nơi nhận và danh sách nơi nhận thay đổi không khớp nhau.",
    "Recipients are listed just when the update says that they change.",
)
RECEIVER_INCOMPLETE = Rule(
    "receiver-incomplete", ERROR, ERROR,
    "{what} thiếu mã cơ quan hoặc không rõ thêm hay bớt; đề nghị bên gửi ghi đủ rồi gửi lại.",
    "A changed recipient has an agency and says added or removed.",
)
RECEIVER_CONTRADICTS = Rule(
    "receiver-contradicts", ERROR, ERROR,
    "Nơi nhận «{found}» vừa được thêm vừa bị bớt; đề nghị bên gửi ghi rõ một việc rồi gửi lại.",
    "No recipient is added and removed by one update.",
)
REPLACES_NOTHING = Rule(
    "replacement-missing", ERROR, ERROR,
    "Gói thay thế không nêu văn bản bị thay thế; đề nghị bên gửi ghi ReplacementInfoList rồi gửi lại.",
    "A replacement lists what it replaces, each by its identifier.",
)
REPLACES_TWICE = Rule(
    "replacement-twice", WARNING, ERROR,
    "Văn bản bị thay thế «{found}» được nêu hai lần.",
    "No document is listed as replaced twice.",
)
REPLACES_ITSELF = Rule(
    "replacement-of-itself", WARNING, ERROR,
    "Văn bản «{found}» tự thay thế chính nó.",
    "A document does not replace itself.",
)
BUSINESS_MIXED = Rule(
    "business-mixed", WARNING, ERROR,
    "{what} không thuộc loại nghiệp vụ mà gói này nêu.",
    "Only an update says what changes, only a replacement what is replaced.",
)
TRACE_NOBODY = Rule(
    "trace-organ-id", WARNING, ERROR, "{what} ghi «{found}», không phải mã cơ quan.", "Every station names its agency."
)
TRACE_BACKWARDS = Rule(
    "trace-order", WARNING, None,
    "Thời điểm các chặng chuyển không theo thứ tự trước sau.",
    "The times of the stations go forward.",
)

RULES: Final = (
    REASON_MISSING, UPDATE_OF_NOTHING, UPDATE_EMPTY, RECEIVERS_UNSAID, RECEIVER_INCOMPLETE, RECEIVER_CONTRADICTS,
    REPLACES_NOTHING, REPLACES_TWICE, REPLACES_ITSELF, BUSINESS_MIXED, TRACE_NOBODY, TRACE_BACKWARDS,
)
# fmt: on

_PLACE: Final = "TraceHeaderList/Bussiness"


def said(packet: DocumentPacket) -> Iterator[Broken]:
    """The business is known, has its reason, and only the parts that belong to it."""
    business = packet.business
    if business.type is None:
        yield BUSINESS_TYPE_UNKNOWN.broken(f"{_PLACE}/BussinessDocType")
        return
    if business.type is not BusinessType.NEW and not business.reason:
        yield REASON_MISSING.broken(f"{_PLACE}/BussinessDocReason")
    if business.replacements and business.type is not BusinessType.REPLACE:
        yield BUSINESS_MIXED.broken(f"{_PLACE}/ReplacementInfoList")
    if _says_update(packet) and business.type is not BusinessType.UPDATE:
        yield BUSINESS_MIXED.broken(f"{_PLACE}/BussinessDocumentInfo")


def updated(packet: DocumentPacket) -> Iterator[Broken]:
    """An update says of which document it changes what."""
    update = packet.business.update
    if packet.business.type is not BusinessType.UPDATE:
        return
    if not packet.business.document_id:
        yield UPDATE_OF_NOTHING.broken(f"{_PLACE}/DocumentId")
    if not update.document and not update.receivers and not update.receiver_list:
        yield UPDATE_EMPTY.broken(f"{_PLACE}/BussinessDocumentInfo")
    if bool(update.receivers) != bool(update.receiver_list):
        yield RECEIVERS_UNSAID.broken(f"{_PLACE}/BussinessDocumentInfo/ReceiverList")


def receivers(packet: DocumentPacket) -> Iterator[Broken]:
    """Every changed recipient can be acted upon."""
    listed = packet.business.update.receiver_list
    place = f"{_PLACE}/BussinessDocumentInfo/ReceiverList/Receiver"
    for count, one in enumerate(listed, 1):
        if is_nobody(one.organ_id) or one.change is None:
            yield RECEIVER_INCOMPLETE.broken(f"{place}[{count}]")
    added = {one.organ_id for one in listed if one.change is ReceiverChange.ADDED}
    removed = {one.organ_id for one in listed if one.change is ReceiverChange.REMOVED}
    for organ_id in sorted(added & removed - {""}):
        yield RECEIVER_CONTRADICTS.broken(place, found=organ_id)


def replaced(packet: DocumentPacket) -> Iterator[Broken]:
    """A replacement names what it replaces, each document once and never itself."""
    listed = packet.business.replacements
    place = f"{_PLACE}/ReplacementInfoList"
    if packet.business.type is not BusinessType.REPLACE:
        return
    if not listed or not all(one.document_id for one in listed):
        yield REPLACES_NOTHING.broken(place)
    for document_id, times in Counter(one.document_id for one in listed if one.document_id).items():
        if times > 1:
            yield REPLACES_TWICE.broken(place, found=document_id)
        if document_id == packet.document_id:
            yield REPLACES_ITSELF.broken(place, found=document_id)


def traced(packet: DocumentPacket) -> Iterator[Broken]:
    """The stations are agencies, one after the other."""
    for count, hop in enumerate(packet.trace, 1):
        if is_nobody(hop.organ_id):
            yield TRACE_NOBODY.broken(f"TraceHeaderList/TraceHeader[{count}]/OrganId", found=hop.organ_id)
    times = [hop.passed_at.at for hop in packet.trace if hop.passed_at and hop.passed_at.at]
    if any(later < earlier for earlier, later in pairwise(times)):
        yield TRACE_BACKWARDS.broken("TraceHeaderList")


def _says_update(packet: DocumentPacket) -> bool:
    update = packet.business.update
    return bool(update.document or update.receivers or update.receiver_list)
