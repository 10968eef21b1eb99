"""What is about to happen to documents, for whoever keeps them from being changed."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class DocumentAct(enum.StrEnum):
    """What would be done."""

    CORRECT = "correct"
    WITHDRAW = "withdraw"
    REPLACE = "replace"


@dataclass(frozen=True)
class DocumentsChanging:
    """Documents are being changed; who listens may still object, which undoes it all."""

    document_ids: tuple[str, ...]
    act: DocumentAct


@dataclass(frozen=True)
class ReadersChanged:
    """Who may read a document is different now.

    Attributes:
        before: Its tokens until now; ``after`` those from now on.
    """

    document_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class DocumentWithdrawn:
    """A document is no longer found by its readers.

    Attributes:
        name: Kind and number as it bore them: what is destroyed loses both.
    """

    document_id: str
    name: str


@dataclass(frozen=True)
class RelationConfirmed:
    """A person confirmed what one document does to another."""

    relation_id: str
