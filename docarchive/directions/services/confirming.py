"""A piece of work read in a document is given just as it was read: a person looked at it and agreed."""

from __future__ import annotations

from docarchive.accounts.queries.agencies import agency as agency_of
from docarchive.archive.models import Document
from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import NotReadSurelyError
from docarchive.directions.models import Assignment
from docarchive.directions.policies import can_give
from docarchive.directions.proposals import Proposal, proposals
from docarchive.directions.queries.bodies import Bodies, leader_named
from docarchive.directions.services.giving import ONLY_OFFICE, Body, Order, Said, give
from docarchive.directions.states import Source
from docarchive.kernel.local_time import local_day


def give_as_read(uow: UnitOfWork, agency_id: str, document: Document, words: str) -> Assignment:
    """Give what a sentence of a document orders, to whom, with whom and by when it says.

    Args:
        agency_id: In whose register.
        document: Found by the caller with the actor's eyes.
        words: The sentence, as ``Proposal.said.content`` has it.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
        NotReadSurelyError: The document orders no such thing, it was given already, or something is to be filled in.
    """
    uow.require(can_give(uow.actor, agency_id), ONLY_OFFICE)
    uow.alone(f"give-as-read:{document.id}")
    today, here = local_day(uow.now), agency_of(uow.session, agency_id)
    bodies = Bodies(uow.session, here, today)
    found = next(
        (
            one for one in proposals(uow.session, uow.actor, document, bodies.directory, today)
            if one.said.content == words
        ),
        None,
    )  # fmt: skip
    if found is None or not found.is_sure:
        raise NotReadSurelyError
    giver = document.signer or document.issuer or here.name
    leader = leader_named(uow.session, agency_id, today, giver)
    said = Said(
        Source.DOCUMENT, leader.name if leader else giver, min(document.issued_on or today, today),
        leader.id if leader else None, document=document, document_number=document.number or "", quote=words,
        page=found.page,
    )  # fmt: skip
    return give(uow, agency_id, said, [_order(found, bodies)]).assignments[0]


def _order(found: Proposal, bodies: Bodies) -> Order:
    said = found.said
    along = [bodies.find(name) for name in said.co]
    return Order(
        Body.of(said.agency) if said.agency else Body(said.lead), [Body.of(one) for one in along if one is not None],
        product=said.product, term=said.term, days=said.days, due_on=said.due_on,
    )  # fmt: skip
