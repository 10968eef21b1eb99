"""The rules: what breaks them, how grave that is in what is received, and that each says what to do."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from edxml import (
    Business,
    BusinessType,
    Code,
    DocumentType,
    Hop,
    Level,
    ManifestEntry,
    Moment,
    Organization,
    OtherInfo,
    Packet,
    Purpose,
    Receiver,
    ReceiverChange,
    Reference,
    Replacement,
    Signer,
    Update,
    check,
    read,
    report_on,
    write,
)
from edxml.rule import quoted
from edxml.rules.catalogue import RULES
from tests.edxml.packets import (
    RECIPIENT,
    SENDER,
    THIRD,
    TODAY,
    make_attachment,
    make_document,
    make_status,
    message,
)

REPLACED = Business(BusinessType.REPLACE, reason="r", replacements=(Replacement("id-0"),))
TWICE = replace(REPLACED, replacements=(Replacement("id-0"),) * 2)
UPDATED = Business(BusinessType.UPDATE, document_id="id-0", reason="r", update=Update(document=True))


def changing(*receivers: Receiver, said: bool = True) -> Business:
    return replace(UPDATED, update=Update(receivers=said, receiver_list=receivers))


RECEIVED: list[tuple[str, str, Callable[..., Packet], dict[str, Any]]] = [
    ("required-missing", "error", make_document, {"subject": ""}),
    ("required-missing", "error", make_document, {"document_id": ""}),
    ("required-missing", "error", make_document, {"recipients": ()}),
    ("required-missing", "error", make_document, {"sender": Organization(name="Không mã")}),
    ("required-missing", "error", make_document, {"recipients": (Organization(name="Không mã"),)}),
    ("required-missing", "error", make_status, {"response_for": Reference("H99.01")}),
    ("expected-missing", "warning", make_document, {"code": Code(notation="UBND")}),
    ("expected-missing", "warning", make_document, {"promulgation_date": None}),
    ("expected-missing", "warning", make_document, {"signer": Signer()}),
    ("expected-missing", "warning", make_status, {"timestamp": None}),
    ("text-too-long", "warning", make_document, {"subject": "x" * 501}),
    ("text-too-long", "warning", make_document, {"place": "x" * 51}),
    ("text-too-long", "warning", make_document, {"to_places": ("x" * 151,)}),
    ("text-too-long", "warning", make_document, {"sender": replace(SENDER, telephone="0" * 21)}),
    ("text-too-long", "warning", make_document, {"code": Code("20251020104803", "GW-AUTO")}),
    ("organ-id-null", "error", make_document, {"sender": Organization(organ_id="null", name="A")}),
    ("organ-id-null", "error", make_document, {"recipients": (replace(RECIPIENT, organ_id="NULL"),)}),
    ("recipient-twice", "error", make_document, {"recipients": (RECIPIENT, THIRD, RECIPIENT)}),
    ("recipient-is-sender", "warning", make_document, {"recipients": (SENDER,)}),
    ("code-number-form", "warning", make_document, {"code": Code("74fass22", "UBND")}),
    ("code-notation-form", "warning", make_document, {"code": Code("7", "/UBND")}),
    ("document-type", "warning", make_document, {"document_type": DocumentType(7, name="Lạ")}),
    ("promulgation-date-future", "error", make_document, {"promulgation_date": date(2026, 6, 16)}),
    ("due-before-promulgation", "warning", make_document, {"due_date": date(2026, 6, 1)}),
    ("secrecy-mark", "error", make_document, {"other": OtherInfo(circulation="Tối mật")}),
    ("business-reason-missing", "warning", make_document, {"business": Business(BusinessType.RECALL)}),
    ("update-document-missing", "warning", make_document, {"business": replace(UPDATED, document_id="")}),
    ("update-empty", "warning", make_document, {"business": replace(UPDATED, update=Update(document=False))}),
    ("update-receivers", "warning", make_document, {"business": changing()}),
    (
        "update-receivers", "warning", make_document,
        {"business": changing(Receiver("H99.03", ReceiverChange.ADDED), said=False)},
    ),
    ("receiver-incomplete", "error", make_document, {"business": changing(Receiver("H99.03"))}),
    ("receiver-incomplete", "error", make_document, {"business": changing(Receiver("null", ReceiverChange.ADDED))}),
    (
        "receiver-contradicts", "error", make_document,
        {"business": changing(*(Receiver("H99.03", change) for change in ReceiverChange))},
    ),
    ("replacement-missing", "error", make_document, {"business": replace(REPLACED, replacements=())}),
    (
        "replacement-missing", "error", make_document,
        {"business": replace(REPLACED, replacements=(Replacement(organ_ids=("H99.02",)),))},
    ),
    ("replacement-twice", "warning", make_document, {"business": TWICE}),
    ("replacement-of-itself", "warning", make_document, {"document_id": "id-0", "business": REPLACED}),
    ("business-mixed", "warning", make_document, {"business": replace(REPLACED, type=BusinessType.NEW)}),
    ("business-mixed", "warning", make_document, {"business": replace(UPDATED, type=BusinessType.RECALL)}),
    ("trace-organ-id", "warning", make_document, {"trace": (Hop("null"),)}),
    (
        "trace-order", "warning", make_document,
        {"trace": tuple(Hop("H99.01", Moment.read(f"2026/06/1{day} 08:00:00")) for day in (5, 4))},
    ),
    ("files-missing", "error", make_document, {"attachments": ()}),
    ("files-missing", "error", make_document, {"attachments": (), "business": REPLACED}),
    ("manifest-file-missing", "error", make_document, {"manifest": (ManifestEntry("cid:2"),)}),
    ("manifest-file-unlisted", "error", make_document, {"manifest": ()}),
    ("manifest-name-differs", "warning", make_document, {"manifest": (ManifestEntry("cid:1", name="khac.pdf"),)}),
    ("content-id-missing", "error", make_document, {"attachments": (make_attachment(content_id=""),)}),
    (
        "content-id-twice", "error", make_document,
        {"attachments": (make_attachment(), make_attachment(name="b.txt", content=b"b"))},
    ),
    ("attachment-empty", "error", make_document, {"attachments": (make_attachment(content=b""),)}),
    (
        "attachment-twice", "warning", make_document,
        {"attachments": (make_attachment(), make_attachment(content_id="cid:2"))},
    ),
    ("attachment-name", "warning", make_document, {"attachments": (make_attachment(name="../x.pdf"),)}),
    ("attachment-name", "warning", make_document, {"attachments": (make_attachment(name=""),)}),
    ("attachment-kind", "warning", make_document, {"attachments": (make_attachment(name="a.docx"),)}),
    ("status-code-unknown", "warning", make_status, {"code": "07"}),
    ("status-reason-missing", "warning", make_status, {"code": "02", "description": ""}),
    ("status-addressee-null", "warning", make_status, {"response_for": Reference("null", "1/A")}),
    ("status-to-itself", "warning", make_status, {"response_for": Reference("H99.02", "1/A")}),
    ("status-wrong-side", "warning", make_status, {"code": "13"}),
    ("status-wrong-side", "warning", make_status, {"sender": SENDER, "code": "03"}),
    ("status-before-document", "warning", make_status, {"timestamp": Moment.read("2026/06/11 23:59:59")}),
    ("status-future", "warning", make_status, {"timestamp": Moment.read("2026/06/16 00:00:00")}),
    ("signature-missing", "warning", make_document, {}),
    ("signature-namespace", "warning", make_document, {"signature": "<Signature>x</Signature>"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "level", "make", "values"), RECEIVED)
def test_a_received_packet_breaks_a_rule(
    rule: str, level: str, make: Callable[..., Packet], values: dict[str, Any]
) -> None:
    report = check(write(make(**values), purpose=Purpose.COPY), today=TODAY)

    found = [finding for finding in report.findings if finding.rule == rule]
    assert {finding.level for finding in found} == {level}
    assert report.accepted is (level == Level.WARNING)


def test_a_whole_packet_breaks_none_but_that_it_is_not_signed() -> None:
    report = check(write(make_document()), today=TODAY)

    assert (report.kind, report.business, report.accepted) == ("document", "new", True)
    assert [found.rule for found in report.findings] == ["signature-missing"]


def test_without_a_day_no_date_is_called_future() -> None:
    data = write(make_document(promulgation_date=date(2999, 1, 1)))

    assert check(data).accepted
    assert not check(data, today=TODAY).accepted


def test_an_unknown_business_is_refused() -> None:
    trace = "<TraceHeaderList><Bussiness><BussinessDocType>4</BussinessDocType></Bussiness></TraceHeaderList>"

    report = check(message(trace=trace))

    assert report.business is None
    assert "business-type-unknown" in {found.rule for found in report.findings if found.level is Level.ERROR}


@pytest.mark.parametrize(
    ("business", "name"),
    [
        (Business(), "new"),
        (Business(BusinessType.RECALL, reason="Ban hành nhầm"), "recall"),
        (UPDATED, "update"),
        (REPLACED, "replace"),
    ],
)
def test_every_business_is_named_and_accepted(business: Business, name: str) -> None:
    report = check(write(make_document(business=business), today=TODAY), today=TODAY)

    assert (report.business, report.accepted) == (name, True)


def test_a_recall_and_an_update_of_recipients_need_no_file() -> None:
    added = changing(Receiver("H99.03", ReceiverChange.ADDED), Receiver("H99.02", ReceiverChange.REMOVED))

    for business in (Business(BusinessType.RECALL, reason="r"), added):
        assert check(write(make_document(business=business, attachments=())), today=TODAY).accepted


def test_manifest_version_and_errors_first() -> None:
    body = '<edXMLBody><edXMLManifest version="2.0"><Reference><ContentId>cid:9</ContentId></Reference></edXMLManifest>'

    report = check(message(body=f"{body}</edXMLBody>"))

    levels = [found.level for found in report.findings]
    assert "manifest-version" in [found.rule for found in report.findings]
    assert levels == sorted(levels, key=lambda level: level is not Level.ERROR)


def test_a_reading_at_hand_is_checked_without_reading_again() -> None:
    data = write(make_document())

    assert report_on(read(data), today=TODAY) == check(data, today=TODAY)


def test_a_message_names_element_value_and_limit() -> None:
    report = check(write(make_document(subject="x" * 612), purpose=Purpose.COPY))

    (found,) = [finding for finding in report.findings if finding.rule == "text-too-long"]

    assert found.place == "MessageHeader/Subject"
    assert found.message == "Trích yếu (Subject) dài 612 ký tự, chuẩn cho phép nhiều nhất 500; bên gửi cần rút gọn."


def test_every_rule_has_an_id_of_its_own_and_a_level_somewhere() -> None:
    ids = [rule.id for rule in RULES]

    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name) for name in ids)
    assert all(rule.received or rule.issued for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_speaks_in_one_sentence_and_an_error_says_what_to_do(rule: Any) -> None:
    fields = {name for _, name, _, _ in string.Formatter().parse(rule.message) if name}
    sentence = rule.broken("MessageHeader/Subject", **dict.fromkeys(fields - {"what"}, "7")).message

    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    assert "{" not in sentence
    if Level.ERROR in {rule.received, rule.issued} and rule.received is not Level.WARNING:
        assert re.search("đề nghị|hãy|cần", sentence)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_broken_by_a_test(rule: Any) -> None:
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))

    assert f'"{rule.id}"' in tests


@pytest.mark.parametrize(
    ("text", "shown"), [("a\nb\t c", "a b c"), ("x" * 100, "x" * 60 + "…"), ("\u202ea\0", "a"), ("ế" * 3, "ế" * 3)]
)
def test_a_value_is_quoted_on_one_short_line(text: str, shown: str) -> None:
    assert quoted(text) == shown
