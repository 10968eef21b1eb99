"""What a person can do with an outgoing letter now and, where a usual act is not possible, why not."""

from __future__ import annotations

from collections.abc import Iterator

from docarchive.core.actor import Actor
from docarchive.core.mandates import Matter
from docarchive.exchange.acts import Act
from docarchive.exchange.issuing_rules import why_not_issuable
from docarchive.exchange.models import OutgoingLetter, OutgoingStep
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.policies import can_decide, can_issue, can_seal, can_sign, can_write
from docarchive.exchange.signing_rules import why_unsignable

_BEFORE_NUMBER = (OutgoingState.DRAFT, OutgoingState.SUBMITTED, OutgoingState.SIGNED)


def outgoing_acts(
    actor: Actor, letter: OutgoingLetter, asked: OutgoingStep | None, last: OutgoingStep | None
) -> list[Act]:
    """All acts a person is offered, possible or not; none outside the authorisation he stands in by.

    Args:
        asked: The opinion the actor owes.
        last: The step that presented the letter last.
    """
    if actor.why_not(Matter.OUTGOING):
        return []
    return [
        *_opinion(asked), *_writing(actor, letter), *_deciding(actor, letter), *_presented(actor, letter, last),
        *_clerks(actor, letter), *_ending(actor, letter),
    ]  # fmt: skip


def _opinion(asked: OutgoingStep | None) -> Iterator[Act]:
    if asked is not None:
        yield Act("answer", "Gửi ý kiến", handover_id=asked.id)


def _writing(actor: Actor, letter: OutgoingLetter) -> Iterator[Act]:
    if can_write(actor, letter):
        yield Act("write", "Tải bản mới")
        yield Act("edit", "Sửa thông tin")
        yield Act("recipients", "Chọn nơi nhận")
        missing = _missing(letter)
        yield Act("ask", "Xin ý kiến", "" if letter.main else "Chưa có tệp dự thảo.")
        yield Act("submit", "Trình", missing)
        if can_sign(actor, letter):
            yield Act("sign", "Ký", missing)
            yield Act("e-sign", "Ký số", why_unsignable(letter))


def _deciding(actor: Actor, letter: OutgoingLetter) -> Iterator[Act]:
    if can_decide(actor, letter):
        if can_sign(actor, letter):
            yield Act("sign", "Ký", _missing(letter))
            yield Act("e-sign", "Ký số", why_unsignable(letter))
        yield Act("submit", "Trình tiếp")
        yield Act("give-back", "Trả lại người soạn")


def _presented(actor: Actor, letter: OutgoingLetter, last: OutgoingStep | None) -> Iterator[Act]:
    if letter.state != OutgoingState.SUBMITTED or last is None or can_decide(actor, letter):
        return
    if last.by_user_id is not None and last.by_user_id == actor.user_id and last.to_user_id == letter.holder_id:
        yield Act("take-back", "Rút về")


def _clerks(actor: Actor, letter: OutgoingLetter) -> Iterator[Act]:
    if not can_issue(actor, letter):
        return
    state = OutgoingState(letter.state)
    if state is OutgoingState.SIGNED:
        yield Act("number", "Cấp số")
        yield Act("give-back", "Trả lại người soạn")
    if state in (OutgoingState.SIGNED, OutgoingState.NUMBERED):
        yield Act("final", "Thay tệp ban hành")
        yield Act("edit", "Sửa thông tin")
        yield Act("recipients", "Chọn nơi nhận")
    if can_seal(actor, letter):
        yield Act("seal", "Ký số của cơ quan", why_unsignable(letter))
    if state is OutgoingState.NUMBERED:
        yield Act("issue", "Ban hành", why_not_issuable(letter))
    if state in (OutgoingState.ISSUED, OutgoingState.REPLACED):
        yield Act("more", "Gửi thêm nơi nhận")
        yield Act("recall", "Thu hồi")
    if state is OutgoingState.ISSUED:
        reached = any(one.posting_id for one in letter.sent_to)
        yield Act("send-update", "Gửi bản cập nhật", "" if reached else "Chưa nơi nào nhận bằng điện tử.")
        yield Act("replace", "Soạn văn bản thay thế")


def _ending(actor: Actor, letter: OutgoingLetter) -> Iterator[Act]:
    mine = letter.drafter_id is not None and letter.drafter_id == actor.user_id
    if not (mine or can_issue(actor, letter)):
        return
    if OutgoingState(letter.state) in _BEFORE_NUMBER:
        yield Act("cancel", "Hủy văn bản")
    if letter.state == OutgoingState.CANCELLED:
        yield Act("reopen", "Mở lại")


def _missing(letter: OutgoingLetter) -> str:
    if letter.main is None:
        return "Chưa có tệp dự thảo."
    return "" if letter.subject else "Chưa có trích yếu."
