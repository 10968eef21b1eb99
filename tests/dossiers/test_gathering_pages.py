"""Drafts and parts of a dossier on its pages, as its holder and a colleague use them; and as programs ask for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.dossiers.services import opening
from docarchive.dossiers.services.opening import Design
from docarchive.dossiers.states import Retention, Use
from tests.api.test_administration import Program
from tests.conftest import csrf, sign_in
from tests.exchange.factories import Office, acting, make_office
from tests.exchange.outgoing_factories import DRAFT, make_draft
from tests.factories import actor_for


@dataclass(frozen=True)
class House:
    """Two open dossiers of an officer and a draft of his."""

    whole_id: str
    child_id: str
    draft_id: str
    officer: FlaskClient
    clerk: FlaskClient
    stranger: FlaskClient

    def post(self, who: FlaskClient, path: str, **values: str) -> str:
        answer = who.post(path, data={**csrf(who), **values}, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return answer.text


@pytest.fixture
def office(services: Services) -> Office:
    with services.begin(Actor.operator()) as uow:
        return make_office(uow)


@pytest.fixture
def house(app: Application, services: Services, office: Office) -> House:
    with services.begin(Actor.operator()) as uow:
        stranger = make_office(uow).clerk
        design = Design("01.TH", "Hồ sơ tổng hợp", Retention.YEARS_10, date(2026, 2, 2))
        with acting(uow, office.officer):
            whole = opening.open_dossier(uow, office.agency, 2026, design)
            child = opening.open_dossier(uow, office.agency, 2026, replace(design, symbol="02.TH"))
        draft = make_draft(uow, office)
    browsers = [sign_in(app, each.username) for each in (office.officer, office.clerk, stranger)]
    return House(whole.id, child.id, draft.id, *browsers)


def test_a_draft_is_put_in_from_its_own_page_and_taken_out_with_undo(house: House) -> None:
    page = house.officer.get(f"/outgoing/{house.draft_id}").text
    assert f"/dossiers/add?draft={house.draft_id}" in page
    offered = house.officer.get(f"/dossiers/add?draft={house.draft_id}").text
    assert "Đưa dự thảo vào hồ sơ" in offered
    assert "01.TH" in offered

    there = house.post(house.officer, "/dossiers/add", draft=house.draft_id, dossier=house.whole_id)
    assert DRAFT.subject in there
    assert "chưa vào mục lục" in there
    again = house.officer.get(f"/dossiers/add?draft={house.draft_id}").text
    assert again.count("Đã ở trong hồ sơ") == 1
    hidden = house.clerk.get(f"/dossiers/{house.whole_id}")
    assert hidden.status_code == 200
    assert DRAFT.subject not in hidden.text

    close = house.officer.get(f"/dossiers/{house.whole_id}/close").text
    assert DRAFT.subject in close
    assert "Đã xem các điểm trên" in close
    gone = house.post(house.officer, f"/dossiers/{house.whole_id}/drafts/{house.draft_id}/removal")
    assert "Hoàn tác" in gone
    assert DRAFT.subject not in gone
    assert DRAFT.subject in house.post(house.officer, f"/dossiers/{house.whole_id}/drafts", draft=house.draft_id)


def test_a_part_is_opened_joined_and_parted(house: House) -> None:
    page = house.officer.get(f"/dossiers/{house.whole_id}").text
    assert f"/dossiers/new?thuoc={house.whole_id}" in page
    new = {
        "symbol": "03.TH",
        "title": "Hồ sơ con mới",
        "retention": "06",
        "started_on": "01/06/2026",
        "use": Use.NORMAL,
    }
    opened = house.officer.get(f"/dossiers/new?thuoc={house.whole_id}").text
    assert "hồ sơ con của hồ sơ 01.TH" in opened
    made = house.post(house.officer, "/dossiers/new", thuoc=house.whole_id, **new)
    assert "Hồ sơ con của" in made
    assert "01.TH" in made

    joined = house.post(house.officer, f"/dossiers/{house.child_id}/parent", parent=house.whole_id)
    assert "nay là hồ sơ con của hồ sơ 01.TH" in joined
    whole = house.officer.get(f"/dossiers/{house.whole_id}").text
    assert "02.TH" in whole
    assert "03.TH" in whole
    assert "Hồ sơ con của 01.TH" in house.officer.get("/dossiers").text
    assert "tách thành hồ sơ riêng" in house.post(house.officer, f"/dossiers/{house.child_id}/parting")
    whole = house.officer.get(f"/dossiers/{house.whole_id}").text
    assert "02.TH" not in whole
    assert "03.TH" in whole


def test_people_of_another_agency_gather_nothing(house: House) -> None:
    for path, values in (
        (f"/dossiers/{house.whole_id}/drafts", {"draft": house.draft_id}),
        (f"/dossiers/{house.whole_id}/drafts/{house.draft_id}/removal", {}),
        (f"/dossiers/{house.child_id}/parent", {"parent": house.whole_id}),
        (f"/dossiers/{house.child_id}/parting", {}),
    ):
        answer = house.stranger.post(path, data={**csrf(house.stranger), **values})
        assert answer.status_code == 404, path
    assert house.stranger.get(f"/dossiers/add?draft={house.draft_id}").status_code == 404


def test_programs_gather_as_people_do(house: House, app: Application, services: Services, office: Office) -> None:
    with services.begin(Actor.operator()) as uow:
        officer = actor_for(uow, office.officer)
    with services.begin(officer) as uow:
        _, secret = tokens.create_token(uow, "Thử", may_write=True)
    ask, whole, child = (
        Program(app.test_client(), secret).ask,
        f"/dossiers/{house.whole_id}",
        f"/dossiers/{house.child_id}",
    )

    filled = ask("POST", f"{whole}/drafts", 201, draft_id=house.draft_id)
    assert [(one["draft_id"], one["status"]) for one in filled["drafts"]] == [(house.draft_id, "Dự thảo")]
    assert ask("DELETE", f"{whole}/drafts/{house.draft_id}")["drafts"] == []
    assert ask("PUT", f"{child}/parent", parent_id=house.whole_id)["parent_id"] == house.whole_id
    assert [one["symbol"] for one in ask("GET", whole)["children"]] == ["02.TH"]
    assert ask("DELETE", f"{child}/parent")["parent_id"] is None
