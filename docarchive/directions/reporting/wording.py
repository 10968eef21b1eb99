"""The words and tables of a report, the same on paper and in a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docarchive.core.screen import format_number
from docarchive.directions.counting import BAND_WORDS, Counts, Figure, Rate
from docarchive.directions.reporting.content import TITLE, Content

HEAD_LATE: Final = "Danh sách nhiệm vụ quá hạn chưa hoàn thành"
HEAD_EXPLAINED: Final = "Giải trình số liệu"
SIGNATURES: Final = ("NGƯỜI LẬP BÁO CÁO", "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ")
SUM: Final = "Tổng cộng"
COLUMNS: Final[Sequence[tuple[str, Figure]]] = (
    ("Kỳ trước chuyển sang", Figure.CARRIED_OVER),
    ("Giao trong kỳ", Figure.GIVEN),
    ("Tổng số", Figure.ASSIGNED),
    ("Hoàn thành đúng hạn", Figure.DONE_IN_TIME),
    ("Hoàn thành quá hạn", Figure.DONE_LATE),
    ("Chưa hoàn thành, trong hạn", Figure.OPEN_IN_TIME),
    ("Chưa hoàn thành, quá hạn", Figure.OPEN_LATE),
    ("Không thời hạn", Figure.NO_TERM),
)
LATE_COLUMNS: Final[Sequence[tuple[str, int]]] = (
    ("TT", 10),
    ("Mã", 27),
    ("Nội dung nhiệm vụ", 72),
    ("Văn bản giao", 32),
    ("Chủ trì", 42),
    ("Hạn", 26),
    ("Số ngày quá hạn", 19),
    ("Lý do", 34),
)
_RATES: Final = {
    "done_of_assigned": "Hoàn thành trên tổng số được giao",
    "done_of_due": "Hoàn thành trên số đến hạn (hoàn thành + quá hạn chưa xong)",
    "in_time": "Đúng hạn trên số hoàn thành, theo hạn đang có hiệu lực (kể cả gia hạn)",
    "in_time_by_first": "Đúng hạn trên số hoàn thành, theo hạn giao ban đầu",
}


def head(content: Content) -> list[str]:
    """Title and the lines below it."""
    return [TITLE, f"({content.period})"]


def numbers(counts: Counts) -> list[int]:
    """The cells of a line, in the order of ``COLUMNS``."""
    return [counts[figure] for _, figure in COLUMNS]


def rate(counts: Counts) -> str:
    """The last column: done, of all assigned."""
    return counts.done_of_assigned.shown


def identity(content: Content) -> str:
    """What was carried over and given is done or open, in figures."""
    return f"Đối chiếu: {content.report.total.identity}."


def apart(content: Content) -> list[str]:
    """What is in no cell: without a deadline, returned, cancelled."""
    total = content.report.total
    done, still = (format_number(total[each]) for each in (Figure.DONE_NO_TERM, Figure.OPEN_NO_TERM))
    returned, cancelled = (format_number(total[each]) for each in (Figure.RETURNED, Figure.CANCELLED))
    no_term = f"Không thời hạn, tính riêng: {format_number(total[Figure.NO_TERM])} nhiệm vụ"
    parts = (
        f"{no_term} ({done} hoàn thành, {still} chưa hoàn thành).",
        f"Không tính vào bảng: {returned} nhiệm vụ bị trả lại, {cancelled} nhiệm vụ đã hủy.",
    )
    return [words for words, count in zip(parts, (total[Figure.NO_TERM], total.left_out), strict=True) if count]


def worded_rates(counts: Counts) -> list[tuple[str, Rate]]:
    """Every rate with what it is of."""
    return [(words, counts.rates[name]) for name, words in _RATES.items()]


def rates(content: Content) -> list[str]:
    """Every rate with its sum spelled out."""
    return [f"{words}: {rate.formula}." for words, rate in worded_rates(content.report.total)]


def ageing(content: Content) -> list[str]:
    """What is late, by how long."""
    total = content.report.total
    if not total[Figure.OPEN_LATE]:
        return ["Không có nhiệm vụ quá hạn chưa hoàn thành."]
    bands = "; ".join(f"{words.lower()}: {format_number(total[band])}" for band, words in BAND_WORDS.items())
    return [f"Quá hạn chưa hoàn thành {format_number(total[Figure.OPEN_LATE])} nhiệm vụ ({bands})."]


def marked(content: Content, line: str, figure: Figure) -> str:
    """The signs beside a number that was asked about: `` (1)(2)``; empty where none was."""
    signs = "".join(f"({mark})" for mark in content.marks(line, figure))
    return f" {signs}" if signs else ""


def explanations(content: Content) -> list[str]:
    """What was asked about numbers and said of them, each with its sign."""
    return [
        f"({at}) {one.words}. {f'Giải trình: {one.answer}.' if one.answer else 'Chưa giải trình.'}"
        for at, one in enumerate(content.explained, start=1)
    ]


def left_off(content: Content) -> list[str]:
    """How many more are late than the list has rows for."""
    more = content.report.total[Figure.OPEN_LATE] - len(content.late)
    return [f"… và {format_number(more)} nhiệm vụ quá hạn khác."] if more > 0 else []


def below(content: Content) -> tuple[str, str]:
    """Number and day, to be filled in when the report is issued."""
    day = content.report.as_of
    symbol = f"Số:         /BC-{content.symbol}" if content.symbol else "Số:         /BC"
    return symbol, f"Ngày {day.day:02} tháng {day.month:02} năm {day.year}"
