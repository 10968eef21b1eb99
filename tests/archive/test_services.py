"""Acts on documents: every one asks the policy, leaves a trace, and has the index follow."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from docarchive.archive.errors import FieldInvalidError, WrongStateError
from docarchive.archive.queries import documents as queries
from docarchive.archive.queries import history
from docarchive.archive.services import documents as acts
from docarchive.archive.services.access import tokens_for
from docarchive.archive.states import AccessLevel, Origin
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditEvent
from docarchive.core.index import IndexChange
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import NotAllowedError, NotFoundError
from docarchive.kernel.reasons import ReasonMissingError
from docarchive.kernel.roles import Role
from docarchive.search.asking import Asked
from docarchive.search.catalogue import CATALOGUE
from docarchive.search.queries import Asker
from tests.archive.factories import follow, make_batch, make_document
from tests.factories import actor_for, make_agency, make_unit, make_user

REASON = "Nhập nhầm văn bản của cơ quan khác"


def test_a_correction_keeps_what_was_read(uow: UnitOfWork) -> None:
    document = make_document(uow)

    changed = acts.correct(uow, document, {"subject": "Quy định mức hỗ trợ giống cây trồng", "number": document.number})

    assert changed == ["subject"]
    rows = [(row.origin, row.value) for row in queries.history(uow.session, document) if row.name == "subject"]
    assert rows == [
        (Origin.READ, "Quy định mức hỗ trợ đường giao thông nông thôn"),
        (Origin.CORRECTED, "Quy định mức hỗ trợ giống cây trồng"),
    ]


def test_a_correction_raises_the_revision_and_tells_the_index(uow: UnitOfWork) -> None:
    document = make_document(uow)
    before = document.revision

    acts.correct(uow, document, {"signer": "Nguyễn Văn Bình"})

    assert document.revision == before + 1
    assert uow.session.scalars(select(IndexChange.revision).order_by(IndexChange.seq)).all()[-1] == before + 1


def test_a_corrected_number_is_found_at_once(uow: UnitOfWork, services: Services) -> None:
    document = make_document(uow)
    acts.correct(uow, document, {"number": "77/2023/NQ-HĐND"})
    uow.commit()
    follow(services)

    with services.work.reading(Actor.operator()) as reading:
        asker = Asker(services.engine, services.extensions[CATALOGUE], reading.session, reading.actor)  # type: ignore[arg-type]
        assert [found.line.id for found in asker.ask(Asked(text="77 nq hdnd")).found] == [document.id]


def test_an_impossible_day_is_refused(uow: UnitOfWork) -> None:
    with pytest.raises(FieldInvalidError) as caught:
        acts.correct(uow, make_document(uow), {"issued_on": "2023-02-31"})

    assert "issued_on" in caught.value.fields


def test_confirming_settles_every_field(uow: UnitOfWork) -> None:
    document = make_document(uow, signer=None)
    document.needs_check = True

    acts.confirm(uow, document, {"number": document.number, "signer": "Nguyễn Văn Bình"})

    held = queries.values(uow.session, document)
    assert not document.needs_check
    assert (held["number"].origin, held["signer"].origin) == (Origin.CONFIRMED, Origin.CORRECTED)
    assert held["number"].box == [50.0, 60.0, 150.0, 72.0]


def test_withdrawing_needs_a_reason(uow: UnitOfWork) -> None:
    with pytest.raises(ReasonMissingError):
        acts.withdraw(uow, make_document(uow), "nhầm")


def test_a_withdrawn_document_leaves_the_index_and_comes_back(uow: UnitOfWork, services: Services) -> None:
    document = make_document(uow)
    acts.withdraw(uow, document, REASON)
    uow.commit()
    follow(services)
    assert list(services.engine.stamps()) == []

    acts.restore(uow, document)
    uow.commit()
    follow(services)
    assert [stamp.id for stamp in services.engine.stamps()] == [document.id]


def test_nobody_withdraws_twice(uow: UnitOfWork) -> None:
    document = make_document(uow)
    acts.withdraw(uow, document, REASON)

    with pytest.raises(WrongStateError):
        acts.withdraw(uow, document, REASON)


def test_every_act_is_in_the_history(uow: UnitOfWork) -> None:
    document = make_document(uow)
    acts.withdraw(uow, document, REASON)

    steps = history.steps(uow.session, document)

    assert [step.act for step in steps] == ["Rút văn bản khỏi kho", "Đưa tệp vào kho, đọc thông tin"]
    assert REASON in steps[0].detail
    assert uow.session.scalar(select(func.count()).where(AuditEvent.subject == document.id)) == 2


def test_a_clerk_keeps_only_what_is_of_the_own_agency(uow: UnitOfWork) -> None:
    own, other = make_agency(uow), make_agency(uow)
    clerk = actor_for(uow, make_user(uow, roles=[Role.CLERK], agency=own))
    foreign = make_document(uow, make_batch(uow, agency_id=other.id))
    uow.actor = clerk

    with pytest.raises(NotAllowedError):
        acts.correct(uow, foreign, {"signer": "Ai đó"})


def test_a_civil_servant_keeps_nothing(uow: UnitOfWork) -> None:
    document = make_document(uow)
    uow.actor = actor_for(uow, make_user(uow))

    with pytest.raises(NotAllowedError):
        acts.withdraw(uow, document, REASON)
    with pytest.raises(NotAllowedError):
        acts.restore(uow, document)


@pytest.mark.parametrize("level", [AccessLevel.AGENCY, AccessLevel.UNIT, AccessLevel.NAMED])
def test_each_level_opens_to_just_its_readers(uow: UnitOfWork, level: AccessLevel) -> None:
    agency = make_agency(uow)
    unit = make_unit(uow, agency)
    inside = make_user(uow, unit=unit)
    outside = make_user(uow)
    document = make_document(uow)

    tokens = tokens_for(level, uow.actor, agency.id, [unit.id], [inside.id])
    acts.open_to(uow, [document], level, tokens)
    uow.session.flush()

    assert queries.document(uow.session, actor_for(uow, inside), document.id) is document
    with pytest.raises(NotFoundError):
        queries.document(uow.session, actor_for(uow, outside), document.id)


def test_a_level_without_readers_is_refused(uow: UnitOfWork) -> None:
    with pytest.raises(FieldInvalidError):
        tokens_for(AccessLevel.UNIT, uow.actor, None)


def test_access_of_many_is_set_for_all_or_none(uow: UnitOfWork) -> None:
    own, other = make_agency(uow), make_agency(uow)
    mine, theirs = (
        make_document(uow, make_batch(uow, agency_id=own.id)),
        make_document(uow, make_batch(uow, agency_id=other.id)),
    )
    uow.actor = actor_for(uow, make_user(uow, roles=[Role.CLERK], agency=own))

    with pytest.raises(NotAllowedError):
        acts.open_to(uow, [mine, theirs], AccessLevel.AGENCY, {f"agency:{own.id}"})

    assert mine.access == AccessLevel.PUBLIC
