"""Reading as the axis writes: any order, any spelling seen, empty means absent, nothing understood wrongly is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from edxml import (
    BusinessType,
    DocumentPacket,
    Finding,
    Hop,
    Moment,
    Organization,
    Priority,
    Purpose,
    Reading,
    Receiver,
    ReceiverChange,
    Reference,
    Replacement,
    StatusPacket,
    Steering,
    UnknownElement,
    check,
    read,
    write,
)
from tests.edxml.packets import NAMESPACE, RECIPIENT, SENDER, TODAY, make_document, message


def document(data: bytes) -> DocumentPacket:
    packet = read(data).packet
    assert isinstance(packet, DocumentPacket)
    return packet


def rules(reading: Reading) -> set[str]:
    return {finding.rule for finding in reading.findings}


def finding(data: bytes, rule: str) -> Finding:
    return next(finding for finding in read(data).findings if finding.rule == rule)


def assert_kept(data: bytes) -> None:
    """What was read, written again and read is the same."""
    packet = read(data).packet
    assert read(write(packet, purpose=Purpose.COPY)).packet == packet


def test_a_header_is_read_whatever_the_order_of_its_elements() -> None:
    packet = document(message("<SteeringType>1</SteeringType><DueDate>2026/07/01</DueDate><Content>Ngắn</Content>"))

    assert packet.sender == Organization(organ_id="H99.01")
    assert packet.recipients == (Organization(organ_id="H99.02"),)
    assert (packet.document_id, packet.subject, packet.content) == ("id-1", "Trồng rừng", "Ngắn")
    assert (packet.steering, packet.due_date) == (Steering.DIRECTION, date(2026, 7, 1))


@pytest.mark.parametrize(
    ("opening", "prefix"),
    [
        (f' xmlns="{NAMESPACE}"', ""),
        (f' xmlns:edXML="{NAMESPACE}"', "edXML:"),
        (f' xmlns:q="{NAMESPACE}"', "q:"),
        ("", ""),
    ],
)
def test_prefixes_do_not_matter_and_no_namespace_is_tolerated(opening: str, prefix: str) -> None:
    names = "edXML", "edXMLEnvelope", "edXMLHeader", "MessageHeader"
    start = "".join(f"<{prefix}{name}{opening if name == 'edXML' else ''}>" for name in names)
    end = "".join(f"</{prefix}{name}>" for name in reversed(names))

    reading = read(f"{start}<{prefix}Subject>Trồng rừng</{prefix}Subject>{end}".encode())

    assert isinstance(reading.packet, DocumentPacket)
    assert reading.packet.subject == "Trồng rừng"
    assert ("namespace-missing" in rules(reading)) is (not opening)


def test_children_in_the_default_namespace_under_prefixed_parents_are_read() -> None:
    opening = f'xmlns="{NAMESPACE}" xmlns:edXML="{NAMESPACE}"'
    header = "<edXML:MessageHeader><Subject>Trồng rừng</Subject></edXML:MessageHeader>"
    data = f"<edXML {opening}><edXML:edXMLEnvelope><edXMLHeader>{header}</edXMLHeader></edXML:edXMLEnvelope></edXML>"

    assert document(data.encode()).subject == "Trồng rừng"


def test_an_element_of_another_namespace_is_not_taken_for_ours() -> None:
    data = message('<Content xmlns="urn:other">Lạ</Content>')

    packet = document(data)

    assert packet.content == ""
    assert packet.unknown == (UnknownElement("MessageHeader", "Content", '<Content xmlns="urn:other">Lạ</Content>'),)
    assert_kept(data)


@pytest.mark.parametrize("empty", ["<ResponseFor/>", "<ResponseFor><OrganId/><Code> </Code></ResponseFor>", ""])
def test_empty_elements_mean_absent(empty: str) -> None:
    reading = read(message(f"{empty}<DueDate></DueDate><SignerInfo/>"))

    assert isinstance(reading.packet, DocumentPacket)
    assert (reading.packet.response_for, reading.packet.due_date) == ((), None)
    assert reading.findings == ()


@pytest.mark.parametrize("spelling", ["Bussiness", "Business"])
def test_both_spellings_of_business_are_read(spelling: str) -> None:
    inside = f"<{spelling}DocType>1</{spelling}DocType><{spelling}DocReason>Ban hành nhầm</{spelling}DocReason>"
    data = message(trace=f"<TraceHeaderList><{spelling}>{inside}<Paper>1</Paper></{spelling}></TraceHeaderList>")

    business = document(data).business

    assert (business.type, business.reason, business.paper) == (BusinessType.RECALL, "Ban hành nhầm", True)
    assert document(data).earlier_document_id == "id-1"


def test_a_packet_without_business_brings_a_new_document() -> None:
    hop = "<TraceHeader><OrganId>null</OrganId><Timestamp>2026/06/15 12:00:00</Timestamp></TraceHeader>"

    packet = document(message(trace=f"<TraceHeaderList>{hop}</TraceHeaderList>"))

    assert packet.business.type is BusinessType.NEW
    assert packet.trace == (Hop("null", Moment("2026/06/15 12:00:00", datetime(2026, 6, 15, 5, tzinfo=UTC))),)


def test_an_update_says_who_comes_and_who_goes() -> None:
    receivers = "".join(
        f"<Receiver><OrganId>H99.0{count}</OrganId><ReceiverType>{change}</ReceiverType></Receiver>"
        for count, change in ((4, 1), (2, 0))
    )
    info = (
        f"<DocumentInfo>0</DocumentInfo><DocumentReceiver>1</DocumentReceiver><ReceiverList>{receivers}</ReceiverList>"
    )
    inside = f"<DocumentId>id-0</DocumentId><BussinessDocType>2</BussinessDocType><BussinessDocumentInfo>{info}"
    trace = f"<TraceHeaderList><Bussiness>{inside}</BussinessDocumentInfo></Bussiness></TraceHeaderList>"

    packet = document(message(trace=trace))

    assert packet.business.type is BusinessType.UPDATE
    assert packet.earlier_document_id == "id-0"
    assert (packet.business.update.document, packet.business.update.receivers) == (False, True)
    assert packet.business.update.receiver_list == (
        Receiver("H99.04", ReceiverChange.ADDED), Receiver("H99.02", ReceiverChange.REMOVED),
    )  # fmt: skip


def test_a_replacement_names_all_it_replaces_and_who_holds_it() -> None:
    one = "<ReplacementInfo><DocumentId>{}</DocumentId><OrganIdList><OrganId>H99.02</OrganId><OrganId>H99.03</OrganId>"
    listed = "".join(one.format(name) + "</OrganIdList></ReplacementInfo>" for name in ("id-8", "id-9"))
    inside = f"<BussinessDocType>3</BussinessDocType><ReplacementInfoList>{listed}</ReplacementInfoList>"

    packet = document(message(trace=f"<TraceHeaderList><Bussiness>{inside}</Bussiness></TraceHeaderList>"))

    assert packet.business.replacements == (
        Replacement("id-8", ("H99.02", "H99.03")), Replacement("id-9", ("H99.02", "H99.03")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("DueDate", "30/09/2015"),
        ("DueDate", "2026/02/30"),
        ("DueDate", "sau khi có kết quả"),
        ("SteeringType", "x"),
        ("SteeringType", "3"),
        ("SteeringType", "\u0661"),  # a digit, but none of the standard
    ],
)
def test_a_value_that_cannot_be_understood_is_kept_as_it_came(element: str, text: str) -> None:
    data = message(f"<{element}>{text}</{element}>")

    reading = read(data)

    assert isinstance(reading.packet, DocumentPacket)
    assert (reading.packet.due_date, reading.packet.steering) == (None, None)
    assert reading.packet.unknown[0].xml == f"<{element}>{text}</{element}>"
    assert [(found.rule, found.place) for found in reading.findings] == [
        ("value-not-understood", f"MessageHeader/{element}")
    ]
    assert text in reading.findings[0].message
    assert_kept(data)


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "12345678901"])
def test_a_number_that_is_none_is_kept_as_it_came(text: str) -> None:
    data = message(f"<DocumentType><Type>{text}</Type><TypeName>Công văn</TypeName></DocumentType>")

    packet = document(data)

    assert (packet.document_type.type, packet.document_type.name) == (None, "Công văn")
    assert packet.unknown == (UnknownElement("MessageHeader/DocumentType", "Type", f"<Type>{text}</Type>"),)
    assert_kept(data)


@pytest.mark.parametrize("text", ["2026-6-1", "2026/6/1", "2026-06-01"])
def test_a_date_in_another_spelling_is_read_and_told(text: str) -> None:
    data = message(f"<DueDate>{text}</DueDate>")

    assert document(data).due_date == date(2026, 6, 1)
    assert "2026/06/01" in finding(data, "date-form").message


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2018/09/28 17:25:11", datetime(2018, 9, 28, 10, 25, 11, tzinfo=UTC)),
        ("2018/09/28 00:00:00", datetime(2018, 9, 27, 17, tzinfo=UTC)),
        ("2018-05-15T07:19:17Z", datetime(2018, 5, 15, 7, 19, 17, tzinfo=UTC)),
        ("2018-05-15T07:19:17.250+07:00", datetime(2018, 5, 15, 0, 19, 17, tzinfo=UTC)),
        ("0001/01/01 00:00:00", None),
        ("2018/09/28 25:00:00", None),
        ("2018/09/28 10:00:00+99:00", None),
        ("hôm qua", None),
    ],
)
def test_a_time_keeps_its_text_beside_what_it_means(text: str, at: datetime | None) -> None:
    data = message(trace=f"<TraceHeaderList><TraceHeader><Timestamp>{text}</Timestamp></TraceHeader></TraceHeaderList>")

    reading = read(data)

    assert isinstance(reading.packet, DocumentPacket)
    assert reading.packet.trace == (Hop(passed_at=Moment(text, at)),)
    assert ("value-not-understood" in rules(reading)) is (at is None)
    assert_kept(data)


def test_text_is_nfc_and_a_finding_says_when_it_was_not() -> None:
    data = message("<Content>Tro\u0302\u0300ng ru\u031b\u0300ng</Content>")

    assert document(data).content == "Trồng rừng"
    assert finding(data, "text-not-nfc").place == "MessageHeader/Content"


def test_unknown_elements_stay_verbatim_at_their_place() -> None:
    task = '<ResponseForTask  kind="a&amp;b"><!-- c --><TaskCode><![CDATA[<7>]]></TaskCode></ResponseForTask>'
    data = message(f"{task}<SignerInfo><Seal/></SignerInfo>", after='<x:Note xmlns:x="urn:x" x:n="1">&#243;</x:Note>')

    packet = document(data)

    assert packet.unknown == (
        UnknownElement("MessageHeader", "ResponseForTask", task),
        UnknownElement("edXML", "Note", '<x:Note xmlns:x="urn:x" x:n="1">&#243;</x:Note>'),
    )
    assert_kept(data)


def test_an_unknown_element_takes_along_the_namespaces_declared_around_it() -> None:
    data = message('<p:Extra><q:Deep p:n="1"/></p:Extra>').replace(
        b"<edXML ", b'<edXML xmlns:p="urn:p" xmlns:q="urn:&lt;" '
    )

    (unknown,) = document(data).unknown

    assert unknown.xml == '<p:Extra xmlns:p="urn:p" xmlns:q="urn:&lt;"><q:Deep p:n="1"/></p:Extra>'
    assert_kept(data)


def test_what_stands_twice_is_an_error_and_both_are_kept() -> None:
    data = message("<Subject>Khác</Subject>")

    report = check(data)

    assert document(data).subject == "Trồng rừng"
    assert document(data).unknown == (UnknownElement("MessageHeader", "Subject", "<Subject>Khác</Subject>"),)
    assert ("element-repeated", "error") in {(one.rule, one.level.value) for one in report.findings}
    assert_kept(data)


@pytest.mark.parametrize(
    "inside",
    [
        "<DueDate>sai</DueDate><DueDate>2026/01/01</DueDate>",
        "<DueDate/><DueDate>2026/01/01</DueDate>",
        "<OtherInfo><Priority>9</Priority><Priority>1</Priority></OtherInfo>",
        "<Content>a<b>c</b>d</Content>",
        "<SignerInfo>chữ lạc<FullName>Người Ký</FullName></SignerInfo>",
        "<ResponseFor/><ResponseFor><Code>1/A</Code><X>1</X></ResponseFor>",
    ],
)
def test_odd_packets_are_the_same_after_they_were_written(inside: str) -> None:
    assert_kept(message(inside))


def test_stray_text_and_attributes_are_told() -> None:
    reading = read(message('<SignerInfo id="7">chữ lạc<FullName>Người Ký</FullName></SignerInfo>'))

    assert rules(reading) == {"stray-text", "attribute-unused"}


def test_the_signature_is_kept_verbatim_and_the_bytes_are_the_very_ones() -> None:
    signature = (
        "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo/>\r\n <KeyInfo Id='k'/></Signature>"
    )
    data = message(trace=signature)

    reading = read(data)

    assert reading.packet.signature == signature
    assert reading.original is data
    assert_kept(data)


def test_a_status_is_told_by_its_code_and_keeps_an_unknown_one() -> None:
    data = message("<StatusCode>07</StatusCode><Description>Ghi chú</Description>")

    packet = read(data).packet

    assert isinstance(packet, StatusPacket)
    assert (packet.code, packet.description) == ("07", "Ghi chú")
    assert [unknown.name for unknown in packet.unknown] == ["To", "DocumentId", "Subject"]
    assert_kept(data)


def test_the_document_answered_is_one_text_for_number_and_symbol() -> None:
    answered = "<OrganId>H99.03</OrganId><Code>267/UBND-VP</Code><PromulgationDate>2026/05/02</PromulgationDate>"

    packet = document(message(f"<ResponseFor>{answered}</ResponseFor>"))

    assert packet.response_for == (Reference("H99.03", "267/UBND-VP", date(2026, 5, 2)),)


def test_other_info_is_read_down_to_its_annexes() -> None:
    other = "<Priority>4</Priority><PageAmount>03</PageAmount><Direction>true</Direction>"
    data = message(f"<OtherInfo>{other}<Appendixes><Appendix>Phụ lục I</Appendix><Appendix/></Appendixes></OtherInfo>")

    found = document(data).other

    assert (found.priority, found.pages, found.direction) == (Priority.EXPRESS_AT_HOUR, 3, True)
    assert found.appendixes == ("Phụ lục I",)


def test_four_hundred_recipients_and_an_identifier_of_35_characters_are_taken() -> None:
    longest = "H99." + ".".join(["AB1"] * 8)[:31]
    recipients = tuple(
        Organization(organ_id=f"H99.{count:03}", name=f"Cơ quan số {count}", address="Thôn Suối Mơ")
        for count in range(399)
    )
    packet = make_document(recipients=(Organization(organ_id=longest, name="Cơ quan tên dài"), *recipients))

    data = write(packet)

    assert len(longest) == 35
    assert read(data).packet == packet
    assert check(data, today=TODAY).accepted


def test_whole_packets_are_read_as_they_were_written() -> None:
    packet = make_document()

    reading = read(write(packet))

    assert reading.packet == packet
    assert reading.findings == ()
    assert reading.is_whole
    assert (packet.sender, packet.recipients) == (SENDER, (RECIPIENT,))
