"""Whatever a file says, reading it neither fails nor takes long."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.recognise import recognise
from indexer.records import ExtractedText, Suggestion
from tests.indexer.recognise.sheets import Printed, pages, plain

PIECES = [
    "Số: ",
    "15/2023/NQ-HĐND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    ", ngày 05 tháng 13 năm 2020",
    "QUYẾT ĐỊNH",
    "Căn cứ ",
    "Điều 1. ",
    "1. ",
    "a) ",
    "“",
    "”",
    "Nơi nhận:",
    "- Như trên;",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "Nguyễn Văn Bình",
    "Bãi bỏ ",
    "thay thế ",
    "hết hiệu lực",
    "các văn bản sau:",
    "\n",
    "\t",
    " ",
    "V/v ",
    "XÁC THỰC VĂN BẢN HỢP NHẤT",
    "Số: 3/VBHN-VPQH",
    "GIẤY MỜI",
    "tổ chức Họp ",
    "MẬT",
    "Chương I",
    "Phần thứ nhất",
    "I. ",
    "UBND TỈNH PHÚ LÂM",
    "-",
    ";",
    ".",
    "ß",
    "\u0130",
]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@given(texts)
def test_any_text_is_read_without_failing(text: str) -> None:
    found = recognise(plain(text))

    for citation in found.citations:
        assert 0 <= citation.start < citation.end <= len(text)
    for provision in found.provisions:
        assert 0 <= provision.start <= provision.end <= len(text)
    for seen in found.evidence.values():
        assert 0 <= seen.start <= seen.end <= len(text)


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(
            st.builds(
                Printed,
                texts.map(lambda text: text.replace("\n", " ")),
                st.floats(0, 595),
                st.floats(0, 842),
                st.booleans(),
            ),
            max_size=12,
        ),
        max_size=3,
    )
)
def test_any_page_is_read_without_failing(printed: list[list[Printed]]) -> None:
    recognise(pages(*printed))


@given(texts)
def test_every_filled_field_has_evidence(text: str) -> None:
    found = recognise(plain(text))

    for name in ("kind", "number", "issued_on", "place", "issuer", "subject", "signer", "urgency", "secrecy"):
        assert (getattr(found, name) is None) == (name not in found.evidence)


SCAN = "SỞ Y TE\nSố: 12/GM-SYT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def scan(**offers: tuple[Suggestion, ...]) -> ExtractedText:
    text = pages([Printed(line, 150 if at < 2 else 410, 57 + 20 * at) for at, line in enumerate(SCAN.split("\n"))])
    page = text.pages[0]
    read = type(page)(page.number, page.start, page.end, page.width, page.height, page.words, page.lines, "ocr", 0.9)
    return ExtractedText(text.text, (read,), "ocr", "none", offers=offers)


def test_a_number_read_from_a_scan_alone_is_only_suggested() -> None:
    found = recognise(scan())

    assert found.number is None
    assert [offer.value for offer in found.suggestions["number"]] == ["12/GM-SYT"]


def test_a_number_two_readers_agree_upon_is_filled_in() -> None:
    found = recognise(scan(number=(Suggestion("12/GM-SYT", 0.4, 1, (0, 0, 1, 1)),)))

    assert found.number == "12/GM-SYT"


def test_a_day_the_reader_of_headings_is_sure_of_is_filled_in() -> None:
    sure = recognise(scan(issued_on=(Suggestion("2018-01-16", 0.9, 1, (0, 0, 1, 1)),)))
    unsure = recognise(scan(issued_on=(Suggestion("2018-01-16", 0.3, 1, (0, 0, 1, 1)),)))

    assert str(sure.issued_on) == "2018-01-16"
    assert unsure.issued_on is None
    assert [offer.value for offer in unsure.suggestions["issued_on"]] == ["2018-01-16"]
