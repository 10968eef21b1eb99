"""One mail sent at once, to see whether the office's mail server takes it."""

from __future__ import annotations

from datetime import datetime

from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.ids import new_id
from docarchive.notices.content import BAD_ADDRESS, Content, Envelope, Line, Section, message
from docarchive.notices.post import MailRefusedError, Post


class NoMailServerError(InvalidInputError):
    """No server is named."""

    code = "no-mail"

    def __init__(self) -> None:
        super().__init__("Chưa có máy chủ thư. Đặt mail_host, mail_sender trong docarchive.toml rồi khởi động lại.")


def send_trial(post: Post | None, address: str, now: datetime) -> str:
    """Send a mail that says nothing but that it came; its ``Message-ID``.

    Raises:
        NoMailServerError: No server is named.
        MailRefusedError: The server will never take it, or the address is none.
        MailServerError: It does not answer, is not believed, or takes nothing now.
    """
    if post is None:
        raise NoMailServerError
    host = post.sender.rpartition("@")[2] or "localhost"
    name = f"{new_id()}@{host}"
    envelope = Envelope(address, "", post.sender, post.sender_name, name, now, post.base_url)
    content = Content("Thư thử", "Thư thử từ hệ thống.", [Section("", [Line("Mở trang đầu", "/")])])
    try:
        mail = message(content, envelope)
    except BAD_ADDRESS as problem:
        raise MailRefusedError(address, "địa chỉ thư sai mẫu") from problem
    post.send(mail, address)
    return name
