"""People, their roles, and the positions they hold over time."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models.agency import Agency, Unit
from docarchive.accounts.seats import held_on, lasts_on
from docarchive.core.db import Base, id_column, id_reference
from docarchive.kernel.roles import Role


class User(Base):
    """A person who may sign in.

    Attributes:
        username: Lower case; what is typed at sign-in.
        password_hash: Argon2id; empty where no password was ever set.
        must_change_password: Set by the administrator's reset; the first page after sign-in asks for a new one.
        disabled_at: Set: the person may not sign in, and open sessions have ended.
    """

    __tablename__ = "user_account"

    id: Mapped[str] = id_column()
    username: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    must_change_password: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    password_changed_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]

    positions: Mapped[list[Position]] = relationship(
        back_populates="user", order_by=lambda: (Position.valid_from.desc(), Position.id)
    )
    role_rows: Mapped[list[UserRole]] = relationship(cascade="all, delete-orphan")

    @property
    def roles(self) -> frozenset[Role]:
        """What the person may be in the system."""
        return frozenset(Role(row.role) for row in self.role_rows)

    @roles.setter
    def roles(self, roles: frozenset[Role]) -> None:
        kept = [row for row in self.role_rows if row.role in roles]
        known = {row.role for row in kept}
        self.role_rows = kept + [UserRole(role=role.value) for role in sorted(roles) if role not in known]

    @property
    def is_enabled(self) -> bool:
        """Whether the person may sign in."""
        return self.disabled_at is None

    def positions_on(self, day: date) -> list[Position]:
        """List the positions held on a day in agencies that exist on it, the main one first."""
        return held_on(self.positions, day)


class UserRole(Base):
    """One role of one person."""

    __tablename__ = "user_role"

    user_id: Mapped[str] = mapped_column(
        id_reference(), ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(20), primary_key=True)


class Position(Base):
    """A seat a person holds in an agency from a day to a day.

    Attributes:
        title: As signed: ``Chánh Văn phòng``.
        valid_to: Last day, included; None while it is held.
        is_main: The seat whose agency the person acts for.
    """

    __tablename__ = "position"

    id: Mapped[str] = id_column()
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id"), index=True)
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"), index=True)
    unit_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("unit.id"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    is_main: Mapped[bool] = mapped_column(default=True)

    user: Mapped[User] = relationship(back_populates="positions")
    agency: Mapped[Agency] = relationship()
    unit: Mapped[Unit | None] = relationship()

    def is_held_on(self, day: date) -> bool:
        """Tell whether the seat is held on a day and its agency exists on it."""
        return lasts_on(day, self.valid_from, self.valid_to) and self.agency.is_valid_on(day)

    @property
    def records_of(self) -> frozenset[str]:
        """Ids of the agencies that ended and whose records its agency keeps."""
        return self.agency.records_of
