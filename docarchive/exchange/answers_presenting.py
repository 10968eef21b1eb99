"""Letters that want an answer as counters, lines of units and rows, each number with the address of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import url_for

from docarchive.core.screen import format_date
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.queries.answers import NO_UNIT, SOON_DAYS, Due, Line, Side, Unanswered, Wanted

SIDE_WORDS: Mapping[Side, str] = {
    Side.OURS: "Văn bản đến ta phải trả lời",
    Side.THEIRS: "Văn bản đi chờ trả lời",
}
WHO_WORDS: Mapping[Side, str] = {Side.OURS: "Cơ quan gửi", Side.THEIRS: "Nơi phải trả lời"}
DUE_WORDS: Mapping[Due, str] = {
    Due.ALL: "Tất cả chưa trả lời",
    Due.LATE: "Quá hạn trả lời",
    Due.SOON: f"Còn từ 0 đến {SOON_DAYS} ngày",
    Due.LATER: f"Còn hơn {SOON_DAYS} ngày",
}
_KINDS: Mapping[Due, str] = {Due.LATE: "late", Due.SOON: "soon"}
_NO_UNIT: Mapping[Side, str] = {Side.OURS: "Chưa giao đơn vị nào", Side.THEIRS: "Không ghi đơn vị soạn thảo"}
_ORDER = (Due.LATE, Due.SOON, Due.LATER, Due.ALL)


def address(wanted: Wanted, **more: Any) -> str:
    """The address of exactly these letters."""
    due = None if wanted.due is Due.ALL else wanted.due.value
    narrowed: dict[str, Any] = {"han": due, "don-vi": wanted.unit or None, **more}
    return url_for("exchange.answers", chieu=wanted.side.value, **narrowed)


def sides(wanted: Wanted) -> list[tuple[str, str, bool]]:
    """Who owes the answer: words, address, whether it is shown."""
    return [(words, address(Wanted(side, wanted.today)), side is wanted.side) for side, words in SIDE_WORDS.items()]


def tallies(wanted: Wanted, counts: Mapping[Due, int]) -> list[dict[str, Any]]:
    """The counters above the list."""
    return [
        {
            "value": counts[due], "label": DUE_WORDS[due], "kind": _KINDS.get(due, ""),
            "url": address(replace(wanted, due=due)),
        }
        for due in _ORDER
    ]  # fmt: skip


def line(wanted: Wanted, one: Line) -> dict[str, Any]:
    """A unit with its numbers, each with its rows."""
    of = replace(wanted, unit=one.unit)
    return {
        "name": one.name if one.unit != NO_UNIT else _NO_UNIT[wanted.side], "is_current": wanted.unit == one.unit,
        "cells": [{"value": one.counts[due], "url": address(replace(of, due=due)), "words": DUE_WORDS[due]}
                  for due in _ORDER],
    }  # fmt: skip


def row(wanted: Wanted, one: Unanswered) -> dict[str, Any]:
    """A letter as a line of the list."""
    endpoint = "exchange.letter" if wanted.side is Side.OURS else "exchange.outgoing_letter"
    left = (one.due_on - wanted.today).days
    words = "Hạn hôm nay" if left == 0 else f"Còn {left} ngày" if left > 0 else f"Quá hạn {-left} ngày"
    kind = "late" if left < 0 else "soon" if left <= SOON_DAYS else "doing"
    return {
        "url": url_for(endpoint, letter_id=one.letter_id), "number": one.number, "who": one.who,
        "subject": one.subject or one.number or "(chưa có trích yếu)", "due": format_date(one.due_on),
        "status": (words, kind),
    }  # fmt: skip


def answer_subject(answered: IncomingLetter) -> str:
    """What a letter that answers another is about, to begin with (Decree 30/2020/NĐ-CP, Appendix I.II.5)."""
    number = f" số {answered.number}" if answered.number else ""
    day = f" ngày {format_date(answered.issued_on)}" if answered.issued_on else ""
    issuer = f" của {answered.issuer}" if answered.issuer else ""
    return f"Trả lời {answered.kind or 'văn bản'}{number}{day}{issuer}"
