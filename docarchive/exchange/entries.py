"""Incoming letters as the lines of their register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.core.screen import format_date
from docarchive.exchange.models import Handover, IncomingLetter, OutgoingLetter
from docarchive.exchange.outgoing_states import ISSUED, OUTGOING_WORDS, OutgoingState
from docarchive.exchange.policies import can_oversee
from docarchive.exchange.queries.letters import by_number
from docarchive.exchange.queries.outgoing import outgoing_by_number
from docarchive.exchange.states import REGISTERED, STATE_WORDS, IncomingState, Outcome, Part
from docarchive.kernel.local_time import local_day
from docarchive.registers.entries import Entry
from docarchive.registers.models import RegisterNumber, Volume
from docarchive.registers.states import NumberState

_AT_ONCE = 500
_ENDED = (OutgoingState.RECALLED, OutgoingState.REPLACED)


class LetterEntries:
    """Tells registers what letters say in their lines."""

    def of(self, session: Session, actor: Actor, numbers: Sequence[RegisterNumber]) -> Mapping[str, Entry]:
        """The lines of these numbers, for those who oversee the letters of the agency."""
        incoming = self._incoming(session, actor, numbers)
        rest = [one for one in numbers if one.id not in incoming]
        sent = {
            number_id: _sent(letter)
            for number_id, letter in outgoing_by_number(session, rest).items()
            if actor.sees_all or can_oversee(actor, letter.agency_id)
        }
        return {**incoming, **sent}

    def without_file(self, session: Session, actor: Actor, of: Volume) -> Sequence[RegisterNumber]:
        """Numbers whose letter has no document in the archive; whoever may read the lines, the caller has asked."""
        del actor
        given = RegisterNumber.volume_id == of.id, RegisterNumber.state == NumberState.GIVEN
        came = select(IncomingLetter.number_id).where(
            IncomingLetter.document_id.is_(None), IncomingLetter.state.in_(REGISTERED)
        )
        left = select(OutgoingLetter.number_id).where(
            OutgoingLetter.document_id.is_(None), OutgoingLetter.state.in_(ISSUED)
        )
        either = or_(RegisterNumber.id.in_(came), RegisterNumber.id.in_(left))
        return session.scalars(select(RegisterNumber).where(*given, either).order_by(RegisterNumber.number)).all()

    @staticmethod
    def _incoming(session: Session, actor: Actor, numbers: Sequence[RegisterNumber]) -> Mapping[str, Entry]:
        found = {
            number_id: letter
            for number_id, letter in by_number(session, numbers).items()
            if actor.sees_all or can_oversee(actor, letter.agency_id)
        }
        passed = _passed_on(session, [letter.id for letter in found.values()])
        return {number_id: _entry(letter, passed.get(letter.id)) for number_id, letter in found.items()}


def _entry(letter: IncomingLetter, passed_on: date | None) -> Entry:
    remarks = (letter.urgency.upper(), _withdrawn(letter), letter.note)
    return Entry(
        on=letter.arrived_on, author=letter.issuer, symbol=letter.number, issued_on=letter.issued_on, kind=letter.kind,
        subject=letter.subject, signer=letter.signer, receivers=letter.to_places, copies=letter.copies,
        passed_on=passed_on, note="; ".join(part for part in remarks if part),
        due_on=letter.due_on, progress=_progress(letter), answer=letter.answer, letter_id=letter.id,
        page="exchange.letter",
    )  # fmt: skip


def _sent(letter: OutgoingLetter) -> Entry:
    """A line of the register of outgoing letters (Annex IV part I)."""
    places = "; ".join(one.name for one in letter.sent_to) or "; ".join(letter.recipients.splitlines())
    recalled = OUTGOING_WORDS[OutgoingState(letter.state)] if letter.state in _ENDED else ""
    why = f"{recalled}: {letter.reason}" if recalled and letter.reason else recalled
    return Entry(
        on=letter.issued_on, author=letter.agency.name, symbol=letter.number, issued_on=letter.issued_on,
        kind=letter.kind, subject=letter.subject, signer=letter.signer, receivers=places, copies=letter.copies,
        keeper=letter.keeper, passed_on=local_day(letter.issued_at) if letter.issued_at else None,
        note="; ".join(part for part in (letter.urgency.upper(), why, letter.note) if part), letter_id=letter.id,
        page="exchange.outgoing_letter",
    )  # fmt: skip


def _withdrawn(letter: IncomingLetter) -> str:
    """The remark at the line of a letter whose content was destroyed at its sender's wish."""
    packet = letter.packet
    return f"Thu hồi ngày {format_date(local_day(packet.withdrawn_at))}" if packet and packet.withdrawn_at else ""


def _progress(letter: IncomingLetter) -> str:
    words = STATE_WORDS[IncomingState(letter.state)]
    if letter.finished_at is None:
        return words
    day = local_day(letter.finished_at)
    late = " (quá hạn)" if letter.due_on and day > letter.due_on else ""
    return f"{words} ngày {format_date(day)}{late}"


def _passed_on(session: Session, letter_ids: Sequence[str]) -> Mapping[str, date]:
    """The day each letter was first given to whom it concerns; presenting it to a leader is not yet that."""
    found: dict[str, date] = {}
    for start in range(0, len(letter_ids), _AT_ONCE):
        rows = session.execute(
            select(Handover.letter_id, func.min(Handover.given_at))
            .where(
                Handover.letter_id.in_(letter_ids[start : start + _AT_ONCE]),
                Handover.part != Part.SUBMIT,
                func.coalesce(Handover.outcome, "") != Outcome.TAKEN_BACK,
            )
            .group_by(Handover.letter_id)
        )
        found |= {letter_id: local_day(moment) for letter_id, moment in rows}
    return found
