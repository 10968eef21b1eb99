"""A typed sentence fills the form."""

from __future__ import annotations

from datetime import date

import pytest

from docarchive.core.work import UnitOfWork
from docarchive.directions.reading import fill
from docarchive.directions.states import Period, Term
from docarchive.exchange.queries.directory import Directory
from tests.directions.factories import TODAY
from tests.factories import make_agency


def test_a_sentence_fills_lead_co_product_and_day(uow: UnitOfWork) -> None:
    here = make_agency(uow, name="Ủy ban nhân dân tỉnh Đông Sơn")
    home = make_agency(uow, name="Sở Nội vụ", parent=here)
    make_agency(uow, name="Sở Tài chính", parent=here)
    text = "Giao sở Nội vụ chủ trì, phối hợp Sở tài chính, báo cáo UBND tỉnh trước ngày 15/8/2026."

    (found,) = fill(text, TODAY, Directory(uow.session, here, TODAY))

    assert (found.lead, found.agency, found.co) == ("Sở Nội vụ", home, ("Sở Tài chính",))
    assert (found.product, found.term, found.due_on) == ("báo cáo", Term.FIXED, date(2026, 8, 15))
    assert found.content == text.removesuffix(".")


@pytest.mark.parametrize(
    ("said", "term", "days", "period", "due_day"),
    [
        ("trong thời hạn 05 ngày làm việc", Term.WORKING_DAYS, 5, None, None),
        ("trong thời hạn 10 (mười) ngày làm việc", Term.WORKING_DAYS, 10, None, None),
        ("trước ngày 25 hằng tháng", Term.NONE, None, Period.MONTH, 25),
        ("định kỳ hàng quý", Term.NONE, None, Period.QUARTER, None),
        ("định kỳ 6 tháng", Term.NONE, None, Period.HALF, None),
        ("sau khi được phê duyệt", Term.NONE, None, None, None),
    ],
)
def test_terms_that_are_no_day(
    said: str, term: Term, days: int | None, period: Period | None, due_day: int | None
) -> None:
    (found,) = fill(f"Giao Sở Thử báo cáo kết quả rà soát nhà ở {said}.", TODAY)

    assert (found.term, found.days, found.period, found.due_day) == (term, days, period, due_day)


def test_each_paragraph_is_read_by_itself_and_keeps_its_place() -> None:
    text = "Giao Sở Thử rà soát nhà ở.\n\nGiao Sở Mẫu lập kế hoạch sửa chữa.\n"

    found = fill(text, TODAY)

    assert [one.lead for one in found] == ["Sở Thử", "Sở Mẫu"]
    assert [text[one.start : one.end] for one in found] == [one.content for one in found]


def test_the_heading_says_who_where_the_sentence_does_not() -> None:
    (found,) = fill("- Rà soát, báo cáo trước ngày 30/9/2026.", TODAY, context=["Giao Sở Thử:"])

    assert (found.lead, found.due_on) == ("Sở Thử", date(2026, 9, 30))


def test_what_orders_nothing_fills_nothing() -> None:
    assert fill("Thời tiết tháng qua diễn biến phức tạp.", TODAY) == []
