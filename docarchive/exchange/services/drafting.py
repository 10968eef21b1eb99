"""A letter is drafted: its fields, the versions of its text, its annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from docarchive.accounts.models import Unit
from docarchive.accounts.services.agencies import require_working
from docarchive.archive.judging import bears_signatures
from docarchive.archive.services.judgements import want_verdict
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import IncomingLetter, OutgoingFile, OutgoingLetter
from docarchive.exchange.models.outgoing import LONGEST
from docarchive.exchange.outgoing_states import Deed, OutgoingState
from docarchive.exchange.policies import can_draft, can_issue, can_write
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.recipients import addressee, row_of
from docarchive.exchange.services.steps import locked, note
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated
from edxml import Steering

READ_DRAFT = "exchange.read_draft"
MOST_ANNEXES = 50
_ONLY_DRAFTER = "Chỉ người soạn thảo sửa được dự thảo, và chỉ khi chưa trình hoặc đã bị trả lại."
_WORDS = {
    "kind": "Loại", "subject": "Trích yếu", "signer": "Người ký", "signer_title": "Chức vụ",
    "signer_authority": "Thẩm quyền ký", "place": "Địa danh", "note": "Ghi chú", "keeper": "Nơi lưu",
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """What a draft says of itself; names and lengths of Annex VI part II.

    Attributes:
        recipients: The block "Nơi nhận" as printed, a line each.
        due_on: Day by which an answer is wanted.
        steering: Whether it gives work, or reports on work given (``Steering`` of edxml).
    """

    kind: str
    subject: str
    urgency: str = ""
    signer: str = ""
    signer_title: str = ""
    signer_authority: str = ""
    place: str = ""
    recipients: str = ""
    keeper: str = ""
    due_on: date | None = None
    copies: int = 1
    note: str = ""
    steering: int = 0

    def problems(self, today: date) -> Iterator[tuple[str, str]]:
        """Fields that cannot be so, each with the reason."""
        if not self.kind.strip():
            yield "kind", "Chọn loại văn bản."
        for name, most in LONGEST.items():
            if len(getattr(self, name, "")) > most:
                yield name, f"{_WORDS[name]} dài quá {most} ký tự; rút gọn lại."
        if self.due_on and self.due_on < today:
            yield "due_on", "Hạn trả lời không được trước hôm nay."
        if self.copies < 1:
            yield "copies", "Số bản từ 1."
        if self.steering not in set(Steering):
            yield "steering", "Chọn: không giao việc, giao nhiệm vụ, hoặc báo cáo nhiệm vụ được giao."


def start(
    uow: UnitOfWork, agency_id: str, draft: Draft, *, unit: Unit | None = None,
    answers: Sequence[IncomingLetter] = (), replaces: OutgoingLetter | None = None,
) -> OutgoingLetter:  # fmt: skip
    """Begin a draft; it is its drafter's until it is presented.

    Args:
        answers: Incoming letters it answers; the caller has found them with the actor's eyes.
        replaces: The issued letter it is to take the place of; its recipients are this one's, too.

    Raises:
        NotAllowedError: The actor holds no position in the agency.
        LetterStateError: What it is to replace was not issued, is another agency's, or was recalled.
        InvalidInputError: A field cannot be so; ``fields`` says which.

    Source:
        Decree 30/2020/NĐ-CP, Article 10.
    """
    uow.require(can_draft(uow.actor, agency_id), "Chỉ người của cơ quan soạn được văn bản của cơ quan.")
    require_working(uow, agency_id)
    _require_sound(draft, local_day(uow.now))
    letter = OutgoingLetter(
        agency_id=agency_id, unit_id=unit.id if unit else None, drafter_id=uow.actor.user_id,
        drafter_name=uow.actor.name, holder_id=uow.actor.user_id, created_at=uow.now, answers=list(answers),
        state=OutgoingState.DRAFT, replaces=replaces,
    )  # fmt: skip
    _write(letter, draft)
    if replaces is not None:
        if replaces.agency_id != agency_id or replaces.state != OutgoingState.ISSUED:
            raise LetterStateError("Chỉ thay thế được văn bản đã ban hành, chưa thu hồi của cơ quan.")
        letter.sent_to = [row_of(addressee(one), ordinal) for ordinal, one in enumerate(replaces.sent_to, 1)]
    uow.session.add(letter)
    uow.session.flush()
    uow.record("outgoing.started", letter.id, agency=agency_id, answers=[one.id for one in answers])
    return letter


def change(uow: UnitOfWork, letter: OutgoingLetter, draft: Draft) -> list[str]:
    """Change what a draft says of itself.

    A clerk also mends the fields of what is signed and not yet issued: they become the register's line.

    Returns:
        Names of the fields that changed.

    Raises:
        NotAllowedError: It is not the actor's to write.
    """
    letter = locked(uow, letter)
    waits_for_clerk = letter.state in (OutgoingState.SIGNED, OutgoingState.NUMBERED)
    uow.require(can_write(uow.actor, letter) or (waits_for_clerk and can_issue(uow.actor, letter)), _ONLY_DRAFTER)
    _require_sound(draft, local_day(uow.now))
    before = {name: getattr(letter, name) for name in asdict(draft)}
    _write(letter, draft)
    changed = [name for name, value in before.items() if getattr(letter, name) != value]
    if changed:
        told = {name: (str(before[name]), str(getattr(letter, name))) for name in changed}
        uow.record("outgoing.changed", letter.id, changed=told)
    return changed


def add_text(uow: UnitOfWork, letter: OutgoingLetter, file: SentFile) -> OutgoingFile:
    """Add a version of the letter's text; the versions before it stay.

    Raises:
        NotAllowedError: It is not the actor's to write.
        InvalidInputError: The file is empty.
    """
    return _add(uow, writable(uow, letter), 0, file)


def add_annex(uow: UnitOfWork, letter: OutgoingLetter, file: SentFile, ordinal: int | None = None) -> OutgoingFile:
    """Add an annex, or a version of one.

    Args:
        ordinal: Of the annex this is a version of; None: a new one.
    """
    letter = writable(uow, letter)
    taken = {one.ordinal for one in letter.files}
    wanted = max(taken, default=0) + 1 if ordinal is None else ordinal
    if wanted > MOST_ANNEXES or wanted < 1 or (ordinal is not None and ordinal not in taken):
        raise LetterStateError(f"Một văn bản có nhiều nhất {MOST_ANNEXES} phụ lục. Gộp các phụ lục vào một tệp.")
    return _add(uow, letter, wanted, file)


def drop_annex(uow: UnitOfWork, letter: OutgoingLetter, ordinal: int) -> None:
    """Take an annex away; its versions stay in the history.

    Raises:
        LetterStateError: There is none such.
    """
    letter = writable(uow, letter)
    now = next((one for one in letter.current if one.ordinal == ordinal and ordinal > 0), None)
    if now is None:
        raise LetterStateError("Không có phụ lục này.")
    letter.files.append(
        OutgoingFile(
            ordinal=ordinal, version=now.version + 1, name=now.name, file_sha=now.file_sha, size_bytes=now.size_bytes,
            is_wanted=False, added_at=uow.now, added_by=uow.actor.name, read={},
        )
    )  # fmt: skip
    uow.session.flush()
    uow.record("outgoing.annex_dropped", letter.id, ordinal=ordinal)


def cancel(uow: UnitOfWork, letter: OutgoingLetter, reason: str) -> None:
    """Give a letter up that bears no number yet; it can be taken up again.

    Raises:
        LetterStateError: It is numbered: then its number is cancelled, or it is recalled.
    """
    letter = locked(uow, letter)
    mine = letter.drafter_id is not None and letter.drafter_id == uow.actor.user_id
    uow.require(mine or can_issue(uow.actor, letter), "Chỉ người soạn thảo hoặc văn thư hủy được dự thảo.")
    letter.reason = stated(reason)
    letter.step_to(OutgoingState.CANCELLED)
    letter.holder_id = None
    note(uow, letter, Deed.CANCELLED, letter.reason)


def reopen(uow: UnitOfWork, letter: OutgoingLetter) -> None:
    """Take a letter up again that was given up; it is a draft of its drafter again.

    Raises:
        LetterStateError: It was not given up.
    """
    letter = locked(uow, letter)
    mine = letter.drafter_id is not None and letter.drafter_id == uow.actor.user_id
    uow.require(mine or can_issue(uow.actor, letter), "Chỉ người soạn thảo hoặc văn thư mở lại được.")
    letter.step_to(OutgoingState.DRAFT)
    letter.holder_id, letter.signed_at, letter.reason = letter.drafter_id, None, ""
    note(uow, letter, Deed.REOPENED)


def writable(uow: UnitOfWork, letter: OutgoingLetter) -> OutgoingLetter:
    """Give a draft as it stands now, if it is the actor's to write.

    Raises:
        NotAllowedError: It is not.
    """
    letter = locked(uow, letter)
    uow.require(can_write(uow.actor, letter), _ONLY_DRAFTER)
    return letter


def keep_version(uow: UnitOfWork, letter: OutgoingLetter, ordinal: int, file: SentFile) -> OutgoingFile:
    """Keep a file as the next version of the letter (0) or an annex, and have it read; rights are the caller's."""
    if not file.content:
        raise InvalidInputError("Tệp rỗng. Chọn lại tệp.", fields={"file": "Tệp rỗng. Chọn lại tệp."})
    before = [one for one in letter.files if one.ordinal == ordinal]
    row = OutgoingFile(
        ordinal=ordinal, version=1 + max((one.version for one in before), default=0), name=file.name,
        file_sha=uow.files.put(file.content), size_bytes=len(file.content), added_at=uow.now, added_by=uow.actor.name,
    )  # fmt: skip
    letter.files.append(row)
    uow.session.flush()
    if bears_signatures(file.content):
        want_verdict(uow, row.file_sha)
    uow.enqueue(READ_DRAFT, row.id, file=row.id, sha=row.file_sha, name=row.name)
    return row


def _add(uow: UnitOfWork, letter: OutgoingLetter, ordinal: int, file: SentFile) -> OutgoingFile:
    row = keep_version(uow, letter, ordinal, file)
    uow.record("outgoing.version_added", letter.id, ordinal=ordinal, version=row.version, sha256=row.file_sha)
    return row


def _require_sound(draft: Draft, today: date) -> None:
    if problems := dict(draft.problems(today)):
        raise InvalidInputError(next(iter(problems.values())), fields=problems)


def _write(letter: OutgoingLetter, draft: Draft) -> None:
    for name, value in asdict(draft).items():
        if name == "recipients":
            value = "\n".join(line for line in (" ".join(each.split()) for each in value.splitlines()) if line)
        elif isinstance(value, str):
            value = " ".join(value.split())
        setattr(letter, name, value)
