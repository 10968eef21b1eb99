"""Sessions, tokens and failed attempts as sign-in reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from docarchive.accounts.models import Agency, ApiToken, Position, SignInFailure, User, WebSession


@dataclass(frozen=True)
class Failures:
    """Wrong passwords lately."""

    of_name: int
    of_address: int


def failures_since(session: Session, username: str, address: str, since: datetime) -> Failures:
    """Count wrong passwords since a moment: for a name from an address, and from the address at all."""
    of_address = select(func.count()).where(SignInFailure.address == address, SignInFailure.at > since)
    of_name = of_address.where(SignInFailure.username == username)
    return Failures(session.scalar(of_name) or 0, session.scalar(of_address) or 0)


def _with_rights() -> tuple[object, ...]:
    return (
        selectinload(User.role_rows),
        selectinload(User.positions).joinedload(Position.agency).selectinload(Agency.followed),
    )


def user_by_name(session: Session, username: str) -> User | None:
    """Find who signs in with a name, in any case of letters."""
    return session.scalar(select(User).where(User.username == username.strip().lower()).options(*_with_rights()))  # type: ignore[arg-type]


def user_by_id(session: Session, user_id: str) -> User | None:
    """Find a person with roles and positions loaded."""
    return session.scalar(select(User).where(User.id == user_id).options(*_with_rights()))  # type: ignore[arg-type]


@dataclass(frozen=True)
class SessionRules:
    """How long a session lives.

    Attributes:
        idle: Without a request.
        absolute: In any case.
    """

    idle: timedelta
    absolute: timedelta


_BY_TOKEN = (  # asked before every page, so it is put together once
    select(WebSession)
    .where(WebSession.token_hash == bindparam("token_hash"))
    .options(
        joinedload(WebSession.user).selectinload(User.role_rows),
        joinedload(WebSession.user)
        .selectinload(User.positions)
        .joinedload(Position.agency)
        .selectinload(Agency.followed),
    )
)


def live_session(session: Session, token: str, now: datetime, rules: SessionRules) -> WebSession | None:
    """Find the session a browser shows the token of; None where it ended, lapsed, or its owner is disabled."""
    found = session.scalar(_BY_TOKEN, {"token_hash": hashlib.sha256(token.encode()).hexdigest()})
    if found is None or found.ended_at is not None or not found.user.is_enabled:
        return None
    is_live = now - found.seen_at <= rules.idle and now - found.created_at <= rules.absolute
    return found if is_live else None


def sessions_of(session: Session, user_id: str, now: datetime, rules: SessionRules) -> Sequence[WebSession]:
    """List a person's live sessions, the latest used first."""
    return session.scalars(
        select(WebSession)
        .where(
            WebSession.user_id == user_id,
            WebSession.ended_at.is_(None),
            WebSession.seen_at >= now - rules.idle,
            WebSession.created_at >= now - rules.absolute,
        )
        .order_by(WebSession.seen_at.desc())
    ).all()


def live_token(session: Session, token: str, now: datetime) -> ApiToken | None:
    """Find the API token a program shows; None where it is unknown, revoked, lapsed, or its owner disabled."""
    found = session.scalar(
        select(ApiToken)
        .where(
            ApiToken.token_hash == hashlib.sha256(token.encode()).hexdigest(),
            ApiToken.revoked_at.is_(None),
            or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > now),
        )
        .options(
            joinedload(ApiToken.user).selectinload(User.role_rows),
            joinedload(ApiToken.user)
            .selectinload(User.positions)
            .joinedload(Position.agency)
            .selectinload(Agency.followed),
        )
    )
    return found if found and found.user.is_enabled else None


def tokens_of(session: Session, user_id: str) -> Sequence[ApiToken]:
    """List a person's API tokens that were not revoked, the newest first."""
    return session.scalars(
        select(ApiToken)
        .where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
        .order_by(ApiToken.created_at.desc())
    ).all()
