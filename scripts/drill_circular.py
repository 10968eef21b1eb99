"""One letter to very many recipients: how long until all have it, with workers killed meanwhile, beside a dead partner.

usage: python -m scripts.drill_circular [--recipients 800] [--workers 2] [--kills 0] [--dead 1] [--database sqlite]

Every recipient is an agency of the same installation and has its own inbox, receipt and incoming letter. Dead partners
have an address where nobody listens; the time is that of all others. Counted in the end: letters of each agency, and
receipts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from sqlalchemy import func, select

from docarchive import wiring
from docarchive.accounts.audience import actor_of
from docarchive.accounts.models import Agency, User
from docarchive.accounts.services.agencies import create_agency
from docarchive.accounts.services.users import create_user, give_position
from docarchive.core import migrate
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Posting
from docarchive.delivery.services import partners
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.states import ChannelKind, PostingKind, PostingState
from docarchive.exchange.models import IncomingLetter, OutgoingLetter
from docarchive.exchange.queries.issuing_check import check_before_issuing
from docarchive.exchange.services import approving, drafting, issuing, recipients
from docarchive.exchange.services.drafting import Draft
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.recipients import Addressee
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role
from docarchive.registers.queries.registers import registers_of
from docarchive.registers.services.arranging import create_usual
from docarchive.settings import Settings
from scripts import servers
from scripts.demodata.__main__ import file_of
from scripts.demodata.plan import make_plan
from scripts.servers import postgresql

THREADS = 2
NOWHERE = "http://127.0.0.1:9"
PADDING = b"%" + b"x" * 200_000  # a comment after the end: a letter of usual weight


def be_a_worker(home: Path) -> None:
    """Run jobs until killed."""
    services = wiring.build(Settings.from_environ(home))
    JobRunner(services.work, services.job_handlers, home, THREADS).start()
    while True:
        time.sleep(60)


def set_up(uow: UnitOfWork, count: int, dead: int) -> tuple[Agency, list[Agency]]:
    """The sender with its people, and those it writes to; the last ones are partners nobody answers for."""
    sender = create_agency(uow, "H99.01", "Văn phòng thử", short_name="VP")
    create_usual(uow, sender)
    for name, role in (("vanthu", Role.CLERK), ("lanhdao", Role.LEADER)):
        user = create_user(uow, name, name, roles=[role], password=secrets.token_hex(), must_change_password=False)
        give_position(uow, user, sender, valid_from=uow.now.date())
    others = [create_agency(uow, f"H99.2.{at}", f"Xã thử {at}") for at in range(count)]
    for one in others[count - dead :]:
        partners.add(uow, NewPartner(one.code, one.name, ChannelKind.HTTPS, NOWHERE))
    return sender, others


def issue(services: Services, count: int, dead: int) -> tuple[str, float]:
    """Draft, sign, number and issue the letter; its id, and how long issuing took."""
    with services.begin(Actor.operator()) as uow:
        sender, others = set_up(uow, count, dead)
    people = {name: acting(services, name) for name in ("vanthu", "lanhdao")}
    with services.begin(people["vanthu"]) as uow:
        draft = Draft(kind="công văn", subject="V/v thử gửi nhiều nơi", place="Lạc Hồng")
        letter = drafting.start(uow, sender.id, draft)
        drafting.add_text(uow, letter, SentFile("cong-van.pdf", text()))
        found = [uow.session.get_one(Agency, one.id) for one in others]
        recipients.set_recipients(uow, letter, [Addressee(one.name, one) for one in found])
        approving.submit(uow, letter, user_of(uow, "lanhdao"))
    with services.begin(people["lanhdao"]) as uow:
        approving.sign(uow, uow.session.get_one(OutgoingLetter, letter.id))
    JobRunner(services.work, services.job_handlers, services.settings.home).run_due()  # nothing leaves unread
    begun = time.monotonic()
    with services.begin(people["vanthu"]) as uow:
        held = uow.session.get_one(OutgoingLetter, letter.id)
        books = {book.name: book for book in registers_of(uow.session, held.agency_id)}
        issuing.number(uow, held, books["Sổ công văn"])
        seen = check_before_issuing(uow.session, held, local_day(uow.now)).seal  # the text names none of them
        issuing.issue(uow, held, seen=seen)
    return letter.id, time.monotonic() - begun


def text() -> bytes:
    """A letter that can be read, so that each arrival costs what it costs in an office."""
    paper = next(one for one in make_plan() if one.form == "pdf")
    return file_of(paper, 1) + PADDING


def acting(services: Services, username: str) -> Actor:
    """Somebody as an actor."""
    with services.begin(Actor.operator()) as uow:
        return actor_of(user_of(uow, username), uow.now)


def user_of(uow: UnitOfWork, username: str) -> User:
    """Somebody by the name he signs in with."""
    return uow.session.scalars(select(User).where(User.username == username)).one()


def delivered(services: Services) -> int:
    """How many packets of the letter have arrived."""
    with services.db.reading() as session:
        wanted = (Posting.kind == PostingKind.DOCUMENT, Posting.state == PostingState.DELIVERED)
        return session.scalar(select(func.count()).select_from(Posting).where(*wanted)) or 0


def run(services: Services, given: argparse.Namespace) -> dict[str, object]:
    """Issue, deliver with workers that are killed meanwhile, and count."""
    dice = random.Random(given.seed)  # noqa: S311 - the same misfortunes every time
    _letter, issued_s = issue(services, given.recipients, given.dead)
    wanted, kills = given.recipients - given.dead, 0
    begun = time.monotonic()
    crew = [start(services.settings.home) for _ in range(given.workers)]
    try:
        while (so_far := delivered(services)) < wanted:
            if time.monotonic() - begun > given.patience:
                break
            if kills < given.kills and so_far > wanted * (kills + 1) / (given.kills + 2):
                place = dice.randrange(len(crew))
                crew[place].kill()
                crew[place].wait()
                crew[place] = start(services.settings.home)
                kills += 1
            time.sleep(0.2)
        took = time.monotonic() - begun
    finally:
        for worker in crew:
            worker.kill()
            worker.wait()
    return {"issued_s": round(issued_s, 1), "delivered_s": round(took, 1), "kills": kills, **counted(services, wanted)}


def counted(services: Services, wanted: int) -> dict[str, int]:
    """What came where: every agency one letter, every posting a receipt."""
    with services.db.reading() as session:
        letters = Counter(session.scalars(select(IncomingLetter.agency_id)))
        receipts = session.scalars(select(Posting.receipt).where(Posting.kind == PostingKind.DOCUMENT)).all()
    twice = sum(count > 1 for count in letters.values())
    missing = wanted - len(letters)
    return {"letters": len(letters), "missing": missing, "twice": twice, "receipts": sum(map(bool, receipts))}


def start(home: Path) -> subprocess.Popen[bytes]:
    """Start a worker."""
    words = [sys.executable, "-m", "scripts.drill_circular", "--be-a-worker", str(home)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> int:
    """Read the arguments, drill, print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--recipients", type=int, default=800)
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--kills", type=int, default=0)
    ask.add_argument("--dead", type=int, default=1)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--patience", type=float, default=600.0, help="seconds")
    ask.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    ask.add_argument("--be-a-worker", type=Path, help=argparse.SUPPRESS)
    given = ask.parse_args()
    if given.be_a_worker:
        be_a_worker(given.be_a_worker)
    os.environ["DOCARCHIVE_SEARCH_URL"] = "memory:"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "instance"
        home.mkdir()
        if given.database == "postgresql":
            os.environ["DOCARCHIVE_DATABASE_URL"] = postgresql.start(servers.FOLDER / "postgresql")
        os.environ["DOCARCHIVE_SECRET_KEY"] = secrets.token_hex()
        services = wiring.build(Settings.from_environ(home))
        services.files.prepare()
        migrate.upgrade(services.db)
        found = run(services, given)
    print(json.dumps({"recipients": given.recipients, "dead": given.dead, **found}, indent=1))
    return 0 if not found["missing"] and not found["twice"] else 1


if __name__ == "__main__":
    sys.exit(main())
