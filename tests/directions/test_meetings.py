"""A meeting is a source of directions: who sat in it, its notice, what was directed, and how far that has come."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.archive.errors import DocumentNotFoundError
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.directions.counting import By, Figure, Span
from docarchive.directions.errors import MeetingNotFoundError
from docarchive.directions.models import Meeting
from docarchive.directions.queries import meetings as queries
from docarchive.directions.queries.behind_figures import Behind, count_behind
from docarchive.directions.queries.figures import figures
from docarchive.directions.services import meetings
from docarchive.directions.services.meetings import Held
from docarchive.directions.states import SOURCE_WORDS, Cell, Source
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.archive.factories import make_document
from tests.conftest import csrf, sign_in
from tests.directions.factories import TODAY, Sides, make_assignment, make_hidden, make_sides
from tests.exchange.factories import acting
from tests.factories import actor_for

QUOTE = "Giao Sở Thử rà soát các trạm bơm trước ngày 30/6/2026"
HELD = Held("Giao ban tháng 6", "Chủ tịch UBND tỉnh", TODAY - timedelta(3), begins="8:30", place="Phòng họp số 1",
            participants="Các Phó Chủ tịch\n\n  Sở  Thử ")  # fmt: skip


def make_meeting(uow: UnitOfWork, sides: Sides, held: Held = HELD) -> Meeting:
    with acting(uow, sides.clerk):
        return meetings.write_down(uow, sides.agency.id, held)


def test_a_meeting_says_when_it_was_and_who_sat_in_it(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    made = make_meeting(uow, sides)

    assert (made.begins, made.participants) == ("08:30", "Các Phó Chủ tịch\nSở Thử")
    with acting(uow, sides.officer), pytest.raises(NotAllowedError):
        meetings.write_down(uow, sides.agency.id, HELD)
    wrong: dict[str, Any] = {"held_on": TODAY + timedelta(1), "begins": "25:00", "title": " ", "chair": ""}
    with acting(uow, sides.clerk), pytest.raises(InvalidInputError) as refused:
        meetings.write_down(uow, sides.agency.id, replace(HELD, **wrong))
    assert set(refused.value.fields) == set(wrong)
    hidden = make_hidden(uow)
    with acting(uow, sides.clerk), pytest.raises(DocumentNotFoundError):
        meetings.amend(uow, made, replace(HELD, document=hidden))


def test_the_notice_takes_the_directions_along(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    held = make_meeting(uow, sides)
    values: dict[str, Any] = {"source": Source.MEETING, "meeting": held, "document_number": "", "quote": QUOTE}
    one = make_assignment(uow, sides, **values)
    apart = make_assignment(uow, sides)
    notice = make_document(uow, number="12/TB-UBND", text=f"Kết luận: {QUOTE}.")

    with acting(uow, sides.clerk):
        assert meetings.amend(uow, held, replace(HELD, document=notice)) == 1
        assert meetings.amend(uow, held, replace(HELD, document=notice)) == 0

    assert (one.direction.document_number, one.direction.document_id) == ("12/TB-UBND", notice.id)
    assert one.direction.page == 1
    assert apart.direction.document_id is None


def test_who_sees_a_meeting_and_what_stands_in_it(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    held, empty = make_meeting(uow, sides), make_meeting(uow, sides)
    make_assignment(uow, sides, source=Source.MEETING, meeting=held)
    make_assignment(uow, sides, sides.unit, TODAY - timedelta(1), source=Source.MEETING, meeting=held)

    def seen(who: object) -> list[str]:
        actor = actor_for(uow, who)  # type: ignore[arg-type]
        found = queries.meetings(uow.session, actor, 0, 9)
        assert queries.count_meetings(uow.session, actor) == len(found)
        return sorted(one.id for one in found)

    assert seen(sides.clerk) == sorted((held.id, empty.id))
    assert seen(sides.doer) == [held.id]
    assert seen(sides.outsider) == []
    with pytest.raises(MeetingNotFoundError):
        queries.meeting(uow.session, actor_for(uow, sides.doer), empty.id)

    def standing(who: object) -> dict[Cell, int]:
        return dict(queries.standing(uow.session, actor_for(uow, who), [held.id], TODAY).get(held.id, {}))  # type: ignore[arg-type]

    assert standing(sides.clerk) == {Cell.OPEN_IN_TIME: 1, Cell.OPEN_LATE: 1}
    assert standing(sides.doer) == {Cell.OPEN_IN_TIME: 1}
    assert len(queries.directions_in(uow.session, actor_for(uow, sides.doer), held)) == 1


def test_figures_are_told_apart_by_source(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    held = make_meeting(uow, sides)
    for source, count in ((Source.MEETING, 2), (Source.SPOKEN, 1), (Source.DOCUMENT, 3)):
        for _ in range(count):
            make_assignment(uow, sides, source=source, meeting=held if source is Source.MEETING else None)
    clerk, year = actor_for(uow, sides.clerk), Span.this_year(TODAY)

    report = figures(uow.session, clerk, year, By.SOURCE, TODAY)

    report.check()
    named = [SOURCE_WORDS[each] for each in (Source.DOCUMENT, Source.MEETING, Source.SPOKEN)]
    assert [(line.name, line.counts[Figure.ASSIGNED]) for line in report] == list(zip(named, (3, 2, 1), strict=True))
    for line in report:
        number = Behind(year, Figure.ASSIGNED, By.SOURCE, line.key)
        assert count_behind(uow.session, clerk, number, TODAY) == line.counts[Figure.ASSIGNED]


def test_the_pages_and_the_api_write_it_down_and_give_work_by_it(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        sides = make_sides(uow)
        with acting(uow, sides.clerk):
            key = {"Authorization": f"Bearer {tokens.create_token(uow, 'Thử', may_write=True)[1]}"}
        lead = sides.department.name
    clerk, doer, outsider = (sign_in(app, who.username) for who in (sides.clerk, sides.doer, sides.outsider))
    assert "Chưa ghi cuộc họp nào" in clerk.get("/directions/meetings").text
    typed = {"title": "Giao ban", "chair": "Chủ tịch", "held_on": "12/06/2026", "begins": "8:30"}
    assert clerk.post("/directions/meetings/new", data={**typed, "begins": "?", **csrf(clerk)}).status_code == 422
    where = clerk.post("/directions/meetings/new", data={**typed, **csrf(clerk)}).location
    meeting_id = where.rsplit("/", 1)[1]
    form = clerk.get(f"/directions/new?hop={meeting_id}").text
    assert f'value="{meeting_id}"' in form
    assert 'value="12/06/2026"' in form
    given = {
        "act": "give", "source": "meeting", "meeting": meeting_id, "giver": "Chủ tịch", "given_on": "12/06/2026",
        "quote": QUOTE, "orders-0-lead": lead, "orders-0-term": "none",
    }  # fmt: skip
    assert clerk.post("/directions/new", data={**given, **csrf(clerk)}).location == where
    page = clerk.get(where).text
    assert QUOTE in page
    listed = re.search(r'href="(/directions\?o=[^"]*hop=[^"]*)"', page)
    assert listed is not None
    assert QUOTE in clerk.get(listed[1].replace("&amp;", "&")).text
    assert [each.get(where).status_code for each in (doer, outsider)] == [200, 404]
    assert [each.get(f"{where}/edit").status_code for each in (doer, outsider)] == [403, 404]
    assert [each.get(f"/directions/new?hop={meeting_id}").status_code for each in (outsider,)] == [404]
    edited = {**typed, "document_number": "12/TB-UBND"}
    assert clerk.post(f"{where}/edit", data={**edited, **csrf(clerk)}).location == where

    client, at = app.test_client(), "/api/v1/directions/meetings"
    listed_out = client.get(at, headers=key).json
    assert listed_out is not None
    assert [(one["id"], one["cells"]) for one in listed_out["meetings"]] == [(meeting_id, {"cht-khong-han": 1})]
    sent = {"title": "Họp chuyên đề", "chair": "Phó Chủ tịch", "held_on": "2026-06-10"}
    made = client.post(at, json=sent, headers=key)
    assert made.status_code == 201
    kept = client.put(f"{at}/{made.json['id']}", json={**sent, "place": "Hội trường"}, headers=key).json  # type: ignore[index]
    assert kept is not None
    assert (kept["place"], kept["document_id"]) == ("Hội trường", None)
    assert client.get(f"/api/v1/assignments?meeting_id={meeting_id}", headers=key).json["total"] == 1  # type: ignore[index]
