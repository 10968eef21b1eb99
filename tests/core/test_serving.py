"""``docarchive serve`` as a process: it answers, ends when told, and comes back after kill -9."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from docarchive.cli import main

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "mưa rào tháng sáu"

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = CliRunner().invoke(main, ["init", "--home", str(tmp_path / "instance"), "--password", PASSWORD])
    assert made.exit_code == 0, made.output
    return tmp_path / "instance"


@contextmanager
def serving(home: Path, end: signal.Signals = signal.SIGTERM) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "docarchive.cli", "serve", "--home", str(home), "--port", "0"]
    environment = {**os.environ, "DOCARCHIVE_SEARCH_URL": "memory:"}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert server.stdout is not None
        yield server.stdout.readline().removeprefix("docarchive: ").strip(), server
    finally:
        server.send_signal(end)
        server.wait(timeout=30)
        if server.stdout is not None:
            server.stdout.close()


def browser() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))


def sign_in(address: str) -> urllib.request.OpenerDirector:
    opener = browser()
    page = opener.open(f"{address}sign-in", timeout=30).read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    form = {"username": "quantri", "password": PASSWORD, "csrf_token": token[1]}
    opener.open(f"{address}sign-in", urllib.parse.urlencode(form).encode(), timeout=30)
    return opener


def test_it_serves_and_ends_in_peace(home: Path) -> None:
    begun = time.monotonic()
    with serving(home) as (address, server):
        ready = json.load(urllib.request.urlopen(f"{address}readyz", timeout=30))  # noqa: S310 - our own server
        users = sign_in(address).open(f"{address}admin/users", timeout=30).read().decode()

    assert ready["status"] == "ready"
    assert "quantri" in users
    assert server.returncode == 0
    assert time.monotonic() - begun < 60


def test_sessions_outlive_a_killed_server(home: Path) -> None:
    with serving(home, signal.SIGKILL) as (address, _):
        opener = sign_in(address)
        port = urllib.parse.urlsplit(address).port

    with serving(home) as (again, _):
        jar = next(handler for handler in vars(opener)["handlers"] if hasattr(handler, "cookiejar"))
        assert port is not None
        page = opener.open(f"{again}profile/sessions", timeout=30)

        assert page.geturl().endswith("/profile/sessions")
        assert len(list(jar.cookiejar)) == 1
