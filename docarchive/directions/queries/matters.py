"""What was directed about a matter, and what became of it: found by words, told in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

import structlog
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment, AssignmentStep, Direction, MatterFollow
from docarchive.directions.queries.visible import overseen_by, visible_to
from docarchive.directions.states import Deed
from docarchive.directions.words import Sentence, answering
from docarchive.kernel.local_time import at, local_day
from indexer.engines.protocol import Query, SearchEngine
from indexer.query import parse

log = structlog.get_logger(__name__)

MOST_DOCUMENTS: Final = 5_000
_PIECE: Final = 500
_MIDNIGHT: Final = time()
# What the course of a matter is told by; a note counts where it shows a document.
_ANSWERS: Final = (Deed.REPORTED, Deed.EXPLAINED, Deed.NOTED)
_TOLD: Final = (
    Deed.EXTENSION_ASKED, Deed.EXTENDED, Deed.NOT_EXTENDED, *_ANSWERS, Deed.CONFIRMED, Deed.SENT_BACK, Deed.RETURNED,
    Deed.CANCELLED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a matter.

    Attributes:
        step_id: Of what happened to an assignment; None: the direction itself was given.
    """

    at: datetime
    direction_id: str
    deed: Deed
    step_id: str | None = None


@dataclass(frozen=True)
class Matter:
    """Everything that was directed about a matter, as far as the reader may know of it.

    Attributes:
        events: The first one first.
        in_words: Directions that hold the words themselves; the others stand in documents that hold them.
        is_engine_away: Documents were not looked through.
        is_cut: Only the latest sentences were looked through.
        hints: How the question was read.
    """

    events: Sequence[Event] = ()
    in_words: frozenset[str] = field(default_factory=frozenset)
    is_engine_away: bool = False
    is_cut: bool = False
    hints: tuple[str, ...] = ()

    @property
    def directed(self) -> int:
        """How often it was directed."""
        return self._count(Deed.GIVEN)

    @property
    def extended(self) -> int:
        """How often more time was granted."""
        return self._count(Deed.EXTENDED)

    @property
    def answered_on(self) -> date | None:
        """The day of the last answer."""
        return next((local_day(one.at) for one in reversed(self.events) if one.deed in _ANSWERS), None)

    def _count(self, deed: Deed) -> int:
        return sum(one.deed == deed for one in self.events)


def matter(session: Session, actor: Actor, engine: SearchEngine, text: str) -> Matter:
    """Find what was directed about something: by the words of the sentences, and of the documents they stand in.

    Args:
        text: In the query language; nothing finds nothing.
    """
    parsed = parse(text)
    if parsed.root is None:
        return Matter()
    seen = _seen(actor)
    own, is_cut = answering(_sentences(session, seen), text)
    documents, is_away = _documents(actor, engine, text)
    found = own | _standing_in(session, seen, documents)
    events = [*_given(session, found), *_steps(session, actor, found)]
    events.sort(key=lambda one: (one.at, one.step_id is not None, one.direction_id))
    return Matter(events, frozenset(own), is_away, is_cut, parsed.hints)


def of_documents(session: Session, actor: Actor, documents: Sequence[str]) -> Sequence[Event]:
    """What was directed in some documents, and what became of it, as far as the reader may know; the first first.

    Args:
        documents: Ids of those he may read.
    """
    found = _standing_in(session, _seen(actor), documents)
    events = [*_given(session, found), *_steps(session, actor, found)]
    return sorted(events, key=lambda one: (one.at, one.step_id is not None, one.direction_id))


def followed(session: Session, user_id: str) -> Sequence[str]:
    """The words of the matters a person follows, the first followed first."""
    return session.scalars(
        select(MatterFollow.words).where(MatterFollow.user_id == user_id).order_by(MatterFollow.at, MatterFollow.words)
    ).all()


def entered_since(session: Session, events: Sequence[Event], moment: datetime) -> Sequence[Event]:
    """Those that were written down since a moment: a direction may be entered long after the day it was given."""
    late = {one.direction_id for one in events if one.step_id is None}
    entered: set[str] = set()
    for ids in _pieces(late):
        entered.update(
            session.scalars(select(Direction.id).where(Direction.id.in_(ids), Direction.created_at >= moment))
        )
    return [one for one in events if (one.direction_id in entered if one.step_id is None else one.at >= moment)]


def directions_of(session: Session, events: Sequence[Event]) -> dict[str, Direction]:
    """The directions some events belong to, by their ids."""
    ids = {one.direction_id for one in events}
    rows = session.scalars(select(Direction).where(Direction.id.in_(ids)).options(joinedload(Direction.document)))
    return {row.id: row for row in rows}


def steps_of_events(session: Session, events: Sequence[Event]) -> dict[str, AssignmentStep]:
    """The steps some events are, by their ids."""
    ids = {one.step_id for one in events if one.step_id is not None}
    rows = session.scalars(
        select(AssignmentStep)
        .where(AssignmentStep.id.in_(ids))
        .options(joinedload(AssignmentStep.assignment), joinedload(AssignmentStep.document))
    )
    return {row.id: row for row in rows}


def _seen(actor: Actor) -> ColumnElement[bool]:
    """Directions of registers the actor keeps, and those an assignment of which he may see."""
    by_assignment = Direction.id.in_(select(Assignment.direction_id).where(visible_to(actor)))
    return or_(Direction.agency_id.in_(overseen_by(actor)), by_assignment)


def _sentences(session: Session, seen: ColumnElement[bool]) -> Iterator[Sentence]:
    rows = session.execute(
        select(
            Direction.id, Direction.quote, Direction.content, Direction.field, Direction.document_number,
            Direction.giver, Direction.given_on,
        ).where(seen).order_by(Direction.given_on.desc(), Direction.id)
    )  # fmt: skip
    for each, quote, content, of_field, number, giver, given_on in rows:
        words = "\n".join(dict.fromkeys(part for part in (quote, content, of_field) if part))
        yield Sentence(each, words, number, giver, given_on)


def _documents(actor: Actor, engine: SearchEngine, text: str) -> tuple[list[str], bool]:
    """Documents the reader may see that hold the words; and whether nobody could say."""
    try:
        results = engine.search(Query(text, actor.audience, size=MOST_DOCUMENTS, snippets=0))
    except Exception:  # whatever is wrong with the engine, the register itself is read
        log.exception("search engine did not answer")
        return [], True
    return ([] if results.partial else [hit.id for hit in results.hits]), False


def _standing_in(session: Session, seen: ColumnElement[bool], documents: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(documents), _PIECE):
        here = Direction.document_id.in_(documents[start : start + _PIECE])
        found.update(session.scalars(select(Direction.id).where(here, seen)))
    return found


def _given(session: Session, directions: set[str]) -> Iterator[Event]:
    for ids in _pieces(directions):
        rows = session.execute(select(Direction.id, Direction.given_on).where(Direction.id.in_(ids)))
        for each, given_on in rows:
            yield Event(at(given_on, _MIDNIGHT), each, Deed.GIVEN)


def _steps(session: Session, actor: Actor, directions: set[str]) -> Iterator[Event]:
    for ids in _pieces(directions):
        rows = session.execute(
            select(
                AssignmentStep.at, Assignment.direction_id, AssignmentStep.deed, AssignmentStep.id,
                AssignmentStep.document_number,
            )
            .join(Assignment, Assignment.id == AssignmentStep.assignment_id)
            .where(Assignment.direction_id.in_(ids), AssignmentStep.deed.in_(_TOLD), visible_to(actor))
        )  # fmt: skip
        for moment, direction_id, deed, step_id, number in rows:
            if deed != Deed.NOTED or number:
                yield Event(moment, direction_id, Deed(deed), step_id)


def _pieces(directions: set[str]) -> Iterator[list[str]]:
    ordered = sorted(directions)
    return (ordered[start : start + _PIECE] for start in range(0, len(ordered), _PIECE))
