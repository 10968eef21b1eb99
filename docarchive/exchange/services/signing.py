"""Electronic signatures of letters: what is handed out to be signed, what is kept of it, what is not taken back.

A signed file is never written again: every signature makes a version that begins with the bytes of the one before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError, ReturnedFileRefusedError
from docarchive.exchange.events import ReturnRefused
from docarchive.exchange.marks import Picture, agency_mark, person_mark
from docarchive.exchange.models import OutgoingFile, OutgoingLetter, OutgoingSignature, RefusedReturn
from docarchive.exchange.outgoing_states import Deed, SigningPart
from docarchive.exchange.policies import can_seal, can_sign
from docarchive.exchange.services import approving
from docarchive.exchange.services.drafting import keep_version
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.steps import locked, note
from docarchive.exchange.signing import Declined, Sheet, Signed
from docarchive.exchange.signing_rules import part_of, waiting, why_unsignable
from signatures.pdf import Afterwards

_ONLY_TURN = (
    "Chỉ lãnh đạo đang giữ văn bản ký số được, và sau khi cấp số thì văn thư ký số của cơ quan. Xem văn bản đang ở ai."
)


def sheets(uow: UnitOfWork, letter: OutgoingLetter, picture: Picture, seen: str = "") -> list[Sheet]:
    """What one signature of the actor goes on: the letter; of the agency's also every annex in PDF.

    Args:
        seen: See ``approving.require_seen``.

    Raises:
        NotAllowedError: It is not the actor's turn.
        LetterStateError: The file is missing, no PDF, newer than what was seen, or lacks the signature that comes
            first.
        InvalidInputError: The picture has no place.

    Source:
        Decree 30/2020/NĐ-CP, Articles 13 and 32, Appendix I part I: annexes in files of their own are signed by the
        agency alone, without a picture.
    """
    part = _turn(uow, letter)
    approving.require_seen(letter, seen)
    return [_sheet(uow, letter, part, one, picture) for one in waiting(letter)]


def sheet(uow: UnitOfWork, letter: OutgoingLetter, ordinal: int) -> Sheet:
    """One file as it is handed out to be signed elsewhere.

    Raises:
        NotAllowedError: It is not the actor's turn.
        LetterStateError: There is no such file, it is no PDF, or lacks the signature that comes first.
    """
    part = _turn(uow, letter)
    file = next((one for one in waiting(letter) if one.ordinal == ordinal), None)
    if file is None:
        raise LetterStateError("Tệp này không chờ chữ ký số nào. Chọn tệp khác.")
    return replace(_sheet(uow, letter, part, file, Picture()), mark=None)


def hand_out(uow: UnitOfWork, letter: OutgoingLetter, ordinal: int) -> Sheet:
    """Give a file's exact bytes to be signed elsewhere; who took them is written down. Raises as ``sheet`` does."""
    given = sheet(uow, letter, ordinal)
    uow.record("outgoing.handed_out", letter.id, ordinal=ordinal, file=given.file_id, sha256=_sha(given.content))
    return given


def keep(uow: UnitOfWork, letter: OutgoingLetter, made: Sequence[Signed], *, name: str, words: str = "") -> None:
    """Keep what was signed as the letter's files; with the person's signature the letter is signed.

    Args:
        made: Signed from the versions that are the newest still.
        name: Who had to sign; a certificate in another name is noted as such.

    Raises:
        NotAllowedError: It is not the actor's turn any more.
        LetterStateError: A file has a newer version than the one signed.
    """
    letter = locked(uow, letter)
    part = _turn(uow, letter)
    for one in made:
        if _current(letter, one.sheet) is None:
            raise LetterStateError(approving.CHANGED)
        _keep(uow, letter, part, one, name)
    holder = made[0].holder
    proofs = f"; {made[-1].proofs}" if made[-1].proofs else ""
    said = f"Ký số, chứng thư của {holder.name} số {holder.serial}{proofs}"
    if part is SigningPart.PERSON:
        approving.sign(uow, letter, f"{words}. {said}" if words else said)
    else:
        note(uow, letter, Deed.SEALED, said)


def keep_returned(
    uow: UnitOfWork, letter: OutgoingLetter, came: Signed | Declined, file: SentFile, *, name: str
) -> None:  # fmt: skip
    """Keep a file that came back signed, or refuse it: then the letter stays as it was, and the bytes are kept apart.

    Raises:
        NotAllowedError: It is not the actor's turn any more.
        ReturnedFileRefusedError: It is not the file handed out with signatures more, or there is a newer version.
    """
    letter = locked(uow, letter)
    _turn(uow, letter)
    reason = came.reason if isinstance(came, Declined) else ""
    older = _older(letter, came.sheet.ordinal, file.content)
    if _current(letter, came.sheet) is None:
        reason = approving.CHANGED
    elif reason and older is not None:
        reason = f"Tệp này ký trên bản {older.version}; văn bản đã có bản mới hơn. Tải bản mới về, ký lại rồi tải lên."
    if reason or isinstance(came, Declined):
        sha = uow.files.put(file.content)
        size = len(file.content)
        uow.afterwards(ReturnRefused(letter.id, came.sheet.ordinal, file.name, sha, size, reason))
        raise ReturnedFileRefusedError(reason)
    keep(uow, letter, [came], name=name)


def note_refusal(uow: UnitOfWork, event: ReturnRefused) -> None:
    """Write down which returned file was not taken, and why."""
    uow.session.add(
        RefusedReturn(
            letter_id=event.letter_id, ordinal=event.ordinal, name=event.name, file_sha=event.file_sha,
            size_bytes=event.size_bytes, at=uow.now, by_name=uow.actor.name, reason=event.reason,
        )
    )  # fmt: skip
    uow.record("outgoing.return_refused", event.letter_id, sha256=event.file_sha, reason=event.reason)


def unseal(uow: UnitOfWork, letter: OutgoingLetter) -> None:
    """Put the files back as they were before the agency signed: the number its signature stands for was cancelled."""
    for file in letter.current:
        seals = [one for one in letter.signatures_of(file) if one.part == SigningPart.AGENCY]
        if not seals:
            continue
        before = seals[-1].of_file
        row = keep_version(uow, letter, file.ordinal, SentFile(before.name, uow.files.read(before.file_sha)))
        letter.signatures += [_again(one, row) for one in letter.signatures_of(before)[:1]]
        uow.record("outgoing.unsealed", letter.id, ordinal=file.ordinal, version=row.version, sha256=row.file_sha)
    uow.session.flush()


def _turn(uow: UnitOfWork, letter: OutgoingLetter) -> SigningPart:
    part = part_of(letter)
    mine = can_seal(uow.actor, letter) if part is SigningPart.AGENCY else can_sign(uow.actor, letter)
    uow.require(mine, _ONLY_TURN)
    if why := why_unsignable(letter):
        raise LetterStateError(why)
    return part


def _sheet(
    uow: UnitOfWork, letter: OutgoingLetter, part: SigningPart, file: OutgoingFile, picture: Picture
) -> Sheet:  # fmt: skip
    afterwards = Afterwards.UNSAID
    if part is SigningPart.PERSON:
        mark = person_mark(picture, file)
    else:
        persons = [one for one in letter.signatures_of(file) if one.part == SigningPart.PERSON]
        mark = agency_mark(picture, letter, file, persons[0] if persons else None, uow.now)
        afterwards = Afterwards.NOTHING if letter.copy_of_id else Afterwards.SIGNATURES
    return Sheet(file.id, file.ordinal, file.name, uow.files.read(file.file_sha), mark, afterwards)


def _current(letter: OutgoingLetter, sheet: Sheet) -> OutgoingFile | None:
    return next((one for one in letter.current if one.id == sheet.file_id), None)


def _older(letter: OutgoingLetter, ordinal: int, content: bytes) -> OutgoingFile | None:
    """The version before the newest these bytes begin with; None where they begin with none."""
    now = next((one for one in letter.current if one.ordinal == ordinal), None)
    for one in reversed(letter.files):
        if one.ordinal == ordinal and one is not now and _sha(content[: one.size_bytes]) == one.file_sha:
            return one
    return None


def _keep(uow: UnitOfWork, letter: OutgoingLetter, part: SigningPart, one: Signed, name: str) -> None:
    row = keep_version(uow, letter, one.sheet.ordinal, SentFile(one.sheet.name, one.content))
    holder, other = one.holder, not one.holder.bears(name)
    letter.signatures.append(
        OutgoingSignature(
            file_id=row.id, of_file_id=one.sheet.file_id, part=part, way=one.way, by_user_id=uow.actor.user_id,
            by_name=uow.actor.name, at=uow.now, holder=holder.name, organisation=holder.organisation,
            subject=holder.subject, issuer=holder.issuer, serial=holder.serial, fingerprint=holder.fingerprint,
            other_name=other, page=one.page, box=list(one.box) if one.box else None,
        )
    )  # fmt: skip
    uow.session.flush()
    uow.record(
        "outgoing.file_signed", letter.id, ordinal=row.ordinal, version=row.version, sha256=row.file_sha, part=part,
        way=one.way, certificate=holder.subject, serial=holder.serial, fingerprint=holder.fingerprint, other_name=other,
        proofs=one.proofs,
    )  # fmt: skip


def _again(one: OutgoingSignature, row: OutgoingFile) -> OutgoingSignature:
    """The same signature on the same bytes, kept once more as a version."""
    names = (
        "of_file_id", "part", "way", "by_user_id", "by_name", "at", "holder", "organisation", "subject", "issuer",
        "serial", "fingerprint", "other_name", "page", "box",
    )  # fmt: skip
    return OutgoingSignature(file_id=row.id, **{name: getattr(one, name) for name in names})


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
