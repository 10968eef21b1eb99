"""What was found of the signatures of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.archive.models import FileVerdict


def verdicts(session: Session, shas: Iterable[str | None]) -> Mapping[str, FileVerdict]:
    """The verdicts of those of these files that were judged, by their SHA-256."""
    wanted = [sha for sha in shas if sha]
    rows = session.scalars(select(FileVerdict).where(FileVerdict.file_sha.in_(wanted))) if wanted else ()
    return {row.file_sha: row for row in rows}
