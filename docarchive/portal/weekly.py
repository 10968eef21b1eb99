"""The week's digest: what was directed and answered about the matters a person follows, and in documents he follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from docarchive.accounts.audience import actor_of
from docarchive.accounts.models import User
from docarchive.accounts.queries.calendar import working_calendar
from docarchive.archive.queries.following import followed_ids
from docarchive.core.actor import Actor
from docarchive.core.screen import format_date, shortened
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import AssignmentStep, Direction
from docarchive.directions.queries import matters
from docarchive.directions.queries.matters import Event
from docarchive.directions.states import DEED_WORDS, Deed
from docarchive.kernel.local_time import at, local_day
from docarchive.notices import queries as notices
from docarchive.notices.content import Content, Line, Section
from docarchive.notices.models import Mail
from docarchive.notices.states import Kind
from docarchive.notices.subjects import Subjects
from indexer.engines.protocol import SearchEngine

FEW = 8
_WEEK = timedelta(7)
_FRIDAY = 4


def sections(
    session: Session, actor: Actor, subjects: Subjects, engine: SearchEngine, now: datetime, begins: time
) -> list[Section]:
    """What is new since the same hour a week ago; what there is nothing of is left out.

    Args:
        begins: The hour of the digest.
    """
    since = at(local_day(now) - _WEEK, begins)
    words = matters.followed(session, actor.user_id) if actor.user_id and actor.substitute_id is None else ()
    found = [_matter(session, actor, engine, each, since) for each in words]
    found += [_documents(session, actor, since), _standing(session, actor, subjects, since)]
    return [each for each in found if each.lines]


def is_last_working_day(session: Session, actor: Actor, day: date) -> bool:
    """Whether the digest of a week is of this day: Friday, or the last day before it on which the office works."""
    calendar = working_calendar(session, actor.agency_id)
    until_friday = (day + timedelta(on) for on in range(1, _FRIDAY - day.weekday() + 1))
    is_in_week = day.weekday() <= _FRIDAY and calendar.is_working(day)
    return is_in_week and not any(map(calendar.is_working, until_friday))


def digest(
    subjects: Subjects, engine: SearchEngine, begins: time, uow: UnitOfWork, mail: Mail, user: User
) -> Content | None:  # fmt: skip
    """The week's mail; None where nothing is new, or its day is over."""
    today, reader = local_day(uow.now), actor_of(user, uow.now)
    found = sections(uow.session, reader, subjects, engine, uow.now, begins) if mail.day == today else []
    if not found:
        return None
    subject = f"Trong tuần đến ngày {format_date(today)}: {len(found)} mục bạn theo dõi có tin mới"
    return Content(subject, f"Kính gửi {user.name}, những gì bạn theo dõi trong tuần qua:", found)


def _matter(session: Session, actor: Actor, engine: SearchEngine, words: str, since: datetime) -> Section:
    events = matters.entered_since(session, matters.matter(session, actor, engine, words).events, since)
    return _section(session, f"Vụ việc “{words}”", events)


def _documents(session: Session, actor: Actor, since: datetime) -> Section:
    followed = followed_ids(session, actor)
    events = matters.entered_since(session, matters.of_documents(session, actor, followed), since) if followed else ()
    return _section(session, "Chỉ đạo từ văn bản đang theo dõi", events)


def _standing(session: Session, actor: Actor, subjects: Subjects, since: datetime) -> Section:
    """What was told of documents he follows, read or not: the week is told as a whole."""
    found = notices.of_kind(session, actor, subjects, Kind.STANDING, since)
    lines = [Line(each.text, f"/notices/{each.id}") for each in found]
    return Section("Văn bản đang theo dõi thay đổi", lines[:FEW], len(lines[FEW:]))


def _section(session: Session, title: str, events: Sequence[Event]) -> Section:
    """The latest of some events, the first first."""
    shown = events[-FEW:]
    said, steps = matters.directions_of(session, shown), matters.steps_of_events(session, shown)
    lines = [_line(one, said[one.direction_id], steps.get(one.step_id or "")) for one in shown]
    return Section(title, lines, len(events) - len(shown))


def _line(one: Event, said: Direction, step: AssignmentStep | None) -> Line:
    day = format_date(local_day(one.at))
    if step is None:
        text = f"{day}, {said.giver} {DEED_WORDS[Deed.GIVEN]}: {shortened(said.quote or said.content)}"
        return Line(text, f"/directions?cau={said.id}&o=tat-ca")
    of = step.assignment
    shown = f", văn bản {step.document_number}" if step.document_number else ""
    due = f", hạn mới {format_date(step.to_due_on)}" if step.to_due_on and step.from_due_on != step.to_due_on else ""
    text = f"{day}, {step.by_name} {DEED_WORDS[one.deed]}{shown}{due}: {shortened(of.content)} ({of.code})"
    return Line(text, f"/directions/{of.id}")
