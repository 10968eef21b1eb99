"""Document numbers: grammar, boundaries, spellings."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.numbers import DocumentNumber, find_all, keys, parse, read_query, sort_key

PARSES = [
    ("Số: 12/2021/NQ-HĐND", "legislative", "12", 2021, "NQ", ("HĐND",)),
    ("134/NQ-HĐND", "administrative", "134", None, "NQ", ("HĐND",)),
    ("15/CT-UBND", "administrative", "15", None, "CT", ("UBND",)),
    ("123/UBND-TH", "letter", "123", None, None, ("UBND", "TH")),
    ("02-NQ/TU", "party", "02", None, "NQ", ("TU",)),
    ("05-QC/BTCTU-BDVTU", "party", "05", None, "QC", ("BTCTU", "BDVTU")),
    ("30/2020/NĐ-CP", "legislative", "30", 2020, "NĐ", ("CP",)),
    ("33/2024/QH15", "assembly", "33", 2024, None, ("QH15",)),
    ("351/2017/UBTVQH14", "assembly", "351", 2017, None, ("UBTVQH14",)),
    ("1686/NQ-UBTVQH15", "administrative", "1686", None, "NQ", ("UBTVQH15",)),
    ("72/2025/NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN", "legislative", "72", 2025, "NQLT", ("UBTVQH15", "CP", "ĐCTUBTWMTTQVN")),
    ("46/2005/TTLT/BQP-BKHĐT-BTC", "legislative", "46", 2005, "TTLT", ("BQP", "BKHĐT", "BTC")),
    ("36a/NQ-CP", "administrative", "36a", None, "NQ", ("CP",)),
    ("66.7/2025/NQ-CP", "legislative", "66.7", 2025, "NQ", ("CP",)),
    ("009/CĐ-UBND", "administrative", "009", None, "CĐ", ("UBND",)),
    ("3698/2004/QĐ-UB", "legislative", "3698", 2004, "QĐ", ("UB",)),
    ("395/QĐ- BTTTT", "administrative", "395", None, "QĐ", ("BTTTT",)),
    ("66/NQ- CP", "administrative", "66", None, "NQ", ("CP",)),
    ("5333/CT-CS", "letter", "5333", None, None, ("CT", "CS")),
    ("267/VPCP-TTĐT", "letter", "267", None, None, ("VPCP", "TTĐT")),
    ("11554/VPCP-V.III", "letter", "11554", None, None, ("VPCP", "V.III")),
    ("11/CTr-UBND", "administrative", "11", None, "CTr", ("UBND",)),
    ("272/TTr-UBND", "administrative", "272", None, "TTr", ("UBND",)),
    ("42/2014/QĐ-TTg", "legislative", "42", 2014, "QĐ", ("TTg",)),
    ("1441/BC-SoNNMT", "administrative", "1441", None, "BC", ("SoNNMT",)),
    ("01/HNVB-VPCP", "administrative", "01", None, "HNVB", ("VPCP",)),
    ("8/2018/L-CTN", "legislative", "8", 2018, "L", ("CTN",)),
    ("12/L-CTN", "administrative", "12", None, "L", ("CTN",)),
    ("02/QD-UBND", "administrative", "02", None, "QĐ", ("UBND",)),
    ("88/TTr-SXD(KTXD)", "administrative", "88", None, "TTr", ("SXD(KTXD)",)),
    ("264-TT/SL", "party", "264", None, "TT", ("SL",)),
    ("15/QĐUBND", "administrative", "15", None, "QĐ", ("UBND",)),
    ("41/SNV-CCHC&VTLT", "letter", "41", None, None, ("SNV", "CCHC&VTLT")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "family", "serial", "year", "kind", "organs"), PARSES)
def test_a_number_is_taken_apart(
    text: str, family: str, serial: str, year: int | None, kind: str | None, organs: tuple[str, ...]
) -> None:
    number = parse(text)

    assert number is not None
    assert (number.family, number.serial, number.year, number.type, number.organs) == (
        family, serial, year, kind, organs,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["1.011442.000.00.00.H38", "2.002402.H05", "H54.4", "G40.6", "24/7", "05/3/2020", "", "Số:  /UBND-VX", "2021-2025"],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert parse(text) is None
    assert find_all(f"theo {text} này") == ()


REAL = (
    "28/2018/QĐ-TTg 439/QĐ-TTg 07/CT-TTg 149/CĐ-TTg 76/NQ-CP 30c/NQ-CP 05/2025/NQ-CP 360/ĐA-CP 10/2016/TT-BTTTT "
    "01/2017/TT-TANDTC 1270/BC-TCTTTg 37566/TTr-CHQ 72/VBHN-VPQH 02/2020/UBTVQH14 30/2000/PL-UBTVQH10 "
    "15/2015/TTLT-BGTVT-BQP-BCA-BNG 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN 525/2012/NQLT/UBTVQH13 02600/PA-UBND "
    "1224/GM-VP 36/KH-BCĐ 93/QĐ-CĐKTCNQN 7197/BKHCN-CĐSQG 879/VTLTNN-NVĐP 457/TTCĐS-NTDLS 399-QĐ/TW 198-KL/TW "
    "36-HD/VPTW 15-CV/TU 30-CTr/TU 05-NQ/ĐU 03-BC/CB 19370-CV/VPTW 07-TB/CQTTBCĐ 38/HD-TLĐ 05/HD-MTTW-BTT "
    "63/1981/QĐ-HĐBT 46/1949/QĐ-UBKC 65/SL-TN"
)


@pytest.mark.parametrize("text", REAL.split())
def test_a_real_number_is_read_whole_and_found_whole_in_a_sentence(text: str) -> None:
    number = parse(text)

    assert number is not None
    assert number.text == text
    assert [found.number.text for found in find_all(f"quy định tại số {text} ngày 05 tháng 3;")] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Nghị quyết số 66.7/2025/NQ-CP của", ["66.7/2025/NQ-CP"]),
        ("tại 23/2026/NĐ-CP.Mẫu số", ["23/2026/NĐ-CP"]),
        ("tại 151/2025/NĐ-CP.1 và", ["151/2025/NĐ-CP"]),
        ("số 42/2014/TT-BTC2 sửa", ["42/2014/TT-BTC"]),
        ("số 15/2020/NĐ-CPngày 03", ["15/2020/NĐ-CP"]),
        ("Số47/2020/NĐ-CP", ["47/2020/NĐ-CP"]),
        ("số 30/2020/NĐ-\nCP ngày", ["30/2020/NĐ-CP"]),
        ("số 395/QĐ- BTTTT, 66/NQ- CP", ["395/QĐ-BTTTT", "66/NQ-CP"]),
        ("theo 134/NQ-HĐND - Lưu: VT", ["134/NQ-HĐND"]),
        ("10/2007/QĐ_BKHCN", ["10/2007/QĐ-BKHCN"]),
        ("10/2007/QĐ–BKHCN", ["10/2007/QĐ-BKHCN"]),
        ("số 06/2026/TT-BT\u0421 của", ["06/2026/TT-BTC"]),  # a Cyrillic letter
        ("Đề án 06/CP", []),
        ("Nghị định số 64/CP", ["64/CP"]),
        ("ngày 14/12/2023/NQ-HĐND", []),
        ("giai đoạn 2021-2025/KH-UBND", []),
        ("các số 21/2012/QĐ-UBND, 28/2015/QĐ-UBND", ["21/2012/QĐ-UBND", "28/2015/QĐ-UBND"]),
    ],
)
def test_the_edges_of_a_number_in_running_text(text: str, expected: list[str]) -> None:
    assert [found.number.text for found in find_all(text)] == expected


def test_a_found_number_knows_its_place() -> None:
    text = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020"

    (found,) = find_all(text)

    assert text[found.start : found.end] == "30/2020/NĐ-CP"


TYPED = [
    ("tìm văn bản số 30/2020/NĐ-CP giúp tôi", "30/2020/NĐ-CP"),
    ("nd-cp 30 2020", "30/2020/NĐ-CP"),
    ("nđ 30/2020", "30/2020/NĐ-CP"),
    ("15 NQ HDND 2023", "15/2023/NQ-HĐND"),
    ("nq 15/2023", "15/2023/NQ-HĐND"),
    ("so 15/nq-hdnd", "15/2023/NQ-HĐND"),
    ("15-2023-nq-hdnd", "15/2023/NQ-HĐND"),
    ("123 ubnd vx", "123/UBND-VX"),
    ("02 nq tu", "02-NQ/TU"),
    ("cv 2096 syt nvy", "2096/SYT-NVY"),
    ("cv 2096 nvy", "2096/SYT-NVY"),
    ("2096 syt nvy", "2096/SYT-NVY"),
    ("nd37/2007 cp ke khai", "37/2007/NĐ-CP"),
    ("công điện 9 ubnd về bão số 16", "009/CĐ-UBND"),
    ("hướng dẫn nđ 37", "37/2007/NĐ-CP"),
    ("luật 56 2010 qh12", "56/2010/QH12"),
    ("12/2025 byt thong tu duoc", "12/2025/TT-BYT"),
    ("66.7/2025/nq-cp", "66.7/2025/NQ-CP"),
    ("quyet dinh 36a nq cp", "36a/NQ-CP"),
    ("qđ 3698 ubnd 2004", "3698/2004/QĐ-UB"),
    ("5333 ct cs", "5333/CT-CS"),
]


@pytest.mark.parametrize(("question", "printed"), TYPED)
def test_a_number_typed_in_any_spelling_finds_its_document(question: str, printed: str) -> None:
    number = parse(printed)
    assert number is not None

    typed = read_query(question)

    assert typed
    assert any(key in keys(number) for key in typed[0].keys)


@pytest.mark.parametrize(("question", "printed"), TYPED[:8])
def test_the_fullest_key_of_a_typed_number_is_a_key_of_the_document(question: str, printed: str) -> None:
    number = parse(printed)
    assert number is not None

    assert read_query(question)[0].keys[0] in keys(number)


@pytest.mark.parametrize(
    "question",
    ["khoản 2 điều 5 luật đất đai", "kế hoạch 2026-2030", "họp ngày 22/01/2026", "giai đoạn 2021-2025", "đợt 4"],
)  # fmt: skip
def test_other_figures_of_a_question_are_no_numbers(question: str) -> None:
    assert read_query(question) == ()


def test_a_number_printed_without_its_year_is_found_with_it() -> None:
    number = parse("134/NQ-HĐND")
    assert number is not None

    assert "134 2023 nq hdnd" in keys(number, issued_year=2023)


def test_digits_changed_over_are_tried_as_a_second_look() -> None:
    number = parse("2442/2007/TT-TTCP")
    assert number is not None

    (typed,) = read_query("thông tư 2424/2007 ttcp")

    assert not set(typed.keys) & set(keys(number))
    assert set(typed.slips) & set(keys(number))


def test_the_keys_of_a_number_start_with_what_is_printed() -> None:
    number = parse("009/CĐ-UBND")
    assert number is not None

    assert keys(number)[:3] == ("009/CĐ-UBND", "009/cd-ubnd", "009-cd-ubnd")
    assert "9 cd ubnd" in keys(number)


def test_numbers_sort_naturally() -> None:
    serials = ["134/NQ-CP", "2/NQ-CP", "36a/NQ-CP", "66.7/2025/NQ-CP", "36/NQ-CP", "15/NQ-CP", "66/NQ-CP"]
    numbers = [number for number in map(parse, serials) if number]

    ordered = [number.serial for number in sorted(numbers, key=sort_key)]

    assert ordered == ["2", "15", "36", "36a", "66", "66.7", "134"]


@given(st.text(alphabet="0123456789/-. \nNQĐCPTgUBVH()aàb&số", max_size=200))
def test_finding_never_fails_and_its_places_are_true(text: str) -> None:
    for found in find_all(text):
        again = parse(text[found.start : found.end])
        assert again is None or isinstance(again, DocumentNumber)
        assert found.start < found.end <= len(text)


@given(st.text(max_size=80))
def test_a_question_of_any_text_is_read_without_failing(text: str) -> None:
    for typed in read_query(text):
        assert typed.keys


@pytest.mark.parametrize("piece", ["15/", "1-", "12/2020/", "9", "12/UBND-", "1.", "12/NQ-CP-A", "số 15/ "])
def test_finding_takes_time_in_proportion_to_the_text(piece: str) -> None:
    started = time.perf_counter()

    find_all(piece * 40_000)

    assert time.perf_counter() - started < 3
