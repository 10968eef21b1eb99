"""Proofs of who asks: sessions of browsers, tokens of programs, and failed attempts at sign-in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models.user import User
from docarchive.core.db import Base, id_column, id_reference


class WebSession(Base):
    """A browser somebody signed in with; the database knows only the hash of what the browser shows.

    Attributes:
        token_hash: SHA-256 of 256 random bits.
        seen_at: Last request, to the minute.
        ended_at: Signed out, ended by its owner or the administrator, or by a changed password.
    """

    __tablename__ = "web_session"

    id: Mapped[str] = id_column()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(String(45), default="")
    browser: Mapped[str] = mapped_column(String(200), default="")

    user: Mapped[User] = relationship()


class ApiToken(Base):
    """A program that acts for a person, with the person's rights; shown once, kept as a hash.

    Attributes:
        hint: Its first characters, to tell tokens apart in a list.
        expires_at: None: until it is revoked.
        may_write: False: the program may only read.
    """

    __tablename__ = "api_token"

    id: Mapped[str] = id_column()
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    hint: Mapped[str] = mapped_column(String(12))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    may_write: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class SignInFailure(Base):
    """A wrong password; counted per name and address, forgotten after a day."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index("ix_sign_in_failure_name", "username", "address", "at"),
        Index("ix_sign_in_failure_address", "address", "at"),
    )

    id: Mapped[str] = id_column()
    username: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(45))
    at: Mapped[datetime]
