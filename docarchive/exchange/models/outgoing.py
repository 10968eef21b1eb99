"""A letter an agency drafts, signs, numbers and issues, with its files, its answers and whom it goes to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models import Agency, Unit, User
from docarchive.archive.models import Document, ImportItem
from docarchive.core.db import Base, id_column, id_reference
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models.incoming import IncomingLetter
from docarchive.exchange.outgoing_states import ISSUED, NEXT, NUMBERED, OUTGOING_WORDS, OutgoingState, Way
from docarchive.registers.models import Register, RegisterNumber

if TYPE_CHECKING:
    from docarchive.exchange.models.signing import OutgoingSignature, RefusedReturn

# Name → most characters (Decree 30/2020/NĐ-CP, Annex VI part II, outgoing documents).
LONGEST: Mapping[str, int] = {
    "kind": 100, "subject": 500, "signer": 50, "signer_title": 100, "signer_authority": 100, "place": 50, "note": 500,
    "keeper": 200,
}  # fmt: skip


class OutgoingLetter(Base):
    """One letter of one agency, from its first draft on.

    Attributes:
        unit_id: The unit that drafts it; None: the agency itself.
        holder_id: Whose turn it is; None: the clerks' (once signed), or nobody's (once ended).
        signer_authority: On whose behalf: ``KT. CHỦ TỊCH``.
        recipients: The block "Nơi nhận" as printed, a line each.
        keeper: Unit or person that keeps the file copy (Annex IV, column 6).
        number: Number and symbol as printed; empty before it is numbered.
        issued_on: The date it bears.
        document_id: Its document in the archive; None before it is issued.
        document_code: Its identifier on the axis (``DocumentId``); empty before it is issued.
        copy_of_id: The document it copies: of a letter whose kind is one of the three of copies.
        replaces_id: The letter it replaces.
        consults_id: The draft on which it asks other agencies for their opinions.
        frozen_at: When it was recalled: nothing about it changes any more (Annex VI part I, section III.8).
        reason: Why it was cancelled, recalled or replaced.
        steering: Whether it gives work to whom it goes to, or reports on work given (``Steering`` of edxml).
    """

    __tablename__ = "outgoing_letter"
    __table_args__ = (
        Index("ix_outgoing_letter_state", "agency_id", "state", "created_at"),
        Index("ix_outgoing_letter_holder", "holder_id", "state"),
        UniqueConstraint("number_id"),
    )

    id: Mapped[str] = id_column()
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    unit_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("unit.id"))
    drafter_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"), index=True)
    drafter_name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default=OutgoingState.DRAFT)
    holder_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))

    kind: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(Text, default="")
    urgency: Mapped[str] = mapped_column(String(40), default="")
    signer_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("user_account.id"))
    signer: Mapped[str] = mapped_column(String(200), default="")
    signer_title: Mapped[str] = mapped_column(String(400), default="")
    signer_authority: Mapped[str] = mapped_column(String(400), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    recipients: Mapped[str] = mapped_column(Text, default="")
    keeper: Mapped[str] = mapped_column(String(300), default="")
    pages: Mapped[int] = mapped_column(default=0)
    copies: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(Text, default="")

    signed_at: Mapped[datetime | None]
    register_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("register.id"))
    number_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("register_number.id"))
    number: Mapped[str] = mapped_column(String(200), default="", index=True)
    issued_on: Mapped[date | None]
    issued_at: Mapped[datetime | None]
    issued_by: Mapped[str] = mapped_column(String(200), default="")
    document_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("document.id"), index=True)
    document_code: Mapped[str] = mapped_column(String(200), default="", index=True)
    copy_of_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("document.id"), index=True)
    replaces_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"), index=True)
    consults_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"), index=True)
    frozen_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    steering: Mapped[int] = mapped_column(default=0, server_default="0")
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - read as it stands

    agency: Mapped[Agency] = relationship()
    unit: Mapped[Unit | None] = relationship()
    holder: Mapped[User | None] = relationship(foreign_keys=[holder_id])
    register: Mapped[Register | None] = relationship()
    given: Mapped[RegisterNumber | None] = relationship()
    document: Mapped[Document | None] = relationship(foreign_keys=[document_id])
    copy_of: Mapped[Document | None] = relationship(foreign_keys=[copy_of_id])
    replaces: Mapped[OutgoingLetter | None] = relationship(foreign_keys=[replaces_id], remote_side="OutgoingLetter.id")
    consults: Mapped[OutgoingLetter | None] = relationship(foreign_keys=[consults_id], remote_side="OutgoingLetter.id")
    files: Mapped[list[OutgoingFile]] = relationship(
        back_populates="letter", order_by="(OutgoingFile.ordinal, OutgoingFile.version)"
    )
    signatures: Mapped[list[OutgoingSignature]] = relationship(
        back_populates="letter", order_by="(OutgoingSignature.at, OutgoingSignature.id)"
    )
    refused: Mapped[list[RefusedReturn]] = relationship(back_populates="letter", order_by="RefusedReturn.at")
    answers: Mapped[list[IncomingLetter]] = relationship(secondary="outgoing_answer", order_by="IncomingLetter.id")
    answered_by: Mapped[list[IncomingLetter]] = relationship(
        secondary="received_packet", primaryjoin="OutgoingLetter.id == ReceivedPacket.answers_id",
        secondaryjoin="ReceivedPacket.letter_id == IncomingLetter.id", order_by="IncomingLetter.received_at",
        viewonly=True,
    )  # fmt: skip
    sent_to: Mapped[list[OutgoingRecipient]] = relationship(
        back_populates="letter", order_by="OutgoingRecipient.ordinal", cascade="all, delete-orphan"
    )

    @property
    def is_numbered(self) -> bool:
        """Whether it stands in a register."""
        return self.state in NUMBERED

    @property
    def is_issued(self) -> bool:
        """Whether it has left, or was to leave, the agency."""
        return self.state in ISSUED

    @property
    def current(self) -> list[OutgoingFile]:
        """The newest version of the letter and of each annex still there, in their order."""
        newest = {file.ordinal: file for file in self.files}
        return [file for _, file in sorted(newest.items()) if file.is_wanted]

    @property
    def main(self) -> OutgoingFile | None:
        """The newest version of the letter itself; None before there is one."""
        return next((file for file in self.current if file.ordinal == 0), None)

    def signatures_of(self, file: OutgoingFile) -> list[OutgoingSignature]:
        """The electronic signatures a version bears of those made here, the newest first."""
        found: list[OutgoingSignature] = []
        at = file.id
        while one := next((each for each in self.signatures if each.file_id == at and each not in found), None):
            found.append(one)
            at = one.of_file_id
        return found

    def step_to(self, state: OutgoingState) -> None:
        """Change where the letter stands.

        Raises:
            LetterStateError: The step is not allowed.
        """
        here = OutgoingState(self.state)
        if state not in NEXT[here]:
            raise LetterStateError(f"Văn bản đang ở trạng thái “{OUTGOING_WORDS[here]}”, không làm được việc này.")
        self.state = state


class OutgoingFile(Base):
    """One version of the letter's text or of an annex; versions are added, never changed.

    Attributes:
        ordinal: 0 is the letter itself; annexes count from 1.
        version: From 1.
        is_wanted: False: with this version the annex was taken away.
        read: What the indexer read on it, by names of fields; None while it is being read, or cannot be.
        item_id: The line of the import that brought it into the archive.
    """

    __tablename__ = "outgoing_file"
    __table_args__ = (UniqueConstraint("letter_id", "ordinal", "version"),)

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"))
    ordinal: Mapped[int]
    version: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    file_sha: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    is_wanted: Mapped[bool] = mapped_column(default=True)
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(200))
    read: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    item_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("import_item.id"), index=True)

    letter: Mapped[OutgoingLetter] = relationship(back_populates="files")
    item: Mapped[ImportItem | None] = relationship()

    @property
    def is_pdf(self) -> bool:
        """Whether its name says so; the bytes are looked at where it matters."""
        return self.name.lower().endswith(".pdf")


class OutgoingRecipient(Base):
    """An agency a letter goes to.

    Attributes:
        agency_id: Its row in the directory; None where it stands in none: then on paper.
        code: Its identifier on the axis; empty where it has none.
        name: As it was called when the letter was sent.
        way: How it goes there.
        why: Why on paper, where it could go electronically.
        posting_id: Its packet in the outbox; None before it is sent, and on paper.
        delivered_at: When the other side confirmed that it has it.
        failed: Why it could not be delivered; empty while it is tried.
        recalled_at: When it was asked to give the letter back.
        status: How far it has come there: the code of the newest step in the order of steps (``STATUS_NAMES`` of
            edxml), whatever order the messages came in; empty before the first.
        enclosed: Assignments that go along for this recipient alone (``enclosures.Enclosed``).
    """

    __tablename__ = "outgoing_recipient"
    __table_args__ = (UniqueConstraint("letter_id", "ordinal"), Index("ix_outgoing_recipient_agency", "agency_id"))

    id: Mapped[str] = id_column()
    letter_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_letter.id"))
    ordinal: Mapped[int]
    agency_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("agency.id"))
    code: Mapped[str] = mapped_column(String(64), default="")
    name: Mapped[str] = mapped_column(String(300))
    way: Mapped[str] = mapped_column(String(10), default=Way.ELECTRONIC)
    why: Mapped[str] = mapped_column(Text, default="")
    posting_id: Mapped[str | None] = mapped_column(id_reference(), index=True)
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    failed: Mapped[str] = mapped_column(Text, default="")
    recalled_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(4), default="")
    status_at: Mapped[datetime | None]
    enclosed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    letter: Mapped[OutgoingLetter] = relationship(back_populates="sent_to")
    agency: Mapped[Agency | None] = relationship()
    steps: Mapped[list[RecipientStatus]] = relationship(
        back_populates="recipient", order_by="(RecipientStatus.stated_at, RecipientStatus.code)"
    )


class RecipientStatus(Base):
    """A status message about a letter, as it came; one of the same code and moment is kept once.

    Attributes:
        stated_at: When the step was taken, as the other side says; ``received_at`` is ours.
        update_id: The ``UpdateRecipient`` it answers, of answers to corrections.
        correction: Which correction the other side says it answers, by its number; 0 where it does not say.
        cause: Of a refusal: what it is counted under, read from its words.
    """

    __tablename__ = "recipient_status"
    __table_args__ = (UniqueConstraint("recipient_id", "code", "stated_at"),)

    id: Mapped[str] = id_column()
    recipient_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("outgoing_recipient.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(4))
    stated_at: Mapped[datetime]
    received_at: Mapped[datetime]
    staff: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    update_id: Mapped[str | None] = mapped_column(id_reference())
    correction: Mapped[int] = mapped_column(default=0, server_default="0")
    cause: Mapped[str] = mapped_column(String(80), default="", server_default=text("''"))

    recipient: Mapped[OutgoingRecipient] = relationship(back_populates="steps")
