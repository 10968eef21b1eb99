"""An issued letter is corrected where it was sent: its data, its text, its annexes; what it said before stays.

Nothing that was signed is rewritten: a corrected file is a new file beside the old one.

Source:
    Decree 30/2020/NĐ-CP, Article 18: wrong content is amended or replaced, a faulty form corrected by an official
    letter; business 2 of QCVN 102:2016 carries what follows from it to those who hold the document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from docarchive.archive.models import Document
from docarchive.archive.services import documents, intake
from docarchive.archive.states import ISSUED
from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Posting
from docarchive.delivery.services import sending
from docarchive.delivery.states import PostingState
from docarchive.exchange.corrections import elements
from docarchive.exchange.errors import LetterNotFoundError, LetterStateError
from docarchive.exchange.issuing_rules import LOOKED_AT
from docarchive.exchange.models import OutgoingFile, OutgoingLetter, OutgoingRecipient, OutgoingUpdate, UpdateRecipient
from docarchive.exchange.outgoing_states import REFUSED, Deed, OutgoingState
from docarchive.exchange.policies import can_issue
from docarchive.exchange.queries.updates import sending_of, updates_of
from docarchive.exchange.services.dispatching import ABOUT_UPDATE, electronic, files_of, packed, post
from docarchive.exchange.services.drafting import Draft, keep_version
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.steps import locked, note
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated
from edxml import Business, BusinessType, Update

# Number, date, kind and issuer make a letter the one it is: whoever must change them replaces it.
CORRECTED = ("subject", "urgency", "due_on", "signer_authority", "signer_title", "signer", "place")
_WHY_NOT: Mapping[OutgoingState, str] = {
    OutgoingState.RECALLED: "Văn bản đã thu hồi, không cập nhật được nữa.",
    OutgoingState.REPLACED: "Văn bản đã bị thay thế. Gửi cập nhật cho văn bản thay thế nó.",
}


@dataclass(frozen=True)
class CorrectedFile:
    """A file that takes the place of one that was sent, or joins them.

    Attributes:
        ordinal: 0 the letter itself, or its annex that is corrected; None: a new annex.
    """

    file: SentFile
    ordinal: int | None = None


def send_update(
    uow: UnitOfWork, letter: OutgoingLetter, values: Mapping[str, Any], files: Sequence[CorrectedFile], reason: str, *,
    unread: str = "",
) -> OutgoingUpdate:  # fmt: skip
    """Correct an issued letter here, and have everybody who got it electronically asked to do the same.

    Args:
        values: Those of ``CORRECTED`` that may have changed, and what they say now.
        unread: Names of files that cannot be read here and that the clerk has looked at (``looking.require_unmarked``);
            it stays written.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It was not issued, was recalled or replaced, or nobody got it electronically.
        InvalidInputError: Nothing changes, a value cannot be so, or the reason is too short.
        ConflictError: Its document is locked, or its packet cannot be written so.
    """
    letter = _held(uow, letter)
    why = stated(reason)
    to = _holders(uow, letter)
    if not to:
        raise LetterStateError("Chưa nơi nào nhận văn bản này bằng điện tử, nên không có gì để cập nhật.")
    document = letter.document
    if document is None or not document.is_active:
        raise LetterStateError("Văn bản đã được rút khỏi kho. Khôi phục văn bản trong kho rồi cập nhật.")
    changed = _changed(uow, letter, values)
    if not changed and not files:
        raise InvalidInputError("Chưa sửa gì. Sửa ít nhất một ô hoặc chọn tệp đúng thay cho tệp đã gửi.")
    kept = [_kept(uow, letter, document, one) for one in files]
    _correct(uow, letter, document, changed)
    told = {name: [_text(before), _text(after)] for name, (before, after) in changed.items()}
    so_far = uow.session.scalar(select(func.max(OutgoingUpdate.ordinal)).where(OutgoingUpdate.letter_id == letter.id))
    update = OutgoingUpdate(
        letter=letter, ordinal=1 + (so_far or 0), reason=why, changed=told, files=kept, at=uow.now,
        by_name=uow.actor.name,
    )  # fmt: skip
    uow.session.add(update)
    uow.session.flush()
    _post(uow, update, to, with_files=bool(kept))
    if told:
        uow.record("outgoing.changed", letter.id, changed=told)
    note(uow, letter, Deed.UPDATED, f"{why}. {LOOKED_AT.format(names=unread)}" if unread else why)
    return update


def send_missed(uow: UnitOfWork, letter: OutgoingLetter, recipient: OutgoingRecipient) -> None:
    """Let a recipient whose packet sets out again hear what was corrected since it was written."""
    later = [one for one in updates_of(uow.session, letter) if recipient.sent_at is None or one.at >= recipient.sent_at]
    if later and not any(row.recipient_id == recipient.id for row in later[-1].sent):
        _post(uow, later[-1], [recipient], with_files=any(one.files for one in later))


def send_again(uow: UnitOfWork, letter: OutgoingLetter, row_id: str) -> UpdateRecipient:
    """Try a correction once more that could not be delivered.

    Raises:
        LetterNotFoundError: The letter has none such.
        LetterStateError: The letter was recalled or replaced since.
        PostingStateError: Its packet is not dead.
    """
    letter = _held(uow, letter)
    row = sending_of(uow.session, letter, row_id)
    posting = uow.session.get(Posting, row.posting_id) if row and row.posting_id else None
    if row is None or posting is None:
        raise LetterNotFoundError
    sending.send_again(uow, posting)
    row.failed = ""
    return row


def require_correctable(uow: UnitOfWork, letter: OutgoingLetter) -> None:
    """Go on only where the actor may correct a letter now.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It was not issued, or was recalled or replaced.
    """
    uow.require(can_issue(uow.actor, letter), "Chỉ văn thư của cơ quan gửi bản cập nhật.")
    state = OutgoingState(letter.state)
    if state is not OutgoingState.ISSUED:
        raise LetterStateError(_WHY_NOT.get(state, "Chỉ gửi cập nhật cho văn bản đã ban hành."))


def _held(uow: UnitOfWork, letter: OutgoingLetter) -> OutgoingLetter:
    letter = locked(uow, letter)
    require_correctable(uow, letter)
    return letter


def _holders(uow: UnitOfWork, letter: OutgoingLetter) -> list[OutgoingRecipient]:
    """Who got it, or may have: not those who sent it back, nor those whose packet never left."""
    reached = [one for one in electronic(letter.sent_to) if one.posting_id and one.status != REFUSED]
    ended = (PostingState.CANCELLED, PostingState.DEAD)
    lost = select(Posting.id).where(Posting.id.in_([one.posting_id for one in reached]), Posting.state.in_(ended))
    never = set(uow.session.scalars(lost))
    return [one for one in reached if one.posting_id not in never]


def _changed(uow: UnitOfWork, letter: OutgoingLetter, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    tidy = {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in values.items()}
    changed = {
        name: (getattr(letter, name), tidy[name])
        for name in CORRECTED if name in tidy and tidy[name] != getattr(letter, name)
    }  # fmt: skip
    now = {name: tidy.get(name, getattr(letter, name)) for name in CORRECTED}
    wrong = {name: why for name, why in Draft(kind=letter.kind, **now).problems(local_day(uow.now)) if name in changed}
    if "subject" in changed and not now["subject"]:
        wrong["subject"] = "Ghi trích yếu."
    if wrong:
        raise InvalidInputError(next(iter(wrong.values())), fields=wrong)
    return changed


def _correct(
    uow: UnitOfWork, letter: OutgoingLetter, document: Document, changed: Mapping[str, tuple[Any, Any]]
) -> None:
    for name, (_, after) in changed.items():
        setattr(letter, name, after)
    # The day an answer is due is the letter's alone; the archive does not know it.
    documents.correct(uow, document, {name: after or None for name, (_, after) in changed.items() if name != "due_on"})


def _kept(uow: UnitOfWork, letter: OutgoingLetter, document: Document, one: CorrectedFile) -> dict[str, Any]:
    """Keep a corrected file as the next version, here and in the archive; the one before stays in both."""
    before = next((file for file in letter.current if file.ordinal == one.ordinal), None)
    if one.ordinal is not None and before is None:
        raise LetterStateError("Không có tệp này trong văn bản đã gửi.")
    if before is not None and letter.signatures_of(before):
        raise LetterStateError(
            f"Tệp {before.name} đã ký số, không thay bằng bản cập nhật được. Ban hành văn bản thay thế, hoặc gửi thêm"
            " phụ lục."
        )
    ordinal = before.ordinal if before else 1 + max(file.ordinal for file in letter.files)
    row = keep_version(uow, letter, ordinal, one.file)
    if before and before.file_sha == row.file_sha:
        raise InvalidInputError(f"Tệp {row.name} giống hệt tệp đã gửi. Chọn đúng tệp đã sửa.")
    target = document if ordinal == 0 else _annex(uow, before)
    batch = intake.start_version(uow, target or document, f"Cập nhật {letter.number}", ISSUED)
    row.item = intake.add_kept_file(
        uow, batch, row.name, row.file_sha, row.size_bytes, target_id=target.id if target else None, is_wanted=True
    )
    uow.record("outgoing.final_put", letter.id, ordinal=ordinal, version=row.version, sha256=row.file_sha)
    return {"ordinal": ordinal, "version": row.version, "name": row.name, "before": before.version if before else 0}


def _annex(uow: UnitOfWork, file: OutgoingFile | None) -> Document | None:
    known = file.item.document_id if file is not None and file.item is not None else None
    return uow.session.get(Document, known) if known else None


def _post(uow: UnitOfWork, update: OutgoingUpdate, to: Sequence[OutgoingRecipient], *, with_files: bool) -> None:
    letter = update.letter
    business = Business(
        BusinessType.UPDATE, letter.document_code, update.reason, update=Update(document=True, receivers=False)
    )
    content = packed(uow, letter, to, files_of(uow, letter) if with_files else (), business, elements(update.ordinal))
    for one in to:
        row = UpdateRecipient(update=update, recipient=one)
        uow.session.add(row)
        uow.session.flush()
        row.posting_id = post(uow, letter, one, content, f"{ABOUT_UPDATE}{row.id}").id


def _text(value: Any) -> str:
    return "" if value is None else str(value)
