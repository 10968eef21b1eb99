"""Tables of notices, of what people wish to be told how, and of the mails that leave."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import User
from docarchive.core.db import Base, id_column, id_reference


class Mail(Base):
    """A mail to one person; its words are written when it is sent, with the rights the person has then.

    Attributes:
        key: Names the cause; one cause makes one mail, however often it is noticed.
        what: Who writes its words: ``notices``, ``digest``, ``week``.
        day: The day a digest is about.
        sent_at: When a server took it; None: it waits, was given up, or there was nothing left to say.
        outcome: How it ended: ``sent``, ``nothing``, ``failed``; empty while it waits.
    """

    __tablename__ = "mail"

    id: Mapped[str] = id_column()
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id"), index=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    what: Mapped[str] = mapped_column(String(10))
    day: Mapped[date]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(8), default="")

    user: Mapped[User] = relationship()


class Notice(Base):
    """One sentence told to one person, with where to go.

    Attributes:
        subject_kind: What it tells of: ``assignment``, ``letter``, ``search``; empty: nothing that could be
            hidden from him.
        subject_id: Its id; who may no longer see it is no longer told.
        key: Names the cause, so that the same is told once.
        link: Path of the page it leads to.
        way: As he wished when it was written.
        mail_id: The mail it went into.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index("ix_notice_user_at", "user_id", "at"),
        Index("ix_notice_user_read", "user_id", "read_at"),
    )

    id: Mapped[str] = id_column()
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    kind: Mapped[str] = mapped_column(String(10))
    subject_kind: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(200))
    way: Mapped[str] = mapped_column(String(6))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mail_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("mail.id"), index=True)
    mailed_at: Mapped[datetime | None]


class NoticeWish(Base):
    """The way a person chose for one kind of notice; kinds without a row go the usual way."""

    __tablename__ = "notice_wish"

    user_id: Mapped[str] = mapped_column(
        id_reference(), ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    way: Mapped[str] = mapped_column(String(6))
