"""Two real installations for drills: each a folder and processes of its own; what one posts the other has, once."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from docarchive import wiring
from docarchive.accounts.models import Agency
from docarchive.accounts.services.agencies import create_agency
from docarchive.core import audit, migrate
from docarchive.core.actor import Actor
from docarchive.core.clock import system_clock
from docarchive.core.instance import Services
from docarchive.core.secret import read_secret_key
from docarchive.delivery import proofs
from docarchive.delivery.models import Arrival, Posting
from docarchive.delivery.queries.proving import of_posting
from docarchive.delivery.room import ROOM
from docarchive.delivery.services import keys, partners, sending
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.states import ChannelKind, PostingKind, PostingState
from docarchive.exchange.models import ReceivedPacket
from docarchive.registers.services.arranging import create_usual
from docarchive.settings import Settings
from tests.delivery.factories import packet

ROOT = Path(__file__).resolve().parents[1]
_COMMAND = "from docarchive.cli import main; main()"  # this program, wherever another one is installed


@dataclass
class Place:
    """An installation with one agency.

    Attributes:
        services: The drill's own view of it, beside the processes that run there.
        logs: Folder where its processes say what they do; None: beside its own.
        inside: What stands before a command that is to run there: a network of its own.
    """

    home: Path
    code: str
    services: Services
    inside: Sequence[str] = ()
    logs: Path | None = None
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Run a docarchive command in a group of its own, until ``end`` or killed."""
        command = [*self.inside, sys.executable, "-c", _COMMAND, "--home", str(self.home), *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with ((self.logs or self.home.parent) / f"{self.code}.log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=environment)
        self.running.append(process)
        return process

    def end(self) -> None:
        """Kill what was started here, and close what was opened."""
        for process in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.services.db.close()

    def post(self, to: Place, content: bytes = b"") -> str:
        """Post a letter's packet; its message id."""
        body = content or packet(self.code, to.code)
        with self.services.begin(Actor.operator()) as uow:
            agency = uow.session.scalars(select(Agency).where(Agency.code == self.code)).one()
            return sending.post(
                uow, from_agency=agency, to_code=to.code, packet=body, kind=PostingKind.DOCUMENT, about="drill"
            ).message_id

    def waiting(self) -> int:
        """How many packets have not arrived."""
        with self.services.db.reading() as session:
            wanted = select(func.count()).select_from(Posting).where(Posting.state == PostingState.WAITING)
            return session.scalar(wanted) or 0


def make(home: Path, code: str, inside: Sequence[str] = (), **settings: object) -> Place:
    """Set an installation up in an empty folder."""
    home.mkdir(parents=True, exist_ok=True)
    lines = {"search_url": '"memory:"', "min_free_disk_mb": 0, **settings}
    (home / "docarchive.toml").write_text("".join(f"{name} = {value}\n" for name, value in lines.items()), "utf-8")
    read_secret_key(home)
    services = wiring.build(Settings.from_environ(home))
    services.files.prepare()
    migrate.upgrade(services.db)
    with services.begin(Actor.operator()) as uow:
        create_usual(uow, create_agency(uow, code, f"Cơ quan {code}"))
    return Place(home, code, services, inside)


def agree(one: Place, other: Place, address: str) -> None:
    """Let an installation know another under an address, its digits compared."""
    with other.services.begin(Actor.operator()) as uow:
        agency = uow.session.scalars(select(Agency).where(Agency.code == other.code)).one()
        certificate = keys.key_of(uow, _room(other).ring, agency).certificate
    with one.services.begin(Actor.operator()) as uow:
        made = partners.add(uow, NewPartner(other.code, f"Cơ quan {other.code}", ChannelKind.HTTPS, "http://127.0.0.1"))
        made.address = address  # over a cable of the drill's own there is nobody to hide from
        partners.confirm(uow, made, partners.import_certificate(uow, made, certificate.encode()).call_sign)


def until_all_arrived(sender: Place, patience_s: float) -> float:
    """Wait until nothing is under way; how long that took.

    Raises:
        TimeoutError: Something still is.
    """
    begun = time.monotonic()
    while sender.waiting():
        if time.monotonic() - begun > patience_s:
            raise TimeoutError(f"{sender.waiting()} packets are still under way")
        time.sleep(0.5)
    return time.monotonic() - begun


def counted(sender: Place, receiver: Place, accepted: Sequence[str]) -> dict[str, int]:
    """Compare what was accepted for sending with what is there: each once, byte for byte, with a receipt that holds."""
    with sender.services.db.reading() as session:
        postings = {one.message_id: one for one in session.scalars(select(Posting))}
        whole = audit.verify(session).is_whole
    with receiver.services.db.reading() as session:
        arrivals = session.scalars(select(Arrival)).all()
        letters = Counter(session.scalars(select(ReceivedPacket.arrival_id)))
        whole = whole and audit.verify(session).is_whole
    came = {one.message_id: one.packet_sha for one in arrivals}
    same = {sha for sha in came.values() if hashlib.sha256(receiver.services.files.read(sha)).hexdigest() == sha}
    now = system_clock()
    return {
        "accepted": len(accepted),
        "lost": sum(came.get(one) is None or came[one] not in same for one in accepted),
        "twice": len(arrivals) - len(came) + sum(times > 1 for times in letters.values()),
        "without_letter": len(arrivals) - len(letters),
        "unknown": len(set(came) - set(postings)),
        "without_receipt": sum(
            one.state != PostingState.DELIVERED or not proofs.judge(of_posting(one), now).holds
            for one in postings.values()
        ),
        "attempts": sum(one.attempts for one in postings.values()),
        "audit_broken": int(not whole),
    }


FAULTS = ("lost", "twice", "without_letter", "unknown", "without_receipt", "audit_broken")


def _room(place: Place) -> Any:
    found: Any = place.services.extensions[ROOM]
    return found()
