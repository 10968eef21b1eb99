"""What happened to a document, newest first, in the words of the office."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.archive.models import Document, FieldValue
from docarchive.archive.states import FIELD_WORDS, ORIGIN_WORDS, Origin
from docarchive.core.audit import AuditDetail, AuditEvent

ACTS = {
    "document.imported": "Đưa tệp vào kho, đọc thông tin",
    "document.corrected": "Sửa thông tin",
    "document.confirmed": "Xác nhận thông tin đã đọc",
    "document.withdrawn": "Rút văn bản khỏi kho",
    "document.restored": "Khôi phục văn bản",
    "document.access_set": "Đặt phạm vi đọc",
    "relation.confirmed": "Xác nhận quan hệ với văn bản khác",
    "relation.rejected": "Bỏ quan hệ đọc được",
    "relation.taken_back": "Hoàn tác quan hệ",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened.

    Attributes:
        changes: ``(field, value, how it came about)`` of the fields it touched.
    """

    at: datetime
    act: str
    who: str
    changes: tuple[tuple[str, str, str], ...] = ()
    detail: str = ""


def steps(session: Session, document: Document) -> Sequence[Step]:
    """Acts on a document with the values they set."""
    rows = session.execute(
        select(AuditEvent, AuditDetail)
        .outerjoin(AuditDetail, AuditDetail.seq == AuditEvent.seq)
        .where(AuditEvent.subject == document.id, AuditEvent.action.in_(ACTS))
        .order_by(AuditEvent.seq.desc())
    ).all()
    values: dict[datetime, list[FieldValue]] = {}
    for value in session.scalars(
        select(FieldValue).where(FieldValue.document_id == document.id).order_by(FieldValue.seq)
    ):
        if value.origin != Origin.SUGGESTED:
            values.setdefault(value.at, []).append(value)
    found = [
        Step(
            event.at,
            ACTS[event.action],
            detail.actor_name if detail else "",
            _changes(event.action, values.get(event.at, [])),
            _reason(detail),
        )
        for event, detail in rows
    ]
    return found or [Step(document.created_at, "Nhập từ sổ của hệ thống cũ", "")]


def _reason(detail: AuditDetail | None) -> str:
    reason = json.loads(detail.detail).get("reason") if detail else None
    return f"Lý do: {reason}" if reason else ""


def _changes(action: str, values: Sequence[FieldValue]) -> tuple[tuple[str, str, str], ...]:
    wanted = {
        "document.imported": (Origin.READ,),
        "document.corrected": (Origin.CORRECTED,),
        "document.confirmed": (Origin.CONFIRMED,),
    }.get(action, ())
    chosen = [value for value in values if value.origin in wanted]
    return tuple(
        (FIELD_WORDS.get(value.name, value.name), value.value or "—", ORIGIN_WORDS[Origin(value.origin)])
        for value in chosen
    )
