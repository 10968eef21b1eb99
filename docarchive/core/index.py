"""How the search index follows the database: changes are rows of the same transaction, handed to the engine afterwards.

The engine commits first and the rows go afterwards; a crash between the two repeats a change, which the engine ignores
by its revision. The opposite order would hide documents for ever.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, cast

import structlog
from sqlalchemy import BigInteger, Integer, String, Table, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from docarchive.core import refusals, signs
from docarchive.core.clock import system_clock
from docarchive.core.db import Base
from docarchive.core.engines import unhurried
from docarchive.core.locks import only_one
from indexer.engines.errors import DocumentsRefusedError, EngineBrokenError

if TYPE_CHECKING:
    from docarchive.core.db import Database
    from indexer.engines.protocol import SearchEngine
    from indexer.records import IndexDocument

log = structlog.get_logger(__name__)

BATCH = 200
_PAUSE_S = 1.0
_PAUSE_AFTER_FAILURE_S = 10.0


class IndexChange(Base):
    """A document whose new revision the index does not hold yet."""

    __tablename__ = "index_change"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    document_id: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]
    noted_at: Mapped[datetime]


# What the index should hold of these documents now; a document that is not in the answer is taken out of the index.
Projection = Callable[[Session, Iterable[str]], Mapping[str, "IndexDocument"]]


# Every document as the index should hold it, for building a new one.
Everything = Callable[[Session], Iterable["IndexDocument"]]


_NOTE = insert(cast("Table", IndexChange.__table__))


def note_change(session: Session, document_id: str, revision: int, now: datetime) -> None:
    """Remember that the index must follow, in the caller's transaction."""
    session.flush()
    row = {"document_id": document_id, "revision": revision, "noted_at": now}
    session.connection().execute(_NOTE, row)


def waiting(session: Session) -> tuple[int, datetime | None]:
    """Say how many changes wait and since when the oldest does."""
    count, oldest = session.execute(select(func.count(), func.min(IndexChange.noted_at))).one()
    return count, oldest


def drain(db: Database, engine: SearchEngine, project: Projection, batch: int = BATCH) -> int:
    """Hand the oldest waiting changes to the engine as one batch; one process of all does so at a time.

    Returns:
        How many changes were handed over; 0 means nothing waits, or another process hands it over.
    """
    with only_one(db.engine, "index") as is_ours:
        return _drain(db, engine, project, batch) if is_ours else 0


def _drain(db: Database, engine: SearchEngine, project: Projection, batch: int) -> int:
    with db.reading() as session:
        changes = session.scalars(select(IndexChange).order_by(IndexChange.seq).limit(batch)).all()
        if not changes:
            return 0
        newest: dict[str, int] = {}
        for change in changes:
            newest[change.document_id] = max(change.revision, newest.get(change.document_id, 0))
        documents = project(session, list(newest))
    refused = _hand_over(engine, newest, documents)
    with db.session() as session:
        _note_refused(session, refused, newest)
        session.execute(delete(IndexChange).where(IndexChange.seq.in_([change.seq for change in changes])))
        session.commit()
    return len(changes)


def _hand_over(
    engine: SearchEngine, newest: Mapping[str, int], documents: Mapping[str, IndexDocument]
) -> Mapping[str, str]:
    """Write one batch; gives the documents the index will never take, and why."""
    try:
        with engine.writing() as writer:
            for document_id, revision in newest.items():
                document = documents.get(document_id)
                if document is None:
                    writer.remove(document_id, revision)
                else:
                    writer.put(document)
    except DocumentsRefusedError as problem:
        return problem.reasons
    return {}


def _note_refused(session: Session, refused: Mapping[str, str], newest: Mapping[str, int]) -> None:
    refusals.forget(session, newest)
    if refused:
        log.warning("documents refused by the index", documents=sorted(refused))
        refusals.lay_aside(session, refused, newest, system_clock())


def follow(db: Database, engine: SearchEngine, project: Projection, everything: Everything, batch: int = BATCH) -> int:
    """Hand over the oldest waiting changes; an index that is damaged or of another version is first built anew.

    Returns:
        How many changes were handed over; 0 means nothing waits.
    """
    try:
        return drain(db, engine, project, batch)
    except EngineBrokenError as problem:
        log.warning("index is built anew", reason=str(problem))
        rebuild(db, engine, everything)
        return drain(db, engine, project, batch)


def rebuild(db: Database, engine: SearchEngine, everything: Everything) -> Mapping[str, str]:
    """Build the index anew.

    Returns:
        Documents it will never take, and why; they are laid aside.
    """
    begun, refused = time.monotonic(), {}
    try:
        with db.reading() as session:
            unhurried(session.connection())  # a cluster may let us wait between two pieces
            engine.rebuild(everything(session))
    except DocumentsRefusedError as problem:
        refused = problem.reasons
        with db.session() as session:
            _note_refused(session, refused, {})
            session.commit()
    found = {"documents": engine.health().get("documents"), "refused": len(refused)}
    signs.note(db, "engine.rebuild", system_clock(), took_s=round(time.monotonic() - begun, 1), **found)
    return refused


class IndexFollower:
    """A thread that drains changes as they come; where several processes have one, they take turns."""

    def __init__(
        self, db: Database, engine: Callable[[], SearchEngine], project: Projection, everything: Everything
    ) -> None:
        self._db = db
        self._engine = engine
        self._project = project
        self._everything = everything
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="index-follower", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def wake(self) -> None:
        """Look for changes now instead of at the next round."""
        self._woken.set()

    def stop(self) -> None:
        """End after the batch at hand."""
        self._stopped.set()
        self._woken.set()
        self._thread.join(timeout=30)

    def _follow(self) -> int:
        return follow(self._db, self._engine(), self._project, self._everything)

    def _run(self) -> None:
        while not self._stopped.is_set():
            pause_s = _PAUSE_S
            try:
                while not self._stopped.is_set() and self._follow():
                    pass
            except Exception:  # whatever is wrong with the engine, the changes stay and are tried again
                log.exception("index did not follow")
                pause_s = _PAUSE_AFTER_FAILURE_S
            self._woken.wait(pause_s)
            self._woken.clear()
