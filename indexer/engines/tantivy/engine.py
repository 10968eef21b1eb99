"""The embedded engine: opens, reads, writes and rebuilds the index of one folder."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from indexer.engines.asking import Asking
from indexer.engines.errors import EngineBrokenError, EngineBusyError, EngineError
from indexer.engines.protocol import Audience, Hit, Query, Results, Stamp, Writer
from indexer.engines.tantivy import schema
from indexer.engines.tantivy.folder import Folder
from indexer.engines.tantivy.reading import TantivySnapshot
from indexer.engines.tantivy.writing import Batch
from indexer.records import IndexDocument

log = logging.getLogger(__name__)


class TantivyEngine:
    """See ``SearchEngine``; safe for many threads and many processes.

    Opening never fails: a missing index is made, a damaged or foreign one makes ``health`` ask for ``rebuild``.
    """

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)
        self._guard = threading.Lock()
        self._seen: tuple[int, ...] = ()
        self._snapshot: TantivySnapshot | None = None
        self._make_first()

    def search(self, query: Query) -> Results:
        """See ``SearchEngine``; raises ``EngineBrokenError`` where the index must be rebuilt."""
        with _translated():
            return Asking(self._now()).search(query)

    def suggest(self, prefix: str, audience: Audience, size: int = 8) -> tuple[str, ...]:
        """See ``SearchEngine``."""
        with _translated():
            return Asking(self._now()).suggest(prefix, audience, size)

    def similar(self, document_id: str, audience: Audience, size: int = 10) -> tuple[Hit, ...]:
        """See ``SearchEngine``."""
        with _translated():
            return Asking(self._now()).similar(document_id, audience, size)

    def writing(self) -> AbstractContextManager[Writer]:
        """See ``SearchEngine``; raises ``EngineBrokenError`` where the index must be rebuilt."""
        return self._writing()

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        with self._folder.locked():
            with _translated():
                batch = Batch(self._folder.checked()).__enter__()
            try:
                yield batch
            except BaseException as error:
                batch.__exit__(type(error), error, error.__traceback__)
                raise
            with _translated():
                batch.__exit__(None, None, None)

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """See ``SearchEngine``; the old index answers until the new one is complete."""
        with self._folder.locked():
            self._folder.tidy()
            generation = self._folder.begin()
            count = 0
            _make(generation)
            with Batch(generation) as batch:
                for document in documents:
                    batch.put(document)
                    count += 1
            held = _opened(generation).size
            if held > count:
                raise EngineBrokenError(f"{held} documents in a new index of {count}.")
            self._folder.seal(generation)
            self._folder.swap(generation)
        return held

    def stamps(self) -> Iterator[Stamp]:
        """See ``SearchEngine``."""
        with _translated():
            for kept in self._now().everything():
                yield Stamp(kept.id, kept.revision, kept.audience)

    def health(self) -> Mapping[str, object]:
        """See ``SearchEngine``; never raises."""
        try:
            with _translated():
                documents = self._now().size
        except EngineError as error:
            return {"ok": False, "documents": 0, "fingerprint": schema.fingerprint(), "reason": str(error)}
        return {"ok": True, "documents": documents, "fingerprint": schema.fingerprint(), "reason": None}

    def close(self) -> None:
        """See ``SearchEngine``."""
        with self._guard:
            self._snapshot = None
            self._seen = ()

    def _now(self) -> TantivySnapshot:
        """The index as of the last commit of any process."""
        try:
            changed = self._folder.changed_at()
        except FileNotFoundError:
            changed = ()
        with self._guard:
            if self._snapshot is None or changed != self._seen or not changed:
                self._snapshot = _opened(self._folder.checked())
                self._seen = changed
            return self._snapshot

    def _make_first(self) -> None:
        """Make an empty index where there is none, unless somebody else is just doing that."""
        try:
            if self._folder.current() is not None:
                return
            with self._folder.locked():
                if self._folder.current() is None:
                    generation = self._folder.begin()
                    _make(generation)
                    self._folder.seal(generation)
                    self._folder.swap(generation)
        except EngineBusyError:
            return
        except OSError:
            log.warning("search index not made", exc_info=True)


def _make(generation: Path) -> None:
    schema.create(generation / schema.DOCUMENTS, schema.documents_schema())
    schema.create(generation / schema.PASSAGES, schema.passages_schema())


def _opened(generation: Path) -> TantivySnapshot:
    documents = schema.open_index(generation / schema.DOCUMENTS)
    passages = schema.open_index(generation / schema.PASSAGES)
    return TantivySnapshot(documents, passages)


@contextmanager
def _translated() -> Iterator[None]:
    """Damaged files make tantivy raise many things, a panic among them, that is no ``Exception``."""
    try:
        yield
    except (EngineError, GeneratorExit, KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        if isinstance(error, OSError) or type(error) is ValueError:
            raise EngineBrokenError(f"Không đọc được chỉ mục; cần tạo lại chỉ mục. ({error})") from error
        raise
    except BaseException as error:
        raise EngineBrokenError(f"Không đọc được chỉ mục; cần tạo lại chỉ mục. ({error})") from error
