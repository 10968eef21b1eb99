"""Reports that are made while their reader waits."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from docarchive.core.db import Base, id_column, id_reference


class ReportMaking(Base):
    """A report of a large register, made by a job: a file its reader takes within a day, or one that is kept for good.

    Attributes:
        own: Of the register of ``agency_id`` alone, not of all its reader follows or leads.
        form: ``docx`` or ``xlsx``; empty where it is kept.
        title: What it is to be called among the kept ones, empty: after its period; None: it is a file.
        report_id: The one that was kept; None until it is.
        name: Of the file, or of what was kept; empty until it is made.
        content: The file; None until it is made.
    """

    __tablename__ = "report_making"

    id: Mapped[str] = id_column()
    user_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    agency_id: Mapped[str] = mapped_column(id_reference(), ForeignKey("agency.id"))
    first: Mapped[date]
    last: Mapped[date]
    by: Mapped[str] = mapped_column(String(10))
    own: Mapped[bool]
    form: Mapped[str] = mapped_column(String(4))
    asked_at: Mapped[datetime]
    title: Mapped[str | None] = mapped_column(String(300))
    report_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("direction_report.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))

    @property
    def is_made(self) -> bool:
        return bool(self.name)

    @property
    def is_kept(self) -> bool:
        return self.title is not None
