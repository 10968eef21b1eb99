"""Letters as a dossier of work tells of them: where its documents stand, and its drafts with their opinions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.correspondence import Draft, Standing
from docarchive.dossiers.models import Dossier, DossierDocument
from docarchive.exchange import outgoing_presenting, presenting
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import DossierDraft, IncomingLetter, OutgoingLetter
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.queries import letters, opinions, outgoing
from docarchive.exchange.services import filing

_AT_ONCE = 500
_PAGE = "exchange.outgoing_letter"


class LetterCorrespondence:
    """Answers ``docarchive.dossiers.correspondence.Correspondence`` from the tables of letters."""

    def standings(
        self, session: Session, actor: Actor, agency_id: str, document_ids: Sequence[str], today: date
    ) -> Mapping[str, Standing]:
        """See ``Correspondence``."""
        found: dict[str, Standing] = {}
        for start in range(0, len(document_ids), _AT_ONCE):
            found |= _standings(session, actor, agency_id, document_ids[start : start + _AT_ONCE], today)
        return found

    def drafts(self, session: Session, actor: Actor, dossier: Dossier) -> Sequence[Draft]:
        """See ``Correspondence``."""
        has_document = exists().where(
            DossierDocument.dossier_id == dossier.id, DossierDocument.document_id == OutgoingLetter.document_id
        )
        rows = session.scalars(
            select(OutgoingLetter)
            .join(DossierDraft, DossierDraft.letter_id == OutgoingLetter.id)
            .where(DossierDraft.dossier_id == dossier.id, outgoing.visible_to(actor), ~has_document)
            .order_by(DossierDraft.added_at, OutgoingLetter.id)
        )
        return [_draft(session, actor, row) for row in rows]

    def draft(self, session: Session, actor: Actor, draft_id: str) -> Draft:
        """See ``Correspondence``."""
        return _draft(session, actor, _unissued(session, actor, draft_id))

    def held_by(self, session: Session, draft_id: str) -> Collection[str]:
        """See ``Correspondence``."""
        return set(session.scalars(select(DossierDraft.dossier_id).where(DossierDraft.letter_id == draft_id)))

    def put_in(self, uow: UnitOfWork, dossier: Dossier, draft_id: str) -> None:
        """See ``Correspondence``."""
        filing.put_draft_in(uow, dossier, _unissued(uow.session, uow.actor, draft_id))

    def take_out(self, uow: UnitOfWork, dossier: Dossier, draft_id: str) -> None:
        """See ``Correspondence``."""
        filing.take_draft_out(uow, dossier, outgoing.outgoing_letter(uow.session, uow.actor, draft_id))


def _unissued(session: Session, actor: Actor, letter_id: str) -> OutgoingLetter:
    letter = outgoing.outgoing_letter(session, actor, letter_id)
    if letter.is_issued:
        raise LetterNotFoundError
    return letter


def _standings(
    session: Session, actor: Actor, agency_id: str, ids: Sequence[str], today: date
) -> Iterator[tuple[str, Standing]]:
    came = session.scalars(
        select(IncomingLetter)
        .where(IncomingLetter.document_id.in_(ids), IncomingLetter.agency_id == agency_id, letters.visible_to(actor))
        .options(*letters.TO_SHOW)
    )
    for letter in came:
        words = f"Đến số {letter.arrival_number}" if letter.arrival_number else "Văn bản đến"
        status = presenting.status(letter, today)
        yield letter.document_id or "", Standing(words, status, "exchange.letter", letter.id)
    went = session.scalars(
        select(OutgoingLetter).where(
            OutgoingLetter.document_id.in_(ids), OutgoingLetter.agency_id == agency_id, outgoing.visible_to(actor)
        )
    )
    for one in went:
        yield one.document_id or "", Standing("Văn bản đi", outgoing_presenting.status(one), _PAGE, one.id)


def _draft(session: Session, actor: Actor, letter: OutgoingLetter) -> Draft:
    asked = [one for one in opinions.voices(session, actor, letter) if one.asked_at is not None]
    answered = sum(one.answered_at is not None for one in asked)
    title = f"{letter.kind.capitalize()}: {letter.subject}" if letter.subject else f"{letter.kind.capitalize()}"
    return Draft(
        letter.id, title, outgoing_presenting.status(letter), outgoing_presenting.holder(letter),
        _PAGE, not letter.is_issued and letter.state != OutgoingState.CANCELLED,
        f"{answered} trên {len(asked)} nơi đã cho ý kiến" if asked else "",
        "exchange.opinions",
    )  # fmt: skip
