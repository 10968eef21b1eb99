"""The way mails leave: the office's own SMTP server, asked once a mail, so that no mail waits for another."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import TYPE_CHECKING, Final, Protocol, cast

from docarchive.kernel.errors import InvalidInputError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from docarchive.core.instance import Services

# Under this name wiring keeps what gives the way mails leave, or None.
POST: Final = "notices.post"
TIMEOUT_S: Final = 30.0
_REFUSED: Final = 500


class MailRefusedError(InvalidInputError):
    """The server will never take this mail: trying again does not help."""

    code = "mail-refused"

    def __init__(self, to: str, reason: str) -> None:
        super().__init__(f"Không gửi được thư tới {to}: {reason}. Sửa địa chỉ thư rồi chạy lại.")


class MailServerError(UnavailableError):
    """The server does not answer, or takes nothing now."""

    code = "mail-server"

    def __init__(self, reason: str) -> None:
        super().__init__(f"Máy chủ thư chưa nhận ({reason}). Thư được gửi lại sau; kiểm tra các thiết lập mail_….")


class MailServerNotBelievedError(UnavailableError):
    """The server shows a certificate we do not trust; nothing was told it, not even who we are."""

    code = "mail-certificate"

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(
            f"Không tin được chứng thư của máy chủ thư {host} ({reason}). Đặt mail_host đúng tên trong chứng thư, hoặc"
            " ghi tệp chứng thư của nơi cấp vào mail_authorities."
        )


class Post(Protocol):
    """Carries mails."""

    @property
    def sender(self) -> str:
        """Address mails come from."""

    @property
    def sender_name(self) -> str:
        """Shown beside it."""

    @property
    def base_url(self) -> str:
        """Address people reach the instance by; empty: unknown."""

    def send(self, mail: EmailMessage, to: str) -> None:
        """Hand a mail to the server.

        Raises:
            MailRefusedError: It will never take it.
            MailServerError: It does not take it now.
            MailServerNotBelievedError: Its certificate is not trusted.
        """


def post_of(services: Services) -> Post | None:
    """The way mails leave an instance; None where no server is named."""
    return cast("Callable[[], Post | None]", services.extensions[POST])()


@dataclass(frozen=True)
class SmtpPost:
    """A server that speaks SMTP.

    Attributes:
        security: ``starttls``, ``tls`` or ``none``.
        authorities: File of authorities (PEM) believed besides the machine's own.
    """

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str
    sender_name: str
    base_url: str
    authorities: str = ""
    timeout_s: float = TIMEOUT_S

    def send(self, mail: EmailMessage, to: str) -> None:
        """Hand a mail to the server; what it refuses for ever is told apart from what may go later."""
        try:
            with self._connect() as server:
                if self.security == "starttls":
                    server.starttls(context=self._context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(mail, from_addr=self.sender, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as problem:
            code, said = next(iter(problem.recipients.values()))
            raise self._failure(to, code, said) from problem
        except smtplib.SMTPAuthenticationError as problem:  # a wrong password is ours to mend, not the mail's fault
            raise MailServerError(f"{problem.smtp_code} {_words(problem.smtp_error)}") from problem
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as problem:
            raise self._failure(to, problem.smtp_code, problem.smtp_error) from problem
        except smtplib.SMTPNotSupportedError as problem:
            raise MailServerError(_words(str(problem))) from problem
        except UnicodeEncodeError as problem:
            raise MailRefusedError(to, "địa chỉ có ký tự lạ") from problem
        except ssl.SSLCertVerificationError as problem:
            raise MailServerNotBelievedError(self.host, problem.verify_message) from problem
        except (smtplib.SMTPException, OSError) as problem:
            raise MailServerError(_words(str(problem)) or type(problem).__name__) from problem

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_s, context=self._context())
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.authorities:
            context.load_verify_locations(self.authorities)
        return context

    @staticmethod
    def _failure(to: str, code: int, said: bytes | str) -> MailRefusedError | MailServerError:
        reason = f"{code} {_words(said)}"
        return MailRefusedError(to, reason) if code >= _REFUSED else MailServerError(reason)


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:200]
