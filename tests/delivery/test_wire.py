"""The plain HTTP below: what fails is a value, nothing hangs or follows, and a whole packet goes over a socket."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from waitress.server import create_server

from docarchive.app import create_app
from docarchive.delivery.answers import Later, Refused
from docarchive.delivery.channels import wire as wires
from docarchive.delivery.channels.https import HttpsChannel, answer_of
from docarchive.delivery.channels.wire import Heard, HttpWire, Silence
from docarchive.delivery.states import ChannelKind, PostingState
from tests.conftest import FixedClock
from tests.databases import Databases
from tests.delivery.factories import agree, install, room_of, run_jobs
from tests.delivery.test_channels import use

pytestmark = pytest.mark.enable_socket


@contextmanager
def server(answer: Any) -> Iterator[str]:
    """A server that answers as it is told."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_port}"
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


def call(address: str) -> Heard | Silence:
    return HttpWire().call(address, "POST", "/x", {"A": "b"}, b"packet")


def test_nobody_there_means_nothing_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    heard = call(f"http://127.0.0.1:{port}")

    assert isinstance(heard, Silence)
    assert not heard.left


def test_a_line_that_breaks_after_the_request_may_have_carried_it() -> None:
    with server(lambda handler: handler.connection.shutdown(socket.SHUT_RDWR)) as address:
        heard = call(address)

    assert isinstance(heard, Silence)
    assert heard.left


def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wires, "ANSWER_S", 0.2)
    done = threading.Event()
    with server(lambda _handler: done.wait(5)) as address:
        heard = call(address)
        done.set()

    assert isinstance(heard, Silence)
    assert heard.left


def test_a_redirect_is_not_followed() -> None:
    def elsewhere(handler: Any) -> None:
        handler.send_response(307)
        handler.send_header("Location", "http://127.0.0.1:1/")
        handler.end_headers()

    with server(elsewhere) as address:
        heard = call(address)

    assert isinstance(heard, Heard)
    assert heard.status == 307
    assert isinstance(answer_of(heard), Later)


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wires, "LONGEST_ANSWER", 1000)

    def much(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"x" * 5000)

    with server(much) as address:
        assert isinstance(call(address), Silence)


PROBLEM = {"content-type": "application/problem+json"}


@pytest.mark.parametrize(
    ("heard", "kind"),
    [
        (Heard(200, {}, b"<html>"), Later),
        (Heard(404, {}, b"not here"), Later),
        (Heard(403, {"content-type": "text/html"}, b"<h1>WAF</h1>"), Later),
        (Heard(500, PROBLEM, b'{"code": "bug", "detail": "Loi"}'), Later),
        (Heard(503, {**PROBLEM, "retry-after": "7"}, b'{"code": "busy"}'), Later),
        (Heard(409, PROBLEM, b'{"code": "in-progress"}'), Later),
        (Heard(413, PROBLEM, b'{"code": "too-large"}'), Refused),
        (Heard(422, PROBLEM, b'{"code": "other-bytes", "detail": "Khac"}'), Refused),
        (Heard(403, PROBLEM, b"[]"), Refused),
    ],
)
def test_only_docarchive_itself_refuses_for_good(heard: Heard, kind: type) -> None:
    assert isinstance(answer_of(heard), kind)


def test_a_packet_goes_over_a_real_line(
    tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock
) -> None:
    one = install(tmp_path / "one", databases, database_kind, clock, "H91.01")
    other = install(tmp_path / "other", databases, database_kind, clock, "H92.02")
    use(one, HttpsChannel(HttpWire(), room_of(one.services).signing.sign))
    serving = create_server(create_app(other.services), host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=serving.run, daemon=True)
    thread.start()
    try:
        agree(one, other, ChannelKind.HTTPS, f"http://127.0.0.1:{serving.effective_port}")
        agree(other, one, ChannelKind.FOLDER)
        posting = one.post(other)
        run_jobs(one.services)
        assert one.posting(posting.id).state == PostingState.DELIVERED, one.posting(posting.id).error
    finally:
        serving.close()
        serving.asyncore.close_all(map=serving._map)
        thread.join(timeout=5)
        for end in (one, other):
            end.services.stop()
            databases.take_back(end.services.settings.home)
