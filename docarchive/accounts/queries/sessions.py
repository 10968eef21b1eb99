"""Sessions, tokens and failed attempts as sign-in reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

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


def user_by_name(session: Session, username: str) -> User | None:
    """Find who signs in with a name, in any case of letters."""
    return session.scalar(
        select(User)
        .where(User.username == username.strip().lower())
        .options(
            selectinload(User.role_rows),
            selectinload(User.positions).joinedload(Position.agency).selectinload(Agency.followed),
        )
    )


@dataclass(frozen=True)
class SessionRules:
    """How long a session lives.

    Attributes:
        idle: Without a request.
        absolute: In any case.
    """

    idle: timedelta
    absolute: timedelta


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


def tokens_of(session: Session, user_id: str) -> Sequence[ApiToken]:
    """List a person's API tokens that were not revoked, the newest first."""
    return session.scalars(
        select(ApiToken)
        .where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
        .order_by(ApiToken.created_at.desc())
    ).all()
