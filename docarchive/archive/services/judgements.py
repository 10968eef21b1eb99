"""Having the signatures of files judged, and keeping what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docarchive.archive.models import FileVerdict
from docarchive.core.work import UnitOfWork

JUDGE_FILE = "archive.judge_file"


def want_verdict(uow: UnitOfWork, sha: str) -> None:
    """Have the signatures of kept bytes judged; once a day for the same bytes, since certificates are revoked."""
    uow.enqueue(JUDGE_FILE, f"{sha}:{uow.now:%Y%m%d}", sha=sha)


def note_verdict(uow: UnitOfWork, sha: str, said: Mapping[str, Any]) -> None:
    """Keep a verdict instead of the one before; the audit log has both."""
    row = uow.session.get(FileVerdict, sha) or FileVerdict(file_sha=sha)
    row.overall, row.said, row.judged_at = str(said["overall"]), dict(said), uow.now
    uow.session.add(row)
    uow.record("file.judged", sha[:16], sha256=sha, outcome=row.overall)
