"""The counter of a trial as a server that the other side calls."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from docarchive.delivery.conformance.counter import Counter
from docarchive.kernel.errors import UnavailableError

_LONGEST = 64 << 20


@contextmanager
def listening(counter: Counter, host: str, port: int) -> Iterator[str]:
    """Serve while the trial runs; gives the address.

    Raises:
        UnavailableError: Nobody can listen there.
    """

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            page = counter.answered("POST", self.path, headers, self.rfile.read(min(length, _LONGEST)))
            self.close_connection = True
            if not page.status:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(page.status)
            for name, value in {**page.headers, "Content-Length": str(len(page.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *_: object) -> None:
            """What came is in the report."""

    try:
        server = http.server.ThreadingHTTPServer((host, port), Handler)
    except OSError as problem:
        sentence = f"Không mở được {host}:{port} để nghe bên được thử. Chọn cổng khác cho --listen."
        raise UnavailableError(sentence, code="port-taken") from problem
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
