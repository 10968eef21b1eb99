"""What was found of the signatures of a file, once for its bytes, whoever keeps them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from docarchive.core.db import Base


class FileVerdict(Base):
    """The last judgement of a signed file (Decree 30/2020/NĐ-CP, Article 21.2: authenticity and integrity are checked).

    Attributes:
        overall: ``valid``, ``valid-but``, ``unknown``, ``invalid`` or ``unsigned``.
        said: As ``archive.judging.judge`` gives it.
    """

    __tablename__ = "file_verdict"

    file_sha: Mapped[str] = mapped_column(String(64), primary_key=True)
    overall: Mapped[str] = mapped_column(String(10))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    judged_at: Mapped[datetime]
