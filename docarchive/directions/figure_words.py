"""What the numbers of a report are called, wherever one is spoken of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docarchive.core.screen import format_date, format_number
from docarchive.directions.counting import BAND_WORDS, Figure
from docarchive.directions.models import FigureQuestion
from docarchive.directions.reporting.content import Explained
from docarchive.kernel.local_time import local_day

FIGURE_WORDS: Final[Mapping[Figure, str]] = {
    Figure.DONE_IN_TIME: "Hoàn thành đúng hạn", Figure.DONE_LATE: "Hoàn thành quá hạn",
    Figure.OPEN_IN_TIME: "Chưa hoàn thành, trong hạn", Figure.OPEN_LATE: "Chưa hoàn thành, quá hạn",
    Figure.DONE: "Hoàn thành", Figure.OPEN: "Chưa hoàn thành", Figure.IN_TIME: "Trong hạn", Figure.LATE: "Quá hạn",
    Figure.ASSIGNED: "Được giao, có thời hạn", Figure.CARRIED_OVER: "Kỳ trước chuyển sang",
    Figure.GIVEN: "Giao trong kỳ", Figure.DONE_NO_TERM: "Hoàn thành, không thời hạn",
    Figure.OPEN_NO_TERM: "Chưa hoàn thành, không thời hạn", Figure.NO_TERM: "Không thời hạn",
    Figure.CARRIED_OVER_NO_TERM: "Kỳ trước chuyển sang, không thời hạn",
    Figure.GIVEN_NO_TERM: "Giao trong kỳ, không thời hạn",
    Figure.FIRST_DONE_IN_TIME: "Hoàn thành đúng hạn giao ban đầu",
    Figure.FIRST_DONE_LATE: "Hoàn thành quá hạn giao ban đầu",
    Figure.FIRST_OPEN_IN_TIME: "Chưa hoàn thành, trong hạn giao ban đầu",
    Figure.FIRST_OPEN_LATE: "Chưa hoàn thành, quá hạn giao ban đầu",
    Figure.RETURNED: "Trả lại", Figure.CANCELLED: "Đã hủy",
    **{band: f"Quá hạn {words.lower()}" for band, words in BAND_WORDS.items()},
}  # fmt: skip


def number_words(asked: FigureQuestion) -> str:
    """A number somebody was asked about: ``“Quá hạn” của Sở Nội vụ là 12 (kỳ 01/01/2026 – 30/06/2026)``."""
    whose = f" của {asked.line_name}" if asked.line_name else ""
    period = f"{format_date(asked.first)} – {format_date(asked.last)}"
    return f"“{FIGURE_WORDS[Figure(asked.figure)]}”{whose} là {format_number(asked.number)} (kỳ {period})"


def explained(asked: FigureQuestion) -> Explained:
    """What stands beside the number in a report."""
    who = f"yêu cầu {asked.to_name} giải trình trước ngày {format_date(asked.by_day)}"
    question = f" – “{asked.words}”" if asked.words else ""
    shown = f", văn bản {asked.document_number}" if asked.document_number else ""
    said = ""
    if asked.answered_at is not None:
        said = f"{asked.to_name}, ngày {format_date(local_day(asked.answered_at))}{shown}: “{asked.answer}”"
    return Explained(Figure(asked.figure), asked.line, f"{number_words(asked)}: {who}{question}", said)
