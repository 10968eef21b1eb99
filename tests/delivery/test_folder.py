"""What is carried by hand: half-copied files, refusals on paper, names that mean nothing to a file system."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from docarchive.delivery.collecting import collect
from docarchive.delivery.states import PostingState
from tests.conftest import FixedClock
from tests.databases import Databases
from tests.delivery.factories import room_of, run_jobs
from tests.delivery.test_channels import Ways, folder_ways


@pytest.fixture
def ways(tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock) -> Iterator[Ways]:
    made = folder_ways(tmp_path, databases, database_kind, clock)
    yield made
    for end in (made.one, made.other):
        end.services.stop()
        databases.take_back(end.services.settings.home)


def inbox(tmp_path: Path) -> Path:
    return tmp_path / "folder-other" / "H91.01" / "in"


def go_round(ways: Ways) -> dict[str, int]:
    return dict(collect(ways.other.services.work, room_of(ways.other.services)).outcomes)


def test_a_packet_that_is_still_being_copied_waits(ways: Ways, tmp_path: Path) -> None:
    ways.one.post(ways.other)
    run_jobs(ways.one.services)
    ways.carry()
    (packet,) = inbox(tmp_path).glob("*.edxml")
    content = packet.read_bytes()
    packet.write_bytes(content[:100])
    first = go_round(ways)
    packet.write_bytes(content)

    assert (first, go_round(ways)) == ({"later": 1}, {"received": 1})
    assert len(ways.arrived()) == 1


def test_what_was_taken_in_is_put_aside_and_nothing_is_deleted(ways: Ways, tmp_path: Path) -> None:
    ways.one.post(ways.other)
    run_jobs(ways.one.services)
    ways.carry()
    go_round(ways)

    assert list(inbox(tmp_path).glob("*.edxml")) == []
    assert len(list((inbox(tmp_path) / "done").iterdir())) == 2
    assert go_round(ways) == {}


def test_a_refusal_travels_back(ways: Ways) -> None:
    posting = ways.one.post(ways.other, packet=b"nonsense")

    ways.settle()

    assert ways.one.posting(posting.id).state == PostingState.DEAD
    assert ways.one.posting(posting.id).error


def test_a_changed_envelope_gets_nothing_in(ways: Ways, tmp_path: Path) -> None:
    ways.one.post(ways.other)
    run_jobs(ways.one.services)
    ways.carry()
    (message,) = inbox(tmp_path).glob("*.message.json")
    said = json.loads(message.read_text())
    message.write_text(json.dumps({**said, "envelope": said["envelope"].replace("document", "status__")}))

    go_round(ways)

    assert ways.arrived() == []


def test_a_packet_nobody_gives_a_receipt_for_is_told_after_five_days(ways: Ways) -> None:
    posting = ways.one.post(ways.other)
    run_jobs(ways.one.services)
    handed = ways.one.posting(posting.id).state
    ways.clock.now += timedelta(days=5, hours=1)
    collect(ways.one.services.work, room_of(ways.one.services))

    assert handed == PostingState.HANDED
    assert ways.one.posting(posting.id).error_code == "no-receipt"


def test_an_id_with_strokes_and_dots_names_no_other_file(ways: Ways, tmp_path: Path) -> None:
    posting = ways.one.post(ways.other, message_id="H91.01,2026/06/12,../../12/UBND")

    ways.settle()

    assert ways.one.posting(posting.id).state == PostingState.DELIVERED
    assert {path.name for path in tmp_path.iterdir()} >= {"folder-one", "folder-other"}
    assert not (tmp_path / "12").exists()
