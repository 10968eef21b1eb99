"""A typed sentence fills the form; what reads it may be missing, and then nothing is filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from docarchive.core.work import UnitOfWork
from docarchive.directions import reading
from docarchive.directions.reading import fill
from docarchive.directions.states import Period, Term
from docarchive.exchange.queries.directory import Directory
from tests.directions.factories import TODAY
from tests.factories import make_agency


@dataclass(frozen=True)
class Read:
    """What the indexer reads, as it gives it."""

    start: int
    end: int
    lead: str
    co: tuple[str, ...] = ()
    due_on: date | None = None
    due_text: str | None = None
    due_kind: str = "none"
    product: str | None = None


def reads(*found: Read) -> reading.Reader:
    def read(text: str, context: Sequence[str] = (), *, today: date | None = None) -> Sequence[Read]:
        assert today == TODAY
        return [one for one in found if one.end <= len(text)]

    return read


def test_a_sentence_fills_lead_co_product_and_day(uow: UnitOfWork) -> None:
    here = make_agency(uow, name="Ủy ban nhân dân tỉnh Đông Sơn")
    home = make_agency(uow, name="Sở Nội vụ", parent=here)
    make_agency(uow, name="Sở Tài chính", parent=here)
    text = "Giao sở nội vụ chủ trì, phối hợp Sở tài chính, Hội X, báo cáo UBND tỉnh trước ngày 15/8/2026."
    read = Read(
        0,
        len(text),
        "sở nội vụ",
        ("Sở tài chính", "Hội X"),
        date(2026, 8, 15),
        "trước ngày 15/8/2026",
        "fixed",
        "report",
    )

    (found,) = fill(text, TODAY, Directory(uow.session, here, TODAY), read=reads(read))

    assert (found.lead, found.agency, found.co) == ("Sở Nội vụ", home, ("Sở Tài chính", "Hội X"))
    assert (found.product, found.term, found.due_on, found.content) == (
        "báo cáo", Term.FIXED, date(2026, 8, 15), text,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due_text", "kind", "term", "days", "period", "due_day"),
    [
        ("trong 05 ngày làm việc", "relative", Term.WORKING_DAYS, 5, None, None),
        ("trong thời hạn 10 (mười) ngày làm việc", "relative", Term.WORKING_DAYS, 10, None, None),
        ("trước ngày 25 hằng tháng", "recurring", Term.NONE, None, Period.MONTH, 25),
        ("hàng quý", "recurring", Term.NONE, None, Period.QUARTER, None),
        ("định kỳ 6 tháng", "recurring", Term.NONE, None, Period.HALF, None),
        ("sau khi được phê duyệt", "relative", Term.NONE, None, None, None),
    ],
)
def test_terms_that_are_no_day(
    due_text: str, kind: str, term: Term, days: int | None, period: Period | None, due_day: int | None
) -> None:
    (found,) = fill("Giao Sở A làm.", TODAY, read=reads(Read(0, 14, "Sở A", due_text=due_text, due_kind=kind)))

    assert (found.term, found.days, found.period, found.due_day) == (term, days, period, due_day)
    assert found.due_text == due_text


def test_each_paragraph_is_read_by_itself_and_keeps_its_place() -> None:
    text = "Giao Sở A làm.\n\nGiao Sở B làm.\n"

    found = fill(text, TODAY, read=reads(Read(0, 14, "Sở")))

    assert [(text[one.start : one.end], one.content) for one in found] == [
        ("Giao Sở A làm.", "Giao Sở A làm."), ("Giao Sở B làm.", "Giao Sở B làm."),
    ]  # fmt: skip


def test_without_a_reader_nothing_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_reader", lambda: None)

    assert fill("Giao Sở A làm.", TODAY) == []
