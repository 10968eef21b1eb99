"""Saved searches: what came since, with the reader's rights; told once, one notice a search."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from docarchive.app import Application
from docarchive.archive.models import Document
from docarchive.archive.services import documents as archive
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job
from docarchive.core.work import UnitOfWork
from docarchive.lookup.errors import SearchInvalidError, SearchNotFoundError, TooManySearchesError
from docarchive.lookup.models import SavedSearch, SearchHit
from docarchive.lookup.queries import searches as queries
from docarchive.lookup.services import matching, searches
from docarchive.lookup.states import MOST_SEARCHES
from docarchive.notices.models import Mail, Notice
from docarchive.search.asking import Asked
from indexer.engines import watching
from tests.archive.factories import follow, hand_in, make_batch, make_document
from tests.conftest import FixedClock, csrf, sign_in
from tests.factories import actor_for, make_agency, make_unit, make_user
from tests.notices.conftest import run_jobs

ROADS = Asked(text="giao thông nông thôn")


def keep(services: Services, asked: Asked = ROADS, alert: str = "none", username: str = "ai") -> tuple[str, Actor]:
    """A person's saved search."""
    with services.begin(Actor.operator()) as uow:
        actor = actor_for(uow, make_user(uow, username=username))
    with services.begin(actor) as uow:
        return searches.save(uow, "Đường nông thôn", asked, alert).id, actor


def come(services: Services, number: str = "15/2023/NQ-HĐND", **values: Any) -> str:
    """A document comes in."""
    with services.begin(Actor.operator()) as uow:
        return make_document(uow, number=number, **values).id


def look(services: Services, clock: FixedClock, minutes: int = 6) -> None:
    """Let the next pass come."""
    clock.now += timedelta(minutes=minutes)
    work_off(services)


def work_off(services: Services) -> None:
    """Do what is due; files need not be read, their readings were given."""
    with services.begin(Actor.operator()) as uow:
        uow.session.execute(update(Job).where(Job.kind.startswith("archive.")).values(state="done"))
    run_jobs(services)


def new_of(services: Services, actor: Actor, search_id: str) -> int:
    with services.work.reading(actor) as uow:
        return queries.new_counts(uow.session, actor, [search_id]).get(search_id, 0)


def told(services: Services) -> list[str]:
    with services.work.reading(Actor.operator()) as uow:
        return list(uow.session.scalars(select(Notice.text).order_by(Notice.at)))


def test_what_came_after_it_was_saved_is_new_until_it_is_opened(services: Services, clock: FixedClock) -> None:
    come(services, "1/2023/NQ-HĐND")
    clock.now += timedelta(minutes=1)
    search_id, actor = keep(services)
    clock.now += timedelta(minutes=1)
    come(services, "2/2023/NQ-HĐND")
    come(services, "7/CT-UBND", subject="Phòng cháy rừng", text="Phòng cháy, chữa cháy rừng.", kind="chỉ thị")

    look(services, clock)
    look(services, clock)

    assert new_of(services, actor, search_id) == 1
    with services.begin(actor) as uow:
        found = queries.search(uow.session, actor, search_id)
        assert [line.number for line in queries.new_lines(uow.session, actor, found, 0, 20)] == ["2/2023/NQ-HĐND"]
        searches.see(uow, found)
    assert new_of(services, actor, search_id) == 0


def test_a_document_that_is_opened_to_the_reader_later_is_new_then(services: Services, clock: FixedClock) -> None:
    search_id, actor = keep(services, alert="at-once")
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow)
        batch = make_batch(uow, agency_id=agency.id, level=AccessLevel.AGENCY)
        hidden = make_document(uow, batch).id
    look(services, clock)
    with services.begin(actor) as uow:
        searches.see(uow, queries.search(uow.session, actor, search_id))
    assert new_of(services, actor, search_id) == 0
    assert told(services) == []

    with services.begin(Actor.operator()) as uow:
        document = uow.session.get_one(Document, hidden)
        archive.open_to(uow, [document], AccessLevel.PUBLIC, frozenset({"all"}))
    look(services, clock)

    assert new_of(services, actor, search_id) == 1
    assert told(services) == ["Tìm kiếm đã lưu “Đường nông thôn” có 1 văn bản mới."]


def test_many_at_once_make_one_notice_and_a_replay_none(
    services: Services, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "AT_ONCE", 4)
    keep(services, alert="at-once")
    for number in range(1, 10):
        come(services, f"{number}/2023/NQ-HĐND")

    look(services, clock)

    assert told(services) == ["Tìm kiếm đã lưu “Đường nông thôn” có 9 văn bản mới."]
    with services.begin(Actor.operator()) as uow:  # everything is looked at once more
        for one in uow.session.scalars(select(SavedSearch)):
            one.looked_until = one.made_at
        for job in uow.session.scalars(select(Job).where(Job.kind == matching.MATCH)):
            job.state = "waiting"
    look(services, clock, minutes=90)
    assert len(told(services)) == 1
    come(services, "11/2023/NQ-HĐND")
    look(services, clock)
    assert told(services)[1:] == ["Tìm kiếm đã lưu “Đường nông thôn” có 1 văn bản mới."]


def test_a_notice_waits_for_the_end_of_an_import_but_not_for_ever(services: Services, clock: FixedClock) -> None:
    keep(services, alert="at-once")
    come(services)
    with services.begin(Actor.operator()) as uow:
        assert hand_in(uow, make_batch(uow), b"%PDF-1.7 waits", "b.pdf").state == "waiting"
    look(services, clock)
    assert told(services) == []

    look(services, clock, minutes=61)

    assert len(told(services)) == 1


def test_what_is_told_daily_comes_before_the_digest_and_into_it(mailing: Services, clock: FixedClock) -> None:
    keep(mailing, alert="daily")  # at noon
    come(mailing)
    look(mailing, clock)
    assert len(told(mailing)) == 1
    come(mailing, "16/2023/NQ-HĐND")
    look(mailing, clock)
    assert len(told(mailing)) == 1

    clock.now += timedelta(hours=18, minutes=20)  # 6.32 next morning
    work_off(mailing)
    assert len(told(mailing)) == 2
    with mailing.work.reading(Actor.operator()) as uow:
        assert set(uow.session.scalars(select(Notice.way))) == {"digest"}
        assert uow.session.scalar(select(func.count()).select_from(Mail).where(Mail.what == "notices")) == 0


def test_once_a_week_means_monday_morning_however_much_came(mailing: Services, clock: FixedClock) -> None:
    keep(mailing, alert="weekly")
    clock.now += timedelta(days=6 - clock.now.weekday())  # Sunday noon
    come(mailing)
    look(mailing, clock)
    assert told(mailing) == []

    clock.now += timedelta(hours=24)
    work_off(mailing)
    assert told(mailing) == ["Tìm kiếm đã lưu “Đường nông thôn” có 1 văn bản mới."]
    come(mailing, "16/2023/NQ-HĐND")
    look(mailing, clock, minutes=24 * 60)
    assert len(told(mailing)) == 1
    look(mailing, clock, minutes=6 * 24 * 60)
    assert len(told(mailing)) == 2


def test_notices_are_gone_with_the_right_to_see_what_they_told_of(
    app: Application, services: Services, clock: FixedClock
) -> None:
    search_id, _actor = keep(services, alert="at-once")
    document_id = come(services)
    look(services, clock)
    browser = sign_in(app, "ai")
    assert "có 1 văn bản mới" in browser.get("/notices").text

    with services.begin(Actor.operator()) as uow:
        document = uow.session.get_one(Document, document_id)
        archive.open_to(uow, [document], AccessLevel.NAMED, frozenset({"user:nobody"}))

    assert "có 1 văn bản mới" not in browser.get("/notices").text
    assert "15/2023/NQ-HĐND" not in browser.get(f"/searches/{search_id}/new").text
    assert "mới" not in browser.get("/searches").text.split("<ol")[1].split("</ol>")[0].split("<details>")[0]


def test_what_came_before_one_asked_to_be_told_is_not_told(services: Services, clock: FixedClock) -> None:
    search_id, actor = keep(services)
    come(services)
    look(services, clock)

    with services.begin(actor) as uow:
        searches.change(uow, queries.search(uow.session, actor, search_id), alert="at-once")
    look(services, clock)

    assert told(services) == []
    assert new_of(services, actor, search_id) == 1


def test_a_saved_search_keeps_filters_and_sort_and_knows_its_bounds(uow: UnitOfWork) -> None:
    asked = Asked(text="rừng", chosen=(("loai", ("chỉ thị",)),), sort="moi", page=3)
    uow.actor = actor_for(uow, make_user(uow))
    kept = searches.save(uow, "  Rừng ", asked)

    assert (kept.name, Asked.of_address(kept.question)) == ("Rừng", Asked("rừng", asked.chosen, sort="moi"))
    with pytest.raises(SearchInvalidError):
        searches.save(uow, " ", asked)
    with pytest.raises(SearchInvalidError):
        searches.save(uow, "Trống", Asked())
    with pytest.raises(SearchInvalidError):
        searches.save(uow, "Chung", asked, is_shared=True)
    for number in range(MOST_SEARCHES - 1):
        searches.save(uow, f"Tìm {number}", asked)
    with pytest.raises(TooManySearchesError):
        searches.save(uow, "Thêm", asked)


def test_colleagues_of_the_unit_open_what_is_shared_and_nobody_else_does(uow: UnitOfWork) -> None:
    unit = make_unit(uow)
    owner, colleague, other = (actor_for(uow, make_user(uow, unit=each)) for each in (unit, unit, make_unit(uow)))
    uow.actor = owner
    kept = searches.save(uow, "Rừng", Asked("rừng"), is_shared=True)

    assert [one.id for one, _ in queries.shared(uow.session, colleague)] == [kept.id]
    assert queries.openable(uow.session, colleague, kept.id) is kept
    for reader, find in ((other, queries.openable), (colleague, queries.search)):
        with pytest.raises(SearchNotFoundError):
            find(uow.session, reader, kept.id)


def test_the_pages_save_count_open_rename_delete_and_undo(
    civil_servant: FlaskClient, services: Services, clock: FixedClock
) -> None:
    come(services, "1/2023/NQ-HĐND")
    follow(services)
    clock.now += timedelta(minutes=1)
    results = civil_servant.get("/search?q=giao+thông&xep=moi").text
    assert "/searches/new?q=giao+th" in results
    empty = civil_servant.get("/searches").text
    assert "Chưa lưu tìm kiếm nào" in empty
    assert 'value="giao thông"' in civil_servant.get("/searches/new?q=giao+thông").text

    def post(path: str, **data: str) -> str:
        return civil_servant.post(path, data={**data, **csrf(civil_servant)}, follow_redirects=True).text

    assert "Đặt tên cho tìm kiếm" in post("/searches", name="", question="q=giao+thông")
    assert "Đã lưu tìm kiếm “Đường”" in post("/searches", name="Đường", question="q=giao+thông&xep=moi", alert="daily")
    with services.work.reading(Actor.operator()) as uow:
        search_id = uow.session.scalars(select(SavedSearch.id)).one()
    clock.now += timedelta(minutes=1)
    come(services, "2/2023/NQ-HĐND")
    look(services, clock)
    assert "+1 mới" in civil_servant.get("/searches").text
    assert "Đường · +1 mới" in civil_servant.get("/").text
    assert "2/2023/NQ-HĐND" in civil_servant.get(f"/searches/{search_id}/new").text

    assert civil_servant.get(f"/searches/{search_id}").location == "/search?q=giao+th%C3%B4ng&xep=moi"
    assert "+1 mới" not in civil_servant.get("/searches").text
    assert "Đường làng" in post(f"/searches/{search_id}", name="Đường làng", alert="none")
    assert "Hoàn tác" in post(f"/searches/{search_id}/remove")
    assert civil_servant.get(f"/searches/{search_id}").status_code == 404
    assert "Đã khôi phục" in post(f"/searches/{search_id}/restore")
    assert "Đường làng" in civil_servant.get("/searches").text


def test_what_is_not_ones_own_does_not_exist(app: Application, services: Services) -> None:
    search_id, _ = keep(services)
    keep(services, username="khac")
    browser = sign_in(app, "khac")
    token = csrf(browser)

    assert browser.get(f"/searches/{search_id}").status_code == 404
    assert browser.get(f"/searches/{search_id}/new").status_code == 404
    for act in ("", "/seen", "/remove", "/restore"):
        assert browser.post(f"/searches/{search_id}{act}", data=token).status_code == 404


def test_deleted_ones_are_forgotten_after_thirty_days(services: Services, clock: FixedClock) -> None:
    search_id, actor = keep(services)
    keep(services, username="khac")
    come(services)
    look(services, clock)
    with services.begin(actor) as uow:
        searches.remove(uow, queries.search(uow.session, actor, search_id))

    look(services, clock, minutes=31 * 24 * 60)

    with services.work.reading(Actor.operator()) as uow:
        assert uow.session.get(SavedSearch, search_id) is None
        assert uow.session.scalar(select(func.count()).where(SearchHit.search_id == search_id)) == 0


def test_nothing_is_planned_where_nobody_keeps_a_search(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        matching.plan_next(uow)
        assert uow.session.scalar(select(func.count()).where(Job.kind == matching.MATCH)) == 0
    assert watching.matching([], {}) == {}
