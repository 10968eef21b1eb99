"""Files that come with a correction of a letter: further versions of what is there, or annexes that are new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from docarchive.archive.models import Document, DocumentVersion
from docarchive.archive.services import intake
from docarchive.core.work import UnitOfWork
from docarchive.exchange.models import IncomingFile, IncomingLetter
from docarchive.exchange.services.receiving import start_files
from edxml import Attachment

ORIGIN = "exchange"  # of imports that bring versions by a correction


def take_files(uow: UnitOfWork, letter: IncomingLetter, sent: Sequence[Attachment]) -> int:
    """Take what is new among the files of a correction; the versions before stay, and readers stay the same.

    A file with the bytes of one that is there changes nothing. One with its name is its next version; the first file is
    the letter itself whatever its name, unless that is an annex's. All others are new annexes.

    Returns:
        How many files were taken.
    """
    taken = 0
    for file, one in _new(uow, letter, sent):
        content, name = _content(one), one.name or one.content_id or "tep"
        if not content:
            continue
        target = _document(uow, file)
        beside = target or _document(uow, letter.main)
        # A letter whose own file could not be read has no document whose readers could be those of the new one.
        batch = intake.start_version(uow, beside, name, ORIGIN) if beside else start_files(uow, letter, name)
        sha = uow.files.put(content)
        item = intake.add_kept_file(
            uow, batch, name, sha, len(content), target_id=target.id if target else None, is_wanted=True
        )
        if target is None:
            ordinal = 1 + max((each.ordinal for each in letter.files), default=-1)
            letter.files.append(IncomingFile(ordinal=ordinal, item=item))
        taken += 1
    uow.session.flush()
    return taken


def _new(
    uow: UnitOfWork, letter: IncomingLetter, sent: Sequence[Attachment]
) -> Iterator[tuple[IncomingFile | None, Attachment]]:
    """The files that are not there yet, each with the file it is a version of; None: it is a new annex."""
    known = {_sha(uow, file): file for file in letter.files}
    free = {file.item.path: file for file in letter.files}
    for position, one in enumerate(sent):
        sha = hashlib.sha256(_content(one)).hexdigest()
        if sha in known:
            free.pop(known[sha].item.path, None)
            continue
        match = free.pop(one.name, None)
        if match is None and position == 0 and letter.main is not None:
            match = free.pop(letter.main.item.path, None)
        yield match, one


def _sha(uow: UnitOfWork, file: IncomingFile) -> str:
    """The bytes a file has in its newest version."""
    newest = (
        select(DocumentVersion.file_sha)
        .where(DocumentVersion.document_id == file.item.document_id)
        .order_by(DocumentVersion.ordinal.desc())
        .limit(1)
    )
    return uow.session.scalar(newest) or file.item.file_sha or ""


def _content(one: Attachment) -> bytes:
    return one.content if one.content is not None else one.carried or b""


def _document(uow: UnitOfWork, file: IncomingFile | None) -> Document | None:
    known = file.item.document_id if file is not None else None
    return uow.session.get(Document, known) if known else None
