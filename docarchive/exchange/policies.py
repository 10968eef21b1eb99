"""Who may do what with letters: pure sentences about an actor and a letter."""

from __future__ import annotations

from docarchive.core.actor import Actor
from docarchive.exchange.models import Handover, IncomingLetter, OutgoingLetter, OutgoingStep
from docarchive.exchange.outgoing_states import UNSIGNED, Deed, OutgoingState
from docarchive.kernel.roles import Role


def can_receive(actor: Actor, agency_id: str) -> bool:
    """Clerks of the agency receive and register (Decree 30/2020/NĐ-CP, Articles 21 and 22)."""
    return actor.has(Role.CLERK) and agency_id in actor.agency_ids


def can_register(actor: Actor, letter: IncomingLetter) -> bool:
    """Register, refuse, merge, correct what the register says: clerks of the agency."""
    return can_receive(actor, letter.agency_id)


def can_oversee(actor: Actor, agency_id: str) -> bool:
    """Clerks and leaders see every letter of their agency, and where each of them is."""
    return agency_id in actor.agency_ids and actor.has(Role.CLERK, Role.LEADER)


def holds(actor: Actor, handover: Handover) -> bool:
    """Whether a handover is in the actor's hands: given to him, or to his unit."""
    if not handover.is_open or handover.letter.agency_id not in actor.agency_ids:
        return False
    return handover.to_user_id == actor.user_id if handover.to_user_id else handover.to_unit_id in actor.unit_ids


def can_direct(actor: Actor, letter: IncomingLetter) -> bool:
    """Leaders of the agency give directions (Article 23)."""
    return actor.has(Role.LEADER) and letter.agency_id in actor.agency_ids


def can_draft(actor: Actor, agency_id: str) -> bool:
    """Whoever holds a position in an agency drafts its letters (Article 10)."""
    return actor.user_id is not None and agency_id in actor.agency_ids


def can_write(actor: Actor, letter: OutgoingLetter) -> bool:
    """A draft is written by whoever drafts it, until it is presented."""
    is_mine = letter.drafter_id is not None and letter.drafter_id == actor.user_id
    return letter.state == OutgoingState.DRAFT and is_mine and can_draft(actor, letter.agency_id)


def can_gather(actor: Actor, letter: OutgoingLetter) -> bool:
    """Opinions on a draft are collected and answered for by whoever drafts it, until it is signed."""
    is_mine = letter.drafter_id is not None and letter.drafter_id == actor.user_id
    return letter.state in UNSIGNED and is_mine and can_draft(actor, letter.agency_id)


def can_answer(actor: Actor, asked: OutgoingStep) -> bool:
    """An opinion is given by the person who was asked, or by anybody of the unit that was."""
    if asked.deed != Deed.ASKED or actor.user_id is None:
        return False
    return asked.to_unit_id in actor.unit_ids if asked.to_unit_id else asked.to_user_id == actor.user_id


def can_decide(actor: Actor, letter: OutgoingLetter) -> bool:
    """Whoever a draft was presented to presents it further, gives it back or, where he may, signs it."""
    return (
        letter.state == OutgoingState.SUBMITTED
        and letter.holder_id is not None
        and letter.holder_id == actor.user_id
        and letter.agency_id in actor.agency_ids
    )


def can_sign(actor: Actor, letter: OutgoingLetter) -> bool:
    """Leaders sign what was presented to them or what they drafted themselves (Article 13); a substitute does not."""
    in_hand = can_decide(actor, letter) or (can_write(actor, letter) and letter.main is not None)
    return in_hand and actor.has(Role.LEADER) and actor.substitute_id is None


def can_seal(actor: Actor, letter: OutgoingLetter) -> bool:
    """The agency's own signature is put on by its clerks, once the letter has its number (Articles 15 and 32)."""
    return can_receive(actor, letter.agency_id) and letter.state == OutgoingState.NUMBERED


def can_issue(actor: Actor, letter: OutgoingLetter) -> bool:
    """Number, issue, send, recall: clerks of the agency (Articles 15 to 18)."""
    return can_receive(actor, letter.agency_id)
