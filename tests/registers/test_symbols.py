"""Number and symbol as the decree writes them."""

from __future__ import annotations

import pytest

from docarchive.kernel.errors import InvalidInputError
from docarchive.registers import symbols
from indexer import numbers

CASES = [
    (symbols.NAMED, "05", "nghị quyết", "HĐND", "", "05/NQ-HĐND"),
    (symbols.NAMED, "134", "quyết định", "UBND", "", "134/QĐ-UBND"),
    (symbols.NAMED, "36a", "tờ trình", "SNV", "VP", "36a/TTr-SNV"),
    (symbols.LETTER, "127", "công văn", "UBND", "VX", "127/UBND-VX"),
    (symbols.LETTER, "127", "công văn", "UBND", "", "127/UBND"),
    (symbols.NAMED, "8", "công văn", "SNV", "CCHC", "8/SNV-CCHC"),
    (symbols.LEGISLATIVE, "12", "nghị quyết", "HĐND", "", "12/2026/NQ-HĐND"),
    (symbols.PARTY, "02", "nghị quyết", "TU", "", "02-NQ/TU"),
    ("{số}/{loại}-{cơ quan}({đơn vị})", "7", "báo cáo", "STC", "QLNS", "7/BC-STC(QLNS)"),
]


@pytest.mark.parametrize(("pattern", "number", "kind", "agency", "unit", "written"), CASES)
def test_a_symbol_is_composed(pattern: str, number: str, kind: str, agency: str, unit: str, written: str) -> None:
    assert symbols.compose(pattern, number, year=2026, kind=kind, agency=agency, unit=unit) == written


# A letter without a unit has no symbol the grammar knows.
READABLE = [case for case in CASES if case[4] or symbols.code_of(case[2])]


@pytest.mark.parametrize(("pattern", "number", "kind", "agency", "unit", "written"), READABLE)
def test_what_is_composed_is_read_again(
    pattern: str, number: str, kind: str, agency: str, unit: str, written: str
) -> None:
    found = numbers.parse(written)

    assert found is not None
    assert found.digits == int(number.rstrip("a"))
    assert found.type == (symbols.code_of(kind) or None)


@pytest.mark.parametrize("pattern", ["{loại}-{cơ quan}", "{số}/{số}", "{số}/{phòng}", "{số", "12/QĐ"])
def test_a_pattern_that_cannot_be_filled_in_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInputError, match=r"\{số\}"):
        symbols.checked(pattern)
