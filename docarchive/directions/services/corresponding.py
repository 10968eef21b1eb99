"""Telling agencies on other installations how an assignment stands here: what was decided, asked for, given back.

The giver's register says where an assignment stands; whoever does the work says what it asks for and gives back. Each
word is the whole course with the number of its newest step, so the other side needs but the newest.
"""

from __future__ import annotations

from dataclasses import replace

from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.directions.events import StepTaken
from docarchive.directions.models import Assignment, Extension
from docarchive.directions.queries import corresponding, errands
from docarchive.directions.states import DEED_WORDS, Deed
from docarchive.exchange.courses import DOER, GIVER, Course, MoreTime
from docarchive.exchange.packets import UNDER_WAY
from docarchive.exchange.services.telling import tell, tell_course

# What whoever does the work decides and asks for; all else is its own progress, which its report tells.
OWN_DEEDS = (Deed.RETURNED, Deed.EXTENSION_ASKED)
_GIVERS_DEEDS = frozenset({
    Deed.REPORTED, Deed.SENT_BACK, Deed.CONFIRMED, Deed.RETURNED, Deed.GIVEN_AGAIN, Deed.PAUSED, Deed.RESUMED,
    Deed.CANCELLED, Deed.REOPENED, Deed.EXTENSION_ASKED, Deed.EXTENDED, Deed.NOT_EXTENDED, Deed.RECOUNTED,
})  # fmt: skip


def tell_step(uow: UnitOfWork, event: StepTaken) -> None:
    """Tell the other side of a step it is to know of."""
    step, one = event.step, event.step.assignment
    deed = Deed(step.deed)
    if one.origin is not None:
        if deed in OWN_DEEDS and step.by_id is not None:
            _tell_giver(uow, one, f"{DEED_WORDS[deed].capitalize()}: {step.words}")
    elif deed in _GIVERS_DEEDS:
        tell_doers(uow, one, deed, step.words)


def tell_doers(uow: UnitOfWork, assignment: Assignment, deed: Deed = Deed.LETTER, words: str = "") -> None:
    """Tell all elsewhere whom a letter gave an assignment how it stands now."""
    for code, to in corresponding.told(uow.session, assignment).items():
        course = course_for(uow, assignment, code, deed, words)
        due = f"; hạn {format_date(assignment.due_on)}" if assignment.due_on else ""
        said = f"Nhiệm vụ {assignment.code}: {DEED_WORDS[deed]}{due}{'; ' if words else ''}{words}"
        tell_course(uow, to, assignment.id, course, said)


def course_for(uow: UnitOfWork, assignment: Assignment, code: str, deed: Deed, words: str) -> Course:
    """How an assignment of our register stands, for one of those it was given to."""
    asked = corresponding.requests(uow.session, assignment, of_others=True)
    told = Course(
        assignment.code, GIVER, corresponding.last_ordinal(uow.session, assignment), state=assignment.state,
        part=errands.part_of(uow.session, assignment, code) or "co", deed=deed, words=words, reason=assignment.reason,
        due_on=_day(assignment.due_on), paused_on=_day(assignment.paused_on), done_on=_day(assignment.done_on),
        reports=tuple(corresponding.registered_reports(uow.session, assignment, code)),
        requests=tuple(_request(each, str(each.origin)) for each in asked),
    )  # fmt: skip
    heard = corresponding.heard(uow.session, assignment.agency_id, code, assignment.code, DOER)
    return replace(told, heard=heard.version if heard else 0)


def _tell_giver(uow: UnitOfWork, assignment: Assignment, words: str) -> None:
    source, theirs = errands.source_of(uow.session, assignment), assignment.theirs
    if source is None or theirs is None:
        return
    asked = corresponding.requests(uow.session, assignment, of_others=False)
    version = corresponding.last_ordinal(uow.session, assignment, *OWN_DEEDS, own=True)
    course = Course(
        theirs[1], DOER, version, state=assignment.state, reason=assignment.reason,
        requests=tuple(_request(each, each.id) for each in asked),
    )  # fmt: skip
    tell(uow, source, UNDER_WAY, words, f"{assignment.id}:{version}", course=course)


def _request(one: Extension, key: str) -> MoreTime:
    granted = "" if one.granted is None else "yes" if one.granted else "no"
    days = (_day(one.was_due_on), _day(one.wanted_on))
    return MoreTime(key, *days, one.reason, granted, _day(one.granted_on), one.answer)


def _day(day: object) -> str:
    return str(day) if day else ""
