"""What an agency counts letters under that it sends back, where that is not the usual list."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.core.db import Base, id_reference


class ReturnCause(Base):
    """A cause an agency added to the usual ones, or one it no longer offers.

    Letters keep the words themselves: what is no longer offered is still counted.

    Attributes:
        is_offered: False: people are not offered it any more.
    """

    __tablename__ = "return_cause"

    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    is_offered: Mapped[bool] = mapped_column(default=True)
