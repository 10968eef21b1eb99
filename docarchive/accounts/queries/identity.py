"""Who shows a token of a session or a program, with the rights he has now: one query, for every page asks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from docarchive.accounts.models import Agency, AgencySuccession, ApiToken, Position, User, UserRole, WebSession
from docarchive.accounts.queries.sessions import SessionRules
from docarchive.accounts.seats import held_on, lasts_on
from docarchive.kernel.roles import Role


@dataclass(frozen=True, slots=True)
class KnownSeat:
    """The columns of a position that rights come from; see ``Seat``."""

    agency_id: str
    unit_id: str | None
    title: str
    valid_from: date
    valid_to: date | None
    is_main: bool
    agency_from: date | None
    agency_to: date | None
    records_of: frozenset[str]

    def is_held_on(self, day: date) -> bool:
        """See ``Seat``."""
        return lasts_on(day, self.valid_from, self.valid_to) and lasts_on(day, self.agency_from, self.agency_to)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """The columns of an account that rights come from; see ``Person``."""

    id: str
    name: str
    is_enabled: bool
    must_change_password: bool
    roles: frozenset[Role]
    seats: tuple[KnownSeat, ...]

    def positions_on(self, day: date) -> Sequence[KnownSeat]:
        """See ``Person``."""
        return held_on(self.seats, day)


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that still counts, and whose it is."""

    id: str
    seen_at: datetime
    user: KnownPerson


@dataclass(frozen=True, slots=True)
class LiveToken:
    """A program's token that still counts, and for whom it acts."""

    id: str
    used_at: datetime | None
    may_write: bool
    user: KnownPerson


_ROLES: Final = select(func.aggregate_strings(UserRole.role, " ")).where(UserRole.user_id == User.id).scalar_subquery()
_RECORDS: Final = (
    select(func.aggregate_strings(AgencySuccession.predecessor_id, " "))
    .where(AgencySuccession.successor_id == Position.agency_id, AgencySuccession.keeps_records)
    .scalar_subquery()
)
_PERSON: Final = (
    User.id.label("user_id"),
    User.name,
    User.disabled_at,
    User.must_change_password,
    _ROLES.label("roles"),
)
_SEAT: Final = (
    Position.id.label("seat_id"), Position.agency_id, Position.unit_id, Position.title, Position.valid_from,
    Position.valid_to, Position.is_main, Agency.valid_from.label("agency_from"), Agency.valid_to.label("agency_to"),
    _RECORDS.label("records"),
)  # fmt: skip


def _by_token(shown: type[WebSession | ApiToken], *columns: InstrumentedAttribute[Any]) -> Select[Any]:
    """One row for each seat of whoever shows a token, one without any for who has none."""
    return (
        select(*columns, *_PERSON, *_SEAT)
        .select_from(shown)
        .join(User, User.id == shown.user_id)
        .outerjoin(Position, Position.user_id == User.id)
        .outerjoin(Agency, Agency.id == Position.agency_id)
        .where(shown.token_hash == bindparam("token_hash"))
        .order_by(Position.valid_from.desc(), Position.id)
    )


_SESSION: Final = _by_token(WebSession, WebSession.id, WebSession.seen_at, WebSession.created_at, WebSession.ended_at)
_TOKEN: Final = _by_token(
    ApiToken, ApiToken.id, ApiToken.used_at, ApiToken.may_write, ApiToken.revoked_at, ApiToken.expires_at
)


def live_session(session: Session, token: str, now: datetime, rules: SessionRules) -> LiveSession | None:
    """Find the session a browser shows the token of; None where it ended, lapsed, or its owner is disabled."""
    rows = _rows(session, _SESSION, token)
    if not rows or rows[0].ended_at is not None:
        return None
    found, user = rows[0], _person(rows)
    is_live = now - found.seen_at <= rules.idle and now - found.created_at <= rules.absolute
    return LiveSession(found.id, found.seen_at, user) if is_live and user.is_enabled else None


def live_token(session: Session, token: str, now: datetime) -> LiveToken | None:
    """Find the API token a program shows; None where it is unknown, revoked, lapsed, or its owner disabled."""
    rows = _rows(session, _TOKEN, token)
    if not rows or rows[0].revoked_at is not None:
        return None
    found, user = rows[0], _person(rows)
    is_live = found.expires_at is None or found.expires_at > now
    return LiveToken(found.id, found.used_at, found.may_write, user) if is_live and user.is_enabled else None


def _rows(session: Session, asked: Select[Any], token: str) -> Sequence[Row[Any]]:
    return session.execute(asked, {"token_hash": hashlib.sha256(token.encode()).hexdigest()}).all()


def _person(rows: Sequence[Row[Any]]) -> KnownPerson:
    one = rows[0]
    roles = frozenset(map(Role, (one.roles or "").split()))
    seats = tuple(_seat(row) for row in rows if row.seat_id is not None)
    return KnownPerson(one.user_id, one.name, one.disabled_at is None, one.must_change_password, roles, seats)


def _seat(row: Row[Any]) -> KnownSeat:
    return KnownSeat(
        row.agency_id, row.unit_id, row.title, row.valid_from, row.valid_to, row.is_main, row.agency_from,
        row.agency_to, frozenset((row.records or "").split()),
    )  # fmt: skip
