"""Old and new names: each offers the other, what was added can be taken out, and nothing else is touched."""

from __future__ import annotations

import csv
import itertools
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from indexer import communes
from indexer.naming import folded_words
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


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("đường vào xã Đông Yên tỉnh Kiên Giang", [("xã Đông Yên", "xã An Biên")]),
        ("duong vao xa cuu cao", [("xa cuu cao", "xã Phụng Công")]),
        ("thị trấn Thứ Ba", [("thị trấn Thứ Ba", "xã An Biên")]),
        ("trụ sở phường 12 quận 3", [("phường 12", "phường Nhiêu Lộc")]),
        ("trụ sở phường 12", []),  # of which district?
        ("xa dong yen", []),  # several, and not the shorter name within
        ("xã hội hóa giáo dục", []),
        ("phuong an tai dinh cu", []),
    ],
)
def test_a_commune_offers_what_it_became_where_one_is_meant(typed: str, names: list[tuple[str, str]]) -> None:
    of_communes = [each for each in others(typed) if each.source == communes.SOURCE]
    assert [(each.typed, each.name) for each in of_communes] == names


def test_a_commune_offers_all_it_was_made_of_and_what_was_added_can_be_taken_out() -> None:
    offered = others("phường Bến Thành")
    assert {(each.name, each.is_newer) for each in offered} == {
        (name, False) for name in ("phường Phạm Ngũ Lão", "phường Cầu Ông Lãnh", "phường Nguyễn Thái Bình")
    }

    asked = next(each for each in others(offered[0].text) if each.is_asked)
    assert (asked.name, asked.text) == (offered[0].name, "phường Bến Thành")


def test_without_the_table_of_communes_the_rest_is_offered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(communes, "underthesea_home", lambda: tmp_path)
    communes._known.cache_clear()
    try:
        assert [each.name for each in others(f"xã Cửu Cao {WAS}")] == [NOW]
    finally:
        communes._known.cache_clear()


@pytest.mark.corpus
def test_communes_of_the_published_list_find_each_other(corpus: Path) -> None:
    pairs = list(_merged(corpus / "lists" / "ward-merge-2025.csv"))

    new = [_bare(now) in _names(f"{was} {province}") for was, now, province in pairs]
    old = [_bare(was) in _names(f"xã {now} {province}", f"phường {now} {province}") for was, now, province in pairs]

    assert len(pairs) > 8_000
    assert sum(new) >= 0.97 * len(pairs)
    assert sum(old) >= 0.95 * len(pairs)


def _merged(path: Path) -> Iterator[tuple[str, str, str]]:
    """Old name with its level, new name without, province; those that kept their name left out."""
    with path.open(encoding="utf-8-sig") as lines:
        for province, now, merged in itertools.islice(csv.reader(lines), 1, None):
            for was in (re.sub(r"\s*\(.*", "", name).strip() for name in merged.split(", ")):
                if was.startswith(("Xã ", "Phường ", "Thị trấn ")) and _bare(was) != _bare(now):
                    yield was, now, province


def _names(*typed: str) -> set[str]:
    return {_bare(each.name) for text in typed for each in others(text)}


def _bare(name: str) -> str:
    """Without its level, marks and capitals."""
    return folded_words(re.sub("^(xã|phường|thị trấn|đặc khu) ", "", unicodedata.normalize("NFC", name).lower()))


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
