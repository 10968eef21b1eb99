"""A dossier gathers drafts with their opinions until they are issued, letters with where they stand, and dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree

import pytest

from docarchive.accounts.models import User
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.dossiers import annex, exporting
from docarchive.dossiers.arrivals import NoArrivals
from docarchive.dossiers.correspondence import CORRESPONDENCE, Correspondence, Draft
from docarchive.dossiers.errors import AlreadyInDossierError, DossierStateError, LookFirstError, NotReadyError
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.policies import parent_seen
from docarchive.dossiers.queries import contents, dossiers
from docarchive.dossiers.queries.dossiers import Pile, Wanted
from docarchive.dossiers.services import closing, nesting, opening, rights
from docarchive.dossiers.services import contents as filling
from docarchive.dossiers.services.closing import Ending
from docarchive.dossiers.services.opening import Design
from docarchive.dossiers.states import Retention
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.services import approving, consulting, issuing
from docarchive.kernel.errors import NotFoundError
from tests.exchange.factories import Office, acting, make_letter, make_office
from tests.exchange.outgoing_factories import book_of, issue, make_draft
from tests.factories import actor_for

TODAY = date(2026, 6, 15)


@pytest.fixture
def office(uow: UnitOfWork) -> Office:
    return make_office(uow)


@pytest.fixture
def letters(services: Services) -> Correspondence:
    port: Correspondence = services.extensions[CORRESPONDENCE]  # type: ignore[assignment]
    return port


def opened(uow: UnitOfWork, office: Office, by: User, symbol: str) -> Dossier:
    design = Design(symbol, f"Hồ sơ {symbol}", Retention.YEARS_10, date(2026, 2, 2))
    with acting(uow, by):
        return opening.open_dossier(uow, office.agency, 2026, design)


def ending(dossier: Dossier, *, seen: bool = False) -> Ending:
    return Ending(dossier.title, Retention.YEARS_10, remarks_seen=seen)


def file_draft(uow: UnitOfWork, office: Office, letters: Correspondence, dossier: Dossier) -> OutgoingLetter:
    draft = make_draft(uow, office)
    with acting(uow, office.officer):
        letters.put_in(uow, dossier, draft.id)
    return draft


def send_out(uow: UnitOfWork, office: Office, draft: OutgoingLetter) -> None:
    book = book_of(uow, office)
    with acting(uow, office.officer):
        approving.submit(uow, draft, office.leader, "Kính trình")
    with acting(uow, office.leader):
        approving.sign(uow, draft)
    with acting(uow, office.clerk):
        issuing.number(uow, draft, book)
        issue(uow, draft)


def seen(uow: UnitOfWork, letters: Correspondence, dossier: Dossier, who: User) -> Sequence[Draft]:
    return letters.drafts(uow.session, actor_for(uow, who), dossier)


def test_a_draft_stands_in_its_dossier_until_its_document_does(
    uow: UnitOfWork, office: Office, letters: Correspondence
) -> None:
    dossier = opened(uow, office, office.officer, "01.TH")
    draft = file_draft(uow, office, letters, dossier)
    with acting(uow, office.officer):
        consulting.ask(uow, draft, [office.head], due_on=TODAY)
        with pytest.raises(AlreadyInDossierError):
            letters.put_in(uow, dossier, draft.id)
    (shown,) = seen(uow, letters, dossier, office.officer)
    assert (shown.id, shown.status[0], shown.opinions) == (draft.id, "Dự thảo", "0 trên 1 nơi đã cho ý kiến")
    assert contents.items(uow.session, uow.actor, dossier) == []

    send_out(uow, office, draft)
    assert seen(uow, letters, dossier, office.officer) == []
    (item,) = contents.items(uow.session, uow.actor, dossier)
    assert item.document.id == draft.document_id
    where = letters.standings(uow.session, uow.actor, office.agency.id, [item.document.id], TODAY)
    assert where[item.document.id].status[0] == "Đã ban hành"


def test_who_may_not_know_of_a_draft_sees_none_in_the_dossier(
    uow: UnitOfWork, office: Office, letters: Correspondence
) -> None:
    dossier = opened(uow, office, office.officer, "01.TH")
    draft = file_draft(uow, office, letters, dossier)
    with acting(uow, office.officer):
        rights.add_member(uow, dossier, office.head)
    assert seen(uow, letters, dossier, office.head) == []
    with acting(uow, office.head):
        for act in (letters.put_in, letters.take_out):
            with pytest.raises(NotFoundError):
                act(uow, dossier, draft.id)
    with acting(uow, office.officer):
        letters.take_out(uow, dossier, draft.id)
    assert seen(uow, letters, dossier, office.officer) == []


def test_a_letter_that_came_is_shown_with_where_it_stands(
    uow: UnitOfWork, office: Office, letters: Correspondence
) -> None:
    letter = make_letter(uow, office)
    ids = [letter.document_id or ""]
    where = letters.standings(uow.session, uow.actor, office.agency.id, ids, TODAY)
    assert where[ids[0]].words == f"Đến số {letter.arrival_number}"
    other = make_office(uow)
    assert letters.standings(uow.session, actor_for(uow, other.clerk), office.agency.id, ids, TODAY) == {}


def test_a_draft_is_looked_at_before_closing_and_does_not_follow_into_a_closed_dossier(
    uow: UnitOfWork, office: Office, letters: Correspondence
) -> None:
    dossier = opened(uow, office, office.officer, "01.TH")
    first, draft = (file_draft(uow, office, letters, dossier) for _ in range(2))
    send_out(uow, office, first)
    with acting(uow, office.officer):
        with pytest.raises(LookFirstError):
            closing.close(uow, dossier, ending(dossier), drafts=1)
        closing.close(uow, dossier, ending(dossier, seen=True), drafts=1)
    send_out(uow, office, draft)
    assert [item.document.id for item in contents.items(uow.session, uow.actor, dossier)] == [first.document_id]
    (shown,) = seen(uow, letters, dossier, office.officer)
    assert (shown.status[0], shown.is_open) == ("Đã ban hành", False)

    assert draft.document is not None
    with acting(uow, office.officer):
        closing.reopen(uow, dossier, "Bổ sung văn bản còn thiếu")
        filling.put_in(uow, dossier, draft.document)
    assert seen(uow, letters, dossier, office.officer) == []


def test_a_draft_goes_into_no_dossier_of_another_agency(
    uow: UnitOfWork, office: Office, letters: Correspondence
) -> None:
    other = make_office(uow)
    draft, theirs = make_draft(uow, office), opened(uow, other, other.officer, "01.TH")
    with pytest.raises(DossierStateError, match="cơ quan khác"):
        letters.put_in(uow, theirs, draft.id)


def test_the_holder_of_a_dossier_sees_what_is_part_of_it(uow: UnitOfWork, office: Office) -> None:
    whole, child = opened(uow, office, office.officer, "01.TH"), opened(uow, office, office.head, "02.TH")
    officer, head = actor_for(uow, office.officer), actor_for(uow, office.head)
    session = uow.session
    assert dossiers.children(session, officer, whole) == []
    with acting(uow, office.clerk):
        nesting.make_part(uow, child, whole)
    assert dossiers.children(session, officer, whole) == [child]
    assert dossiers.dossier(session, officer, child.id) == child
    assert dossiers.count(session, officer, Wanted(Pile.AGENCY), TODAY) == 2
    assert [one.about for one in dossiers.open_rights(session, child)] == ["Thuộc hồ sơ 01.TH: thêm 1 người thấy"]
    assert parent_seen(officer, child) == whole
    assert parent_seen(head, child) is None
    with pytest.raises(NotFoundError):
        dossiers.dossier(session, head, whole.id)

    with acting(uow, office.clerk):
        nesting.part(uow, child)
    with pytest.raises(NotFoundError):
        dossiers.dossier(session, officer, child.id)


def test_who_sees_a_part_changes_when_it_is_moved(uow: UnitOfWork, office: Office) -> None:
    child = opened(uow, office, office.clerk, "02.TH")
    first, second = opened(uow, office, office.officer, "01.TH"), opened(uow, office, office.head, "03.TH")
    with acting(uow, office.clerk):
        nesting.make_part(uow, child, first)
        nesting.make_part(uow, child, second)

    told = [one.about for one in dossiers.open_rights(uow.session, child)]
    assert sorted(told) == [
        "Thuộc hồ sơ 01.TH: thêm 1 người thấy", "Thuộc hồ sơ 03.TH: thêm 1 người thấy",
        "Tách khỏi hồ sơ 01.TH: 1 người thôi thấy",
    ]  # fmt: skip
    with pytest.raises(NotFoundError):
        dossiers.dossier(uow.session, actor_for(uow, office.officer), child.id)


def test_there_is_one_level_below(uow: UnitOfWork, office: Office) -> None:
    first, second, third = (opened(uow, office, office.clerk, f"0{at}.TH") for at in (1, 2, 3))
    other = make_office(uow)
    theirs = opened(uow, other, other.clerk, "09.TH")
    with acting(uow, office.clerk):
        nesting.make_part(uow, second, first)
        for child, parent in ((third, second), (first, third), (third, third)):
            with pytest.raises(DossierStateError):
                nesting.make_part(uow, child, parent)
        assert dossiers.may_take(uow.session, uow.actor, first) == ()
        assert dossiers.may_take(uow.session, uow.actor, third) == [first]
        nesting.make_part(uow, second, third)
        assert dossiers.children(uow.session, uow.actor, first) == []
        assert dossiers.children(uow.session, uow.actor, third) == [second]
    with pytest.raises(DossierStateError, match="cùng cơ quan"):
        nesting.make_part(uow, theirs, first)


def test_parts_are_closed_first_and_named_in_list_and_package(
    uow: UnitOfWork, office: Office, letters: Correspondence
) -> None:
    whole, child = (opened(uow, office, office.officer, f"0{at}.TH") for at in (1, 2))
    draft = file_draft(uow, office, letters, child)
    send_out(uow, office, draft)
    with acting(uow, office.officer):
        nesting.make_part(uow, child, whole)
        with pytest.raises(NotReadyError, match="hồ sơ con đang mở"):
            closing.close(uow, whole, ending(whole))
        closing.close(uow, child, ending(child, seen=True))
        closing.close(uow, whole, ending(whole))
        with pytest.raises(DossierStateError, match="chứa hồ sơ con"):
            closing.reopen(uow, child, "Bổ sung văn bản còn thiếu")
        found = dossiers.children(uow.session, uow.actor, whole)
        assert annex.contents_paper(whole, [], found).foot[-1] == "Hồ sơ con: 02.TH: Hồ sơ 02.TH."
        package = exporting.package(uow, whole, NoArrivals())
    (symbol,) = ElementTree.fromstring(package.xml).findall("Children/Child/FileCode/FileNotation")  # noqa: S314 - ours
    assert symbol.text == "02.TH"
