"""Two registers that tell each other how an assignment stands agree afterwards, in whatever order words arrive."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from docarchive.core.actor import Actor
from docarchive.core.jobs import Job, JobState
from docarchive.directions.models import Assignment, Extension
from docarchive.directions.queries.course import asked_extension, extensions_of
from docarchive.directions.services import extending, following, giving, working
from docarchive.directions.states import WorkState
from docarchive.exchange.courses import DOER, GIVER, Course, MoreTime, course_elements, courses_in
from docarchive.exchange.events import CourseTold
from docarchive.exchange.packets import course_packet
from docarchive.exchange.services.telling import TELL, TELL_COURSE
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from edxml import StatusPacket, read, write
from tests.conftest import FixedClock
from tests.directions.across import CODES, CONTENT, Across, Side, to
from tests.directions.factories import DUE
from tests.exchange.outgoing_factories import make_issued

WHY = "Theo văn bản của hai bên"
AT_WORK = ("given", "accepted", "doing")
_SEEDS = range(3)


def test_what_is_asked_there_and_decided_here_travels(elsewhere: Across, clock: FixedClock) -> None:
    one = elsewhere.give()
    elsewhere.sent(one)
    elsewhere.doer.register()
    elsewhere.settle()
    wanted = DUE + timedelta(15)
    with elsewhere.doer.by() as uow:
        theirs = uow.session.get_one(Assignment, elsewhere.doer.one().id)
        extending.ask(uow, theirs, wanted, "Mưa lũ làm chậm việc đo đạc")
    elsewhere.settle()

    with elsewhere.giver.by() as uow:
        asked = asked_extension(uow.session, uow.session.get_one(Assignment, one.id))
        assert asked is not None
        assert (asked.asked_by, asked.wanted_on, asked.reason) == (
            "UBND xã Đồi Thông", wanted, "Mưa lũ làm chậm việc đo đạc",
        )  # fmt: skip
        extending.grant(uow, asked, answer="Đồng ý gia hạn một lần")
    elsewhere.settle()
    theirs = elsewhere.doer.one()
    assert (theirs.due_on, theirs.first_due_on) == (wanted, DUE)
    assert elsewhere.doer.deeds(theirs.id)[-1][:2] == ("extended", "UBND xã Suối Mơ")

    with elsewhere.giver.by() as uow:
        following.pause(uow, uow.session.get_one(Assignment, one.id), WHY)
    elsewhere.settle()
    assert elsewhere.doer.one().state == WorkState.PAUSED
    clock.now += timedelta(days=5)
    with elsewhere.giver.by() as uow:
        following.resume(uow, uow.session.get_one(Assignment, one.id))
    elsewhere.settle()
    assert elsewhere.doer.one().due_on == elsewhere.giver.one().due_on == date(2026, 7, 20)

    with elsewhere.doer.by() as uow:
        working.give_back(uow, uow.session.get_one(Assignment, theirs.id), "Công trình do Sở quản lý")
    elsewhere.settle()
    ours = elsewhere.giver.one()
    assert (ours.state, ours.reason) == (WorkState.RETURNED, "Công trình do Sở quản lý")
    with elsewhere.giver.by() as uow:
        following.cancel(uow, uow.session.get_one(Assignment, one.id), WHY)
    elsewhere.settle()
    assert (elsewhere.doer.one().state, elsewhere.doer.one().reason) == (WorkState.CANCELLED, WHY)


def test_a_word_that_overtakes_its_letter_is_kept_for_it(elsewhere: Across) -> None:
    one = elsewhere.give()
    elsewhere.sent(one)
    with elsewhere.giver.by() as uow:
        following.cancel(uow, uow.session.get_one(Assignment, one.id), WHY)
    elsewhere.settle()
    assert elsewhere.doer.assignments() == []
    elsewhere.doer.register()
    assert (elsewhere.doer.one().state, elsewhere.doer.one().reason) == (WorkState.CANCELLED, WHY)


def test_who_asks_elsewhere_writes_down_how_it_was_decided_there(elsewhere: Across) -> None:
    one = elsewhere.give()
    elsewhere.sent(one)
    elsewhere.doer.register()
    with elsewhere.doer.by() as uow:
        theirs = uow.session.get_one(Assignment, elsewhere.doer.one().id)
        asked = extending.ask(uow, theirs, DUE + timedelta(15), WHY)
        with pytest.raises(InvalidInputError):
            extending.grant(uow, asked)
        extending.grant(uow, asked, answer="Theo công văn 88/UBND ngày 20/6/2026")
        assert theirs.due_on == DUE + timedelta(15)


def test_registers_agree_in_whatever_order_words_arrive(elsewhere: Across, clock: FixedClock) -> None:
    orders = [to(elsewhere.doer_there, f"{CONTENT} đợt {seed}") for seed in _SEEDS]
    first = elsewhere.give(*orders)
    elsewhere.sent(first)
    elsewhere.doer.register()
    elsewhere.settle()
    ours = elsewhere.giver.assignments()
    theirs = {str(one.theirs[1]): one for one in elsewhere.doer.assignments() if one.theirs}
    wire = Wire(elsewhere)
    moved = set()
    for seed, one in zip(_SEEDS, ours, strict=True):
        chance = random.Random(seed)  # noqa: S311 - an order to be repeated, not a secret
        for _ in range(14):
            clock.now += timedelta(hours=chance.randrange(1, 40))
            side, row = chance.choice([(elsewhere.giver, one), (elsewhere.doer, theirs[one.code])])
            moved.add(_something(side, row.id, chance, clock.now))
            wire.deliver(chance, whole=False)
        wire.deliver(chance, whole=True)
        assert _stands(elsewhere.giver, one.id) == _stands(elsewhere.doer, theirs[one.code].id), f"seed {seed}"
        before = [elsewhere.giver.deeds(one.id), elsewhere.doer.deeds(theirs[one.code].id)]
        wire.again(chance)
        assert [elsewhere.giver.deeds(one.id), elsewhere.doer.deeds(theirs[one.code].id)] == before
    assert len(moved - {""}) >= 7


def test_a_course_is_read_as_it_was_written(elsewhere: Across) -> None:
    asked = MoreTime("k1", "2026-06-30", "2026-07-15", 'Chờ "số liệu" <& phụ lục>', "yes", "2026-07-10", "Đồng ý")
    course = Course(
        "2026.000001", GIVER, 7, heard=3, state="paused", deed="paused", words=WHY, reason=WHY, due_on="2026-07-10",
        paused_on="2026-06-20", reports=("H92.02,2026/06/18,9", "x"), requests=(asked,),
    )  # fmt: skip
    with elsewhere.giver.by() as uow:
        letter = make_issued(uow, elsewhere.giver.office)
        packet = read(write(course_packet(letter, CODES[1], course, "Tạm dừng", "Văn thư", uow.now))).packet
        assert isinstance(packet, StatusPacket)
        assert courses_in(packet) == (course,)
        assert Course.from_json(json.loads(json.dumps(course.to_json()))) == course
    assert course_elements(None) == ()


class Wire:
    """Words on their way, in both directions; delivered in any order, some of them twice."""

    def __init__(self, across: Across) -> None:
        self._sides = {DOER: across.giver, GIVER: across.doer}
        self._senders = dict(zip((GIVER, DOER), (across.giver, across.doer), strict=True))
        self._seen: set[str] = set()
        self._waiting: list[Course] = []
        self._all: list[Course] = []

    def gather(self) -> None:
        for side in self._senders.values():
            with side.services.begin(Actor.operator()) as uow:
                jobs = uow.session.scalars(
                    select(Job).where(Job.kind.in_((TELL, TELL_COURSE)), Job.state == JobState.WAITING.value)
                ).all()
                told = [json.loads(job.payload) for job in jobs if job.id not in self._seen]
                self._seen |= {job.id for job in jobs}
            courses = [Course.from_json(one["course"]) for one in told if "course" in one]
            self._waiting += courses
            self._all += courses

    def deliver(self, chance: random.Random, *, whole: bool) -> None:
        self.gather()
        while self._waiting and (whole or chance.random() < 0.6):
            course = chance.choice(self._waiting)
            if chance.random() < 0.8:
                self._waiting.remove(course)
            self._tell(course)
            if not self._waiting:
                self.gather()

    def again(self, chance: random.Random) -> None:
        for course in chance.sample(self._all, min(6, len(self._all))):
            self._tell(course)
        self.gather()
        assert self._waiting == []

    def _tell(self, course: Course) -> None:
        side, sender = self._sides[course.said_by], self._senders[course.said_by].office.agency
        with side.services.begin(Actor.operator()) as uow:
            uow.emit(CourseTold(side.office.agency.id, CODES[course.said_by == DOER], sender.name, course))


def _something(side: Side, assignment_id: str, chance: random.Random, now: datetime) -> str:
    """One act the state allows, by those who may."""
    with side.by() as uow:
        one = uow.session.get_one(Assignment, assignment_id)
        asked, state = asked_extension(uow.session, one), WorkState(one.state)
        due_on = max(one.due_on or local_day(now), local_day(now))
        if one.origin is not None:
            acts = {"ask": state in AT_WORK and asked is None, "give_back": state in AT_WORK}
        else:
            acts = {
                "grant": asked is not None and one.is_open, "deny": asked is not None, "pause": state in AT_WORK,
                "resume": state == WorkState.PAUSED, "reopen": state == WorkState.CANCELLED,
                "give_again": state == WorkState.RETURNED, "cancel": one.is_open and chance.random() < 0.3,
            }  # fmt: skip
        possible = [name for name, can in acts.items() if can]
        act = chance.choice(possible) if possible else ""
        if act == "ask":
            extending.ask(uow, one, due_on + timedelta(chance.randrange(1, 20)), WHY)
        elif act == "grant" and asked is not None:
            extending.grant(uow, asked, until=due_on + timedelta(chance.randrange(1, 20)))
        elif act == "deny" and asked is not None:
            extending.deny(uow, asked, WHY)
        elif act == "give_again":
            assert one.lead_agency is not None
            following.give_again(uow, one, giving.Order(giving.Body.of(one.lead_agency)))
        elif act == "give_back":
            working.give_back(uow, one, WHY)
        elif act == "resume":
            following.resume(uow, one)
        elif act:
            {"pause": following.pause, "cancel": following.cancel, "reopen": following.reopen}[act](uow, one, WHY)
    return act


def _stands(side: Side, assignment_id: str) -> tuple[str, date | None, date | None, Sequence[object]]:
    """What both registers are to say of an assignment; how far its work is, is the doer's own affair."""
    with side.by() as uow:
        one = uow.session.get_one(Assignment, assignment_id)
        asked: Sequence[Extension] = extensions_of(uow.session, one)
        decided = sorted((each.wanted_on, each.reason, each.granted, each.granted_on, each.answer) for each in asked)
        return ("at work" if one.state in AT_WORK else one.state), one.due_on, one.paused_on, decided
