"""``python -m indexer extract``: reads in the jail, and every failure is an answer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.indexer.extract.papers import docx, p
from tests.indexer.extract.test_sandbox import flate_bomb

ROOT = Path(__file__).parents[3]


def extracted(path: Path | str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "indexer", "extract", str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603


def answer(path: Path | str) -> tuple[int, dict[str, Any]]:
    done = extracted(path, "--json")
    found: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, found


def letter(folder: Path) -> Path:
    path = folder / "thu.docx"
    path.write_bytes(docx(p("Kính gửi: Ủy ban nhân dân xã An Bình")))
    return path


def test_a_sound_file_is_printed(tmp_path: Path) -> None:
    status, found = answer(letter(tmp_path))

    assert status == 0
    assert "Ủy ban nhân dân xã An Bình" in found["text"]
    assert extracted(letter(tmp_path)).stdout.startswith("Kính gửi")


def test_the_file_is_read_by_another_process(tmp_path: Path) -> None:
    code = (
        "import sys; from indexer.cli import main;"
        f"main(['extract', {str(letter(tmp_path))!r}], standalone_mode=False); print('indexer.extract' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603

    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (flate_bomb, {"too_large", "crashed", "timed_out"}),
        (lambda: b"%PDF-1.7\n%%EOF", {"damaged"}),
        (lambda: b"\x7fELF" + bytes(64), {"unsupported"}),
    ],
)
def test_a_bad_file_ends_in_a_vietnamese_reason(tmp_path: Path, content: Callable[[], bytes], codes: set[str]) -> None:
    path = tmp_path / "tep.pdf"
    path.write_bytes(content())

    status, found = answer(path)

    assert status == 1
    assert found["error"]["code"] in codes
    assert found["error"]["message"].endswith(".")


def test_a_file_that_cannot_be_read_ends_in_a_reason_too() -> None:
    status, found = answer("/proc/self/mem")

    assert (status, found["error"]["code"]) == (1, "unreadable")


def test_a_file_beyond_all_bounds_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "lon.pdf"
    with path.open("wb") as handle:
        handle.truncate(2**33)

    status, found = answer(path)

    assert (status, found["error"]["code"]) == (1, "too_large")
    assert "hãy" in found["error"]["message"]


def test_without_json_the_reason_stands_on_the_error_stream(tmp_path: Path) -> None:
    path = tmp_path / "rong.pdf"
    path.write_bytes(b"")

    done = extracted(path)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().endswith(".")
