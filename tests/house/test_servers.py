"""Servers for tests: only processes of our own are ever ended, and a URL that was given wins."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from scripts import servers
from scripts.servers import processes


def test_a_process_that_was_started_is_ended(tmp_path: Path) -> None:
    process = processes.begin([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "log")
    assert processes.lives(process)

    processes.end(process)

    assert not processes.lives(process)


def test_a_process_that_only_has_the_same_id_is_left_alone() -> None:
    somebody_else = [os.getpid(), 1]

    processes.end(somebody_else)

    assert not processes.lives(somebody_else)


def test_a_given_server_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCARCHIVE_TEST_ELASTICSEARCH", "http://es.example:9200")

    assert servers.url_of("elasticsearch") == "http://es.example:9200"
    assert "elasticsearch" in servers.known()
