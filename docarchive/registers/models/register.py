"""Registers of an agency and their volumes: a year's or a term's numbers each."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency, Unit
from docarchive.core.db import Base, id_column, id_reference
from docarchive.registers.states import Direction, Period


class Register(Base):
    """One series of numbers of one agency, or of a unit or advisory body that numbers by itself.

    Attributes:
        unit_id: The unit whose own series it is; None: the agency's.
        name: ``Sổ văn bản đến``; the volume's year or term stands beside it.
        kinds: Kinds of documents numbered here; empty: all that no other register of the same direction names.
        symbol: How number and symbol are composed: ``{số}/{loại}-{cơ quan}``; empty for incoming registers.
        is_open: False: it is kept and printed, and gives no more numbers.
        is_secret: Its letters bear a mark of secrecy: they exist on paper alone, and nothing but numbers is written.
        sort_order: Place in lists; ties go by name.
    """

    __tablename__ = "register"

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"), index=True)
    unit_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("unit.id"))
    direction: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    period: Mapped[str] = mapped_column(String(6), default=Period.YEAR)
    symbol: Mapped[str] = mapped_column(String(120), default="")
    is_open: Mapped[bool] = mapped_column(default=True)
    is_secret: Mapped[bool] = mapped_column(default=False, server_default=false())
    sort_order: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]

    agency: Mapped[Agency] = relationship()
    unit: Mapped[Unit | None] = relationship()
    volumes: Mapped[list[Volume]] = relationship(back_populates="register", order_by="Volume.opened_on")

    @property
    def is_incoming(self) -> bool:
        """Whether letters come in here."""
        return self.direction == Direction.INCOMING

    @property
    def takes_letters(self) -> bool:
        """Whether letters that are kept here can be numbered in it."""
        return self.is_open and not self.is_secret


class Volume(Base):
    """The numbers of one year or term (quyển sổ).

    Attributes:
        label: ``2026``, or the name of the term.
        first_number: Where the series began; over 1 where the office went on from an older register.
        last_number: The highest number given or reserved; ``first_number - 1`` before the first.
        last_on: Day of the latest number; None before the first.
        closed_at: Nothing more goes in: the volume is printed and bound.
    """

    __tablename__ = "register_volume"
    __table_args__ = (UniqueConstraint("register_id", "label"),)

    id: Mapped[str] = id_column()
    register_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("register.id"))
    label: Mapped[str] = mapped_column(String(60))
    opened_on: Mapped[date]
    first_number: Mapped[int] = mapped_column(default=1)
    last_number: Mapped[int] = mapped_column(default=0)
    last_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(200), default="")

    register: Mapped[Register] = relationship(back_populates="volumes")

    @property
    def is_begun(self) -> bool:
        """Whether a number was given or reserved."""
        return self.last_number >= self.first_number
