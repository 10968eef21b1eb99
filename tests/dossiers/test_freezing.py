"""What is locked cannot be withdrawn, corrected, replaced or moved; what was tried is written down."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docarchive.accounts.audience import user_token
from docarchive.archive.errors import NothingChosenError
from docarchive.archive.models import Document
from docarchive.archive.services import documents, intake
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import DossierStateError, FrozenError
from docarchive.dossiers.models import Dossier, Freeze
from docarchive.dossiers.queries import freezes
from docarchive.dossiers.services import contents, freezing, opening
from docarchive.kernel.errors import NotAllowedError
from docarchive.kernel.roles import Role
from tests.archive.factories import make_batch, make_document
from tests.dossiers.factories import DESIGN, acting, fill, make_dossier, make_office, make_paper
from tests.factories import actor_for, make_user

REASON = "Phục vụ kiểm tra của đoàn thanh tra"


def _withdraw(uow: UnitOfWork, document: Document) -> None:
    documents.withdraw(uow, document, "Rút do nhập nhầm tệp")


def _correct(uow: UnitOfWork, document: Document) -> None:
    documents.correct(uow, document, {"subject": "Trích yếu khác hẳn"})


def _replace(uow: UnitOfWork, document: Document) -> None:
    intake.start_version(uow, document, "ban-moi.pdf", "web")


def _read_again(uow: UnitOfWork, document: Document) -> None:
    intake.read_again(uow, document, "web")


ACTS = [_withdraw, _correct, _replace, _read_again]


@pytest.mark.parametrize("act", ACTS)
def test_a_locked_document_stays_as_it_is_and_the_try_is_written_down(
    services: Services, act: Callable[[UnitOfWork, Document], None]
) -> None:
    with services.begin(Actor.operator()) as uow:
        office, paper = make_office(uow), make_paper(uow)
        freeze = freezing.freeze_documents(uow, office.agency.id, "Thanh tra 2026", REASON, [paper.id])
        keeper = actor_for(uow, make_user(uow, roles=[Role.ADMINISTRATOR], name="Quản Trị Thử"))

    with pytest.raises(FrozenError), services.begin(keeper) as uow:
        act(uow, uow.session.get_one(Document, paper.id))

    with services.begin(Actor.operator()) as uow:
        found = uow.session.get_one(Freeze, freeze.id)
        (refused,) = freezes.refusals(uow.session, uow.actor, found)
        assert (refused.refusal.by_name, refused.document and refused.document.id) == ("Quản Trị Thử", paper.id)
        freezing.lift(uow, found, "Đoàn thanh tra đã kết thúc")
        act(uow, uow.session.get_one(Document, paper.id))


def test_confirming_what_stays_the_same_is_no_change(uow: UnitOfWork) -> None:
    paper = make_paper(uow)
    freezing.freeze_documents(uow, None, "Thanh tra", REASON, [paper.id])

    assert documents.confirm(uow, paper, {"subject": paper.subject}) == []


def test_an_import_with_a_locked_document_is_not_taken_back(uow: UnitOfWork) -> None:
    batch = make_batch(uow)
    paper = make_document(uow, batch)
    freezing.freeze_documents(uow, None, "Thanh tra", REASON, [paper.id])

    with pytest.raises(FrozenError):
        intake.take_back(uow, batch, "Nhập nhầm cả thư mục")


def test_a_locked_dossier_locks_what_is_in_it(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier, paper, other = make_dossier(uow, office), make_paper(uow), make_paper(uow, number="6/KH-STC")
    fill(uow, dossier, paper)
    with acting(uow, office.officer), pytest.raises(NotAllowedError):
        freezing.freeze_dossier(uow, dossier, REASON)
    with acting(uow, office.leader):
        freeze = freezing.freeze_dossier(uow, dossier, REASON)
        with pytest.raises(DossierStateError):
            freezing.freeze_dossier(uow, dossier, REASON)

    with pytest.raises(FrozenError):
        _withdraw(uow, paper)
    tries: list[Callable[[], object]] = [
        lambda: contents.put_in(uow, dossier, other),
        lambda: contents.take_out(uow, dossier, paper),
        lambda: opening.change_dossier(uow, dossier, DESIGN),
    ]
    with acting(uow, office.officer):
        for attempt in tries:
            with pytest.raises(FrozenError, match="Hồ sơ bị khóa"):
                attempt()
    assert list(freezes.documents(uow.session, uow.actor, freeze)) == [paper]


def test_a_locked_document_is_not_taken_out_of_a_dossier(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier, paper = make_dossier(uow, office), make_paper(uow)
    fill(uow, dossier, paper)
    freezing.freeze_documents(uow, office.agency.id, "Thanh tra", REASON, [paper.id])

    with acting(uow, office.officer), pytest.raises(FrozenError, match="Văn bản bị khóa"):
        contents.take_out(uow, dossier, paper)


def test_nobody_locks_what_he_does_not_see(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    hidden = make_document(uow, make_batch(uow, agency_id=other.agency.id, level=AccessLevel.AGENCY))

    with acting(uow, office.leader):
        for ids in ([hidden.id], []):
            with pytest.raises(NothingChosenError):
                freezing.freeze_documents(uow, office.agency.id, "Thanh tra", REASON, ids)
        with pytest.raises(NotAllowedError):
            freezing.freeze_documents(uow, other.agency.id, "Thanh tra", REASON, [hidden.id])


def test_a_leader_binds_no_other_agency(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    foreign = make_paper(uow)
    foreign.agency_id = other.agency.id
    dossier = make_dossier(uow, office)
    fill(uow, dossier, foreign)

    with acting(uow, office.leader):
        with pytest.raises(NotAllowedError, match="cơ quan khác"):
            freezing.freeze_documents(uow, office.agency.id, "Thanh tra", REASON, [foreign.id])
        freeze = freezing.freeze_dossier(uow, dossier, REASON)

    assert freezes.documents(uow.session, uow.actor, freeze) == []
    with acting(uow, other.clerk):
        documents.withdraw(uow, foreign, "Rút do nhập nhầm tệp")


def test_leaders_see_the_locks_of_their_agency_and_administrators_all(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    paper = make_paper(uow)
    with acting(uow, office.leader):
        mine = freezing.freeze_documents(uow, office.agency.id, "Thanh tra", REASON, [paper.id])
    seen = {}
    for name, who in (
        ("leader", office.leader), ("other", other.leader), ("clerk", office.clerk),
        ("administrator", make_user(uow, roles=[Role.ADMINISTRATOR])),
    ):  # fmt: skip
        with acting(uow, who):
            seen[name] = [each.id for each in freezes.freezes(uow.session, uow.actor)]

    assert seen == {"leader": [mine.id], "other": [], "clerk": [], "administrator": [mine.id]}


def test_the_dossier_is_kept_as_it_was(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier = make_dossier(uow, office)
    with acting(uow, office.leader):
        freezing.freeze_dossier(uow, dossier, REASON)

    with acting(uow, office.officer), pytest.raises(FrozenError):
        opening.change_dossier(uow, dossier, DESIGN)

    assert uow.session.get_one(Dossier, dossier.id).title == DESIGN.title


def test_changed_rights_of_what_is_locked_warn_until_a_leader_confirms(uow: UnitOfWork) -> None:
    office, paper = make_office(uow), make_paper(uow)
    made = freezing.freeze_documents(uow, office.agency.id, "Thanh tra 2026", REASON, [paper.id])
    free = make_paper(uow)
    for document in (paper, free):
        document.agency_id = office.agency.id
        with acting(uow, office.clerk):
            documents.open_to(uow, [document], AccessLevel.NAMED, [user_token(office.officer.id)])

    rows = freezes.rights_to_confirm(uow.session, made)
    assert [(one.document_id, one.gained, one.by_name) for one in rows] == [
        (paper.id, office.officer.name, office.clerk.name)
    ]
    assert freezes.warnings(uow.session, [made]) == {made.id: 1}
    with acting(uow, office.clerk), pytest.raises(NotAllowedError):
        freezing.confirm_rights(uow, made)
    with acting(uow, office.leader):
        assert freezing.confirm_rights(uow, made) == 1
        assert freezing.confirm_rights(uow, made) == 0
    assert freezes.warnings(uow.session, [made]) == {}
