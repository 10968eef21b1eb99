"""A mail server in a thread: it takes what it is sent, and refuses or is busy where a test says so."""

from __future__ import annotations

import email
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a sender needs.

    Attributes:
        taken: Recipient and mail, in the order they came.
        refused: Recipients there is no mailbox for.
        is_busy: It takes nothing now.
        loses_answers: It takes a mail and falls silent before it says so.
        context: What it shows who it is with, by STARTTLS or, ``at_once``, before a word is said; None: in the clear.
        secured: Mails it took over TLS.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, certificate: Path | None = None, *, at_once: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Dialogue)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self.context is not None and certificate is not None:
            self.context.load_cert_chain(certificate)
        self.at_once = at_once
        self.taken: list[tuple[str, EmailMessage]] = []
        self.refused: set[str] = set()
        self.is_busy = self.loses_answers = False
        self.secured = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def recipients(self) -> list[str]:
        return [to for to, _mail in self.taken]


class _Dialogue(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        try:
            self._talk(cast(MailServer, self.server))
        except (ssl.SSLError, ConnectionError):  # the caller does not believe us, and hangs up
            return

    def finish(self) -> None:
        super().finish()
        if isinstance(self.request, ssl.SSLSocket):  # the server closes the plain one it opened
            self.request.close()

    def _talk(self, server: MailServer) -> None:
        to, offers = "", server.context is not None and not server.at_once
        if server.context is not None and server.at_once:
            self._secure(server.context)
        self._say("220 test")
        while line := self.rfile.readline().decode("ascii").strip():
            word = line.split(" ", 1)[0].upper()
            if word == "EHLO" and offers:
                self._say("250-test")
                self._say("250 STARTTLS")
            elif word == "STARTTLS" and server.context is not None:
                self._say("220 go on")
                self._secure(server.context)
            elif word == "RCPT":
                to = line.partition("<")[2].rstrip(">")
                self._say("550 no such mailbox" if to in server.refused else "451 busy" if server.is_busy else "250 ok")
            elif word == "DATA":
                self._say("354 go on")
                server.taken.append((to, self._mail()))
                server.secured += isinstance(self.request, ssl.SSLSocket)
                if server.loses_answers:
                    return
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _secure(self, context: ssl.SSLContext) -> None:
        self.request = context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)

    def _mail(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return email.message_from_bytes(b"".join(lines), policy=default)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode("ascii"))


@contextmanager
def serving(certificate: Path | None = None, *, at_once: bool = False) -> Iterator[MailServer]:
    """Run one until the block ends."""
    with MailServer(certificate, at_once=at_once) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
