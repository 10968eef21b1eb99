"""Where else a document stands: asked of the feature that keeps dossiers, which stands above this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from docarchive.core.actor import Actor

DOSSIERS = "archive.dossiers"


@dataclass(frozen=True)
class Place:
    """A dossier a document is in.

    Attributes:
        page: Endpoint of the page that shows it, asked with ``dossier_id``.
    """

    dossier_id: str
    text: str
    page: str


@dataclass(frozen=True)
class Places:
    """What the page of a document says of dossiers.

    Attributes:
        held: Those the reader may see.
        add: Endpoint of the page on which he puts the document into one, asked with ``document``; empty: none.
        lock: Endpoint of the page on which he locks it, asked with ``document``; empty: he does not lock.
        is_locked: Nobody may change the document.
    """

    held: Sequence[Place] = ()
    add: str = ""
    lock: str = ""
    is_locked: bool = False


class AsksPlaces(Protocol):
    """Whoever keeps dossiers."""

    def of(self, session: Session, actor: Actor, document_id: str) -> Places:
        """What a reader may know of a document's places."""
