"""From rows to what the pages of a document show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import url_for

from docarchive.archive import viewing
from docarchive.archive.models import Document, DocumentVersion, FieldValue, FileVerdict
from docarchive.archive.queries.catalogue import line, shown_kind
from docarchive.archive.states import ACCESS_WORDS, FIELD_WORDS, ORIGIN_WORDS, SURE, AccessLevel, Origin
from docarchive.archive.wholeness import Compared, Wholeness
from docarchive.core.screen import format_date, format_moment
from docarchive.search.presenting import trust


def head(document: Document) -> dict[str, Any]:
    """What ``archive/_head.html`` shows of a document."""
    return {
        "id": document.id, "kind": shown_kind(document.kind), "number": document.number,
        "date": format_date(document.issued_on) if document.issued_on else "", "issuer": document.issuer,
        "title": document.subject or "Chưa có trích yếu", "status": trust(line(document)),
    }  # fmt: skip


def warnings(document: Document, version: DocumentVersion | None, *, is_locked: bool = False) -> list[dict[str, str]]:
    """What a reader should know before relying on the document."""
    found = []
    if not document.is_active:
        found.append({"text": "Văn bản đã được rút khỏi kho. Người đọc khác không thấy văn bản này.", "kind": "late"})
    if is_locked:
        found.append({"text": "Văn bản đang bị khóa: không sửa, không rút, không thêm bản mới được.", "kind": "doing"})
    if document.access != AccessLevel.PUBLIC:
        found.append({"text": f"Phạm vi đọc: {ACCESS_WORDS[AccessLevel(document.access)].lower()}.", "kind": "doing"})
    if document.needs_check:
        found.append({"text": "Thông tin đọc tự động, chưa được người xác nhận.", "kind": "soon"})
    found += [{"text": text, "kind": "soon"} for text in (version.warnings if version else [])]
    return found


def tabs(
    document: Document, here: str, related: int, carried: Mapping[str, Any], *, gives: bool = False
) -> list[dict[str, Any]]:  # fmt: skip
    """The parts of a document, each a page of its own.

    Args:
        carried: What every address of the document keeps: the searched words and the way back to the results.
        gives: The reader gives work: what the document obliges to has a part of its own.
    """
    parts = (
        ("archive.document", "Toàn văn", None), ("archive.properties", "Thuộc tính", None),
        ("archive.relations", "Lược đồ", None), *((("directions.tree", "Nghĩa vụ", None),) if gives else ()),
        ("archive.related", "Văn bản liên quan", related),
        ("archive.files", "Tệp gốc", None), ("archive.history", "Lịch sử", None),
    )  # fmt: skip
    return [
        {
            "text": text, "href": url_for(page, document_id=document.id, **carried),
            "current": page.endswith(f".{here}"), "count": count,
        }
        for page, text, count in parts
    ]  # fmt: skip


SHOWN_FIELDS = (
    "number", "kind", "issued_on", "issuer", "superior", "subject", "signer", "signer_title", "place", "urgency",
    "recipients", "status", "effective_on", "expires_on",
)  # fmt: skip


def field_box(held: FieldValue | None, number: int, placing: viewing.Placing) -> list[dict[str, Any]]:
    """Where a field was read, as the component ``page_sheet`` takes it; nothing on other pages."""
    place = placing.of(held) if held else None
    if held is None or place is None or place[0] != number:
        return []
    return [viewing.as_rectangle(place[1]) | {"id": f"o-{held.name}", "doubtful": held.confidence < SURE, "now": True}]


def field_row(document: Document, name: str, held: FieldValue | None, offers: Sequence[FieldValue]) -> dict[str, Any]:
    """One field with its value, its place in the document, and how sure it is."""
    value = getattr(document, name)
    origin = Origin(held.origin) if held else (Origin.RECORD if value is not None else None)
    trust_ = (
        "none" if value is None else ("check" if held and origin is Origin.READ and held.confidence < SURE else "sure")
    )
    return {
        "name": name, "label": FIELD_WORDS[name], "value": shown(name, value), "held": held, "trust": trust_,
        "offers": [{"value": shown(name, offer.value), "label": shown(name, offer.value)} for offer in offers][:3],
        "origin": ORIGIN_WORDS[origin] if origin else "", "who": held.by_name if held else "",
        "url": _place(document, held),
    }  # fmt: skip


def shown(name: str, value: object) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if name.endswith("_on"):
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return f"{day:%d/%m/%Y}"
    return (shown_kind(str(value)) or "") if name == "kind" else str(value)


def _place(document: Document, held: FieldValue | None) -> str | None:
    if held is None or (held.page is None and held.start is None):
        return None
    return url_for(
        "archive.document", document_id=document.id, o=held.name, trang=held.page, ban=held.version_ordinal,
        _anchor=f"o-{held.name}",
    )  # fmt: skip


SIGNATURE_WORDS: Mapping[str, tuple[str, str]] = {
    "valid": ("Chữ ký số hợp lệ", "done"), "valid-but": ("Chữ ký hợp lệ, cần lưu ý", "soon"),
    "unknown": ("Chưa xác minh được chữ ký", "soon"), "invalid": ("Chữ ký không hợp lệ", "late"),
    "unsigned": ("Không có chữ ký số", "new"),
}  # fmt: skip


SEAL_WORDS = {
    Wholeness.WHOLE: ("Đúng nguyên bản", "done"), Wholeness.DAMAGED: ("Tệp trong kho KHÁC tệp lúc nhận", "late"),
    Wholeness.MISSING: ("Tệp không còn trong kho", "late"), Wholeness.UNCHECKED: ("Chưa đối chiếu", "new"),
}  # fmt: skip
_ADVICE = (
    "không dùng, không gửi tệp này. Báo ngay người quản trị lấy lại tệp từ bản sao lưu (SHA-256 {sha}); chưa lấy lại"
    " được thì xin cơ quan ban hành gửi lại văn bản. Dòng sổ và nhật ký giữ nguyên."
)


def seal(found: Compared | None) -> dict[str, str] | None:
    """What a page says of a file's bytes; None where there is no file."""
    if found is None:
        return None
    words, kind = SEAL_WORDS[found.found]
    is_bad = found.found in (Wholeness.DAMAGED, Wholeness.MISSING)
    when = f"SHA-256 như lúc nhận, đối chiếu lúc {format_moment(found.at)}"
    return {
        "words": words, "kind": kind, "advice": _ADVICE.format(sha=found.sha256) if is_bad else "",
        "when": "tệp lớn, đối chiếu ở trang Tệp gốc" if found.found is Wholeness.UNCHECKED else when,
    }  # fmt: skip


def signatures(verdict: FileVerdict | None) -> dict[str, Any] | None:
    """What a page says of a file's signatures; None where it was not judged."""
    if verdict is None:
        return None
    made = [
        {
            "text": " – ".join(part for part in (one["signer"] or "Không rõ người ký", _signed_at(one)) if part),
            "issuer": one["issuer"], "status": SIGNATURE_WORDS.get(one["overall"], SIGNATURE_WORDS["unknown"]),
            "revocation": one.get("revocation", ""), "reasons": [*one["reasons"], *one["changes"]],
        }
        for one in verdict.said["signatures"]
    ]  # fmt: skip
    return {
        "status": SIGNATURE_WORDS.get(verdict.overall, SIGNATURE_WORDS["unknown"]), "signatures": made,
        "reasons": verdict.said["reasons"], "judged": format_moment(verdict.judged_at),
    }  # fmt: skip


def _signed_at(one: Mapping[str, Any]) -> str:
    if not one["at"]:
        return ""
    proved = "có dấu thời gian" if one["is_time_proven"] else "theo người ký"
    return f"{format_moment(datetime.fromisoformat(one['at']))} ({proved})"
