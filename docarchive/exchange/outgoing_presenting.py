"""From rows to what the pages of outgoing letters show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for

from docarchive.archive.models import FileVerdict
from docarchive.archive.presenting import seal, signatures
from docarchive.archive.wholeness import Compared
from docarchive.core.screen import format_date, format_moment
from docarchive.exchange.models import (
    OutgoingFile,
    OutgoingLetter,
    OutgoingRecipient,
    OutgoingSignature,
    OutgoingStep,
    OutgoingUpdate,
    UpdateRecipient,
)
from docarchive.exchange.outgoing_states import (
    DEED_WORDS,
    OUTGOING_WORDS,
    SIGNED_WORDS,
    SIGNING_WORDS,
    STEERING_WORDS,
    WAY_WORDS,
    Deed,
    OutgoingState,
    SigningPart,
    SigningWay,
    Way,
)
from docarchive.exchange.presenting import stated_words
from docarchive.exchange.queries.deliveries import STEPS
from docarchive.exchange.queries.prefilling import is_same
from docarchive.exchange.signing_rules import bears, waiting
from docarchive.exchange.undoing import ARRIVED, stands, undone_at
from edxml import STATUS_NAMES, Steering

_KINDS = {
    OutgoingState.DRAFT: "new", OutgoingState.SUBMITTED: "doing", OutgoingState.SIGNED: "soon",
    OutgoingState.NUMBERED: "soon", OutgoingState.ISSUED: "done", OutgoingState.RECALLED: "late",
    OutgoingState.REPLACED: "late", OutgoingState.CANCELLED: "late",
}  # fmt: skip
# What a page says and the register will say; each name with its words.
_COMPARED = {"number": "Số ký hiệu", "issued_on": "Ngày", "kind": "Loại", "signer": "Người ký"}


def row(letter: OutgoingLetter) -> dict[str, Any]:
    """A letter as a line of a list."""
    places = "; ".join(one.name for one in letter.sent_to[:3]) or letter.recipients.partition("\n")[0]
    more = len(letter.sent_to) - 3
    return {
        "id": letter.id, "url": url_for("exchange.outgoing_letter", letter_id=letter.id), "number": letter.number,
        "issued_on": format_date(letter.issued_on) if letter.issued_on else "", "kind": letter.kind.capitalize(),
        "subject": letter.subject or "(chưa có trích yếu)", "urgency": letter.urgency, "drafter": letter.drafter_name,
        "holder": holder(letter), "places": f"{places} và {more} nơi khác" if more > 0 else places,
        "status": status(letter), "is_open": letter.state in (OutgoingState.SIGNED, OutgoingState.NUMBERED),
        "seen": letter.main.id if letter.main else "",
    }  # fmt: skip


def status(letter: OutgoingLetter) -> tuple[str, str]:
    """Word and kind of where a letter stands."""
    state = OutgoingState(letter.state)
    return OUTGOING_WORDS[state], _KINDS[state]


def holder(letter: OutgoingLetter) -> str:
    """Whose turn it is; empty once it has ended."""
    if letter.state in (OutgoingState.SIGNED, OutgoingState.NUMBERED):
        return "Văn thư"
    return letter.holder.name if letter.holder else ""


def facts(letter: OutgoingLetter) -> list[tuple[str, str]]:
    """The register's line as names and values; empty ones are left out."""
    signer = _joined(letter.signer_authority, letter.signer_title, letter.signer)
    book = f"{letter.register.name} {letter.given.volume.label}" if letter.register and letter.given else ""
    found = [
        ("Số ký hiệu", letter.number), ("Ngày", format_date(letter.issued_on) if letter.issued_on else ""),
        ("Sổ", book), ("Loại", letter.kind.capitalize()), ("Độ khẩn", letter.urgency.capitalize()),
        ("Soạn thảo", _joined(letter.drafter_name, letter.unit.name if letter.unit else "")),
        ("Người ký", signer), ("Địa danh", letter.place), ("Số trang", str(letter.pages or "")),
        ("Số bản", str(letter.copies)), ("Hạn trả lời", format_date(letter.due_on) if letter.due_on else ""),
        ("Nhiệm vụ kèm theo", STEERING_WORDS[Steering(letter.steering)] if letter.steering else ""),
        ("Nơi lưu", letter.keeper), ("Ghi chú", letter.note), ("Lý do", letter.reason),
    ]  # fmt: skip
    return [pair for pair in found if pair[1]]


def files(
    letter: OutgoingLetter, judged: Mapping[str, FileVerdict], compared: Mapping[str, Compared]
) -> list[dict[str, Any]]:  # fmt: skip
    """The newest version of each file, with what was found of its bytes and signatures, and the versions before it."""
    return [_file(letter, one, judged.get(one.file_sha), compared.get(one.file_sha)) for one in letter.current]


def waiting_files(letter: OutgoingLetter) -> list[dict[str, Any]]:
    """The files the next electronic signature goes on, and where they are had to be signed elsewhere."""
    return [
        {
            "ordinal": one.ordinal, "name": one.name, "role": _role(one),
            "url": url_for("exchange.file_to_sign", letter_id=letter.id, ordinal=one.ordinal),
        }
        for one in waiting(letter)
    ]  # fmt: skip


def refused(letter: OutgoingLetter) -> list[str]:
    """Returned files that were not taken, the newest first."""
    return [f"{format_moment(one.at)}, {one.by_name}, {one.name}: {one.reason}" for one in reversed(letter.refused)]


def unsealed(letter: OutgoingLetter) -> str:
    """What is missing of the electronic signatures of a letter its signer signed so; empty where nothing is."""
    if not bears(letter, SigningPart.PERSON) or not waiting(letter):
        return ""
    names = ", ".join(_role(one).lower() for one in waiting(letter))
    value = "văn bản điện tử có giá trị như bản gốc khi có đủ (Nghị định 30/2020/NĐ-CP, Điều 5)"
    return f"Chưa có chữ ký số của cơ quan trên {names}; {value}."


def differences(letter: OutgoingLetter) -> list[tuple[str, str, str]]:
    """What the page says otherwise than the register would: words, on the page, in the register."""
    said = (letter.main.read if letter.main and not letter.is_issued else None) or {}
    found = []
    for name, words in _COMPARED.items():
        ours = getattr(letter, name)
        ours = ours.isoformat() if isinstance(ours, date) else ours
        if said.get(name) and ours and not is_same(said[name], ours):
            shown = [
                format_date(date.fromisoformat(each)) if name == "issued_on" else each for each in (said[name], ours)
            ]
            found.append((words, shown[0], shown[1]))
    return found


def steps(way: Sequence[OutgoingStep]) -> list[dict[str, Any]]:
    """The way of a letter, newest step first."""
    return [_step(one) for one in reversed(way)]


def recipients(letter: OutgoingLetter) -> list[dict[str, str]]:
    """Whom it goes to."""
    return [
        {"name": one.name, "code": one.code, "way": WAY_WORDS[Way(one.way)], "why": one.why} for one in letter.sent_to
    ]  # fmt: skip


UPDATE_WORDS = {
    "subject": "Trích yếu", "urgency": "Độ khẩn", "due_on": "Hạn trả lời", "signer_authority": "Thẩm quyền ký",
    "signer_title": "Chức vụ", "signer": "Người ký", "place": "Địa danh",
}  # fmt: skip


def updates(made: Sequence[OutgoingUpdate]) -> list[dict[str, Any]]:
    """The corrections of a letter, newest first: what it said before, what it says since, how many answered what."""
    return [
        {
            "title": f"Lần {one.ordinal}: {format_moment(one.at)}, {one.by_name}", "reason": one.reason,
            "changes": [(words, *(stated_words(name, each) for each in one.changed[name]))
                        for name, words in UPDATE_WORDS.items() if name in one.changed],
            "files": [_corrected_file(each) for each in one.files], "counts": _update_counts(one),
        }
        for one in reversed(made)
    ]  # fmt: skip


def update_status(row: UpdateRecipient) -> tuple[str, str]:
    """Word and kind of where a correction stands at a recipient."""
    if row.failed:
        return "Chưa gửi được", "late"
    if row.answer:
        return ("Đã cập nhật", "done") if row.answer == "15" else ("Từ chối cập nhật", "late")
    return ("Chờ trả lời cập nhật", "soon") if row.delivered_at else ("Đang gửi cập nhật", "doing")


def delivery(one: OutgoingRecipient, *, is_late: bool, corrections: Sequence[UpdateRecipient] = ()) -> dict[str, Any]:
    """A recipient as a line of the table of steps: a time below each step it took.

    Args:
        corrections: Those sent to it, the first one first.
    """
    undone = undone_at(one.steps)
    latest_first = sorted(one.steps, key=lambda step: step.stated_at, reverse=True)
    times = {step.code: format_moment(step.stated_at) for step in latest_first if stands(step, undone)}
    said = [step for step in one.steps if step.words and step.update_id is None]
    latest = max(said, key=lambda step: step.received_at, default=None)
    words = latest.words if latest else ""
    return {
        "id": one.id, "name": one.name, "code": one.code, "way": WAY_WORDS[Way(one.way)], "failed": one.failed,
        "sent": format_moment(one.sent_at) if one.sent_at else "", "words": words, "posting": one.posting_id,
        "delivered": format_moment(one.delivered_at) if one.delivered_at else "",
        "times": [times.get(code, "") for code in STEPS], "status": delivery_status(one, is_late=is_late),
        "corrections": [
            {"text": f"Cập nhật lần {row.update.ordinal}", "status": update_status(row), "words": row.words,
             "failed": row.failed, "id": row.id}
            for row in corrections
        ],
    }  # fmt: skip


def delivery_status(one: OutgoingRecipient, *, is_late: bool = False) -> tuple[str, str]:
    """Word and kind of where a letter stands at a recipient."""
    if one.failed:
        return "Chưa gửi được", "late"
    if one.recalled_at and one.status != "15":
        refused = any(step.code == "16" and step.update_id is None for step in one.steps)
        return ("Từ chối thu hồi", "late") if refused else ("Chờ trả lời thu hồi", "soon")
    if one.status == "15":
        return "Đã hủy theo thu hồi", "done"
    if is_late:
        return "Quá hạn vào sổ", "late"
    if one.status == ARRIVED and undone_at(one.steps):
        return "Chờ vào sổ lại", "soon"
    if one.status:
        kind = {"02": "late", "06": "done", "01": "new"}.get(one.status, "doing")
        return STATUS_NAMES.get(one.status, f"Mã {one.status}"), kind
    if one.way == Way.PAPER:
        return "Gửi giấy", "new"
    return ("Đã đến", "new") if one.delivered_at else ("Đang gửi", "doing")


def _corrected_file(one: Mapping[str, Any]) -> str:
    role = "Văn bản" if one["ordinal"] == 0 else f"Phụ lục {one['ordinal']}"
    was = f"thay bản {one['before']}" if one["before"] else "gửi thêm"
    return f"{role}: {one['name']} (bản {one['version']}, {was})"


def _update_counts(one: OutgoingUpdate) -> str:
    told = Counter(update_status(row)[0] for row in one.sent)
    return ", ".join(f"{words.lower()} {count} nơi" for words, count in told.items())


def _file(
    letter: OutgoingLetter, file: OutgoingFile, verdict: FileVerdict | None, compared: Compared | None
) -> dict[str, Any]:  # fmt: skip
    said = file.read or {}
    return {
        "id": file.id, "ordinal": file.ordinal, "name": file.name, "version": file.version,
        "role": _role(file), "signatures": signatures(verdict), "seal": seal(compared),
        "signed": [_signature(one) for one in reversed(letter.signatures_of(file))],
        "added": f"{file.added_by}, {format_moment(file.added_at)}",
        "url": None if said.get("secrecy") else _address(letter, file),
        "trouble": said.get("failed") or ("Tệp có dấu mật: nội dung đã được gỡ." if said.get("secrecy") else ""),
        "is_reading": file.read is None, "before": list(_before(letter, file)),
    }  # fmt: skip


def _role(file: OutgoingFile) -> str:
    return "Văn bản" if file.ordinal == 0 else f"Phụ lục {file.ordinal}"


def _signature(one: OutgoingSignature) -> dict[str, str]:
    who = f"{SIGNED_WORDS[SigningPart(one.part)]}: chứng thư {one.holder}, số {one.serial}, do {one.issuer} cấp"
    how = f"{one.by_name} {SIGNING_WORDS[SigningWay(one.way)]} lúc {format_moment(one.at)}"
    name = "cơ quan" if one.part == SigningPart.AGENCY else one.by_name
    warning = f"Chứng thư ghi tên “{one.holder}”, khác tên {name}; người ký đã xác nhận." if one.other_name else ""
    return {"text": f"{who}; {how}.", "warning": warning}


def _before(letter: OutgoingLetter, file: OutgoingFile) -> Iterator[dict[str, Any]]:
    for one in reversed(letter.files):
        if one.ordinal == file.ordinal and one.version < file.version and one.is_wanted:
            words = f"bản {one.version}: {one.name}, {one.added_by}, {format_moment(one.added_at)}"
            marked = (one.read or {}).get("secrecy")
            yield {"text": words, "url": None if marked else _address(letter, one)}


def _address(letter: OutgoingLetter, file: OutgoingFile) -> str:
    return url_for("exchange.outgoing_file", letter_id=letter.id, file_id=file.id)


def _step(one: OutgoingStep) -> dict[str, Any]:
    deed = Deed(one.deed)
    to = f" {one.asked}" if one.asked else ""
    words = f"{one.by_name}: {DEED_WORDS[deed]}{to}"
    if one.version > 1:
        words += f" (bản {one.version})"
    if one.words:
        words += f" – “{one.words}”"
    waits = deed is Deed.ASKED and one.answered_at is None
    due = f", hạn {format_date(one.due_on)}" if one.due_on else ""
    return {"time": format_moment(one.at), "text": words + due + ("; chưa trả lời" if waits else ""), "now": waits}


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
