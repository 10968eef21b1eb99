"""What lies with a person, who may give and receive, and the minutes a reader may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from docarchive.accounts.models import Position, User
from docarchive.core.actor import Actor
from docarchive.core.screen import format_date
from docarchive.core.sorting import vietnamese
from docarchive.directions.queries import hands as directions
from docarchive.directions.states import STATE_WORDS as WORK_WORDS
from docarchive.directions.states import WorkState
from docarchive.dossiers.queries.holders import held, worked_with
from docarchive.dossiers.states import STATE_WORDS as DOSSIER_WORDS
from docarchive.dossiers.states import DossierState
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.outgoing_states import OUTGOING_WORDS, OutgoingState
from docarchive.exchange.queries import hands as letters
from docarchive.exchange.states import PART_WORDS, Part
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role
from docarchive.registers.queries.registers import registers_of
from docarchive.succession.errors import MinutesNotFoundError
from docarchive.succession.models import WorkHandover, WorkHandoverItem
from docarchive.succession.states import Kind

MOST_MINUTES = 50


@dataclass(frozen=True)
class Burden:
    """One thing that lies with a person.

    Attributes:
        thing: The row itself, for whoever moves it.
    """

    kind: Kind
    subject_id: str
    title: str
    detail: str = ""
    due_on: date | None = None
    thing: object = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> str:
        """Its name in forms and calls."""
        return f"{self.kind}.{self.subject_id}"


Thing = TypeVar("Thing", Burden, WorkHandoverItem)


def burdens(session: Session, actor: Actor, agency_id: str, giver: User) -> Sequence[Burden]:
    """Everything of an agency that lies with a person, in the order of the minutes; the caller has asked the policy.

    A draft that was never presented is named by its kind and day alone to everybody but its drafter.
    """
    is_own = actor.user_id == giver.id
    return [
        *_letters(session, agency_id, giver.id, is_own=is_own),
        *_directions(session, agency_id, giver.id),
        *_dossiers(session, agency_id, giver.id),
        *_books(session, agency_id, giver),
    ]


def people(session: Session, agency_id: str) -> Sequence[User]:
    """Whoever holds or held a seat in an agency: work may lie with one who has left."""
    seats = select(Position.user_id).where(Position.agency_id == agency_id)
    return session.scalars(select(User).where(User.id.in_(seats)).order_by(vietnamese(User.name), User.username)).all()


def minutes(session: Session, actor: Actor, handover_id: str) -> WorkHandover:
    """Find the minutes of a hand-over.

    Raises:
        MinutesNotFoundError: There are none, or the actor may not know of them.
    """
    found = session.scalar(select(WorkHandover).where(WorkHandover.id == handover_id, _visible_to(actor)))
    if found is None:
        raise MinutesNotFoundError
    return found


def latest(session: Session, actor: Actor) -> Sequence[WorkHandover]:
    """The minutes a reader may see, the newest first."""
    newest = (WorkHandover.at.desc(), WorkHandover.id)
    return session.scalars(
        select(WorkHandover).where(_visible_to(actor)).order_by(*newest).limit(MOST_MINUTES)
    ).all()  # fmt: skip


def grouped(items: Sequence[Thing]) -> Mapping[Kind, Sequence[Thing]]:
    """What lies with a person, or stands in minutes, by kind, in the order of kinds; kinds without any are left out."""
    by_kind = {kind: [one for one in items if one.kind == kind] for kind in Kind}
    return {kind: found for kind, found in by_kind.items() if found}


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    """Both sides, and the agency's clerks and leaders."""
    if actor.sees_all:
        return true()
    agencies = sorted(actor.agency_ids)
    his = or_(WorkHandover.giver_id == actor.user_id, WorkHandover.receiver_id == actor.user_id)
    of_agency = WorkHandover.agency_id.in_(agencies)
    return of_agency if actor.has(Role.CLERK, Role.LEADER) else of_agency & his


def _letters(session: Session, agency_id: str, user_id: str, *, is_own: bool) -> Iterator[Burden]:
    for one in letters.parts_held(session, agency_id, user_id):
        title = _joined(one.letter.number, one.letter.subject)
        yield Burden(Kind.INCOMING, one.id, title, PART_WORDS[Part(one.part)], one.due_on, one)
    for draft in letters.drafts_held(session, agency_id, user_id):
        state = OutgoingState(draft.state)
        yield Burden(Kind.DRAFT, draft.id, _named(draft, is_own=is_own), OUTGOING_WORDS[state], draft.due_on, draft)
    for asked in letters.questions_held(session, agency_id, user_id):
        detail = f"{asked.by_name} hỏi ngày {format_date(local_day(asked.at))}"
        yield Burden(Kind.QUESTION, asked.id, _named(asked.letter, is_own=is_own), detail, None, asked)


def _directions(session: Session, agency_id: str, user_id: str) -> Iterator[Burden]:
    led = directions.led_by(session, agency_id, user_id)
    known = {one.id for one in led}
    along = [one for one in directions.along_with(session, agency_id, user_id) if one.id not in known]
    for one in (*led, *along):
        detail = f"{'Chủ trì' if one.id in known else 'Phối hợp, để biết'}; {WORK_WORDS[WorkState(one.state)].lower()}"
        yield Burden(Kind.ASSIGNMENT, one.id, _joined(one.code, one.content), detail, one.due_on, one)
    for each in directions.series_for(session, agency_id, user_id):
        title = each.design["content"] or each.direction.content
        yield Burden(Kind.SERIES, each.id, title, f"Kỳ tới từ {format_date(each.next_from)}", None, each)


def _dossiers(session: Session, agency_id: str, user_id: str) -> Iterator[Burden]:
    for kind, found in ((Kind.DOSSIER, held), (Kind.MEMBER, worked_with)):
        for one in found(session, agency_id, user_id):
            title, detail = _joined(f"{one.symbol} ({one.year})", one.title), DOSSIER_WORDS[DossierState(one.state)]
            yield Burden(kind, one.id, title, detail, one.due_on, one)


def _books(session: Session, agency_id: str, giver: User) -> Iterator[Burden]:
    """The agency's open registers, once, of whoever keeps them."""
    if Role.CLERK not in giver.roles:
        return
    given = set(
        session.scalars(
            select(WorkHandoverItem.subject_id)
            .join(WorkHandoverItem.handover)
            .where(WorkHandoverItem.kind == Kind.BOOK, WorkHandover.giver_id == giver.id)
        )
    )
    for one in registers_of(session, agency_id):
        if one.is_open and one.id not in given:
            last = one.volumes[-1] if one.volumes else None
            detail = f"Quyển {last.label}, số cuối {last.last_number}" if last else "Chưa mở quyển"
            yield Burden(Kind.BOOK, one.id, one.name, detail, None, one)


def _named(letter: OutgoingLetter, *, is_own: bool) -> str:
    if letter.state == OutgoingState.DRAFT and not is_own:
        return f"Dự thảo {letter.kind}, soạn ngày {format_date(local_day(letter.created_at))}"
    return _joined(letter.number or letter.kind, letter.subject)


def _joined(*parts: str) -> str:
    return ": ".join(part for part in parts if part) or "Chưa có trích yếu"
