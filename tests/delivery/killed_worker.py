"""A worker for tests to kill: carries packets, and dies by SIGKILL the first time it comes to a named step."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from docarchive import wiring
from docarchive.core.runner import JobRunner
from docarchive.delivery import trips
from docarchive.delivery.events import PacketArrived, PostingDelivered
from docarchive.delivery.models import Posting
from docarchive.delivery.services import accepting
from docarchive.delivery.states import PostingState
from docarchive.settings import Settings

STEPS = ("taken", "kept", "entering", "signed", "entered", "settling")


def main(home: str, step: str) -> None:
    """Work until nothing waits."""
    services = wiring.build(Settings.from_environ(Path(home)))
    services.work.handlers = {}  # who stands above is not asked
    _die_at(step, services)
    runner = JobRunner(services.work, services.job_handlers, services.settings.home, threads=2)
    runner.start()
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with services.db.reading() as session:
            waiting = select(func.count()).select_from(Posting).where(Posting.state == PostingState.WAITING)
            if not session.scalar(waiting):
                break
        time.sleep(0.05)
    runner.stop()
    services.stop()


def _die_at(step: str, services: Any) -> None:
    carrying: Any = trips
    entering: Any = accepting

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if step == "taken":
        carrying.sign = die  # the first thing after a packet was taken
    elif step == "kept":
        put = services.files.put

        def put_and_die(content: bytes) -> str:
            put(content)
            die()
            return ""

        services.files.put = put_and_die
    elif step == "entering":
        services.work.handlers = {**services.work.handlers, PacketArrived: (die,)}
    elif step == "signed":
        sign = entering._sign

        def sign_and_die(*values: Any) -> None:
            sign(*values)
            die()

        entering._sign = sign_and_die
    elif step == "entered":
        carrying.log = type("Log", (), {"info": staticmethod(lambda *_, **__: die())})()
    elif step == "settling":
        services.work.handlers = {**services.work.handlers, PostingDelivered: (die,)}
