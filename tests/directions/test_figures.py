"""The figures of a period: cells, what is counted apart, rates, and exactly so many rows behind each number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.directions.counting import BANDS, By, Counts, Figure, Rate, Span, SumsDoNotCloseError
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.queries.behind_figures import Behind, count_behind, page_behind
from docarchive.directions.queries.figures import figures, rows_behind
from docarchive.directions.queries.figures_by_document import page_of_figures
from docarchive.directions.queries.wanted import Wanted
from docarchive.directions.services import extending, following, working
from docarchive.directions.services.giving import Body
from docarchive.directions.states import Source, WorkState
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.ids import new_id
from tests.archive.factories import make_document
from tests.directions.factories import TODAY, Sides, finish, make_assignment, make_sides, on
from tests.exchange.factories import acting
from tests.factories import actor_for

YEAR = Span.this_year(TODAY)
CELLS = (Figure.DONE_IN_TIME, Figure.DONE_LATE, Figure.OPEN_IN_TIME, Figure.OPEN_LATE)


@pytest.fixture
def sides(uow: UnitOfWork) -> Sides:
    return make_sides(uow)


def counts(uow: UnitOfWork, span: Span = YEAR, by: By = By.AGENCY, today: date = TODAY) -> Counts:
    return figures(uow.session, Actor.operator(), span, by, today).total


def insert_many(uow: UnitOfWork, sides: Sides, rows: Iterator[Mapping[str, Any]], given_on: date) -> None:
    """Assignments as straight rows; what is not named is as of one just given."""
    direction = Direction(
        agency_id=sides.agency.id, giver="Chủ tịch", given_on=given_on, content="Nhiệm vụ", created_at=uow.now,
        created_by="thử",
    )  # fmt: skip
    uow.session.add(direction)
    uow.session.flush()
    usual = {
        "direction_id": direction.id, "agency_id": sides.agency.id, "lead_agency_id": sides.department.id,
        "lead_name": "Sở", "content": "Nhiệm vụ", "given_on": given_on, "moved_at": uow.now, "state": WorkState.DOING,
        "due_on": None, "first_due_on": None, "done_on": None, "paused_on": None, "reported_at": None, "revision": 1,
    }  # fmt: skip
    made = [
        {**usual, "id": new_id(), "ordinal": at, "code": f"2017.{at:06}", **row} for at, row in enumerate(rows, start=1)
    ]
    uow.session.execute(insert(Assignment), made)


def in_cell(count: int, due_on: date, done_on: date | None = None) -> Iterator[Mapping[str, Any]]:
    state = WorkState.DONE if done_on else WorkState.DOING
    for _ in range(count):
        yield {"due_on": due_on, "first_due_on": due_on, "done_on": done_on, "state": state}


def test_the_totals_of_the_official_report_of_2017(uow: UnitOfWork, sides: Sides) -> None:
    """Report 1270/BC-TCTTTg: 21,914 = 16,051 (14,068 + 1,983) + 5,863 (5,640 + 223)."""
    day = date(2017, 12, 31)
    before, after = day - timedelta(30), day + timedelta(30)
    insert_many(
        uow, sides,
        (row for part in (
            in_cell(14_068, before, before), in_cell(1_983, before, day), in_cell(5_640, after), in_cell(223, before),
        ) for row in part),
        date(2017, 3, 1),
    )  # fmt: skip

    found = counts(uow, Span(date(2017, 1, 1), day))

    assert [found[each] for each in CELLS] == [14_068, 1_983, 5_640, 223]
    assert (found[Figure.ASSIGNED], found[Figure.DONE], found[Figure.OPEN]) == (21_914, 16_051, 5_863)
    assert found.done_of_assigned.formula == "16.051/21.914 = 73,25%"
    assert found.done_of_due.formula == "16.051/(16.051 + 223) = 98,63%"
    assert found.identity == "0 kỳ trước chuyển sang + 21.914 giao trong kỳ = 16.051 hoàn thành + 5.863 chưa hoàn thành"


def test_39_of_133_with_the_rest_in_term_is_29_32_per_cent(uow: UnitOfWork, sides: Sides) -> None:
    due_on = TODAY + timedelta(60)
    insert_many(
        uow, sides, (row for part in (in_cell(39, due_on, TODAY), in_cell(94, due_on)) for row in part),
        date(2026, 2, 1),
    )  # fmt: skip

    found = counts(uow)

    assert (found.done_of_assigned.formula, found.done_of_assigned.percent) == ("39/133 = 29,32%", 29.32)
    assert found.done_of_due.formula == "39/(39 + 0) = 100,00%"
    assert [found[each] for each in CELLS] == [39, 0, 94, 0]


def test_a_rate_of_nothing_is_a_dash_and_halves_go_up() -> None:
    assert Rate(0, 0, "0").formula == "0/0 = —"
    assert [Rate(part, whole, "").percent for part, whole in ((1, 3), (2, 3), (1, 800), (1, 1))] == [
        33.33, 66.67, 0.13, 100.0,
    ]  # fmt: skip


def test_a_period_ends_after_it_begins() -> None:
    with pytest.raises(InvalidInputError):
        Span(TODAY, TODAY - timedelta(1))


def test_what_was_carried_over_and_given_is_done_or_open(uow: UnitOfWork, sides: Sides) -> None:
    on(uow, date(2025, 11, 3))
    early: dict[str, Any] = {"given_on": date(2025, 11, 3), "due_on": date(2026, 3, 1)}
    finish(uow, sides, make_assignment(uow, sides, **early))  # ended before the period: not of it
    carried = make_assignment(uow, sides, **early)
    make_assignment(uow, sides, **early)
    on(uow, date(2026, 2, 10))
    finish(uow, sides, carried)
    on(uow, TODAY)
    make_assignment(uow, sides)
    make_assignment(uow, sides, due_on=None)

    found = counts(uow)

    assert (found[Figure.CARRIED_OVER], found[Figure.GIVEN], found[Figure.DONE], found[Figure.OPEN]) == (2, 1, 1, 2)
    assert (found[Figure.NO_TERM], found[Figure.GIVEN_NO_TERM], found[Figure.OPEN_NO_TERM]) == (1, 1, 1)


def test_a_period_that_is_over_is_judged_on_its_last_day(uow: UnitOfWork, sides: Sides) -> None:
    on(uow, date(2026, 1, 5))
    one = make_assignment(uow, sides, given_on=date(2026, 1, 5), due_on=date(2026, 2, 10))
    on(uow, date(2026, 4, 2))
    finish(uow, sides, one)
    first_quarter, january = (Span(date(2026, 1, 1), last) for last in (date(2026, 3, 31), date(2026, 1, 31)))

    assert counts(uow, january)[Figure.OPEN_IN_TIME] == 1
    assert counts(uow, first_quarter)[Figure.OPEN_LATE] == counts(uow, first_quarter)[Figure.LATE_TO_60] == 1
    assert counts(uow)[Figure.DONE_LATE] == 1
    assert counts(uow, Span(date(2026, 4, 1), TODAY))[Figure.CARRIED_OVER] == 1
    assert counts(uow, Span(date(2026, 5, 1), TODAY)).numbers == {}


def test_returned_and_cancelled_are_named_apart(uow: UnitOfWork, sides: Sides) -> None:
    cancelled, returned = make_assignment(uow, sides), make_assignment(uow, sides)
    with acting(uow, sides.leader):
        following.cancel(uow, cancelled, "Không còn cần thiết nữa")
    with acting(uow, sides.doer):
        working.give_back(uow, returned, "Không thuộc thẩm quyền của Sở")

    found = counts(uow)

    assert (found[Figure.CANCELLED], found[Figure.RETURNED], found.left_out, found[Figure.ASSIGNED]) == (1, 1, 2, 0)
    assert counts(uow, Span(date(2026, 7, 1), date(2026, 7, 31)), today=date(2026, 7, 31)).left_out == 0


def test_an_extension_shows_as_the_gap_between_two_rates(uow: UnitOfWork, sides: Sides) -> None:
    on(uow, date(2026, 6, 1))
    extended, plain = (make_assignment(uow, sides, due_on=date(2026, 6, 10)) for _ in range(2))
    with acting(uow, sides.doer):
        asked = extending.ask(uow, extended, date(2026, 6, 12), "Chờ ý kiến Bộ Nội vụ")
    with acting(uow, sides.leader):
        extending.grant(uow, asked, date(2026, 6, 12), "Đồng ý")
    finish(uow, sides, plain)
    on(uow, date(2026, 6, 12))
    finish(uow, sides, extended)

    found = counts(uow)

    assert (found.in_time.formula, found.in_time_by_first.formula) == ("2/2 = 100,00%", "1/2 = 50,00%")
    assert (found[Figure.FIRST_DONE_IN_TIME], found[Figure.FIRST_DONE_LATE]) == (1, 1)


def test_what_is_late_is_banded_by_days(uow: UnitOfWork, sides: Sides) -> None:
    days = (1, 30, 31, 60, 61, 120, 121, 400)
    insert_many(
        uow, sides, (row for late in days for row in in_cell(1, TODAY - timedelta(late))), date(2025, 1, 2)
    )  # fmt: skip

    found = counts(uow)

    assert [found[band] for band in BANDS] == [2, 2, 2, 2]
    assert found[Figure.OPEN_LATE] == len(days)


@pytest.mark.parametrize("by", By)
def test_every_number_opens_exactly_its_rows(uow: UnitOfWork, sides: Sides, by: By) -> None:
    on(uow, date(2026, 4, 1))
    leads: tuple[Any, ...] = (sides.department, sides.unit, sides.officer, "Công an tỉnh")
    for at, lead in enumerate(leads):
        values: dict[str, Any] = {
            "giver": f"Lãnh đạo {at % 2}",
            "field": ["", "Nội vụ"][at % 2],
            "document_number": f"{at % 3}/CV",
        }
        make_assignment(uow, sides, lead, date(2026, 4, 20), given_on=date(2026, 4, 1), **values)
        make_assignment(uow, sides, lead, None, given_on=date(2026, 3, 1), **values)
    finish(uow, sides, make_assignment(uow, sides, given_on=date(2026, 4, 1), due_on=date(2026, 5, 4)))
    on(uow, TODAY)
    span, operator = Span(date(2026, 3, 15), TODAY), Actor.operator()

    report = figures(uow.session, operator, span, by, TODAY)
    rows = rows_behind(uow.session, operator, span, by, TODAY)

    assert {line.key for line in report.lines} == set(rows)
    for figure in Figure:
        whole = Behind(span, figure)
        assert count_behind(uow.session, operator, whole, TODAY) == report.total[figure], figure
        for line in report.lines:
            behind = Behind(span, figure, by, line.key)
            listed = [each.id for each in page_behind(uow.session, operator, behind, TODAY, 0, 100)]
            assert len(listed) == line.counts[figure]
            assert sorted(listed) == sorted(rows[line.key].get(figure, ()))


def test_lines_by_document_come_a_page_at_a_time(uow: UnitOfWork, sides: Sides) -> None:
    kept = make_document(uow, number="7/CT-UBND")
    for number in ("3/CV", "1/CV", "2/CV", "2/CV"):
        make_assignment(uow, sides, document_number=number)
    make_assignment(uow, sides, document=kept, document_number="7/CT-UBND")
    make_assignment(uow, sides, source=Source.SPOKEN, document_number="")
    asked = (uow.session, actor_for(uow, sides.clerk), YEAR, By.DOCUMENT, TODAY, Wanted(agency_id=sides.agency.id))
    whole = figures(*asked)

    pages = [page_of_figures(*asked, offset, 2) for offset in (0, 2, 4, 900)]
    lines = [line for report, _count in pages[:3] for line in report.lines]

    assert [line.name for line in lines] == ["7/CT-UBND", "1/CV", "2/CV", "3/CV", "Không có văn bản"]
    assert [(line.key, +Counter(line.counts.numbers)) for line in lines] == [
        (line.key, +Counter(line.counts.numbers)) for line in whole.lines
    ]
    assert {count for _report, count in pages} == {5}
    assert {report.total[Figure.ASSIGNED] for report, _count in pages} == {6}
    assert [line.name for line in pages[3][0].lines] == ["Không có văn bản"]  # past the end: the last page
    assert not any(kept.id in line.key for line in lines)


def test_lines_stand_in_official_order_and_what_has_no_name_last(uow: UnitOfWork, sides: Sides) -> None:
    sides.department.sort_order, sides.agency.sort_order = 1, 2
    for lead in ("Đài Truyền hình", "Công an tỉnh", sides.unit, sides.department):
        make_assignment(uow, sides, lead)
    make_assignment(uow, sides, field="")
    uow.session.flush()

    by_agency = figures(uow.session, Actor.operator(), YEAR, By.AGENCY, TODAY)
    by_field = figures(uow.session, Actor.operator(), YEAR, By.FIELD, TODAY)
    by_unit = figures(uow.session, Actor.operator(), YEAR, By.UNIT, TODAY)

    assert [line.name for line in by_agency] == [
        sides.department.name, sides.agency.name, "Công an tỉnh", "Đài Truyền hình",
    ]  # fmt: skip
    assert [line.name for line in by_field] == ["Nội vụ", "Chưa ghi lĩnh vực"]
    assert [line.name for line in by_unit] == [sides.unit.name, "Không giao đơn vị trong cơ quan"]


def test_everyone_counts_what_he_follows_or_leads(uow: UnitOfWork, sides: Sides) -> None:
    make_assignment(uow, sides)
    make_assignment(uow, sides, sides.unit)
    make_assignment(uow, sides, "Công an tỉnh", co=())

    def assigned(who: Any) -> int:
        return figures(uow.session, actor_for(uow, who), YEAR, By.AGENCY, TODAY).total[Figure.ASSIGNED]

    assert [assigned(who) for who in (sides.clerk, sides.leader, sides.doer, sides.officer, sides.outsider)] == [
        3, 3, 1, 1, 0,
    ]  # fmt: skip
    own = Wanted(agency_id=sides.agency.id)
    within = figures(uow.session, actor_for(uow, sides.outsider), YEAR, By.AGENCY, TODAY, own)
    assert within.total.numbers == {}


def test_what_one_only_works_along_with_is_not_counted_as_his(uow: UnitOfWork, sides: Sides) -> None:
    make_assignment(uow, sides, "Công an tỉnh", co=[Body.of(sides.department)])
    actor = actor_for(uow, sides.doer)

    assert figures(uow.session, actor, YEAR, By.AGENCY, TODAY).total.numbers == {}
    assert count_behind(uow.session, actor, Behind(YEAR, Figure.ASSIGNED), TODAY) == 0


def test_a_sum_that_does_not_close_is_never_printed(uow: UnitOfWork, sides: Sides) -> None:
    make_assignment(uow, sides)
    report = figures(uow.session, Actor.operator(), YEAR, By.AGENCY, TODAY)
    wrong = Counts({**report.total.numbers, Figure.GIVEN: 2})

    with pytest.raises(SumsDoNotCloseError, match="GIVEN"):
        wrong.check()
    with pytest.raises(SumsDoNotCloseError, match="lines 1, whole 0"):
        replace(report, total=Counts()).check()


def test_the_clock_of_what_was_reported_stands(uow: UnitOfWork, sides: Sides) -> None:
    reported_at = datetime(2026, 6, 9, 16, 59, tzinfo=UTC)  # still the ninth in Hà Nội
    rows = in_cell(1, date(2026, 6, 9))
    insert_many(
        uow, sides, ({**row, "state": WorkState.REPORTED, "reported_at": reported_at} for row in rows),
        date(2026, 6, 1),
    )  # fmt: skip

    assert counts(uow)[Figure.OPEN_IN_TIME] == 1
