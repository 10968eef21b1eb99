"""The command that gives Word files their page images where LibreOffice came later than the files."""

from __future__ import annotations

import time

from sqlalchemy import func, select

from docarchive.archive.models import DocumentVersion
from docarchive.archive.services import printing
from docarchive.core.actor import Actor
from docarchive.core.console import Console, Report, command
from docarchive.core.jobs import Job, JobState
from docarchive.kernel.errors import UnavailableError
from docarchive.search.following import follow
from indexer import render

NO_OFFICE = "Máy này chưa có LibreOffice. Cài libreoffice-writer-nogui và fonts-liberation2 rồi chạy lại."


@command("pages")
def pages(console: Console) -> Report:
    """Dựng ảnh trang cho những tệp Word chưa có, ví dụ khi LibreOffice được cài sau."""
    if render.office() is None:
        raise UnavailableError(NO_OFFICE, code="no-office")
    services = console.ready()
    with services.begin(Actor.operator()) as uow:
        wanted = printing.want_all(uow)
    services.start(jobs=True, index=False)
    shown = -1
    while True:
        with services.db.reading() as session:
            ended = (Job.kind == printing.PRINT_FILE, Job.state.in_((JobState.WAITING, JobState.RUNNING)))
            left = session.scalar(select(func.count()).select_from(Job).where(*ended)) or 0
        if left != shown and wanted:
            console.say(f"Còn {left} tệp.")
            shown = left
        if not left:
            break
        time.sleep(0.5)
    if services.runner:
        services.runner.stop()
    follow(services)
    with services.db.reading() as session:
        made = session.scalar(
            select(func.count()).where(DocumentVersion.id.in_(wanted), DocumentVersion.printed_sha.is_not(None))
        )
    return Report({"wanted": len(wanted), "made": made}, [f"Đã dựng ảnh trang cho {made}/{len(wanted)} tệp Word."])
