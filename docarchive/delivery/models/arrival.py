"""What came to an agency: one row for each packet for ever, so that none has an effect twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency
from docarchive.core.db import Base, id_column, id_reference
from docarchive.core.guards import Guard


class Arrival(Base):
    """One packet that was let in; the row is never changed or deleted (``GUARDS``).

    Attributes:
        sequence: Its number among all that came to the agency, from 1.
        posted_at: When the sender says it posted it; a claim.
        envelope: The sender's exact words about the packet; of the axis: empty.
        receipt: What was answered, exactly; a repeated packet gets it again.
        signature: What was found of the signature inside the packet (``packet_signatures.Found``); None where none was
            asked for and there is none.
    """

    __tablename__ = "delivery_arrival"
    __table_args__ = (
        UniqueConstraint("agency_id", "sender_code", "message_id"),
        UniqueConstraint("agency_id", "sequence"),
        Index("ix_delivery_arrival_posted", "agency_id", "sender_code", "posted_at"),
    )

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    sender_code: Mapped[str] = mapped_column(String(64))
    sender_name: Mapped[str] = mapped_column(String(300))
    message_id: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    channel: Mapped[str] = mapped_column(String(10))
    packet_sha: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    verified: Mapped[str] = mapped_column(String(10))
    sequence: Mapped[int]
    posted_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime]
    envelope: Mapped[str] = mapped_column(Text, default="")
    envelope_signature: Mapped[str] = mapped_column(Text, default="")
    receipt: Mapped[str] = mapped_column(Text, default="")
    receipt_signature: Mapped[str] = mapped_column(Text, default="")
    signature: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    agency: Mapped[Agency] = relationship()


class Pickup(Base):
    """Something a channel that is asked offered us, until it is in the inbox or refused for good.

    Attributes:
        item: The channel's own name for it.
        outcome: ``done`` or ``refused``; empty while it is still tried.
        told: The channel was told the outcome.
    """

    __tablename__ = "delivery_pickup"
    __table_args__ = (UniqueConstraint("channel", "agency_id", "item"),)

    id: Mapped[str] = id_column()
    channel: Mapped[str] = mapped_column(String(10))
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    item: Mapped[str] = mapped_column(String(200))
    first_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(String(10), default="")
    told: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str] = mapped_column(Text, default="")


# The receipt is written in the transaction that adds the row, after all that the packet set off.
GUARDS = (Guard("UPDATE", when="OLD.receipt_signature <> ''"), Guard("DELETE"), Guard("TRUNCATE"))
