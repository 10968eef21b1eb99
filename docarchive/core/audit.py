"""The log nobody can change unseen: every entry carries the hash of the one before it.

The detail of an entry (names, numbers, addresses) lies in a row of its own under a random salt, so that personal data
can one day be erased by law without breaking the chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Table, Text, insert, select
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from docarchive.core.actor import Actor
from docarchive.core.db import Base
from docarchive.core.locks import alone

GENESIS = "0" * 64
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")


class AuditEvent(Base):
    """One thing somebody did; the row is never changed or deleted (triggers refuse)."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject", "seq"), Index("ix_audit_event_at", "at"))

    seq: Mapped[int] = mapped_column(_SEQUENCE, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(32), index=True)
    agency_id: Mapped[str | None] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(64), index=True)
    subject: Mapped[str] = mapped_column(String(80))
    detail_hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class AuditDetail(Base):
    """What belongs to an entry and may name people."""

    __tablename__ = "audit_detail"

    seq: Mapped[int] = mapped_column(_SEQUENCE, ForeignKey("audit_event.seq"), primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(32))
    actor_name: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(Text)


_ADD_EVENT = insert(cast("Table", AuditEvent.__table__))
_ADD_DETAIL = insert(cast("Table", AuditDetail.__table__))
_HEAD_AT_HAND = "audit.head"
_HEAD = select(AuditEvent.seq, AuditEvent.hash).order_by(AuditEvent.seq.desc()).limit(1)


def append(
    session: Session, actor: Actor, at: datetime, action: str, subject: str, detail: Mapping[str, object]
) -> str:
    """Add an entry at the end of the chain, inside the caller's transaction.

    Args:
        action: What was done, past tense: ``document.imported``.
        subject: The id of what it was done to.
        detail: Plain values; stored as JSON.

    Returns:
        The entry's hash, which is the chain's new head.
    """
    known = _at_hand(session)
    if known is None:
        alone(session, "audit")
    seq, previous = known or head(session)
    salt = secrets.token_hex(16)
    body = canonical(detail)
    values: dict[str, Any] = {
        "seq": seq + 1,
        "at": at,
        "actor": actor.key,
        "agency_id": actor.agency_id,
        "action": action,
        "subject": subject,
        "detail_hash": hash_of_detail(salt, actor.name, body),
        "previous_hash": previous,
    }
    values["hash"] = hash_of_event(**values)
    # straight to the tables: nearly everything that is done passes here, often hundreds of times in one transaction
    connection = session.connection()
    connection.execute(_ADD_EVENT, values)
    connection.execute(_ADD_DETAIL, {"seq": seq + 1, "salt": salt, "actor_name": actor.name, "detail": body})
    session.info[_HEAD_AT_HAND] = (_transaction(session), (seq + 1, values["hash"]))
    return str(values["hash"])


def head(session: Session) -> tuple[int, str]:
    """Give the number and hash of the last entry; ``(0, GENESIS)`` for an empty chain."""
    known = _at_hand(session)
    if known is not None:
        return known
    last = session.connection().execute(_HEAD).first()
    return (last.seq, last.hash) if last else (0, GENESIS)


def _at_hand(session: Session) -> tuple[int, str] | None:
    """The entry this transaction added last: until it ends nobody else adds any. None: read it.

    What was added inside a savepoint is known there alone: it may have been undone with it.
    """
    session.flush()
    transaction, known = session.info.get(_HEAD_AT_HAND, (None, None))
    return known if transaction is not None and transaction is _transaction(session) else None


def _transaction(session: Session) -> SessionTransaction | None:
    return session.get_nested_transaction() or session.get_transaction()


def hash_at(session: Session, number: int) -> str | None:
    """Give the hash of the entry with a number; None where the chain does not reach so far."""
    return session.scalar(select(AuditEvent.hash).where(AuditEvent.seq == number))


def canonical(value: Mapping[str, object]) -> str:
    """Write values as JSON in the one way that gives the same bytes every time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def hash_of_detail(salt: str, actor_name: str, detail: str) -> str:
    """Hash an entry's detail with its salt."""
    return hashlib.sha256(canonical({"salt": salt, "actor_name": actor_name, "detail": detail}).encode()).hexdigest()


def hash_of_event(**values: Any) -> str:
    """Hash an entry with the hash of the one before; the byte 0 marks a leaf as in RFC 6962."""
    body = {**values, "at": values["at"].isoformat(timespec="microseconds")}
    body.pop("hash", None)
    return hashlib.sha256(b"\0" + canonical(body).encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """What a walk along the whole chain found.

    Attributes:
        length: Entries read.
        head: Hash of the last entry that fits.
        broken_at: Number of the first entry that does not fit, or None.
        reason: Vietnamese sentence; empty where the chain is whole.
    """

    length: int
    head: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed, added or swapped."""
        return self.broken_at is None


def verify(session: Session, known: tuple[int, str] | None = None) -> Verdict:
    """Walk the chain from its first entry and recompute every hash.

    Args:
        known: Number and hash of an entry noted elsewhere (a backup's manifest); finds an end that was cut off.
    """
    length, previous = 0, GENESIS
    chain = (
        select(AuditEvent, AuditDetail)
        .outerjoin(AuditDetail, AuditDetail.seq == AuditEvent.seq)
        .order_by(AuditEvent.seq)
        .execution_options(yield_per=1000)
    )
    with session.execute(chain) as rows:
        for event, detail in rows:
            reason = _fault(event, detail, length + 1, previous, known)
            if reason:
                return Verdict(length, previous, length + 1, reason)
            length, previous = length + 1, event.hash
    if known and known[0] > length:
        return Verdict(length, previous, length + 1, f"Nhật ký bị cắt đuôi: đã biết đến mục {known[0]}.")
    return Verdict(length, previous)


def _fault(
    event: AuditEvent, detail: AuditDetail | None, expected: int, previous: str, known: tuple[int, str] | None
) -> str:
    if event.seq != expected:
        return f"Thiếu mục {expected}."
    if event.previous_hash != previous:
        return f"Mục {expected} không nối với mục trước."
    if detail is None or hash_of_detail(detail.salt, detail.actor_name, detail.detail) != event.detail_hash:
        return f"Chi tiết của mục {expected} đã bị sửa hoặc xóa."
    values = {column.name: getattr(event, column.key) for column in AuditEvent.__table__.columns}
    if hash_of_event(**values) != event.hash:
        return f"Mục {expected} đã bị sửa."
    if known and known[0] == expected and known[1] != event.hash:
        return f"Mục {expected} khác với bản đã ghi nhận trước đây."
    return ""


_SQLITE_TRIGGER = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END"
)
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS "
    "$$ BEGIN RAISE EXCEPTION 'audit log is append-only'; END $$ LANGUAGE plpgsql"
)
_POSTGRESQL_TRIGGER = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
)


def refusing_statements(dialect: str) -> list[str]:
    """Give the SQL that makes both tables refuse UPDATE and DELETE (and TRUNCATE where there is one)."""
    is_postgresql = dialect == "postgresql"
    verbs = ("UPDATE", "DELETE", "TRUNCATE") if is_postgresql else ("UPDATE", "DELETE")
    template = _POSTGRESQL_TRIGGER if is_postgresql else _SQLITE_TRIGGER
    triggers = [
        template.format(table=table, verb=verb.lower(), VERB=verb)
        for table in ("audit_event", "audit_detail")
        for verb in verbs
    ]
    return ([_POSTGRESQL_FUNCTION] if is_postgresql else []) + triggers
