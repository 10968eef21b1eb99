"""The letters and statuses of a trial: sound ones, of an agency made up for it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from docarchive.delivery.conformance.examiner import NAME, Examiner
from docarchive.kernel.local_time import local_day
from edxml import (
    Attachment,
    Business,
    BusinessType,
    Code,
    DocumentPacket,
    DocumentType,
    Hop,
    Moment,
    Organization,
    OtherInfo,
    Packet,
    Priority,
    Purpose,
    Reference,
    Replacement,
    Signer,
    Staff,
    StatusPacket,
    Steering,
    Update,
    make_document_id,
    write,
)

STRANGER = "Z99.ZZ"


@dataclass(frozen=True)
class Letter:
    """A letter of the trial, as the clerk of the other side finds it."""

    packet: DocumentPacket

    @property
    def document_id(self) -> str:
        """``DocumentId``."""
        return self.packet.document_id

    @property
    def number(self) -> str:
        """Number and symbol."""
        return str(self.packet.code)


class Samples:
    """Makes them; no two bear the same number."""

    def __init__(self, examiner: Examiner) -> None:
        self._examiner = examiner
        self._numbers = itertools.count(1)

    def letter(self, about: str = "", **values: Any) -> Letter:
        """A new letter to the other side.

        Args:
            about: What it tries; stands in its subject.
            values: Other values than the usual.
        """
        examiner, now = self._examiner, self._examiner.clock()
        code = Code(str(next(self._numbers)), f"THU-{examiner.run.upper()}")
        whole: dict[str, Any] = {
            "sender": Organization(organ_id=examiner.code, name=NAME),
            "recipients": (Organization(organ_id=examiner.peer, name="Bên được thử"),),
            "document_id": make_document_id(examiner.code, local_day(now), code.number, code.notation),
            "code": code, "place": "Nơi thử", "promulgation_date": local_day(now),
            "document_type": DocumentType(type=1, name="Công văn"),
            "subject": f"Gói thử liên thông {code}{f': {about}' if about else ''}",
            "signer": Signer("TM. CƠ QUAN", "THỦ TRƯỞNG", "Người Ký Thử"),
            "other": OtherInfo(priority=Priority.NORMAL, pages=1), "steering": Steering.NONE,
            "trace": (Hop(examiner.code, Moment.of(now)),),
            "attachments": (attachment(f"{code.number}-thu.pdf", pdf(f"Goi thu {code}")),),
            **values,
        }  # fmt: skip
        return Letter(DocumentPacket(**whole))

    def recall(self, letter: Letter) -> DocumentPacket:
        """The packet that asks for a letter back."""
        business = Business(BusinessType.RECALL, letter.document_id, "Thử thu hồi văn bản")
        return replace(letter.packet, business=business, attachments=())

    def update(self, letter: Letter, subject: str) -> DocumentPacket:
        """The packet that corrects a letter's subject."""
        business = Business(
            BusinessType.UPDATE,
            letter.document_id,
            "Thử cập nhật trích yếu",
            update=Update(document=True, receivers=False),
        )
        return replace(letter.packet, subject=subject, content=subject, business=business, attachments=())

    def replacement(self, letter: Letter) -> Letter:
        """A letter that takes another's place."""
        replaced = Replacement(letter.document_id, (self._examiner.peer,))
        business = Business(BusinessType.REPLACE, reason="Thử thay thế văn bản", replacements=(replaced,))
        return self.letter("thay thế", business=business)

    def status(self, code: str, words: str = "", at: datetime | None = None, about: str = "") -> StatusPacket:
        """A status about a letter of the other side's.

        Args:
            about: ``DocumentId``; empty: one it never sent.
        """
        examiner = self._examiner
        day, document_id = local_day(examiner.clock()), about or f"{examiner.peer},{examiner.run}"
        answered = Reference(examiner.peer, f"1/THU-{examiner.run.upper()}", day, document_id)
        return StatusPacket(
            sender=Organization(organ_id=examiner.code, name=NAME), response_for=answered,
            staff=Staff("Văn phòng", "Văn thư thử"), code=code, description=words or "Thử trạng thái",
            timestamp=Moment.of(at or examiner.clock()),
        )  # fmt: skip


def written(packet: Packet) -> bytes:
    """A packet as bytes, also one that nobody should issue."""
    return write(packet, purpose=Purpose.COPY)


def attachment(name: str, content: bytes) -> Attachment:
    """A file of a letter."""
    return Attachment(content_id=f"cid:{name}", name=name, content_type="application/pdf", content=content)


def pdf(line: str) -> bytes:
    """A page of one line, in letters every font has."""
    said = line.replace("\\", " ").replace("(", " ").replace(")", " ")
    drawn = f"BT /F 12 Tf 72 720 Td ({said}) Tj ET".encode("ascii", "ignore")
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F 5 0 R >> >>",
    )
    whole, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    for place in places:
        whole += b"%010d 00000 n \n" % place
    whole += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(whole)
