"""Work after the commit: reading drafts, telling senders how far their letters have come, reminding of opinions."""

from __future__ import annotations

from docarchive.core.jobs import JobTools, Payload, handler
from docarchive.core.work import UnitOfWork
from docarchive.exchange.courses import Course
from docarchive.exchange.models import OutgoingFile
from docarchive.exchange.services import consulting, looking, telling
from docarchive.exchange.services.drafting import READ_DRAFT
from indexer import sandbox
from indexer.records import Failed, Reading


def prepare(payload: Payload, tools: JobTools) -> Reading | Failed:
    """Read a draft in the jailed child."""
    return sandbox.read_safely(tools.files.read(str(payload["sha"])), str(payload["name"]))


def give_up(uow: UnitOfWork, payload: Payload, reason: str) -> None:
    """Note on the version that it cannot be read."""
    file = uow.session.get(OutgoingFile, str(payload["file"]))
    if file is not None:
        file.read = {"failed": reason}


@handler(READ_DRAFT, prepare=prepare, give_up=give_up, max_attempts=3, label="Đọc dự thảo văn bản đi")
def read_draft(uow: UnitOfWork, payload: Payload, outcome: Reading | Failed) -> None:
    """Write what was read."""
    file = uow.session.get(OutgoingFile, str(payload["file"]))
    if file is not None:
        looking.take_reading(uow, file, outcome)


@handler(telling.TELL, max_attempts=10, label="Báo trạng thái cho bên gửi")
def tell(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Put a status into the outbox."""
    letter_id, code, words, staff = (str(payload[name]) for name in ("letter", "code", "words", "staff"))
    tasks = payload.get("tasks")  # jobs enqueued by an earlier version have none
    codes = [str(each) for each in tasks] if isinstance(tasks, list) else []
    course = Course.from_json(payload["course"]) if "course" in payload else None
    correction = int(payload.get("correction") or 0)
    telling.post_status(uow, letter_id, code, words, staff, codes, correction, course)


@handler(telling.TELL_COURSE, max_attempts=10, label="Báo tình hình nhiệm vụ cho nơi được giao")
def tell_course(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Put the word on an assignment into the outbox."""
    recipient_id, words, staff = (str(payload[name]) for name in ("recipient", "words", "staff"))
    telling.post_course(uow, recipient_id, Course.from_json(payload["course"]), words, staff)


@handler(consulting.REMIND, max_attempts=50, label="Nhắc cho ý kiến về dự thảo")
def remind_of_opinions(uow: UnitOfWork, payload: Payload, _outcome: object = None) -> None:
    """Remind those who owe an opinion, and plan the next morning; a failed one would end the chain of mornings."""
    del payload
    consulting.remind_all(uow)


HANDLERS = (read_draft, tell, tell_course, remind_of_opinions)
