"""What agencies on other installations tell of an assignment, in whatever order and however often it comes.

Only a newer word than the newest heard changes anything. The giver's register has the last word: what whoever does
the work did and the giver has not heard of yet stands until he answers it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from docarchive.accounts.models import Agency
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment, Extension, HeardCourse
from docarchive.directions.queries import corresponding, errands
from docarchive.directions.services.corresponding import tell_doers
from docarchive.directions.services.errands import AT_WORK, held
from docarchive.directions.services.steps import MOVES_DUE, write
from docarchive.directions.states import Deed, Term, WorkState
from docarchive.exchange.courses import GIVER, Course, MoreTime
from docarchive.exchange.enclosures import day
from docarchive.exchange.events import CourseTold
from docarchive.kernel.local_time import local_day


class Said(NamedTuple):
    """A step the giver took, to be written down here."""

    deed: Deed
    words: str


_LEAVING = {
    WorkState.PAUSED: Deed.RESUMED, WorkState.CANCELLED: Deed.REOPENED, WorkState.DONE: Deed.REOPENED,
    WorkState.RETURNED: Deed.GIVEN_AGAIN, WorkState.REPORTED: Deed.SENT_BACK,
}  # fmt: skip
_ARRIVING = {
    WorkState.PAUSED: Deed.PAUSED, WorkState.CANCELLED: Deed.CANCELLED, WorkState.REPORTED: Deed.REPORTED,
    WorkState.DONE: Deed.CONFIRMED, WorkState.RETURNED: Deed.RETURNED,
}  # fmt: skip
_ENDED_BY_GIVER = (WorkState.PAUSED, WorkState.CANCELLED)


def hear_course(uow: UnitOfWork, event: CourseTold) -> None:
    """Take in what the giver decided, or what whoever does the work asks for."""
    agency, course = uow.session.get_one(Agency, event.agency_id), event.course
    uow.alone(f"assignments given to {agency.id}")
    if course.said_by == GIVER:
        one = errands.taken_in(uow.session, agency.id, f"{event.sender_code} {course.code}")
        one = held(uow, one.id) if one is not None else None
        if _remember(uow, event) and one is not None:
            _follow(uow, one, course, event.sender_name)
        return
    one = errands.coded(uow.session, agency.code, course.code)
    part = errands.part_of(uow.session, one, event.sender_code) if one is not None else None
    if one is None or part is None:
        uow.record("assignment.course_unknown", agency.id, code=course.code, sender=event.sender_code)
        return
    one = held(uow, one.id)
    if _remember(uow, event):
        _heed(uow, one, course, event, is_lead=part == "lead")


def follow_heard(uow: UnitOfWork, assignment: Assignment) -> None:
    """Bring an assignment that a letter has just given up to what its giver said since."""
    sender, code = assignment.theirs or ("", "")
    known = corresponding.heard(uow.session, assignment.agency_id, sender, code, GIVER)
    if known is not None:
        _follow(uow, held(uow, assignment.id), Course.from_json(known.course), assignment.direction.giver)


def _remember(uow: UnitOfWork, event: CourseTold) -> bool:
    """Keep the newest word; whether this is it."""
    course = event.course
    known = corresponding.heard(uow.session, event.agency_id, event.sender_code, course.code, course.said_by)
    if known is None:
        known = HeardCourse(
            agency_id=event.agency_id, sender_code=event.sender_code, code=course.code, said_by=course.said_by
        )  # fmt: skip
        uow.session.add(known)
    elif known.version >= course.version:
        return False
    known.version, known.course, known.heard_at = course.version, course.to_json(), uow.now
    uow.session.flush()
    return True


def _heed(uow: UnitOfWork, one: Assignment, course: Course, event: CourseTold, *, is_lead: bool) -> None:
    """What is given back and asked for by whoever does the work; the answer says that it was heard."""
    by, has_returned = event.sender_name[:200], course.state == WorkState.RETURNED
    if is_lead and has_returned and one.state in AT_WORK:
        one.step_to(WorkState.RETURNED)
        one.reason = course.reason
        write(uow, one, Deed.RETURNED, course.reason, by=by)
    elif has_returned:
        write(uow, one, Deed.LETTER, f"Bên được giao trả lại nhiệm vụ: {course.reason}", by=by)
    known = {each.origin for each in corresponding.requests(uow.session, one, of_others=True)}
    for each in course.requests:
        if each.key in known:
            continue
        if is_lead:
            _ask(uow, one, each, by)
        else:
            write(uow, one, Deed.LETTER, f"Bên phối hợp xin gia hạn đến {each.wanted_on}: {each.reason}", by=by)
    tell_doers(uow, one)


def _ask(uow: UnitOfWork, one: Assignment, said: MoreTime, by: str) -> None:
    was_due_on, wanted_on = date.fromisoformat(said.was_due_on), date.fromisoformat(said.wanted_on)
    after_due = local_day(uow.now) > was_due_on
    uow.session.add(
        Extension(
            assignment=one, was_due_on=was_due_on, wanted_on=wanted_on, after_due=after_due, reason=said.reason,
            asked_at=uow.now, asked_by_id=None, asked_by=by, origin=said.key,
        )
    )  # fmt: skip
    mark = "quá hạn; " if after_due else ""
    write(uow, one, Deed.EXTENSION_ASKED, f"Đến {wanted_on:%d/%m/%Y} ({mark}{said.reason})", by=by)


def _follow(uow: UnitOfWork, one: Assignment, course: Course, by: str) -> None:
    """Bring an assignment to where it stands at its giver; nothing where no letter gives it any more."""
    if errands.source_of(uow.session, one) is None:
        return
    was_due_on = one.due_on
    said = [*_decided(uow, one, course, by), *_moved(uow, one, course, by)]
    due_on = day(course.due_on)
    if due_on != was_due_on:
        one.due_on, one.days, one.calendar = due_on, None, ""
        one.term = Term.FIXED if due_on else Term.NONE
        one.first_due_on = one.first_due_on or due_on
    for step in said:
        write(uow, one, step.deed, step.words, was_due_on=was_due_on, by=by)
        was_due_on = one.due_on if step.deed in MOVES_DUE else was_due_on
    if due_on != was_due_on:
        write(uow, one, Deed.RECOUNTED, "Hạn theo sổ của bên giao việc", was_due_on=was_due_on, by=by)


def _decided(uow: UnitOfWork, one: Assignment, course: Course, by: str) -> Iterator[Said]:
    answers = {each.key: each for each in course.requests if each.granted}
    for asked in corresponding.requests(uow.session, one, of_others=False):
        answer = answers.get(asked.id)
        if asked.granted is None and answer is not None:
            asked.granted, asked.granted_on = answer.granted == "yes", day(answer.granted_on)
            asked.decided_at, asked.decided_by, asked.answer = uow.now, by[:200], answer.answer
            yield Said(Deed.EXTENDED if asked.granted else Deed.NOT_EXTENDED, answer.answer)


def _moved(uow: UnitOfWork, one: Assignment, course: Course, by: str) -> Iterator[Said]:
    """Where it stands now, if that is elsewhere than before."""
    state, wanted = WorkState(one.state), _wanted(one, course)
    stays = state is wanted or (state in AT_WORK and wanted in AT_WORK)
    if state is wanted is WorkState.PAUSED:
        one.paused_on, one.reason = day(course.paused_on) or one.paused_on, course.reason
    if wanted is None or stays or (wanted not in _ENDED_BY_GIVER and _is_unheard(uow, one, course)):
        return
    deed = _ARRIVING.get(wanted) or _LEAVING[state]
    if wanted in AT_WORK:
        wanted = WorkState.GIVEN if state in (WorkState.CANCELLED, WorkState.RETURNED) else WorkState.DOING
        one.accepted_at = None if wanted is WorkState.GIVEN else one.accepted_at or uow.now
    one.state = wanted
    one.reason = course.reason
    one.paused_on = (day(course.paused_on) or local_day(uow.now)) if wanted is WorkState.PAUSED else None
    is_reported, is_done = wanted in (WorkState.REPORTED, WorkState.DONE), wanted is WorkState.DONE
    if not is_reported:
        one.reported_at = one.reported_by_id = None
    elif one.reported_at is None:
        report = errands.newest_report(uow.session, one)
        one.reported_at = report.at if report is not None else uow.now
    one.done_on = (day(course.done_on) or local_day(one.reported_at or uow.now)) if is_done else None
    one.confirmed_at, one.confirmed_by = (uow.now, by[:200]) if is_done else (None, "")
    yield Said(deed, course.words if course.deed == deed else course.reason)


def _wanted(one: Assignment, course: Course) -> WorkState | None:
    """Where the giver's word puts it; who works along stops and goes on with the lead, and is done by himself."""
    wanted = WorkState(course.state) if course.state in list(WorkState) else None
    if course.part == "lead" or wanted in _ENDED_BY_GIVER or wanted is None:
        return wanted
    return WorkState.DOING if one.state in _ENDED_BY_GIVER else None


def _is_unheard(uow: UnitOfWork, one: Assignment, course: Course) -> bool:
    """Whether it stands where it does by an act of ours the giver had not heard of when he spoke."""
    if one.state == WorkState.RETURNED:
        return corresponding.last_ordinal(uow.session, one, Deed.RETURNED, own=True) > course.heard
    if one.state == WorkState.DONE:
        confirmed = corresponding.last_step(uow.session, one, Deed.CONFIRMED)
        return confirmed is not None and confirmed.by_id is not None
    step = corresponding.last_step(uow.session, one, Deed.REPORTED)
    if one.state != WorkState.REPORTED or step is None or step.by_id is None:
        return False
    report = errands.newest_report(uow.session, one)
    letter = report.outgoing if report is not None else None
    is_by_letter = letter is not None and letter.number == step.document_number
    return not is_by_letter or letter is None or letter.document_code not in course.reports
