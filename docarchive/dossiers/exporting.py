"""A dossier as one .zip: every document as it stands in the archive, and the metadata of the law; sent as it is made.

Source:
    Decree 30/2020/NĐ-CP, Annex VI, part I, III.4: documents and metadata as .pdf and .xml, in chronological order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from docarchive.archive.models import Document
from docarchive.core import zipping
from docarchive.core.files import FileStore, MissingFileError
from docarchive.core.work import UnitOfWork
from docarchive.dossiers import metadata
from docarchive.dossiers.arrivals import Arrivals
from docarchive.dossiers.metadata import Filed
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.queries.contents import Item, items
from docarchive.dossiers.queries.dossiers import children
from docarchive.kernel.local_time import local
from indexer.fold import fold

METADATA_NAME: Final = "ho-so.xml"
_LONGEST: Final = 46  # characters before the ending
_OTHER = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True)
class Package:
    """All that a package holds, fixed before its first byte is sent.

    Attributes:
        files: Name in the package and in the file store of each file.
        at: What the package says of when its files were made.
    """

    name: str
    xml: bytes
    files: Sequence[tuple[str, str]]
    at: zipping.Moment


def package(uow: UnitOfWork, dossier: Dossier, arrivals: Arrivals) -> Package:
    """Lay out what the actor may see of a dossier, and record that it leaves.

    A PDF goes out as it came in, byte for byte. Of other files the PDF they were printed to goes out with the original
    beside; one that was never printed goes out as it is.

    Raises:
        MissingFileError: A file is not in the store; nothing is sent then.
    """
    found = items(uow.session, uow.actor, dossier)
    ids = [item.document.id for item in found]
    known = arrivals.of(uow.session, uow.actor, dossier.agency_id, ids)
    filed: list[Filed] = []
    files: list[tuple[str, str]] = []
    for item in found:
        parts = list(_files_of(item))
        files += parts
        name, sha = parts[0] if parts else ("", "")
        filed.append(Filed(item, name, sha))
    for _name, sha in files:
        if not uow.files.exists(sha):
            raise MissingFileError(sha)
    uow.record("dossier.exported", dossier.id, documents=ids)
    written = metadata.xml(dossier, filed, known, children(uow.session, uow.actor, dossier))
    moment = local(uow.now)
    at = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    return Package(f"ho-so-{plain(dossier.symbol)}-{dossier.year}.zip", written, files, at)


def stream(package: Package, files: FileStore) -> Iterator[bytes]:
    """Give the bytes of a package, piece by piece, the metadata first."""
    return zipping.stream([(METADATA_NAME, package.xml)], package.files, files, package.at)


def plain(text: str) -> str:
    """Letters and digits without marks, joined by hyphens: names that every system takes."""
    return _OTHER.sub("-", fold(text)).strip("-") or "x"


def _files_of(item: Item) -> Iterator[tuple[str, str]]:
    version = item.document.version
    if version is None or version.file_sha is None:
        return
    stem = f"{item.ordinal:03d}-{plain(_called(item.document))}"[:_LONGEST].rstrip("-")
    if version.format == "pdf":
        yield f"{stem}.pdf", version.file_sha
        return
    if version.printed_sha:
        yield f"{stem}.pdf", version.printed_sha
    yield f"{stem}.{version.format}", version.file_sha


def _called(document: Document) -> str:
    return document.number or document.subject or document.id
