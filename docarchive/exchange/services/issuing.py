"""What is signed gets its number and date, and is issued: it enters the archive and goes to its recipients."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from docarchive.accounts.audience import user_token
from docarchive.archive.models import Document, DocumentVersion
from docarchive.archive.services import documents, intake
from docarchive.archive.services.access import tokens_for
from docarchive.archive.services.making import make_document
from docarchive.archive.states import ISSUED, AccessLevel
from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import (
    CheckUnseenError,
    LetterStateError,
    NotLookedAtError,
    NotReadyError,
    SignedLaterError,
)
from docarchive.exchange.issuing_check import Check
from docarchive.exchange.issuing_rules import LOOKED_AT, named, unreadable, why_not_issuable
from docarchive.exchange.models import OutgoingFile, OutgoingLetter
from docarchive.exchange.outgoing_states import Deed, OutgoingState
from docarchive.exchange.policies import can_issue
from docarchive.exchange.queries.issuing_check import check_before_issuing
from docarchive.exchange.services.dispatching import send
from docarchive.exchange.services.drafting import keep_version
from docarchive.exchange.services.filing import file_issued
from docarchive.exchange.services.receiving import SentFile, insiders
from docarchive.exchange.services.revoking import replacing
from docarchive.exchange.services.signing import unseal
from docarchive.exchange.services.steps import locked, note
from docarchive.kernel.local_time import local_day
from docarchive.registers import symbols
from docarchive.registers.errors import WrongRegisterError
from docarchive.registers.events import NumberCancelled
from docarchive.registers.models import Register, RegisterNumber
from docarchive.registers.services import numbering
from docarchive.registers.services.numbering import NEXT, Place

_ONLY_CLERKS = "Chỉ văn thư của cơ quan cấp số và ban hành văn bản."


def number(
    uow: UnitOfWork, letter: OutgoingLetter, book: Register, place: Place = NEXT, *, day: date | None = None
) -> RegisterNumber:  # fmt: skip
    """Give a signed letter its number, symbol and date, all in one.

    Args:
        place: Where it goes in the register; usually next.
        day: The date the letter bears; None: today, or the day of the number it was kept for or is put in beside.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It is not signed, or numbered already.
        WrongRegisterError: The register is another agency's, takes incoming letters, or not this kind, or has no such
            place.
        BackdatedError: A later day has numbers already.
        SignedLaterError: It is put in beside a number of a day on which it was not signed yet.

    Source:
        Decree 30/2020/NĐ-CP, Article 15: after the signature; legislation, letters and others each in their own series.
    """
    uow.require(can_issue(uow.actor, letter), _ONLY_CLERKS)
    letter = locked(uow, letter)
    if book.agency_id != letter.agency_id or book.is_incoming:
        raise WrongRegisterError("Chọn một sổ văn bản đi của cơ quan.")
    if book.kinds and letter.kind not in book.kinds:
        raise WrongRegisterError(f"{book.name} không cấp số cho {letter.kind}. Chọn sổ khác hoặc sửa loại văn bản.")
    if place.beside is not None and (after := _signed_after(letter, place.beside.day)):
        raise SignedLaterError(after, place.beside)
    letter.step_to(OutgoingState.NUMBERED)
    given = numbering.give_at(uow, book, letter.id, place, day)
    letter.register, letter.given, letter.issued_on = book, given, given.day
    letter.number = symbols.compose(
        book.symbol, given.printed, year=given.day.year, kind=letter.kind, agency=letter.agency.short_name,
        unit=letter.unit.short_name if letter.unit else "",
    )  # fmt: skip
    note(uow, letter, Deed.NUMBERED, f"{letter.number}, ngày {format_date(letter.issued_on)}")
    return given


def put_final(uow: UnitOfWork, letter: OutgoingLetter, file: SentFile, ordinal: int = 0) -> OutgoingFile:
    """Keep the text that leaves the agency: numbered, dated, signed; the versions before it stay.

    Args:
        ordinal: 0 the letter, or an annex signed on its own.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It is not signed, has left already, or what is there was signed electronically here.
    """
    uow.require(can_issue(uow.actor, letter), _ONLY_CLERKS)
    letter = locked(uow, letter)
    if letter.state not in (OutgoingState.SIGNED, OutgoingState.NUMBERED):
        raise LetterStateError("Chỉ thay tệp ban hành khi văn bản đã ký và chưa ban hành.")
    if ordinal and ordinal not in {one.ordinal for one in letter.current}:
        raise LetterStateError("Không có phụ lục này.")
    if any(letter.signatures_of(one) for one in letter.current if one.ordinal == ordinal):
        raise LetterStateError("Tệp đã ký số không thay được. Trả lại người soạn nếu phải làm lại văn bản.")
    row = keep_version(uow, letter, ordinal, file)
    uow.record("outgoing.final_put", letter.id, ordinal=ordinal, version=row.version, sha256=row.file_sha)
    return row


def issue(
    uow: UnitOfWork, letter: OutgoingLetter, *, is_open: bool = True, looked_at: bool = False, seen: str = ""
) -> Document:  # fmt: skip
    """Issue a numbered letter: from now on it stands in the archive and nothing about it changes.

    Args:
        is_open: Everybody in the agency may read it; False: its clerks and leaders, and whoever drafted it.
        looked_at: The clerk has looked for marks of secrecy himself on the files that cannot be read here, and there
            are none; it stays written.
        seen: The ``seal`` of what the clerk was shown to differ between page, recipients and signer, and issues all
            the same; it stays written, too.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It has no number yet, or has been issued.
        NotReadyError: It has no text, is still being read, a mark of secrecy was read on it, or it cannot be sent as
            it is.
        NotLookedAtError: A file cannot be read here, and nobody has looked at it.
        CheckUnseenError: Something differs that the clerk has not seen.

    Source:
        Decree 30/2020/NĐ-CP, Article 18.
    """
    uow.require(can_issue(uow.actor, letter), _ONLY_CLERKS)
    letter = locked(uow, letter)
    if why := why_not_issuable(letter):
        raise NotReadyError(why)
    unread = named(unreadable(letter))
    if unread and not looked_at:
        raise NotLookedAtError(unread)
    found = check_before_issuing(uow.session, letter, local_day(uow.now))
    if not found.is_clear and seen != found.seal:
        raise CheckUnseenError(found.sentence)
    letter.step_to(OutgoingState.ISSUED)
    document = _file(uow, letter, is_open=is_open)
    letter.document, letter.issued_at, letter.issued_by = document, uow.now, uow.actor.name
    file_issued(uow, letter, document)
    send(uow, letter, replacing(uow, letter))
    for answered in letter.answers:
        answered.answer = answered.answer or letter.number
    note(uow, letter, Deed.ISSUED, _despite(uow, letter, unread, found))
    return document


def _signed_after(letter: OutgoingLetter, day: date) -> date | None:
    """The day of an electronic signature made after a day; of one on paper only the paper tells the day."""
    days = [local_day(one.at) for one in letter.signatures]
    return next((one for one in days if one > day), None)


def _despite(uow: UnitOfWork, letter: OutgoingLetter, unread: str, found: Check) -> str:
    """Write down what the clerk has seen and issues all the same."""
    told = [LOOKED_AT.format(names=unread)] if unread else []
    if not found.is_clear:
        told.append(f"Đã xem và vẫn ban hành: {found.sentence}")
        uow.record(
            "outgoing.issued_despite", letter.id, missing=[one.name for one in found.missing], extra=list(found.extra),
            authority=list(found.authority),
        )  # fmt: skip
    return ". ".join(told)


def strike(uow: UnitOfWork, event: NumberCancelled) -> None:
    """A letter whose number is cancelled waits for another one.

    Raises:
        LetterStateError: It has been issued under that number.
    """
    letter = uow.session.get(OutgoingLetter, event.letter_id)
    if letter is None:
        return
    letter = locked(uow, letter)
    if letter.state != OutgoingState.NUMBERED:
        raise LetterStateError(f"Văn bản {letter.number} đã ban hành với số này. Thu hồi văn bản thay vì hủy số.")
    letter.step_to(OutgoingState.SIGNED)
    unseal(uow, letter)
    note(uow, letter, Deed.CANCELLED, f"Hủy số {event.printed}: {event.reason}")
    letter.given, letter.register, letter.number, letter.issued_on = None, None, "", None


def _file(uow: UnitOfWork, letter: OutgoingLetter, *, is_open: bool) -> Document:
    """Bring the letter and its annexes into the archive; its fields are known, its pages are read afterwards."""
    access = (AccessLevel.AGENCY, tokens_for(AccessLevel.AGENCY, uow.actor, letter.agency_id))
    if not is_open:
        drafter = {user_token(letter.drafter_id)} if letter.drafter_id else set()
        access = (AccessLevel.NAMED, insiders(letter.agency_id) | drafter)
    batch = intake.start_import(uow, letter.number, ISSUED, letter.agency_id, access)
    document = make_document(uow, batch, "record")
    line = f"Dòng sổ {letter.number}"  # what readers see until the file has been read
    document.versions.append(DocumentVersion(ordinal=1, added_at=uow.now, added_by=uow.actor.name, note=line))
    documents.confirm(uow, document, _fields(letter))
    for file in letter.current:
        target = document.id if file.ordinal == 0 else None
        file.item = intake.add_kept_file(
            uow, batch, file.name, file.file_sha, file.size_bytes, target_id=target, is_wanted=True
        )
    uow.session.flush()
    return document


def _fields(letter: OutgoingLetter) -> Mapping[str, str | None]:
    """The register's line as fields of the document in the archive."""
    names = (
        "number",
        "kind",
        "subject",
        "signer",
        "signer_title",
        "signer_authority",
        "urgency",
        "place",
        "recipients",
    )
    values = {name: getattr(letter, name) or None for name in names}
    issued_on = letter.issued_on or local_day(letter.created_at)
    return {**values, "issuer": letter.agency.name, "issued_on": issued_on.isoformat()}
