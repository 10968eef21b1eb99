"""Where letters of a dossier stand, and the drafts gathered in it: asked of the feature that keeps letters, above."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.models import Dossier

CORRESPONDENCE = "dossiers.correspondence"


@dataclass(frozen=True)
class Standing:
    """Where the letter stands that brought a document, or issued it.

    Attributes:
        words: What it is: ``Đến số 12``, ``Văn bản đi``.
        status: Word and kind of the badge.
        page: Endpoint of the letter's page, asked with ``letter_id``.
    """

    words: str
    status: tuple[str, str]
    page: str
    letter_id: str


@dataclass(frozen=True)
class Draft:
    """A letter that is not issued yet.

    Attributes:
        status: Word and kind of the badge.
        holder: Whose turn it is; empty: nobody's.
        is_open: Whether it can still become a document; one that was issued or called off cannot.
        page: Endpoint of its page, asked with ``letter_id``.
        opinions: How many were asked for their opinion and have answered, in words; empty: nobody was asked.
        opinions_page: Endpoint of the page they stand on, asked the same.
    """

    id: str
    title: str
    status: tuple[str, str]
    holder: str
    page: str
    is_open: bool = True
    opinions: str = ""
    opinions_page: str = ""


class Correspondence(Protocol):
    """Whoever keeps letters."""

    def standings(
        self, session: Session, actor: Actor, agency_id: str, document_ids: Sequence[str], today: date
    ) -> Mapping[str, Standing]:
        """Where an agency's letters stand, by the document's id; those the actor may not know of are left out."""

    def drafts(self, session: Session, actor: Actor, dossier: Dossier) -> Sequence[Draft]:
        """The drafts in a dossier that the actor may know of, the oldest first.

        One issued while the dossier was closed or locked is among them until its document is put in.
        """

    def draft(self, session: Session, actor: Actor, draft_id: str) -> Draft:
        """One draft.

        Raises:
            NotFoundError: There is none that is not issued, or the actor may not know of it.
        """

    def held_by(self, session: Session, draft_id: str) -> Collection[str]:
        """Ids of the dossiers a draft is in; for telling those apart that the actor sees anyway."""

    def put_in(self, uow: UnitOfWork, dossier: Dossier, draft_id: str) -> None:
        """Put a draft into a dossier.

        Raises:
            AlreadyInDossierError: It is there.
            DossierStateError: The dossier is not open, or another agency's.
            FrozenError: The dossier is locked.
        """

    def take_out(self, uow: UnitOfWork, dossier: Dossier, draft_id: str) -> None:
        """Take a draft out of a dossier.

        Raises:
            NotInDossierError: It is not there, or the actor may not know of it.
        """
