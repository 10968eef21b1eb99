"""Seven in the morning: what is due, what is late, what waits and what is new, for one person on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from docarchive.accounts.audience import actor_of
from docarchive.accounts.models import User
from docarchive.accounts.queries.calendar import working_calendar
from docarchive.core.actor import Actor
from docarchive.core.screen import format_date, format_weekday, shortened
from docarchive.core.work import UnitOfWork
from docarchive.directions.figure_words import number_words
from docarchive.directions.models import Assignment
from docarchive.directions.queries import assignments, figure_questions, meetings
from docarchive.directions.queries.assignments import Pile, Wanted
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.queries import letters, worklists
from docarchive.kernel.local_time import at, local_day
from docarchive.notices import queries as notices
from docarchive.notices.content import Content, Line, Section
from docarchive.notices.models import Mail
from docarchive.notices.subjects import Subjects

FEW = 12
# Of the office's letters at 11 points on an A4 with its margins; a line of work takes two at most, a heading with what
# is left out about three.
_LINES = 50
_LINES_A_HEADING = 3
_LINES_A_LINE = 2
_SEARCHED_DAYS = 30
_WORK: tuple[tuple[str, Callable[[date], Wanted]], ...] = (
    ("Đến hạn hôm nay", lambda today: Wanted(Pile.SOON, due_on=today)),
    ("Quá hạn", lambda _: Wanted(Pile.LATE)),
    ("Chờ xác nhận hoàn thành", lambda _: Wanted(Pile.CONFIRM)),
    ("Xin gia hạn, chờ quyết định", lambda _: Wanted(Pile.EXTENSIONS)),
    ("Phải giải trình", lambda _: Wanted(Pile.EXPLAIN)),
)


def sections(session: Session, actor: Actor, subjects: Subjects, now: datetime, begins: time) -> list[Section]:
    """What a person is told in the morning; what there is nothing of is left out.

    Args:
        begins: The hour of the digest: what is new is counted from that hour of the working day before.
    """
    today = local_day(now)
    work = [_work(session, actor, title, wanted(today), today) for title, wanted in _WORK]
    fresh = [] if actor.substitute_id else _fresh(session, actor, subjects, today, begins)
    work += [_numbers(session, actor), _meetings(session, actor, today)]
    found = [*work, _letters(session, actor, today), Section("Mới từ hôm trước", fresh[:FEW], len(fresh[FEW:]))]
    return [each for each in found if each.lines]


def fitted(found: Sequence[Section]) -> list[Section]:
    """The sections with so few lines each that all are one A4: short ones keep theirs, the longest give way."""
    room = _LINES - _LINES_A_HEADING * len(found)
    most = FEW
    while most > 1 and sum(min(len(each.lines), most) for each in found) * _LINES_A_LINE > room:
        most -= 1
    return [
        Section(each.title, each.lines[:most], each.more + len(each.lines[most:])) for each in found
    ]  # fmt: skip


def is_working(session: Session, actor: Actor, day: date) -> bool:
    """Whether the office of a person works on a day."""
    return working_calendar(session, actor.agency_id).is_working(day)


def digest(subjects: Subjects, begins: time, uow: UnitOfWork, mail: Mail, user: User) -> Content | None:
    """The morning's mail; None where nothing waits, or its day is over."""
    today = local_day(uow.now)
    found = sections(uow.session, actor_of(user, uow.now), subjects, uow.now, begins) if mail.day == today else []
    if not found:
        return None
    return Content(_subject(found, today), f"Kính gửi {user.name}, việc ngày {format_weekday(today)}:", found)


def _fresh(session: Session, actor: Actor, subjects: Subjects, today: date, begins: time) -> list[Line]:
    """What was told since the working day before; a person's notices are his own, whoever stands in."""
    since = at(_working_day_before(session, actor, today), begins)
    return [Line(each.text, f"/notices/{each.id}") for each in notices.fresh(session, actor, subjects, since)]


def _subject(found: Sequence[Section], today: date) -> str:
    counts = "; ".join(f"{each.title.lower()} {len(each.lines) + each.more}" for each in found)
    return f"Việc ngày {format_date(today)}: {counts}"


def _work(session: Session, actor: Actor, title: str, wanted: Wanted, today: date) -> Section:
    if actor.agency_id is None:
        return Section(title, ())
    total = assignments.count(session, actor, wanted, today)
    rows = assignments.assignments(session, actor, wanted, today, 0, FEW) if total else []
    return Section(title, [_assignment(one) for one in rows], total - len(rows))


def _assignment(one: Assignment) -> Line:
    due = f", hạn {format_date(one.due_on)}" if one.due_on else ""
    return Line(f"{shortened(one.content)} ({one.code}) – {one.lead_name}{due}", f"/directions/{one.id}")


def _numbers(session: Session, actor: Actor) -> Section:
    """Numbers he is asked to explain, whatever the day: they are few."""
    found = figure_questions.waiting_for(session, actor) if actor.agency_id else []
    lines = [
        Line(f"{number_words(one)} – trước {format_date(one.by_day)}", f"/directions/questions/{one.id}")
        for one in found
    ]
    return Section("Phải giải trình số liệu", lines[:FEW], len(lines[FEW:]))


def _meetings(session: Session, actor: Actor, today: date) -> Section:
    found = meetings.meetings_on(session, actor, today) if actor.agency_id else []
    said = ([one.begins, one.title, one.place, f"chủ trì {one.chair}"] for one in found)
    lines = [
        Line(" – ".join(part for part in parts if part), f"/directions/meetings/{one.id}")
        for one, parts in zip(found, said, strict=True)
    ]
    return Section("Họp hôm nay", lines[:FEW], len(lines[FEW:]))


def _letters(session: Session, actor: Actor, today: date) -> Section:
    """The pile a person's list of letters opens with: what waits for him."""
    title = "Văn bản đến chờ bạn"
    if actor.agency_id is None:
        return Section(title, ())
    pile = worklists.first_pile(actor)
    total = letters.count(session, actor, pile, today)
    rows = letters.letters(session, actor, pile, today, size=FEW) if total else []
    return Section(title, [_letter(one) for one in rows], total - len(rows))


def _letter(one: IncomingLetter) -> Line:
    said = [one.number or "Chưa rõ số", one.issuer, shortened(one.subject or "")]
    due = f", hạn {format_date(one.due_on)}" if one.due_on else ""
    return Line(" – ".join(each for each in said if each) + due, f"/incoming/{one.id}")


def _working_day_before(session: Session, actor: Actor, today: date) -> date:
    calendar = working_calendar(session, actor.agency_id)
    days = (today - timedelta(back) for back in range(1, _SEARCHED_DAYS))
    return next((day for day in days if calendar.is_working(day)), today - timedelta(1))
