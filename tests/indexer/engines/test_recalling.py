"""A question with one slip in it brings back the document meant, on every engine."""

from __future__ import annotations

from datetime import date

from indexer.engines.protocol import SearchEngine
from tests.indexer.engines.documents import ask, fill, ids, make_document

# It holds every word of the questions, far apart, as long texts do.
LONG = (
    "Ủy ban nhân dân quản lý chợ nổi, bến thuyền và lễ hội. Tháng 3, tháng 5 năm 2024 họp bàn kế hoạch trồng lại hàng "
    "cây ven sông. Khen thưởng người tổ chức, phê duyệt lịch chợ đêm, sửa đường ven chợ cũ, đèn sáng bên bờ kênh nhỏ."
)


SLIPS = (
    "1428/QĐ-UBND lễ hội chợ nổi",  # two digits changed over: another document bears this very number
    "le hoi cho noi 1428/qd-ubnd",
    "1482/QĐ-UBND 2023 lễ hội chợ nổi",  # a year beside the right one
    "ubnd phú lâm tháng 5/2024 lễ hội chợ nổi",  # nothing in its text names the month
    "phú lâm lễ hội chợ nổi tháng 5 năm 2024",
    "phê duyệt lịch tổ chức lễ hội chợ nổi",  # one word is wrong, and a long text holds them all
)


def test_one_slip_does_not_hide_the_document_meant(engine: SearchEngine) -> None:
    fill(engine, [
        make_document("long", LONG, title="Quy định chung", number="8/2019/NĐ-CP", day=date(2019, 1, 2)),
        make_document("meant", "Ủy ban nhân dân tỉnh Phú Lâm", number="1482/QĐ-UBND", day=date(2024, 5, 6),
                      title="Phê duyệt kế hoạch tổ chức lễ hội chợ nổi ven sông"),
        make_document("typed", title="Cho thuê kho muối", number="1428/QĐ-UBND", day=date(2023, 5, 6)),
        make_document("same", title="Kế hoạch tổ chức lễ hội chợ nổi", number="77/KH-UBND", day=date(2021, 9, 9)),
    ])  # fmt: skip

    for typed in SLIPS:
        assert ids(ask(engine, typed))[:1] == ["meant"], typed
    for typed in ("1428/QĐ-UBND cho thuê kho muối", "1428/QĐ-UBND"):
        assert ids(ask(engine, typed))[:1] == ["typed"], typed
