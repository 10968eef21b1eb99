"""Trying the office's mail server."""

from __future__ import annotations

import click

from docarchive.core.console import Console, LazyGroup, Report, command


@command("test")
@click.argument("address")
def test(console: Console, address: str) -> Report:
    """Gửi một thư thử tới một địa chỉ, qua máy chủ thư đã thiết lập."""
    from docarchive.notices.post import post_of
    from docarchive.notices.services.trying import send_trial

    services = console.services
    message_id = send_trial(post_of(services), address, services.clock())
    return Report({"to": address, "message_id": message_id}, [f"Máy chủ thư đã nhận thư gửi {address}."])


mail = LazyGroup("mail", help="Thư điện tử.", commands={"test": test})
