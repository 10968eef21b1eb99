"""A draft goes up to whoever signs it, and comes back, or is signed."""

from __future__ import annotations

from docarchive.accounts.models import User
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError, NobodyChosenError, NotReadyError, NotYoursError
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.outgoing_states import Deed, OutgoingState
from docarchive.exchange.policies import can_decide, can_issue, can_sign, can_write
from docarchive.exchange.queries.outgoing_steps import steps_of
from docarchive.exchange.services.steps import locked, note
from docarchive.kernel.reasons import stated

CHANGED = "Văn bản đã có bản mới trong lúc ký. Đọc bản mới rồi ký lại."


def submit(uow: UnitOfWork, letter: OutgoingLetter, to: User, words: str = "") -> None:
    """Present a draft to a person of the agency: the head of the unit, the office, whoever signs.

    Whoever it was presented to presents it further in the same way.

    Raises:
        NotYoursError: It is in somebody else's hands.
        NotReadyError: It has no text or no subject yet.
        LetterStateError: It is signed.
        NobodyChosenError: It would go to whoever presents it.

    Source:
        Decree 30/2020/NĐ-CP, Articles 11 and 12.
    """
    letter = locked(uow, letter)
    _require_hands(uow, letter)
    _require_whole(letter)
    if to.id == uow.actor.user_id:
        raise NobodyChosenError("Chọn người khác để trình.")
    letter.step_to(OutgoingState.SUBMITTED)
    letter.holder_id = to.id
    note(uow, letter, Deed.SUBMITTED, words, to)


def take_back(uow: UnitOfWork, letter: OutgoingLetter) -> None:
    """Take back what one presented last, while it is not decided.

    Raises:
        LetterStateError: Somebody else presented it last, or it was decided.
    """
    letter = locked(uow, letter)
    last = next((one for one in reversed(steps_of(uow.session, letter)) if one.deed == Deed.SUBMITTED), None)
    is_mine = last is not None and last.by_user_id is not None and last.by_user_id == uow.actor.user_id
    if letter.state != OutgoingState.SUBMITTED or not is_mine or last is None or letter.holder_id != last.to_user_id:
        raise LetterStateError("Chỉ rút về được văn bản chính mình vừa trình và chưa được quyết định.")
    is_drafter = letter.drafter_id == uow.actor.user_id
    letter.step_to(OutgoingState.DRAFT if is_drafter else OutgoingState.SUBMITTED)
    letter.holder_id = uow.actor.user_id
    note(uow, letter, Deed.TAKEN_BACK)


def give_back(uow: UnitOfWork, letter: OutgoingLetter, reason: str) -> None:
    """Give a draft back to its drafter with what is to be changed; also of what is signed, by the clerk.

    Raises:
        NotYoursError: It is in somebody else's hands.

    Source:
        Decree 30/2020/NĐ-CP, Article 12.3; for the clerk, who checks the form, Article 11.2.
    """
    letter = locked(uow, letter)
    if not (letter.state == OutgoingState.SIGNED and can_issue(uow.actor, letter)):
        _require_hands(uow, letter)
    why = stated(reason)
    letter.step_to(OutgoingState.DRAFT)
    letter.holder_id, letter.signed_at = letter.drafter_id, None
    note(uow, letter, Deed.RETURNED, why)


def require_seen(letter: OutgoingLetter, seen: str) -> None:
    """Refuse to sign anything but what was looked at.

    Args:
        seen: The version of the letter the actor looked at, by its id; empty: whatever is the newest.

    Raises:
        LetterStateError: There is a newer one.
    """
    if seen and (letter.main is None or letter.main.id != seen):
        raise LetterStateError(CHANGED)


def sign(uow: UnitOfWork, letter: OutgoingLetter, words: str = "", seen: str = "") -> None:
    """Sign a draft: its text is final, and the clerk numbers it.

    Args:
        seen: See ``require_seen``.

    Raises:
        NotYoursError: It is in somebody else's hands.
        NotAllowedError: The actor is no leader, or the draft has no text.
        LetterStateError: It is signed, or newer than what was seen.

    Source:
        Decree 30/2020/NĐ-CP, Article 13.
    """
    letter = locked(uow, letter)
    _require_hands(uow, letter)
    uow.require(can_sign(uow.actor, letter), "Chỉ lãnh đạo cơ quan ký được văn bản, khi đã có tệp dự thảo.")
    _require_whole(letter)
    require_seen(letter, seen)
    letter.step_to(OutgoingState.SIGNED)
    letter.holder_id, letter.signed_at, letter.signer_id = None, uow.now, uow.actor.user_id
    # Whoever was to sign, or stands on a version that was replaced, keeps no title beside another name.
    is_planned = not letter.signer or letter.signer.casefold() == uow.actor.name.casefold()
    letter.signer, letter.signer_title = uow.actor.name, (is_planned and letter.signer_title) or uow.actor.title
    note(uow, letter, Deed.SIGNED, words)


def _require_whole(letter: OutgoingLetter) -> None:
    if letter.main is None:
        raise NotReadyError("Chưa có tệp dự thảo. Tải dự thảo lên trước.")
    if not letter.subject:
        raise NotReadyError("Chưa có trích yếu. Ghi trích yếu nội dung trước.")


def _require_hands(uow: UnitOfWork, letter: OutgoingLetter) -> None:
    if not (can_write(uow.actor, letter) or can_decide(uow.actor, letter)):
        raise NotYoursError(letter.holder.name if letter.holder else "văn thư")
