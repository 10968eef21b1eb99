"""Two texts of the archive side by side: two versions of a document, or two documents; the older one on the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.archive.errors import TextsTooLongError
from docarchive.archive.models import Citation, Document, DocumentVersion
from docarchive.archive.queries import documents
from docarchive.archive.queries.visible import visible_to
from docarchive.core.actor import Actor
from indexer.amending import amended
from indexer.comparing import Row, Side, TooLongError, compare

MOST_ALIKE = 20
_AMENDING = ("amends", "supplements", "repeals", "replaces")


@dataclass(frozen=True, slots=True)
class Held:
    """One side: a document the reader may see, and which of its versions."""

    document: Document
    version: DocumentVersion


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts and their rows.

    Attributes:
        amending: The right text changes provisions of the left one it names.
        by_amendment: The rows are the provisions it names, each with old and new wording; else the articles of both.
    """

    left: Held
    right: Held
    rows: Sequence[Row]
    amending: bool = False
    by_amendment: bool = False

    @property
    def is_of_versions(self) -> bool:
        """Both sides are one document."""
        return self.left.document.id == self.right.document.id


def compared(session: Session, one: Held, other: Held, *, whole: bool = False) -> Comparison:
    """Lay two texts the reader may see side by side.

    Args:
        whole: Article by article even where one amends the other.

    Raises:
        TextsTooLongError: They are too long for one page.
    """
    left, right = sorted((one, other), key=_age)
    old, new = documents.text(session, left.version), documents.text(session, right.version)
    number = _acts_on(session, right.document, left.document)
    changes = amended(_side(old, left.version), number, new) if number else ()
    if changes and not whole:
        return Comparison(left, right, changes, amending=True, by_amendment=True)
    try:
        rows = compare(_side(old, left.version), _side(new, right.version))
    except TooLongError:
        raise TextsTooLongError from None
    return Comparison(left, right, rows, amending=bool(changes))


def held(document: Document, ordinal: int | None = None) -> Held:
    """A document the reader may see, with one of its versions; the newest where none is named."""
    return Held(document, documents.version(document, ordinal))


def before(document: Document, version: DocumentVersion) -> Held | None:
    """The version before another one of the same document."""
    earlier = [each for each in document.versions if each.ordinal < version.ordinal]
    return Held(document, earlier[-1]) if earlier else None


def bearing(session: Session, actor: Actor, key: str | None, but: str) -> Sequence[Document]:
    """Documents of a number the reader may see, newest first, ``but`` left out."""
    if not key:
        return []
    return session.scalars(
        select(Document)
        .where(Document.number_key == key, Document.id != but, visible_to(actor))
        .order_by(Document.issued_on.desc().nulls_last(), Document.id)
        .limit(MOST_ALIKE)
    ).all()


def _age(side: Held) -> tuple[bool, date, int]:
    day = side.document.issued_on
    return (day is None, day or date.min, side.version.ordinal)


def _acts_on(session: Session, acting: Document, other: Document) -> str | None:
    """The number by which one text amends the other, as printed."""
    if not other.number_key or acting.id == other.id:
        return None
    return session.scalar(
        select(Citation.number)
        .where(
            Citation.document_id == acting.id, Citation.number_key == other.number_key,
            Citation.relation.in_(_AMENDING),
        )
        .order_by(Citation.start)
        .limit(1)
    )  # fmt: skip


def _side(text: str, version: DocumentVersion) -> Side:
    return Side(text, [(str(row[0]), str(row[1]), int(row[2]), int(row[3])) for row in version.provisions])
