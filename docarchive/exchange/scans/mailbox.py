"""A mailbox (IMAP over TLS): a mail is a letter with annexes; what was taken moves to ``da-nhap``, else to ``loi``."""

from __future__ import annotations

import email
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.policy import default as modern
from typing import Any, Final

from docarchive.exchange.scans.folder import REFUSED, TAKEN
from docarchive.exchange.scans.protocol import NotTakenError, Offer, Place
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.states import Channel
from docarchive.kernel.errors import UnavailableError

TIMEOUT_S: Final = 60.0
_MOST: Final = 200  # mails a round looks at
_UID: Final = re.compile(rb"UID (\d+)")
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(UnavailableError):
    """The mailbox cannot be looked at now."""

    code = "mailbox"

    def __init__(self, reason: str) -> None:
        super().__init__(f"Không mở được hộp thư đến ({reason}). Kiểm tra các thiết lập inbox_….")


@dataclass(frozen=True)
class MailboxSource:
    """The inbox of one agency.

    Attributes:
        authorities: File of authorities (PEM) believed besides the machine's own.
        most_bytes: A larger mail is not taken.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    agency_code: str
    authorities: str
    most_bytes: int
    place: Place = Place.MAIL
    channel: Channel = Channel.EMAIL
    words: str = "Hộp thư đến"

    @contextmanager
    def opened(self) -> Iterator[_Inbox]:
        """Sign in, look, and leave; whatever goes wrong on the way is one error."""
        context = ssl.create_default_context()
        try:
            if self.authorities:
                context.load_verify_locations(self.authorities)
            with imaplib.IMAP4_SSL(self.host, self.port, ssl_context=context, timeout=TIMEOUT_S) as server:
                server.login(self.user, self.password)
                yield _Inbox(server, self.agency_code, self.most_bytes)
        except ssl.SSLCertVerificationError as problem:
            raise MailboxError(f"chứng thư của {self.host} không tin được: {problem.verify_message}") from problem
        except (imaplib.IMAP4.error, OSError) as problem:
            said = problem.args[0] if problem.args and isinstance(problem.args[0], bytes) else str(problem).encode()
            words = " ".join(said.decode("utf-8", "replace").split())[:200]
            raise MailboxError(words or type(problem).__name__) from problem


class _Inbox:
    """An inbox that was signed in to."""

    def __init__(self, server: imaplib.IMAP4, agency_code: str, most_bytes: int) -> None:
        self._server, self._agency_code, self._most_bytes = server, agency_code, most_bytes
        _good(server.select("INBOX"))
        said = server.response("UIDVALIDITY")[1]
        self._era = said[0].decode() if said and said[0] else "0"

    def offered(self) -> Sequence[Offer]:
        """The mails of the inbox, the oldest first."""
        found = _good(self._server.uid("SEARCH", "NOT", "DELETED"))
        uids = found[0].split()[:_MOST] if found and found[0] else []
        return [
            Offer(f"{self._era}:{uid.decode()}", f"Thư {uid.decode()}", self._agency_code, "", is_whole=True)
            for uid in uids
        ]  # fmt: skip

    def fetch(self, offer: Offer) -> list[SentFile] | None:
        """The attachments of a mail; of a mail without any the mail itself."""
        uid = offer.key.partition(":")[2]
        sized = _good(self._server.uid("FETCH", uid, "(RFC822.SIZE)"))
        size = _SIZE.search(sized[0]) if sized and isinstance(sized[0], bytes) else None
        if size is None:
            return None
        if int(size[1]) > self._most_bytes:
            raise NotTakenError(f"Thư lớn hơn {self._most_bytes >> 20} MB; xin bên gửi chia thành nhiều thư.")
        answered = _good(self._server.uid("FETCH", uid, "(BODY.PEEK[])"))
        raw = next((part[1] for part in answered if isinstance(part, tuple)), b"")
        return _files(raw) if raw else None

    def settle(self, offer: Offer, why: str) -> None:
        """Move the mail to a folder of its own; twice is once."""
        uid, target = offer.key.partition(":")[2], REFUSED if why else TAKEN
        with suppress(imaplib.IMAP4.error):
            self._server.create(target)
        copied = self._server.uid("COPY", uid, target)
        if copied[0] == "OK":
            _good(self._server.uid("STORE", uid, "+FLAGS", r"(\Deleted)"))
            _good(self._server.expunge())


def _files(raw: bytes) -> list[SentFile]:
    mail = email.message_from_bytes(raw, policy=modern)
    found = []
    for part in mail.iter_attachments():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content and part.get_filename():
            found.append(SentFile(part.get_filename() or "", content))
    subject = " ".join(str(mail.get("subject", "")).split())[:100] or "thu"
    return found or [SentFile(f"{subject}.eml", raw)]


def _good(answer: tuple[str, Any]) -> list[Any]:
    """The data of an answer that went well."""
    state, data = answer
    if state != "OK":
        raise imaplib.IMAP4.error(f"{state} {data!r}")
    return list(data)
