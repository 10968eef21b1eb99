"""What is written is read back; what was mangled is read or refused, and nothing else happens."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edxml import (
    DocumentPacket,
    Packing,
    Purpose,
    StatusPacket,
    check,
    read,
    write,
)
from edxml.rule import ERROR
from tests.edxml.packets import PDF, TODAY, carrying, make_attachment, make_document, message, zipped
from tests.edxml.strategies import documents, statuses

SLOW_TO_MAKE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=30, suppress_health_check=SLOW_TO_MAKE)
@given(documents(), st.sampled_from(Packing))
def test_any_document_comes_back_as_it_was(packet: DocumentPacket, packing: Packing) -> None:
    data = write(packet, packing=packing, today=TODAY)

    assert read(data).packet == packet
    assert write(packet, packing=packing) == data
    assert check(data, today=TODAY).accepted


@settings(max_examples=30, suppress_health_check=SLOW_TO_MAKE)
@given(statuses())
def test_any_status_comes_back_as_it_was(packet: StatusPacket) -> None:
    data = write(packet, today=TODAY)

    assert read(data).packet == packet
    assert check(data, today=TODAY).accepted


SEEDS = [
    write(make_document()),
    write(make_document(attachments=(make_attachment(name="a.txt", content=b"chao"),)), packing=Packing.RAW),
    carrying(zipped(("a/b.pdf", PDF))),
    message(
        '<p:X xmlns:p="urn:p" p:a="1"><!-- c --><![CDATA[<]]></p:X><DueDate>x</DueDate>',
        trace="<TraceHeaderList><Bussiness><BussinessDocType>2</BussinessDocType></Bussiness></TraceHeaderList>"
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature>',
    ),
]
TOKENS = [
    b"<", b">", b"/", b"&", b"\0", b"\xff", b"\xef\xbf\xbd", b"]]>", b"<!--", b"<!DOCTYPE x>", b"&#0;", b"&#x300;",
    b'"', b"<To>", b"</To>", b"xmlns=''", b" xmlns:edXML='urn:x'", b"=", b"PK\x05\x06", b"<?x?>", b"9" * 40, b"<a/>",
    b"\r\n", b"<ContentTransferEncoded/>", b"<ContentTransferEncoded>?</ContentTransferEncoded>", b"<Attachment/>",
    b"<TraceHeaderList/>", b"<Subject> </Subject>", b"<DueDate>x</DueDate>", b"<Business/>", b"<edXML:To>?</edXML:To>",
]  # fmt: skip


def _cut(data: bytes, place: int, piece: bytes) -> bytes:
    return data[:place] + data[place + len(piece) :]


def _put(data: bytes, place: int, piece: bytes) -> bytes:
    return data[:place] + piece + data[place:]


def _over(data: bytes, place: int, piece: bytes) -> bytes:
    return data[:place] + piece + data[place + len(piece) :]


def _twice(data: bytes, place: int, piece: bytes) -> bytes:
    end = place + 40 * len(piece)
    return data[:end] + data[place:end] + data[end:]


CHANGES: list[Callable[[bytes, int, bytes], bytes]] = [_cut, _put, _over, _twice]
PIECES = st.sampled_from(TOKENS) | st.binary(min_size=1, max_size=8)


@settings(max_examples=200)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.sampled_from(CHANGES), st.floats(0, 1), PIECES), min_size=1, max_size=4),
)
def test_mangled_bytes_are_read_or_refused(
    seed: bytes, changes: list[tuple[Callable[[bytes, int, bytes], bytes], float, bytes]]
) -> None:
    data = seed
    for change, part, piece in changes:
        data = change(data, int(part * len(data)), piece)

    report = check(data, today=TODAY)
    assert report.accepted is all(found.level is not ERROR for found in report.findings)
    assert all(found.message.endswith(".") for found in report.findings)
    if report.kind is not None:
        assert_same_after_writing(read(data).packet)


@settings(max_examples=100)
@given(st.binary(min_size=1, max_size=300), st.floats(0, 1), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06"]))
def test_a_mangled_zip_is_unpacked_or_refused(piece: bytes, part: float, beginning: bytes) -> None:
    whole = zipped(("a.pdf", PDF * 20))
    place = int(part * len(whole))

    for carried in (beginning + piece, _put(whole, place, piece), _over(whole, place, piece), whole[:place]):
        reading = read(carrying(carried))
        assert isinstance(reading.packet, DocumentPacket)
        (attachment,) = reading.packet.attachments
        assert attachment.content is not None or not reading.is_whole
        assert_same_after_writing(reading.packet)


def assert_same_after_writing(packet: DocumentPacket | StatusPacket) -> None:
    """Every packet that could be read can be copied, faithfully."""
    assert read(write(packet, purpose=Purpose.COPY)).packet == packet


# Elements where they do not belong, or once too often.
ODD = [
    "<a>1</a>", "<To>?</To>", "<OrganId>9</OrganId>", "<Subject>x</Subject>", "<DueDate>2026/1/1</DueDate>",
    "<DueDate>x</DueDate>", "<Type>x</Type>", "<BussinessDocType>9</BussinessDocType>", "<Business>1</Business>",
    "<BusinessDocType>1</BusinessDocType>", "<Paper>x</Paper>", "<Attachment/>", "<Place> </Place>", "lạc", "<!--c-->",
    "<Attachment><AttachmentName>z.zip</AttachmentName></Attachment>", "<Signature/>", "<Priority>9</Priority>",
    "<Attachment><ContentTransferEncoded>UEsDBA==</ContentTransferEncoded></Attachment>",
    "<ContentTransferEncoded>?</ContentTransferEncoded>", "<ContentTransferEncoded>YWJj</ContentTransferEncoded>",
    "<q:To xmlns:q='urn:1'>1</q:To>", "<To xmlns=''><OrganId>n</OrganId></To>", "<MessageHeader>1</MessageHeader>",
    "<StatusCode>01</StatusCode>", "<Timestamp>zz</Timestamp>", "<ResponseFor><Code>1</Code></ResponseFor>",
    "<TraceHeaderList><TraceHeader><OrganId>n</OrganId></TraceHeader></TraceHeaderList>",
    "<edXMLHeader><x/>1</edXMLHeader>", "<Place>e\u0301</Place>", "<Receiver><OrganId>1</OrganId></Receiver>",
    "<Reference><ContentId>5</ContentId></Reference>", "<AttachmentEncoded>q</AttachmentEncoded>",
]  # fmt: skip


@settings(max_examples=150)
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(ODD)), min_size=1, max_size=5))
def test_odd_packets_are_the_same_after_they_were_written(seed: bytes, changes: list[tuple[float, str]]) -> None:
    data = seed
    for part, piece in changes:
        places = [found.end() for found in re.finditer(b">", data)]
        data = _put(data, places[int(part * (len(places) - 1))], piece.encode())

    if check(data).kind is not None:
        assert_same_after_writing(read(data).packet)
