"""Real packets of the axis: read, written again and read the same; the broken ones refused for the right reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from edxml import BusinessType, DocumentPacket, PacketError, Purpose, StatusPacket, check, read, write
from tests.edxml.packets import TODAY

pytestmark = pytest.mark.corpus

WELL_FORMED = {
    "edoc_replacement": None,
    "gateway-1da394ba": None,
    "gateway-9e272474": "attachment-damaged",
    "gateway-b6e1f29d": None,
    "status": None,
    "status_assignment_04": None,
    "status_cancellation_13": None,
    "status_change-rejection_16": None,
    "status_finish_06": None,
    "status_processing_05": None,
    "test_edxml_with_content": "attachment-zip-broken",
}
BROKEN = {"edoc": "prefix-unbound", "edoc_new": "junk-before-xml"}


def packet_bytes(corpus: Path, name: str) -> bytes:
    return (corpus / "edxml" / f"{name}.edxml").read_bytes()


def test_every_packet_of_the_corpus_is_spoken_of(corpus: Path) -> None:
    assert {path.stem for path in (corpus / "edxml").glob("*.edxml")} == WELL_FORMED.keys() | BROKEN.keys()


@pytest.mark.parametrize("name", WELL_FORMED)
def test_a_real_packet_is_read_written_and_read_the_same(corpus: Path, name: str) -> None:
    packet = read(packet_bytes(corpus, name)).packet

    assert read(write(packet, purpose=Purpose.COPY)).packet == packet


@pytest.mark.parametrize(("name", "rule"), WELL_FORMED.items())
def test_a_real_packet_is_refused_for_damage_only(corpus: Path, name: str, rule: str | None) -> None:
    report = check(packet_bytes(corpus, name), today=TODAY)

    assert [found.rule for found in report.findings if found.level == "error"] == ([rule] if rule else [])
    assert report.kind == ("status" if name.startswith("status") else "document")


@pytest.mark.parametrize(("name", "rule"), BROKEN.items())
def test_a_broken_packet_is_refused_for_its_reason(corpus: Path, name: str, rule: str) -> None:
    data = packet_bytes(corpus, name)

    with pytest.raises(PacketError) as caught:
        read(data)

    assert caught.value.rule == rule


def test_a_broken_packet_is_whole_without_its_junk(corpus: Path) -> None:
    data = packet_bytes(corpus, "edoc_new")

    packet = read(data[data.index(b"<?xml") :]).packet

    assert isinstance(packet, DocumentPacket)
    assert packet.business.type is BusinessType.NEW
    assert packet.attachments[0].content


def test_a_real_replacement_says_what_it_replaces(corpus: Path) -> None:
    packet = read(packet_bytes(corpus, "edoc_replacement")).packet

    assert isinstance(packet, DocumentPacket)
    assert packet.business.type is BusinessType.REPLACE
    assert [one.organ_ids for one in packet.business.replacements] == [("000.00.00.H41", "000.00.00.H14")] * 2
    assert len(packet.recipients) == 3
    assert packet.promulgation_date == date(2018, 9, 28)
    assert packet.signature
    assert packet.unknown == ()


@pytest.mark.parametrize(
    ("name", "code"), [("status", "01"), ("status_cancellation_13", "13"), ("status_change-rejection_16", "16")]
)
def test_a_real_status_has_its_code(corpus: Path, name: str, code: str) -> None:
    packet = read(packet_bytes(corpus, name)).packet

    assert isinstance(packet, StatusPacket)
    assert packet.code == code
    assert packet.response_for.document_id == "000.00.00.G22,2015/09/30,7816/VPCP-TTĐT"
    assert packet.timestamp is not None
    assert packet.timestamp.at is not None
