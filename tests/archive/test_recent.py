"""A file that came a moment ago is not read again, unless reading it again may say something else."""

from __future__ import annotations

import pytest

from docarchive.archive.recent import KEPT, LONGEST_PAGES, RecentReadings
from indexer.records import Failed, Page, Reading
from tests.archive.factories import make_reading

SHA = "ab" * 32


class Reader:
    """Counts how often it was asked."""

    def __init__(self, outcome: Reading | Failed) -> None:
        self.outcome = outcome
        self.asked = 0

    def __call__(self) -> Reading | Failed:
        self.asked += 1
        return self.outcome


def asked(outcome: Reading | Failed) -> int:
    recent, reader = RecentReadings(), Reader(outcome)
    assert [recent.read(SHA, "cong-van.pdf", reader) for _ in range(3)] == [outcome] * 3
    return reader.asked


def test_the_same_bytes_are_read_once() -> None:
    assert asked(make_reading()) == 1
    assert asked(Failed("damaged", "Tệp hỏng.")) == 1


@pytest.mark.parametrize(
    "outcome",
    [
        Failed("timed_out", "Đọc quá lâu."),
        Failed("crashed", "Chương trình đọc dừng."),
        make_reading(secrecy="Mật"),
        make_reading(pages=(Page(1, 0, 3, 595.0, 842.0),) * (LONGEST_PAGES + 1)),
    ],
    ids=["slow", "crashed", "secret", "long"],
)
def test_what_may_change_and_what_must_not_stay_is_read_again(outcome: Reading | Failed) -> None:
    assert asked(outcome) == 3


def test_another_name_is_another_reading_and_the_oldest_goes() -> None:
    recent, reader = RecentReadings(), Reader(make_reading())
    for name in ("a.pdf", "b.pdf", *(f"{at}.pdf" for at in range(KEPT - 1)), "b.pdf", "a.pdf"):
        recent.read(SHA, name, reader)
    assert reader.asked == KEPT + 1 + 1
