"""Whether a document or a provision is in force on a day: pure rules, no database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from docarchive.archive.validity import Cause, Standing, judge, judge_provision, last_day

BEGUN = date(2020, 1, 1)


def cause(relation: str, *provisions: str, starts: date | None = date(2024, 1, 1), **more: Any) -> Cause:
    given = {"is_stated": True, "until": None, "document_id": "x", "name": "Nghị quyết 9/NQ-HĐND"} | more
    return Cause(relation, provisions, starts, **given)


@pytest.mark.parametrize(
    ("causes", "day", "standing"),
    [
        ([], date(2019, 12, 31), Standing.NOT_YET),
        ([], date(2020, 1, 1), Standing.IN_FORCE),
        ([cause("repeals")], date(2023, 12, 31), Standing.IN_FORCE),
        ([cause("repeals")], date(2024, 1, 1), Standing.EXPIRED),
        ([cause("amends")], date(2024, 1, 1), Standing.PARTLY),
        ([cause("replaces", "dieu-3")], date(2024, 1, 1), Standing.PARTLY),
        ([cause("suspends", until=date(2024, 6, 1))], date(2024, 5, 31), Standing.SUSPENDED),
        ([cause("suspends", until=date(2024, 6, 1))], date(2024, 6, 1), Standing.IN_FORCE),
        ([cause("suspends", "dieu-3")], date(2025, 1, 1), Standing.PARTLY),
        ([cause("postpones", until=date(2021, 1, 1))], date(2020, 12, 31), Standing.NOT_YET),
        ([cause("postpones", until=date(2021, 1, 1))], date(2021, 1, 1), Standing.IN_FORCE),
    ],
)
def test_a_document_stands_as_its_dated_relations_say(causes: list[Cause], day: date, standing: Standing) -> None:
    assert judge(BEGUN, None, causes, day).standing is standing


def test_its_own_term_ends_it_and_nothing_known_is_said_to_be_unknown() -> None:
    assert judge(BEGUN, date(2024, 1, 1), [], date(2023, 12, 31)).standing is Standing.IN_FORCE
    assert judge(BEGUN, date(2024, 1, 1), [], date(2024, 1, 1)).standing is Standing.EXPIRED
    assert judge(None, None, [], BEGUN).standing is Standing.UNKNOWN
    assert last_day(date(2025, 1, 1), [cause("repeals")]) == date(2024, 1, 1)
    assert last_day(None, [cause("repeals", "dieu-3")]) is None


@pytest.mark.parametrize(
    ("path", "standing"),
    [
        ("chuong-1.dieu-3", Standing.PARTLY),
        ("chuong-1.dieu-3.khoan-2", Standing.EXPIRED),
        ("chuong-1.dieu-3.khoan-2.diem-a", Standing.EXPIRED),
        ("chuong-1.dieu-3.khoan-20", Standing.IN_FORCE),
        ("dieu-4", Standing.PARTLY),
        ("dieu-5", Standing.IN_FORCE),
    ],
)
def test_a_provision_stands_as_what_names_it_says(path: str, standing: Standing) -> None:
    causes = [cause("repeals", "dieu-3.khoan-2"), cause("amends", "dieu-4")]
    day = date(2024, 2, 1)

    assert judge_provision(judge(BEGUN, None, causes, day), path, causes, day).standing is standing


def test_a_day_that_is_only_the_day_of_issue_is_said_to_be_one() -> None:
    judged = judge(BEGUN, None, [cause("repeals", is_stated=False)], date(2024, 2, 1))

    assert judged.reasons[0].text == "Bị bãi bỏ từ ngày 01/01/2024 (ngày ban hành, chưa rõ ngày có hiệu lực) bởi"
