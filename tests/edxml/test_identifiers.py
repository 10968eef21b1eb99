"""Identifiers: ours are made strictly, others are only taken apart to be shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from edxml import DocumentIdParts, Moment, is_organ_id, make_document_id, parse_document_id
from edxml.identifiers import is_nobody, is_old_organ_id


@pytest.mark.parametrize("text", ["H57", "H57.01", "G12.18.112.001", "H37.DN.001", "A00", "Y99", "H57." + "A" * 31])
def test_an_identifier_of_the_form_in_force(text: str) -> None:
    assert is_organ_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "000.00.00.H49",
        "vxp.saas.03",
        "Z01",
        "H5",
        "H57.",
        "H57..1",
        "H57.a",
        "h57",
        "H57." + "A" * 32,
        "H57\n",
    ],
)
def test_an_identifier_of_another_form(text: str) -> None:
    assert not is_organ_id(text)


@pytest.mark.parametrize("text", ["000.00.00.H49", "002.00.20.H13", "28.22.H17"])
def test_the_form_of_before_2020_is_known(text: str) -> None:
    assert is_old_organ_id(text)
    assert not is_old_organ_id(f"{text}.1")


@pytest.mark.parametrize(("text", "nobody"), [("", True), ("null", True), ("NULL", True), ("H57", False)])
def test_the_word_null_names_nobody(text: str, nobody: bool) -> None:
    assert is_nobody(text) is nobody


def test_our_identifier_of_a_document_is_made_and_shown() -> None:
    made = make_document_id("H99.01", date(2026, 6, 5), "12", "UBND-VP")

    assert made == "H99.01,2026/06/05,12/UBND-VP"
    assert parse_document_id(made) == DocumentIdParts("H99.01", date(2026, 6, 5), "12/UBND-VP")


@pytest.mark.parametrize(
    "values",
    [("000.00.00.H49", "1", "A"), ("H99", "", "A"), ("H99", "1", ""), ("H99", "1,2", "A"), ("H99", "1", "A,B")],
)
def test_an_identifier_that_could_not_be_taken_apart_is_not_made(values: tuple[str, str, str]) -> None:
    organ_id, number, symbol = values

    with pytest.raises(ValueError, match="not a"):
        make_document_id(organ_id, date(2026, 6, 5), number, symbol)


@pytest.mark.parametrize(
    "text",
    ["9fbfbad2-f1f8-4256-a2eb-50fb1061cddb", "", "a,b,c", "H99,2026/02/30,1/A", ",2026/06/05,1/A", "H99,2026/06/05,"],
)
def test_an_identifier_of_another_form_is_opaque(text: str) -> None:
    assert parse_document_id(text) is None


def test_a_moment_is_written_in_vietnamese_time() -> None:
    at = datetime(2026, 6, 15, 5, 0, 9, 700_000, tzinfo=UTC)

    assert Moment.of(at) == Moment("2026/06/15 12:00:09", datetime(2026, 6, 15, 5, 0, 9, tzinfo=UTC))
    assert Moment.of(at.astimezone(timezone(timedelta(hours=-3)))) == Moment.of(at)
    assert Moment.read(Moment.of(at).text) == Moment.of(at)
