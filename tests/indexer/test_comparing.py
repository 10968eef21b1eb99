"""Two texts side by side: what reads differently is marked, what only looks different is not."""

from __future__ import annotations

import re

from indexer.amending import amended
from indexer.comparing import Change, Side, compare

OLD = """QUYẾT ĐỊNH
Về phí tham quan
Điều 1. Mức thu
1. Mức thu là 20.000 đồng một lượt đối với người lớn.
2. Trẻ em được miễn.
Điều 2. Thi hành
Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.
"""
NEW = """QUYẾT ĐỊNH
Về  phí tham quan
Điều 1. Mức thu
1. Mức thu là 30.000 đồng một lượt đối với
người lớn.
2. Trẻ em được miễn;
3. Người cao tuổi được giảm một nửa.
Điều 2. Nơi bán vé
Vé bán tại cổng chính, từ bảy giờ sáng.
Điều 3. Thi hành
Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.
"""


def side(text: str) -> Side:
    articles = list(re.finditer(r"^Điều (\d+)\..*$", text, re.MULTILINE))
    ends = [*(each.start() for each in articles[1:]), len(text)]
    return Side(
        text,
        [(f"dieu-{each[1]}", each[0], each.start(), end) for each, end in zip(articles, ends, strict=True)],
    )


def test_articles_are_paired_by_what_they_say_not_by_their_numbers() -> None:
    rows = compare(side(OLD), side(NEW))

    assert [(row.left, row.right, row.change) for row in rows] == [
        ("", "", Change.SAME),
        ("dieu-1", "dieu-1", Change.CHANGED),
        (None, "dieu-2", Change.ADDED),
        ("dieu-2", "dieu-3", Change.FORM),
    ]


def test_only_words_that_differ_are_marked() -> None:
    _, changed, *_ = compare(side(OLD), side(NEW))

    assert [pair.change for pair in changed.pairs] == [Change.SAME, Change.CHANGED, Change.FORM, Change.ADDED]
    wording = changed.pairs[1]
    assert [piece.text for piece in wording.left if piece.differs] == ["20.000"]
    assert [piece.text for piece in wording.right if piece.differs] == ["30.000"]
    assert " ".join(piece.text for piece in wording.right) == ("1. Mức thu là 30.000 đồng một lượt đối với người lớn.")


def test_an_amending_text_stands_beside_the_provisions_it_names() -> None:
    old = Side(OLD, [*side(OLD).provisions, ("dieu-1.khoan-1", "", OLD.index("1. Mức thu là"), OLD.index("2. Trẻ"))])
    rows = amended(
        old,
        "5/2020/QĐ-UBND",
        """Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 5/2020/QĐ-UBND
1. Sửa đổi khoản 1 Điều 1 như sau:
“1. Mức thu là 40.000 đồng một lượt đối với người lớn.”
2. Bổ sung Điều 1a như sau:
“Điều 1a. Vé tháng được giảm ba mươi phần trăm.”
3. Bãi bỏ Điều 2.
""",
    )

    assert [(row.left, row.right, row.change) for row in rows] == [
        ("dieu-1.khoan-1", "dieu-1.khoan-1", Change.CHANGED),
        (None, "dieu-1a", Change.ADDED),
        ("dieu-2", "dieu-2", Change.REMOVED),
    ]
    assert [piece.text for piece in rows[0].pairs[0].right if piece.differs] == ["40.000"]
