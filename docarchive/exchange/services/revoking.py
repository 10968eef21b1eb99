"""What was issued is recalled, changed or replaced: never in silence, and always with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from docarchive.archive.services import documents
from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.delivery.errors import AlreadyTakenError
from docarchive.delivery.models import Posting
from docarchive.delivery.services import sending
from docarchive.delivery.states import PostingState
from docarchive.exchange.errors import LetterNotFoundError, LetterStateError
from docarchive.exchange.events import LetterRecalled
from docarchive.exchange.models import OutgoingLetter, OutgoingRecipient, UpdateRecipient
from docarchive.exchange.outgoing_states import REFUSED, Deed, OutgoingState
from docarchive.exchange.policies import can_issue
from docarchive.exchange.queries.updates import sent_to
from docarchive.exchange.services.dispatching import ABOUT_REQUEST, carry, electronic, packed, post
from docarchive.exchange.services.recipients import Addressee, row_of
from docarchive.exchange.services.steps import locked, note
from docarchive.exchange.services.updating import send_missed
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated
from edxml import Business, BusinessType, Receiver, ReceiverChange, Replacement, Update

_ONLY_CLERKS = "Chỉ văn thư của cơ quan thu hồi, cập nhật văn bản đã ban hành."
_OUT = (OutgoingState.ISSUED, OutgoingState.REPLACED)


def recall(uow: UnitOfWork, letter: OutgoingLetter, reason: str) -> int:
    """Recall an issued letter: it is frozen here, packets nobody took are withdrawn, all others are asked for it.

    Returns:
        How many recipients were asked; the rest never got it, sent it back, or got it on paper.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It was not issued, or was recalled before.

    Source:
        Decree 30/2020/NĐ-CP, Article 18.4; Annex VI part I, section III.8: frozen here, destroyed there.
    """
    letter = _held(uow, letter)
    letter.reason = stated(reason)
    letter.step_to(OutgoingState.RECALLED)
    _mark(uow, letter, f"Đã thu hồi ngày {format_date(local_day(uow.now))}")
    letter.frozen_at = uow.now  # from here on the document objects to changes, too
    business = Business(type=BusinessType.RECALL, document_id=letter.document_code, reason=letter.reason)
    asked = [one for one in electronic(letter.sent_to) if one.status != REFUSED and not _withdrawn(uow, one)]
    for one in asked:
        one.recalled_at = uow.now
        post(uow, letter, one, packed(uow, letter, [one], (), business), f"{ABOUT_REQUEST}{one.id}")
    note(uow, letter, Deed.RECALLED, letter.reason)
    uow.emit(LetterRecalled(letter.id))
    return len(asked)


def send_to_more(uow: UnitOfWork, letter: OutgoingLetter, more: Sequence[Addressee], reason: str) -> int:
    """Send an issued letter to further recipients; those that have it are left in peace.

    Returns:
        How many were added.

    Raises:
        InvalidInputError: Nobody new was named.
    """
    letter = _held(uow, letter)
    why = stated(reason)
    there = {one.agency_id or one.name for one in letter.sent_to}
    new = [one for one in more if (one.agency.id if one.agency else one.name) not in there]
    if not new:
        raise InvalidInputError("Các nơi này đã có trong danh sách nhận.", fields={"name": "Chọn nơi chưa nhận."})
    first = 1 + max((one.ordinal for one in letter.sent_to), default=0)
    rows = [row_of(one, ordinal) for ordinal, one in enumerate(new, first)]
    letter.sent_to += rows
    uow.session.flush()
    to = electronic(rows)
    if to:
        added = tuple(Receiver(one.code, ReceiverChange.ADDED) for one in to)
        update = Update(document=False, receivers=True, receiver_list=added)
        business = Business(BusinessType.UPDATE, letter.document_code, why, update=update)
        carry(uow, letter, to, business)
    uow.record("outgoing.sent_to_more", letter.id, receivers=[one.name for one in rows], reason=why)
    return len(rows)


def send_again(uow: UnitOfWork, letter: OutgoingLetter, recipient: OutgoingRecipient | None) -> None:
    """Try a recipient once more that could not be reached; under the same message id, so that it cannot arrive twice.

    Raises:
        LetterNotFoundError: None was named, it is another letter's, or nothing was ever posted to it.
        PostingStateError: Its packet is not dead.
    """
    mine = recipient is not None and recipient.letter_id == letter.id
    posting = uow.session.get(Posting, recipient.posting_id) if recipient and mine and recipient.posting_id else None
    if recipient is None or posting is None:
        raise LetterNotFoundError
    sending.send_again(uow, posting)
    recipient.failed = ""
    send_missed(uow, letter, recipient)


def replacing(uow: UnitOfWork, letter: OutgoingLetter) -> Business | None:
    """Let a letter take the place of the one it was drafted to replace; what its packet says of that.

    Source:
        Decree 30/2020/NĐ-CP, Article 18.2: by a document of equivalent form.
    """
    old = letter.replaces
    if old is None:
        return None
    old = locked(uow, old)
    if old.state == OutgoingState.ISSUED:
        old.step_to(OutgoingState.REPLACED)
        old.reason = f"Thay bằng {letter.number}"
        _mark(uow, old, f"Bị thay thế bởi {letter.number}")
        note(uow, old, Deed.REPLACED, old.reason)
    holders = tuple(one.code for one in electronic(old.sent_to))
    replacement = Replacement(old.document_code, holders)
    reason = f"Thay thế {old.number}"
    return Business(BusinessType.REPLACE, reason=reason, replacements=(replacement,))


def _held(uow: UnitOfWork, letter: OutgoingLetter) -> OutgoingLetter:
    uow.require(can_issue(uow.actor, letter), _ONLY_CLERKS)
    letter = locked(uow, letter)
    if OutgoingState(letter.state) not in _OUT:
        raise LetterStateError("Chỉ làm được với văn bản đã ban hành và chưa thu hồi.")
    return letter


def _withdrawn(uow: UnitOfWork, one: OutgoingRecipient) -> bool:
    """Whether no packet ever left, neither the letter nor a correction of it: nobody took one, and now nobody will."""
    updates = sent_to(uow.session, [one.id]).get(one.id, [])
    stopped = [_is_stopped(uow, one), *(_is_stopped(uow, each) for each in updates)]
    return all(stopped)


def _is_stopped(uow: UnitOfWork, one: OutgoingRecipient | UpdateRecipient) -> bool:
    posting = uow.session.get(Posting, one.posting_id) if one.posting_id else None
    if posting is None or posting.state == PostingState.CANCELLED:
        return True
    if posting.state != PostingState.WAITING:
        return False
    try:
        sending.cancel(uow, posting)
    except AlreadyTakenError:
        return False
    one.failed = "Đã rút trước khi gửi đi."
    return True


def _mark(uow: UnitOfWork, letter: OutgoingLetter, words: str) -> None:
    """Say on the document itself that it no longer stands."""
    if letter.document is not None and letter.document.is_active:
        documents.correct(uow, letter.document, {"status": words})
