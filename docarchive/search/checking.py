"""Does the index hold exactly what the database says? Finds drift and mends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from docarchive.core import index
from docarchive.core.db import Database
from docarchive.core.instance import Services
from docarchive.search.catalogue import Catalogue
from indexer.engines.errors import DocumentsRefusedError
from indexer.engines.protocol import SearchEngine

PIECE = 500


@dataclass(frozen=True)
class Drift:
    """How index and database differ.

    Attributes:
        missing: Documents the index lacks.
        stale: Documents it holds in another revision or for another audience.
        surplus: Documents it should not hold.
        waiting: Changes on their way, which are no drift.
    """

    in_database: int
    in_index: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    surplus: tuple[str, ...]
    waiting: int

    @property
    def count(self) -> int:
        """How many documents differ."""
        return len(self.missing) + len(self.stale) + len(self.surplus)


def compare(db: Database, engine: SearchEngine, catalogue: Catalogue) -> Drift:
    """Compare every document; changes that wait for the index are left out of the comparison."""
    with db.reading() as session:
        wanted = {stamp.id: (stamp.revision, stamp.audience) for stamp in catalogue.stamps(session)}
        waiting = set(session.scalars(select(index.IndexChange.document_id)))
    held = {stamp.id: (stamp.revision, tuple(sorted(stamp.audience))) for stamp in engine.stamps()}
    return Drift(
        len(wanted),
        len(held),
        tuple(sorted(set(wanted) - set(held) - waiting)),
        tuple(sorted(each for each in set(wanted) & set(held) - waiting if wanted[each] != held[each])),
        tuple(sorted(set(held) - set(wanted) - waiting)),
        len(waiting),
    )


@dataclass(frozen=True)
class Mended:
    """What became of a drift.

    Attributes:
        count: Documents that were mended.
        refused: Documents the index will never take, and why.
    """

    count: int
    refused: Mapping[str, str]


def mend(services: Services, drift: Drift, catalogue: Catalogue) -> Mended:
    """Put what is missing or stale and take out what is too much; where that does not suffice, build the index anew."""
    held = {stamp.id: stamp.revision for stamp in services.engine.stamps()}
    ids = iter((*drift.missing, *drift.stale, *drift.surplus))
    refused: dict[str, str] = {}
    while piece := list(islice(ids, PIECE)):
        refused |= _mend_piece(services, piece, held)
    # An index that is ahead of a restored database ignores older revisions: only a new one can follow.
    left = compare(services.db, services.engine, catalogue)
    if not refused.keys() >= {*left.missing, *left.stale, *left.surplus}:
        refused |= index.rebuild(services.db, services.engine, catalogue.everything)
    return Mended(drift.count - len(refused.keys() & {*drift.missing, *drift.stale, *drift.surplus}), refused)


def _mend_piece(services: Services, piece: Sequence[str], held: Mapping[str, int]) -> Mapping[str, str]:
    with services.db.reading() as session:
        documents = services.project(session, piece)
    try:
        with services.engine.writing() as writer:
            for document_id in piece:
                if document_id in documents:
                    writer.put(documents[document_id])
                else:
                    writer.remove(document_id, held.get(document_id, 0))
    except DocumentsRefusedError as problem:
        return problem.reasons
    return {}
