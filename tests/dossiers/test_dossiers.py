"""Dossiers: opened, filled, closed, reopened, kept longer, handed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from docarchive.archive.services import documents
from docarchive.archive.states import AccessLevel
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import (
    AlreadyInDossierError,
    DossierStateError,
    LookFirstError,
    NothingToHandOverError,
    NotReadyError,
    SymbolTakenError,
    TooLongKeptError,
)
from docarchive.dossiers.queries import contents as queries
from docarchive.dossiers.queries.dossiers import Pile, Wanted, count, dossiers, holding
from docarchive.dossiers.services import closing, contents, handing, opening, rights
from docarchive.dossiers.services.closing import Ending
from docarchive.dossiers.states import DossierState, Retention
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.dossiers.factories import (
    DESIGN,
    YEAR,
    acting,
    fill,
    make_closed,
    make_dossier,
    make_list,
    make_office,
    make_paper,
)
from tests.factories import make_user

TODAY = date(2026, 6, 15)
ENDING = Ending(DESIGN.title, DESIGN.retention)


def test_a_dossier_of_the_list_takes_its_symbol_title_and_retention(uow: UnitOfWork) -> None:
    office = make_office(uow)
    entry = make_list(uow, office).entries[0]

    with acting(uow, office.officer):
        made = opening.open_from(uow, entry)
        with pytest.raises(SymbolTakenError):
            opening.open_from(uow, entry)

    assert (made.symbol, made.title, made.kept) == ("01.TCCB", "Hồ sơ tuyển dụng công chức năm 2026", "70 năm")
    assert (made.started_on, made.holder_id, made.creator) == (TODAY, office.officer.id, office.officer.name)


def test_nothing_is_opened_from_a_list_that_does_not_hold(uow: UnitOfWork) -> None:
    office = make_office(uow)
    entry = make_list(uow, office, in_force=False).entries[0]

    with acting(uow, office.officer), pytest.raises(DossierStateError):
        opening.open_from(uow, entry)


def test_nobody_opens_a_dossier_of_another_agency(uow: UnitOfWork) -> None:
    office = make_office(uow)

    with acting(uow, make_user(uow)), pytest.raises(NotAllowedError):
        opening.open_dossier(uow, office.agency, YEAR, DESIGN)


@pytest.mark.parametrize(
    "wrong",
    [
        {"symbol": "90 NV"}, {"symbol": "x" * 21}, {"title": " "}, {"title": "x" * 501},
        {"started_on": date(2026, 6, 16)}, {"retention": Retention.OTHER},
        {"retention": Retention.OTHER, "retention_years": 0},
    ],
)  # fmt: skip
def test_a_dossier_that_cannot_be_so_is_refused(uow: UnitOfWork, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        make_dossier(uow, make_office(uow), **wrong)


def test_documents_stand_in_the_order_of_their_days(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier = make_dossier(uow, office)
    late = make_paper(uow, number="9/KH-STC", issued_on=date(2026, 5, 9))
    early = make_paper(uow, number="8/KH-STC", issued_on=date(2026, 1, 8))
    without = make_paper(uow, number="7/KH-STC", issued_on=None)
    fill(uow, dossier, without, late, early)

    items = queries.items(uow.session, uow.actor, dossier)

    assert [(item.ordinal, item.document.number) for item in items] == [
        (1, "8/KH-STC"), (2, "9/KH-STC"), (3, "7/KH-STC"),
    ]  # fmt: skip
    assert queries.summed(items) == queries.Sum(3, 3, date(2026, 1, 8), date(2026, 5, 9))
    assert queries.sums(uow.session, uow.actor, [dossier.id])[dossier.id] == queries.summed(items)


def test_one_document_is_in_many_dossiers_and_once_in_each(uow: UnitOfWork) -> None:
    office = make_office(uow)
    one, two = make_dossier(uow, office), make_dossier(uow, office, symbol="91.NV")
    paper = make_paper(uow)
    fill(uow, one, paper)
    fill(uow, two, paper)

    with acting(uow, office.officer):
        with pytest.raises(AlreadyInDossierError):
            contents.put_in(uow, one, paper)
        contents.take_out(uow, one, paper)
        assert [each.symbol for each in holding(uow.session, uow.actor, paper.id)] == ["91.NV"]
        contents.put_in(uow, one, paper)


def test_putting_a_document_in_lets_nobody_read_it_who_could_not(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier = make_dossier(uow, office)
    paper = make_paper(uow)
    with acting(uow, office.officer):
        rights.add_member(uow, dossier, office.colleague)
    documents.open_to(uow, [paper], *_only(office.officer.id))
    before = paper.audience

    fill(uow, dossier, paper)

    assert paper.audience == before
    with acting(uow, office.colleague):
        assert queries.items(uow.session, uow.actor, dossier) == []
        assert queries.sums(uow.session, uow.actor, [dossier.id])[dossier.id] == queries.Sum()


def _only(user_id: str) -> tuple[AccessLevel, list[str]]:
    return AccessLevel.NAMED, [f"user:{user_id}"]


def test_a_closed_dossier_knows_its_end_and_the_day_to_hand_it_over(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier, paper = make_closed(uow, office, date(2026, 6, 1)), make_paper(uow, number="77/KH-STC")

    assert (dossier.state, dossier.ended_on, dossier.due_on) == (
        DossierState.CLOSED, date(2026, 6, 1), date(2027, 6, 1),
    )  # fmt: skip
    with acting(uow, office.officer), pytest.raises(DossierStateError):
        contents.put_in(uow, dossier, paper)


def test_papers_of_building_works_are_due_after_three_months(uow: UnitOfWork) -> None:
    dossier = make_closed(uow, make_office(uow), date(2026, 6, 1), is_construction=True)

    assert dossier.due_on == date(2026, 9, 3)  # 1 and 2 September are days off


def test_an_empty_dossier_is_not_closed(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier = make_dossier(uow, office)

    with acting(uow, office.officer), pytest.raises(NotReadyError):
        closing.close(uow, dossier, ENDING)


def test_drafts_and_duplicates_are_looked_at_before_closing(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier = make_dossier(uow, office)
    draft = make_paper(uow, number=None)
    twins = [make_paper(uow, number="5/KH-STC", issued_on=date(2026, 3, 3)) for _ in range(2)]
    fill(uow, dossier, draft, *twins)

    with acting(uow, office.officer):
        items = queries.items(uow.session, uow.actor, dossier)
        said = [remark.words for remark in queries.remarks(items)]
        with pytest.raises(LookFirstError):
            closing.close(uow, dossier, ENDING)
        closing.close(uow, dossier, replace(ENDING, remarks_seen=True))

    assert any("bản thảo" in words for words in said)
    assert sum("Trùng số" in words for words in said) == 2
    assert dossier.state == DossierState.CLOSED


@pytest.mark.parametrize("ended_on", [date(2026, 6, 16), date(2026, 2, 1)])
def test_a_matter_ends_neither_tomorrow_nor_before_it_began(uow: UnitOfWork, ended_on: date) -> None:
    office = make_office(uow)
    dossier = make_dossier(uow, office)
    fill(uow, dossier, make_paper(uow))

    with acting(uow, office.officer), pytest.raises(InvalidInputError):
        closing.close(uow, dossier, replace(ENDING, ended_on=ended_on))


def test_a_dossier_is_opened_again_with_a_reason(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier = make_closed(uow, office)

    with acting(uow, office.officer):
        with pytest.raises(InvalidInputError):
            closing.reopen(uow, dossier, "thêm")
        closing.reopen(uow, dossier, "Có văn bản trả lời bổ sung")

    assert (dossier.state, dossier.due_on, dossier.ended_on) == (DossierState.OPEN, None, None)


def test_a_dossier_is_kept_at_most_two_years_longer(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier = make_closed(uow, office, date(2026, 6, 1))

    with acting(uow, office.officer):
        for until in (date(2027, 6, 1), date(2029, 6, 2)):
            with pytest.raises(TooLongKeptError):
                closing.keep_longer(uow, dossier, until, "5/CV-VP")
        with pytest.raises(InvalidInputError):
            closing.keep_longer(uow, dossier, date(2028, 1, 1), " ")
        closing.keep_longer(uow, dossier, date(2029, 6, 1), "5/CV-VP")

    assert (dossier.due_on, dossier.consent) == (date(2029, 6, 1), "5/CV-VP")


def test_what_is_due_is_told_thirty_days_ahead(uow: UnitOfWork) -> None:
    office = make_office(uow)
    make_closed(uow, office, date(2026, 6, 1))
    make_closed(uow, office, date(2026, 6, 2), symbol="95.NV", retention=Retention.OTHER, retention_years=2)

    with acting(uow, office.clerk):
        ahead, soon, late = (date(2027, 5, 1), date(2027, 5, 2), date(2027, 6, 2))
        assert [count(uow.session, uow.actor, Wanted(Pile.DUE), day) for day in (ahead, soon, late)] == [0, 1, 0]
        assert [count(uow.session, uow.actor, Wanted(Pile.LATE), day) for day in (soon, late)] == [0, 1]


def test_dossiers_are_found_by_words_without_marks(uow: UnitOfWork) -> None:
    office = make_office(uow)
    make_dossier(uow, office)
    make_dossier(uow, office, symbol="91.NV", title="Hồ sơ thi đua")

    with acting(uow, office.clerk):
        found = dossiers(uow.session, uow.actor, Wanted(Pile.AGENCY, "kiem tra VĂN thư"), TODAY)

    assert [one.symbol for one in found] == ["90.NV"]


def test_dossiers_are_handed_over_with_minutes_for_each_holder(uow: UnitOfWork) -> None:
    office = make_office(uow)
    one, two = make_closed(uow, office), make_closed(uow, office, symbol="93.NV")
    with acting(uow, office.leader):
        rights.hand_all(uow, office.agency.id, office.officer.id, office.colleague)
    three = make_closed(uow, office, symbol="94.NV")
    with acting(uow, office.officer), pytest.raises(NotAllowedError):
        handing.hand_over(uow, [one])

    with acting(uow, office.clerk):
        with pytest.raises(NothingToHandOverError):
            handing.hand_over(uow, [])
        made = handing.hand_over(uow, [one, two, three], "Nguyên vẹn")
        with pytest.raises(NothingToHandOverError):
            handing.hand_over(uow, [one])

    assert sorted([dossier.symbol for dossier in each.dossiers] for each in made) == [["90.NV", "93.NV"], ["94.NV"]]
    assert {each.receiver for each in made} == {f"{office.clerk.name}, Văn thư"}
    assert {dossier.state for dossier in (one, two, three)} == {DossierState.HANDED_OVER}
    with acting(uow, office.officer), pytest.raises(DossierStateError):
        closing.reopen(uow, three, "Có văn bản trả lời bổ sung")
