"""Letters of an agency that ends or is parted go on in another agency, under the number they bear."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from docarchive.accounts.audience import agency_token, clerks_token, leaders_token
from docarchive.accounts.models import Agency
from docarchive.accounts.policies import can_administer
from docarchive.archive.models import ImportItem
from docarchive.archive.services import going_over
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import IncomingFile, IncomingLetter, OutgoingLetter, RecipientListMember
from docarchive.exchange.outgoing_states import Deed, OutgoingState
from docarchive.exchange.queries.handovers import open_ones
from docarchive.exchange.services import registering
from docarchive.exchange.services.steps import locked, note
from docarchive.exchange.states import Outcome


def take_letter_over(
    uow: UnitOfWork, letter: IncomingLetter, target: Agency, elsewhere: Collection[str], words: str
) -> None:
    """Make an open incoming letter another agency's; who holds it goes on, its number of arrival stays.

    Args:
        elsewhere: Open parts (``Handover.id``) of people and units that go to yet another agency: they end.
    """
    uow.require(can_administer(uow.actor))
    letter = registering.locked(uow, letter)
    before, letter.agency = letter.agency_id, target
    for part in open_ones(uow.session, letter):
        if part.id in elsewhere:
            part.end(Outcome.PASSED, uow.now, words)
    if before not in target.records_of:
        going_over.go_over(uow, _documents_of(uow, letter), target, _tokens(before, target.id))
    uow.session.flush()
    uow.record("letter.went_over", letter.id, before=before, after=target.id, reason=words)


def take_draft_over(uow: UnitOfWork, letter: OutgoingLetter, target: Agency, words: str, *, keeps_holder: bool) -> None:
    """Make an outgoing letter that bears no number another agency's; it is numbered there.

    Args:
        keeps_holder: Whoever it was presented to goes there, too; else it is its drafter's again.

    Raises:
        LetterStateError: It bears a number of the agency that ends.
    """
    uow.require(can_administer(uow.actor))
    letter = locked(uow, letter)
    if letter.is_numbered:
        raise LetterStateError(f"Văn bản {letter.number} đã cấp số; ban hành hoặc hủy số trước.")
    before, letter.agency = letter.agency_id, target
    if letter.state == OutgoingState.SUBMITTED and not keeps_holder:
        letter.step_to(OutgoingState.DRAFT)
        letter.holder_id = letter.drafter_id
    note(uow, letter, Deed.SUCCEEDED, words)
    uow.record("outgoing.went_over", letter.id, before=before, after=target.id)


def _documents_of(uow: UnitOfWork, letter: IncomingLetter) -> set[str]:
    read = (
        select(ImportItem.document_id)
        .join(IncomingFile, IncomingFile.item_id == ImportItem.id)
        .where(IncomingFile.letter_id == letter.id, ImportItem.document_id.is_not(None))
    )
    found = {one for one in uow.session.scalars(read) if one}
    return found | ({letter.document_id} if letter.document_id else set())


def _tokens(before: str, after: str) -> Mapping[str, str]:
    return {token(before): token(after) for token in (agency_token, clerks_token, leaders_token)}


def take_lists_over(uow: UnitOfWork, ended: Agency, target: Agency) -> int:
    """Put the agency that follows in the place of a merged one on every list of recipients; on how many.

    Of an agency that was parted nobody but the lists' owners knows who is meant now: the page asks them.
    """
    members = uow.session.scalars(select(RecipientListMember).where(RecipientListMember.agency_id == ended.id)).all()
    for member in members:
        if uow.session.get(RecipientListMember, (member.list_id, target.id)) is None:
            uow.session.add(RecipientListMember(list_id=member.list_id, agency_id=target.id))
        uow.session.delete(member)
    uow.session.flush()
    return len(members)
