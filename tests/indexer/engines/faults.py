"""A door in front of a real node that can be told to fail; what it does not answer itself, the node answers."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    body: bytes
    authorization: str | None = None


@dataclass(frozen=True)
class Said:
    """An answer of the door's own; status 0 ends the connection without a word.

    Attributes:
        after: The node gets the request all the same.
    """

    status: int
    body: bytes = b"{}"
    after: bool = False


@dataclass
class Door:
    url: str
    decide: Callable[[Asked], Said | None] = lambda _: None
    asked: list[Asked] = field(default_factory=list)

    def bulks(self) -> list[Asked]:
        return [one for one in self.asked if one.path.startswith("/_bulk")]


@contextmanager
def door(node: str, certificate: Path | None = None) -> Iterator[Door]:
    """Stand in front of a node, whose URL has another port; with TLS where there is a certificate."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    url = urlsplit(node.split(",")[0])
    standing = Door(f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}{url.path}")
    server.door, server.node = standing, url.netloc  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield standing
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _pass(self) -> None:
        standing: Door = self.server.door  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Asked(self.command, self.path, body, self.headers.get("Authorization"))
        standing.asked.append(asked)
        said = standing.decide(asked)
        if said is None or said.after:
            status, body = self._ask_node(asked)
        if said is not None:
            status, body = said.status, said.body
        if not status:
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(status)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=9")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _ask_node(self, asked: Asked) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.server.node, timeout=60)  # type: ignore[attr-defined]
        kept = {name: value for name, value in self.headers.items() if name.lower() not in {"host", "content-length"}}
        connection.request(asked.method, asked.path, asked.body or None, kept)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass  # noqa: N815 - as http.server calls them

    def log_message(self, *_: object) -> None:
        pass
