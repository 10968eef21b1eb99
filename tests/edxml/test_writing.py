"""Writing: order and prefix of the axis, strict with what is ours, and never different from what is read back."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from edxml import (
    Attachment,
    Business,
    BusinessType,
    Code,
    DocumentPacket,
    DocumentType,
    EdxmlError,
    Hop,
    ManifestEntry,
    Moment,
    NotWritableError,
    Organization,
    OtherInfo,
    Packing,
    Purpose,
    Receiver,
    ReceiverChange,
    Reference,
    Replacement,
    Signer,
    Staff,
    StatusPacket,
    Steering,
    UnknownElement,
    Update,
    check,
    read,
    review,
    write,
)
from tests.edxml.packets import (
    NOON,
    PDF,
    RECIPIENT,
    SENDER,
    THIRD,
    TODAY,
    make_attachment,
    make_document,
    make_status,
    noise,
    zipped,
)

KIT_ORDER = """
From To To DocumentId Code PromulgationInfo DocumentType Subject Content SignerInfo DueDate OtherInfo ResponseFor
ResponseFor SteeringType ToPlaces
"""


def full() -> DocumentPacket:
    """A packet in which every element is there."""
    return make_document(
        recipients=(RECIPIENT, THIRD),
        content="V/v phối hợp trồng rừng",
        due_date=date(2026, 7, 1),
        to_places=("Như trên", "Lưu: VT"),
        response_for=(Reference("H99.02", "7/UBND", date(2026, 5, 2), "id-7"), Reference(code="8/UBND")),
        business=Business(
            type=BusinessType.UPDATE,
            document_id="id-0",
            reason="Thêm nơi nhận",
            paper=False,
            update=Update(document=False, receivers=True, receiver_list=(Receiver("H99.03", ReceiverChange.ADDED),)),
            staff=Staff("Văn phòng", "Văn thư xã", "vanthu@suoimo.example", "000"),
        ),
        other=OtherInfo(direction=True, copies=3, pages=2, typist="vt", circulation="Công khai", appendixes=("PL1",)),
    )


def refused(packet: DocumentPacket | StatusPacket, **how: Any) -> list[str]:
    with pytest.raises(NotWritableError) as caught:
        write(packet, **how)
    assert caught.value.rule == caught.value.findings[0].rule
    return [finding.rule for finding in caught.value.findings]


def test_the_header_is_in_the_order_of_the_kit() -> None:
    text = write(full()).decode()

    header = text[text.index("<edXML:MessageHeader>") : text.index("</edXML:MessageHeader>")]
    assert re.findall(r"^ {8}<edXML:(\w+)", header, re.MULTILINE) == KIT_ORDER.split()


def test_envelope_has_the_prefix_and_files_have_the_default_namespace() -> None:
    text = write(make_document()).decode()

    assert text.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"'
    )
    assert "<edXML:edXMLEnvelope>" in text
    assert '<edXML:edXMLManifest version="1.0">' in text
    assert "\n  <AttachmentEncoded>\n    <Attachment>\n" in text
    assert "<edXML:ContentTransferEncoded>" in text


def test_dates_and_times_are_those_of_the_axis() -> None:
    text = write(make_document()).decode()

    assert "<edXML:PromulgationDate>2026/06/12</edXML:PromulgationDate>" in text
    assert "<edXML:Timestamp>2026/06/15 12:00:00</edXML:Timestamp>" in text


def test_no_field_for_secrecy_is_written() -> None:
    assert not re.search("secre|mat>|domat", write(full()).decode(), re.IGNORECASE)


def test_every_element_comes_back() -> None:
    assert read(write(full())).packet == full()
    assert check(write(full()), today=TODAY).accepted


def test_equal_packets_give_equal_bytes() -> None:
    assert write(full()) == write(full())
    assert write(full(), packing=Packing.RAW) == write(full(), packing=Packing.RAW)


def carried(data: bytes) -> bytes:
    found = re.search(rb"<edXML:ContentTransferEncoded>([^<]*)<", data)
    assert found is not None
    return base64.b64decode(found[1])


def test_a_file_travels_in_a_zip_whose_member_tells_nothing_but_its_kind() -> None:
    with zipfile.ZipFile(io.BytesIO(carried(write(make_document())))) as archive:
        (member,) = archive.infolist()

        assert re.fullmatch(r"[0-9a-f-]{36}\.pdf", member.filename)
        assert archive.read(member) == PDF


def test_a_file_travels_raw_where_it_is_asked() -> None:
    assert carried(write(make_document(), packing=Packing.RAW)) == PDF


def test_a_zip_that_would_be_unpacked_by_its_receiver_is_wrapped_even_when_raw() -> None:
    inner = zipped(("a.pdf", PDF))
    packet = make_document(attachments=(make_attachment(name="ho-so.pdf", content=inner),))

    data = write(packet, packing=Packing.RAW)

    assert carried(data) != inner
    assert read(data).packet == packet


@pytest.mark.parametrize("packing", list(Packing))
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", zipped(("[Content_Types].xml", b"<T/>"), ("b.xml", b"<w/>"))),
        ("a.zip", zipped(("b.zip", zipped(("c", b"1"))))),
        ("a.zip", zipped(("b.pdf", PDF))),
        ("a.zip", b"PK\x03\x04 no zip at all"),
        ("a.pdf", b"PK\x05\x06"),
        ("a.bin", bytes(3 * 2**20)),
        ("khong-duoi", noise(70_000)),
        ("a.", b"x"),
        ("..zip", zipped(("b.zip", b"x"))),
    ],
)
def test_any_file_arrives_as_it_left(name: str, content: bytes, packing: Packing) -> None:
    packet = make_document(attachments=(make_attachment(name=name, content=content),))

    reading = read(write(packet, packing=packing))

    assert reading.packet == packet
    assert reading.is_whole


BREAKING_OUT = "</edXML:MessageHeader><edXML:MessageHeader>"
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"sender": replace(SENDER, organ_id="000.00.00.H49")}, "own-organ-id"),
    ({"sender": replace(SENDER, organ_id="vxp.saas.03")}, "own-organ-id"),
    ({"sender": replace(SENDER, organ_id="H99." + "A" * 32)}, "own-organ-id"),
    ({"sender": replace(SENDER, organ_id="")}, "required-missing"),
    ({"recipients": ()}, "required-missing"),
    ({"recipients": (RECIPIENT, THIRD, RECIPIENT)}, "recipient-twice"),
    ({"recipients": (replace(RECIPIENT, organ_id="null"),)}, "organ-id-null"),
    ({"recipients": (RECIPIENT, Organization(name="Không mã"))}, "required-missing"),
    ({"subject": "x" * 501}, "text-too-long"),
    ({"subject": ""}, "required-missing"),
    ({"subject": "Trồng rừng "}, "text-form"),
    ({"subject": "Tro\u0302\u0300ng"}, "text-form"),
    ({"subject": "a\x07b"}, "text-form"),
    ({"subject": "a\ud800"}, "text-form"),
    ({"document_id": ""}, "required-missing"),
    ({"code": Code("12/UBND", "VP")}, "code-number-form"),
    ({"code": Code("12", "/UBND-VP")}, "code-notation-form"),
    ({"code": Code("123456789012", "UBND")}, "text-too-long"),
    ({"code": Code()}, "expected-missing"),
    ({"promulgation_date": None}, "expected-missing"),
    ({"promulgation_date": date(2026, 6, 16)}, "promulgation-date-future"),
    ({"due_date": date(2026, 6, 11)}, "due-before-promulgation"),
    ({"document_type": DocumentType(3, name="Công văn")}, "document-type"),
    ({"document_type": DocumentType(1)}, "expected-missing"),
    ({"signer": Signer(full_name="x" * 51)}, "text-too-long"),
    ({"to_places": ("Lưu", "x" * 151)}, "text-too-long"),
    ({"to_places": ("Lưu", "")}, "not-faithful"),
    ({"other": OtherInfo(circulation="MẬT")}, "secrecy-mark"),
    ({"other": OtherInfo(appendixes=("x" * 251,))}, "text-too-long"),
    ({"other": OtherInfo(pages=-2)}, "not-faithful"),
    ({"business": Business(type=None)}, "business-type-unknown"),
    ({"business": Business(type=BusinessType.RECALL)}, "business-reason-missing"),
    ({"business": Business(BusinessType.UPDATE, reason="r", update=Update(document=True))}, "update-document-missing"),
    ({"business": Business(BusinessType.UPDATE, reason="r", document_id="i")}, "update-empty"),
    ({"business": Business(type=BusinessType.REPLACE, reason="r")}, "replacement-missing"),
    ({"business": Business(replacements=(Replacement("i"),))}, "business-mixed"),
    ({"trace": (Hop("null"),)}, "trace-organ-id"),
    ({"attachments": ()}, "files-missing"),
    ({"attachments": (make_attachment(content=b""),)}, "attachment-empty"),
    ({"attachments": (make_attachment(content=None),)}, "attachment-no-content"),
    ({"attachments": (make_attachment(content_id=""),)}, "content-id-missing"),
    ({"attachments": (make_attachment(), make_attachment(name="b.pdf"))}, "content-id-twice"),
    ({"attachments": (make_attachment(name="../a.pdf"),)}, "attachment-name"),
    ({"attachments": (make_attachment(content=b"%PDF \xef\xbf\xbd"),)}, "attachment-damaged"),
    ({"manifest": ()}, "manifest-file-unlisted"),
    ({"manifest": (ManifestEntry("cid:2", name="b.pdf"),)}, "manifest-file-missing"),
    ({"manifest": (ManifestEntry("cid:1", name="b.pdf"),)}, "manifest-name-differs"),
    ({"signature": "<Signature/>"}, "signature-stale"),
    ({"unknown": (UnknownElement("MessageHeader", "a", "<a>"),)}, "not-well-formed"),
    ({"unknown": (UnknownElement("MessageHeader/To[9]", "a", "<a>1</a>"),)}, "not-faithful"),
    ({"unknown": (UnknownElement("MessageHeader", "Subject", "<Subject>Hai</Subject>"),)}, "element-repeated"),
    ({"unknown": (UnknownElement("MessageHeader", "DueDate", "<DueDate>mai</DueDate>"),)}, "value-not-understood"),
    ({"unknown": (UnknownElement("MessageHeader", "a", f"<a>1</a>{BREAKING_OUT}"),)}, "not-faithful"),
    ({"unknown": (UnknownElement("MessageHeader", "a", "<!DOCTYPE a>"),)}, "not-well-formed"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "rule"), WRONG)
def test_what_the_standard_does_not_allow_is_not_issued(values: dict[str, Any], rule: str) -> None:
    assert rule in refused(make_document(**values), today=TODAY)


WRONG_STATUS: list[tuple[dict[str, Any], str]] = [
    ({"code": "07"}, "status-code-unknown"),
    ({"code": ""}, "required-missing"),
    ({"code": "02", "description": ""}, "status-reason-missing"),
    ({"response_for": Reference("H99.01")}, "required-missing"),
    ({"response_for": Reference(code="12/UBND")}, "expected-missing"),
    ({"response_for": Reference("H99.02", "12/UBND")}, "status-to-itself"),
    ({"response_for": Reference("null", "12/UBND")}, "status-addressee-null"),
    ({"timestamp": None}, "expected-missing"),
    ({"timestamp": Moment.read("2026/06/16 00:00:00")}, "status-future"),
    ({"timestamp": Moment("2026/06/15 00:00:00", NOON)}, "not-faithful"),
    ({"sender": SENDER, "response_for": Reference("H99.01", "1/A")}, "status-to-itself"),
]


@pytest.mark.parametrize(("values", "rule"), WRONG_STATUS)
def test_what_a_status_does_not_allow_is_not_issued(values: dict[str, Any], rule: str) -> None:
    assert rule in refused(make_status(**values), today=TODAY)


@pytest.mark.parametrize("code", ["01", "02", "03", "04", "05", "06", "15", "16"])
def test_every_status_of_a_receiver_is_written_and_read(code: str) -> None:
    packet = make_status(code=code)

    assert read(write(packet, today=TODAY)).packet == packet
    assert check(write(packet), today=TODAY).findings == ()


def test_a_recall_is_asked_by_the_issuer() -> None:
    answered = Reference("H99.02", "12/UBND-VP", date(2026, 6, 12), "H99.01,2026/06/12,12/UBND-VP")
    packet = make_status(sender=SENDER, response_for=answered, code="13", description="Sai thể thức")

    assert check(write(packet), today=TODAY).findings == ()


def test_a_copy_is_held_to_nothing_but_that_it_comes_back() -> None:
    packet = make_document(
        sender=Organization(organ_id="vxp.saas.03"),
        subject="x" * 900,
        signature='<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
        attachments=(make_attachment(content=None, carried=zipped(("a", b"1"), ("b", b"2"))),),
    )

    assert read(write(packet, purpose=Purpose.COPY)).packet == packet


def test_a_file_of_nothing_and_without_a_name_comes_back_too() -> None:
    packet = make_document(attachments=(Attachment(content=b""), Attachment(content_id="cid:2")), manifest=())

    assert read(write(packet, purpose=Purpose.COPY, packing=Packing.RAW)).packet == packet


@pytest.mark.parametrize("values", [{"subject": " a"}, {"to_places": ("",)}, {"recipients": (Organization(),)}])
def test_a_copy_that_would_come_back_different_is_not_written(values: dict[str, Any]) -> None:
    refused(make_document(**values), purpose=Purpose.COPY)


def test_a_refusal_says_all_that_stands_against_it() -> None:
    rules = refused(make_document(subject="", document_id="", recipients=()))

    assert rules.count("required-missing") == 3


def test_the_place_that_would_come_back_different_is_named() -> None:
    with pytest.raises(NotWritableError) as caught:
        write(make_document(to_places=("",)))

    assert caught.value.findings[0].place == "MessageHeader/ToPlaces/Place"
    assert isinstance(caught.value, EdxmlError)


def test_a_review_tells_warnings_before_anything_is_written() -> None:
    files = (make_attachment(name="a.txt", content="mất \ufffd".encode()), make_attachment(name="b.docx"))

    findings = review(make_document(recipients=(SENDER,), attachments=files), today=TODAY)

    assert {(found.rule, found.level.value) for found in findings} == {
        ("recipient-is-sender", "warning"),
        ("content-id-twice", "error"),
        ("attachment-text-damaged", "warning"),
        ("attachment-kind", "warning"),
    }
    assert review(make_document(), today=TODAY) == ()


def test_markup_in_values_stays_text() -> None:
    packet = make_document(subject="a < b & c > d ]]> \r\n \"e\" 'f'", steering=Steering.REPORT)

    assert read(write(packet)).packet == packet


def test_an_attachment_knows_its_digest() -> None:
    assert Attachment(content=b"abc").sha256.startswith("ba7816bf")
    assert Attachment().sha256 == ""
