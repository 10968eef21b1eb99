"""Trying the office's mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from docarchive.core.console import Console, LazyGroup, Report, command
from docarchive.kernel.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from docarchive.notices.post import Post


@command("test")
@click.argument("address")
def test(console: Console, address: str) -> Report:
    """Gửi một thư thử tới một địa chỉ, qua máy chủ thư đã thiết lập."""
    from docarchive.kernel.ids import new_id
    from docarchive.notices.content import BAD_ADDRESS, Content, Envelope, Line, Section, message
    from docarchive.notices.post import POST, MailRefusedError

    services = console.services
    post = cast("Callable[[], Post | None]", services.extensions[POST])()
    if post is None:
        raise InvalidInputError(
            "Chưa có máy chủ thư. Đặt mail_host, mail_sender trong docarchive.toml.", code="no-mail"
        )
    host = post.sender.rpartition("@")[2] or "localhost"
    envelope = Envelope(
        address, "", post.sender, post.sender_name, f"{new_id()}@{host}", services.clock(), post.base_url
    )
    content = Content("Thư thử", "Thư thử từ hệ thống.", [Section("", [Line("Mở trang đầu", "/")])])
    try:
        letter = message(content, envelope)
    except BAD_ADDRESS as problem:
        raise MailRefusedError(address, "địa chỉ thư sai mẫu") from problem
    post.send(letter, address)
    return Report({"to": address, "message_id": envelope.message_id}, [f"Máy chủ thư đã nhận thư gửi {address}."])


mail = LazyGroup("mail", help="Thư điện tử.", commands={"test": test})
