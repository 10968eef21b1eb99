"""Setting whom a letter goes to, and keeping lists of those it often goes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from docarchive.accounts.models import Agency
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import OutgoingLetter, OutgoingRecipient, RecipientList, RecipientListMember
from docarchive.exchange.outgoing_states import OutgoingState, Way
from docarchive.exchange.policies import can_draft, can_issue, can_write
from docarchive.exchange.queries.directory import lists_of, ways
from docarchive.exchange.services.steps import locked
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day

MOST = 2_000
_OPEN = (OutgoingState.DRAFT, OutgoingState.SUBMITTED, OutgoingState.SIGNED, OutgoingState.NUMBERED)


@dataclass(frozen=True)
class Addressee:
    """Somebody a letter goes to.

    Attributes:
        agency: Its row in the directory; None: one that stands in none, by ``name`` and on paper.
        why: Why on paper, where it could go electronically.
    """

    name: str
    agency: Agency | None = None
    way: Way = Way.ELECTRONIC
    why: str = ""


def set_recipients(uow: UnitOfWork, letter: OutgoingLetter, wanted: Sequence[Addressee]) -> None:
    """Say whom a letter goes to, instead of whom was said before; each once, in this order.

    Raises:
        NotAllowedError: It is neither the actor's draft nor the actor's to issue.
        LetterStateError: It has been issued: whoever is added then is sent it by an update.
        InvalidInputError: More than 2,000, or one that is in no directory is to be reached electronically.
    """
    letter = locked(uow, letter)
    uow.require(
        can_write(uow.actor, letter) or can_issue(uow.actor, letter),
        "Chỉ người soạn thảo hoặc văn thư đặt nơi nhận.",
    )
    if OutgoingState(letter.state) not in _OPEN:
        raise LetterStateError("Văn bản đã ban hành; thêm nơi nhận bằng cập nhật văn bản.")
    if len(wanted) > MOST:
        raise InvalidInputError(f"Một văn bản gửi tới nhiều nhất {MOST} nơi.")
    if any(one.agency is None and one.way is not Way.PAPER for one in wanted):
        raise InvalidInputError("Nơi nhận ngoài danh mục chỉ gửi được bản giấy.")
    once: dict[str, Addressee] = {}
    for one in wanted:
        once.setdefault(_key(one), one)
    letter.sent_to = []
    uow.session.flush()
    letter.sent_to = [row_of(one, ordinal) for ordinal, one in enumerate(once.values(), 1)]
    uow.session.flush()
    uow.record("outgoing.recipients_set", letter.id, receivers=len(once))


def add_recipients(uow: UnitOfWork, letter: OutgoingLetter, agencies: Sequence[Agency]) -> int:
    """Send a letter that has not left to further agencies, too, each as it can be reached.

    Returns:
        How many of them were not there yet.

    Raises:
        NotAllowedError: It is neither the actor's draft nor the actor's to issue.
        LetterStateError: It has been issued.
    """
    there = {one.agency_id for one in letter.sent_to}
    new = [one for one in agencies if one.id not in there]
    reach = ways(uow.session, new, local_day(uow.now))
    more = [Addressee(one.name, one, reach.get(one.id, Way.PAPER)) for one in new]
    set_recipients(uow, letter, [*(addressee(one) for one in letter.sent_to), *more])
    return len(new)


def save_list(uow: UnitOfWork, agency_id: str, name: str, agencies: Sequence[Agency]) -> RecipientList:
    """Keep agencies under a name; a name in use gets the new agencies.

    Raises:
        NotAllowedError: The actor holds no position in the agency.
        InvalidInputError: No name, or nobody on it.
    """
    uow.require(can_draft(uow.actor, agency_id))
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= 120 or not agencies:
        message = "Đặt tên danh sách (tối đa 120 ký tự) và chọn ít nhất một cơ quan."
        raise InvalidInputError(message, fields={"list_name": message})
    uow.alone(f"recipient lists of {agency_id}")
    found = next((one for one in lists_of(uow.session, agency_id) if one.name == tidy), None)
    row = found or RecipientList(agency_id=agency_id, name=tidy)
    uow.session.add(row)
    uow.session.flush()
    uow.session.execute(delete(RecipientListMember).where(RecipientListMember.list_id == row.id))
    members = dict.fromkeys(one.id for one in agencies)
    uow.session.add_all(RecipientListMember(list_id=row.id, agency_id=each) for each in members)
    uow.session.flush()
    return row


def drop_list(uow: UnitOfWork, row: RecipientList) -> None:
    """Forget a list; letters that went to it stay as they are."""
    uow.require(can_draft(uow.actor, row.agency_id))
    uow.session.execute(delete(RecipientListMember).where(RecipientListMember.list_id == row.id))
    uow.session.delete(row)


def _key(one: Addressee) -> str:
    return one.agency.id if one.agency else f"={one.name.casefold()}"


def row_of(one: Addressee, ordinal: int) -> OutgoingRecipient:
    """The row of somebody a letter goes to."""
    code = one.agency.code if one.agency else ""
    return OutgoingRecipient(ordinal=ordinal, agency=one.agency, code=code, name=one.name, way=one.way, why=one.why)


def addressee(row: OutgoingRecipient) -> Addressee:
    """The same recipient for another letter."""
    return Addressee(row.name, row.agency, Way(row.way), row.why)
