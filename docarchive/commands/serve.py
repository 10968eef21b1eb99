"""Serving pages, with jobs and the index in the same process."""

from __future__ import annotations

import gc
import signal
import sys
import threading
from types import FrameType

import click

from docarchive.core.console import Console, Report, command
from docarchive.core.instance import Services
from indexer.engines.errors import EngineError


@command("serve")
@click.option("--host", default=None, help="Địa chỉ nghe; mặc định theo thiết lập.")
@click.option("--port", type=int, default=None, help="Cổng; 0 là cổng trống bất kỳ.")
def serve(console: Console, host: str | None, port: int | None) -> Report | None:
    """Phục vụ trang web; chạy luôn các việc nền."""
    gc.disable()  # what is loaded now stays: looking through it for garbage is a tenth of the start
    from waitress.server import create_server

    from docarchive.app import create_app
    from docarchive.commands.upgrade import bring_up_to_date

    services = console.ready(any_revision=True)
    bring_up_to_date(console, services)
    settings = services.settings
    app = create_app(services)
    gc.freeze()
    gc.enable()
    server = create_server(
        app,
        host=host or settings.host,
        port=settings.port if port is None else port,
        threads=settings.threads,
        max_request_body_size=settings.max_upload_mb << 20,
        ident=None,
        clear_untrusted_proxy_headers=False,  # ProxyFix believes just as many proxies as the settings say
    )
    services.start(jobs=settings.jobs_in_server)
    threading.Thread(target=_say_what_ails_the_engine, args=(console, services), daemon=True).start()
    address = f"http://{server.effective_host}:{server.effective_port}/"
    click.echo(f"docarchive: {address}")
    sys.stdout.flush()

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
    try:
        server.run()
    finally:
        server.close()
        services.stop()
    return None


def _say_what_ails_the_engine(console: Console, services: Services) -> None:
    """Pages are served meanwhile: a cluster that does not answer takes seconds to find out."""
    try:
        health = services.engine.health()
    except (ValueError, EngineError) as problem:  # the URL is wrong, or a part is not installed
        health = {"ok": False, "reason": str(problem)}
    if not health["ok"]:
        console.say(f"Bộ máy tìm kiếm chưa dùng được: {health['reason']}")
