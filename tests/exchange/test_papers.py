"""The paper of letters: what came and where it lies, and how much was never printed."""

from __future__ import annotations

from datetime import date

import pytest

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.exchange.outgoing_states import Way
from docarchive.exchange.queries import letters, papers
from docarchive.exchange.queries.letters import Pile
from docarchive.exchange.services import issuing, recipients
from docarchive.exchange.services.papers import note_paper
from docarchive.exchange.services.recipients import Addressee
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.roles import Role
from tests.conftest import csrf, sign_in
from tests.exchange.factories import Office, acting, make_letter, make_office
from tests.exchange.outgoing_factories import book_of, issue, make_signed
from tests.factories import actor_for, make_agency, make_user

TODAY = date(2026, 6, 15)
YEAR = (date(2026, 1, 1), TODAY)


def test_paper_that_is_to_come_waits_until_it_came(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter, at_hand = make_letter(uow, office), make_letter(uow, office, number="78/CV", has_paper=True)
    clerk = actor_for(uow, office.clerk)

    def waiting() -> list[str]:
        return [one.id for one in letters.letters(uow.session, clerk, Pile.PAPER_TO_COME, TODAY)]

    assert at_hand.paper_on == TODAY  # it came on paper
    with acting(uow, office.clerk):
        note_paper(uow, letter, None, 0, "")
        assert waiting() == [letter.id]
        note_paper(uow, letter, TODAY, 3, "Tủ 2,  hộp 14")

    assert waiting() == []
    assert (letter.sheets, letter.paper_place) == (3, "Tủ 2, hộp 14")


def test_who_notes_paper_and_what_cannot_be(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)
    with acting(uow, office.officer), pytest.raises(NotAllowedError):
        note_paper(uow, letter, TODAY, 1, "")
    for came_on, sheets, place in ((date(2026, 6, 16), 1, ""), (TODAY, -1, ""), (TODAY, 1, "x" * 201)):
        with acting(uow, office.clerk), pytest.raises(InvalidInputError):
            note_paper(uow, letter, came_on, sheets, place)


def sent(uow: UnitOfWork, office: Office, pages: int, *ways: Way) -> None:
    """An issued letter to as many recipients, each in its way."""
    letter, to = make_signed(uow, office, place="Suối Mơ"), []
    for way in ways:
        agency = make_agency(uow)
        make_user(uow, roles=[Role.CLERK], agency=agency)
        to.append(Addressee(agency.name, agency, way, "Chưa có chữ ký số" if way is Way.PAPER else ""))
    book = book_of(uow, office)
    with acting(uow, office.clerk):
        recipients.set_recipients(uow, letter, to)
        issuing.number(uow, letter, book)
        issue(uow, letter)
    letter.pages = pages


def test_every_figure_of_paper_is_so_many_rows(uow: UnitOfWork) -> None:
    office, other = make_office(uow, short_name="SNV"), make_office(uow, short_name="STC")
    sent(uow, office, 4, Way.ELECTRONIC, Way.ELECTRONIC, Way.PAPER)
    sent(uow, office, 3, Way.ELECTRONIC, Way.BOTH)
    sent(uow, other, 9, Way.ELECTRONIC)
    clerk = actor_for(uow, office.clerk)

    found = papers.saved(uow.session, clerk, *YEAR)

    assert (found.copies, found.pages, found.on_paper) == (3, 11, 2)
    electronic = papers.recipients(uow.session, clerk, *YEAR, on_paper=False)
    assert (len(electronic), sum(one.letter.pages for one in electronic)) == (found.copies, found.pages)
    assert len(papers.recipients(uow.session, clerk, *YEAR, on_paper=True)) == found.on_paper
    assert papers.saved(uow.session, clerk, date(2025, 1, 1), date(2025, 12, 31)) == papers.Saved(0, 0, 0)


def test_the_pages_note_and_count(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow, short_name="SNV")
        letter_id = make_letter(uow, office).id
        sent(uow, office, 4, Way.ELECTRONIC, Way.PAPER)
        office.clerk.username = "van-thu"
    clerk = sign_in(app, "van-thu")

    done = clerk.post(
        f"/incoming/{letter_id}/paper",
        data={"came_on": "15/6/2026", "sheets": "2", "place": "Tủ 1", **csrf(clerk)},
    )

    assert done.status_code == 302
    assert "Đã nhận bản giấy ngày 15/06/2026, 2 tờ; để tại Tủ 1." in clerk.get(f"/incoming/{letter_id}").text
    assert "Bản chỉ gửi điện tử" in clerk.get("/outgoing/paper").text
    assert "Chưa có chữ ký số" in clerk.get("/outgoing/paper?xem=giay").text
