"""What a partner's packet says of assignments is looked at before it is believed."""

from __future__ import annotations

from datetime import date

import pytest

from docarchive.exchange.enclosures import day


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("2026-08-15", date(2026, 8, 15)), ("", None), ("15/8/2026", None), ("2026-02-30", None), ("0001-01-01", None),
        ("9999-12-31", None),
    ],
)  # fmt: skip
def test_a_day_is_one_that_work_can_have(said: str, understood: date | None) -> None:
    assert day(said) == understood
