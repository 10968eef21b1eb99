"""A letter that came in, as the register keeps it, with its files and the end of each day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency
from docarchive.archive.models import Document, ImportItem
from docarchive.core.db import Base, id_column, id_reference
from docarchive.delivery.models import Arrival
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.states import NEXT, REGISTERED, STATE_WORDS, IncomingState
from docarchive.registers.models import Register, RegisterNumber
from edxml import Steering

# Name → most characters (Decree 30/2020/NĐ-CP, Annex VI part II, incoming documents).
LONGEST = {
    "number": 42, "kind": 100, "issuer": 200, "subject": 500, "signer": 50, "signer_title": 100, "language": 30,
    "note": 500,
}  # fmt: skip


class IncomingLetter(Base):
    """One letter of one agency; the fields are those of the register, as the clerk entered them.

    Attributes:
        document_id: Its document in the archive; set when it is registered, None where it came without a file.
        number_id: Its number in the register (số đến); None before it is registered, cancelled once it was struck.
        received_at: When it reached the agency; ``arrived_on`` is the day the register shows.
        number: Number and symbol of the letter, as printed.
        due_on: Day by which an answer is wanted: of the letter itself, or of whoever directs it.
        to_places: Units and persons it went to, as the register prints them (ToPlaces).
        reason: Why it was refused; of a merged one: nothing.
        cause: What that is counted under (``causes.USUAL`` or the agency's own); with ``refused_at`` and ``refused_by``
            empty unless it was sent back: not where its number was cancelled.
        merged_into: The letter whose second copy this is.
        has_paper: There is, or is to come, a paper original, too.
        paper_on: The day the paper came; None: it has not come yet.
        sheets: Sheets of paper (số tờ); 0: not counted.
        paper_place: Where the paper lies: a unit that got it, a shelf, a box.
        packet: How it came by the exchange; None where it came otherwise.
    """

    __tablename__ = "incoming_letter"
    __table_args__ = (
        Index("ix_incoming_letter_state", "agency_id", "state", "received_at"),
        Index("ix_incoming_letter_received", "agency_id", "received_at"),
        Index("ix_incoming_letter_refused", "agency_id", "refused_at"),
        UniqueConstraint("number_id"),
    )

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    state: Mapped[str] = mapped_column(String(12), default=IncomingState.WAITING)
    channel: Mapped[str] = mapped_column(String(10))
    received_at: Mapped[datetime]
    received_by: Mapped[str] = mapped_column(String(200), default="")
    document_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("document.id"), index=True)
    register_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("register.id"))
    number_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("register_number.id"))
    registered_at: Mapped[datetime | None]
    registered_by: Mapped[str] = mapped_column(String(200), default="")

    arrived_on: Mapped[date | None]
    number: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(100), default="")
    issued_on: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(String(300), default="")
    subject: Mapped[str] = mapped_column(Text, default="")
    signer: Mapped[str] = mapped_column(String(200), default="")
    signer_title: Mapped[str] = mapped_column(String(400), default="")
    urgency: Mapped[str] = mapped_column(String(40), default="")
    pages: Mapped[int] = mapped_column(default=0)
    copies: Mapped[int] = mapped_column(default=1)
    due_on: Mapped[date | None]
    to_places: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    has_paper: Mapped[bool] = mapped_column(default=False)
    paper_on: Mapped[date | None]
    sheets: Mapped[int] = mapped_column(default=0, server_default="0")
    paper_place: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    reason: Mapped[str] = mapped_column(Text, default="")
    cause: Mapped[str] = mapped_column(String(80), default="", server_default=text("''"))
    refused_at: Mapped[datetime | None]
    refused_by: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    merged_into: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("incoming_letter.id"))
    finished_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(200), default="")
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - read as it stands

    agency: Mapped[Agency] = relationship()
    document: Mapped[Document | None] = relationship()
    register: Mapped[Register | None] = relationship()
    arrival: Mapped[RegisterNumber | None] = relationship(foreign_keys=[number_id])
    packet: Mapped[ReceivedPacket | None] = relationship(
        back_populates="letter", foreign_keys="ReceivedPacket.letter_id"
    )
    requests: Mapped[list[IncomingRequest]] = relationship(back_populates="letter", order_by="IncomingRequest.asked_at")
    files: Mapped[list[IncomingFile]] = relationship(back_populates="letter", order_by="IncomingFile.ordinal")

    @property
    def is_registered(self) -> bool:
        """Whether it stands in the register and somebody has to act on it."""
        return self.state in REGISTERED

    @property
    def arrival_number(self) -> str | None:
        """The number it bears in the register (số đến); None while it bears none, also when that was cancelled."""
        bears = self.is_registered or self.state == IncomingState.WITHDRAWN
        return self.arrival.printed if bears and self.arrival else None

    @property
    def gives_work(self) -> bool:
        """Whether its sender says that it lays work on the agency."""
        return self.packet is not None and self.packet.steering == Steering.DIRECTION

    @property
    def main(self) -> IncomingFile | None:
        """The file of the letter itself; None where it came without one."""
        return next((file for file in self.files if file.ordinal == 0), None)

    def step_to(self, state: IncomingState) -> None:
        """Change where the letter stands.

        Raises:
            LetterStateError: The step is not allowed.
        """
        here = IncomingState(self.state)
        if state not in NEXT[here]:
            raise LetterStateError(f"Văn bản đang ở trạng thái “{STATE_WORDS[here]}”, không làm được việc này.")
        self.state = state


class IncomingFile(Base):
    """A file of a letter and the line of the import that reads it.

    Attributes:
        ordinal: 0 is the letter itself; annexes count from 1.
    """

    __tablename__ = "incoming_file"
    __table_args__ = (UniqueConstraint("letter_id", "ordinal"),)

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("incoming_letter.id"))
    ordinal: Mapped[int]
    item_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("import_item.id"), unique=True)

    letter: Mapped[IncomingLetter] = relationship(back_populates="files")
    item: Mapped[ImportItem] = relationship()


class ReceivedPacket(Base):
    """How a letter came by the exchange, and what became of it there.

    Attributes:
        sender_code: Who sent it, as far as ``proof`` says.
        document_code: The sender's identifier of it (``DocumentId``).
        stated: What the packet says of it, by the names of the letter's fields; shown beside what is read on its page.
        answers_id: The outgoing letter of this agency it answers.
        replaced_by_id: The letter that came to replace it; it stays readable.
        withdrawn_at: When its content was destroyed because the sender recalled it.
        steering: Whether the letter gives work or reports on work (``Steering`` of edxml); 0 where it does not say.
        enclosed: Assignments that came along (``enclosures.Enclosed``).
        corrected_at: Where the letter came as a correction that overtook it: when its sender made that; else None.
        correction: Which correction that was, as ``IncomingRequest.correction``.
    """

    __tablename__ = "received_packet"
    __table_args__ = (Index("ix_received_packet_document", "document_code", "sender_code"),)

    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("incoming_letter.id"), primary_key=True)
    arrival_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("delivery_arrival.id"), unique=True)
    sender_code: Mapped[str] = mapped_column(String(64))
    document_code: Mapped[str] = mapped_column(String(200))
    proof: Mapped[str] = mapped_column(String(10))
    stated: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    answers_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"), index=True)
    replaced_by_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("incoming_letter.id"))
    withdrawn_at: Mapped[datetime | None]
    steering: Mapped[int] = mapped_column(default=0, server_default="0")
    enclosed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    corrected_at: Mapped[datetime | None]
    correction: Mapped[int] = mapped_column(default=0, server_default="0")

    letter: Mapped[IncomingLetter] = relationship(back_populates="packet", foreign_keys=[letter_id])
    replaced_by: Mapped[IncomingLetter | None] = relationship(foreign_keys=[replaced_by_id])
    arrival: Mapped[Arrival] = relationship()


class IncomingRequest(Base):
    """What the sender of a letter asks to be done with it; a clerk agrees or refuses, each once.

    Attributes:
        kind: ``Request``.
        arrival_id: The packet that asks; its bytes are kept.
        stated: Of an update: what the letter says from now on.
        files: Of an update: the names of the files that came along.
        said_at: When its sender made the packet, by the sender's clock; None where it does not say.
        correction: Which update of the letter it is, as its sender counts from 1; 0 where it does not say.
        agreed: None while it waits for a clerk.
    """

    __tablename__ = "incoming_request"
    __table_args__ = (UniqueConstraint("letter_id", "arrival_id"),)

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("incoming_letter.id"))
    kind: Mapped[str] = mapped_column(String(8))
    arrival_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("delivery_arrival.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    stated: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    files: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    asked_at: Mapped[datetime]
    said_at: Mapped[datetime | None]
    correction: Mapped[int] = mapped_column(default=0, server_default="0")
    agreed: Mapped[bool | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[str] = mapped_column(Text, default="")

    letter: Mapped[IncomingLetter] = relationship(back_populates="requests")
    arrival: Mapped[Arrival] = relationship()


class ParkedPacket(Base):
    """A packet about a letter that has not come yet; taken up as soon as it comes."""

    __tablename__ = "parked_packet"

    arrival_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("delivery_arrival.id"), primary_key=True)
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    sender_code: Mapped[str] = mapped_column(String(64))
    document_code: Mapped[str] = mapped_column(String(200), index=True)
    parked_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]


class DayEnd(Base):
    """A clerk closed the day: what came in was registered, sent back, or still waits, and the sum was right."""

    __tablename__ = "incoming_day_end"

    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    came: Mapped[int]
    registered: Mapped[int]
    refused: Mapped[int]
    waiting: Mapped[int]
    at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(200))
