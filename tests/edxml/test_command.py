"""``docarchive edxml check``: one line a finding for people, one document for programs, 1 only for a refusal."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from click.testing import CliRunner, Result

from docarchive.cli import main
from edxml import Business, BusinessType, write
from tests.edxml.packets import PDF, carrying, make_document, make_status


def checked(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["edxml", "check", str(path), *options])


def printed(path: Path) -> tuple[int, dict[str, Any]]:
    result = checked(path, "--json")
    answer: dict[str, Any] = json.loads(result.stdout)
    return result.exit_code, answer


def put(folder: Path, data: bytes) -> Path:
    path = folder / "goi.edxml"
    path.write_bytes(data)
    return path


def test_an_accepted_packet_ends_with_0(tmp_path: Path) -> None:
    code, answer = printed(put(tmp_path, write(make_document(promulgation_date=date(2020, 1, 2)))))

    assert code == 0
    assert (answer["kind"], answer["business"], answer["accepted"]) == ("document", "new", True)
    assert answer["findings"] == [
        {
            "rule": "signature-missing",
            "level": "warning",
            "message": "Gói tin không có chữ ký số (Signature).",
            "place": "edXMLHeader",
        }
    ]


def test_a_status_has_no_business(tmp_path: Path) -> None:
    data = write(make_status())

    _, answer = printed(put(tmp_path, data))

    assert (answer["kind"], answer["business"]) == ("status", None)


def test_a_refused_packet_ends_with_1_and_says_why(tmp_path: Path) -> None:
    path = put(tmp_path, carrying(PDF.decode("utf-8", "replace").encode()))

    code, answer = printed(path)

    assert (code, answer["accepted"]) == (1, False)
    assert answer["findings"][0]["rule"] == "attachment-damaged"
    result = checked(path)
    assert result.exit_code == 1
    first, second, *_ = result.stdout.splitlines()
    assert first == "Gói văn bản (mới): bị từ chối."
    assert second.startswith("Lỗi [attachment-damaged]: Tệp «van-ban.pdf» bị hỏng khi đóng gói")


def test_what_is_no_packet_ends_with_1(tmp_path: Path) -> None:
    code, answer = printed(put(tmp_path, b"1212<?xml version='1.0'?><edXML/>"))

    assert (code, answer["kind"], answer["business"], answer["accepted"]) == (1, None, None, False)
    assert [found["rule"] for found in answer["findings"]] == ["junk-before-xml"]
    assert checked(tmp_path / "goi.edxml").stdout.startswith("Không phải gói tin đọc được: bị từ chối.")


def test_the_business_is_said_in_words(tmp_path: Path) -> None:
    recall = make_document(business=Business(BusinessType.RECALL, reason="Ban hành nhầm"))

    assert checked(put(tmp_path, write(recall))).stdout.startswith("Gói văn bản (thu hồi):")


@pytest.mark.parametrize("name", ["khong-co.edxml", "."])
def test_a_path_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str) -> None:
    result = checked(tmp_path / name, "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "file-unreadable"
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Không đọc được tệp")


def test_the_library_stands_alone() -> None:
    program = "import sys, edxml; print(*{'flask', 'sqlalchemy', 'lxml', 'indexer', 'docarchive'} & sys.modules.keys())"

    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.strip() == ""
