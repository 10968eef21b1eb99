"""Putting packets on their way, calling them back, trying them once more: rows only, nothing leaves in here."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.core.work import UnitOfWork
from docarchive.delivery.envelopes import LONGEST_ID
from docarchive.delivery.errors import AlreadyTakenError, MessageIdTakenError, PostingStateError
from docarchive.delivery.models import Posting
from docarchive.delivery.policies import can_post
from docarchive.delivery.queries.partners import way_to
from docarchive.delivery.rules import WINDOW
from docarchive.delivery.states import PostingKind, PostingState
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.ids import new_id, ordered_id

DELIVER = "delivery.deliver"
_REFUSAL = "Chỉ văn thư của cơ quan gửi được văn bản ra ngoài."
# An urgent packet goes before all that waits less long than this.
_AHEAD = timedelta(minutes=5)


def post(
    uow: UnitOfWork, *, from_agency: Agency, to_code: str, packet: bytes, kind: PostingKind, about: str,
    message_id: str | None = None, urgent: bool = False,
) -> Posting:  # fmt: skip
    """Have a packet delivered to one agency, in the transaction of whatever it is about.

    Args:
        to_code: Identifier of the receiver, of this installation or a partner.
        packet: As ``edxml.write`` gives it; kept before anything points to it.
        about: The caller's key; events bear it, and ``postings_about`` finds it.
        message_id: Unique at the sender for ever; None: a new one. The same packet posted again under the same id
            is the same posting.

    Raises:
        UnreachableError: Nobody knows how packets get there.
        MessageIdTakenError: The agency posted something else under this id.

    Source:
        Decision 28/2018/QĐ-TTg, Article 6: sent the day it is signed, tracked by both sides.
    """
    uow.require(can_post(uow.actor, from_agency.id), _REFUSAL)
    way = way_to(uow.session, to_code)
    digest = _kept(uow, packet)
    is_given = message_id is not None
    message_id = message_id or ordered_id(uow.now)
    if not 1 <= len(message_id) <= LONGEST_ID:
        raise InvalidInputError(f"Mã gói dài từ 1 đến {LONGEST_ID} ký tự.")
    known = _known(uow, from_agency.code, message_id) if is_given else None
    if known is not None:
        if (known.packet_sha, known.to_code) != (digest, way.code):
            raise MessageIdTakenError(message_id)
        return known
    posting = Posting(
        id=new_id(), turn=0,
        agency=from_agency, from_code=from_agency.code, to_code=way.code, partner=way.partner, channel=way.channel,
        kind=kind, about=about, message_id=message_id, packet_sha=digest, size_bytes=len(packet), urgent=urgent,
        posted_at=uow.now.replace(microsecond=0), posted_by_name=uow.actor.name, expires_at=uow.now + WINDOW,
    )  # fmt: skip
    uow.session.add(posting)
    schedule(uow, posting)
    uow.record("packet.posted", posting.id, code=way.code, message=message_id, sha256=digest, about=about)
    return posting


def cancel(uow: UnitOfWork, posting: Posting) -> None:
    """Withdraw a packet that nobody has taken yet; nothing of it leaves.

    Raises:
        AlreadyTakenError: It left, or may have: only a recall helps (Decree 30/2020/NĐ-CP, Article 18).
        PostingStateError: It ended before.
    """
    uow.require(can_post(uow.actor, posting.from_agency_id), _REFUSAL)
    hold(uow, posting)
    # A worker notes that it takes a packet before anything leaves; whoever holds the row first decides.
    if posting.state == PostingState.WAITING and posting.taken_at:
        raise AlreadyTakenError
    posting.step_to(PostingState.CANCELLED)
    posting.next_at, posting.ended_at = None, uow.now
    uow.record("packet.cancelled", posting.id, code=posting.to_code)


def send_again(uow: UnitOfWork, posting: Posting) -> None:
    """Have a dead letter tried once more, for another five days; under the same id, so that it cannot arrive twice.

    Raises:
        PostingStateError: It is not dead.
    """
    uow.require(can_post(uow.actor, posting.from_agency_id), _REFUSAL)
    hold(uow, posting)
    if posting.state != PostingState.DEAD:
        raise PostingStateError("Chỉ gửi lại được lượt gửi không gửi được. Tải lại trang để xem trạng thái mới.")
    revive(uow, posting)
    uow.record("packet.sent_again", posting.id, code=posting.to_code)


def revive(uow: UnitOfWork, posting: Posting) -> None:
    """Set a packet on its way again, by the way that leads to its receiver now."""
    way = way_to(uow.session, posting.to_code)
    posting.step_to(PostingState.WAITING)
    posting.partner, posting.channel = way.partner, way.channel
    posting.expires_at, posting.ended_at = uow.now + WINDOW, None
    posting.error = posting.error_code = ""
    schedule(uow, posting)


def schedule(uow: UnitOfWork, posting: Posting, pause: timedelta = timedelta()) -> None:
    """Have the packet tried after a pause."""
    posting.turn += 1
    posting.next_at = uow.now + pause
    due = posting.next_at - (_AHEAD if posting.urgent and not pause else timedelta())
    uow.enqueue_at(due, DELIVER, job_key(posting), posting=posting.id, turn=posting.turn)


def job_key(posting: Posting) -> str:
    """The key of the job for its present turn."""
    return f"{posting.id}:{posting.turn}"


def hold(uow: UnitOfWork, posting: Posting) -> None:
    """See a posting as it stands now, kept from others until the unit ends."""
    uow.session.refresh(posting, with_for_update={"of": Posting})


def held(uow: UnitOfWork, posting_id: str) -> Posting | None:
    """Find a posting and hold it, in one question; None: there is none."""
    return uow.session.get(Posting, posting_id, with_for_update={"of": Posting}, populate_existing=True)


def _kept(uow: UnitOfWork, packet: bytes) -> str:
    digest = hashlib.sha256(packet).hexdigest()
    return digest if uow.files.exists(digest) else uow.files.put(packet)


def _known(uow: UnitOfWork, from_code: str, message_id: str) -> Posting | None:
    return uow.session.scalar(select(Posting).where(Posting.from_code == from_code, Posting.message_id == message_id))
