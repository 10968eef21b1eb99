"""The engine of a cluster: opens, reads, writes and rebuilds one index of it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Final, TypeVar

from indexer.engines.asking import Asking
from indexer.engines.elastic import schema
from indexer.engines.elastic.address import Address
from indexer.engines.elastic.connecting import check_version, connect, patient, translated
from indexer.engines.elastic.generations import Generations
from indexer.engines.elastic.moments import Moments
from indexer.engines.elastic.rebuilding import Rebuild
from indexer.engines.elastic.writing import PATIENCE_S, Batch, Sender
from indexer.engines.errors import EngineAwayError, EngineBusyError, EngineError
from indexer.engines.plan import EVERYTHING
from indexer.engines.protocol import Audience, Hit, Query, Results, Stamp, Writer
from indexer.records import IndexDocument

log = logging.getLogger(__name__)

_TRIES: Final = 4  # of a question, each at another moment and other copies
_REST_S: Final = 3.0  # after a cluster did not answer, questions fail at once instead of waiting, too
_TIDY_S: Final = 3_600.0

_Answer = TypeVar("_Answer")


class ElasticEngine:
    """See ``SearchEngine``; safe for many threads, and for many processes that write at the same time.

    Opening asks nothing of the cluster, so that it may come up later.

    Attributes:
        index: Its name in the cluster.
    """

    def __init__(self, address: Address, patience_s: float = PATIENCE_S) -> None:
        self.index = address.index
        self._client = connect(address)
        self._patient = patient(self._client)
        self._generations = Generations(self._patient, address)
        self._moments = Moments(self._client, Generations(self._client, address))
        self._sender = Sender(self._patient, self._generations, patience_s)
        self._rebuilding = threading.Lock()
        self._is_fit = False
        self._away_until = 0.0
        self._tidied_at = time.monotonic()

    def search(self, query: Query) -> Results:
        """See ``SearchEngine``."""
        return self._asked(lambda asking: asking.search(query))

    def suggest(self, prefix: str, audience: Audience, size: int = 8) -> tuple[str, ...]:
        """See ``SearchEngine``."""
        return self._asked(lambda asking: asking.suggest(prefix, audience, size))

    def similar(self, document_id: str, audience: Audience, size: int = 10) -> tuple[Hit, ...]:
        """See ``SearchEngine``."""
        return self._asked(lambda asking: asking.similar(document_id, audience, size))

    def writing(self) -> AbstractContextManager[Writer]:
        """See ``SearchEngine``; never busy, since older revisions lose whoever writes them.

        Raises:
            DocumentsRefusedError: Some documents can never be stored; the others are searchable.
        """
        return self._writing()

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        with translated():
            self._check_fitness()
            self._generations.current()
        batch = Batch()
        yield batch
        try:
            self._sender.send(batch)
        finally:
            self._moments.forget()
        self._tidy()

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """See ``SearchEngine``; goes on with a rebuild that was interrupted.

        Raises:
            EngineBusyError: Somebody else rebuilds.
            DocumentsRefusedError: The new index is in use, but some documents can never be stored.
        """
        with translated():
            self._check_fitness()
        if not self._rebuilding.acquire(blocking=False):
            raise EngineBusyError("Chỉ mục đang được dựng lại.")
        try:
            return Rebuild(self._patient, self._generations).run(documents)
        finally:
            self._rebuilding.release()
            self._moments.forget()

    def stamps(self) -> Iterator[Stamp]:
        """See ``SearchEngine``."""
        self._moments.forget()
        with translated(), self._moments.now() as at:
            for row in at.everything():
                fields = row["fields"]
                yield Stamp(fields["id"][0], fields["revision"][0], tuple(fields.get("audience", ())))

    def health(self) -> Mapping[str, object]:
        """See ``SearchEngine``; never raises, and says how the cluster is, too."""
        said: dict[str, object] = {"documents": 0, "fingerprint": schema.fingerprint()}
        try:
            with self._noticed(), translated():
                self._check_fitness()
                generation = self._generations.current()
                with self._moments.now() as at:
                    (said["documents"],) = at.counts([EVERYTHING], EVERYTHING)
                cluster = self._client.cluster.health(index=generation.name)
        except EngineError as error:
            return {"ok": False, **said, "reason": str(error)}
        said |= {"index": generation.name, "status": cluster["status"], "nodes": cluster["number_of_nodes"]}
        said |= {name: generation.marks[name] for name in ("built", "took_s") if name in generation.marks}
        return {"ok": True, **said, "reason": None}

    def close(self) -> None:
        """See ``SearchEngine``."""
        self._moments.forget()
        self._client.close()

    def drop(self) -> None:
        """Take the index, with all its generations, out of the cluster."""
        with translated():
            for name in self._generations.all():
                self._patient.indices.delete(index=name, ignore_unavailable=True)

    def _asked(self, ask: Callable[[Asking], _Answer]) -> _Answer:
        """Ask; a moment that was lost with a node is replaced by a new one."""
        with self._noticed():
            for left in reversed(range(_TRIES)):
                try:
                    with translated():
                        self._check_fitness()
                        with self._moments.now() as at:
                            return ask(Asking(at))
                except EngineAwayError:
                    self._moments.forget()
                    if not left:
                        raise
                    log.info("question is asked again", exc_info=True)
        raise AssertionError("unreachable")

    @contextmanager
    def _noticed(self) -> Iterator[None]:
        """Remember for a while that nobody answered, so that not everybody waits to find it out."""
        if time.monotonic() < self._away_until:
            raise EngineAwayError("Chưa liên lạc được với Elasticsearch; hệ thống sẽ tự thử lại.")
        try:
            yield
        except EngineAwayError:
            self._away_until = time.monotonic() + _REST_S
            raise

    def _check_fitness(self) -> None:
        if not self._is_fit:
            check_version(self._client)
            self._is_fit = True

    def _tidy(self) -> None:
        if time.monotonic() - self._tidied_at > _TIDY_S:
            self._tidied_at = time.monotonic()
            with translated():
                self._generations.tidy()
