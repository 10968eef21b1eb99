"""What a mail says, as plain text and as HTML a phone shows well; links lead to the instance's public address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import Final

from docarchive.kernel.local_time import local

_FOOT: Final = "Thư do hệ thống gửi, không trả lời. Đổi cách nhận ở Tài khoản của tôi, mục Nhận thông báo."
_HTML: Final = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body style="font-family: sans-serif; line-height: 1.5">{body}<hr><p><small>{foot}</small></p></body></html>'
)


# What the library says of an address that is none.
BAD_ADDRESS: Final = (ValueError, IndexError, AttributeError, MessageError)


@dataclass(frozen=True)
class Line:
    """A sentence and the path of the page it leads to; empty: nowhere."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class Section:
    """Some lines under a heading; empty: without one.

    Attributes:
        more: How many there are beside those listed.
    """

    title: str
    lines: Sequence[Line]
    more: int = 0


@dataclass(frozen=True)
class Content:
    """What a mail says."""

    subject: str
    greeting: str
    sections: Sequence[Section]


@dataclass(frozen=True)
class Envelope:
    """To whom, from whom, and how a repeat is recognised.

    Attributes:
        sender: Address the mail comes from.
        sender_name: Shown beside it: the organisation.
        message_id: Without angle brackets; the same however often the mail is tried.
        base_url: Address people reach the instance by, without a slash at its end; empty: links are left out.
    """

    to: str
    to_name: str
    sender: str
    sender_name: str
    message_id: str
    at: datetime
    base_url: str = ""


def message(content: Content, envelope: Envelope) -> EmailMessage:
    """Write a mail.

    Raises:
        ValueError: An address or a name is none.
    """
    made = EmailMessage()
    made["Subject"] = " ".join(content.subject.split())
    made["From"] = Address(envelope.sender_name, addr_spec=envelope.sender)
    made["To"] = Address(envelope.to_name, addr_spec=envelope.to)
    made["Date"] = format_datetime(local(envelope.at))
    made["Message-ID"] = f"<{envelope.message_id}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_plain(content, envelope.base_url), cte="quoted-printable")
    made.add_alternative(_html(content, envelope.base_url), subtype="html", cte="quoted-printable")
    return made


def _plain(content: Content, base_url: str) -> str:
    parts = [content.greeting, ""]
    for section in content.sections:
        if section.title:
            parts += [section.title.upper(), ""]
        for line in section.lines:
            parts.append(f"- {line.text}")
            if line.link and base_url:
                parts.append(f"  {base_url}{line.link}")
        parts += [*([f"  và {section.more} dòng nữa"] if section.more else []), ""]
    return "\n".join([*parts, "-- ", _FOOT, ""])


def _html(content: Content, base_url: str) -> str:
    parts = [f"<p>{escape(content.greeting)}</p>"]
    for section in content.sections:
        if section.title:
            parts.append(f"<h3>{escape(section.title)}</h3>")
        lines = "".join(f"<li>{_linked(line, base_url)}</li>" for line in section.lines)
        more = f"<li>và {section.more} dòng nữa</li>" if section.more else ""
        parts.append(f"<ul>{lines}{more}</ul>")
    return _HTML.format(title=escape(content.subject), body="".join(parts), foot=escape(_FOOT))


def _linked(line: Line, base_url: str) -> str:
    if not (line.link and base_url):
        return escape(line.text)
    return f'<a href="{escape(base_url + line.link)}">{escape(line.text)}</a>'
