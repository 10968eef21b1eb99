"""Before a change each test runs on one kind of database, and what is about databases on each."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.databases import KINDS, left_out


def twins(name: str, *more: str) -> list[Any]:
    both: list[Any] = []
    for kind in KINDS:
        values = SimpleNamespace(params={"database_kind": kind})
        both.append(SimpleNamespace(nodeid=f"{name}[{'-'.join([kind, *more])}]", callspec=values))
    return both


@pytest.fixture
def _either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCARCHIVE_TEST_DATABASE", "either")


@pytest.mark.usefixtures("_either")
def test_one_of_two_twins_runs_and_both_kinds_are_drawn() -> None:
    pairs = [twins(f"tests/archive/test_words.py::test_{at}", "case") for at in range(40)]
    left: list[Any] = list(left_out(one for pair in pairs for one in pair))

    assert all(sum(one in left for one in pair) == 1 for pair in pairs)
    assert {one.callspec.params["database_kind"] for one in left} == set(KINDS)
    assert left_out(one for pair in pairs for one in reversed(pair)) == left


@pytest.mark.usefixtures("_either")
def test_what_has_no_twin_or_is_about_databases_is_never_left_out() -> None:
    alone = twins("tests/archive/test_words.py::test_one")[0]
    without: Any = SimpleNamespace(nodeid="tests/kernel/test_text.py::test_two")

    assert left_out([alone, without, *twins("tests/core/test_jobs.py::test_three")]) == []


def test_all_runs_on_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOCARCHIVE_TEST_DATABASE", raising=False)
    assert left_out(twins("tests/archive/test_words.py::test_one")) == []
