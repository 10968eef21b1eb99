"""Large packets that come in parts; what came survives a broken line and a restart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.core.db import Base, id_column, id_reference


class Upload(Base):
    """A packet that is coming; gone once it is in the inbox, or nothing came for some days.

    Attributes:
        received_bytes: How much is here, without gaps from the start.
    """

    __tablename__ = "delivery_upload"
    __table_args__ = (UniqueConstraint("sender_code", "message_id", "to_code"),)

    id: Mapped[str] = id_column()
    sender_code: Mapped[str] = mapped_column(String(64))
    to_code: Mapped[str] = mapped_column(String(64))
    message_id: Mapped[str] = mapped_column(String(200))
    envelope: Mapped[str] = mapped_column(Text)
    signature: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int]
    received_bytes: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime]
    touched_at: Mapped[datetime]


class UploadPart(Base):
    """Some bytes of it, from an offset on."""

    __tablename__ = "delivery_upload_part"

    upload_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("delivery_upload.id"), primary_key=True)
    offset: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)
