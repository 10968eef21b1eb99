"""Two installations: what survives a crash, and the process on top of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docarchive import wiring
from docarchive.accounts.models import Agency
from docarchive.core import jobs, migrate
from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork, Work
from docarchive.delivery.desk import Desk
from docarchive.delivery.door import Door
from docarchive.delivery.jobs import handlers
from docarchive.delivery.keyring import KeyRing
from docarchive.delivery.room import Room
from docarchive.delivery.rules import RetryRule
from docarchive.delivery.services import keys, partners
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.signing import Signing
from docarchive.delivery.states import ChannelKind
from docarchive.kernel import ids
from tests.delivery.factories import packet
from tests.delivery.simulation.memory import CrashingWork, MemoryDatabase, MemoryFiles

if TYPE_CHECKING:
    from tests.delivery.simulation.ground import Ground

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)
SENDER, RECEIVER = "H91.01", "H92.02"


@dataclass
class Template:
    """Two installations that know each other, made once; every history begins with a copy.

    Attributes:
        live: The databases histories are lived on, one history after another: statements are compiled once.
        packets: Some packets from one to the other.
    """

    folder: Path
    copies: dict[str, Any]
    live: dict[str, MemoryDatabase]
    packets: list[bytes]

    @classmethod
    def make(cls, folder: Path) -> Template:
        wiring.import_models()
        databases = {code: MemoryDatabase() for code in (SENDER, RECEIVER)}
        rings = {code: KeyRing(folder / code, lambda: "simulated") for code in databases}
        certificates: dict[str, str] = {}
        for code, db in databases.items():
            migrate.upgrade(db)
            with Work(db, MemoryFiles(), lambda: NOON).begin(Actor.operator()) as uow:
                agency = Agency(code=code, name=f"Cơ quan {code}")
                uow.session.add(agency)
                uow.session.flush()
                certificates[code] = keys.key_of(uow, rings[code], agency).certificate
        for code, far in ((SENDER, RECEIVER), (RECEIVER, SENDER)):
            with Work(databases[code], MemoryFiles(), lambda: NOON).begin(Actor.operator()) as uow:
                made = partners.add(uow, NewPartner(far, far, ChannelKind.HTTPS, "https://xa.example"))
                proposed = partners.import_certificate(uow, made, certificates[far].encode())
                partners.confirm(uow, made, proposed.call_sign)
        packets = [packet(SENDER, RECEIVER) for _ in range(40)]
        return cls(folder, {code: db.copy() for code, db in databases.items()}, databases, packets)


class Site:
    """One installation: what survives a crash, and the process on top of it."""

    def __init__(self, template: Template, code: str, world: Ground) -> None:
        self.code = code
        self.db = template.live[code]
        self.db.set_back(template.copies[code])
        self.files: Any = MemoryFiles()
        self.offset = timedelta(0)
        self._ring = KeyRing(template.folder / code, lambda: "simulated")
        self._world = world
        self.start()

    def start(self) -> None:
        """Begin a new process; the jobs of the one before are freed."""
        self.work = CrashingWork(self.db, self.files, self.clock, self._world.listeners(self.code))
        self.door = Door(self.work, self._ring)
        self.desk = Desk(self.work, self._ring, self.door)
        channel = self._world.channel
        self.room = Room(
            self._ring, self.door, self.desk, {channel.kind: channel}, {}, Signing(self.work, self._ring),
            RetryRule(self._world.random.random), timedelta(minutes=5),
        )  # fmt: skip
        self.handlers = {each.kind: each for each in handlers(self.work, lambda: self.room)}
        with self.db.session() as session:
            jobs.release(session, "process", self.clock())
            session.commit()

    def clock(self) -> datetime:
        return self._world.now + self.offset

    def run_one(self) -> bool:
        """Do the next job that is due, as the runner does; False where none is."""
        with self.db.session() as session:
            claim = jobs.claim(session, f"process:{ids.new_id()}", self.clock())
            session.commit()
        if claim is None:
            return False
        handler = self.handlers[claim.kind]
        value = handler.prepare(claim.payload, self) if handler.prepare else None
        self._world.reach("sender:carried")
        with self.work.begin(Actor.system()) as uow:
            if jobs.mark_done(uow.session, claim, uow.now):
                handler.finish(uow, claim.payload, value)
        self._world.reach("sender:settled")
        return True

    # What a job's slow part may use.
    def progress(self, done: int, total: int) -> None:
        """Nobody looks."""

    def reading(self) -> Any:
        return self.work.reading(Actor.system())

    @contextmanager
    def noting(self) -> Iterator[UnitOfWork]:
        with self.work.begin(Actor.system()) as uow:
            yield uow
        self._world.reach("sender:taken")
