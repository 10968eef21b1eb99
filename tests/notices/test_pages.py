"""The bell, the page of notices, the ways people choose, the morning's page, and the same for programs."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.directions.models import Assignment
from tests.conftest import csrf, sign_in
from tests.directions.factories import TODAY, Sides, make_assignment, make_sides
from tests.directions.test_api import Programs


@pytest.fixture
def sides(services: Services) -> Sides:
    with services.begin(Actor.operator()) as uow:
        return make_sides(uow)


@pytest.fixture
def given(services: Services, sides: Sides) -> list[Assignment]:
    with services.begin(Actor.operator()) as uow:
        return [make_assignment(uow, sides, sides.unit, TODAY), make_assignment(uow, sides, sides.unit)]


@pytest.fixture
def officer(app: Application, sides: Sides, given: list[Assignment]) -> FlaskClient:
    del given
    return sign_in(app, sides.officer.username)


def unread(browser: FlaskClient) -> str:
    found = re.search(r"Thông báo(?:, (\d+) chưa đọc)?</span></a>", browser.get("/help").text)
    assert found is not None
    return found[1] or ""


def test_the_bell_counts_until_all_is_read(officer: FlaskClient, given: list[Assignment]) -> None:
    assert unread(officer) == "2"
    page = officer.get("/notices").text
    assert all(one.code in page for one in given)
    link = re.findall(r'href="(/notices/[a-z2-7]{16})"', page)[0]

    assert officer.get(link).location in {f"/directions/{one.id}" for one in given}
    assert unread(officer) == "1"
    officer.post(f"{link}/unread", data=csrf(officer))
    assert unread(officer) == "2"
    answer = officer.post("/notices/read-all", data=csrf(officer), follow_redirects=True)
    assert "Đã đánh dấu đọc 2 thông báo." in answer.text
    assert unread(officer) == ""
    assert "Không có thông báo chưa đọc" in officer.get("/notices?o=chua-doc").text


def test_notices_of_others_do_not_exist(app: Application, sides: Sides, officer: FlaskClient) -> None:
    link = re.findall(r'href="(/notices/[a-z2-7]{16})"', officer.get("/notices").text)[0]
    stranger = sign_in(app, sides.outsider.username)

    assert stranger.get(link).status_code == 404
    assert stranger.post(f"{link}/read", data=csrf(stranger)).status_code == 404
    assert "Chưa có thông báo nào" in stranger.get("/notices").text


def test_ways_are_chosen_on_a_page(officer: FlaskClient) -> None:
    page = officer.get("/notices/ways").text
    assert "chưa gửi thư được" in page

    saved = officer.post("/notices/ways", data={"given": "off", **csrf(officer)}, follow_redirects=True)
    refused = officer.post("/notices/ways", data={"morning": "page", **csrf(officer)})

    assert "Đã lưu cách nhận thông báo." in saved.text
    assert re.search(r'name="given".*?value="off" selected', saved.text, re.DOTALL)
    assert refused.status_code == 422


def test_the_morning_fits_on_a_page(app: Application, sides: Sides, officer: FlaskClient) -> None:
    page = officer.get("/morning").text
    nobody = sign_in(app, sides.outsider.username).get("/morning").text

    assert "Đến hạn hôm nay (1)" in page
    assert "Mới từ hôm trước (2)" in page
    assert "thứ Hai 15/06/2026" in page
    assert "Không có việc đến hạn" in nobody


def test_programs_read_notices(app: Application, services: Services) -> None:
    programs = Programs(app, services)
    programs.given()

    found = programs.doer.get("/me/notices", unread=True)
    assert found["total"] == 1
    one = found["notices"][0]["id"]
    assert programs.doer.send("PUT", f"/me/notices/{one}/read")["read_at"]
    assert programs.doer.send("DELETE", f"/me/notices/{one}/read")["read_at"] is None
    programs.officer.send("PUT", f"/me/notices/{one}/read", 404)
    assert programs.doer.send("PUT", "/me/notices/read")["count"] == 1
    ways = programs.doer.send("PUT", "/me/notice-ways", json={"ways": {"given": "digest"}})["ways"]
    assert ways["given"] == "digest"
    assert programs.doer.get("/me/notice-ways")["ways"] == ways
    programs.doer.send("PUT", "/me/notice-ways", 422, json={"ways": {"morning": "page"}})


@pytest.mark.parametrize("link", ["/directions/a", "/incoming/a", "/profile/absences", "/profile", "/notices/a"])
def test_what_notices_lead_to_is_a_page(app: Application, link: str) -> None:
    assert app.url_map.bind("").match(link, method="GET")


def test_marking_one_leads_back_to_the_page_it_stood_on(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        for _ in range(21):
            make_assignment(uow, sides, sides.unit)
    officer = sign_in(app, sides.officer.username)
    page = officer.get("/notices?size=20&trang=2").text
    form = re.search(r'<form method="post" action="(/notices/\w+/read)">(.*?)</form>', page, re.DOTALL)
    assert form is not None
    said = dict(re.findall(r'name="(o|trang|size)" value="([^"]*)"', form[2]))
    answer = officer.post(form[1], data={**said, **csrf(officer)})

    assert answer.location == "/notices?trang=2&size=20"
