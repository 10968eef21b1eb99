"""What may happen to the folder of the embedded engine, and what must never happen to the answers."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from indexer.engines import EngineBrokenError, EngineBusyError, open_engine
from indexer.engines.tantivy.folder import Folder
from indexer.records import IndexDocument
from tests.indexer.engines.documents import ask, fill, ids, make_document

WRITE_FOR_EVER = """
import sys
from indexer.engines import open_engine
from tests.indexer.engines.documents import make_document
engine = open_engine(sys.argv[1])
for batch in range(10_000):
    with engine.writing() as writer:
        for at in range(5):
            writer.put(make_document(f"d{batch}-{at}", "Rừng xanh."))
    print(batch, flush=True)
"""
READ_ONCE_TOLD = """
import sys
from indexer.engines import open_engine
from tests.indexer.engines.documents import ask, ids
engine = open_engine(sys.argv[1])
print(ask(engine, "rừng").total, flush=True)
sys.stdin.readline()
print(ask(engine, "rừng").total, flush=True)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "index"


def url(home: Path) -> str:
    return f"tantivy:{home}"


def files_of(home: Path) -> list[Path]:
    return sorted(path for path in home.rglob("*") if path.is_file() and path.name != "lock")


def test_only_one_writes_at_a_time(home: Path) -> None:
    first, second = open_engine(url(home)), open_engine(url(home))

    with first.writing(), pytest.raises(EngineBusyError), second.writing():
        pass

    fill(second, [make_document("a", "Rừng.")])
    assert ids(ask(first, "rừng")) == ["a"]


def test_what_is_committed_outlives_the_engine(home: Path) -> None:
    fill(open_engine(url(home)), [make_document("a", "Rừng.")]).close()

    assert ids(ask(open_engine(url(home)), "rừng")) == ["a"]


@pytest.mark.parametrize("damage", ["truncate", "delete", "garble"])
def test_a_damaged_index_never_raises_at_opening_and_can_be_rebuilt(home: Path, tmp_path: Path, damage: str) -> None:
    fill(open_engine(url(home)), [make_document("a", "Rừng.")]).close()
    for number, path in enumerate(files_of(home)):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(home, copy)
        victim = copy / path.relative_to(home)
        if damage == "delete":
            victim.unlink()
        else:
            content = victim.read_bytes()
            victim.write_bytes(content[: len(content) // 2] if damage == "truncate" else bytes(reversed(content)))

        engine = open_engine(url(copy))
        if engine.health()["ok"]:
            with suppress(EngineBrokenError):
                ask(engine, "rừng")

        assert engine.rebuild([make_document("b", "Biển.")]) == 1
        assert dict(engine.health()) | {"fingerprint": ""} == {
            "ok": True,
            "documents": 1,
            "fingerprint": "",
            "reason": None,
        }
        assert ids(ask(engine, "biển")) == ["b"]
        engine.close()


def test_an_index_of_another_version_asks_for_a_rebuild_and_takes_no_writes(home: Path) -> None:
    fill(open_engine(url(home)), [make_document("a", "Rừng.")]).close()
    (sentinel,) = home.glob("g*/index.json")
    sentinel.write_text(json.dumps({"fingerprint": "older"}), encoding="utf-8")

    engine = open_engine(url(home))

    assert not engine.health()["ok"]
    assert "tạo lại" in str(engine.health()["reason"])
    with pytest.raises(EngineBrokenError):
        ask(engine, "rừng")
    with pytest.raises(EngineBrokenError):
        fill(engine, [make_document("b", "Rừng.")])
    assert engine.rebuild([make_document("b", "Rừng.")]) == 1
    assert ids(ask(engine, "rừng")) == ["b"]


def test_a_rebuild_that_fails_leaves_the_old_index_answering(home: Path) -> None:
    engine = fill(open_engine(url(home)), [make_document("a", "Rừng.")])

    def breaking() -> Iterator[IndexDocument]:
        yield make_document("b", "Rừng.")
        assert ids(ask(engine, "rừng")) == ["a"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.rebuild(breaking())

    assert ids(ask(engine, "rừng")) == ["a"]
    assert engine.rebuild([make_document("c", "Rừng.")]) == 1
    assert len(list(home.glob("g*"))) == 1


def test_a_reader_in_another_process_sees_a_commit_at_once(home: Path) -> None:
    engine = fill(open_engine(url(home)), [make_document("a", "Rừng.")])
    with subprocess.Popen(  # noqa: S603 - own words
        [sys.executable, "-c", READ_ONCE_TOLD, url(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout
        assert reader.stdout.readline() == "1\n"
        fill(engine, [make_document("b", "Rừng.")])

        assert reader.communicate("\n")[0] == "2\n"


@pytest.mark.slow
def test_a_killed_writer_loses_no_committed_batch_and_leaves_no_half_one(home: Path) -> None:
    done = 0
    for wait_s in (0.0, 0.02, 0.05):
        with subprocess.Popen(  # noqa: S603 - own words
            [sys.executable, "-c", WRITE_FOR_EVER, url(home)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout
            said = [writer.stdout.readline() for _ in range(3)]
            time.sleep(wait_s)
            os.kill(writer.pid, signal.SIGKILL)
            said += writer.stdout.readlines()
        done = max(done, len(said))

        held = [stamp.id for stamp in open_engine(url(home)).stamps()]
        assert len(held) == len(set(held))
        assert len(held) % 5 == 0
        assert len(held) >= done * 5
        assert ask(open_engine(url(home)), "rừng").total == len(held)


def test_many_small_changes_do_not_make_the_index_grow(home: Path) -> None:
    engine = open_engine(url(home))
    for revision in range(1, 40):
        fill(engine, [make_document("a", "Rừng xanh. " * 50, revision=revision)])

    assert len(files_of(home)) < 120
    assert engine.health()["documents"] == 1


def test_a_first_index_being_made_by_another_is_no_trouble(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Folder(home).locked():
        engine = open_engine(url(home))

    assert caplog.records == []
    fill(open_engine(url(home)), [make_document("d", "Rừng xanh.")])
    assert ids(ask(engine, "rừng")) == ["d"]
