"""Old and new names: each offers the other, what was added can be taken out, and nothing else is touched."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.successors import SUCCESSIONS, others
from tests.indexer.engines.documents import ENGINES, ask, fill, ids, make_document, opened

WAS = "Quảng Nam"
NOW = "Đà Nẵng"


@pytest.mark.parametrize(
    ("typed", "name", "is_newer", "text"),
    [
        (f"quy hoạch {WAS} 2020", NOW, True, 'quy hoạch ("Quảng Nam" OR "Đà Nẵng") 2020'),
        ("quy hoach quang nam", NOW, True, 'quy hoach ("quang nam" OR "Đà Nẵng")'),
        (f"quy hoạch {NOW}", WAS, False, 'quy hoạch ("Đà Nẵng" OR "Quảng Nam")'),
        ("Sở Kế hoạch và Đầu tư", "Sở Tài chính", True, '("Sở Kế hoạch và Đầu tư" OR "Sở Tài chính")'),
    ],
)
def test_each_name_offers_the_other(typed: str, name: str, is_newer: bool, text: str) -> None:
    offered = others(typed)

    assert [(each.name, each.is_newer, each.text, each.is_asked) for each in offered] == [(name, is_newer, text, False)]


@pytest.mark.parametrize("typed", ["nắm quang đãng", 'cụm "Quảng Nam"', 'coquan:"Quảng Nam"', "quang năm"])
def test_what_is_no_name_or_is_quoted_offers_nothing(typed: str) -> None:
    assert not others(typed)


def test_what_was_added_can_be_taken_out_and_more_can_be_added() -> None:
    first, second = others("hạn hán Lâm Đồng")
    asked, open_ = others(first.text)

    assert (asked.name, asked.is_asked, asked.text) == (first.name, True, "hạn hán Lâm Đồng")
    assert (open_.name, open_.text) == (second.name, f'hạn hán ("Lâm Đồng" OR "{first.name}" OR "{second.name}")')


def test_thirty_four_provinces_are_left() -> None:
    merged = [each for each in SUCCESSIONS if each.since == date(2025, 7, 1)]

    assert sum(1 + len(each.old) for each in merged) == 63 - 11
    assert len(merged) == 34 - 11


@pytest.mark.parametrize("name", ENGINES)
def test_the_question_finds_both_names_on_every_engine(name: str) -> None:
    [offered] = others("đường ven biển quang nam")
    with opened(name) as engine:
        fill(engine, [
            make_document("old", "Tỉnh Quảng Nam làm đường ven biển."),
            make_document("new", "Thành phố Đà Nẵng làm đường ven biển."),
            make_document("none", "Nam đi học ở Quảng trường, làm đường ven biển."),
        ])  # fmt: skip
        assert sorted(ids(ask(engine, offered.text))) == ["new", "old"]
