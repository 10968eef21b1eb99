"""Does the index hold exactly what the database says? Finds drift and mends it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from docarchive.core import index
from docarchive.core.db import Database
from docarchive.core.instance import Services
from docarchive.search.catalogue import Catalogue
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


def mend(services: Services, drift: Drift, catalogue: Catalogue) -> int:
    """Put what is missing or stale and take out what is too much; where that does not suffice, build the index anew.

    Returns:
        How many documents were mended.
    """
    held = {stamp.id: stamp.revision for stamp in services.engine.stamps()}
    ids = iter((*drift.missing, *drift.stale, *drift.surplus))
    while piece := list(islice(ids, PIECE)):
        with services.db.reading() as session:
            documents = services.project(session, piece)
        with services.engine.writing() as writer:
            for document_id in piece:
                if document_id in documents:
                    writer.put(documents[document_id])
                else:
                    writer.remove(document_id, held.get(document_id, 0))
    # An index that is ahead of a restored database ignores older revisions: only a new one can follow.
    if compare(services.db, services.engine, catalogue).count:
        with services.db.reading() as session:
            services.engine.rebuild(catalogue.everything(session))
    return drift.count
