"""Who downloaded or starred a document hears of what another one does to it, as far as he may know."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from docarchive.app import Application
from docarchive.archive.models import Document
from docarchive.archive.services import documents as acts
from docarchive.archive.services import relating
from docarchive.archive.services.relating import Entered
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.notices.models import Notice
from tests.archive.factories import make_document
from tests.conftest import csrf, sign_in
from tests.factories import make_user

OLD = "15/2023/NQ-HĐND"
TOLD = f"Nghị quyết {OLD} bạn đã tải bị bãi bỏ bởi Nghị quyết 2/2025/NQ-HĐND từ 01/01/2025."


def told(services: Services) -> list[str]:
    with services.work.reading(Actor.operator()) as uow:
        return list(uow.session.scalars(select(Notice.text)))


def repeal(services: Services, level: AccessLevel = AccessLevel.PUBLIC) -> tuple[str, str]:
    """Another resolution repeals the old one; its id and the relation's."""
    with services.begin(Actor.operator()) as uow:
        new = make_document(uow, number="2/2025/NQ-HĐND", issued_on=date(2024, 12, 20), text="Điều 1. Thôi.")
        new.effective_on = date(2025, 1, 1)
        acts.open_to(uow, [new], level, frozenset({"user:nobody"} if level is AccessLevel.NAMED else {"all"}))
        return new.id, relating.enter(uow, new, Entered("repeals", OLD, stated_on=date(2023, 12, 8))).id


def test_who_downloaded_it_is_told_and_whoever_stopped_is_not(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        old = make_document(uow).id
        make_user(uow, username="ai")
        make_user(uow, username="thoi")
    browser, other = sign_in(app, "ai"), sign_in(app, "thoi")
    for each in (browser, other):
        assert OLD not in each.get("/followed").text
        each.post("/documents/originals", data={"chosen": old, **csrf(each)})
        assert OLD in each.get("/followed").text
    stopped = other.post(f"/documents/{old}/unfollow", data={"back": "followed", **csrf(other)}, follow_redirects=True)
    other.post("/documents/originals", data={"chosen": old, **csrf(other)})
    assert "Chưa theo dõi văn bản nào" in stopped.text

    new, relation = repeal(services)

    assert told(services) == [TOLD]
    assert TOLD in browser.get("/notices").text
    with services.begin(Actor.operator()) as uow:
        relating.take_back(uow, uow.session.get_one(Document, new), relation)
    assert TOLD not in browser.get("/notices").text


def test_nobody_is_told_of_a_document_he_may_not_see(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        old = make_document(uow).id
        make_user(uow, username="ai")
    browser = sign_in(app, "ai")
    page = browser.post(f"/documents/{old}/follow", data=csrf(browser), follow_redirects=True).text
    assert "Đang theo dõi" in page

    repeal(services, AccessLevel.NAMED)

    assert told(services) == []
