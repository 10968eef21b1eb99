"""A letter is registered that gives work or reports on it: the register of directions follows.

The clerk who registers the letter is the person who looks; nothing is taken in before. The same assignment or report
again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment
from docarchive.directions.queries import errands
from docarchive.directions.services.corresponding import tell_doers
from docarchive.directions.services.errands import AT_WORK, held, note_letter, reported, shown
from docarchive.directions.services.giving import assign, enter
from docarchive.directions.services.heeding import follow_heard
from docarchive.directions.services.orders import Body, Order, Said
from docarchive.directions.services.steps import Evidence, write
from docarchive.directions.states import Deed, Errand, Source, Term, WorkState
from docarchive.exchange.enclosures import Enclosed, Task, day
from docarchive.exchange.events import LetterRegistered
from docarchive.exchange.models import IncomingLetter, ReceivedPacket
from docarchive.kernel.local_time import local_day
from edxml import Steering


def take_letter(uow: UnitOfWork, event: LetterRegistered) -> None:
    """Enter the work a letter gives, or its report on work we gave."""
    letter = uow.session.get_one(IncomingLetter, event.letter_id)
    packet = letter.packet
    if packet is None:
        return
    enclosed = Enclosed.from_json(packet.enclosed)
    if letter.gives_work:
        for task in enclosed.given:
            _take_work(uow, letter, packet, task)
    elif enclosed.reported or packet.answers_id:
        _take_report(uow, letter, packet, enclosed.reported)


def _take_work(uow: UnitOfWork, letter: IncomingLetter, packet: ReceivedPacket, task: Task) -> None:
    """An assignment given here stands in one register, which both sides see; one from elsewhere enters ours."""
    uow.alone(f"assignments given to {letter.agency_id}")
    sender = packet.sender_code
    shared = errands.coded(uow.session, sender, task.code)
    if shared is not None:
        if errands.part_of(uow.session, shared, letter.agency.code):
            note_letter(uow, shared, Errand.GIVEN, letter)
        return
    origin = f"{sender} {task.code}"
    known = errands.taken_in(uow.session, letter.agency_id, origin)
    if known is None:
        known = _entered(uow, letter, task, origin)
        note_letter(uow, known, Errand.GIVEN, letter)
    elif note_letter(uow, known, Errand.GIVEN, letter):
        _given_again(uow, held(uow, known.id), letter, task)
    follow_heard(uow, known)


def _given_again(uow: UnitOfWork, one: Assignment, letter: IncomingLetter, task: Task) -> None:
    """Work that had been given up or back is given again; of other work a person looks at what the letter changes."""
    if one.state not in (WorkState.CANCELLED, WorkState.RETURNED):
        write(uow, one, Deed.LETTER, _changed(one, task), _evidence(uow, letter), by=_sender(letter))
        return
    was_due_on, due_on = one.due_on, _due_on(task, one.given_on)
    one.step_to(WorkState.GIVEN)
    one.accepted_at, one.reason = None, ""
    if due_on is not None:
        one.term, one.days, one.calendar, one.due_on = Term.FIXED, None, "", due_on
        one.first_due_on = one.first_due_on or due_on
    write(uow, one, Deed.GIVEN_AGAIN, "", _evidence(uow, letter), was_due_on=was_due_on, by=_sender(letter))


def _entered(uow: UnitOfWork, letter: IncomingLetter, task: Task, origin: str) -> Assignment:
    today = local_day(uow.now)
    given_on = min(day(task.given_on) or letter.issued_on or today, today)
    due_on = _due_on(task, given_on) or letter.due_on
    content = task.content if task.part == "lead" else f"Phối hợp với {task.lead or 'bên chủ trì'}: {task.content}"
    said = Said(
        Source.DOCUMENT, giver=_sender(letter), given_on=given_on, document=letter.document,
        document_number=letter.number, letter=letter, quote=task.quote, content=content, urgency=letter.urgency,
    )  # fmt: skip
    order = Order(
        Body.of(letter.agency), [Body(name) for name in task.co if task.part == "lead"], product=task.product,
        term=Term.FIXED if due_on else Term.NONE, due_on=due_on,
    )  # fmt: skip
    made = assign(uow, enter(uow, letter.agency_id, said), order, given_on, by=_sender(letter))
    made.origin = origin
    uow.session.flush()
    return made


def _take_report(uow: UnitOfWork, letter: IncomingLetter, packet: ReceivedPacket, codes: Sequence[str]) -> None:
    matched = list(_named(uow, letter, packet, codes))
    if not matched and packet.answers_id:
        answered = errands.carried_by(uow.session, packet.answers_id, packet.sender_code)
        running = [one for one in answered if one.state in AT_WORK]
        is_sure = packet.steering == Steering.REPORT and len(running) == 1
        matched = [(one, is_sure) for one in answered if one.is_open]
    for one, is_report in sorted(matched, key=lambda pair: pair[0].id):
        _answered(uow, one, letter, is_report=is_report)


def _named(
    uow: UnitOfWork, letter: IncomingLetter, packet: ReceivedPacket, codes: Iterable[str]
) -> Iterable[tuple[Assignment, bool]]:
    """The assignments a report names, and whether the sender leads them; others are kept in the audit log."""
    for code in codes:
        one = errands.coded(uow.session, letter.agency.code, code)
        part = errands.part_of(uow.session, one, packet.sender_code) if one is not None else None
        if one is None or part is None:
            uow.record("assignment.report_unknown", letter.id, code=code, sender=packet.sender_code)
        else:
            yield one, part == "lead"


def _answered(uow: UnitOfWork, assignment: Assignment, letter: IncomingLetter, *, is_report: bool) -> None:
    """Write a letter down as the report on an assignment, or as an answer a person has yet to judge.

    Its subject is not told: who sees the assignment may not know of the letter.
    """
    if not note_letter(uow, assignment, Errand.REPORT, letter):
        return
    one, evidence, by = held(uow, assignment.id), _evidence(uow, letter), _sender(letter)
    if not is_report:
        write(uow, one, Deed.LETTER, "Có văn bản trả lời, chưa rõ là báo cáo hoàn thành", evidence, by=by)
        return
    reported(uow, one, "Báo cáo bằng văn bản gửi tới", evidence, by)
    if one.state != WorkState.REPORTED:
        tell_doers(uow, one)  # that it came, and counts for nothing now
    if one.state == WorkState.REPORTED and one.reported_at == uow.now:
        # The lead is not late because the letter waited to be registered here.
        one.reported_at = letter.received_at


def _due_on(task: Task, given_on: date) -> date | None:
    """The deadline a task says; None where it lies before the day the work was given."""
    due_on = day(task.due_on)
    return due_on if due_on is not None and due_on >= given_on else None


def _evidence(uow: UnitOfWork, letter: IncomingLetter) -> Evidence:
    return shown(uow, letter.document, letter.number)


def _sender(letter: IncomingLetter) -> str:
    return " ".join((letter.issuer or letter.received_by).split())[:200]


def _changed(one: Assignment, task: Task) -> str:
    """What another letter says of an assignment that is here already; a person acts on it."""
    due_on = _due_on(task, one.given_on)
    if due_on is not None and due_on != one.due_on:
        return f"Văn bản giao lại nhiệm vụ này, hạn {due_on:%d/%m/%Y}; hạn đang ghi trong sổ chưa đổi"
    return "Văn bản giao lại nhiệm vụ này"
