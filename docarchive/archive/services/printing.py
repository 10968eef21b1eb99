"""Word files get pages: printed to PDF after their import, so that found words are lit where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from docarchive.archive.models import Document, DocumentVersion
from docarchive.core.work import UnitOfWork
from indexer.records import Page

PRINT_FILE = "archive.print_file"
PRINTABLE = frozenset({"doc", "docx", "odt", "rtf"})


@dataclass(frozen=True, slots=True)
class Print:
    """A Word file on paper.

    Attributes:
        pdf_sha: The PDF, already in the file store.
        layout_sha: The packed words with their boxes, already in the file store.
        pages: Their stretches of the version's text; no words.
    """

    pdf_sha: str
    layout_sha: str
    pages: tuple[Page, ...]


def is_printable(version: DocumentVersion) -> bool:
    """It is a Word file without pages; in old encodings the letters would come out wrong, for lack of their fonts."""
    return version.format in PRINTABLE and version.encoding == "unicode" and version.printed_sha is None


def want_print(uow: UnitOfWork, version: DocumentVersion) -> None:
    """Have a version printed when nothing else is to be done."""
    if is_printable(version):
        uow.enqueue(PRINT_FILE, version.id, version=version.id)


def want_all(uow: UnitOfWork) -> list[str]:
    """Have all versions printed that could have pages and have none, also those tried before; gives their ids."""
    unprinted = select(DocumentVersion).where(
        DocumentVersion.format.in_(PRINTABLE), DocumentVersion.printed_sha.is_(None)
    )
    wanted = [version.id for version in uow.session.scalars(unprinted) if is_printable(version)]
    for version_id in wanted:
        uow.enqueue(PRINT_FILE, f"{version_id}:{uow.now:%Y%m%dT%H%M%S}", version=version_id)
    return wanted


def add_pages(uow: UnitOfWork, version_id: str, made: Print) -> None:
    """Give a version its pages, and search the numbers of the pages; a second call changes nothing."""
    version = uow.session.get(DocumentVersion, version_id)
    if version is None or not is_printable(version):
        return
    version.printed_sha, version.layout_sha = made.pdf_sha, made.layout_sha
    version.page_spans = [[p.number, p.start, p.end, p.width, p.height, p.source, p.confidence] for p in made.pages]
    version.provisions = [
        [path, heading, start, end, page_at(made.pages, start)] for path, heading, start, end, _ in version.provisions
    ]
    document = uow.session.get_one(Document, version.document_id)
    if document.version is version:
        document.pages = len(made.pages)
        document.touch(uow.now)
        uow.reindex(document.id, document.revision)


def page_at(pages: Sequence[Page], offset: int) -> int:
    """The number of the page an offset of the text stands on."""
    return pages[max(bisect_right([page.start for page in pages], offset) - 1, 0)].number
