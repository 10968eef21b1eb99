"""Between letters and packets: what a letter says as a packet, and what a packet says of a letter; no database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from docarchive.accounts.models import Agency
from docarchive.core.screen import format_date
from docarchive.exchange import corrections
from docarchive.exchange.courses import Course, course_elements
from docarchive.exchange.enclosures import task_elements
from docarchive.exchange.models import IncomingLetter, OutgoingLetter, OutgoingRecipient
from edxml import (
    Attachment,
    Business,
    Code,
    DocumentPacket,
    DocumentType,
    Hop,
    Moment,
    Organization,
    OtherInfo,
    Priority,
    Reference,
    Signer,
    Staff,
    StatusPacket,
    Steering,
    UnknownElement,
    make_document_id,
)

_CODE = re.compile(r"(?P<number>\d+[a-z]?(?:\.\d+)?)[/-](?P<notation>.+)")
_URGENCIES: Final[Mapping[str, Priority]] = {
    "": Priority.NORMAL, "khẩn": Priority.URGENT, "thượng khẩn": Priority.VERY_URGENT, "hỏa tốc": Priority.EXPRESS,
}  # fmt: skip
_PRIORITIES: Final[Mapping[Priority, str]] = {
    **{priority: words for words, priority in _URGENCIES.items()}, Priority.EXPRESS_AT_HOUR: "hỏa tốc",
}  # fmt: skip
_DAYS: Final = frozenset({"issued_on", "due_on"})
UNDER_WAY: Final = "05"
# Kinds the axis carries as type 2; letters and what goes with them are 1 (samples of the axis' own kit).
_LEGISLATIVE: Final = frozenset({"luật", "pháp lệnh", "nghị định", "thông tư", "nghị quyết", "quyết định", "chỉ thị"})


def code_of(number: str) -> Code:
    """Number and symbol apart, as packets carry them: ``12/UBND-VX`` → ``12`` and ``UBND-VX``."""
    found = _CODE.fullmatch(number)
    return Code(found["number"], found["notation"]) if found else Code("", number)


def identifier(letter: OutgoingLetter, day: date) -> str:
    """The identifier an issued letter bears for ever (``DocumentId``)."""
    code = code_of(letter.number)
    try:
        return make_document_id(letter.agency.code, day, code.number, code.notation)
    except ValueError:
        return f"{letter.agency.code},{day:%Y/%m/%d},{letter.number}"


def document_packet(
    letter: OutgoingLetter, to: Sequence[OutgoingRecipient], attachments: Sequence[Attachment], now: datetime,
    business: Business | None = None, along: Sequence[UnknownElement] = (),
) -> DocumentPacket:  # fmt: skip
    """An issued letter as a packet.

    Args:
        to: Those of its recipients the packet names.
        attachments: The letter first, then its annexes; none in a recall.
        along: Elements beside the standard that go along.
    """
    annexes = tuple(one.name for one in attachments[1:])
    return DocumentPacket(
        sender=_organization(letter.agency),
        recipients=tuple(Organization(organ_id=one.code, name=one.name) for one in to),
        document_id=letter.document_code,
        code=code_of(letter.number),
        place=letter.place,
        promulgation_date=letter.issued_on,
        document_type=DocumentType(type=2 if letter.kind in _LEGISLATIVE else 1, name=letter.kind.capitalize()),
        subject=letter.subject,
        content=letter.subject,
        signer=Signer(letter.signer_authority, letter.signer_title, letter.signer),
        due_date=letter.due_on,
        to_places=tuple(line[:150] for line in letter.recipients.splitlines()),
        other=OtherInfo(
            priority=_URGENCIES.get(letter.urgency, Priority.NORMAL), copies=letter.copies, pages=letter.pages or None,
            appendixes=annexes,
        ),
        response_for=tuple(_answered(one) for one in letter.answers),
        steering=Steering(letter.steering),
        trace=(Hop(letter.agency.code, Moment.of(now)),),
        business=business or Business(paper=any(one.way == "both" for one in to)),
        attachments=tuple(attachments),
        unknown=tuple(along),
    )  # fmt: skip


def status_packet(
    letter: IncomingLetter, code: str, words: str, staff: str, now: datetime, task_codes: Sequence[str] = (),
    correction: int = 0, course: Course | None = None,
) -> StatusPacket:  # fmt: skip
    """How far a letter that came by the exchange has come here, for whoever sent it.

    Args:
        task_codes: Assignments given by this agency that it speaks of.
        correction: Which correction of the letter it answers; 0: none.
        course: How one of them stands here.
    """
    packet = letter.packet
    if packet is None:
        raise ValueError("the letter did not come by the exchange")
    said = packet.stated
    issued_on = date.fromisoformat(said["issued_on"]) if said.get("issued_on") else None
    return StatusPacket(
        sender=_organization(packet.arrival.agency),
        response_for=Reference(packet.sender_code, said.get("number", ""), issued_on, packet.document_code),
        staff=Staff(name=staff),
        code=code,
        description=words,
        timestamp=Moment.of(now),
        unknown=(*task_elements(task_codes), *corrections.elements(correction), *course_elements(course)),
    )


def course_packet(
    letter: OutgoingLetter, to_code: str, course: Course, words: str, staff: str, now: datetime
) -> StatusPacket:
    """How an assignment stands here that a letter of ours gave, for whoever it was given to."""
    return StatusPacket(
        sender=_organization(letter.agency),
        response_for=Reference(to_code, "", letter.issued_on, letter.document_code),
        staff=Staff(name=staff), code=UNDER_WAY, description=words, timestamp=Moment.of(now),
        unknown=course_elements(course),
    )  # fmt: skip


def stated(packet: DocumentPacket) -> dict[str, Any]:
    """What a packet says of its letter, by the names of the register's fields; what it leaves out is missing."""
    signer = packet.signer
    said: dict[str, Any] = {
        "number": str(packet.code), "kind": packet.document_type.name.lower(), "issuer": packet.sender.name,
        "subject": packet.subject, "signer": signer.full_name, "signer_title": signer.position,
        "urgency": _PRIORITIES[packet.other.priority] if packet.other.priority is not None else "",
        "pages": packet.other.pages or 0,
        "issued_on": packet.promulgation_date.isoformat() if packet.promulgation_date else "",
        "due_on": packet.due_date.isoformat() if packet.due_date else "",
        "has_paper": bool(packet.business.paper),
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def restated(packet: DocumentPacket) -> dict[str, Any]:
    """The same of a correction, whose header is whole: what it no longer says of deadline and urgency is empty now."""
    blank = {"due_on": ""} | ({"urgency": ""} if packet.other.priority is not None else {})
    return {**blank, **stated(packet)}


def typed(said: Mapping[str, Any]) -> dict[str, Any]:
    """The same as the letter's columns want it: days as days."""
    return {name: date.fromisoformat(value) if name in _DAYS else value for name, value in said.items() if value}


def arrival_words(letter: IncomingLetter) -> str:
    """What the status "registered" says: number and day of arrival."""
    day = format_date(letter.arrived_on) if letter.arrived_on else ""
    return f"Số đến {letter.arrival_number} ngày {day}"


def _organization(agency: Agency) -> Organization:
    above = agency.parent.name if agency.parent else ""
    return Organization(organ_id=agency.code, in_charge=above, name=agency.name[:200])


def _answered(letter: IncomingLetter) -> Reference:
    packet = letter.packet
    return Reference(
        packet.sender_code if packet else "", letter.number, letter.issued_on, packet.document_code if packet else ""
    )
