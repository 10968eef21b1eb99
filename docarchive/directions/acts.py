"""What a person can do with an assignment now and, where a usual act is not possible, why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from docarchive.core.actor import Actor
from docarchive.core.mandates import Matter
from docarchive.directions.models import Assignment, Extension
from docarchive.directions.policies import can_add, can_do, can_follow
from docarchive.directions.states import WorkState

_WORKED_ON = (WorkState.GIVEN, WorkState.ACCEPTED, WorkState.DOING)


@dataclass(frozen=True)
class Act:
    """A button on the page of an assignment.

    Attributes:
        name: As the address of the act ends.
        why_off: Why it cannot be done now; empty where it can.
    """

    name: str
    label: str
    why_off: str = ""


@dataclass(frozen=True)
class Post:
    """What letters can do for an assignment now.

    Attributes:
        can_send: An agency it is laid on has not been sent it yet.
        can_answer: It came by a letter that can be answered.
    """

    can_send: bool = False
    can_answer: bool = False


_NO_POST = Post()


def acts(
    actor: Actor, assignment: Assignment, asked: Extension | None, today: date, post: Post = _NO_POST
) -> list[Act]:
    """All acts a person is offered, possible or not; none outside the authorisation he stands in by.

    Args:
        asked: The extension that waits for a decision.
    """
    if actor.why_not(Matter.DIRECTIONS, assignment.direction.field):
        return []
    return [
        *_doers(actor, assignment, asked, post),
        *_helpers(actor, assignment),
        *_followers(actor, assignment, asked, today, post),
    ]


def _doers(actor: Actor, assignment: Assignment, asked: Extension | None, post: Post) -> Iterator[Act]:
    if not can_do(actor, assignment):
        return
    state = WorkState(assignment.state)
    if state is WorkState.GIVEN:
        yield Act("accept", "Tiếp nhận")
    if state is WorkState.ACCEPTED:
        yield Act("begin", "Bắt đầu thực hiện")
    if state in _WORKED_ON:
        yield Act("report", "Báo cáo hoàn thành")
        yield Act("plan", "Đặt mốc")
        yield Act("extend", "Xin gia hạn", _no_extension(assignment, asked))
    elif state is WorkState.PAUSED:
        yield Act("report", "Báo cáo hoàn thành", "Nhiệm vụ đang tạm dừng.")
    elif state is WorkState.REPORTED:
        yield Act("report", "Báo cáo hoàn thành", "Đã báo cáo, chờ bên giao việc xác nhận.")
    if post.can_answer and (state in _WORKED_ON or state is WorkState.REPORTED):
        yield Act("answer", "Soạn văn bản báo cáo")
    if assignment.is_open:
        yield Act("note", "Cập nhật tiến độ")
    if state in _WORKED_ON:
        yield Act("give-back", "Trả lại")
    if assignment.explain_by:
        yield Act("explain", "Giải trình")


def _helpers(actor: Actor, assignment: Assignment) -> Iterator[Act]:
    if assignment.is_open and can_add(actor, assignment) and not can_do(actor, assignment):
        yield Act("note", "Cập nhật tiến độ")


def _followers(actor: Actor, assignment: Assignment, asked: Extension | None, today: date, post: Post) -> Iterator[Act]:
    if not can_follow(actor, assignment):
        return
    state = WorkState(assignment.state)
    if state is WorkState.REPORTED:
        own = assignment.reported_by_id in actor.selves
        why = "Bạn là người báo cáo; người khác bên giao việc xác nhận." if own else ""
        words = "Xác nhận hoàn thành" if assignment.origin is None else "Ghi bên giao việc đã xác nhận"
        yield Act("confirm", words, why)
        yield Act("send-back", "Yêu cầu làm tiếp")
    if post.can_send and assignment.is_open:
        yield Act("send", "Soạn văn bản giao nhiệm vụ")
    if asked is not None:
        yield Act("decide", "Quyết định gia hạn")
    if assignment.is_open:
        yield from _pressing(assignment, today)
    if state in _WORKED_ON:
        yield Act("pause", "Tạm dừng")
    if state is WorkState.PAUSED:
        yield Act("resume", "Cho làm tiếp")
    if state is WorkState.RETURNED:
        yield Act("give-again", "Giao lại")
    if state is not WorkState.DONE and state is not WorkState.CANCELLED:
        yield Act("cancel", "Hủy nhiệm vụ")
    if state in (WorkState.DONE, WorkState.CANCELLED):
        yield Act("reopen", "Mở lại")


def _pressing(assignment: Assignment, today: date) -> Iterator[Act]:
    waits = "Đã có báo cáo hoàn thành, chờ xác nhận." if assignment.state == WorkState.REPORTED else ""
    waits = "Nhiệm vụ đang tạm dừng." if assignment.state == WorkState.PAUSED else waits
    yield Act("remind", "Nhắc việc", waits)
    known = assignment.lead_agency_id not in (None, assignment.agency_id)
    outside = "" if known else "Chủ trì không phải cơ quan ngoài có trong danh mục; dùng Nhắc việc."
    yield Act("press", "Soạn công văn đôn đốc", waits or outside)
    late = assignment.due_on is not None and assignment.due_on < today
    why = waits or ("" if late else "Nhiệm vụ chưa quá hạn.")
    if assignment.explain_by:
        why = f"Đã yêu cầu, chờ giải trình trước {assignment.explain_by:%d/%m/%Y}."
    yield Act("ask-explanation", "Yêu cầu giải trình", why)


def _no_extension(assignment: Assignment, asked: Extension | None) -> str:
    if assignment.due_on is None:
        return "Nhiệm vụ không có thời hạn."
    return "Đã xin gia hạn, chờ quyết định." if asked is not None else ""
