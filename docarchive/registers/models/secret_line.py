"""The line of a paper that bears a mark of secrecy: its own number, and nothing else of it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_reference
from docarchive.core.guards import Guard
from docarchive.registers.models.number import RegisterNumber


class SecretLine(Base):
    """One line of a secret register; it has no subject, no sender and no level, and never changes (``GUARDS``).

    Attributes:
        symbol: Number and symbol the paper bears; empty where it bears none.
    """

    __tablename__ = "register_secret_line"

    number_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("register_number.id"), primary_key=True)
    symbol: Mapped[str] = mapped_column(String(40))

    number: Mapped[RegisterNumber] = relationship()


GUARDS = (Guard("UPDATE"), Guard("DELETE"), Guard("TRUNCATE"))
