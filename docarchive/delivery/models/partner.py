"""Agencies outside this installation: how packets reach them, by which key they are known, how they answer now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_column, id_reference
from signatures.xml import Demand


class Partner(Base):
    """One agency elsewhere.

    Attributes:
        code: Its identifier, tidy; what packets bear.
        address: Of a direct connection: ``https://host``; empty for other channels.
        paused_at: Since when nothing is sent to it; None: sending goes on.
        tried_at: When something was last sent to it, answered or not.
        answered_at: When it last answered us.
        heard_at: When it last came to us by itself.
        failures: Calls without an answer in a row.
        open_until: Nobody calls it before; None: calls go through.
        open_s: How long the present pause is; each failed trial doubles it.
        trials: Calls let through after a pause that have not ended.
        compared_at: When both sides last compared what was sent with what arrived.
        signature_demand: Whether packets of it must bear a signature inside (``Demand``); beside the envelope's.
        followed_by: Agencies that follow it, as it says itself: code → first day and name; None: nobody was told.
        signature_sha1: Such signatures are let in with SHA-1, too; never as fully verified.
    """

    __tablename__ = "delivery_partner"

    id: Mapped[str] = id_column()
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    paused_by: Mapped[str] = mapped_column(String(200), default="")
    tried_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    open_until: Mapped[datetime | None]
    open_s: Mapped[int] = mapped_column(default=0)
    trials: Mapped[int] = mapped_column(default=0)
    compared_at: Mapped[datetime | None]
    signature_demand: Mapped[str] = mapped_column(String(10), default=Demand.OFF, server_default=Demand.OFF.value)
    signature_sha1: Mapped[bool] = mapped_column(default=False, server_default=false())

    followed_by: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))

    certificates: Mapped[list[PartnerCertificate]] = relationship(
        back_populates="partner", order_by="PartnerCertificate.imported_at"
    )

    @property
    def certificate(self) -> PartnerCertificate | None:
        """The one both sides agreed on and that still counts; None before."""
        return next((one for one in reversed(self.certificates) if one.is_agreed), None)

    @property
    def proposed(self) -> PartnerCertificate | None:
        """The one handed in last, while its digits are still to be compared."""
        last = max((one.imported_at for one in self.certificates), default=None)
        return next(
            (
                one for one in self.certificates
                if one.imported_at == last and one.confirmed_at is None and one.withdrawn_at is None
            ),
            None,
        )  # fmt: skip


class PartnerCertificate(Base):
    """A certificate of a partner.

    Attributes:
        confirmed_at: When somebody compared the digits by telephone; None: it proves nothing yet.
        withdrawn_at: Since when nothing new is believed by it; receipts of before stay good.
    """

    __tablename__ = "delivery_certificate"

    id: Mapped[str] = id_column()
    partner_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("delivery_partner.id"), index=True)
    certificate: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(64))
    call_sign: Mapped[str] = mapped_column(String(60))
    imported_at: Mapped[datetime]
    imported_by: Mapped[str] = mapped_column(String(200))
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    withdrawn_at: Mapped[datetime | None]

    partner: Mapped[Partner] = relationship(back_populates="certificates")

    @property
    def is_agreed(self) -> bool:
        """Whether what it signs now is believed."""
        return self.confirmed_at is not None and self.withdrawn_at is None
