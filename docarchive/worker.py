"""The job worker: the same jobs as inside ``serve``, in a process of their own."""

from __future__ import annotations

import signal
import threading

import click

from docarchive.core.actor import Actor
from docarchive.core.console import Console, Report, command


@command("worker")
@click.option("--until-idle", is_flag=True, help="Làm hết việc đến hạn rồi dừng.")
def worker(console: Console, until_idle: bool) -> Report | None:  # noqa: FBT001 - click hands it over by name
    """Chạy các việc nền ở một tiến trình riêng."""
    from docarchive.core.runner import JobRunner

    services = console.ready()
    if until_idle:
        count = JobRunner(services.work, services.job_handlers, services.settings.home, plan=services.plan).run_due()
        return Report({"jobs": count}, [f"Đã chạy {count} việc."])
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopped.set())
    services.start(jobs=True, index=services.settings.index_in_worker)
    console.say(f"docarchive worker: {services.settings.home} ({Actor.system().name})")
    stopped.wait()
    services.stop()
    return None
