"""Fifty clients take numbers from one register while their processes are killed and the year turns; then counts.

usage: python -m scripts.drill_numbers [--numbers 100000] [--database sqlite|postgresql] [--minutes M] [--seed 1]
Ends with 0 only if no number was given twice, none is missing, and the audit chain is whole.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from docarchive import wiring
from docarchive.accounts.services.agencies import create_agency
from docarchive.core import audit, migrate
from docarchive.core.actor import Actor
from docarchive.core.clock import Clock
from docarchive.core.failures import again
from docarchive.core.instance import Services
from docarchive.kernel.ids import new_id
from docarchive.registers import symbols
from docarchive.registers.models import Register, RegisterNumber, Volume
from docarchive.registers.queries.numbers import summed
from docarchive.registers.services import numbering
from docarchive.registers.services.arranging import Design, create_register
from docarchive.registers.states import Direction
from docarchive.settings import Settings
from scripts.servers import own

PROCESSES, THREADS = 10, 5
NEW_YEAR = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # midnight in Vietnam
UNDONE = 0.05  # share of the clerks' requests that fail after the number was given
TURN, STOP = "turn", "stop"  # files by which the processes of a drill agree


def clock_of(home: Path) -> Clock:
    """A clock on which the year turns when the file says so."""

    def now() -> datetime:
        turn = float((home / TURN).read_text()) if (home / TURN).exists() else time.time() + 3600
        return NEW_YEAR + timedelta(seconds=time.time() - turn)

    return now


def be_clients(home: Path, seed: int) -> None:
    """Take numbers until told to stop, or killed."""
    services = wiring.build(Settings.from_environ(home), clock_of(home))

    def take_on(chance: random.Random) -> None:
        while not (home / STOP).exists():
            with suppress(OperationalError):  # too many at once: the clerk reads so, and asks again
                again(lambda: _take(services, undo=chance.random() < UNDONE))

    # The dice of a drill, no secrets.
    threads = [threading.Thread(target=take_on, args=(random.Random(f"{seed} {at}"),)) for at in range(THREADS)]  # noqa: S311
    for thread in threads:
        thread.start()


def _take(services: Services, *, undo: bool) -> None:
    unit = services.work.open(Actor.operator())
    try:
        numbering.give(unit, unit.session.scalars(select(Register)).one(), new_id())
        unit.rollback() if undo else unit.commit()
    finally:
        unit.session.close()


def drill(services: Services, home: Path, wanted: int, longest_s: float, dice: random.Random) -> int:
    """Kill processes all the while; half-way, of numbers or of time, let the year turn. Gives how many were killed."""
    begun = time.monotonic()
    crew = [_start(home, dice.randrange(10**6)) for _ in range(PROCESSES)]
    killed = 0
    try:
        while (done := max(_given(services) / wanted, (time.monotonic() - begun) / longest_s)) < 1:
            if done >= 0.5 and not (home / TURN).exists():
                (home / TURN).write_text(str(time.time() + 0.5))
            time.sleep(dice.uniform(4, 12))  # a process needs a while to come up
            place = dice.randrange(PROCESSES)
            crew[place].kill()
            crew[place].wait()
            crew[place] = _start(home, dice.randrange(10**6))
            killed += 1
    finally:
        (home / STOP).touch()
        for process in crew:
            process.wait(60)
    return killed


def _start(home: Path, seed: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "scripts.drill_numbers", "--be-clients", str(home), "--seed", str(seed)]
    return subprocess.Popen(words)


def _given(services: Services) -> int:
    with services.db.reading() as session:
        return session.scalar(select(func.count()).select_from(RegisterNumber)) or 0


def count(services: Services) -> dict[str, object]:
    """Compare the ledger with itself: one row a number, every number a row, one audit entry each."""
    with services.db.reading() as session:
        volumes = session.scalars(select(Volume).order_by(Volume.label)).all()
        rows = select(func.count()).select_from(RegisterNumber)
        distinct = select(RegisterNumber.volume_id, RegisterNumber.number, RegisterNumber.suffix).distinct()
        entries = select(func.count()).where(audit.AuditEvent.action == "number.given")
        numbers = session.scalar(rows) or 0
        return {
            "numbers": numbers,
            "volumes": {volume.label: volume.last_number for volume in volumes},
            "twice": numbers - (session.scalar(select(func.count()).select_from(distinct.subquery())) or 0),
            "missing": sum(len(summed(session, volume).missing) for volume in volumes),
            "without_audit": numbers - (session.scalar(entries) or 0),
            "audit_broken": int(not audit.verify(session).is_whole),
        }


@contextmanager
def instance(kind: str) -> Iterator[tuple[Path, Services]]:
    """A folder and an empty instance on either kind of database, with one register."""
    name = f"numbers_{new_id()}"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if kind == "postgresql":
            url = own.make_database(name)
            (home / "docarchive.toml").write_text(f'database_url = "{url}"\ndatabase_connections = 6\n', "ascii")
        services = wiring.build(Settings.from_environ(home), clock_of(home))
        migrate.upgrade(services.db)
        with services.begin(Actor.operator()) as uow:
            design = Design("Sổ văn bản đi", Direction.OUTGOING, symbol=symbols.NAMED)
            create_register(uow, create_agency(uow, "Y01", "Cơ quan diễn tập"), design)
        yield home, services
        services.db.close()
        if kind == "postgresql":
            own.drop_database(name)


def main() -> int:
    """Run the drill and print what it counted."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--numbers", type=int, default=100_000)
    ask.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    ask.add_argument("--minutes", type=float, default=math.inf, help="end then, with as many numbers as there are")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--be-clients", type=Path, default=None, help=argparse.SUPPRESS)
    given = ask.parse_args()
    if given.be_clients:
        be_clients(given.be_clients, given.seed)
        return 0
    with instance(given.database) as (home, services):
        begun = time.monotonic()
        dice = random.Random(given.seed)  # noqa: S311 - moments, no secrets
        killed = drill(services, home, given.numbers, given.minutes * 60, dice)
        seconds = round(time.monotonic() - begun)
        counted = {"database": given.database, **count(services), "killed": killed, "seconds": seconds}
    print(json.dumps(counted))
    return int(any(counted[fault] for fault in ("twice", "missing", "without_audit", "audit_broken")))


if __name__ == "__main__":
    sys.exit(main())
