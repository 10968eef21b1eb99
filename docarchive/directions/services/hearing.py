"""What is heard of letters that carry assignments: how far they came, what became of reports, who took them back."""

from __future__ import annotations

from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment, AssignmentLetter
from docarchive.directions.queries import corresponding, errands
from docarchive.directions.services.corresponding import course_for
from docarchive.directions.services.errands import held, shown
from docarchive.directions.services.steps import write
from docarchive.directions.states import Deed, Errand, WorkState
from docarchive.exchange.events import LetterRecalled, LetterWithdrawn, StatusTaken
from docarchive.exchange.models import IncomingLetter, OutgoingLetter, OutgoingRecipient
from docarchive.exchange.outgoing_states import REFUSED
from docarchive.exchange.services.telling import tell
from docarchive.exchange.states import IncomingState
from docarchive.exchange.undoing import ARRIVED
from docarchive.kernel.local_time import local_day

_TAKEN = frozenset({"03", "04", "05", "06"})
# Beside the code of an assignment, and only there: its giver confirms the report, or asks for more.
CONFIRMED, SENT_BACK = "06", "05"


def hear_status(uow: UnitOfWork, event: StatusTaken) -> None:
    """A recipient took the letter that gives work; or who gave it confirmed or sent back the report."""
    place = uow.session.get_one(OutgoingRecipient, event.recipient_id)
    for link in errands.by_outgoing(uow.session, place.letter_id):
        if link.errand == Errand.GIVEN:
            _work_taken(uow, held(uow, link.assignment_id), place, event)
        elif link.assignment.theirs in [(place.code, code) for code in event.task_codes]:
            _report_judged(uow, link, place, event)


def hear_recall(uow: UnitOfWork, event: LetterRecalled) -> None:
    """A letter of ours was recalled: the assignments it carried say so, and their followers decide."""
    letter = uow.session.get_one(OutgoingLetter, event.letter_id)
    for link in errands.by_outgoing(uow.session, event.letter_id):
        what = "giao nhiệm vụ" if link.errand == Errand.GIVEN else "báo cáo"
        words = f"Đã thu hồi văn bản {what}: {letter.reason}"
        write(uow, held(uow, link.assignment_id), Deed.LETTER, words, shown(uow, letter.document, letter.number))


def hear_withdrawal(uow: UnitOfWork, event: LetterWithdrawn) -> None:
    """A letter that came was given back: work it alone gave is no longer given, a report by it no longer shown."""
    letter = uow.session.get_one(IncomingLetter, event.letter_id)
    by = letter.issuer or letter.received_by
    for link in errands.by_incoming(uow.session, event.letter_id):
        one = held(uow, link.assignment_id)
        if link.errand == Errand.REPORT:
            write(uow, one, Deed.LETTER, f"Đã thu hồi văn bản báo cáo {letter.number}", by=by)
        elif one.origin is not None and one.agency_id == letter.agency_id:
            _taken_back(uow, one, letter, by)


def tell_judgement(uow: UnitOfWork, assignment: Assignment, code: str, words: str) -> None:
    """Tell the agency whose letter reported on an assignment that it was confirmed or sent back."""
    report = errands.newest_report(uow.session, assignment)
    letter = report.incoming if report is not None else None
    if letter is not None and letter.agency_id == assignment.agency_id:
        deed = Deed.CONFIRMED if code == CONFIRMED else Deed.SENT_BACK
        sender = letter.packet.sender_code if letter.packet else ""
        elsewhere = sender in corresponding.told(uow.session, assignment)
        course = course_for(uow, assignment, sender, deed, words) if elsewhere else None
        tell(uow, letter, code, words, assignment.id, [assignment.code], course=course)


def _work_taken(uow: UnitOfWork, one: Assignment, place: OutgoingRecipient, event: StatusTaken) -> None:
    """By where the letter stands after all that was heard, so that an older word that comes late changes nothing."""
    if one.lead_agency is None or one.lead_agency.code != place.code:
        return
    if {event.code, place.status} <= _TAKEN and one.state == WorkState.GIVEN:
        one.step_to(WorkState.ACCEPTED)
        one.accepted_at = uow.now
        write(uow, one, Deed.ACCEPTED, event.words, by=place.name)
    elif place.status == ARRIVED and one.state == WorkState.ACCEPTED and _is_accepted_by_letter(uow, one):
        one.step_to(WorkState.GIVEN)
        one.accepted_at = None
        write(uow, one, Deed.LETTER, event.words, by=place.name)
    elif event.code == REFUSED:
        write(uow, one, Deed.LETTER, f"Từ chối tiếp nhận văn bản giao nhiệm vụ: {event.words}", by=place.name)


def _is_accepted_by_letter(uow: UnitOfWork, one: Assignment) -> bool:
    """Whether it counts as accepted because the letter was registered, not by an act of whoever does the work."""
    accepted = corresponding.last_step(uow.session, one, Deed.ACCEPTED)
    return accepted is not None and accepted.by_id is None


def _report_judged(uow: UnitOfWork, link: AssignmentLetter, place: OutgoingRecipient, event: StatusTaken) -> None:
    """Only of the newest report: what was said of one before it came late."""
    one = held(uow, link.assignment_id)
    newest = errands.newest_report(uow.session, one)
    if one.state != WorkState.REPORTED or newest is None or newest.id != link.id:
        return
    if event.code == CONFIRMED:
        one.step_to(WorkState.DONE)
        one.done_on = local_day(one.reported_at or uow.now)
        one.confirmed_at, one.confirmed_by = uow.now, place.name[:200]
        write(uow, one, Deed.CONFIRMED, event.words, by=place.name)
    elif event.code == SENT_BACK:
        one.step_to(WorkState.DOING)
        one.reported_at = one.reported_by_id = None
        write(uow, one, Deed.SENT_BACK, event.words, by=place.name)


def _taken_back(uow: UnitOfWork, one: Assignment, letter: IncomingLetter, by: str) -> None:
    still = [each for each in errands.given_by(uow.session, one) if each.state != IncomingState.WITHDRAWN]
    if still or one.state in (WorkState.DONE, WorkState.CANCELLED):
        write(uow, one, Deed.LETTER, f"Đã thu hồi văn bản giao nhiệm vụ {letter.number}", by=by)
        return
    one.step_to(WorkState.CANCELLED)
    one.reported_at = one.reported_by_id = one.paused_on = None
    one.reason = letter.reason or "Bên giao việc thu hồi văn bản giao nhiệm vụ"
    write(uow, one, Deed.CANCELLED, one.reason, by=by)
