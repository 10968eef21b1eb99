"""nginx as configured, in front of two real web servers on PostgreSQL: one may die, and people do not notice."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from docarchive.cli import main
from tests.databases import Databases

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "mưa rào tháng sáu"
pytestmark = [pytest.mark.needs("nginx"), pytest.mark.slow]


def configured(folder: Path, ports: tuple[int, int], servers: tuple[int, int]) -> Path:
    """Write nginx's configuration as delivered, on ports and with a certificate of the test's own."""
    subprocess.run(  # noqa: S603
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",  # noqa: S607
         "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "docarchive.key",
         "-out", folder / "docarchive.crt"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    text = (ROOT / "deploy" / "nginx" / "docarchive.conf").read_text("utf-8")
    for old, new in (
        ("web-1:8080", f"127.0.0.1:{servers[0]}"),
        ("web-2:8080", f"127.0.0.1:{servers[1]}"),
        ("/etc/docarchive/tls", str(folder)),
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
        ("listen 80;", f"listen 127.0.0.1:{ports[0]};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{ports[1]} ssl http2;"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"""
        daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
        events {{ worker_connections 256; }}
        http {{ access_log off; {temporary} {text} }}
    """
    path = folder / "nginx.conf"
    path.write_text(whole, "utf-8")
    return path


@contextmanager
def process(command: list[str | Path], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the block ends."""
    running = subprocess.Popen(  # noqa: S603
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        running.terminate()
        running.wait(timeout=30)


def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    path = configured(tmp_path, (free_port(), free_port()), (free_port(), free_port()))

    done = subprocess.run(["nginx", "-t", "-p", tmp_path, "-c", path], capture_output=True, text=True, check=False)  # noqa: S603, S607

    assert done.returncode == 0, done.stderr


@pytest.mark.needs("postgresql")
def test_one_of_two_web_servers_may_die(tmp_path: Path, databases: Databases) -> None:
    home = tmp_path / "instance"
    url = databases.put_bare("postgresql", home)
    assert CliRunner().invoke(main, ["--home", str(home), "init", "--password", PASSWORD]).exit_code == 0
    plain, secure, first, second = (free_port() for _ in range(4))
    common = {
        "DOCARCHIVE_DATABASE_URL": url, "DOCARCHIVE_SEARCH_URL": "memory:", "DOCARCHIVE_HTTPS": "true",
        "DOCARCHIVE_TRUSTED_PROXIES": "1", "DOCARCHIVE_SECRET_KEY": secrets.token_hex(16),
    }  # fmt: skip
    serve: list[str | Path] = [sys.executable, "-m", "docarchive.cli", "serve", "--home", home, "--port"]
    conf = configured(tmp_path, (plain, secure), (first, second))
    with ExitStack() as running:
        webs = [running.enter_context(process([*serve, str(port)], **common)) for port in (first, second)]
        running.enter_context(process(["nginx", "-p", tmp_path, "-c", conf]))
        address = f"https://localhost:{secure}"
        browser = Browser(tmp_path / "docarchive.crt")
        for place in (f"http://127.0.0.1:{first}", f"http://127.0.0.1:{second}", address):
            wait_for(partial(browser.answers, f"{place}/healthz"))
        browser.sign_in(address)

        assert browser.status(f"{address}/metrics") == 403
        os.kill(webs[0].pid, signal.SIGKILL)
        answers = [browser.status(f"{address}/admin/users") for _ in range(12)]

    assert answers == [200] * 12
    databases.take_back(home)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    url: str
    text: str


class Browser:
    """As much of a browser as a test of the way to the server needs."""

    def __init__(self, certificate: Path) -> None:
        trust = ssl.create_default_context(cafile=str(certificate))
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()), urllib.request.HTTPSHandler(context=trust)
        )

    def opened(self, url: str, form: dict[str, str] | None = None) -> Answer:
        """Open a page, or send a form."""
        data = urlencode(form).encode() if form else None
        request = urllib.request.Request(url, data, {"Referer": url})  # noqa: S310 - our own servers
        with self._opener.open(request, timeout=30) as answer:
            return Answer(answer.status, answer.url, answer.read().decode())

    def status(self, url: str) -> int:
        """Give the status of an answer; 0 where nobody answers."""
        try:
            return self.opened(url).status
        except urllib.error.HTTPError as problem:
            return problem.code
        except OSError:
            return 0

    def answers(self, url: str) -> bool:
        """Tell whether a page can be had."""
        return self.status(url) == 200

    def sign_in(self, address: str) -> None:
        """Sign in as the first administrator."""
        page = self.opened(f"{address}/sign-in").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token is not None
        form = {"username": "quantri", "password": PASSWORD, "csrf_token": token[1]}
        assert "/sign-in" not in self.opened(f"{address}/sign-in", form).url


def wait_for(holds: Callable[[], bool], seconds: float = 90) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "took too long"
        time.sleep(0.2)


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
