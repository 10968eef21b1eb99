"""What a register says of a document that came in: asked of the feature that keeps letters, which stands above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from docarchive.core.actor import Actor

ARRIVALS = "dossiers.arrivals"


@dataclass(frozen=True)
class Arrival:
    """An incoming letter, in the words of the law's metadata.

    Attributes:
        arrived_on: ArrivalDate.
        number: ArrivalNumber, as printed.
        to_places: Units and persons it went to (ToPlaces).
        trace: How it was distributed and directed (TraceHeaderList), a line a step.
        due_on: DueDate.
    """

    arrived_on: date | None = None
    number: str = ""
    to_places: str = ""
    trace: Sequence[str] = ()
    due_on: date | None = None


class Arrivals(Protocol):
    """Whoever keeps letters."""

    def of(self, session: Session, actor: Actor, agency_id: str, document_ids: Sequence[str]) -> Mapping[str, Arrival]:
        """The registered letters of an agency among these documents, by the document's id.

        Letters the actor may not know of are left out.
        """


class NoArrivals:
    """Dossiers without letters."""

    def of(self, session: Session, actor: Actor, agency_id: str, document_ids: Sequence[str]) -> Mapping[str, Arrival]:
        """Nothing."""
        del session, actor, agency_id, document_ids
        return {}
