"""Relations between documents: proposed, settled, taken back; the validity that follows, for whom it follows."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from docarchive.app import Application
from docarchive.archive.errors import FieldInvalidError, RelationNotFoundError, WrongStateError
from docarchive.archive.models import Document, DocumentRelation
from docarchive.archive.queries import diagram
from docarchive.archive.queries.standing import judgements
from docarchive.archive.services import documents as acts
from docarchive.archive.services import relating
from docarchive.archive.services.relating import Entered
from docarchive.archive.states import AccessLevel, RelationState
from docarchive.archive.validity import Standing
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditEvent
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import NotAllowedError
from docarchive.kernel.roles import Role
from docarchive.search.asking import Asked
from docarchive.search.catalogue import CATALOGUE
from docarchive.search.queries import Asker
from indexer.records import Citation, Relation
from tests.archive.factories import follow, make_document
from tests.conftest import sign_in
from tests.factories import actor_for, make_agency, make_user

OLD = "15/2020/NQ-HĐND"
SAYS = "Điều 1. Quy định mức mới.\nĐiều 2. Bãi bỏ {what}Nghị quyết số 15/2020/NQ-HĐND ngày 10 tháng 7 năm 2020.\n"


def old_one(uow: UnitOfWork, **values: Any) -> Document:
    """A resolution in force since August 2020."""
    given: dict[str, Any] = {"number": OLD, "issued_on": date(2020, 7, 10), "effective_on": date(2020, 8, 1)}
    return make_document(uow, **(given | values))


def new_one(uow: UnitOfWork, what: str = "", relation: Relation = "repeals", **values: Any) -> Document:
    """A resolution in force since January 2025 that says so of the old one."""
    text = SAYS.format(what=what)
    at = text.index(OLD)
    given: dict[str, Any] = {
        "number": "2/2025/NQ-HĐND", "issued_on": date(2024, 12, 20), "effective_on": date(2025, 1, 1), "text": text,
        "citations": (Citation(OLD, relation, at, at + len(OLD), 1, (50.0, 120.0, 150.0, 130.0)),),
    }  # fmt: skip
    return make_document(uow, **(given | values))


def read(uow: UnitOfWork, document: Document) -> str:
    """The citation behind the only proposal of a document."""
    (edge,) = [each for each in diagram.edges(uow.session, uow.actor, document) if each.is_active]
    assert edge.citation_id
    return edge.citation_id


def standing(uow: UnitOfWork, document: Document, day: date, actor: Actor | None = None) -> Standing:
    return judgements(uow.session, actor or uow.actor, [document.id], day)[document.id].standing


def test_what_was_read_bears_on_nothing_until_a_person_confirms_it(uow: UnitOfWork) -> None:
    old, new = old_one(uow), new_one(uow)
    assert standing(uow, old, date(2025, 6, 1)) is Standing.IN_FORCE

    row = relating.settle(uow, new, read(uow, new), is_right=True)

    assert (row.target_id, row.page, row.provision) == (old.id, 1, "dieu-2")
    assert row.quote == "Điều 2. Bãi bỏ Nghị quyết số 15/2020/NQ-HĐND ngày 10 tháng 7 năm 2020."
    found = judgements(uow.session, uow.actor, [old.id], date(2025, 6, 1))[old.id]
    assert found.standing is Standing.EXPIRED
    assert found.reasons[0].document_id == new.id
    assert found.reasons[0].text == "Bị bãi bỏ từ ngày 01/01/2025 bởi"
    assert standing(uow, old, date(2024, 12, 31)) is Standing.IN_FORCE
    assert standing(uow, old, date(2020, 7, 31)) is Standing.NOT_YET
    assert uow.session.scalars(select(AuditEvent.action).where(AuditEvent.subject == new.id)).all()[-1] == (
        "relation.confirmed"
    )


def test_a_decision_is_taken_back_and_what_was_read_is_a_proposal_again(uow: UnitOfWork) -> None:
    old, new = old_one(uow), new_one(uow)
    citation = read(uow, new)
    row = relating.settle(uow, new, citation, is_right=False)
    assert row.state == RelationState.REJECTED
    assert standing(uow, old, date(2025, 6, 1)) is Standing.IN_FORCE
    with pytest.raises(WrongStateError):
        relating.settle(uow, new, citation, is_right=True)

    relating.take_back(uow, new, row.id)
    relating.settle(uow, new, citation, is_right=True)

    assert standing(uow, old, date(2025, 6, 1)) is Standing.EXPIRED
    with pytest.raises(RelationNotFoundError):
        relating.take_back(uow, old, uow.session.scalars(select(DocumentRelation.id)).one())


def test_a_repealed_provision_ends_and_the_rest_stays(uow: UnitOfWork) -> None:
    old, new = old_one(uow), new_one(uow, "khoản 2 Điều 3 và Điều 5 ")
    row = relating.settle(uow, new, read(uow, new), is_right=True)

    assert row.provisions == ["dieu-3.khoan-2", "dieu-5"]
    assert standing(uow, old, date(2025, 6, 1)) is Standing.PARTLY


def test_a_reader_who_may_not_see_the_cause_learns_nothing_of_it(uow: UnitOfWork, services: Services) -> None:
    agency = make_agency(uow)
    clerk = actor_for(uow, make_user(uow, roles=[Role.CLERK], agency=agency))
    stranger = actor_for(uow, make_user(uow, username="khach"))
    old, new = old_one(uow), new_one(uow)
    relating.settle(uow, new, read(uow, new), is_right=True)
    acts.open_to(uow, [new], AccessLevel.AGENCY, [f"agency:{agency.id}"])
    uow.commit()
    follow(services)

    assert standing(uow, old, date(2025, 6, 1), clerk) is Standing.EXPIRED
    assert standing(uow, old, date(2025, 6, 1), stranger) is Standing.IN_FORCE
    assert all(each.is_active for each in diagram.edges(uow.session, stranger, old))
    assert found_in_force(services, date(2025, 6, 1)) == {old.number, new.number}


def found_in_force(services: Services, day: date) -> set[str | None]:
    with services.work.reading(Actor.operator()) as reading:
        asker = Asker(services.engine, services.extensions[CATALOGUE], reading.session, reading.actor)  # type: ignore[arg-type]
        answer = asker.ask(Asked(as_of=day))
        listed = asker.catalogue.listing(reading.session, reading.actor, "", answer.asked.filters, "newest", 0, 20)  # type: ignore[arg-type]
    assert {line.number for line in listed[1]} == {each.line.number for each in answer.found}
    return {each.line.number for each in answer.found}


def test_search_as_of_a_day_follows_every_change(uow: UnitOfWork, services: Services) -> None:
    old, new = old_one(uow), new_one(uow)
    relating.settle(uow, new, read(uow, new), is_right=True)
    uow.commit()
    follow(services)
    assert found_in_force(services, date(2024, 12, 31)) == {old.number}
    assert found_in_force(services, date(2025, 1, 1)) == {new.number}

    acts.correct(uow, new, {"effective_on": "2025-03-01"})
    uow.commit()
    follow(services)
    assert found_in_force(services, date(2025, 2, 1)) == {old.number}

    acts.withdraw(uow, new, "Đưa nhầm vào kho, sẽ nhập lại")
    uow.commit()
    follow(services)
    assert found_in_force(services, date(2025, 6, 1)) == {old.number}


def test_a_relation_is_entered_by_hand_and_meets_a_document_that_comes_later(uow: UnitOfWork) -> None:
    new = new_one(uow, citations=())
    row = relating.enter(uow, new, Entered("replaces", OLD, stated_on=date(2020, 7, 10)))
    assert row.target_id is None

    old = old_one(uow)

    assert standing(uow, old, date(2025, 6, 1)) is Standing.EXPIRED
    (edge,) = [each for each in diagram.edges(uow.session, uow.actor, old) if not each.is_active]
    assert (edge.relation, edge.other) == ("replaces", new)


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        (Entered("cites", OLD), "relation"),
        (Entered("repeals", " "), "number"),
        (Entered("repeals", "2/2025/NQ-HĐND"), "number"),
        (Entered("repeals", OLD, "phần đầu"), "provisions"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(uow: UnitOfWork, entered: Entered, field: str) -> None:
    with pytest.raises(FieldInvalidError) as caught:
        relating.enter(uow, new_one(uow), entered)

    assert list(caught.value.fields) == [field]


def test_only_keepers_settle(uow: UnitOfWork) -> None:
    new = new_one(uow)
    citation = read(uow, new)
    uow.actor = actor_for(uow, make_user(uow))

    with pytest.raises(NotAllowedError):
        relating.settle(uow, new, citation, is_right=True)


def test_the_map_is_read_settled_and_asked_for_another_day_without_script(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="van-thu", roles=[Role.CLERK], agency=make_agency(uow))
        old, new = old_one(uow).id, new_one(uow, "Điều 5 ").id
    browser = sign_in(app, "van-thu")
    page = shown(browser, f"/documents/{new}/relations")
    assert "Văn bản bị bãi bỏ" in page
    assert "Máy đọc, chờ xác nhận" in page
    citation = re.search(r'name="citation" value="(\w+)"', page)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert citation
    assert token

    browser.post(f"/documents/{new}/relations/confirmation", data={"csrf_token": token[1], "citation": citation[1]})

    assert "Hoàn tác" in shown(browser, f"/documents/{new}/relations")
    page = shown(browser, f"/documents/{old}/relations")
    assert "Hết hiệu lực một phần" in page
    assert "Bị bãi bỏ (Điều 5) từ ngày 01/01/2025 bởi" in page
    assert (
        "Hết hiệu lực một phần"
        not in shown(browser, f"/documents/{old}/relations?ngay=31/12/2024")
        .split("<main")[1]
        .split("Hiệu lực ngày 31/12/2024")[1]
    )
    refused = browser.post(f"/documents/{new}/validity", data={"csrf_token": token[1], "effective_on": "31/31/2025"})
    assert refused.status_code == 422
    assert "Ngày ghi theo dạng dd/mm/yyyy" in refused.get_data(as_text=True)


def shown(browser: FlaskClient, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)
