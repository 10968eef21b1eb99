"""API tokens: made by their owner, shown once, taken back at any time."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import update

from docarchive.accounts.models import ApiToken
from docarchive.accounts.policies import can_administer, can_change_own_account
from docarchive.accounts.services.sessions import hash_of
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError, NotAllowedError

PREFIX = "da_"


def create_token(
    uow: UnitOfWork, name: str, *, may_write: bool = False, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """Make a token for the actor's own account.

    Returns:
        The row, and the token itself, which cannot be shown again.

    Raises:
        InvalidInputError: It has no name, or would end before it begins.
    """
    if uow.actor.user_id is None or not can_change_own_account(uow.actor, uow.actor.user_id):
        raise NotAllowedError
    if not name.strip():
        raise InvalidInputError("Đặt tên cho mã truy cập để sau này nhận ra.", fields={"name": "Nhập tên."})
    if expires_at is not None and expires_at <= uow.now:
        raise InvalidInputError("Ngày hết hạn phải ở sau hôm nay.", fields={"expires_on": "Chọn ngày sau hôm nay."})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        user_id=uow.actor.user_id,
        name=name.strip()[:100],
        hint=secret[:10],
        token_hash=hash_of(secret),
        may_write=may_write,
        created_at=uow.now,
        expires_at=expires_at,
    )
    uow.session.add(token)
    uow.session.flush()
    uow.record("token.created", token.id, name=token.name, may_write=may_write)
    return token, secret


def revoke_token(uow: UnitOfWork, token: ApiToken) -> None:
    """Take a token back; it stops working at once."""
    uow.require(can_change_own_account(uow.actor, token.user_id) or can_administer(uow.actor))
    if token.revoked_at is None:
        token.revoked_at = uow.now
        uow.record("token.revoked", token.id)


def note_use(uow: UnitOfWork, token_id: str) -> None:
    """Note that a token is in use."""
    uow.session.execute(update(ApiToken).where(ApiToken.id == token_id).values(used_at=uow.now))
