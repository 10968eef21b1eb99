"""What goes over when agencies are merged or parted, thing by thing; and the minutes of what went over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency, Position
from docarchive.accounts.policies import can_administer
from docarchive.core.actor import Actor
from docarchive.core.screen import format_date
from docarchive.directions.models import Assignment
from docarchive.directions.queries import hands as directions
from docarchive.dossiers.queries.freezes import of_dossier
from docarchive.dossiers.queries.holders import open_in
from docarchive.exchange.models import Handover, IncomingLetter, OutgoingLetter
from docarchive.exchange.outgoing_states import OUTGOING_WORDS, OutgoingState
from docarchive.exchange.queries import hands as letters
from docarchive.exchange.states import STATE_WORDS, IncomingState, Part
from docarchive.kernel.local_time import local_day
from docarchive.registers.queries.numbers import reserved
from docarchive.registers.queries.registers import registers_of
from docarchive.succession.errors import ReorganisationNotFoundError
from docarchive.succession.models import Reorganisation, ReorganisationItem, ReorganisationSide
from docarchive.succession.queries.orders import Order, seats_of
from docarchive.succession.states import Matter

MOST_MINUTES = 50


@dataclass(frozen=True)
class Going:
    """One thing that goes over, or ends.

    Attributes:
        title: What it is called; of letters and dossiers no subject: the administrator reads none.
        target: None where it ends.
        thing: The row itself, for whoever moves it.
    """

    matter: Matter
    subject_id: str
    title: str
    detail: str
    source: Agency
    target: Agency | None
    thing: object = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Plan:
    """All that an order does.

    Attributes:
        in_the_way: What must be ended before, a sentence each.
    """

    order: Order
    things: Sequence[Going]
    in_the_way: Sequence[str]

    @property
    def digest(self) -> str:
        """Two plans of the same are the same; any difference shows."""
        told = hashlib.sha256()
        for one in self.things:
            told.update(f"{one.matter} {one.subject_id} {one.target.id if one.target else ''}\n".encode())
        return told.hexdigest()

    @cached_property
    def by_matter(self) -> Mapping[Matter, Sequence[Going]]:
        """The things by what they are, in the order of the minutes; what there is none of is left out."""
        found = {matter: [one for one in self.things if one.matter == matter] for matter in Matter}
        return {matter: things for matter, things in found.items() if things}


def plan(session: Session, order: Order) -> Plan:
    """Say what an order does, without doing it; the caller has asked the policy."""
    things: list[Going] = []
    in_the_way: list[str] = []
    for source in order.sources:
        looked = _Look(session, order, source)
        things += looked.things()
        in_the_way += looked.in_the_way()
    return Plan(order, sorted(things, key=lambda one: list(Matter).index(one.matter)), in_the_way)


def reorganisation(session: Session, actor: Actor, reorganisation_id: str) -> Reorganisation:
    """Find the minutes of agencies merged or parted.

    Raises:
        ReorganisationNotFoundError: There are none, or the actor does not administer.
    """
    found = session.get(Reorganisation, reorganisation_id) if can_administer(actor) else None
    if found is None:
        raise ReorganisationNotFoundError
    return found


def reorganisations(session: Session, actor: Actor) -> Sequence[Reorganisation]:
    """The latest minutes, the newest first; none for whoever does not administer."""
    if not can_administer(actor):
        return []
    newest = (Reorganisation.at.desc(), Reorganisation.id)
    return session.scalars(select(Reorganisation).order_by(*newest).limit(MOST_MINUTES)).all()


def items_by_matter(of: Reorganisation) -> Mapping[Matter, Sequence[ReorganisationItem]]:
    """What stands in minutes by what it is, in their order."""
    found = {matter: [one for one in of.items if one.matter == matter] for matter in Matter}
    return {matter: items for matter, items in found.items() if items}


def sides_of(order: Order) -> list[ReorganisationSide]:
    """Both sides as the minutes name them."""
    first = [order.keeper, *(one for one in order.targets if one is not order.keeper)]
    named = [(one, True) for one in order.sources] + [(one, False) for one in first]
    return [
        ReorganisationSide(
            ordinal=at, agency_id=one.id, is_source=is_source, ended=is_source and order.ends(one), code=one.code,
            name=one.name,
        )
        for at, (one, is_source) in enumerate(named, 1)
    ]  # fmt: skip


class _Look:
    """What one agency has that an order moves."""

    def __init__(self, session: Session, order: Order, source: Agency) -> None:
        self._session, self._order, self._source = session, order, source
        self._seats = seats_of(session, source.id, order.day)
        self._people: dict[str, Agency] = {}
        for seat in self._seats:
            self._people.setdefault(seat.user_id, order.of_seat(seat))
        self._units = {unit.id: order.of_unit(unit) for unit in source.units}

    def things(self) -> list[Going]:
        found = [*self._structure(), *self._registers(), *self._letters(), *self._drafts(), *self._dossiers()]
        return [*found, *self._assignments()]

    def in_the_way(self) -> Iterator[str]:
        for draft in letters.drafts_open(self._session, self._source.id):
            if draft.state == OutgoingState.NUMBERED and self._goes(self._of_draft(draft)):
                yield f"văn bản {draft.number} của {self._source.name} đã cấp số, chưa ban hành"
        for dossier in open_in(self._session, self._source.id):
            if self._goes(self._of_person(dossier.holder_id)) and of_dossier(self._session, dossier.id):
                yield f"hồ sơ {dossier.symbol} năm {dossier.year} của {self._source.name} đang bị khóa"

    def _structure(self) -> Iterator[Going]:
        for unit in self._source.units:
            if self._goes(target := self._units[unit.id]):
                yield self._going(Matter.UNIT, unit.id, unit.name, unit.short_name, target, unit)
        for seat in self._seats:
            if self._goes(target := self._order.of_seat(seat)):
                yield self._going(Matter.SEAT, seat.id, seat.user.name, _place(seat), target, seat)
        if not self._order.ends(self._source):
            return
        for child in self._source.children:
            if child not in self._order.targets and child not in self._order.sources and child.valid_to is None:
                yield self._going(Matter.BELOW, child.id, child.name, child.code, self._order.keeper, child)

    def _registers(self) -> Iterator[Going]:
        for book in registers_of(self._session, self._source.id):
            is_units = book.unit_id is not None and self._goes(self._units[book.unit_id])
            if not book.is_open or not (self._order.ends(self._source) or is_units):
                continue
            last = book.volumes[-1] if book.volumes else None
            detail = f"Quyển {last.label}, số cuối {last.last_number}" if last else "Chưa mở quyển"
            yield self._going(Matter.REGISTER, book.id, book.name, detail, None, book)
            for volume in book.volumes:
                for number in reserved(self._session, volume) if volume.closed_at is None else ():
                    where = f"{book.name} {volume.label}"
                    yield self._going(Matter.NUMBER, number.id, f"Số {number.printed}", where, None, number)

    def _letters(self) -> Iterator[Going]:
        parts = letters.parts_open(self._session, self._source.id)
        for letter in letters.letters_open(self._session, self._source.id):
            held = parts.get(letter.id, ())
            target = self._of_parts(held)
            if self._goes(target):
                state = STATE_WORDS[IncomingState(letter.state)]
                with_whom = ", ".join(dict.fromkeys(one.holder for one in held))
                detail = f"{state}; {with_whom}" if with_whom else state
                thing = (letter, [one.id for one in held if self._of_part(one) is not target])
                yield self._going(Matter.LETTER, letter.id, _named(letter), detail, target, thing)

    def _drafts(self) -> Iterator[Going]:
        for draft in letters.drafts_open(self._session, self._source.id):
            target = self._of_draft(draft)
            if draft.state != OutgoingState.NUMBERED and self._goes(target):
                title = f"Dự thảo {draft.kind}, soạn ngày {format_date(local_day(draft.created_at))}"
                detail = f"{OUTGOING_WORDS[OutgoingState(draft.state)]}; {draft.drafter_name}"
                keeps = draft.holder_id is None or self._of_person(draft.holder_id) is target
                yield self._going(Matter.DRAFT, draft.id, title, detail, target, (draft, keeps))

    def _dossiers(self) -> Iterator[Going]:
        for one in open_in(self._session, self._source.id):
            if self._goes(target := self._of_person(one.holder_id)):
                holder = one.holder.name if one.holder else ""
                yield self._going(Matter.DOSSIER, one.id, f"Hồ sơ {one.symbol} năm {one.year}", holder, target, one)

    def _assignments(self) -> Iterator[Going]:
        """What others gave the agency; of its own register what goes to those who do not keep it."""
        found: dict[str, Assignment] = {}
        if self._order.ends(self._source):
            found |= {one.id: one for one in directions.given_to_agency(self._session, self._source.id)}
        inside = directions.given_inside(self._session, self._source.id)
        found |= {one.id: one for one in inside if any(self.follower(*place) for place in _places(one))}
        for one in found.values():
            target = next(filter(None, (self.follower(*place) for place in _places(one))), None)
            thing = (one, self.follower)
            yield self._going(Matter.ASSIGNMENT, one.id, f"Nhiệm vụ {one.code}", one.lead_name, target, thing)

    def follower(self, agency_id: str | None, unit_id: str | None, user_id: str | None) -> Agency | None:
        """Who follows whoever stands in an assignment; None: he stays where he stands."""
        if agency_id is not None:
            return self._order.keeper if agency_id == self._source.id and self._order.ends(self._source) else None
        known = self._units.get(unit_id or "") or self._people.get(user_id or "")
        return known if known is not None and self._goes(known) and known is not self._order.keeper else None

    def _goes(self, target: Agency) -> bool:
        return target is not self._source

    def _of_person(self, user_id: str | None) -> Agency:
        return self._people.get(user_id or "", self._order.keeper)

    def _of_part(self, part: Handover) -> Agency:
        return self._units[part.to_unit_id] if part.to_unit_id in self._units else self._of_person(part.to_user_id)

    def _of_parts(self, parts: Sequence[Handover]) -> Agency:
        first = sorted(parts, key=lambda one: (one.part not in (Part.LEAD, Part.SUBMIT), one.ordinal))
        return self._of_part(first[0]) if first else self._order.keeper

    def _of_draft(self, draft: OutgoingLetter) -> Agency:
        return self._units[draft.unit_id] if draft.unit_id in self._units else self._of_person(draft.drafter_id)

    def _going(
        self, matter: Matter, subject_id: str, title: str, detail: str, target: Agency | None, thing: object
    ) -> Going:
        return Going(matter, subject_id, title, detail, self._source, target, thing)


def _places(one: Assignment) -> Iterator[tuple[str | None, str | None, str | None]]:
    yield one.lead_agency_id, one.lead_unit_id, one.lead_user_id
    for body in one.bodies:
        yield body.agency_id, body.unit_id, body.user_id


def _place(seat: Position) -> str:
    return ", ".join(part for part in (seat.title, seat.unit.name if seat.unit else "") if part)


def _named(letter: IncomingLetter) -> str:
    came = format_date(letter.arrived_on or local_day(letter.received_at))
    number = letter.arrival_number
    return f"Số đến {number}, ngày {came}" if number else f"Chưa vào sổ, đến ngày {came}"
