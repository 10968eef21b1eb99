"""How an instance is doing, in one look: database, engine, workers, queue, files, and what upkeep found last."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from docarchive.core import index, queries, revisions, signs
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState

BACKUP_AT_LEAST = timedelta(hours=36)
CHECK_AT_LEAST = timedelta(days=8)


@dataclass(frozen=True)
class Worker:
    """A process that runs jobs.

    Attributes:
        jobs: How many it holds now.
        is_alive: It showed itself lately.
    """

    host: str
    process_id: int
    threads: int
    started_at: datetime
    seen_at: datetime
    jobs: int
    is_alive: bool


@dataclass(frozen=True)
class Done:
    """A piece of upkeep as it was last done."""

    at: datetime
    found: Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """What the administrator's page and the API tell.

    Attributes:
        engine: As the engine says of itself.
        waiting_changes: Changes the index does not hold yet, and since when the oldest waits.
        due_since: Since when the oldest due job waits; None where none does.
        upkeep: ``backup``, ``engine.check``, ``engine.rebuild``, ``audit.verify`` → when and what was found.
        worries: Vietnamese sentences: what somebody should look at, each with the next step.
    """

    at: datetime
    database: str
    revision: str | None
    engine: Mapping[str, Any]
    waiting_changes: tuple[int, datetime | None]
    jobs: Mapping[str, int]
    due_since: datetime | None
    workers: Sequence[Worker]
    files: str
    free_bytes: int
    upkeep: Mapping[str, Done]
    worries: Sequence[str]


def look(services: Services, session: Session) -> State:
    """Look at everything now."""
    now = services.clock()
    workers = [_worker(sign, held, now) for sign, held in signs.workers(session)]
    upkeep = {what: Done(note.at, note.found) for what, note in signs.notes(session).items()}
    due = select(func.min(Job.run_after)).where(Job.state == JobState.WAITING, Job.run_after <= now)
    state = State(
        at=now,
        database=_database(session),
        revision=revisions.found(services.db),
        engine=services.engine.health(),
        waiting_changes=index.waiting(session),
        jobs=queries.job_counts(session),
        due_since=session.scalar(due),
        workers=workers,
        files=services.files.place,
        free_bytes=shutil.disk_usage(services.settings.home).free,
        upkeep=upkeep,
        worries=(),
    )
    return State(**{**vars(state), "worries": tuple(_worries(state, services))})


def _worker(sign: signs.WorkerSign, jobs: int, now: datetime) -> Worker:
    is_alive = now - sign.seen_at < signs.ALIVE
    return Worker(sign.host, sign.process_id, sign.threads, sign.started_at, sign.seen_at, jobs, is_alive)


def _database(session: Session) -> str:
    if session.get_bind().dialect.name == "sqlite":
        return f"SQLite {session.scalar(text('SELECT sqlite_version()'))}"
    return f"PostgreSQL {session.scalar(text('SHOW server_version'))}"


def _worries(state: State, services: Services) -> list[str]:
    settings = services.settings
    late = timedelta(minutes=settings.max_queue_age_minutes)
    found = []
    if not state.engine.get("ok"):
        found.append(f"Máy tìm kiếm chưa trả lời được: {state.engine.get('reason')}")
    if not any(worker.is_alive for worker in state.workers):
        found.append("Không có tiến trình nào chạy việc nền. Chạy: docarchive worker")
    elif state.due_since and state.at - state.due_since > late and not state.jobs["running"]:
        found.append("Việc nền chờ quá lâu. Xem nhật ký của tiến trình việc nền, hoặc chạy thêm: docarchive worker")
    if state.jobs["failed"]:
        found.append(f"{state.jobs['failed']} việc nền lỗi. Xem lý do ở Việc nền rồi chạy lại.")
    changes, since = state.waiting_changes
    if since and state.at - since > late:
        found.append(f"Chỉ mục chậm {changes} thay đổi. Xem máy tìm kiếm; các thay đổi sẽ tự được đưa vào.")
    if state.free_bytes < settings.min_free_disk_mb << 20:
        found.append("Đĩa sắp đầy. Dọn hoặc thêm đĩa.")
    return found + _of_upkeep(state)


def _of_upkeep(state: State) -> list[str]:
    found = []
    backup = state.upkeep.get("backup")
    if backup is None or state.at - backup.at > BACKUP_AT_LEAST:
        found.append("Chưa có bản sao lưu mới. Chạy hằng đêm: docarchive backup THƯ-MỤC")
    elif backup.found.get("damaged"):
        found.append(f"{backup.found['damaged']} tệp gốc đã hỏng khi sao lưu. Lấy lại từ bản sao lưu trước.")
    check = state.upkeep.get("engine.check")
    if check is None or state.at - check.at > CHECK_AT_LEAST:
        found.append("Chỉ mục lâu chưa được đối chiếu. Chạy hằng đêm: docarchive engine check")
    elif check.found.get("drift", 0) > check.found.get("mended", 0):
        found.append("Chỉ mục còn lệch với cơ sở dữ liệu. Chạy: docarchive engine rebuild")
    scans = state.upkeep.get("scans")
    found += [one["said"] for one in (scans.found["troubles"] if scans else ())]
    audit = state.upkeep.get("audit.verify")
    if audit and audit.found.get("broken_at"):
        broken = audit.found["broken_at"]
        found.append(f"Nhật ký bị sửa từ mục {broken}. Giữ nguyên hiện trạng và báo người phụ trách an toàn.")
    return found
