"""By when the law wants an act of the office done: each rule a function of a moment, a calendar and working hours.

A working day ("ngày làm việc") ends when working time ends; a day ("ngày") ends at 24:00. A deadline has an aim, to
remind by, and a latest moment, after which it is late; it remembers its calendar, to be counted again when that one
changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from docarchive.kernel.local_time import at, end_of_day, local
from docarchive.kernel.periods import days_after
from docarchive.kernel.rules import Rule
from docarchive.kernel.working_days import WorkingCalendar


@dataclass(frozen=True)
class OfficeHours:
    """The hours that matter to deadlines.

    Attributes:
        close: When working time ends.
        morning_ends: Until when "the morning" lasts.
        urgent_minutes: How long "at once" may take before somebody is alarmed.
    """

    close: time = time(17)
    morning_ends: time = time(12)
    urgent_minutes: int = 30


@dataclass(frozen=True)
class Deadline:
    """By when something is to be done.

    Attributes:
        since: What happened then started it.
        aim: When it should be done.
        latest: The last moment in time.
        version: Of the calendar it was counted by.
        days: Length of the term, where the rule leaves it open.
    """

    rule: Rule
    since: datetime
    aim: datetime
    latest: datetime
    version: str
    days: int = 0

    def is_stale(self, calendar: WorkingCalendar) -> bool:
        """Tell whether the calendar has changed since, so that it must be counted again (``recounted``)."""
        return self.version != calendar.version


def register_by(arrived: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> Deadline:
    """Say by when what arrived is registered, presented and passed on: that day, at latest the next working day.

    Source:
        Decree 30/2020/NĐ-CP, articles 4.2, 22 and 23.
    """
    return _that_day_or_next(Rule.REGISTER, arrived, calendar, hours, hours.close)


def issue_by(signed: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> Deadline:
    """Say by when what was signed is registered and issued: that day, at latest the next working day.

    Source:
        Decree 30/2020/NĐ-CP, articles 4.2 and 18.
    """
    return _that_day_or_next(Rule.ISSUE, signed, calendar, hours, hours.close)


def send_by(signed: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> Deadline:
    """Say by when a signed electronic document is sent: that day, at latest in the morning of the next working day.

    Source:
        Decision 28/2018/QĐ-TTg, article 6.
    """
    return _that_day_or_next(Rule.SEND, signed, calendar, hours, hours.morning_ends)


def acknowledge_by(arrived: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> Deadline:
    """Say by when the sender hears that an electronic document arrived: that day, or the first one worked after a rest.

    Source:
        Decree 30/2020/NĐ-CP, article 21; Civil Code, articles 148.5 and 148.6.
    """
    since = local(arrived)
    latest = end_of_day(calendar.moved_to_working(since.date()))
    close = at(latest.date(), hours.close)
    return Deadline(Rule.ACKNOWLEDGE, since, close if since < close else latest, latest, calendar.version)


def urgent_by(since: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> Deadline:
    """Say by when an urgent document is dealt with: at once, at any hour; after the minutes somebody is alarmed.

    Source:
        Decree 30/2020/NĐ-CP, articles 4.2, 18 and 24; Decision 28/2018/QĐ-TTg, article 6. The minutes are our own.
    """
    moment = local(since)
    return Deadline(Rule.URGENT, moment, moment, moment + timedelta(minutes=hours.urgent_minutes), calendar.version)


def in_working_days(since: datetime, calendar: WorkingCalendar, hours: OfficeHours, days: int) -> Deadline:
    """Say when a term of working days ends.

    Source:
        Civil Code, articles 147.2 and 148.6.
    """
    moment = local(since)
    last = calendar.add_working_days(moment.date(), days)
    return Deadline(Rule.WORKING_DAYS, moment, at(last, hours.close), end_of_day(last), calendar.version, days)


def in_days(since: datetime, calendar: WorkingCalendar, hours: OfficeHours, days: int) -> Deadline:
    """Say when a term of days of the sun ends; a last day at rest moves to the next working day.

    Source:
        Civil Code, articles 147.2, 148.5 and 148.6.
    """
    moment = local(since)
    last = calendar.moved_to_working(days_after(moment.date(), days))
    return Deadline(Rule.DAYS, moment, at(last, hours.close), end_of_day(last), calendar.version, days)


def reply_by(due_in_header: datetime | None, due_by_leader: datetime | None) -> datetime | None:
    """Say by when a document is answered: as its sender asked or as the leader ordered, whichever is earlier.

    Source:
        QCVN 102:2016/BTTTT, DueDate of the header; Decree 30/2020/NĐ-CP, article 24.
    """
    return min((due for due in (due_in_header, due_by_leader) if due is not None), default=None)


_OPEN: Final = {Rule.WORKING_DAYS: in_working_days, Rule.DAYS: in_days}
_FIXED: Final = {
    Rule.REGISTER: register_by, Rule.ISSUE: issue_by, Rule.ACKNOWLEDGE: acknowledge_by, Rule.SEND: send_by,
    Rule.URGENT: urgent_by,
}  # fmt: skip


def counted(rule: Rule, since: datetime, calendar: WorkingCalendar, hours: OfficeHours, days: int = 0) -> Deadline:
    """Count a deadline by the name of its rule.

    Args:
        days: Length of the term, for the rules that leave it open.
    """
    if rule in _OPEN:
        return _OPEN[rule](since, calendar, hours, days)
    return _FIXED[rule](since, calendar, hours)


def recounted(deadline: Deadline, calendar: WorkingCalendar, hours: OfficeHours) -> Deadline:
    """Count a deadline again, by the same rule and from the same moment."""
    return counted(deadline.rule, deadline.since, calendar, hours, deadline.days)


def _that_day_or_next(
    rule: Rule, moment: datetime, calendar: WorkingCalendar, hours: OfficeHours, until: time
) -> Deadline:
    since = local(moment)
    latest = at(calendar.next_working_day(since.date()), until)
    close = at(since.date(), hours.close)
    in_time = calendar.is_working(since.date()) and since < close
    return Deadline(rule, since, close if in_time else latest, latest, calendar.version)
