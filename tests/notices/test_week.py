"""Who follows a matter or a document hears of it on Friday; the page of it, and of the morning, is one A4."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from docarchive.app import Application
from docarchive.archive.models import DocumentFollow
from docarchive.archive.queries.following import STARRED
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import MatterFollowError
from docarchive.directions.models import MatterFollow
from docarchive.directions.services import extending, matters, meetings
from docarchive.directions.services.meetings import Held
from docarchive.directions.states import Source
from docarchive.kernel.errors import InvalidInputError
from docarchive.notices.content import Line, Section
from docarchive.notices.services import reading
from docarchive.notices.states import Kind, Way
from docarchive.portal.morning import FEW, fitted
from docarchive.portal.weekly import is_last_working_day
from tests.archive.factories import make_document
from tests.conftest import FixedClock, csrf, sign_in
from tests.directions.factories import Sides, make_assignment, make_sides
from tests.exchange.factories import acting
from tests.factories import actor_for
from tests.notices.conftest import run_jobs
from tests.notices.server import MailServer
from tests.notices.test_mail import plain

MATTER = "cải cách hành chính"
FRIDAY = 19


def follows(services: Services, **wishes: Way) -> Sides:
    """The office's leader follows a matter that was directed this week, and asked more time for."""
    with services.begin(Actor.operator()) as uow:
        sides = make_sides(uow)
        sides.leader.email = "lanhdao@ubnd.example"
        quiet = dict.fromkeys((Kind.MORNING, Kind.REPORTED), Way.OFF)
        with acting(uow, sides.leader):
            matters.follow(uow, MATTER)
            reading.choose(uow, {**quiet, **{Kind(name): way for name, way in wishes.items()}})
        one = make_assignment(uow, sides)
        with acting(uow, sides.doer):
            extending.ask(uow, one, date(2026, 7, 20), "Chờ hướng dẫn của Bộ Nội vụ")
        services.plan(uow)
    return sides


def test_the_week_comes_on_friday_by_a_mail_of_its_own(
    mailing: Services, mail_server: MailServer, clock: FixedClock
) -> None:
    follows(mailing)
    for day in range(16, FRIDAY):
        clock.now = clock.now.replace(day=day, hour=0)  # seven o'clock in Hà Nội
        run_jobs(mailing)
    assert mail_server.recipients == []
    clock.now = clock.now.replace(day=FRIDAY)
    run_jobs(mailing)
    run_jobs(mailing)

    assert mail_server.recipients == ["lanhdao@ubnd.example"]
    words = plain(mail_server.taken[0][1])
    assert f"VỤ VIỆC “{MATTER.upper()}”" in words
    assert "xin gia hạn" in words
    assert "giao việc" not in words.lower().split("xin gia hạn")[1]


def test_nothing_new_is_no_mail(mailing: Services, mail_server: MailServer, clock: FixedClock) -> None:
    follows(mailing)
    clock.now = clock.now.replace(day=26, hour=0)  # the Friday after
    run_jobs(mailing)

    assert mail_server.recipients == []


def test_who_does_not_wish_it_gets_none(mailing: Services, mail_server: MailServer, clock: FixedClock) -> None:
    follows(mailing, week=Way.OFF)
    clock.now = clock.now.replace(day=FRIDAY, hour=0)
    run_jobs(mailing)

    assert mail_server.recipients == []


def test_where_friday_is_a_day_of_rest_it_comes_the_day_before(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    actor = actor_for(uow, sides.leader)
    friday = date(2026, 6, FRIDAY)
    assert [is_last_working_day(uow.session, actor, friday + timedelta(on)) for on in (-1, 0, 1)] == [
        False, True, False,
    ]  # fmt: skip
    # 30 April and 1 May 2026 are days of rest: a Thursday and a Friday.
    week = [is_last_working_day(uow.session, actor, date(2026, 4, day)) for day in (28, 29, 30)]

    assert week == [False, True, False]


def test_what_a_followed_document_ordered_is_told_to_whom_may_know(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        sides = make_sides(uow)
        document = make_document(uow, number="15/CT-UBND", kind="chỉ thị")
        for who in (sides.leader, sides.outsider):
            uow.session.add(DocumentFollow(user_id=who.id, document_id=document.id, why=STARRED, at=uow.now))
        make_assignment(uow, sides, source=Source.DOCUMENT, document=document)
    leader, outsider = (sign_in(app, who.username).get("/week").text for who in (sides.leader, sides.outsider))

    assert "Chỉ đạo từ văn bản đang theo dõi (1)" in leader
    assert "Tuần này không có tin mới" in outsider


def test_a_matter_is_followed_and_left_on_its_page(app: Application, services: Services) -> None:
    sides = follows(services)
    leader: FlaskClient = sign_in(app, sides.leader.username)
    assert MATTER in leader.get("/week").text
    page = leader.get("/directions/matters", query_string={"q": MATTER}).text
    assert "Đang theo dõi" in page

    leader.post("/directions/matters/unfollow", data={"q": MATTER, **csrf(leader)})
    assert MATTER not in leader.get("/week").text
    leader.post("/directions/matters/follow", data={"q": f"  {MATTER} ", **csrf(leader)})
    with services.work.reading(Actor.operator()) as uow:
        assert uow.session.scalars(select(MatterFollow.words)).all() == [MATTER]


def test_what_is_no_matter_is_refused(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch) -> None:
    sides = make_sides(uow)
    with acting(uow, sides.leader):
        for words in ("", "x" * 501):
            with pytest.raises(InvalidInputError):
                matters.follow(uow, words)
        monkeypatch.setattr(matters, "MOST", 1)
        matters.follow(uow, MATTER)
        matters.follow(uow, MATTER)  # once is enough
        with pytest.raises(MatterFollowError):
            matters.follow(uow, "giao thông")
    with pytest.raises(MatterFollowError):
        matters.follow(uow, MATTER)  # nobody in particular


def test_the_morning_names_the_meetings_of_the_day(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        sides = make_sides(uow)
        with acting(uow, sides.clerk):
            meetings.write_down(uow, sides.agency.id, Held("Giao ban tháng 6", "Chủ tịch", date(2026, 6, 15)))

    assert "Họp hôm nay (1)" in sign_in(app, sides.clerk.username).get("/morning").text
    assert "Họp hôm nay" not in sign_in(app, sides.outsider.username).get("/morning").text


def test_sections_are_cut_until_they_are_one_sheet() -> None:
    short, long = Section("Ngắn", [Line("a")] * 2), [Section("Dài", [Line("b")] * FEW, 3) for _ in range(5)]

    cut = fitted([short, *long])

    assert len(cut[0].lines) == 2
    assert len(cut[1].lines) < FEW
    assert [len(each.lines) + each.more for each in cut] == [2, *[FEW + 3] * 5]
    assert fitted([short]) == [short]
