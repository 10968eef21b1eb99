"""Directions at 100,000 assignments: figures, desk and a year's report of a province, beside a plain count of the rows.

usage: scripts/bench directions [--assignments 100000] [--rounds 20] [--database URL (of an empty one; else SQLite)]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from docarchive import wiring
from docarchive.accounts.models import Agency, User
from docarchive.core import migrate
from docarchive.core.actor import Actor
from docarchive.core.db import Database
from docarchive.directions.counting import By, Span
from docarchive.directions.models import Assignment, AssignmentBody, Direction
from docarchive.directions.queries import assignments, figures, reports, worklists
from docarchive.directions.queries.assignments import Pile, Wanted
from docarchive.directions.queries.figures_by_document import page_of_figures
from docarchive.directions.queries.months import months
from docarchive.directions.queries.names import names
from docarchive.directions.reporting import excel, word
from docarchive.directions.states import WorkState
from docarchive.kernel.roles import Role

REPORT = Path("reports/bench/directions.json")
TODAY = date(2026, 8, 11)
NOW = datetime(2026, 8, 11, 3, tzinfo=UTC)
AGENCIES, LEADERS, FIELDS, DAYS = 60, 12, 30, 1_000
TO_EACH = 5  # assignments that follow from one direction
STATES = {
    WorkState.DONE: 70, WorkState.DOING: 14, WorkState.GIVEN: 6, WorkState.REPORTED: 4, WorkState.PAUSED: 2,
    WorkState.CANCELLED: 3, WorkState.RETURNED: 1,
}  # fmt: skip
PROVINCE, DEPARTMENT = "a" + "0" * 15, "a" + "0" * 14 + "7"


def fill(db: Database, count: int) -> None:
    """A province's register over three years: sixty agencies lead, twelve leaders give."""
    draw = random.Random(7)  # noqa: S311 - repeatable
    with db.engine.begin() as connection:
        agencies = [
            {"id": f"a{at:015}", "code": f"H57.{at:02}", "name": f"Sở số {at}", "sort_order": at}
            for at in range(AGENCIES)
        ]
        leaders = [
            {"id": f"u{at:015}", "username": f"u{at}", "name": f"Lãnh đạo {at}", "created_at": NOW}
            for at in range(LEADERS)
        ]
        connection.execute(insert(Agency), agencies)
        connection.execute(insert(User), leaders)
        directions = (_direction(draw, number) for number in range(count // TO_EACH))
        while given := list(islice(directions, 2_000)):
            connection.execute(insert(Direction), given)
            led = [_assignment(draw, one, at) for one in given for at in range(TO_EACH)]
            connection.execute(insert(Assignment), led)
            connection.execute(insert(AssignmentBody), [_body(draw, one) for one in led])
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _direction(draw: random.Random, number: int) -> dict[str, Any]:
    leader = draw.randrange(LEADERS)
    return {
        "id": f"d{number:015}", "agency_id": PROVINCE, "source": "document", "giver_id": f"u{leader:015}",
        "giver": f"Lãnh đạo {leader}", "given_on": TODAY - timedelta(draw.randrange(1, DAYS)),
        "document_number": f"{number * 3 // 4}/UBND-TH", "quote": "Giao Sở Nội vụ chủ trì, phối hợp với các sở. " * 6,
        "content": "Rà soát, báo cáo kết quả thực hiện. " * 6, "field": f"Lĩnh vực {number % FIELDS}",
        "created_at": NOW, "created_by": "Văn thư",
    }  # fmt: skip


def _assignment(draw: random.Random, direction: Mapping[str, Any], at: int) -> dict[str, Any]:
    given_on = direction["given_on"]
    due_on = None if draw.random() < 0.05 else given_on + timedelta(draw.randrange(5, 120))
    state = draw.choices(list(STATES), list(STATES.values()))[0]
    if due_on and (TODAY - due_on).days > 150 and state in (WorkState.DOING, WorkState.GIVEN) and draw.random() < 0.9:
        state = WorkState.DONE  # what is old is seldom open
    ended_on = min(TODAY, given_on + timedelta(draw.randrange(1, 140)))
    number, lead = int(direction["id"][1:]) * TO_EACH + at, draw.randrange(1, AGENCIES)
    return {
        "id": f"s{number:015}", "direction_id": direction["id"], "agency_id": PROVINCE, "ordinal": at + 1,
        "code": f"{given_on.year}.{number:06}", "lead_agency_id": f"a{lead:015}",
        "lead_name": f"Sở số {lead}", "content": "Rà soát, báo cáo kết quả thực hiện nhiệm vụ được giao. " * 4,
        "given_on": given_on, "term": "fixed" if due_on else "none", "due_on": due_on,
        "first_due_on": due_on - timedelta(draw.choice((0, 0, 0, 10))) if due_on else None, "state": state,
        "reported_at": NOW - timedelta(3) if state == WorkState.REPORTED else None,
        "done_on": ended_on if state == WorkState.DONE else None,
        "paused_on": ended_on if state == WorkState.PAUSED else None,
        "moved_at": NOW - timedelta(draw.randrange(30)), "revision": 1,
    }  # fmt: skip


def _body(draw: random.Random, assignment: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "assignment_id": assignment["id"], "ordinal": 1, "part": "co", "name": "Sở",
        "agency_id": f"a{draw.randrange(1, AGENCIES):015}",
    }  # fmt: skip


def _of(agency_id: str, role: Role, user_id: str) -> Actor:
    return Actor(user_id, "Người thử", agency_id, roles=frozenset({role}), agency_ids=frozenset({agency_id}))


def questions(session: Session) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is measured: what a page or a paper asks of the database."""
    leader, clerk = _of(PROVINCE, Role.LEADER, f"u{1:015}"), _of(DEPARTMENT, Role.CLERK, "v" * 16)
    year, ever, register = Span.this_year(TODAY), Span(TODAY - timedelta(DAYS), TODAY), Wanted(agency_id=PROVINCE)
    for by in By:
        asked = partial(page_of_figures, session, leader, year, by, TODAY, register, 0, 100)
        yield f"figures of the year by {by.value}", asked
    documents = partial(page_of_figures, session, leader, year, By.DOCUMENT, TODAY, register, 7_000, 100)
    yield "the same by document, far on", documents
    every = partial(page_of_figures, session, leader, ever, By.DOCUMENT, TODAY, register, 0, 100)
    yield "figures of all days by document", every
    yield "names behind the filters, leader", lambda: names(session, leader)
    yield "names behind the filters, department", lambda: names(session, clerk)
    yield "figures of all days by agency", lambda: figures.figures(session, leader, ever, By.AGENCY, TODAY, register)
    yield "figures of what a department does", lambda: figures.figures(session, clerk, year, By.LEADER, TODAY)
    yield "months of the year", lambda: months(session, leader, year.first, TODAY, PROVINCE)
    yield "counters of the leader", lambda: worklists.counters(session, leader, TODAY)
    yield "counters of a department's clerk", lambda: worklists.counters(session, clerk, TODAY)
    for words, actor, pile in (
        ("what is late", leader, Pile.LATE), ("what waits for the leader", leader, Pile.CONFIRM),
        ("what does not move", leader, Pile.STUCK), ("a department's work", clerk, Pile.LEAD),
    ):  # fmt: skip
        yield f"page of {words}", partial(assignments.assignments, session, actor, Wanted(pile), TODAY, 0, 20)


def measured(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds it takes, and those this process is at work: on SQLite all of the question, else of reading it."""
    started, worked = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - started) * 1_000, (time.process_time() - worked) * 1_000


def papers(session: Session) -> dict[str, float]:
    """Seconds for a year's report: put together, as .docx and as .xlsx."""
    agency = session.get_one(Agency, PROVINCE)
    started = time.perf_counter()
    made = reports.content(session, Actor.operator(), agency, Span.this_year(TODAY), By.AGENCY, TODAY)
    together = time.perf_counter()
    word.document(made)
    written = time.perf_counter()
    excel.workbook(made)
    return {
        "put_together_s": round(together - started, 2),
        "docx_s": round(written - together, 2),
        "xlsx_s": round(time.perf_counter() - written, 2),
    }


def run(db: Database, rounds: int) -> dict[str, Any]:
    """Ask everything in turn, a plain count before each round."""
    plain: list[float] = []
    took: dict[str, list[float]] = {}
    worked: dict[str, list[float]] = {}
    for at in range(rounds + 1):
        with db.reading() as session:
            counted, _ = measured(partial(_plain_count, session))
            for name, call in questions(session):
                needed, work = measured(call)
                if at:  # the first round fills the caches
                    took.setdefault(name, []).append(needed)
                    worked.setdefault(name, []).append(work)
            if at:
                plain.append(counted)
    peer = statistics.median(plain)
    rows = {
        name: {
            "p50_ms": round(statistics.median(each), 1), "p95_ms": round(_p95(each), 1),
            "times_plain_count": round(statistics.median(each) / peer, 1),
            "processor_ms": round(statistics.median(worked[name]), 1),
        }
        for name, each in took.items()
    }  # fmt: skip
    with db.reading() as session:
        return {"plain_count_ms": round(peer, 1), "questions": rows, "year_report": papers(session)}


def _plain_count(session: Session) -> object:
    return session.execute(select(Assignment.state, func.count()).group_by(Assignment.state)).all()


def _p95(times: list[float]) -> float:
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]


def main() -> None:
    """Fill, ask, compare, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assignments", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    wiring.import_models()
    with tempfile.TemporaryDirectory() as folder:
        db = Database(options.database or f"sqlite:///{folder}/db.sqlite")
        migrate.upgrade(db)
        fill(db, options.assignments)
        found = run(db, options.rounds)
        db.close()
    print(f"{options.assignments:,} assignments; a plain count by state takes {found['plain_count_ms']} ms")
    print(f"{'':40}{'p50 ms':>9}{'p95 ms':>9}{'× count':>9}{'work ms':>9}")
    for name, row in found["questions"].items():
        print(f"{name:40}{row['p50_ms']:9}{row['p95_ms']:9}{row['times_plain_count']:9}{row['processor_ms']:9}")
    print(
        "a year's report:",
        ", ".join(f"{name.removesuffix('_s')} {took} s" for name, took in found["year_report"].items()),
    )
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps({"assignments": options.assignments, **found}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
