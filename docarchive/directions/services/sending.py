"""Letters that take assignments to other agencies, and reports back: drafted here, signed and sent like any other.

Nothing of this needs the other side to be of the same kind. Whoever does not know what is enclosed has a letter that
gives work (``SteeringType`` 1, ``DueDate``) or reports on it (2, ``ResponseFor``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import or_, select

from docarchive.accounts.models import Agency
from docarchive.core.work import UnitOfWork
from docarchive.delivery.queries.partners import is_elsewhere
from docarchive.directions import errand_papers
from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.models import Assignment, AssignmentLetter
from docarchive.directions.queries import errands
from docarchive.directions.services.corresponding import tell_doers
from docarchive.directions.services.errands import AT_WORK, held, note_letter, reported, shown
from docarchive.directions.services.steps import by_followers, by_lead, locked, require_state, write
from docarchive.directions.states import Deed, Errand, Part, WorkState
from docarchive.exchange.enclosures import Enclosed, Task
from docarchive.exchange.events import LetterLeaving
from docarchive.exchange.models import OutgoingLetter, OutgoingRecipient
from docarchive.exchange.outgoing_states import Way
from docarchive.exchange.queries.directory import ways
from docarchive.exchange.services import drafting, recipients
from docarchive.exchange.services.dispatching import enclose
from docarchive.exchange.services.drafting import Draft
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.recipients import Addressee
from docarchive.kernel.local_time import local_day
from edxml import Steering

_SUBJECT = 480


def draft_order(uow: UnitOfWork, assignment: Assignment) -> OutgoingLetter:
    """Draft the letter that takes an assignment, and those of the same sentence, to the agencies they are laid on.

    Raises:
        NotAllowedError: The actor does not follow it for whoever gave it, or holds no position in the agency.
        AssignmentStateError: It is laid on nobody outside, has ended, or a letter has taken it along already.
    """
    one = locked(uow, assignment, by_followers)
    waiting = errands.unsent(uow.session, one.direction)
    if one.id not in {each.id for each in waiting}:
        raise AssignmentStateError("Nhiệm vụ không giao cho cơ quan khác, đã kết thúc, hoặc đã có văn bản giao.")
    chosen = [locked(uow, each, by_followers) for each in sorted(waiting, key=lambda each: each.id)]
    chosen.sort(key=lambda each: each.ordinal)
    today, agency = local_day(uow.now), one.direction.agency
    addressees = _addressees(uow, chosen, today)
    due = [each.due_on for each in chosen if each.due_on is not None and each.due_on >= today]
    draft = Draft(
        kind="công văn", subject=f"V/v giao nhiệm vụ: {one.direction.content}"[:_SUBJECT], note="Ý kiến chỉ đạo",
        recipients="\n".join(f"- {each.name};" for each in addressees), due_on=min(due, default=None),
        steering=int(Steering.DIRECTION), urgency=one.direction.urgency, place=_place(uow, agency.id),
    )  # fmt: skip
    text = errand_papers.order(agency, [each.name for each in addressees], chosen)
    letter = _drafted(uow, agency, draft, addressees, SentFile("Văn bản giao nhiệm vụ.docx", text))
    for each in chosen:
        lead = each.lead_agency
        each.lead_elsewhere = lead is not None and is_elsewhere(uow.session, lead.code)
        note_letter(uow, each, Errand.GIVEN, letter)
        write(uow, each, Deed.LETTER, "Đã soạn văn bản giao nhiệm vụ, chờ ký và ban hành")
    return letter


def draft_report(uow: UnitOfWork, assignment: Assignment) -> OutgoingLetter:
    """Draft the letter that reports on an assignment to whoever gave it; once issued, it is the evidence.

    Raises:
        NotAllowedError: The actor does not speak for the lead, or holds no position in the agency.
        AssignmentStateError: It did not come by a letter of the exchange, or is not worked on.
    """
    one = locked(uow, assignment, by_lead)
    require_state(one, *AT_WORK, WorkState.REPORTED)
    source = errands.source_of(uow.session, one)
    if source is None or source.packet is None:
        raise AssignmentStateError("Nhiệm vụ không đến bằng văn bản liên thông. Báo cáo ngay tại trang nhiệm vụ.")
    code, today = source.packet.sender_code, local_day(uow.now)
    giver = uow.session.scalar(select(Agency).where(or_(Agency.code == code, Agency.old_code == code)))
    to = _addressee(uow, giver, today) if giver else Addressee(source.issuer or source.received_by, way=Way.PAPER)
    draft = Draft(
        kind="báo cáo", subject=f"Kết quả thực hiện nhiệm vụ: {one.content}"[:_SUBJECT], recipients=f"- {to.name};",
        note=f"Nhiệm vụ {one.theirs[1] if one.theirs else one.code}", steering=int(Steering.REPORT),
        place=_place(uow, source.agency_id),
    )  # fmt: skip
    text = SentFile("Báo cáo kết quả.docx", errand_papers.report(source, to.name, one))
    letter = _drafted(uow, source.agency, draft, [to], text)
    letter.answers = [source]
    note_letter(uow, one, Errand.REPORT, letter)
    write(uow, one, Deed.LETTER, "Đã soạn văn bản báo cáo, chờ ký và ban hành")
    return letter


def take_along(uow: UnitOfWork, event: LetterLeaving) -> None:
    """Let the assignments a letter gives, or reports on, go along with it: to each recipient those that are his."""
    found = errands.by_outgoing(uow.session, event.letter_id)
    if not found:
        return
    letter = uow.session.get_one(OutgoingLetter, event.letter_id)
    given = [one for one in found if one.errand == Errand.GIVEN]
    letter.steering = int(Steering.DIRECTION if given else Steering.REPORT)
    for one in (uow.session.get_one(OutgoingRecipient, each) for each in event.recipient_ids):
        if enclosed := Enclosed(tuple(_tasks(uow, given, one.code)), tuple(_codes(found, one.code))):
            enclose(uow, one, enclosed)
    if event.is_first:
        _say(uow, letter, found)


def _say(uow: UnitOfWork, letter: OutgoingLetter, found: Iterable[AssignmentLetter]) -> None:
    evidence = shown(uow, letter.document, letter.number)
    for link in found:
        one = held(uow, link.assignment_id)
        if link.errand == Errand.GIVEN:
            write(uow, one, Deed.LETTER, "Đã ban hành văn bản giao nhiệm vụ", evidence)
            tell_doers(uow, one)
        else:
            link.at = uow.now
            reported(uow, one, "Báo cáo bằng văn bản gửi bên giao việc", evidence)


def _tasks(uow: UnitOfWork, given: Iterable[AssignmentLetter], code: str) -> Iterable[Task]:
    for one in sorted((link.assignment for link in given), key=lambda each: each.code):
        part = errands.part_of(uow.session, one, code)
        if part is not None and one.is_open:
            said = one.direction
            yield Task(
                one.code, one.content, part, one.lead_name, one.lead_agency.code if one.lead_agency else "",
                one.product, one.due_on.isoformat() if one.due_on else "", one.given_on.isoformat(), said.giver,
                said.quote, tuple(body.name for body in one.co),
            )  # fmt: skip


def _codes(found: Iterable[AssignmentLetter], code: str) -> Iterable[str]:
    """What the assignments a letter reports on are called at one of its recipients."""
    for link in found:
        sender, there = link.assignment.theirs or (link.assignment.direction.agency.code, link.assignment.code)
        if link.errand == Errand.REPORT and sender == code:
            yield there


def _drafted(
    uow: UnitOfWork, agency: Agency, draft: Draft, addressees: Sequence[Addressee], text: SentFile
) -> OutgoingLetter:
    letter = drafting.start(uow, agency.id, draft)
    recipients.set_recipients(uow, letter, addressees)
    drafting.add_text(uow, letter, text)
    return letter


def _place(uow: UnitOfWork, agency_id: str) -> str:
    """Where the agency's letters are written, as its newest issued one says; empty before there is one."""
    known = select(OutgoingLetter.place).where(OutgoingLetter.agency_id == agency_id, OutgoingLetter.place != "")
    issued = known.where(OutgoingLetter.issued_at.is_not(None)).order_by(OutgoingLetter.issued_at.desc()).limit(1)
    return uow.session.scalar(issued) or ""


def _addressees(uow: UnitOfWork, assignments: Sequence[Assignment], today: date) -> list[Addressee]:
    """Everybody outside who leads, works along or is told."""
    found: dict[str, Addressee] = {}
    for one in assignments:
        told = [body.agency_id for body in one.bodies if body.part == Part.INFO]
        for agency_id in (*errands.agencies_of(one), *told):
            agency = uow.session.get(Agency, agency_id) if agency_id else None
            if agency is not None and agency.id != one.agency_id and agency.id not in found:
                found[agency.id] = _addressee(uow, agency, today)
    return list(found.values())


def _addressee(uow: UnitOfWork, agency: Agency, today: date) -> Addressee:
    return Addressee(agency.name, agency, ways(uow.session, [agency], today)[agency.id])
