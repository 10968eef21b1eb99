"""From rows to what the pages of dossiers show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask import url_for
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.core.screen import format_date
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.policies import can_confirm_rights, oversees
from docarchive.dossiers.queries.contents import Sum
from docarchive.dossiers.queries.dossiers import Pile, Wanted, count
from docarchive.dossiers.states import STATE_WORDS, USE_WORDS, DossierState, Use
from docarchive.kernel.periods import REMINDER_DAYS

PILE_WORDS: Final[Mapping[Pile, str]] = {
    Pile.MINE: "Hồ sơ của tôi", Pile.AGENCY: "Hồ sơ cơ quan", Pile.DUE: "Sắp đến hạn nộp lưu",
    Pile.LATE: "Quá hạn nộp lưu", Pile.CLOSED: "Đã đóng", Pile.HANDED_OVER: "Đã nộp lưu",
    Pile.TO_CONFIRM: "Chờ xác nhận quyền",
}  # fmt: skip
_KINDS: Final[Mapping[Pile, str]] = {Pile.DUE: "soon", Pile.LATE: "late", Pile.TO_CONFIRM: "soon"}
_STATE_KINDS: Final[Mapping[DossierState, str]] = {
    DossierState.OPEN: "doing", DossierState.CLOSED: "new", DossierState.HANDED_OVER: "done",
}  # fmt: skip


@dataclass(frozen=True)
class Counter:
    """A pile with its size."""

    pile: Pile
    label: str
    kind: str
    value: int


def strip(session: Session, actor: Actor, today: date) -> list[Counter]:
    """The piles a person has, his own first."""
    piles = [Pile.MINE]
    if any(oversees(actor, agency) for agency in actor.agency_ids) or actor.sees_all:
        piles.append(Pile.AGENCY)
    piles += [Pile.DUE, Pile.LATE, Pile.CLOSED, Pile.HANDED_OVER]
    if any(can_confirm_rights(actor, agency) for agency in actor.agency_ids):
        piles.append(Pile.TO_CONFIRM)
    return [
        Counter(pile, PILE_WORDS[pile], _KINDS.get(pile, ""), count(session, actor, Wanted(pile), today))
        for pile in piles
    ]


def row(dossier: Dossier, held: Sum, today: date, parent: Dossier | None = None) -> dict[str, Any]:
    """A dossier as a line of a list.

    Args:
        parent: The dossier it is part of, where the reader may know of that and the list is of others, too.
    """
    return {
        "id": dossier.id, "url": url_for("dossiers.dossier", dossier_id=dossier.id), "symbol": dossier.symbol,
        "year": dossier.year, "title": dossier.title, "kept": dossier.kept,
        "holder": dossier.holder.name if dossier.holder else dossier.creator, "documents": held.documents,
        "parent": parent.symbol if parent else "", "due": due_words(dossier, today), "status": status(dossier, today),
    }  # fmt: skip


def status(dossier: Dossier, today: date) -> tuple[str, str]:
    """Where it stands, in a word and its colour."""
    state = DossierState(dossier.state)
    if state is DossierState.CLOSED and dossier.due_on and dossier.must_be_handed_over:
        if dossier.due_on < today:
            return "Quá hạn nộp lưu", "late"
        if dossier.due_on <= today + timedelta(REMINDER_DAYS):
            return "Sắp đến hạn nộp", "soon"
    return STATE_WORDS[state], _STATE_KINDS[state]


def due_words(dossier: Dossier, today: date) -> str:
    """The day to hand it over, and how far it is."""
    if dossier.due_on is None or dossier.state == DossierState.HANDED_OVER:
        return ""
    if not dossier.must_be_handed_over:
        return "không bắt buộc nộp"
    days = (dossier.due_on - today).days
    if days < 0:
        return f"{format_date(dossier.due_on)}, quá {-days} ngày"
    return f"{format_date(dossier.due_on)}, còn {days} ngày" if days <= REMINDER_DAYS else format_date(dossier.due_on)


def facts(dossier: Dossier, held: Sum, today: date) -> Sequence[tuple[str, Any]]:
    """What is known of a dossier."""
    days = "" if held.first is None else f"{format_date(held.first)} – {format_date(held.last)}"
    found: list[tuple[str, Any]] = [
        ("Số, ký hiệu", f"{dossier.symbol}, năm {dossier.year}"),
        ("Danh mục", "Theo danh mục hồ sơ" if dossier.entry_id else "Ngoài danh mục"),
        ("Thời hạn bảo quản", dossier.kept),
        ("Chế độ sử dụng", USE_WORDS[Use(dossier.use)]),
        ("Người lập", dossier.creator),
        ("Người giữ", dossier.holder.name if dossier.holder else ""),
        ("Bắt đầu", format_date(dossier.started_on)),
        ("Kết thúc", format_date(dossier.ended_on) if dossier.ended_on else ""),
        ("Văn bản", held.documents),
        ("Trang", held.pages),
        ("Thời gian tài liệu", days),
        ("Hạn nộp lưu", due_words(dossier, today)),
    ]
    if dossier.consent:
        found.append(("Văn bản đồng ý giữ lại", dossier.consent))
    return [*found, ("Ghi chú", dossier.description)] if dossier.description else found
