"""An authority is asked over HTTP, as the public service's is."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from signatures import pdf
from signatures.errors import TimeStampError
from signatures.pdf import Overall
from signatures.timestamps import HttpTimeStamps
from tests.conftest import NOON
from tests.signatures.papers import Stamps, blank
from tests.signatures.world import World


class _Handler(BaseHTTPRequestHandler):
    stamps: Stamps

    def do_POST(self) -> None:
        request = self.rfile.read(int(self.headers["Content-Length"]))
        is_query = self.headers["Content-Type"] == "application/timestamp-query"
        answers = {"/tsa": lambda: self.stamps.answer(request), "/long": lambda: b"x" * 300_000}
        answer = answers[self.path]() if is_query and self.path in answers else b""
        self.send_response(200 if answer else 500)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(world: World) -> Iterator[str]:
    handler = type("Handler", (_Handler,), {"stamps": Stamps(world.tsa, NOON)})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_file_is_stamped_over_http(world: World, address: str) -> None:
    file = pdf.sign(blank(), world.leader, NOON, time_stamps=HttpTimeStamps(f"{address}/tsa"))

    assert pdf.verify(file, world.trust(), NOON).overall is Overall.VALID


@pytest.mark.parametrize("path", ["/broken", "/long"])
def test_an_answer_that_is_none_is_an_error(address: str, path: str) -> None:
    with pytest.raises(TimeStampError):
        HttpTimeStamps(address + path).answer(b"x")
