"""The state of an instance is told as it is: who runs jobs, what waits, what upkeep found, what to do."""

from __future__ import annotations

from datetime import timedelta

from click.testing import CliRunner
from flask.testing import FlaskClient

from docarchive.cli import main
from docarchive.core import signs, state
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState
from docarchive.core.runner import JobRunner
from docarchive.core.state import State
from tests.conftest import FixedClock
from tests.core.test_jobs import enqueue, note, runner, wait_until


def look(services: Services) -> State:
    with services.db.reading() as session:
        return state.look(services, session)


def test_a_process_that_runs_jobs_is_seen_until_it_ends(services: Services) -> None:
    one = JobRunner(services.work, {note.kind: note}, services.settings.home, threads=2)
    one.start()
    try:
        wait_until(lambda: bool(look(services).workers))
        seen = look(services).workers[0]
    finally:
        one.stop()

    assert (seen.threads, seen.jobs, seen.is_alive) == (2, 0, True)
    assert look(services).workers == []


def test_a_process_that_shows_itself_no_more_is_told_as_such(services: Services, clock: FixedClock) -> None:
    with services.db.session() as session:
        signs.show(session, "a" * 16, 1, clock.now)
        session.add(_held("a" * 16, clock))
        session.commit()
    clock.now += timedelta(minutes=3)

    seen = look(services)

    assert [(worker.is_alive, worker.jobs) for worker in seen.workers] == [(False, 1)]
    assert any("Không có tiến trình" in worry for worry in seen.worries)


def test_those_not_seen_for_a_day_are_forgotten(services: Services, clock: FixedClock) -> None:
    with services.db.session() as session:
        signs.show(session, "a" * 16, 1, clock.now)
        clock.now += timedelta(days=2)
        signs.show(session, "b" * 16, 1, clock.now)
        session.commit()

    assert len(look(services).workers) == 1


def test_a_queue_nobody_works_on_is_a_worry(services: Services, clock: FixedClock) -> None:
    enqueue(services)
    with services.begin(Actor.operator()) as uow:
        uow.reindex("a" * 16, 1)
    clock.now += timedelta(hours=1)
    with services.db.session() as session:
        signs.show(session, "a" * 16, 1, clock.now)
        session.commit()

    worries = " ".join(look(services).worries)

    assert "Việc nền chờ quá lâu" in worries
    assert "Chỉ mục chậm 1 thay đổi" in worries


def test_upkeep_is_told_with_what_it_found(services: Services, administrator: FlaskClient, clock: FixedClock) -> None:
    signs.note(services.db, "engine.check", clock.now, drift=3, mended=1, in_index=5, in_database=6)
    signs.note(services.db, "engine.check", clock.now, drift=2, mended=1, in_index=5, in_database=6)
    signs.note(services.db, "backup", clock.now, folder="/srv/sao-luu", files=7, damaged=1)
    signs.note(services.db, "audit.verify", clock.now, length=12, broken_at=None)

    page = administrator.get("/admin/state").text

    assert "lệch 2, đã sửa 1" in page
    assert "7 tệp, ở /srv/sao-luu" in page
    assert "12 mục, nguyên vẹn" in page
    assert "1 tệp gốc đã hỏng" in page
    assert "Chỉ mục còn lệch" in page


def test_commands_note_what_they_found(services: Services) -> None:
    enqueue(services)
    runner(services, note).run_due()
    for words in (("audit", "verify"), ("engine", "check"), ("backup", str(services.settings.home / "sao-luu"))):
        ran = CliRunner().invoke(main, ["--home", str(services.settings.home), *words, "--json"])
        assert ran.exit_code == 0, ran.output

    assert set(look(services).upkeep) >= {"audit.verify", "engine.check", "backup"}


def _held(name: str, clock: FixedClock) -> Job:
    return Job(
        kind="test.note", key="1", payload="{}", state=JobState.RUNNING, attempts=1, created_at=clock.now,
        run_after=clock.now, lease_until=clock.now + timedelta(hours=1), holder=f"{name}:{'b' * 16}",
    )  # fmt: skip
