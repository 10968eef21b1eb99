"""From rows to what the pages of incoming letters show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for

from docarchive.archive.models import Document, FileVerdict
from docarchive.archive.presenting import seal, signatures
from docarchive.archive.states import ITEM_WORDS, ItemState
from docarchive.archive.wholeness import Compared
from docarchive.core.screen import format_date, format_moment
from docarchive.delivery.presenting import packet_signature
from docarchive.delivery.states import PROOF_WORDS, Proof
from docarchive.exchange.corrections import remaining
from docarchive.exchange.handing_words import Handed
from docarchive.exchange.models import Handover, IncomingLetter, IncomingRequest
from docarchive.exchange.states import (
    CHANNEL_WORDS,
    OUTCOME_WORDS,
    PART_WORDS,
    REQUEST_WORDS,
    STATE_WORDS,
    Channel,
    Outcome,
    Part,
    Request,
)
from docarchive.exchange.states import IncomingState as State

_KINDS = {
    State.WAITING: "new", State.REGISTERED: "soon", State.SUBMITTED: "doing", State.ASSIGNED: "doing",
    State.FINISHED: "done", State.REFUSED: "late", State.MERGED: "done", State.WITHDRAWN: "late",
}  # fmt: skip
# What a packet says of its letter, by the names of the letter's fields.
STATED_WORDS = {
    "number": "Số ký hiệu", "issued_on": "Ngày", "kind": "Loại", "issuer": "Cơ quan", "subject": "Trích yếu",
    "signer": "Người ký", "signer_title": "Chức vụ", "urgency": "Độ khẩn", "due_on": "Hạn trả lời",
}  # fmt: skip
# What a letter does beside being read, by ``Steering`` of edxml.
STEERS_WORDS = {1: "Giao nhiệm vụ", 2: "Báo cáo nhiệm vụ"}
_ENDED = (State.FINISHED, State.REFUSED, State.MERGED, State.WITHDRAWN)


def row(letter: IncomingLetter, today: date, read: Document | None = None) -> dict[str, Any]:
    """A letter as a line of a list.

    Args:
        read: What was read from its file, shown until the clerk has registered it.
    """
    said: Any = letter if letter.is_registered or letter.packet or read is None else read
    main = letter.main
    name = main.item.path if main else CHANNEL_WORDS[Channel(letter.channel)]
    return {
        "id": letter.id, "url": url_for("exchange.letter", letter_id=letter.id),
        "arrival": letter.arrival_number or "", "number": said.number,
        "issued_on": format_date(said.issued_on) if said.issued_on else "", "issuer": said.issuer,
        "subject": said.subject or name, "urgency": said.urgency, "received": format_moment(letter.received_at),
        "channel": CHANNEL_WORDS[Channel(letter.channel)],
        "due": format_date(letter.due_on) if letter.due_on else "", "where": letter.to_places,
        "steers": steers(letter), "status": status(letter, today), "is_open": State(letter.state) not in _ENDED,
        "reading": reading(letter),
    }  # fmt: skip


def handing_told(read: Handed) -> str:
    """What was read of a remark: what is filled in now, and whom nobody here goes by the name of."""
    names = (("chủ trì", read.lead), ("phối hợp", read.co), ("để biết", read.info), ("hạn", read.due_on))
    filled = ", ".join(words for words, value in names if value)
    said = f"Đã điền {filled} theo bút phê; xem lại rồi bấm chuyển." if filled else ""
    if not read.unknown:
        return said
    unknown = f"Chưa nhận ra: {'; '.join(read.unknown)}. Chọn ở dưới; giao cơ quan khác thì Đưa vào sổ chỉ đạo."
    return f"{said} {unknown}".strip()


def steers(letter: IncomingLetter) -> str:
    """Whether its sender says that it gives work or reports on work; empty where it does neither."""
    return STEERS_WORDS.get(letter.packet.steering, "") if letter.packet else ""


def status(letter: IncomingLetter, today: date) -> tuple[str, str]:
    """Word and kind of where a letter stands; what is late says so first."""
    state = State(letter.state)
    if letter.due_on and state not in _ENDED:
        left = (letter.due_on - today).days
        if left < 0:
            return f"Quá hạn {-left} ngày", "late"
        if left <= 2 and state is not State.WAITING:
            return ("Hạn hôm nay" if left == 0 else f"Còn {left} ngày"), "soon"
    return STATE_WORDS[state], _KINDS[state]


def reading(letter: IncomingLetter) -> tuple[str, str] | None:
    """How reading the letter's file goes, while that matters; None where it went well or there is no file."""
    if letter.main is None or letter.state != State.WAITING:
        return None
    item = letter.main.item
    state = ItemState(item.state)
    if state is ItemState.IMPORTED:
        return None
    kinds = {ItemState.WAITING: "doing", ItemState.DUPLICATE: "soon"}
    return ITEM_WORDS[state], kinds.get(state, "late")


def facts(letter: IncomingLetter) -> list[tuple[str, str]]:
    """The register's line as names and values."""
    signer = ", ".join(part for part in (letter.signer, letter.signer_title) if part)
    return [
        ("Số đến", letter.arrival_number or ""),
        ("Sổ", f"{letter.register.name} {letter.arrival.volume.label}" if letter.register and letter.arrival else ""),
        ("Ngày đến", format_date(letter.arrived_on) if letter.arrived_on else format_moment(letter.received_at)),
        ("Đến bằng", CHANNEL_WORDS[Channel(letter.channel)]),
        ("Bên gửi", sender(letter)),
        ("Số ký hiệu", letter.number), ("Ngày văn bản", format_date(letter.issued_on) if letter.issued_on else ""),
        ("Cơ quan ban hành", letter.issuer), ("Loại", letter.kind.capitalize()), ("Người ký", signer),
        ("Nhiệm vụ kèm theo", steers(letter)),
        ("Độ khẩn", letter.urgency.capitalize()), ("Số trang", str(letter.pages or "")),
        ("Hạn trả lời", format_date(letter.due_on) if letter.due_on else ""), ("Nơi xử lý", letter.to_places),
        ("Văn bản trả lời", letter.answer), ("Ghi chú", letter.note),
        ("Lý do", " – ".join(part for part in (letter.cause, letter.reason) if part)),
    ]  # fmt: skip


def sender(letter: IncomingLetter) -> str:
    """Who sent a letter that came by the exchange, and how that is proved."""
    packet = letter.packet
    if packet is None:
        return ""
    return f"{letter.received_by} ({packet.sender_code}) – {PROOF_WORDS[Proof(packet.proof)].lower()}"


def files(
    letter: IncomingLetter, judged: Mapping[str, FileVerdict] | None = None,
    compared: Mapping[str, Compared] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The letter's files, each with the document it became and what was found of its bytes and signatures."""
    found = []
    for file in letter.files:
        state = ItemState(file.item.state)
        is_read = state is ItemState.IMPORTED and file.item.document_id and file.item.file_sha
        found.append(
            {
                "name": file.item.path, "role": "Văn bản" if file.ordinal == 0 else f"Phụ lục {file.ordinal}",
                "url": url_for("archive.document", document_id=file.item.document_id) if is_read else None,
                "state": "" if is_read else ITEM_WORDS[state], "reason": file.item.reason or "",
                "signatures": signatures((judged or {}).get(file.item.file_sha or "")),
                "seal": seal((compared or {}).get(file.item.file_sha or "")),
            }
        )  # fmt: skip
    return found


def asked(one: IncomingRequest) -> dict[str, Any]:
    """What the sender of a letter asks, and what was answered."""
    kind = Request(one.kind)
    before = (one.letter.packet.stated if one.letter.packet else None) or {}
    left = remaining(one)
    changes = [
        (words, stated_words(name, before.get(name, "")), stated_words(name, value))
        for name, words in STATED_WORDS.items()
        if (value := left.stated.get(name)) is not None and value != before.get(name, "")
    ]
    answer = "Đồng ý" if one.agreed else f"Từ chối: {one.words}"
    is_open = one.agreed is None and one.letter.state != State.WITHDRAWN
    return {
        "id": one.id, "title": REQUEST_WORDS[kind], "is_recall": kind is Request.RECALL, "open": is_open,
        "text": f"{format_moment(one.asked_at)}: {one.reason or 'không nêu lý do'}", "changes": changes,
        "signature": packet_signature(one.arrival), "files": (one.files or []) if left.takes_files else [],
        "is_overtaken": left.is_overtaken and is_open,
        "decided": f"{answer} – {one.decided_by}, {format_moment(one.decided_at)}" if one.decided_at else "",
    }  # fmt: skip


def stated_words(name: str, value: str) -> str:
    """What a packet or a correction says of a field, for people."""
    if not value:
        return "(không ghi)"
    return format_date(date.fromisoformat(value)) if name in {"issued_on", "due_on"} else value


def steps(handovers: Sequence[Handover]) -> list[dict[str, Any]]:
    """The way of a letter, newest step first."""
    return [_step(one) for one in reversed(handovers)]


def holders(held: Sequence[Handover]) -> list[str]:
    """Who has the letter now, in words; who is only told is left out."""
    return [
        f"{one.holder} ({PART_WORDS[Part(one.part)].lower()}{_due(one)}{'' if one.seen_at else ', chưa mở'})"
        for one in held
        if one.part != Part.INFO
    ]


def _step(one: Handover) -> dict[str, Any]:
    words = f"{one.from_name} → {one.holder}: {PART_WORDS[Part(one.part)].lower()}{_due(one)}"
    if one.words:
        words += f" – “{one.words}”"
    if one.outcome:
        words += f"; {OUTCOME_WORDS[Outcome(one.outcome)]} lúc {format_moment(one.ended_at)}"
        words += f" – “{one.said}”" if one.said and one.said != one.words else ""
    elif one.seen_at:
        words += f"; đã mở lúc {format_moment(one.seen_at)}"
    return {"time": format_moment(one.given_at), "text": words, "now": one.is_open}


def _due(one: Handover) -> str:
    return f", hạn {format_date(one.due_on)}" if one.due_on else ""
