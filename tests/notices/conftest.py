"""An instance whose mails go to a server of the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from docarchive import wiring
from docarchive.core.instance import Services
from docarchive.core.runner import JobRunner
from docarchive.settings import Settings
from tests.conftest import FixedClock
from tests.databases import Databases
from tests.notices.server import MailServer, serving


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with serving() as server:
        yield server


@pytest.fixture
def mailing(
    tmp_path: Path, databases: Databases, database_kind: str, mail_server: MailServer, clock: FixedClock
) -> Iterator[Services]:
    """An instance that sends mail."""
    home = tmp_path / "instance"
    databases.put(database_kind, home)
    settings = Settings.from_environ(
        home, search_url="memory:", secret_key="only for tests", min_free_disk_mb=0, mail_host="127.0.0.1",
        mail_port=mail_server.port, mail_security="none", mail_sender="vanban@tinh.example",
        public_url="https://vanban.tinh.example/",
    )  # fmt: skip
    built = wiring.build(settings, clock)
    built.files.prepare()
    yield built
    built.stop()
    databases.take_back(home)


def run_jobs(services: Services) -> int:
    """Do all that is due."""
    return JobRunner(services.work, services.job_handlers, services.settings.home).run_due()
