from __future__ import annotations

from indexer.extract.ocr.layout import in_reading_order
from indexer.extract.ocr.protocol import ReadLine, ReadWord


def line(x: float, y: float, text: str, letter: float = 6.0, height: float = 12.0) -> ReadLine:
    words = []
    for word in text.split():
        words.append(ReadWord(word, (x, y, x + letter * len(word), y + height), 0.9))
        x += letter * (len(word) + 1)
    return ReadLine(tuple(words))


def texts(*lines: ReadLine) -> list[str]:
    return [each.text for each in in_reading_order(lines)]


def test_a_heading_is_read_left_before_right_above_the_row_of_number_and_date_in_it_and_below() -> None:
    read = texts(
        line(80, 60, "SỞ NÔNG NGHIỆP"),
        line(260, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        line(90, 75, "VÀ MÔI TRƯỜNG"),
        line(280, 75, "Độc lập - Tự do"),
        line(90, 95, "Số: 12/BC-SNN"),
        line(280, 95, "Sông Mây, ngày 3 tháng 5"),
        line(80, 110, "V/v trồng rừng"),
        line(80, 150, "Thực hiện kế hoạch của ủy ban nhân dân tỉnh về việc phòng, chống thiên tai"),
    )

    assert read[:2] == ["SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"]
    assert read[2:4] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Độc lập - Tự do"]
    assert read[4:7] == ["Số: 12/BC-SNN", "Sông Mây, ngày 3 tháng 5", "V/v trồng rừng"]
    assert read[7].startswith("Thực hiện")


def test_a_line_read_across_both_columns_is_cut_at_the_gap() -> None:
    across = ReadLine((*line(80, 60, "ỦY BAN").words, *line(260, 60, "CỘNG HÒA").words))

    assert texts(across, line(80, 80, "Số: 5/TB"), line(260, 80, "ngày 3")) == [
        "ỦY BAN",
        "Số: 5/TB",
        "CỘNG HÒA",
        "ngày 3",
    ]


def test_what_goes_on_closely_below_the_left_block_stays_with_it() -> None:
    read = texts(
        line(80, 60, "Nơi nhận:"),
        line(330, 60, "TM. ỦY BAN NHÂN DÂN"),
        line(80, 78, "- Như trên;"),
        line(350, 78, "CHỦ TỊCH"),
        line(80, 94, "- Lưu: VT."),
    )

    assert read == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_a_justified_line_with_wide_blanks_stays_whole() -> None:
    words = tuple(
        ReadWord(text, (x, 60.0, x + 40.0, 72.0), 0.9) for text, x in (("một", 80.0), ("hai", 132.0), ("ba", 184.0))
    )

    assert texts(ReadLine(words), line(80, 80, "bốn năm sáu bảy tám chín")) == [
        "một hai ba",
        "bốn năm sáu bảy tám chín",
    ]


def test_noise_taller_than_a_line_does_not_join_the_lines_beside_it() -> None:
    read = texts(
        line(80, 655, "Nơi nhận:"),
        line(80, 674, "- Như trên."),
        line(320, 656, "ZZ", height=34),
    )

    assert "Nơi nhận:" in read
    assert "- Như trên." in read
