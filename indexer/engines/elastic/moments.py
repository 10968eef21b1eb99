"""Points in time shared by the questions of a short while: each question is answered from one of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

import elasticsearch as es
from elastic_transport import TransportError

from indexer.engines.elastic.generations import Generations
from indexer.engines.elastic.reading import KEEP_ALIVE, ElasticSnapshot
from indexer.engines.elastic.vocabulary import Vocabulary

FRESH_S: Final = 1.0  # after which the changes of other processes are seen; one's own are seen at once


_TURN_S: Final = 0.5


@dataclass(eq=False)
class _Moment:
    point: str
    snapshot: ElasticSnapshot
    opened_at: float
    users: int = 0
    stale: bool = False


class Moments:
    """Opens points in time, hands them out, and lets go of each when its last question is answered."""

    def __init__(self, client: es.Elasticsearch, generations: Generations) -> None:
        self._client = client
        self._generations = generations
        self._vocabulary = Vocabulary()
        self._guard = threading.Lock()
        self._opening = threading.Lock()
        self._now: _Moment | None = None
        self._forgotten = 0

    @contextmanager
    def now(self) -> Iterator[ElasticSnapshot]:
        """The index as of at most a second ago."""
        moment = self._taken()
        try:
            yield moment.snapshot
        finally:
            self._left(moment)

    def forget(self) -> None:
        """The next question sees everything written before it, and asks other copies where one is lost."""
        with self._guard:
            self._forgotten += 1
            moment, self._now = self._now, None
            close = moment is not None and not moment.users
            if moment:
                moment.stale = True
        if moment and close:
            self._close(moment)

    def _taken(self) -> _Moment:
        if moment := self._fresh():
            return moment
        is_turn = self._opening.acquire(timeout=_TURN_S)  # one thread opens, the others wait for it a little
        try:
            if moment := self._fresh():
                return moment
            forgotten = self._forgotten
            opened = self._open()
        finally:
            if is_turn:
                self._opening.release()
        with self._guard:
            opened.users += 1
            if self._forgotten != forgotten:  # something was written meanwhile: good for this question alone
                opened.stale = True
                return opened
            before, self._now = self._now, opened
            if before:
                before.stale = True
        if before and not before.users:
            self._close(before)
        return opened

    def _fresh(self) -> _Moment | None:
        with self._guard:
            moment = self._now
            if moment is None or time.monotonic() - moment.opened_at > FRESH_S:
                return None
            moment.users += 1
            return moment

    def _left(self, moment: _Moment) -> None:
        with self._guard:
            moment.users -= 1
            close = moment.stale and not moment.users
        if close:
            self._close(moment)

    def _open(self) -> _Moment:
        opened_at = time.monotonic()
        generation = self._generations.current()
        # The node that is asked answers from its own copy: a frozen neighbour then holds up only who asks it.
        answer = self._client.open_point_in_time(index=generation.name, keep_alive=KEEP_ALIVE, preference="_local")
        point = str(answer["id"])
        words = self._vocabulary.of(generation.name)
        return _Moment(point, ElasticSnapshot(self._client, point, words), opened_at)

    def _close(self, moment: _Moment) -> None:
        with suppress(es.ApiError, TransportError):  # it ends by itself in a minute
            self._client.options(max_retries=0, request_timeout=1).close_point_in_time(id=moment.point)
