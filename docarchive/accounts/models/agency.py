"""Agencies as a tree of any depth, and the units inside them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.seats import lasts_on
from docarchive.core.db import Base, id_column, id_reference
from docarchive.core.sorting import vietnamese


class Agency(Base):
    """An agency; one that was merged or dissolved stays, with its last day and its successor.

    Attributes:
        code: Identifier of Decision 20/2020; unique for ever, never given to another agency.
        old_code: Identifier of the form before 2020.
        name: Full name as printed on documents.
        short_name: Abbreviation used in symbols: ``UBND``, ``STC``.
        valid_from: First day; None means as long as anybody remembers.
        valid_to: Last day, included; None means it exists.
        sort_order: Place in lists of the official order; ties go by name.
    """

    __tablename__ = "agency"

    id: Mapped[str] = id_column()
    code: Mapped[str] = mapped_column(String(35), unique=True)
    old_code: Mapped[str | None] = mapped_column(String(35), index=True)
    name: Mapped[str] = mapped_column(String(300))
    short_name: Mapped[str] = mapped_column(String(60), default="")
    parent_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("agency.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("agency.id"))
    sort_order: Mapped[int] = mapped_column(default=0)

    parent: Mapped[Agency | None] = relationship(
        back_populates="children", remote_side="Agency.id", foreign_keys=[parent_id]
    )
    children: Mapped[list[Agency]] = relationship(
        back_populates="parent",
        foreign_keys=[parent_id],
        order_by=lambda: (Agency.sort_order, vietnamese(Agency.name), Agency.id),
        viewonly=True,
    )
    successor: Mapped[Agency | None] = relationship(remote_side="Agency.id", foreign_keys=[successor_id])
    followed: Mapped[list[AgencySuccession]] = relationship(
        foreign_keys="AgencySuccession.successor_id", order_by="AgencySuccession.predecessor_id", viewonly=True
    )
    followed_by: Mapped[list[AgencySuccession]] = relationship(
        foreign_keys="AgencySuccession.predecessor_id", order_by="AgencySuccession.successor_id", viewonly=True
    )
    units: Mapped[list[Unit]] = relationship(
        back_populates="agency", order_by=lambda: (Unit.sort_order, vietnamese(Unit.name), Unit.id)
    )

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the agency exists on a day."""
        return lasts_on(day, self.valid_from, self.valid_to)

    @property
    def records_of(self) -> frozenset[str]:
        """Ids of the agencies that ended and whose records it keeps: its people act for them."""
        return frozenset(one.predecessor_id for one in self.followed if one.keeps_records)


class AgencySuccession(Base):
    """An agency follows another one that was merged, or parted, from a day on.

    Attributes:
        keeps_records: It keeps the records of the one that ended, with all rights in them. Rows are flat: whoever takes
            over records also follows those whose records its predecessor kept.
    """

    __tablename__ = "agency_succession"

    predecessor_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"), primary_key=True)
    successor_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"), primary_key=True, index=True)
    day: Mapped[date]
    keeps_records: Mapped[bool] = mapped_column(default=False, server_default=false())

    predecessor: Mapped[Agency] = relationship(foreign_keys=[predecessor_id])
    successor: Mapped[Agency] = relationship(foreign_keys=[successor_id])


class Unit(Base):
    """A part of an agency: a division, an office."""

    __tablename__ = "unit"

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    short_name: Mapped[str] = mapped_column(String(60), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    sort_order: Mapped[int] = mapped_column(default=0)

    agency: Mapped[Agency] = relationship(back_populates="units")
