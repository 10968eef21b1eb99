"""The office's running list is taken into the register: a dry run row by row, then the rows that are right.

A row taken before is left as it is, however often the list is brought again; what came of it since stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.accounts.queries import agencies
from docarchive.accounts.services.sheet_rows import LARGEST_BYTES
from docarchive.core.fields import parse_day
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.policies import can_give
from docarchive.directions.queries.bodies import Bodies, document_numbered, leader_named
from docarchive.directions.running_list import Row, read
from docarchive.directions.services.giving import assign, enter
from docarchive.directions.services.orders import Body, Order, Said
from docarchive.directions.services.steps import Evidence, write
from docarchive.directions.states import Deed, Source, Term, WorkState
from docarchive.kernel.errors import DocArchiveError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import SHORTEST_REASON

__all__ = ["LARGEST_BYTES", "Checked", "Taken", "check", "read", "take"]

_BY_LIST = "theo danh sách nhập"
_MANY = re.compile(r"\s*[;\n]\s*")
_NO_DAY = frozenset({"không", "không thời hạn", "-", "—", "x"})
_AT_ONCE = 500


@dataclass(frozen=True)
class Checked:
    """What a row says, and what is wrong with it.

    Attributes:
        is_known: Taken before, or said by a row above; it is left as it is.
        notes: What a person should know and need not mend: a lead the directory does not know.
    """

    row: Row
    said: Said | None = None
    order: Order | None = None
    extended_on: date | None = None
    done_on: date | None = None
    is_known: bool = False
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def is_good(self) -> bool:
        """Whether it becomes an assignment."""
        return not self.problems and not self.is_known


@dataclass
class Taken:
    """What became of a list.

    Attributes:
        refused: Line and Vietnamese reason.
    """

    made: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def check(uow: UnitOfWork, agency_id: str, rows: Sequence[Row]) -> list[Checked]:
    """Say of every row what would become of it; changes nothing.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
    """
    uow.require(can_give(uow.actor, agency_id), "Chỉ văn thư, lãnh đạo của cơ quan nhập sổ theo dõi chỉ đạo.")
    agency = agencies.agency(uow.session, agency_id)
    bodies = Bodies(uow.session, agency, local_day(uow.now))
    known = _known(uow, agency_id, rows)
    found: list[Checked] = []
    for row in rows:
        if row.origin in known:
            found.append(Checked(row, is_known=True))
            continue
        one = _checked(uow, agency, bodies, row)
        if one.is_good:
            known.add(row.origin)
        found.append(one)
    return found


def take(uow: UnitOfWork, agency_id: str, rows: Sequence[Row]) -> Taken:
    """Take every row that is right; the others are named with their reasons.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
    """
    taken = Taken()
    for one in check(uow, agency_id, rows):
        if one.is_known:
            taken.known += 1
            continue
        if one.said is None or one.order is None or one.problems:
            taken.refused.append((one.row.line, " ".join(one.problems)))
            continue
        try:
            with uow.session.begin_nested():
                _take(uow, agency_id, one, one.said, one.order)
        except DocArchiveError as problem:
            taken.refused.append((one.row.line, problem.message))
        else:
            taken.made += 1
    uow.record("directions.imported", agency_id, rows=len(rows), count=taken.made, refused=len(taken.refused))
    return taken


def _take(uow: UnitOfWork, agency_id: str, one: Checked, said: Said, order: Order) -> None:
    direction = enter(uow, agency_id, said, one.row.origin)
    made = assign(uow, direction, order, said.given_on)
    if one.extended_on is not None:
        was_due_on, made.due_on = made.due_on, one.extended_on
        write(uow, made, Deed.EXTENDED, _BY_LIST, was_due_on=was_due_on)
    if one.done_on is not None:
        _end(uow, made, one.row, one.done_on)
    elif result := one.row.get("result") or one.row.get("note"):
        write(uow, made, Deed.NOTED, result)


def _end(uow: UnitOfWork, made: Assignment, row: Row, done_on: date) -> None:
    """What was done before it came here: reported and confirmed there, told here by whoever brings the list."""
    number = row.get("evidence")
    evidence = Evidence(document_numbered(uow.session, uow.actor, number) if number else None, number)
    words = row.get("result") or _BY_LIST
    made.state, made.accepted_at, made.reported_at = WorkState.DONE, uow.now, uow.now
    made.done_on, made.confirmed_at, made.confirmed_by = done_on, uow.now, uow.actor.name
    write(uow, made, Deed.REPORTED, words, evidence)
    write(uow, made, Deed.CONFIRMED, f"{_BY_LIST}, xong ngày {done_on:%d/%m/%Y}")


def _checked(uow: UnitOfWork, agency: Agency, bodies: Bodies, row: Row) -> Checked:
    today = local_day(uow.now)
    problems: list[str] = []
    days = {name: _day(row, name, problems) for name in ("given_on", "due_on", "extended_on", "done_on")}
    given_on, due_on, extended_on, done_on = days.values()
    if given_on is None and not problems:
        problems.append("Thiếu ngày văn bản hoặc ngày giao.")
    if given_on is None or problems:
        return Checked(row, problems=problems)
    said = _said(uow, agency, row, given_on)
    leads = _bodies(bodies, row.get("lead"))
    if not leads:
        return Checked(row, problems=["Thiếu đơn vị chủ trì."])
    co = [*leads[1:], *_bodies(bodies, row.get("co"))]
    order = Order(
        leads[0], [one for one in co if one.key != leads[0].key], product=row.get("product"),
        term=Term.FIXED if due_on else Term.NONE, due_on=due_on,
    )  # fmt: skip
    problems += dict([*said.problems(today), *order.problems(agency.id, given_on, today)]).values()
    problems += _dates_wrong(row, given_on, due_on, extended_on, done_on, today)
    notes = [f"“{one.name}” không có trong danh mục, ghi theo tên." for one in (*leads, *co) if one.is_name_only]
    return Checked(row, said, order, extended_on, done_on, problems=problems, notes=list(dict.fromkeys(notes)))


def _dates_wrong(
    row: Row, given_on: date, due_on: date | None, extended_on: date | None, done_on: date | None, today: date
) -> Iterator[str]:
    if extended_on and (due_on is None or extended_on <= due_on):
        yield "Hạn gia hạn phải sau hạn ban đầu."
    if done_on and not given_on <= done_on <= today:
        yield "Ngày hoàn thành nằm từ ngày giao đến hôm nay."
    if done_on and not row.get("evidence") and len(row.get("result")) < SHORTEST_REASON:
        yield "Dòng đã hoàn thành cần văn bản báo cáo hoặc kết quả."
    if not done_on and row.get("evidence"):
        yield "Có văn bản báo cáo nhưng thiếu ngày hoàn thành."


def _said(uow: UnitOfWork, agency: Agency, row: Row, given_on: date) -> Said:
    number = row.get("document_number")
    giver = row.get("giver") or agency.name
    leader = leader_named(uow.session, agency.id, local_day(uow.now), giver)
    return Said(
        Source.DOCUMENT if number else Source.SPOKEN, giver=leader.name if leader else giver, given_on=given_on,
        giver_id=leader.id if leader else None, document_number=number, content=row.get("content"),
        document=document_numbered(uow.session, uow.actor, number) if number else None, field=row.get("field"),
    )  # fmt: skip


def _bodies(bodies: Bodies, text: str) -> list[Body]:
    """The bodies a cell names, each once."""
    found: dict[str, Body] = {}
    for name in _MANY.split(text):
        if name.strip(" .,"):
            known = bodies.find(name)
            one = Body.of(known) if known is not None else Body(" ".join(name.split()))
            found.setdefault(one.key, one)
    return list(found.values())


def _day(row: Row, name: str, problems: list[str]) -> date | None:
    text = row.get(name)
    if text.casefold() in _NO_DAY:
        return None
    try:
        return parse_day(text)
    except ValueError:
        problems.append(f"“{text[:40]}” không phải ngày; ghi dạng 15/8/2026.")
        return None


def _known(uow: UnitOfWork, agency_id: str, rows: Sequence[Row]) -> set[str]:
    found: set[str] = set()
    origins = [row.origin for row in rows]
    for start in range(0, len(origins), _AT_ONCE):
        some = origins[start : start + _AT_ONCE]
        found |= {
            origin
            for origin in uow.session.scalars(
                select(Direction.origin).where(Direction.agency_id == agency_id, Direction.origin.in_(some))
            )
            if origin
        }
    return found
