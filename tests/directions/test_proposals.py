"""What a document orders is offered line by line, and marked once it stands in the register."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from docarchive.app import Application
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.directions.proposals import proposals
from docarchive.exchange.queries.directory import Directory
from tests.archive.factories import make_batch, make_document
from tests.conftest import csrf, sign_in
from tests.directions.factories import TODAY, Sides, make_sides
from tests.factories import make_agency

TEXT = (
    "Ủy ban nhân dân tỉnh yêu cầu:\n"
    "1. Sở Thử:\n"
    "a) Rà soát các trạm bơm, báo cáo trước ngày 30/7/2026.\n"
    "b) Phối hợp Sở Mẫu lập kế hoạch sửa chữa trong thời hạn 10 ngày làm việc.\n"
    "2. Thời tiết tháng qua diễn biến phức tạp.\n"
)


@pytest.fixture
def sides(services: Services) -> Sides:
    with services.begin(Actor.operator()) as uow:
        return make_sides(uow)


def test_the_heading_says_who_and_the_page_is_known(uow: UnitOfWork) -> None:
    here = make_agency(uow)
    document = make_document(uow, kind="chỉ thị", number="5/CT-UBND", text=TEXT)

    found = proposals(uow.session, uow.actor, document, Directory(uow.session, here, TODAY), TODAY)

    assert [(one.said.lead, one.said.due_on, one.said.days, one.page) for one in found] == [
        ("Sở Thử", date(2026, 7, 30), None, 1), ("Sở Thử", None, 10, 1),
    ]  # fmt: skip
    assert found[1].said.co == ("Sở Mẫu",)
    assert [one.given for one in found] == [None, None]


@pytest.mark.parametrize("kind", ["báo cáo", "tờ trình", "nghị định", "giấy mời", None])
def test_what_gives_no_orders_proposes_none(uow: UnitOfWork, kind: str | None) -> None:
    document = make_document(uow, kind=kind, number="5/BC-UBND", text=TEXT)

    assert proposals(uow.session, uow.actor, document, Directory(uow.session, make_agency(uow), TODAY), TODAY) == []


def test_a_kind_that_gives_no_orders_is_said(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        document = make_document(uow, kind="tờ trình", number="5/TTr-STC", text=TEXT)
    page = sign_in(app, sides.office.clerk.username).get(f"/directions/proposals/{document.id}").text
    assert "Loại văn bản này không giao việc" in page
    assert "Rà soát các trạm bơm" not in page


def test_a_line_is_given_with_one_press_and_marked(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        document = make_document(uow, kind="chỉ thị", number="5/CT-UBND", text=TEXT)
    clerk = sign_in(app, sides.office.clerk.username)
    page = clerk.get(f"/directions/proposals/{document.id}").text
    assert "Rà soát các trạm bơm" in page
    assert "Đã vào sổ" not in page
    link = unescape(next(each for each in re.findall(r'href="(/directions/new[^"]*)"', page) if "quote" in each))

    form = clerk.get(link).text

    assert 'value="Sở Thử"' in form
    assert 'value="30/07/2026"' in form
    assert "autofocus" in form
    quote = re.search(r'<textarea[^>]*name="quote"[^>]*>([^<]*)<', form)
    assert quote is not None
    data = {
        "source": "document", "document": document.id, "document_number": "5/CT-UBND", "giver": "UBND tỉnh",
        "given_on": "01/06/2026", "page": "1", "quote": unescape(quote[1]).strip(), "orders-0-lead": "Sở Thử",
        "known": "Sở Thử", "orders-0-term": "fixed", "orders-0-due_on": "30/07/2026", "act": "give", **csrf(clerk),
    }  # fmt: skip
    assert clerk.post("/directions/new", data=data).status_code == 302
    assert "Đã vào sổ" in clerk.get(f"/directions/proposals/{document.id}").text


def test_nothing_is_read_aloud_of_a_hidden_document(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        elsewhere = make_batch(uow, agency_id=make_agency(uow).id, level=AccessLevel.AGENCY)
        hidden = make_document(uow, elsewhere, kind="chỉ thị", text=TEXT).id
    clerk = sign_in(app, sides.office.clerk.username)
    assert clerk.get(f"/directions/proposals/{hidden}").status_code == 404
    assert sign_in(app, sides.officer.username).get(f"/directions/proposals/{hidden}").status_code == 403
