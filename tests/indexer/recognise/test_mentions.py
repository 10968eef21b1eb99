"""What a text names without a number: its own provisions, laws, what stands above."""

from __future__ import annotations

import re

from indexer.numbers import find_all
from indexer.recognise.mentions import meant_above, mentions

TEXT = """Điều 1. Căn cứ
1. Thực hiện Luật Đất đai năm 2024 và Bộ luật Dân sự 2015; Quyết định số 12/2020/QĐ-UBND ngày 05 tháng 3 năm 2020.
2. Trừ trường hợp tại khoản 1 Điều này và điểm b khoản 3 Điều 2 Quy chế này.
Điều 2. Áp dụng
1. Áp dụng Nghị định số 8/2021/NĐ-CP và Nghị định số 9/2022/NĐ-CP.
2. Quyết định số 12 nêu trên và Nghị định nêu trên vẫn áp dụng.
3. Nghị định này, năm 2024 và Luật này không phải là tên.
"""


def provisions() -> list[tuple[str, int, int]]:
    found, article = [], ""
    for line in re.finditer(r"^(?:Điều (\d)|(\d))\..*$", TEXT, re.MULTILINE):
        article = f"dieu-{line[1]}" if line[1] else article
        found.append((article if line[1] else f"{article}.khoan-{line[2]}", *line.span()))
    return found


def test_own_provisions_laws_and_what_stands_above_are_told_apart() -> None:
    found = {TEXT[each.start : each.end]: each for each in mentions(TEXT, provisions())}

    assert {said: each.path for said, each in found.items() if each.path} == {
        "khoản 1 Điều này": "dieu-1.khoan-1",
        "điểm b khoản 3 Điều 2 Quy chế này": "dieu-2.khoan-3.diem-b",
    }
    assert {(each.kind, each.name, each.year) for each in found.values() if each.name} == {
        ("luat", "Đất đai", 2024), ("bo luat", "Dân sự", 2015),
    }  # fmt: skip


def test_what_stands_above_is_the_only_one_of_its_kind_or_nothing() -> None:
    numbers = [(each.start, each.number.text) for each in find_all(TEXT)]
    above = [each for each in mentions(TEXT, provisions()) if each.path is None and each.name is None]

    assert [(each.kind, meant_above(each, numbers, TEXT)) for each in above] == [
        ("quyet dinh", "12/2020/QĐ-UBND"), ("nghi dinh", None),
    ]  # fmt: skip
