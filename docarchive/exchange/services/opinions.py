"""The table of opinions on a draft: points are entered, and each is accepted or explained.

Source:
    Law 64/2025/QH15 and Decree 78/2025/NĐ-CP: whoever drafts collects the opinions, accepts or explains each.
"""

from __future__ import annotations

from sqlalchemy import func, select

from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import OpinionNotFoundError
from docarchive.exchange.models import Opinion, OutgoingLetter, OutgoingRecipient, OutgoingStep
from docarchive.exchange.outgoing_states import Verdict
from docarchive.exchange.policies import can_gather
from docarchive.exchange.remarks import agrees, points
from docarchive.exchange.services.steps import locked
from docarchive.kernel.errors import InvalidInputError

ONLY_DRAFTER = "Chỉ người soạn thảo tổng hợp ý kiến, cho đến khi văn bản được ký."
LONGEST_PROVISION, LONGEST_WHO = 200, 300
_REASONED = (Verdict.PARTLY, Verdict.EXPLAINED)


def take(
    uow: UnitOfWork, letter: OutgoingLetter, who: str, words: str, *, step: OutgoingStep | None = None,
    recipient: OutgoingRecipient | None = None,
) -> list[Opinion]:  # fmt: skip
    """Enter what somebody said: of a letter that came in, of a meeting, by mouth; a point of it a row.

    Args:
        who: As the table prints it; empty: the name of whom ``step`` or ``recipient`` names.
        step: Of a question within the agency it answers; it counts as answered.
        recipient: The agency it came from, of those that were asked by a letter.

    Raises:
        NotAllowedError: The draft is not the actor's.
        OpinionNotFoundError: The question or the agency does not belong to this draft.
        InvalidInputError: Nobody is named, or nothing was said.
    """
    letter = _gathered(uow, letter)
    strange = (step is not None and step.letter_id != letter.id) or (
        recipient is not None and recipient.letter.consults_id != letter.id
    )
    if strange:
        raise OpinionNotFoundError
    name = " ".join(who.split()) or (step.asked if step else recipient.name if recipient else "")
    fields = {
        **({} if 0 < len(name) <= LONGEST_WHO else {"who": f"Ghi ai góp ý, tối đa {LONGEST_WHO} ký tự."}),
        **({} if words.strip() else {"words": "Ghi nội dung góp ý."}),
    }
    if fields:
        raise InvalidInputError(next(iter(fields.values())), fields=fields)
    if step is not None and step.answered_at is None:
        step.answered_at = uow.now
    rows = write_points(uow, letter, name, words, step=step, recipient=recipient)
    uow.record("outgoing.opinions_taken", letter.id, by=name, count=len(rows))
    return rows


def write_points(
    uow: UnitOfWork, letter: OutgoingLetter, who: str, words: str, *, step: OutgoingStep | None = None,
    recipient: OutgoingRecipient | None = None,
) -> list[Opinion]:  # fmt: skip
    """Put the points of an opinion into the table; rights and names are the caller's."""
    so_far = uow.session.scalar(select(func.max(Opinion.ordinal)).where(Opinion.letter_id == letter.id)) or 0
    rows = [
        Opinion(
            letter_id=letter.id, ordinal=so_far + at, step_id=step.id if step else None,
            recipient_id=recipient.id if recipient else None, who=who[:LONGEST_WHO], provision=place, words=said,
            verdict=Verdict.AGREED if not place and agrees(said) else Verdict.OPEN, at=uow.now,
            by_name=uow.actor.name,
        )
        for at, (place, said) in enumerate(points(words), 1)
    ]  # fmt: skip
    uow.session.add_all(rows)
    uow.session.flush()
    return rows


def settle(uow: UnitOfWork, opinion: Opinion, verdict: Verdict, reply: str) -> None:
    """Say what becomes of a point; it can be said anew until the draft is signed.

    Raises:
        NotAllowedError: The draft is not the actor's.
        InvalidInputError: It is not, or not wholly accepted, and no reason is given.
    """
    _gathered(uow, opinion.letter)
    said = reply.strip()
    if verdict in _REASONED and not said:
        message = "Ghi nội dung giải trình: vì sao không tiếp thu, hoặc tiếp thu phần nào."
        raise InvalidInputError(message, fields={"reply": message})
    opinion.verdict, opinion.reply = verdict, said
    uow.record("outgoing.opinion_settled", opinion.letter_id, by=opinion.who, part=opinion.provision, after=verdict)


def correct(uow: UnitOfWork, opinion: Opinion, provision: str, words: str) -> None:
    """Mend what a point says and what it is about; an answer given here stays as it was in the draft's way.

    Raises:
        NotAllowedError: The draft is not the actor's.
        InvalidInputError: Nothing is left of it, or the provision is longer than 200 characters.
    """
    _gathered(uow, opinion.letter)
    place, said = " ".join(provision.split()), words.strip()
    if not said or len(place) > LONGEST_PROVISION:
        message = f"Ghi nội dung góp ý; điều, khoản dài nhất {LONGEST_PROVISION} ký tự."
        raise InvalidInputError(message, fields={"words": message})
    uow.record("outgoing.opinion_corrected", opinion.letter_id, by=opinion.who, part=place, before=opinion.words)
    opinion.provision, opinion.words = place, said


def drop(uow: UnitOfWork, opinion: Opinion) -> None:
    """Take a point out of the table; the audit log keeps its words."""
    _gathered(uow, opinion.letter)
    uow.record("outgoing.opinion_dropped", opinion.letter_id, by=opinion.who, reason=opinion.words)
    uow.session.delete(opinion)
    uow.session.flush()


def _gathered(uow: UnitOfWork, letter: OutgoingLetter) -> OutgoingLetter:
    letter = locked(uow, letter)
    uow.require(can_gather(uow.actor, letter), ONLY_DRAFTER)
    return letter
