"""Electronic signatures put on an outgoing letter's files here, and files that came back signed and were not taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.core.db import Base, id_column, id_reference
from docarchive.exchange.models.outgoing import OutgoingFile, OutgoingLetter


class OutgoingSignature(Base):
    """One electronic signature on one file of a letter, made here or brought back.

    Attributes:
        file_id: The version that bears it; ``of_file_id`` the version it was put on, whose bytes begin this one.
        part: Whose signature it is (``SigningPart``).
        way: Where the key was (``SigningWay``).
        holder: Name in the certificate; ``subject``, ``serial`` and ``fingerprint`` (SHA-256) tell which one it was.
        other_name: The certificate bears another name than whoever signed, and he said that it is right all the same.
        page: Where its picture stands, with ``box`` in points from the page's top left; None where it has none.
    """

    __tablename__ = "outgoing_signature"

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"), index=True)
    file_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_file.id"))
    of_file_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_file.id"))
    part: Mapped[str] = mapped_column(String(8))
    way: Mapped[str] = mapped_column(String(10))
    by_user_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    by_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    holder: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    serial: Mapped[str] = mapped_column(String(100))
    fingerprint: Mapped[str] = mapped_column(String(64))
    other_name: Mapped[bool] = mapped_column(default=False)
    page: Mapped[int | None]
    box: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True))

    letter: Mapped[OutgoingLetter] = relationship(back_populates="signatures")
    file: Mapped[OutgoingFile] = relationship(foreign_keys=[file_id])
    of_file: Mapped[OutgoingFile] = relationship(foreign_keys=[of_file_id])


class RefusedReturn(Base):
    """A file somebody brought back signed that was not taken; its bytes are kept.

    Attributes:
        ordinal: Which file of the letter it was brought for.
        reason: Vietnamese sentences.
    """

    __tablename__ = "refused_return"

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"), index=True)
    ordinal: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    file_sha: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)

    letter: Mapped[OutgoingLetter] = relationship(back_populates="refused")
