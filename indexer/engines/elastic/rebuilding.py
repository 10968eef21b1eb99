"""Building a new generation beside the one in use: streamed, compared row by row, and only then put in use.

While it is built, every change is written to both. A rebuild that was interrupted is gone on with for a day: documents
it holds unchanged are not sent again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any, Final

import elasticsearch as es

from indexer.engines.elastic import schema
from indexer.engines.elastic.connecting import translated
from indexer.engines.elastic.delivering import Delivery, Row, refresh
from indexer.engines.elastic.generations import Generation, Generations
from indexer.engines.elastic.reading import KEEP_ALIVE, ElasticSnapshot
from indexer.engines.elastic.writing import rows_of
from indexer.engines.errors import DocumentsRefusedError, EngineBrokenError
from indexer.records import IndexDocument

log = logging.getLogger(__name__)

_PIECE: Final = 100
_PATIENCE_S: Final = 120.0
_BEAT_S: Final = 10.0

Held = dict[str, tuple[int, int]]  # document id → revision, checksum


class Rebuild:
    """One rebuild."""

    def __init__(self, client: es.Elasticsearch, generations: Generations) -> None:
        self._client = client
        self._generations = generations
        self._delivery = Delivery(client, _PATIENCE_S)
        self._words: set[str] = set()
        self._beat_at = 0.0

    def run(self, documents: Iterable[IndexDocument]) -> int:
        """Build, compare, put in use.

        Returns:
            How many documents the new generation holds.

        Raises:
            EngineBrokenError: It does not hold what it was given; the one in use goes on.
            DocumentsRefusedError: It is in use, but some documents can never be stored.
        """
        begun = time.time()
        with translated():
            self._generations.tidy()
            building, resumed = self._generations.begin()
            held = self._held(building) if resumed else {}
        given = self._fill(building, documents, held)
        refresh(self._client, [building.name])
        with translated():
            self._take_out_surplus(building, given)
            count = self._compared(building, given)
            self._generations.mark(building, built=time.time(), took_s=round(time.time() - begun, 1), documents=count)
            self._generations.swap(building)
        if self._delivery.refused:
            raise DocumentsRefusedError(self._delivery.refused)
        return count

    def _fill(self, building: Generation, documents: Iterable[IndexDocument], held: Held) -> Held:
        """Send what is not held yet; terms are computed while the piece before is on its way."""
        given: Held = {}
        stream = iter(documents)
        with ThreadPoolExecutor(1) as courier:
            before: Future[None] | None = None
            while piece := list(islice(stream, _PIECE)):
                marks = {one.id: (one.revision, schema.checksum(one)) for one in piece}
                given |= marks
                fresh = [(one.id, one.revision, one) for one in piece if held.get(one.id) != marks[one.id]]
                rows, words = rows_of(
                    fresh, [self._generations.next_name], self._delivery.refused, self._words, built=True
                )
                self._words |= words
                if before:
                    before.result()
                before = courier.submit(self._delivery.send, rows)
                self._live(building)
            if before:
                before.result()
        if self._delivery.vanished:
            raise EngineBrokenError("Chỉ mục đang dựng đã mất; chỉ mục cũ vẫn được dùng. Hãy dựng lại.")
        return {one: marks for one, marks in given.items() if one not in self._delivery.refused}

    def _live(self, building: Generation) -> None:
        if time.monotonic() - self._beat_at > _BEAT_S:
            self._beat_at = time.monotonic()
            with translated():
                self._generations.mark(building, beat=time.time())

    def _take_out_surplus(self, building: Generation, given: Held) -> None:
        """Rows an interrupted rebuild wrote that are no longer wanted; those of later changes stay."""
        surplus = [row for row in self._rows(building) if _of(row, "built") and str(_of(row, "id")) not in given]
        if not surplus:
            return
        name = self._generations.next_name
        self._delivery.send(
            [
                Row(name, schema.document_key(str(_of(row, "id"))), "", int(_of(row, "revision")), None)
                for row in surplus
            ]
        )
        refresh(self._client, [building.name])

    def _compared(self, building: Generation, given: Held) -> int:
        """Every document given is there as it was given, or newer; as many live ones as rows say so."""
        missing = dict(given)
        live = 0
        for row in self._rows(building):
            live += bool(_of(row, "live"))
            wanted = missing.get(str(_of(row, "id")))
            if wanted is None:
                continue
            revision, checksum = int(_of(row, "revision")), _of(row, "checksum")
            if revision > wanted[0] or (revision, checksum) == wanted or not _of(row, "built"):
                del missing[str(_of(row, "id"))]
        if missing:
            first = next(iter(missing))
            raise EngineBrokenError(
                f"Chỉ mục mới thiếu hoặc sai {len(missing)} văn bản, như {first}; chỉ mục cũ vẫn được dùng."
            )
        log.info("new index compared", extra={"documents": live, "given": len(given)})
        return live

    def _held(self, building: Generation) -> Held:
        refresh(self._client, [building.name])
        return {
            str(_of(row, "id")): (int(_of(row, "revision")), int(_of(row, "checksum") or 0))
            for row in self._rows(building)
            if _of(row, "live")
        }

    def _rows(self, building: Generation) -> Iterator[Mapping[str, Any]]:
        """Every document of a generation, tombstones too."""
        point = self._client.open_point_in_time(index=building.name, keep_alive=KEEP_ALIVE)["id"]
        fields: Sequence[str] = ("id", "revision", "checksum", "live", "built")
        yield from ElasticSnapshot(self._client, str(point), lambda _: ()).rows(
            fields, query={"exists": {"field": "id"}}, sort=["_shard_doc"]
        )
        self._client.close_point_in_time(id=point)


def _of(row: Mapping[str, Any], field: str) -> Any:
    values = row["fields"].get(field)
    return values[0] if values else None
