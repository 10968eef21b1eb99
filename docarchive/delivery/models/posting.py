"""What an agency sends: one row for each packet to each receiver, from the click to the receipt."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency
from docarchive.core.db import Base, id_column, id_reference
from docarchive.core.guards import Guard
from docarchive.delivery.errors import PostingStateError
from docarchive.delivery.models.partner import Partner
from docarchive.delivery.states import NEXT, STATE_WORDS, PostingState


class Posting(Base):
    """One packet on its way to one agency; who sends what under which id never changes (``GUARDS``).

    Attributes:
        partner_id: None where the receiver is an agency of this installation.
        about: The caller's key for it.
        message_id: Unique at its sender for ever; every try bears the same.
        packet_sha: Names the bytes in the file store.
        expires_at: When it is given up.
        attempts: How often it was tried.
        turn: Counts the jobs made for it, so that each is done once.
        next_at: When it is tried next; None while it waits for nobody.
        taken_at: When it was first tried: from then on it may have arrived.
        receipt: The receiver's receipt, its exact text; of the axis: what it said.
        receipt_signature: Empty where the axis answered.
        envelope_signature: Ours, as sent with the try that was answered.
        receiver_certificate: PEM of the certificate the receipt was proved by.
    """

    __tablename__ = "delivery_posting"
    __table_args__ = (
        UniqueConstraint("from_code", "message_id"),
        Index("ix_delivery_posting_about", "about"),
        Index("ix_delivery_posting_state", "from_agency_id", "state", "posted_at"),
        Index("ix_delivery_posting_to", "to_code", "state"),
    )

    id: Mapped[str] = id_column()
    from_agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    from_code: Mapped[str] = mapped_column(String(64))
    to_code: Mapped[str] = mapped_column(String(64))
    partner_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("delivery_partner.id"))
    channel: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    about: Mapped[str] = mapped_column(String(160))
    message_id: Mapped[str] = mapped_column(String(200))
    packet_sha: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    urgent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default=PostingState.WAITING)
    posted_at: Mapped[datetime]
    posted_by_name: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")
    error_code: Mapped[str] = mapped_column(String(64), default="")
    receipt: Mapped[str] = mapped_column(Text, default="")
    receipt_signature: Mapped[str] = mapped_column(Text, default="")
    envelope_signature: Mapped[str] = mapped_column(Text, default="")
    sender_certificate: Mapped[str] = mapped_column(Text, default="")
    receiver_certificate: Mapped[str] = mapped_column(Text, default="")

    agency: Mapped[Agency] = relationship()
    partner: Mapped[Partner | None] = relationship()

    def step_to(self, state: PostingState) -> None:
        """Change where it stands.

        Raises:
            PostingStateError: The step is not allowed.
        """
        here = PostingState(self.state)
        if state not in NEXT[here]:
            raise PostingStateError(f"Lượt gửi đang ở trạng thái “{STATE_WORDS[here]}”, không làm được việc này.")
        self.state = state


_FIXED = ("id", "from_agency_id", "from_code", "to_code", "message_id", "packet_sha", "size_bytes", "posted_at")
GUARDS = (Guard("UPDATE", columns=_FIXED), Guard("DELETE"), Guard("TRUNCATE"))
