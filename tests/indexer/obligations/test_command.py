"""``python -m indexer obligations``: passages in, answers out, bad lines named."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from indexer.cli import main

ORDER = {"id": "p1", "context": ["2. Sở Thử nghiệm"], "text": "- Rà soát các kho trước ngày 30/6/2026."}


def run(tmp_path: Path, *lines: str | bytes, as_json: bool = True) -> Result:
    file = tmp_path / "passages.jsonl"
    file.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return CliRunner().invoke(main, ["obligations", str(file), *(["--json"] if as_json else [])])


def test_each_passage_is_answered_under_its_id(tmp_path: Path) -> None:
    done = run(tmp_path, json.dumps(ORDER), "", json.dumps({"id": 7, "context": [], "text": "Không giao việc."}))

    assert json.loads(done.stdout) == {
        "results": {
            "p1": [
                {
                    "start": 2,
                    "end": 38,
                    "lead": "Sở Thử nghiệm",
                    "with": [],
                    "due_on": "2026-06-30",
                    "due_text": "trước ngày 30/6/2026",
                    "product": None,
                }
            ],
            "7": [],
        }
    }
    assert done.stderr == ""


def test_a_line_that_is_no_passage_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    bad: list[str | bytes] = ["{", "[]", '{"id": "x"}', '{"id": "x", "text": "y", "context": "z"}', b'{"id": "\xff"}']
    done = run(tmp_path, *bad, json.dumps(ORDER))

    assert list(json.loads(done.stdout)["results"]) == ["p1"]
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [f"Dòng {number}" for number in range(1, 6)]


def test_without_json_one_line_tells_one_obligation(tmp_path: Path) -> None:
    done = run(tmp_path, json.dumps(ORDER), as_json=False)

    assert done.stdout == "p1\tSở Thử nghiệm\t\t2026-06-30\t2-38\n"
