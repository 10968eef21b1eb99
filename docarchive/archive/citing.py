"""A document's name in the legal form: kind, number, day, issuer, subject."""

from __future__ import annotations

from docarchive.archive.models import Document


def citation(document: Document) -> str:
    """``Nghị quyết số 15/2023/NQ-HĐND ngày 08 tháng 12 năm 2023 của … về …``; what is unknown is left out.

    Source:
        Decree 30/2020/NĐ-CP: a document is cited by kind, number and symbol, day, issuer and subject.
    """
    kind = (document.kind or "văn bản").capitalize()
    parts = [kind]
    if document.number:
        parts.append(f"số {document.number}")
    if document.issued_on:
        day = document.issued_on
        parts.append(f"ngày {day.day:02} tháng {f'{day.month:02}' if day.month < 3 else day.month} năm {day.year}")
    if document.issuer:
        parts.append(f"của {document.issuer}")
    if document.subject:
        subject = document.subject.strip().rstrip(".")
        parts.append(_joined(subject))
    return " ".join(parts)


def _joined(subject: str) -> str:
    lowered = subject[:1].lower() + subject[1:]
    for opening in ("về ", "v/v ", "ban hành ", "quy định ", "sửa đổi", "phê duyệt ", "bãi bỏ ", "thông qua "):
        if lowered.startswith(opening):
            return "về " + lowered[4:] if opening == "v/v " else lowered
    return f"về {lowered}"
