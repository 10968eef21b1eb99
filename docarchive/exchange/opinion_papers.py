"""The table of opinions on a draft, accepted and explained, as a Word file in the form of the office.

Source:
    Decree 78/2025/NĐ-CP asks for the table; its columns are ours (docs/opinions.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docarchive.core import papers
from docarchive.core.papers import Lines, Table
from docarchive.core.screen import format_date, format_number
from docarchive.exchange.models import Opinion, OutgoingLetter
from docarchive.exchange.outgoing_states import VERDICT_WORDS, Verdict
from docarchive.exchange.queries.opinions import Voice, counts, verdicts

_COLUMNS = (
    ("TT", 5), ("Nhóm vấn đề hoặc điều, khoản", 17), ("Cơ quan, đơn vị, cá nhân góp ý", 19), ("Nội dung góp ý", 31),
    ("Nội dung tiếp thu, giải trình", 28),
)  # fmt: skip
_SIGNATURES = ("NGƯỜI TỔNG HỢP", "THỦ TRƯỞNG ĐƠN VỊ")
_WHOLE = "Ý kiến chung"


def table(letter: OutgoingLetter, voices: Sequence[Voice], points: Sequence[Opinion], today: date) -> bytes:
    """The table as .docx; number, place and signatures are for the office to put in."""
    agency = letter.agency
    about = f"đối với dự thảo {letter.kind} {letter.subject}".strip()
    head = ["BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN", about, f"(Tính đến ngày {format_date(today)})"]
    return papers.paper(
        (agency.parent.name if agency.parent else "", agency.name), head,
        [Lines(_told(voices, points, today)), Table(_COLUMNS, rows(points), frozenset({0}))], _SIGNATURES,
    )  # fmt: skip


def rows(points: Sequence[Opinion]) -> list[list[str]]:
    """The lines of the table, in the order given."""
    return [
        [str(at), one.provision or _WHOLE, one.who, one.words, answer(one)] for at, one in enumerate(points, 1)
    ]  # fmt: skip


def answer(point: Opinion) -> str:
    """What became of a point, in one cell: the verdict, and the reason or what was changed."""
    verdict = Verdict(point.verdict)
    if verdict is Verdict.OPEN:
        return ""
    return f"{VERDICT_WORDS[verdict]}: {point.reply}" if point.reply else f"{VERDICT_WORDS[verdict]}."


def summary(points: Sequence[Opinion]) -> str:
    """How many points there are, and what became of them: ``7 ý kiến: 4 tiếp thu, 3 chưa xử lý``."""
    parts = [f"{format_number(count)} {VERDICT_WORDS[each].lower()}" for each, count in verdicts(points).items()]
    return f"{format_number(len(points))} ý kiến{': ' if parts else ''}{', '.join(parts)}"


def _told(voices: Sequence[Voice], points: Sequence[Opinion], today: date) -> list[str]:
    asked, answered, _late = counts(voices, today)
    silent = [one.who for one in voices if one.asked_at is not None and one.answered_at is None]
    reached = f"được lấy ý kiến: {format_number(asked)}; đã trả lời: {format_number(answered)}"
    lines = [f"1. Tổng số cơ quan, đơn vị, cá nhân {reached}."]
    if silent:
        lines.append(f"Chưa trả lời: {'; '.join(silent)}.")
    return [*lines, f"2. Tổng số ý kiến: {summary(points)}.", "3. Kết quả cụ thể:"]
