"""Packets for tests: of fictional agencies, whole by default, as values and as the XML of other kits."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

from edxml import (
    Attachment,
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
)

TODAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)
NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj << >> endobj\n%%EOF\n"

SENDER = Organization(organ_id="H99.01", name="Ủy ban nhân dân xã Suối Mơ", email="vanthu@suoimo.example")
RECIPIENT = Organization(organ_id="H99.02", name="Ủy ban nhân dân xã Đồi Thông")
THIRD = Organization(organ_id="H99.03", name="Ủy ban nhân dân xã Bến Lau")


def make_attachment(**values: Any) -> Attachment:
    return Attachment(
        **{
            "content_id": "cid:1",
            "name": "12-ubnd-vp.pdf",
            "content_type": "application/pdf",
            "content": PDF,
            **values,
        }
    )


def make_document(**values: Any) -> DocumentPacket:
    whole: dict[str, Any] = {
        "sender": SENDER,
        "recipients": (RECIPIENT,),
        "document_id": "H99.01,2026/06/12,12/UBND-VP",
        "code": Code("12", "UBND-VP"),
        "place": "Suối Mơ",
        "promulgation_date": date(2026, 6, 12),
        "document_type": DocumentType(type=1, name="Công văn"),
        "subject": "V/v phối hợp trồng rừng đầu nguồn",
        "signer": Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Người Ký"),
        "other": OtherInfo(priority=Priority.NORMAL, pages=2),
        "steering": Steering.NONE,
        "trace": (Hop("H99.01", Moment.of(NOON)),),
        "attachments": (make_attachment(),),
    }
    return DocumentPacket(**{**whole, **values})


def make_status(**values: Any) -> StatusPacket:
    answered = Reference("H99.01", "12/UBND-VP", date(2026, 6, 12), "H99.01,2026/06/12,12/UBND-VP")
    whole: dict[str, Any] = {
        "sender": RECIPIENT,
        "response_for": answered,
        "staff": Staff("Văn phòng", "Văn thư xã"),
        "code": "03",
        "description": "Đã tiếp nhận, vào sổ",
        "timestamp": Moment.of(NOON),
    }
    return StatusPacket(**{**whole, **values})


def message(inside: str = "", *, trace: str = "", body: str = "", files: str = "", after: str = "") -> bytes:
    """A document packet as another kit might write it, with pieces of XML of the test's own in their places."""
    header = (
        f"<MessageHeader><From><OrganId>H99.01</OrganId></From><To><OrganId>H99.02</OrganId></To>"
        f"<DocumentId>id-1</DocumentId><Subject>Trồng rừng</Subject>{inside}</MessageHeader>"
    )
    envelope = f"<edXMLEnvelope><edXMLHeader>{header}{trace}</edXMLHeader>{body}</edXMLEnvelope>"
    return f'<?xml version="1.0" encoding="UTF-8"?><edXML xmlns="{NAMESPACE}">{envelope}{files}{after}</edXML>'.encode()


def carrying(content: bytes, name: str = "van-ban.pdf") -> bytes:
    """A document packet whose one attachment carries these bytes."""
    entry = f"<ContentId>cid:1</ContentId><AttachmentName>{name}</AttachmentName>"
    encoded = base64.b64encode(content).decode()
    files = f"<Attachment>{entry}<ContentTransferEncoded>{encoded}</ContentTransferEncoded></Attachment>"
    manifest = f'<edXMLManifest version="1.0"><Reference>{entry}</Reference></edXMLManifest>'
    return message(body=f"<edXMLBody>{manifest}</edXMLBody>", files=f"<AttachmentEncoded>{files}</AttachmentEncoded>")


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def noise(size: int) -> bytes:
    """Bytes that do not shrink, the same every time."""
    return hashlib.shake_256(b"edxml").digest(size)
