"""Letters sent back are counted by why, by whom and when; each number opens exactly its letters."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.exchange.causes import OTHER
from docarchive.exchange.queries import returns
from docarchive.exchange.queries.causes import offered_causes
from docarchive.exchange.queries.outgoing import OutPile, count_outgoing
from docarchive.exchange.queries.returns import By, Side, Wanted
from docarchive.exchange.services import causes, registering, taking_out
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.archive.factories import make_reading
from tests.conftest import NOON, csrf, sign_in
from tests.exchange.factories import Office, acting, make_letter, make_office, read, receive, set_up
from tests.exchange.two import Two, make_two
from tests.factories import actor_for

WHY = "Văn bản thuộc thẩm quyền Sở Y tế"
YEAR = Wanted(Side.OURS, date(2026, 1, 1), date(2026, 12, 31))


def refused(uow: UnitOfWork, office: Office, cause: str, issuer: str = "Sở Tài chính") -> str:
    letter = read(
        uow, receive(uow, office, f"%PDF {cause} {issuer} {uow.now}".encode()), make_reading(issuer=issuer, number=None)
    )
    with acting(uow, office.clerk):
        registering.refuse(uow, letter, WHY, cause)
    return letter.id


def test_every_number_opens_exactly_its_letters(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    refused(uow, office, "Sai nơi nhận")
    refused(uow, office, "Sai nơi nhận", "Sở Nội vụ")
    brought_back = refused(uow, office, "Thiếu phụ lục", "Sở Nội vụ")
    uow.now = NOON + timedelta(days=20)
    refused(uow, office, "Thiếu phụ lục", "Sở Nội vụ")
    refused(uow, other, "Không đọc được")
    struck = make_letter(uow, office)
    clerk = actor_for(uow, office.clerk)

    def counts(by: By, wanted: Wanted = YEAR) -> dict[str, int]:
        found = returns.figures(uow.session, clerk, wanted, by)
        for key, number in found:
            behind = wanted.narrowed(by, key)
            assert number == returns.count(uow.session, clerk, behind)
            assert number == len(returns.returned(uow.session, clerk, behind))
        return dict(found)

    assert counts(By.CAUSE) == {"Sai nơi nhận": 2, "Thiếu phụ lục": 2}
    assert counts(By.AGENCY) == {"Sở Nội vụ": 3, "Sở Tài chính": 1}
    assert counts(By.MONTH) == {"2026-06": 3, "2026-07": 1}
    with acting(uow, office.clerk):
        taking_out.bring_back(uow, uow.session.get_one(type(struck), brought_back))
    assert counts(By.CAUSE) == {"Sai nơi nhận": 2, "Thiếu phụ lục": 1}
    assert returns.count(uow.session, actor_for(uow, other.clerk), YEAR) == 1
    assert returns.count(uow.session, actor_for(uow, office.officer), YEAR) == 0


def test_an_office_keeps_its_own_list(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    with acting(uow, office.clerk):
        causes.offer_cause(uow, office.agency.id, "Văn bản  hết hạn")
        causes.offer_cause(uow, office.agency.id, "thiếu phụ lục", is_offered=False)
        with pytest.raises(InvalidInputError):
            refused(uow, office, "Thiếu phụ lục")
        with pytest.raises(InvalidInputError):
            causes.offer_cause(uow, office.agency.id, OTHER, is_offered=False)
        refused(uow, office, "Văn bản hết hạn")
    with acting(uow, office.leader), pytest.raises(NotAllowedError):
        causes.offer_cause(uow, office.agency.id, "Việc khác")

    assert offered_causes(uow.session, office.agency.id)[-2:] == ["Văn bản hết hạn", OTHER]
    assert "Thiếu phụ lục" in offered_causes(uow.session, other.agency.id)


def test_a_refusal_is_counted_at_the_sender_by_its_cause(services: Services) -> None:
    two: Two = make_two(services)
    letter_id = two.issue()
    two.at_receiver(lambda uow, letter: registering.refuse(uow, letter, WHY, "Sai nơi nhận"))

    with services.begin(Actor.operator()) as uow:
        clerk = actor_for(uow, two.sender.clerk)
        (one,) = returns.returned(uow.session, clerk, replace(YEAR, side=Side.THEIRS))
    assert (one.letter_id, one.cause, one.words) == (letter_id, "Sai nơi nhận", f"Sai nơi nhận: {WHY}")
    assert one.who == two.receiver.agency.name
    with services.begin(Actor.operator()) as uow:
        clerk = actor_for(uow, two.sender.clerk)
        assert count_outgoing(uow.session, clerk, OutPile.SENT_BACK) == 1
    assert two.status(letter_id) == {two.receiver.agency.code: "02"}


def test_the_pages_count_list_and_export(app: Application, services: Services) -> None:
    office = set_up(services)
    with services.begin(Actor.operator()) as uow:
        letter_id = make_letter(uow, office, registered=False).id
        refused(uow, office, "Không đọc được")
    clerk = sign_in(app, office.clerk.username)
    act = f"/incoming/{letter_id}/refuse"
    assert "Sai nơi nhận</option>" in clerk.get(f"/incoming/{letter_id}/register").text
    assert clerk.post(act, data={"reason": WHY, "cause": "", **csrf(clerk)}).status_code == 422
    assert clerk.post(act, data={"reason": WHY, "cause": "Sai nơi nhận", **csrf(clerk)}).status_code == 302
    assert f"Sai nơi nhận – {WHY}" in clerk.get(f"/incoming/{letter_id}").text

    figures = clerk.get("/returns").text
    rows = clerk.get("/returns/rows?ly-do=Sai nơi nhận").text
    with zipfile.ZipFile(io.BytesIO(clerk.get("/returns/export.xlsx").data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert "Không đọc được" in figures
    assert f"/incoming/{letter_id}" in rows
    assert "1 lần trả lại" in rows
    assert all(words in sheet for words in ("đủ 2 dòng", "Sai nơi nhận", "Không đọc được"))
    assert "Ngày cuối kỳ" in clerk.get("/returns?tu=2/6/2026&den=1/6/2026").text
    added = clerk.post("/returns/causes", data={"name": "Văn bản hết hạn", **csrf(clerk)}, follow_redirects=True)
    assert "Văn bản hết hạn" in added.text
