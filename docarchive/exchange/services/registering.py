"""The clerk's decision on a letter that came in: registered, sent back, or put to the copy that is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from docarchive.archive.models import Document
from docarchive.archive.services import documents
from docarchive.archive.services.access import tokens_for
from docarchive.archive.services.reading import REFUSED_AS_MARKED
from docarchive.archive.states import AccessLevel, ItemState
from docarchive.core.screen import format_moment
from docarchive.core.work import UnitOfWork
from docarchive.exchange.causes import OTHER, joined
from docarchive.exchange.errors import LetterStateError, StillReadingError
from docarchive.exchange.events import LetterRegistered
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.models.incoming import LONGEST
from docarchive.exchange.packets import arrival_words
from docarchive.exchange.policies import can_register
from docarchive.exchange.services.causes import require_offered
from docarchive.exchange.services.receiving import insiders, main_item
from docarchive.exchange.services.telling import tell
from docarchive.exchange.states import IncomingState
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated
from docarchive.registers.errors import WrongRegisterError
from docarchive.registers.models import Register, RegisterNumber
from docarchive.registers.services import numbering
from docarchive.registers.services.numbering import NEXT, Place

ONLY_CLERKS = "Chỉ văn thư của cơ quan vào sổ văn bản đến."
_WORDS = {
    "number": "Số ký hiệu", "kind": "Loại", "issuer": "Cơ quan ban hành", "subject": "Trích yếu", "signer": "Người ký",
    "signer_title": "Chức vụ", "note": "Ghi chú",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """What the register says of an incoming letter; names and lengths of Annex VI part II.

    Attributes:
        number: Number and symbol; empty where the letter bears none.
        issued_on: Date of the letter; None where it bears none.
        arrived_on: Day it reached the agency.
        due_on: Day by which the letter wants an answer.
        is_open: Everybody in the agency may read it; False: only those it is given to.
    """

    number: str
    kind: str
    issued_on: date | None
    issuer: str
    subject: str
    arrived_on: date
    signer: str = ""
    signer_title: str = ""
    urgency: str = ""
    pages: int = 0
    copies: int = 1
    due_on: date | None = None
    note: str = ""
    has_paper: bool = False
    is_open: bool = True

    def problems(self, today: date) -> Iterator[tuple[str, str]]:
        """Fields that cannot be registered so, each with the reason."""
        for name in ("issuer", "subject"):
            if not getattr(self, name).strip():
                yield name, f"Ghi {_WORDS[name].lower()}."
        for name, most in LONGEST.items():
            if len(getattr(self, name, "")) > most:
                yield name, f"{_WORDS[name]} dài quá {most} ký tự; rút gọn, phần còn lại ghi vào ghi chú."
        if self.arrived_on > today:
            yield "arrived_on", "Ngày đến không được sau hôm nay."
        if self.issued_on and self.issued_on > self.arrived_on:
            yield "arrived_on", f"Ngày đến không được trước ngày ban hành ({self.issued_on:%d/%m/%Y})."
        if self.due_on and self.due_on < self.arrived_on:
            yield "due_on", "Hạn trả lời không được trước ngày đến."
        if self.pages < 0 or self.copies < 1:
            yield "pages", "Số trang từ 0, số bản từ 1."


def register(
    uow: UnitOfWork, letter: IncomingLetter, book: Register, entry: Entry, place: Place = NEXT
) -> RegisterNumber:  # fmt: skip
    """Register a letter: it gets its number, and from now on somebody has to act on it.

    Args:
        place: Where it goes in the register; usually next.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It was registered, sent back or merged before.
        StillReadingError: Its file is still being read.
        InvalidInputError: A field cannot be so; ``fields`` says which.
        WrongRegisterError: The register is another agency's, or not for incoming letters, or has no such place.

    Source:
        Decree 30/2020/NĐ-CP, Article 22.
    """
    uow.require(can_register(uow.actor, letter), ONLY_CLERKS)
    letter = locked(uow, letter)
    _require_unregistered(letter)
    if book.agency_id != letter.agency_id or not book.is_incoming:
        raise WrongRegisterError("Chọn một sổ văn bản đến của cơ quan.")
    _require_sound(entry, local_day(uow.now))
    document = _document(uow, letter)
    letter.step_to(IncomingState.REGISTERED)
    number = numbering.give_at(uow, book, letter.id, place)
    letter.register, letter.arrival, letter.document = book, number, document
    letter.registered_at, letter.registered_by = uow.now, uow.actor.name
    _write(letter, entry)
    if document is not None:
        documents.confirm(uow, document, _fields(entry))
        open_to(uow, letter, everybody=entry.is_open)
    uow.record("letter.registered", letter.id, number=number.printed, register=book.id, code=entry.number)
    tell(uow, letter, "03", arrival_words(letter))
    uow.session.flush()
    uow.emit(LetterRegistered(letter.id))
    return number


def correct(uow: UnitOfWork, letter: IncomingLetter, entry: Entry) -> list[str]:
    """Correct what the register says; the arrival number stays, and so does the line as it was, in the audit log.

    Returns:
        Names of the fields that changed.

    Raises:
        LetterStateError: It is not registered.
        InvalidInputError: A field cannot be so.
    """
    uow.require(can_register(uow.actor, letter), ONLY_CLERKS)
    letter = locked(uow, letter)
    if not letter.is_registered:
        raise LetterStateError("Văn bản chưa vào sổ.")
    _require_sound(entry, local_day(uow.now))
    new = asdict(entry)
    new.pop("is_open")
    before = {name: getattr(letter, name) for name in new}
    _write(letter, entry)
    changed = [name for name, value in new.items() if before[name] != value]
    if letter.document is not None:
        documents.confirm(uow, letter.document, _fields(entry))
    if changed:
        told = {name: (str(before[name]), str(new[name])) for name in changed}
        uow.record("letter.corrected", letter.id, changed=told)
    return changed


def refuse(uow: UnitOfWork, letter: IncomingLetter, reason: str, cause: str = OTHER) -> None:
    """Send a letter back unregistered: wrong addressee, not whole, not authentic; its sender is told why.

    Args:
        reason: At least ten characters.
        cause: What it is counted under: one the agency offers.

    Source:
        Decree 30/2020/NĐ-CP, Article 21.2.
    """
    uow.require(can_register(uow.actor, letter), ONLY_CLERKS)
    letter = locked(uow, letter)
    _require_unregistered(letter)
    letter.reason, letter.cause = stated(reason), require_offered(uow, letter.agency_id, cause)
    letter.step_to(IncomingState.REFUSED)
    letter.refused_at, letter.refused_by = uow.now, uow.actor.name
    uow.record("letter.refused", letter.id, cause=cause, reason=letter.reason)
    tell(uow, letter, "02", joined(cause, letter.reason), uow.now.isoformat())  # it may be sent back twice


def merge(uow: UnitOfWork, letter: IncomingLetter, into: IncomingLetter) -> None:
    """Put a second copy (the paper one of an electronic letter) to the letter that is registered.

    Raises:
        LetterStateError: The other one is not registered here, or this one no longer waits.
    """
    uow.require(can_register(uow.actor, letter) and can_register(uow.actor, into), ONLY_CLERKS)
    letter = locked(uow, letter)
    if not into.is_registered or into.agency_id != letter.agency_id:
        raise LetterStateError("Chỉ gộp được vào văn bản đã vào sổ của cơ quan.")
    letter.step_to(IncomingState.MERGED)
    letter.merged_into, into.has_paper = into.id, into.has_paper or letter.has_paper
    into.paper_on = into.paper_on or letter.paper_on
    uow.record("letter.merged", letter.id, document=into.id)


def locked(uow: UnitOfWork, letter: IncomingLetter) -> IncomingLetter:
    """Give a letter as it stands now, kept from others until the unit ends."""
    return uow.session.get_one(IncomingLetter, letter.id, with_for_update=True, populate_existing=True)


def open_to(uow: UnitOfWork, letter: IncomingLetter, *, everybody: bool) -> None:
    """Set who may read the letter's files: the whole agency, or clerks and leaders until it is given to others."""
    if everybody:
        level, tokens = AccessLevel.AGENCY, tokens_for(AccessLevel.AGENCY, uow.actor, letter.agency_id)
    else:
        level, tokens = AccessLevel.NAMED, insiders(letter.agency_id)
    found = [file.item.document_id for file in letter.files if file.item.state == ItemState.IMPORTED]
    wanted = [uow.session.get_one(Document, document_id) for document_id in found if document_id]
    documents.open_to(uow, wanted, level, tokens)


def _require_unregistered(letter: IncomingLetter) -> None:
    if letter.is_registered and letter.arrival:
        when = format_moment(letter.registered_at)
        raise LetterStateError(f"Văn bản đã vào sổ lúc {when}, số đến {letter.arrival.printed}.")
    if any(file.item.state == ItemState.WAITING for file in letter.files):
        raise StillReadingError


def _require_sound(entry: Entry, today: date) -> None:
    if problems := dict(entry.problems(today)):
        raise InvalidInputError(next(iter(problems.values())), fields=problems)


def _document(uow: UnitOfWork, letter: IncomingLetter) -> Document | None:
    if any(file.item.code == "secret" for file in letter.files):
        raise LetterStateError(f"{REFUSED_AS_MARKED} Trả lại văn bản ở đây.")
    main = main_item(letter)
    if main is None or main.document_id is None:
        return None
    if main.state != ItemState.IMPORTED:
        raise LetterStateError("Tệp trùng với văn bản đã có. Chọn gộp vào văn bản ấy, hoặc vẫn nhận riêng.")
    return uow.session.get_one(Document, main.document_id)


def _write(letter: IncomingLetter, entry: Entry) -> None:
    for name, value in asdict(entry).items():
        if name != "is_open":
            setattr(letter, name, " ".join(value.split()) if isinstance(value, str) else value)


def _fields(entry: Entry) -> dict[str, str | None]:
    """The same as fields of the document in the archive."""
    values = {
        name: getattr(entry, name)
        for name in ("number", "kind", "issuer", "subject", "signer", "signer_title", "urgency")
    }
    values["issued_on"] = entry.issued_on.isoformat() if entry.issued_on else None
    return {name: value or None for name, value in values.items()}
