"""How far a letter of ours has come at each recipient: receipts and status messages, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import or_, select

from docarchive.accounts.models import Agency
from docarchive.core.work import UnitOfWork
from docarchive.delivery.events import PostingDelivered, PostingDied
from docarchive.delivery.models import Arrival
from docarchive.exchange.causes import told
from docarchive.exchange.corrections import ordinal_of
from docarchive.exchange.courses import GIVER, courses_in
from docarchive.exchange.enclosures import task_codes
from docarchive.exchange.events import CourseTold, StatusTaken
from docarchive.exchange.models import OutgoingLetter, OutgoingRecipient, RecipientStatus, UpdateRecipient
from docarchive.exchange.outgoing_states import REFUSED
from docarchive.exchange.queries.causes import causes_of
from docarchive.exchange.queries.updates import sent_to
from docarchive.exchange.services.dispatching import ABOUT, ABOUT_UPDATE
from docarchive.exchange.undoing import stands, undone_at
from edxml import Reference, StatusPacket

# Code → how far it is. 13 and 16 change nothing about where the letter stands; unknown codes are kept and shown.
RANKS: Mapping[str, int] = {"01": 1, "03": 3, "04": 4, "05": 5, "06": 6, "15": 9}
ANSWERS = ("15", "16")
_RECALL_WORDS = ("thu hồi", "lấy lại")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def note_delivered(uow: UnitOfWork, event: PostingDelivered) -> None:
    """The recipient has the packet."""
    one = _on_its_way(uow, event.about)
    if one is not None:
        one.delivered_at, one.failed = one.delivered_at or event.at, ""


def note_died(uow: UnitOfWork, event: PostingDied) -> None:
    """The packet will not get there by itself."""
    one = _on_its_way(uow, event.about)
    if one is not None:
        one.failed = event.reason


def take_status(uow: UnitOfWork, arrival: Arrival, packet: StatusPacket) -> None:
    """Write a status down at the recipient it is from; one that came before changes nothing.

    What it tells of assignments is handed on, also where the letter it speaks of is the sender's own.
    """
    courses = courses_in(packet)
    for course in courses:
        uow.emit(CourseTold(arrival.agency_id, arrival.sender_code, arrival.sender_name, course))
    if any(one.said_by == GIVER for one in courses):
        return
    letter = letter_of(uow, arrival.agency, packet.response_for)
    one = None if letter is None else _sent_to(uow, letter, arrival.sender_code)
    if one is None:
        uow.record("status.unknown", arrival.id, code=packet.code, document=packet.response_for.document_id)
        return
    stated_at = packet.timestamp.at if packet.timestamp and packet.timestamp.at else uow.now
    _keep(uow, one, packet, stated_at)
    codes = () if courses else task_codes(packet)  # a course says what was judged, and when
    uow.emit(StatusTaken(one.id, packet.code, stated_at, packet.description, packet.staff.name, codes))


def _keep(uow: UnitOfWork, one: OutgoingRecipient, packet: StatusPacket, stated_at: datetime) -> None:
    if any((step.code, step.stated_at) == (packet.code, stated_at) for step in one.steps):
        return
    one.steps.append(
        RecipientStatus(
            code=packet.code[:4], stated_at=stated_at, received_at=uow.now, words=packet.description[:2000],
            staff=packet.staff.name[:200], correction=ordinal_of(packet),
            cause=_cause(uow, one, packet.description) if packet.code == REFUSED else "",
        )
    )  # fmt: skip
    tell_apart(one, sent_to(uow.session, [one.id]).get(one.id, []))
    uow.session.flush()
    one.status, one.status_at = standing(one.steps)
    uow.record("outgoing.status", one.letter_id, code=packet.code, receiver=one.code)


def _cause(uow: UnitOfWork, one: OutgoingRecipient, words: str) -> str:
    """What a refusal is counted under: a usual cause, or one the agency itself sends letters back for."""
    return told(words, [name for name, _ in causes_of(uow.session, one.letter.agency_id)])


def tell_apart(one: OutgoingRecipient, corrections: Sequence[UpdateRecipient]) -> None:
    """Say of each agreement and refusal whether it answers a correction, and which; all others answer a recall.

    Both questions have the same codes. Where both were asked the words decide, and without any the older question is
    meant: a letter is never shown as destroyed because a correction was agreed to. An answer says which correction it
    answers, or else they are answered in their order, by the moments the other side states; in whatever order answers
    are heard, the same comes out.

    Args:
        corrections: Those sent to this recipient, the first one first.
    """
    waiting = list(corrections)
    for each in corrections:
        each.answer, each.answered_at, each.words = "", None, ""
    answers = [step for step in one.steps if step.code in ANSWERS]
    for step in sorted(answers, key=lambda each: (not each.correction, each.stated_at, each.code)):
        asked = [row for row in waiting if _may_answer(step, row)]
        row = asked[0] if asked and not (one.recalled_at and _means_recall(step.words)) else None
        step.update_id = row.id if row else None
        if row is not None:
            waiting.remove(row)
            row.answer, row.answered_at, row.words = step.code, step.stated_at, step.words


def _may_answer(step: RecipientStatus, row: UpdateRecipient) -> bool:
    return step.correction == row.update.ordinal if step.correction else row.update.at <= step.received_at


def standing(steps: Iterable[RecipientStatus]) -> tuple[str, datetime | None]:
    """Where a letter stands there by all that was said, in whatever order it was heard.

    The furthest step counts; a refusal counts against steps taken before it, and is undone by one taken after it.
    Steps that were undone no longer count. Answers to corrections say nothing about where the letter stands.
    """
    told = [one for one in steps if one.update_id is None]
    undone = undone_at(told)
    said = [one for one in told if stands(one, undone)]
    ranked = [one for one in said if one.code in RANKS]
    best = max(ranked, key=lambda one: (RANKS[one.code], one.stated_at), default=None)
    refusals = [one.stated_at for one in said if one.code == REFUSED]
    if refusals and (best is None or best.code != "15"):
        accepted = max((one.stated_at for one in ranked if RANKS[one.code] > 1), default=_LONG_AGO)
        if max(refusals) >= accepted:
            return REFUSED, max(refusals)
    if best is not None:
        return best.code, best.stated_at
    latest = max((one for one in said if one.code not in ("13", "16")), key=lambda one: one.stated_at, default=None)
    return (latest.code, latest.stated_at) if latest else ("", None)


def letter_of(uow: UnitOfWork, agency: Agency, reference: Reference) -> OutgoingLetter | None:
    """The letter of an agency others refer to, or of one whose records it keeps: by identifier, else by number."""
    before = [one.predecessor for one in agency.followed if one.keeps_records]
    ids = [agency.id, *(one.id for one in before)]
    codes = {code for each in (agency, *before) for code in (each.code, each.old_code)}
    if reference.organ_id and reference.organ_id not in codes:
        return None
    by_id = OutgoingLetter.document_code == reference.document_id if reference.document_id else None
    by_code = None
    if reference.code and reference.promulgation_date:
        by_code = (OutgoingLetter.number == reference.code) & (OutgoingLetter.issued_on == reference.promulgation_date)
    said = [each for each in (by_id, by_code) if each is not None]
    if not said:
        return None
    found = uow.session.scalars(
        select(OutgoingLetter)
        .where(
            OutgoingLetter.agency_id.in_(ids),
            OutgoingLetter.document_code != "",
            or_(*said),
        )
        .order_by(OutgoingLetter.created_at.desc())
    ).all()
    exact = (one for one in found if reference.document_id and one.document_code == reference.document_id)
    return next(exact, found[0] if found else None)


def _on_its_way(uow: UnitOfWork, about: str) -> OutgoingRecipient | UpdateRecipient | None:
    """The letter, or the correction, a packet carried to one recipient."""
    if about.startswith(ABOUT_UPDATE):
        return uow.session.get(UpdateRecipient, about.removeprefix(ABOUT_UPDATE))
    if not about.startswith(ABOUT):
        return None
    return uow.session.get(OutgoingRecipient, about.removeprefix(ABOUT))


def _means_recall(words: str) -> bool:
    said = words.casefold()
    return "cập nhật" not in said and any(each in said for each in _RECALL_WORDS)


def _sent_to(uow: UnitOfWork, letter: OutgoingLetter, code: str) -> OutgoingRecipient | None:
    return uow.session.scalar(
        select(OutgoingRecipient).where(OutgoingRecipient.letter_id == letter.id, OutgoingRecipient.code == code)
    )
