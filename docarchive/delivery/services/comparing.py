"""Comparing with a partner what was sent with what arrived: after a restore, and every night.

A receiver restored from a copy older than its last receipts has lost packets the sender holds receipts for. The sender
keeps its packets, so it delivers what is missing once more, under the same ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency
from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Arrival, Partner, Posting
from docarchive.delivery.questions import root_of
from docarchive.delivery.services.alarms import raise_alarm
from docarchive.delivery.services.sending import hold, revive
from docarchive.delivery.states import AlarmKind, PostingState
from docarchive.kernel.local_time import at, local_day

COMPARE_JOB = "delivery.compare"
# Senders keep what they sent for longer than any backup is kept.
WINDOW = timedelta(days=35)
_AT = time(2, 30)


@dataclass(frozen=True)
class Compared:
    """What a comparison found.

    Attributes:
        sent: Packets of the window that count as delivered here.
        there: Packets of the window the other side has.
        lost_there: Delivered once, and gone there: they are on their way again.
        unknown_here: The other side has them, and here nobody knows of them: this side was restored.
        differing: Ids both have with different bytes.
        arrived_after_all: Counted as lost here and there all the same; they are tried again for their receipts.
    """

    sent: int
    there: int
    lost_there: int = 0
    unknown_here: int = 0
    differing: int = 0
    arrived_after_all: int = 0

    @property
    def is_equal(self) -> bool:
        """Whether both sides hold the same."""
        return not (self.lost_there or self.unknown_here or self.differing or self.arrived_after_all)


def plan_next(uow: UnitOfWork, partner: Partner) -> None:
    """Compare in the coming night, once however often it is planned."""
    day = local_day(uow.now) + timedelta(days=1)
    uow.enqueue_at(at(day, _AT), COMPARE_JOB, f"{partner.id}:{day}", partner=partner.id)


def held_from(session: Session, agency: Agency, sender_code: str, since: datetime, until: datetime) -> dict[str, str]:
    """Message ids and digests an agency has from a sender, of postings of a window by the sender's clock."""
    rows = session.execute(
        select(Arrival.message_id, Arrival.packet_sha).where(
            Arrival.agency_id == agency.id, Arrival.sender_code == sender_code, Arrival.posted_at >= since,
            Arrival.posted_at < until,
        )
    )  # fmt: skip
    return {row.message_id: row.packet_sha for row in rows}


def compare(
    uow: UnitOfWork, agency: Agency, to_code: str, there: Mapping[str, str], since: datetime, asked_at: datetime
) -> Compared:
    """Hold what the other side has against what was sent, and set on its way again what it lost.

    Args:
        there: Message id → digest of what the other side has of the window.
        since: The window's first moment.
        asked_at: Its end, when the other side was asked; what arrived since then cannot be in its list.
    """
    rows = uow.session.scalars(
        select(Posting)
        .where(
            Posting.from_code == agency.code, Posting.to_code == to_code, Posting.posted_at >= since,
            Posting.posted_at < asked_at,
        )
        .order_by(Posting.id)
    ).all()  # fmt: skip
    delivered = {row.message_id: row.packet_sha for row in rows if row.state == PostingState.DELIVERED}
    known = {row.message_id for row in rows}
    strange = sorted(set(there) - known)
    differing = sorted(row.message_id for row in rows if there.get(row.message_id, row.packet_sha) != row.packet_sha)
    lost, late = [], []
    if root_of(delivered.items()) != root_of(there.items()):
        lost = [row for row in rows if _was_settled(row, asked_at) and row.message_id not in there]
        late = [row for row in rows if row.state == PostingState.DEAD and row.message_id in there]
    for row in (*lost, *late):
        hold(uow, row)
        revive(uow, row)
    _tell(uow, agency, to_code, [row.message_id for row in lost], strange, differing)
    return Compared(len(delivered), len(there), len(lost), len(strange), len(differing), len(late))


def _was_settled(posting: Posting, before: datetime) -> bool:
    return posting.state == PostingState.DELIVERED and posting.ended_at is not None and posting.ended_at <= before


def _tell(
    uow: UnitOfWork, agency: Agency, to_code: str, lost: list[str], strange: list[str], differing: list[str]
) -> None:
    if lost:
        words = f"{to_code} đã mất {len(lost)} gói từng biên nhận (khôi phục từ bản sao lưu cũ); đang gửi lại tự động."
        raise_alarm(uow, AlarmKind.LOST_THERE, words, agency_id=agency.id, peer_code=to_code)
    if strange:
        words = (
            f"{to_code} có {len(strange)} gói của cơ quan mà ở đây không còn (khôi phục từ bản sao lưu cũ)."
            f" Mã gói đầu tiên: {strange[0]}. Xin đơn vị bạn gửi lại bản chụp để bổ sung sổ."
        )
        raise_alarm(uow, AlarmKind.LOST_HERE, words, agency_id=agency.id, peer_code=to_code)
    for message_id in differing[:20]:
        words = f"{to_code} giữ mã gói {message_id} với nội dung khác bản đã gửi. Gọi điện đối chiếu."
        raise_alarm(uow, AlarmKind.OTHER_BYTES, words, agency_id=agency.id, peer_code=to_code, message_id=message_id)
