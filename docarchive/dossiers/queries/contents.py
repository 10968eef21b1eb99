"""What is in a dossier, for whoever reads it: documents he may not see do not exist for him, in no sum either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from docarchive.archive.models import Document
from docarchive.archive.queries.visible import visible_to
from docarchive.core.actor import Actor
from docarchive.dossiers.models import Dossier, DossierDocument


@dataclass(frozen=True)
class Item:
    """A document in its place.

    Attributes:
        ordinal: From 1, in the order of dates of issue (DocOrdinal); those without a date stand at the end.
    """

    ordinal: int
    document: Document
    added_at: datetime
    added_by: str


@dataclass(frozen=True)
class Sum:
    """What a dossier holds (DocTotal, PageTotal), with the first and the last day of its documents."""

    documents: int = 0
    pages: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Remark:
    """Something to look at before a dossier is closed."""

    document: Document
    words: str


def items(session: Session, actor: Actor, of: Dossier) -> list[Item]:
    """The documents of a dossier the actor may see, in order."""
    rows = session.execute(
        select(Document, DossierDocument.added_at, DossierDocument.added_by)
        .join(DossierDocument, DossierDocument.document_id == Document.id)
        .where(DossierDocument.dossier_id == of.id, visible_to(actor))
        .order_by(Document.issued_on.asc().nulls_last(), DossierDocument.added_at, Document.id)
        .options(selectinload(Document.versions), selectinload(Document.tokens))
    )
    return [Item(at, document, added, by) for at, (document, added, by) in enumerate(rows, start=1)]


def summed(items: Sequence[Item]) -> Sum:
    """What some documents come to."""
    days = [item.document.issued_on for item in items if item.document.issued_on]
    pages = sum(item.document.pages for item in items)
    return Sum(len(items), pages, min(days, default=None), max(days, default=None))


def sums(session: Session, actor: Actor, dossier_ids: Sequence[str]) -> Mapping[str, Sum]:
    """What dossiers hold of documents the actor may see, by the dossier's id; empty ones are there, too."""
    rows = session.execute(
        select(
            DossierDocument.dossier_id, func.count(), func.sum(Document.pages),
            func.min(Document.issued_on), func.max(Document.issued_on),
        )
        .join(Document, Document.id == DossierDocument.document_id)
        .where(DossierDocument.dossier_id.in_(dossier_ids), visible_to(actor))
        .group_by(DossierDocument.dossier_id)
    )  # fmt: skip
    found = {row[0]: Sum(row[1], int(row[2] or 0), row[3], row[4]) for row in rows}
    return {dossier_id: found.get(dossier_id, Sum()) for dossier_id in dossier_ids}


def remarks(items: Sequence[Item]) -> list[Remark]:
    """What should be looked at before closing: drafts, duplicates, what nobody has confirmed.

    Source:
        Decree 30/2020/NĐ-CP, Article 29: duplicates and drafts are taken out before a dossier is closed.
    """
    return [*_doubtful(items), *_duplicates(items)]


def _doubtful(items: Sequence[Item]) -> Iterator[Remark]:
    for item in items:
        document = item.document
        if not document.number:
            yield Remark(document, "Chưa có số, ký hiệu: có thể là bản thảo")
        elif document.issued_on is None:
            yield Remark(document, "Chưa rõ ngày ban hành")
        if document.needs_check:
            yield Remark(document, "Thông tin đọc tự động, chưa có người xác nhận")


def _duplicates(items: Sequence[Item]) -> Iterator[Remark]:
    files = Counter(version.file_sha for item in items if (version := item.document.version) and version.file_sha)
    numbers = Counter(key for item in items if (key := _key(item.document)))
    for item in items:
        version, key = item.document.version, _key(item.document)
        if version and version.file_sha and files[version.file_sha] > 1:
            yield Remark(item.document, "Cùng một tệp với văn bản khác trong hồ sơ")
        elif key and numbers[key] > 1:
            yield Remark(item.document, "Trùng số, ký hiệu, ngày và cơ quan với văn bản khác trong hồ sơ")


def _key(document: Document) -> tuple[object, ...] | None:
    if not document.number_key:
        return None
    return document.number_key, document.issued_on, document.issuer_id or document.issuer_key
