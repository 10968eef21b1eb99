"""Incoming letters as the metadata of a dossier tell of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from docarchive.core.actor import Actor
from docarchive.core.screen import format_moment
from docarchive.dossiers.arrivals import Arrival
from docarchive.exchange.models import Handover, IncomingLetter
from docarchive.exchange.queries.handovers import handovers_of
from docarchive.exchange.queries.letters import visible_to

_AT_ONCE = 500


class LetterArrivals:
    """Tells dossiers what the register says of the documents in them."""

    def of(self, session: Session, actor: Actor, agency_id: str, document_ids: Sequence[str]) -> Mapping[str, Arrival]:
        """The registered letters among these documents that the actor may know of."""
        found: dict[str, Arrival] = {}
        for start in range(0, len(document_ids), _AT_ONCE):
            letters = session.scalars(
                select(IncomingLetter)
                .where(
                    IncomingLetter.document_id.in_(document_ids[start : start + _AT_ONCE]),
                    IncomingLetter.agency_id == agency_id,
                    visible_to(actor),
                )
                .options(joinedload(IncomingLetter.arrival))
            )
            found |= {letter.document_id or "": _arrival(session, letter) for letter in letters if letter.is_registered}
        return found


def _arrival(session: Session, letter: IncomingLetter) -> Arrival:
    return Arrival(
        arrived_on=letter.arrived_on, number=letter.arrival_number or "", to_places=letter.to_places,
        trace=[_step(one) for one in handovers_of(session, letter)], due_on=letter.due_on,
    )  # fmt: skip


def _step(handover: Handover) -> str:
    words = f": {handover.words}" if handover.words else ""
    return f"{format_moment(handover.given_at)}, {handover.from_name} chuyển {handover.holder}{words}"
