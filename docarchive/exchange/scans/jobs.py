"""A round every few minutes, as a job: however many workers there are, one of them looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from docarchive.core.jobs import Handler, JobTools, Payload, handler
from docarchive.core.work import UnitOfWork, Work
from docarchive.exchange.scans.protocol import Source
from docarchive.exchange.scans.rounds import Looked, look
from docarchive.exchange.scans.troubles import note_troubles

LOOK = "exchange.look_for_scans"
QUIET_S = 5  # a file that did not change for so long is whole
_MOST_FAULTS = 50


def plan_next(uow: UnitOfWork, every: timedelta) -> None:
    """Plan the next round, once however often it is planned."""
    slot = int(uow.now.timestamp() // every.total_seconds()) + 1
    uow.enqueue_at(uow.now + every, LOOK, str(slot))


def handlers(work: Work, sources: Callable[[], Sequence[Source]], every: timedelta) -> tuple[Handler, ...]:
    """How the round is done.

    Args:
        sources: Gives the places that are set up; none: no further round is planned.
    """

    def make_a_round(payload: Payload, tools: JobTools) -> Looked:
        """Outside any transaction: files are read and mails fetched meanwhile."""
        del payload, tools
        found = look(work, sources())
        if found.growing:  # whoever stands at the scanner is not to wait for another round
            time.sleep(QUIET_S)
            look(work, sources())
        return found

    @handler(LOOK, prepare=make_a_round, max_attempts=_MOST_FAULTS, label="Nhận tệp quét, thư đến")
    def look_for_scans(uow: UnitOfWork, payload: Payload, found: Looked) -> None:
        """Note what could not be looked at, and plan the next round."""
        del payload
        note_troubles(uow, found.troubles)
        if sources():
            plan_next(uow, every)

    return (look_for_scans,)
