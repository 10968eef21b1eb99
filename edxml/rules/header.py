"""What a message header must say: who, to whom, which number, which days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from edxml.identifiers import is_nobody, is_organ_id
from edxml.packets import DocumentPacket, Packet
from edxml.rule import ERROR, WARNING, Broken, Rule
from edxml.times import format_day

# fmt: off
ORGAN_ID_NULL = Rule(
    "organ-id-null", ERROR, ERROR,
    "{what} ghi «{found}», không phải mã của cơ quan nào; đề nghị bên gửi ghi đúng mã.",
    "Sender and recipients are agencies, never the word `null`.",
)
OWN_ORGAN_ID = Rule(
    "own-organ-id", None, ERROR,
    "{what} ghi «{found}», không đúng dạng mã của Quyết định 20/2020/QĐ-TTg; hãy sửa mã cơ quan trước khi gửi.",
    "Our own identifier has the form of decision 20/2020: `H57.01`, at most 35 characters.",
)
RECIPIENT_TWICE = Rule(
    "recipient-twice", ERROR, ERROR,
    "Nơi nhận «{found}» có hai lần; đề nghị bên gửi bỏ bớt một rồi gửi lại.",
    "No agency is a recipient twice.",
)
RECIPIENT_IS_SENDER = Rule(
    "recipient-is-sender", WARNING, WARNING, "Bên gửi «{found}» cũng là nơi nhận.", "No agency writes to itself."
)
CODE_NUMBER_FORM = Rule(
    "code-number-form", WARNING, ERROR,
    "{what} ghi «{found}», không phải số thứ tự như 7816, 36a hay 66.7.",
    "The number is the serial alone: digits, a decimal, a small letter.",
)
CODE_NOTATION_FORM = Rule(
    "code-notation-form", WARNING, ERROR,
    "{what} ghi «{found}»; ký hiệu không có dấu cách, không mở đầu bằng / hay -.",
    "The symbol has no blanks and does not begin with the stroke.",
)
DOCUMENT_TYPE = Rule(
    "document-type", WARNING, ERROR, "{what} ghi {found}, trục chỉ dùng 1 và 2.", "The type is 1 or 2."
)
FUTURE_DATE = Rule(
    "promulgation-date-future", ERROR, ERROR,
    "Ngày ban hành {found} ở sau ngày hôm nay {today}; đề nghị bên gửi kiểm tra lại ngày rồi gửi lại.",
    "No document is dated after today.",
)
DUE_BEFORE = Rule(
    "due-before-promulgation", WARNING, ERROR,
    "Hạn trả lời {found} ở trước ngày ban hành {day}.",
    "The day an answer is due is not before the date of the document.",
)
SECRECY_MARK = Rule(
    "secrecy-mark", ERROR, ERROR,
    "Phạm vi lưu hành mang dấu không được gửi trên trục này; hãy báo người phụ trách và xử lý theo quy định riêng.",
    "A secret document has no place on the axis; the packet has no field for secrecy, and none is misused for it.",
)

RULES: Final = (
    ORGAN_ID_NULL, OWN_ORGAN_ID, RECIPIENT_TWICE, RECIPIENT_IS_SENDER, CODE_NUMBER_FORM, CODE_NOTATION_FORM,
    DOCUMENT_TYPE, FUTURE_DATE, DUE_BEFORE, SECRECY_MARK,
)
# fmt: on

_MESSAGE: Final = "MessageHeader"
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]{1,2})?[a-zđ]?")
_NOTATION: Final = re.compile(r"[^\s/-]\S*")
_TYPES: Final = frozenset({1, 2})
_SECRECY: Final = frozenset({"mật", "tối mật", "tuyệt mật"})


def agencies(packet: Packet) -> Iterator[Broken]:
    """Sender and recipients are agencies, each once."""
    sender = packet.sender.organ_id
    recipients = packet.recipients if isinstance(packet, DocumentPacket) else ()
    places = {f"{_MESSAGE}/To[{count}]/OrganId": one.organ_id for count, one in enumerate(recipients, 1)}
    for place, organ_id in {f"{_MESSAGE}/From/OrganId": sender, **places}.items():
        if organ_id and is_nobody(organ_id):
            yield ORGAN_ID_NULL.broken(place, found=organ_id)
    if not is_organ_id(sender):
        yield OWN_ORGAN_ID.broken(f"{_MESSAGE}/From/OrganId", found=sender)
    for organ_id, times in Counter(filter(None, places.values())).items():
        if times > 1:
            yield RECIPIENT_TWICE.broken(f"{_MESSAGE}/To", found=organ_id)
        if organ_id == sender:
            yield RECIPIENT_IS_SENDER.broken(f"{_MESSAGE}/To", found=organ_id)


def numbers(packet: DocumentPacket) -> Iterator[Broken]:
    """Number, symbol and type have their forms."""
    code, kind = packet.code, packet.document_type.type
    if code.number and not _NUMBER.fullmatch(code.number):
        yield CODE_NUMBER_FORM.broken(f"{_MESSAGE}/Code/CodeNumber", found=code.number)
    if code.notation and not _NOTATION.fullmatch(code.notation):
        yield CODE_NOTATION_FORM.broken(f"{_MESSAGE}/Code/CodeNotation", found=code.notation)
    if kind is not None and kind not in _TYPES:
        yield DOCUMENT_TYPE.broken(f"{_MESSAGE}/DocumentType/Type", found=kind)


def days(packet: DocumentPacket, today: date | None) -> Iterator[Broken]:
    """The dates agree with one another and with today."""
    day, due = packet.promulgation_date, packet.due_date
    if day and today and day > today:
        values = {"found": format_day(day), "today": format_day(today)}
        yield FUTURE_DATE.broken(f"{_MESSAGE}/PromulgationInfo/PromulgationDate", **values)
    if day and due and due < day:
        yield DUE_BEFORE.broken(f"{_MESSAGE}/DueDate", found=format_day(due), day=format_day(day))


def secrecy(packet: DocumentPacket) -> Iterator[Broken]:
    """No field is used to mark a secret."""
    if packet.other.circulation.lower() in _SECRECY:
        yield SECRECY_MARK.broken(f"{_MESSAGE}/OtherInfo/SphereOfPromulgation")
