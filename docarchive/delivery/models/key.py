"""The keys by which an agency of this installation signs what it sends and what it received."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency
from docarchive.core.db import Base, id_column, id_reference


class ExchangeKey(Base):
    """One key of an agency; the key itself lies in a locked file named by ``fingerprint``.

    Attributes:
        certificate: PEM; what partners are handed.
        call_sign: Digits of the certificate, read out over the telephone.
        retired_at: Since when another one signs; None: this one does. Receipts signed before stay good.
    """

    __tablename__ = "delivery_key"

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    certificate: Mapped[str] = mapped_column(Text)
    call_sign: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime]
    made_by_name: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    agency: Mapped[Agency] = relationship()
