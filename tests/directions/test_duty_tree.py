"""A document that lays obligations, article by article: what was given, what shows it, what nobody has yet."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.archive.models import Document
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.directions.duty_tree import tree
from docarchive.directions.models import Assignment
from docarchive.directions.services import following
from docarchive.directions.states import Cell, Source
from docarchive.exchange.queries.directory import Directory
from indexer.passages import provision_words
from indexer.records import Provision
from tests.archive.factories import make_document
from tests.conftest import csrf, sign_in
from tests.directions.factories import TODAY, Sides, finish, make_assignment, make_hidden, make_sides
from tests.exchange.factories import acting
from tests.factories import actor_for, make_agency

TEXT = (
    "Điều 1. Nhiệm vụ\n"
    "1. Sở Thử rà soát các trạm bơm, báo cáo trước ngày 30/7/2026.\n"
    "2. Sở Mẫu lập kế hoạch sửa chữa trong thời hạn 10 ngày làm việc.\n"
    "Điều 2. Tổ chức thực hiện\n"
    "1. Sở Thử đôn đốc, tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2026.\n"
)
PAST = "Điều 1. Nhiệm vụ\n1. Sở Thử rà soát các trạm bơm, báo cáo trước ngày 30/4/2026.\n"
FIRST = "Sở Thử rà soát các trạm bơm, báo cáo trước ngày 30/7/2026"


@pytest.fixture
def sides(services: Services) -> Sides:
    with services.begin(Actor.operator()) as uow:
        return make_sides(uow)


def provisions() -> tuple[Provision, ...]:
    second = TEXT.index("Điều 2")
    starts = [TEXT.index(line) for line in ("1. Sở Thử rà", "2. Sở Mẫu", "1. Sở Thử đôn")]
    return (
        Provision("dieu-1", "Điều 1. Nhiệm vụ", 0, second, 1),
        Provision("dieu-1.khoan-1", "1. Sở Thử", starts[0], starts[1], 1),
        Provision("dieu-1.khoan-2", "2. Sở Mẫu", starts[1], second, 1),
        Provision("dieu-2", "Điều 2. Tổ chức thực hiện", second, len(TEXT), 1),
        Provision("dieu-2.khoan-1", "1. Sở Thử", starts[2], len(TEXT), 1),
    )


def resolution(uow: UnitOfWork) -> Document:
    return make_document(uow, kind="nghị quyết", number="5/NQ-HĐND", text=TEXT, provisions=provisions())


def test_every_article_has_its_sums_and_the_whole_has_theirs(services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        document = resolution(uow)
        values: dict[str, Any] = {"source": Source.DOCUMENT, "document": document, "quote": FIRST}
        done = make_assignment(uow, sides, due_on=date(2026, 7, 30), **values)
        make_assignment(uow, sides, sides.unit, date(2026, 6, 10), **values)
        stopped = make_assignment(
            uow, sides, None, date(2026, 7, 1), **{**values, "quote": "Câu chọn bằng tay trên trang"}
        )
        finish(uow, sides, done)
        with acting(uow, sides.leader):
            following.cancel(uow, stopped, "Không còn cần thiết nữa")
        reader = actor_for(uow, sides.clerk)
        branches, whole = tree(uow.session, reader, document, Directory(uow.session, sides.agency, TODAY), TODAY)

    assert [each.name for each in branches] == ["Điều 1", "Điều 2", ""]
    first, second, apart = branches
    assert [duty.place for duty in first.duties] == ["Điều 1, khoản 1", "Điều 1, khoản 2"]
    assert [len(duty.given) for duty in first.duties] == [2, 0]
    assert dict(first.sums.counts) == {Cell.DONE_IN_TIME: 1, Cell.OPEN_LATE: 1}
    assert (second.sums.duties, second.sums.not_given) == (1, 1)
    assert (apart.sums.left_out, dict(apart.sums.counts)) == (1, {})
    assert (whole.duties, whole.not_given, sum(whole.counts.values()), whole.left_out) == (4, 2, 2, 1)
    shown = {one.assignment.id: one.evidence for one in first.duties[0].given}
    assert {each: step and step.document_number for each, step in shown.items()}[done.id] == "45/BC-SNV"
    assert sorted(step is None for step in shown.values()) == [False, True]


def test_what_nobody_has_yet_opens_the_form_filled_in(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        document = resolution(uow)
        make_assignment(uow, sides, source=Source.DOCUMENT, document=document, quote=FIRST)
    clerk = sign_in(app, sides.clerk.username)
    path = f"/directions/tree/{document.id}"

    page = clerk.get(path).text
    links = [unescape(each) for each in re.findall(r'href="(/directions/new[^"]*quote=[^"]*)"', page)]

    assert "3 nghĩa vụ, 2 mới đề xuất" in " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "chưa có bằng chứng" in page
    assert len(links) == 2
    assert 'value="15/12/2026"' in clerk.get(links[1]).text
    assert path in clerk.get(f"/directions?o=tat-ca&vb={document.id}").text
    assert path in clerk.get(f"/documents/{document.id}").text


def test_an_obligation_read_for_sure_is_given_with_one_press(
    app: Application, services: Services, sides: Sides
) -> None:  # fmt: skip
    with services.begin(Actor.operator()) as uow:
        document = resolution(uow)
        make_agency(uow, name="Sở Thử")
        other = make_agency(uow, name="Sở Khác")
    clerk = sign_in(app, sides.clerk.username)
    path = f"/directions/tree/{document.id}"

    page = clerk.get(path).text
    words = [unescape(each) for each in re.findall(r'name="quote" value="([^"]*)"', page)]
    assert len(words) == 2  # "Sở Mẫu" is not in the directory: it is filled in by hand
    assert "Nghĩa vụ" in clerk.get(f"/documents/{document.id}").text
    told = clerk.post(f"{path}/give", data={"quote": words[0], **csrf(clerk)}, follow_redirects=True).text

    assert "Đã giao Sở Thử, hạn 30/07/2026" in told
    assert "3 nghĩa vụ, 2 mới đề xuất" in " ".join(re.sub(r"<[^>]+>", "", told).split())
    for again in (words[0], "Sở Mẫu lập kế hoạch sửa chữa trong thời hạn 10 ngày làm việc", "không có câu này"):
        assert clerk.post(f"{path}/give", data={"quote": again, **csrf(clerk)}).status_code == 409
    with services.work.reading(Actor.operator()) as uow:
        made = uow.session.scalars(select(Assignment)).one()
        said = made.direction
        assert (made.due_on, made.product, said.quote, said.document_id) == (
            date(2026, 7, 30), "báo cáo", words[0], document.id,
        )  # fmt: skip
        assert other.id not in {body.agency_id for body in made.bodies}
    officer = sign_in(app, sides.officer.username)
    assert officer.post(f"{path}/give", data={"quote": words[1], **csrf(officer)}).status_code == 403
    assert "Nghĩa vụ" not in officer.get(f"/documents/{document.id}").text


def test_what_names_a_day_behind_opens_the_form(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        make_agency(uow, name="Sở Thử")
        document = make_document(uow, kind="nghị quyết", number="5/NQ-HĐND", text=PAST)
    page = sign_in(app, sides.clerk.username).get(f"/directions/tree/{document.id}").text

    assert "1 mới đề xuất" in " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "Giao đúng như trên" not in page


def test_every_number_of_the_tree_opens_exactly_so_many_rows(
    app: Application, services: Services, sides: Sides
) -> None:  # fmt: skip
    with services.begin(Actor.operator()) as uow:
        document = resolution(uow)
        values: dict[str, Any] = {"source": Source.DOCUMENT, "document": document}
        make_assignment(uow, sides, due_on=date(2026, 7, 30), quote=FIRST, **values)
        make_assignment(uow, sides, sides.unit, date(2026, 6, 10), quote=FIRST, **values)
        make_assignment(uow, sides, None, date(2026, 7, 1), quote="Câu chọn bằng tay trên trang", **values)
        with acting(uow, sides.clerk):
            key = {"Authorization": f"Bearer {tokens.create_token(uow, 'Thử')[1]}"}
    clerk = sign_in(app, sides.clerk.username)
    path = f"/directions/tree/{document.id}"

    page = clerk.get(path).text
    numbers = re.findall(rf'data-label="([^"]*)"><a href="({path}[^"]*)">(\d+)<', page)

    assert len(numbers) >= 8
    for words, address, count in numbers:
        shown = clerk.get(unescape(address).partition("#")[0]).text.partition("</table>")[2]
        of_duties = words in ("Nghĩa vụ", "Mới đề xuất")
        rows = re.findall(
            r'<li class="line break" data-row>' if of_duties else r'href="/directions/[a-z2-7]{16}"', shown
        )
        assert (words, len(rows)) == (words, int(count))
    tree_out = app.test_client().get(f"/api/v1/documents/{document.id}/direction-tree", headers=key).json
    assert tree_out is not None
    assert (tree_out["duties"], tree_out["not_given"], tree_out["cells"]) == (4, 2, {"cht-trong": 2, "cht-qua": 1})
    assert [len(each["duties"]) for each in tree_out["branches"]] == [2, 1, 1]


def test_it_is_of_who_may_read_the_document_and_gives_work(app: Application, services: Services, sides: Sides) -> None:
    with services.begin(Actor.operator()) as uow:
        hidden, letter = make_hidden(uow), make_document(uow, kind="báo cáo", number="5/BC-UBND", text=TEXT)
    clerk, officer = (sign_in(app, who.username) for who in (sides.clerk, sides.officer))

    assert clerk.get(f"/directions/tree/{hidden.id}").status_code == 404
    assert officer.get(f"/directions/tree/{letter.id}").status_code == 403
    assert "Loại văn bản này không giao việc" in clerk.get(f"/directions/tree/{letter.id}").text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("phan-1.chuong-2.dieu-3.khoan-2.diem-đ", "Điều 3, khoản 2, điểm đ"), ("khoan-1.diem-a", "Khoản 1, điểm a"),
        ("muc-2", "Mục 2"), ("muc-2.khoan-1", "Khoản 1"),
    ],
)  # fmt: skip
def test_places_are_said_as_people_say_them(path: str, words: str) -> None:
    assert provision_words(path) == words
