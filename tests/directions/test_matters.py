"""What was directed about a matter: found as documents are, told in the order of time, with the reader's rights."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from docarchive.accounts.models import User
from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.archive.models import Document
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.directions.queries.matters import Matter, matter
from docarchive.directions.services import extending
from docarchive.directions.states import Deed, Source
from docarchive.directions.words import Sentence, answering
from docarchive.search.following import follow
from indexer.engines.memory import MemoryEngine
from tests.conftest import sign_in
from tests.directions.factories import TODAY, Sides, finish, make_assignment, make_sides, on
from tests.directions.test_hidden import kept_by
from tests.exchange.factories import acting
from tests.factories import actor_for

QUOTE = "Giao Sở Nội vụ chủ trì xử lý bãi bồi ven sông trước ngày 30/6/2026."
OTHER = "Giao Sở Y tế rà soát danh mục thuốc thiết yếu."


@pytest.fixture
def sides(services: Services) -> Sides:
    with services.begin(Actor.operator()) as uow:
        return make_sides(uow)


def asked(uow: UnitOfWork, who: User, text: str) -> Matter:
    return matter(uow.session, actor_for(uow, who), MemoryEngine(), text)


def course(uow: UnitOfWork, sides: Sides) -> str:
    """Directed twice, extended once, answered and confirmed on 12 June."""
    values: dict[str, Any] = {"quote": QUOTE, "given_on": date(2026, 5, 4)}
    on(uow, date(2026, 5, 4))
    one = make_assignment(uow, sides, due_on=date(2026, 5, 29), **values)
    on(uow, date(2026, 5, 20))
    with acting(uow, sides.doer):
        wanted = extending.ask(uow, one, date(2026, 6, 30), "Chờ số liệu của các xã")
    with acting(uow, sides.leader):
        extending.grant(uow, wanted, date(2026, 6, 20), "Đồng ý")
    on(uow, date(2026, 6, 2))
    make_assignment(uow, sides, sides.unit, quote=QUOTE, given_on=date(2026, 6, 2))
    make_assignment(uow, sides, quote=OTHER, given_on=date(2026, 6, 2))
    on(uow, date(2026, 6, 12))
    finish(uow, sides, one)
    on(uow, TODAY)
    return one.id


def test_it_speaks_in_dates(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        first = course(uow, sides)
        found = asked(uow, sides.clerk, "bai boi")
    page = sign_in(app, sides.clerk.username).get("/directions/matters?q=bãi bồi ven sông").text

    assert [each.deed for each in found.events] == [
        Deed.GIVEN, Deed.EXTENSION_ASKED, Deed.EXTENDED, Deed.GIVEN, Deed.REPORTED, Deed.CONFIRMED,
    ]  # fmt: skip
    assert "Đã chỉ đạo 2 lần, gia hạn 1 lần, trả lời gần nhất 12/6/2026." in page
    assert "<mark>bãi bồi ven sông</mark>" in page
    assert "Hạn mới: từ 29/05/2026 đến 20/06/2026" in page
    assert "văn bản 45/BC-SNV" in page
    assert f"/directions/{first}" in page
    assert "thuốc" not in page


def test_each_sees_the_part_he_has_to_do_with(services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        course(uow, sides)
        seen = {who.id: asked(uow, who, "bãi bồi") for who in (sides.clerk, sides.doer, sides.officer, sides.outsider)}

    assert [one.directed for one in seen.values()] == [2, 1, 1, 0]
    assert seen[sides.officer.id].answered_on is None
    assert not seen[sides.outsider.id].events


def test_words_of_the_document_behind_find_it_for_who_may_read_it(
    app: Application, services: Services, sides: Sides
) -> None:
    with services.begin(Actor.operator()) as uow:
        source = kept_by(uow, sides.agency.id, "Quy hoạch bãi bồi chưa công bố", "15/TB-UBND")
        document = uow.session.get_one(Document, source)
        make_assignment(uow, sides, quote=OTHER, source=Source.DOCUMENT, document=document)
    follow(services)
    path = "/directions/matters?q=quy hoạch bãi bồi"

    giver, doer = (sign_in(app, who.username).get(path).text for who in (sides.clerk, sides.doer))

    assert OTHER in giver
    assert source in giver
    assert "Từ tìm nằm trong văn bản chứa câu này." in giver
    assert OTHER not in doer
    assert source not in doer
    assert "Chưa chỉ đạo gì về việc này" in doer


def test_programs_ask_the_same(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        course(uow, sides)
        reader = actor_for(uow, sides.clerk)
    with services.begin(reader) as uow:
        _row, secret = tokens.create_token(uow, "thử", may_write=False)
    ask = app.test_client().get
    headers = {"Authorization": f"Bearer {secret}"}

    found = ask("/api/v1/directions/matters?q=bãi bồi&size=2&page=2", headers=headers).get_json()
    empty = ask("/api/v1/directions/matters?q=", headers=headers)

    assert (found["total"], found["directed"], found["extended"], found["answered_on"]) == (6, 2, 1, "2026-06-12")
    assert [one["deed"] for one in found["events"]] == ["extended", "given"]
    assert found["events"][0]["due_on"] == "2026-06-20"
    assert found["events"][1]["quote"] == QUOTE
    assert empty.status_code == 422


def test_a_page_without_words_or_without_an_engine_says_so(
    app: Application, services: Services, sides: Sides, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("away")

    with services.begin(Actor.operator()) as uow:
        course(uow, sides)
    reader = sign_in(app, sides.clerk.username)
    nothing = reader.get("/directions/matters").text
    monkeypatch.setattr(services.engine, "search", fail)
    away = reader.get("/directions/matters?q=bãi bồi").text

    assert "Gõ việc cần xem" in nothing
    assert "Máy tìm kiếm đang không trả lời" in away
    assert QUOTE.split()[2] in away


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("bãi bồi", True), ("bai boi", True), ("bải bồi", False), ('"ven sông"', True), ('"sông ven"', False),
        ("bãi -sông", False), ("bãi rừng", False), ("rừng OR bãi", True), ("UBND", True), ("xữ lý", False),
        ("xử lí", True), ("15/CT-UBND", True), ("16/CT-UBND", False), ("nguoiky:Nguyễn", True),
    ],
)  # fmt: skip
def test_sentences_answer_as_documents_do(text: str, answers: bool) -> None:
    said = f"{QUOTE} Báo cáo Ủy ban nhân dân tỉnh."
    one = Sentence("a", said, "15/CT-UBND", "Nguyễn Văn An", date(2026, 6, 1))

    assert answering([one], text) == ({"a"} if answers else set(), False)
