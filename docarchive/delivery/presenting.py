"""How partners and postings look on a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from docarchive.core.screen import format_moment
from docarchive.delivery.models import Arrival, Partner, Posting
from docarchive.delivery.states import STRENGTH_WORDS, ChannelKind, PostingState
from signatures.xml import Strength

# Kinds of the status component.
POSTING_LOOK = {
    PostingState.WAITING: "doing", PostingState.HANDED: "doing", PostingState.DELIVERED: "done",
    PostingState.DEAD: "late", PostingState.CANCELLED: "new",
}  # fmt: skip


def connection_words(partner: Partner, now: datetime) -> tuple[str, str]:
    """How the connection stands now: words, and the kind of the status component."""
    if partner.paused_at is not None:
        return "Tạm ngừng gửi", "soon"
    if partner.channel == ChannelKind.AXIS:
        return "Qua trục liên thông", "doing"
    if partner.certificate is None:
        return ("Chờ so dãy số", "soon") if partner.proposed else ("Chưa có chứng thư", "soon")
    if partner.open_until is not None and partner.open_until > now:
        return f"Không trả lời, thử lại lúc {format_moment(partner.open_until)}", "late"
    if partner.failures:
        return "Lần gọi cuối không trả lời", "soon"
    return (
        ("Hoạt động", "done") if partner.answered_at or partner.heard_at else ("Đã thống nhất, chưa gửi thử", "doing")
    )


def packet_signature(arrival: Arrival) -> dict[str, Any] | None:
    """What a page says of the signature inside a packet; None where none was asked for and there is none."""
    found = arrival.signature
    if found is None:
        return None
    signer = " – ".join(dict.fromkeys(part for part in (found["signer"], found["organisation"]) if part))
    digest = f" ({found['digest'].upper()})" if found["digest"] else ""
    text = f"{signer or 'Không rõ người ký'} ký trên toàn bộ gói: thông tin văn bản và các tệp{digest}"
    signed = [{"text": text, "issuer": found["issuer"], "reasons": []}] if found["digest"] else []
    return {
        "status": STRENGTH_WORDS[Strength(found["strength"])], "signatures": signed, "reasons": found["reasons"],
        "judged": format_moment(arrival.arrived_at),
    }  # fmt: skip


def progress_words(posting: Posting) -> str:
    """What is happening to a posting, in a sentence."""
    state = PostingState(posting.state)
    if state is PostingState.WAITING:
        if posting.next_at is None:
            return "Đối tác đang tạm ngừng; gói được giữ lại."
        if posting.attempts:
            return f"Đã thử {posting.attempts} lần, thử lại lúc {format_moment(posting.next_at)}."
        return "Chờ gửi."
    if state is PostingState.HANDED:
        return "Đã giao cho kênh chuyển, chờ biên nhận."
    if state is PostingState.DELIVERED:
        return f"Đến nơi lúc {format_moment(posting.ended_at)}."
    if state is PostingState.DEAD:
        return f"Dừng lúc {format_moment(posting.ended_at)}."
    return f"Hủy lúc {format_moment(posting.ended_at)}."
