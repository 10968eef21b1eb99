"""Signing in and out: sessions that the server can end."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from docarchive.accounts import passwords
from docarchive.accounts.models import SignInFailure, User, WebSession
from docarchive.accounts.policies import can_administer, can_change_own_account
from docarchive.accounts.queries.sessions import failures_since, user_by_name
from docarchive.core.work import UnitOfWork

_FORGET_FAILURES_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class SignInRules:
    """How sign-in slows down guessing.

    Attributes:
        attempts: Wrong passwords for one name from one address.
        attempts_per_address: Wrong passwords from one address, whatever the names.
        pause: Both are counted over this time, and it is how long one then waits.
    """

    attempts: int
    attempts_per_address: int
    pause: timedelta


@dataclass(frozen=True)
class Checked:
    """What a name and a password came to.

    Attributes:
        user: Who it is; None where either is wrong, the account is disabled, or there were too many attempts.
        attempts_left: Before sign-in pauses for this name and address.
        is_paused: The password was not even looked at.
    """

    user: User | None
    attempts_left: int
    is_paused: bool = False


def check(uow: UnitOfWork, username: str, password: str, address: str, rules: SignInRules) -> Checked:
    """Check a name and a password, without changing anything.

    An unknown name costs the same time as a wrong password.
    """
    since = uow.now - rules.pause
    failures = failures_since(uow.session, username, address, since)
    if failures.of_name >= rules.attempts or failures.of_address >= rules.attempts_per_address:
        return Checked(None, 0, is_paused=True)
    user = user_by_name(uow.session, username)
    right = passwords.matches(user.password_hash if user else "", password)
    if user is not None and right and user.is_enabled:
        return Checked(user, rules.attempts)
    return Checked(None, max(0, rules.attempts - failures.of_name - 1))


def note_failure(uow: UnitOfWork, username: str, address: str) -> None:
    """Remember a wrong password, and forget those of long ago."""
    uow.session.execute(delete(SignInFailure).where(SignInFailure.at < uow.now - _FORGET_FAILURES_AFTER))
    uow.session.add(SignInFailure(username=username[:80], address=address[:45], at=uow.now))
    uow.record("sign_in.failed", "-", username=username[:80], address=address)


def open_session(uow: UnitOfWork, user: User, address: str, browser: str) -> str:
    """Open a session for somebody whose password was right.

    Returns:
        The token the browser keeps; the database keeps only its hash.
    """
    token = secrets.token_urlsafe(32)
    user = uow.session.get_one(User, user.id)
    user.last_signed_in_at = uow.now
    uow.session.add(
        WebSession(
            token_hash=hash_of(token),
            user_id=user.id,
            created_at=uow.now,
            seen_at=uow.now,
            address=address[:45],
            browser=browser[:200],
        )
    )
    uow.record("session.opened", user.id, address=address)
    return token


def touch(uow: UnitOfWork, session_id: str) -> None:
    """Note that a session is in use."""
    uow.session.execute(update(WebSession).where(WebSession.id == session_id).values(seen_at=uow.now))


def end_session(uow: UnitOfWork, session: WebSession) -> None:
    """End one session: its owner signs out, here or from afar, or the administrator ends it."""
    uow.require(can_change_own_account(uow.actor, session.user_id) or can_administer(uow.actor))
    if session.ended_at is None:
        session.ended_at = uow.now
        uow.record("session.ended", session.user_id)


def end_all_sessions(uow: UnitOfWork, user_id: str, *, but: str | None = None) -> int:
    """End every session of a person.

    Args:
        but: Id of a session to keep: the one that asks.

    Returns:
        How many were ended.
    """
    uow.require(can_change_own_account(uow.actor, user_id) or can_administer(uow.actor))
    statement = (
        update(WebSession)
        .where(WebSession.user_id == user_id, WebSession.ended_at.is_(None), WebSession.id != (but or ""))
        .values(ended_at=uow.now)
        .returning(WebSession.id)
    )
    ended = len(uow.session.scalars(statement).all())
    if ended:
        uow.record("session.ended_all", user_id, count=ended)
    return ended


def forget_old(uow: UnitOfWork, before: datetime) -> None:
    """Delete sessions begun before a moment; the audit log remembers them."""
    uow.session.execute(delete(WebSession).where(WebSession.created_at < before))


def hash_of(token: str) -> str:
    """Hash a token; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
