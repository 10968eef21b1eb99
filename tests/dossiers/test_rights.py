"""Who works with a dossier, who sees it, and warnings about changed rights."""

from __future__ import annotations

import pytest

from docarchive.archive.services import documents
from docarchive.archive.states import AccessLevel
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import DossierNotFoundError, DossierStateError
from docarchive.dossiers.queries.dossiers import Pile, Wanted, count, dossier, dossiers, open_rights, to_fill
from docarchive.dossiers.queries.holders import holders
from docarchive.dossiers.services import contents, rights
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role
from tests.dossiers.factories import acting, fill, make_dossier, make_office, make_paper
from tests.factories import make_user


def test_holder_members_clerks_and_leaders_see_a_dossier_and_nobody_else(uow: UnitOfWork) -> None:
    office = make_office(uow)
    made = make_dossier(uow, office)
    with acting(uow, office.officer):
        rights.add_member(uow, made, office.colleague)
    others = [make_user(uow, roles=[role]) for role in (Role.CLERK, Role.LEADER, Role.ADMINISTRATOR)]
    others.append(make_user(uow, roles=[Role.SPECIALIST], agency=office.agency))

    for who in (office.officer, office.colleague, office.clerk, office.leader):
        with acting(uow, who):
            assert dossier(uow.session, uow.actor, made.id) is made
            assert count(uow.session, uow.actor, Wanted(Pile.AGENCY), local_day(uow.now)) == 1
    for who in others:
        with acting(uow, who):
            with pytest.raises(DossierNotFoundError):
                dossier(uow.session, uow.actor, made.id)
            assert dossiers(uow.session, uow.actor, Wanted(Pile.AGENCY), local_day(uow.now)) == []
            assert to_fill(uow.session, uow.actor) == []


def test_a_leader_looks_and_does_not_fill(uow: UnitOfWork) -> None:
    office = make_office(uow)
    made = make_dossier(uow, office)

    with acting(uow, office.leader), pytest.raises(NotAllowedError):
        contents.put_in(uow, made, make_paper(uow))


def test_changed_rights_are_a_warning_until_a_leader_confirms(uow: UnitOfWork) -> None:
    office = make_office(uow)
    made = make_dossier(uow, office)

    with acting(uow, office.officer):
        rights.add_member(uow, made, office.colleague)
        with pytest.raises(DossierStateError):
            rights.add_member(uow, made, office.colleague)
        rights.remove_member(uow, made, office.colleague.id)
        with pytest.raises(NotAllowedError):
            rights.confirm(uow, made)
    assert {entry.kind for entry in open_rights(uow.session, made)} == {"member_removed", "member_added"}

    with acting(uow, office.leader):
        assert count(uow.session, uow.actor, Wanted(Pile.TO_CONFIRM), local_day(uow.now)) == 1
        assert rights.confirm(uow, made) == 2
        assert count(uow.session, uow.actor, Wanted(Pile.TO_CONFIRM), local_day(uow.now)) == 0

    assert open_rights(uow.session, made) == []


def test_only_colleagues_work_with_a_dossier(uow: UnitOfWork) -> None:
    office = make_office(uow)
    made, stranger = make_dossier(uow, office), make_user(uow)

    with acting(uow, office.officer), pytest.raises(InvalidInputError):
        rights.add_member(uow, made, stranger)


def test_a_document_is_opened_to_members_by_whoever_keeps_it(uow: UnitOfWork) -> None:
    office = make_office(uow)
    made, paper = make_dossier(uow, office), make_paper(uow, office)
    with acting(uow, office.officer):
        rights.add_member(uow, made, office.colleague)
    documents.open_to(
        uow, [paper], AccessLevel.NAMED, [f"user:{office.officer.id}", f"clerks:{office.agency.id}"]
    )  # fmt: skip
    fill(uow, made, paper)

    with acting(uow, office.officer), pytest.raises(NotAllowedError):
        rights.let_members_read(uow, made, paper)
    with acting(uow, office.clerk):
        assert rights.let_members_read(uow, made, paper) == 1
        assert rights.let_members_read(uow, made, paper) == 0

    assert f"user:{office.colleague.id}" in paper.audience
    assert "member_added" in {entry.kind for entry in open_rights(uow.session, made)}


def test_when_somebody_leaves_all_go_to_a_colleague(uow: UnitOfWork) -> None:
    office = make_office(uow)
    one, two, stranger = make_dossier(uow, office), make_dossier(uow, office, symbol="91.NV"), make_user(uow)
    with acting(uow, office.officer):
        rights.add_member(uow, one, office.colleague)
    with acting(uow, office.clerk):
        assert [(each.user.id, each.dossiers) for each in holders(uow.session, uow.actor)] == [(office.officer.id, 2)]
        with pytest.raises(InvalidInputError):
            rights.hand_all(uow, office.agency.id, office.officer.id, stranger)
        given = rights.hand_all(uow, office.agency.id, office.officer.id, office.colleague)

    assert {each.id for each in given} == {one.id, two.id}
    assert {one.holder_id, two.holder_id} == {office.colleague.id}
    assert one.members == []
    with acting(uow, office.officer):
        assert count(uow.session, uow.actor, Wanted(Pile.MINE), local_day(uow.now)) == 0


def test_a_stranger_gives_nobodys_dossiers_away(uow: UnitOfWork) -> None:
    office = make_office(uow)
    make_dossier(uow, office)

    with acting(uow, office.colleague), pytest.raises(NotAllowedError):
        rights.hand_all(uow, office.agency.id, office.officer.id, office.colleague)
