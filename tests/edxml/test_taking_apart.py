"""``docarchive edxml read`` and ``write``: a packet taken apart into JSON and files is put together again as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docarchive.cli import main
from docarchive.commands.edxml_json import described, file_names, held_by, kind_of, packet_from
from edxml import DocumentPacket, Packet, PacketError, Purpose, read, write
from tests.edxml.packets import PDF, make_attachment, make_document, make_status
from tests.edxml.strategies import documents, statuses


def ran(*words: object) -> Result:
    return CliRunner().invoke(main, ["edxml", *map(str, words)])


def put(folder: Path, packet: Packet) -> Path:
    path = folder / "goi.edxml"
    path.write_bytes(write(packet, purpose=Purpose.COPY))
    return path


def again(packet: Packet, folder: Path) -> Packet:
    """A packet through JSON text and files."""
    said = json.loads(json.dumps(described(packet)))
    if isinstance(packet, DocumentPacket):
        for name, one in zip(file_names(packet.attachments), packet.attachments, strict=True):
            if name:
                (folder / name).write_bytes(held_by(one) or b"")
    return packet_from(kind_of(packet), said, folder)


@given(packet=st.one_of(documents(), statuses()))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_json_and_files_hold_the_whole_packet(packet: Packet, tmp_path: Path) -> None:
    assert again(packet, tmp_path) == packet


@pytest.mark.corpus
def test_real_packets_come_back_whole(corpus: Path, tmp_path: Path) -> None:
    seen = 0
    for path in sorted((corpus / "edxml").glob("*.edxml")):
        try:
            packet = read(path.read_bytes()).packet
        except PacketError:
            continue
        seen += 1
        assert again(packet, tmp_path) == packet, path.name
    assert seen > 3


def test_read_writes_the_files_and_write_makes_the_packet_anew(tmp_path: Path) -> None:
    packet = make_document(attachments=(make_attachment(), make_attachment(content_id="cid:2", name="phụ lục.pdf")))
    apart = tmp_path / "ra"

    done = ran("read", put(tmp_path, packet), "--files", apart, "--json")

    said: dict[str, Any] = json.loads(done.stdout)
    assert (said["kind"], said["packet"]["code"]["number"], said["findings"]) == ("document", "12", [])
    assert [line["file"] for line in said["packet"]["attachments"]] == ["01-12-ubnd-vp.pdf", "02-phụ lục.pdf"]
    assert (apart / "02-phụ lục.pdf").read_bytes() == PDF

    made = tmp_path / "moi.edxml"
    assert ran("write", apart / "packet.json", made).exit_code == 0
    assert read(made.read_bytes()).packet == packet
    assert ran("check", made).exit_code == 0


def test_read_says_what_is_filled_in_one_line_each(tmp_path: Path) -> None:
    lines = ran("read", put(tmp_path, make_status())).stdout.splitlines()

    assert "code: 03" in lines
    assert "response_for.document_id: H99.01,2026/06/12,12/UBND-VP" in lines
    assert not any(line.endswith(": ") for line in lines)


@pytest.mark.parametrize(
    ("name", "written"),
    [("../../etc/x.pdf", "01-x.pdf"), ("C:\\tam\\a?b.doc", "01-a_b.doc"), ("..", "01-tep"), ("a" * 300 + ".pdf", None)],
)
def test_files_are_written_under_names_that_are_no_paths(name: str, written: str | None) -> None:
    (found,) = file_names([make_attachment(name=name)])

    assert found is not None
    assert len(found) <= 123
    assert found.endswith(".pdf") if written is None else found == written


def test_what_may_not_be_issued_is_not_written(tmp_path: Path) -> None:
    apart, made = tmp_path / "ra", tmp_path / "moi.edxml"
    ran("read", put(tmp_path, make_document(subject="")), "--files", apart)

    refused = ran("write", apart / "packet.json", made, "--json")

    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["findings"][0]["level"] == "error"
    assert not made.exists()
    assert ran("write", apart / "packet.json", made, "--copy").exit_code == 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"promulgation_date": "hôm qua"}, "promulgation_date"),
        ({"code": {"number": "12", "so": "12"}}, "code.so"),
        ({"attachments": [{"content_id": "cid:1", "file": "khong-co.pdf"}]}, "khong-co.pdf"),
        ({"attachments": "tệp"}, "attachments"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, changed: dict[str, Any], words: str) -> None:
    path = tmp_path / "packet.json"
    path.write_text(json.dumps({"kind": "document", "packet": {"subject": "Trồng rừng", **changed}}), encoding="utf8")

    done = ran("write", path, tmp_path / "moi.edxml")

    assert done.exit_code == 1
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "moi.edxml").exists()


@pytest.mark.parametrize("content", ["{", "[]", '{"kind": "letter", "packet": {}}'])
def test_what_describes_no_packet_is_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "packet.json"
    path.write_text(content, encoding="utf8")

    done = ran("write", path, tmp_path / "moi.edxml", "--json")

    assert done.exit_code == 1
    assert "JSON" in json.loads(done.stdout)["error"]["message"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    packet = put(tmp_path, make_document())
    apart = tmp_path / "ra"
    apart.mkdir()

    assert "thư mục mới" in ran("read", packet, "--files", apart).stderr
    (apart / "packet.json").write_text(json.dumps({"kind": "status", "packet": described(make_status())}))
    assert "tên khác" in ran("write", apart / "packet.json", packet).stderr


def test_bytes_kept_of_a_damaged_file_are_a_file_of_their_own(tmp_path: Path) -> None:
    packet = make_document(attachments=(make_attachment(content=None, carried=b"PK\x03\x04 broken"),))

    (line,) = described(packet)["attachments"]

    assert (line["file"], line["size"], line["sha256"], line["is_damaged"]) == ("01-12-ubnd-vp.pdf", 11, None, True)
    assert not {"content", "carried"} & line.keys()
    assert again(packet, tmp_path) == packet
