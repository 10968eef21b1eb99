"""What goes in and out about background work, the audit log and the state of the instance."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class JobFilterIn(BaseModel):
    """Which jobs to list."""

    state: str = ""
    kind: str = ""
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=500)


class JobKindIn(BaseModel):
    """Which kind of jobs is meant; none: all."""

    kind: str = ""


class JobOut(BaseModel):
    """A piece of background work; ``error`` is a sentence for people."""

    id: str
    kind: str
    key: str
    state: str
    attempts: int
    created_at: datetime
    run_after: datetime
    finished_at: datetime | None
    error: str | None
    error_code: str | None
    done_units: int | None
    total_units: int | None


class JobsOut(BaseModel):
    """Jobs, the latest first, and how many there are in each state."""

    total: int
    counts: dict[str, int]
    jobs: list[JobOut]


class AuditFilterIn(BaseModel):
    """Which entries to list."""

    actor: str = Field("", description="Id of a person, or operator, system, stranger.")
    action: str = Field("", description="Beginning of an action: document.")
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=500)


class EntryOut(BaseModel):
    """An audit entry."""

    seq: int
    at: datetime
    actor: str
    actor_name: str
    action: str
    subject: str
    detail: dict[str, Any]
    hash: str


class AuditOut(BaseModel):
    """Audit entries, the latest first."""

    total: int
    entries: list[EntryOut]


class VerdictOut(BaseModel):
    """What a walk along the whole chain found."""

    whole: bool
    length: int
    head: str
    broken_at: int | None
    reason: str


class WorkerOut(BaseModel):
    """A process that runs jobs, as it last showed itself."""

    host: str
    process_id: int
    threads: int
    started_at: datetime
    seen_at: datetime
    jobs: int
    is_alive: bool


class DoneOut(BaseModel):
    """A piece of upkeep as it was last done."""

    at: datetime
    found: dict[str, Any]


class StateOut(BaseModel):
    """How the instance is doing; ``worries`` are sentences for people, each with the next step."""

    at: datetime
    database: str
    revision: str | None
    engine: dict[str, Any]
    index_changes: int
    jobs: dict[str, int]
    due_since: datetime | None
    workers: list[WorkerOut]
    files: str
    free_bytes: int
    upkeep: dict[str, DoneOut]
    worries: list[str]


class MailTrialIn(BaseModel):
    """Where a mail to try the server goes."""

    address: str = Field(min_length=3, max_length=254)


class MailTrialOut(BaseModel):
    """The server took it; `message_id` finds it in the server's log."""

    to: str
    message_id: str
