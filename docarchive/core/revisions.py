"""Which form of the tables the program expects and which a database has, told without loading Alembic."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from docarchive.core.db import Database
from docarchive.core.failures import DatabaseAwayError, translated
from docarchive.kernel.errors import UnavailableError

_FILES = Path(__file__).parent.parent / "migrations" / "versions"


class OtherRevisionError(UnavailableError):
    """The tables have another form than the program expects."""

    code = "other-revision"

    def __init__(self, found: str | None, expected: str) -> None:
        if found is not None and found > expected:
            advice = "Cài bản docarchive mới hơn rồi chạy lại."
        else:
            advice = "Chạy: docarchive upgrade" if found else "Chạy: docarchive init"
        super().__init__(f"Cơ sở dữ liệu theo mẫu {found or 'trống'}, chương trình cần mẫu {expected}. {advice}")
        self.found = found
        self.expected = expected


def expected() -> str:
    """Give the revision the program was written for: migrations are numbered in order."""
    return max(path.name[:4] for path in _FILES.glob("*.py") if re.match(r"\d{4}_", path.name))


def found(db: Database) -> str | None:
    """Give the revision a database stands at; None where it has no tables yet."""
    try:
        with db.reading() as session:
            stands_at: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    except DatabaseError as problem:
        if isinstance(translated(problem), DatabaseAwayError):
            raise
        return None
    return stands_at


def require_expected(db: Database) -> None:
    """Go on only where the tables are the ones the program knows.

    Raises:
        OtherRevisionError: They are older or newer; the sentence says what to do.
    """
    has, wants = found(db), expected()
    if has != wants:
        raise OtherRevisionError(has, wants)
