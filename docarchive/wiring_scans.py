"""Where files that come by themselves meet the settings: the folder of a scanner, the mailbox of an agency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docarchive.core.jobs import Handler
    from docarchive.core.work import UnitOfWork, Work
    from docarchive.exchange.scans.protocol import Source
    from docarchive.settings import Settings


def sources(settings: Settings) -> Sequence[Source]:
    """The places that are set up."""
    from docarchive.exchange.scans.folder import FolderSource
    from docarchive.exchange.scans.mailbox import MailboxSource

    most_bytes = settings.max_upload_mb << 20
    found: list[Source] = []
    if settings.scan_folder:
        found.append(FolderSource(Path(settings.scan_folder), most_bytes))
    if settings.inbox_host and settings.inbox_agency:
        found.append(
            MailboxSource(
                settings.inbox_host, settings.inbox_port, settings.inbox_user,
                settings.inbox_password.get_secret_value(), settings.inbox_agency, settings.inbox_authorities,
                most_bytes,
            )
        )  # fmt: skip
    return found


def job_handlers(settings: Settings, work: Work) -> Sequence[Handler]:
    """How a round is made."""
    from docarchive.exchange.scans.jobs import handlers

    return handlers(work, lambda: sources(settings), _every(settings))


def plan(settings: Settings, unit: UnitOfWork) -> None:
    """Plan the first round, where a place is set up."""
    from docarchive.exchange.scans.jobs import plan_next

    if sources(settings):
        plan_next(unit, _every(settings))


def _every(settings: Settings) -> timedelta:
    return timedelta(minutes=settings.scan_minutes)
