"""Packets made to harm: each ends in one clear sentence, within its limits."""

from __future__ import annotations

import codecs
import re

import pytest

from edxml import EdxmlError, Limits, PacketError, check, read
from tests.edxml.packets import NAMESPACE, make_document, message


def refusal(data: bytes, limits: Limits | None = None) -> PacketError:
    with pytest.raises(PacketError) as caught:
        read(data, limits or Limits())
    report = check(data, limits=limits or Limits())
    assert (report.accepted, report.kind) == (False, None)
    assert [one.rule for one in report.findings] == [caught.value.rule]
    assert re.fullmatch(r"[A-ZĐ«].*\.", caught.value.message, re.DOTALL)
    return caught.value


DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
BILLION = "".join(f'<!ENTITY a{count} "{f"&a{count - 1};" * 10}">' for count in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE edXML>",
        '<!DOCTYPE edXML SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        f'<!DOCTYPE edXML [<!ENTITY a0 "ha">{BILLION}]>',
        f'<!DOCTYPE edXML [<!ENTITY q "{"x" * 10_000}">]>',
        '<!DOCTYPE edXML [<!ENTITY % p SYSTEM "http://127.0.0.1/p"> %p;]>',
    ],
)
def test_a_document_type_is_refused_whatever_it_holds(doctype: str) -> None:
    body = message("<Content>&x;&a9;&q;</Content>").decode().removeprefix(DECLARATION)

    assert refusal(f"{DECLARATION}{doctype}{body}".encode()).rule == "dtd-forbidden"


def test_an_entity_nobody_defined_is_refused() -> None:
    assert refusal(message("<Content>&x;</Content>")).rule == "not-well-formed"


@pytest.mark.parametrize("junk", ["1212", "\r\n", "abc\n", "\u00ef\u00bb"])
def test_junk_before_the_declaration_is_named(junk: str) -> None:
    problem = refusal(junk.encode() + message())

    assert problem.rule == "junk-before-xml"
    assert junk.strip() in problem.message


def test_junk_before_an_undeclared_packet_is_named() -> None:
    assert refusal(b"12" + message().removeprefix(DECLARATION.encode())).rule == "junk-before-xml"


def test_nothing_at_all_is_refused() -> None:
    assert refusal(b"").rule == "packet-empty"


@pytest.mark.parametrize("data", [b" ", b"PK\x03\x04", b"%PDF-1.7", b"{}", b"<", b"<edXML", b"\xff\xd8\xff"])
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    refusal(data)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_unicode_encodings_are_refused(codec: str) -> None:
    problem = refusal(message().decode().encode(codec))

    assert problem.rule == "encoding-not-utf8"
    assert "UTF-8" in problem.message


@pytest.mark.parametrize("name", ["TCVN", "TCVN-5712", "windows-1258", "UTF-16", "ISO-8859-1", "VNI"])
def test_a_declared_old_encoding_is_refused(name: str) -> None:
    problem = refusal(message().replace(b"UTF-8", name.encode()))

    assert problem.rule == "encoding-not-utf8"
    assert name in problem.message


def test_old_letters_under_a_declaration_of_utf8_are_refused_with_their_place() -> None:
    data = message("<Content>ABC</Content>").replace(b"ABC", "Hồng".encode("cp1258", "replace") + b"\xb8\xc7")

    problem = refusal(data)

    assert problem.rule == "text-not-utf8"
    assert str(data.index(b"\xb8")) in problem.message


def test_a_byte_order_mark_before_utf8_is_only_a_warning() -> None:
    reading = read(codecs.BOM_UTF8 + message("<X>1</X>"))

    assert [found.rule for found in reading.findings] == ["byte-order-mark", "element-unknown"]
    assert reading.packet.unknown[0].xml == "<X>1</X>"


def test_a_nul_byte_is_refused() -> None:
    assert refusal(message("<Content>a\0b</Content>")).rule == "nul-byte"


@pytest.mark.parametrize(
    "data", [message()[:-20], message() + b"<x/>", message().replace(b"</Subject>", b"</Subjekt>")]
)
def test_xml_that_is_not_well_formed_is_refused_with_its_place(data: bytes) -> None:
    problem = refusal(data)

    assert problem.rule == "not-well-formed"
    assert re.search(r"dòng \d+, cột \d+", problem.message)


def test_an_unbound_prefix_is_named_so() -> None:
    assert refusal(message('<Reference xlink:href=""/>')).rule == "prefix-unbound"


def test_deep_nesting_is_refused() -> None:
    assert refusal(message("<a>" * 100_000 + "</a>" * 100_000)).rule == "too-deep"
    assert refusal(message("<a><b/></a>"), Limits(depth=5)).rule == "too-deep"


def test_too_many_elements_are_refused() -> None:
    assert refusal(message("<a/>" * 60_000)).rule == "too-many-elements"


def test_a_tag_without_end_is_refused_before_it_is_read_over_and_over() -> None:
    assert refusal(message("<a b='" + "x" * 5_000_000)).rule == "tag-too-large"
    assert refusal(message("<!-- " + "x" * 5_000_000)).rule == "tag-too-large"


def test_a_header_that_swells_is_refused() -> None:
    limits = Limits(header_bytes=2**20)

    assert refusal(message(f"<Content>{'x' * 3 * 2**20}</Content>"), limits).rule == "header-too-large"
    assert refusal(message(f"<!-- {'x' * 1000} -->" * 3000), limits).rule == "header-too-large"
    assert refusal(message("<b/>" * 40_000), Limits(header_bytes=2**17)).rule == "header-too-large"


def test_a_file_hidden_where_files_do_not_belong_is_refused() -> None:
    hidden = f"<AttachmentEncoded><Attachment><ContentTransferEncoded>{'QUJD' * 200_000}"
    closing = "</ContentTransferEncoded></Attachment></AttachmentEncoded>"
    data = message("<StatusCode>01</StatusCode>", files=hidden + closing)

    assert refusal(data, Limits(header_bytes=2**19)).rule == "header-too-large"


def test_a_flood_of_prefixes_is_refused() -> None:
    declared = "".join(f" xmlns:p{count}='urn:{count}'" for count in range(100))

    assert refusal(message(f"<a{declared}/>")).rule == "too-many-namespaces"


def test_a_flood_of_unknown_elements_is_refused() -> None:
    assert refusal(message("<a>1</a>" * 2_000)).rule == "too-many-unknown"


def test_warnings_are_cut_and_errors_never() -> None:
    places = "<Place x='1'>Nơi nhận</Place>" * 700
    report = check(message(f"<ToPlaces>{places}</ToPlaces><Subject>Hai</Subject>"), limits=Limits(warnings=10))

    rules = [found.rule for found in report.findings]

    assert rules.count("attribute-unused") == 10
    assert rules.count("warnings-cut") == 1
    assert "element-repeated" in rules


def test_a_pile_of_marks_is_refused() -> None:
    pile = "\u0301\u0323" * 5_000

    problem = refusal(message(f"<Content>a{pile}</Content>"))

    assert problem.rule == "marks-piled-up"
    assert problem.place == "MessageHeader/Content"


def test_a_packet_over_the_limit_is_refused_by_its_size_alone() -> None:
    problem = refusal(b"x" * (3 * 2**20), Limits(packet_bytes=2**20))

    assert problem.rule == "packet-too-large"
    assert "3 MB" in problem.message


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"<html/>", "not-edxml"),
        (b'<edXML xmlns="urn:other"/>', "not-edxml"),
        (b"<EdXMLEnvelope xmlns='http://www.go.vn/eDoc'/>", "not-edxml"),
        (f'<edXML xmlns="{NAMESPACE}"/>'.encode(), "header-missing"),
        (
            b"<edXML><edXMLEnvelope><edXMLHeader><MessageHeader/></edXMLHeader></edXMLEnvelope></edXML>",
            "header-missing",
        ),
    ],
)
def test_other_xml_is_told_from_a_packet(data: bytes, rule: str) -> None:
    assert refusal(data).rule == rule


def test_a_refusal_shows_no_more_than_a_line_of_what_it_refuses() -> None:
    problem = refusal(("x\n\u202e" * 500).encode() + message())

    assert len(problem.message) < 300
    assert "\n" not in problem.message
    assert "\u202e" not in problem.message


def test_errors_of_reading_and_writing_are_of_one_kind() -> None:
    assert issubclass(PacketError, EdxmlError)
    assert make_document().unknown == ()
