"""Two installations in one process, with a network, clocks and crashes that a seed decides.

Both run the real services on databases in memory; only the world around them is made up. A history is a list of what
befell them; afterwards the world heals, and what was promised is checked.
"""

from __future__ import annotations

import hashlib
import io
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sqlalchemy import create_engine, event, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from docarchive import wiring
from docarchive.accounts.models import Agency
from docarchive.core import audit, engines, jobs, migrate
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditEvent
from docarchive.core.db import Database
from docarchive.core.files import MissingFileError
from docarchive.core.jobs import Job, JobState
from docarchive.core.work import UnitOfWork, Work
from docarchive.delivery import door, proofs
from docarchive.delivery.answers import Answer, DoorAnswer, Later, Received, Refused
from docarchive.delivery.channels.protocol import Parcel, PushChannel
from docarchive.delivery.desk import Desk
from docarchive.delivery.door import Door, Message
from docarchive.delivery.envelopes import MESSAGE_PURPOSE, Envelope
from docarchive.delivery.events import PacketArrived, PostingDelivered
from docarchive.delivery.jobs import handlers
from docarchive.delivery.keyring import KeyRing
from docarchive.delivery.models import Alarm, Arrival, Posting
from docarchive.delivery.queries.proving import of_posting
from docarchive.delivery.room import Room
from docarchive.delivery.rules import RetryRule
from docarchive.delivery.services import accepting, attempts, comparing, keys, partners, sending
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.signing import Signing
from docarchive.delivery.states import ChannelKind, PostingKind, PostingState
from docarchive.kernel import ids
from docarchive.kernel.errors import ConflictError, DocArchiveError
from tests.delivery.factories import packet

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)
SENDER, RECEIVER = "H91.01", "H92.02"
STEPS = (
    "sender:taken", "sender:carried", "sender:settling", "sender:settled",
    "receiver:kept", "receiver:entering", "receiver:signing", "receiver:entered",
)  # fmt: skip
# Once the world is whole, everything has an end within an hour of waiting, a pause of the breaker, and some.
BOUND = timedelta(hours=4)


class CrashError(BaseException):
    """The process is gone; nothing of it may be caught by the code that runs."""


class MemoryDatabase(Database):
    """A database in memory that can be set back."""

    def __init__(self) -> None:
        self.url = "sqlite://"
        self.engine = create_engine("sqlite://", module=engines.sqlite_module(), poolclass=StaticPool)
        event.listen(self.engine, "connect", engines._on_sqlite_connect)
        event.listen(self.engine, "begin", engines._on_sqlite_begin)
        self._reading = self.engine.execution_options(reads_only=True)

    def raw(self) -> Any:
        """The one connection below."""
        with self.engine.connect() as connection:
            return connection.connection.dbapi_connection

    def copy(self) -> Any:
        """What it holds now."""
        target = engines.sqlite_module().connect(":memory:")
        self.raw().backup(target)
        return target

    def set_back(self, copy: Any) -> None:
        """Hold what a copy holds."""
        copy.backup(self.raw())


class MemoryFiles:
    """A file store in memory; what was put is safe."""

    place = "memory"

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.after_put: Callable[[bytes], None] = lambda _content: None

    def prepare(self) -> None:
        """Nothing to make."""

    def exists(self, sha256: str) -> bool:
        return sha256 in self.kept

    def size_bytes(self, sha256: str) -> int:
        return len(self.read(sha256))

    def put(self, content: bytes | BinaryIO) -> str:
        data = content if isinstance(content, bytes) else content.read()
        name = hashlib.sha256(data).hexdigest()
        self.kept[name] = data
        self.after_put(data)
        return name

    def open(self, sha256: str) -> BinaryIO:
        return io.BytesIO(self.read(sha256))

    def read(self, sha256: str) -> bytes:
        if sha256 not in self.kept:
            raise MissingFileError(sha256)
        return self.kept[sha256]

    def names(self) -> Iterator[str]:
        return iter(sorted(self.kept))

    def remove(self, sha256: str) -> None:
        self.kept.pop(sha256, None)


class CrashingWork(Work):
    """Opens units of work that may be the last thing a process does."""

    after_commit: Callable[[], None] = staticmethod(lambda: None)

    @contextmanager
    def begin(self, actor: Actor) -> Iterator[UnitOfWork]:
        unit = self.open(actor)
        try:
            yield unit
            unit.commit()
        finally:
            unit.session.close()
        self.after_commit()


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

    def __init__(self, template: Template, code: str, world: World) -> None:
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


class Network(PushChannel):
    """What lies between; the world says what becomes of the next message."""

    kind = ChannelKind.HTTPS

    def __init__(self, world: World) -> None:
        self._world = world

    def send(self, parcel: Parcel, now: datetime) -> Answer:
        del now
        return self._world.travel(Message(parcel.text, parcel.signature, parcel.content(), self.kind))


@dataclass
class Model:
    """What was promised, in the words of the test.

    Attributes:
        posted: Message id → digest.
        bad: Ids whose packets nobody may let in.
        cancelled: Ids that were withdrawn.
    """

    posted: dict[str, str] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    cancelled: set[str] = field(default_factory=set)


class World:
    """Everything, and what can befall it; each public method without a leading word is one thing that happens."""

    def __init__(self, template: Template, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same history every time
        self.seed = seed
        self.now = NOON
        self.channel = Network(self)
        self.model = Model()
        self.crash_at = ""
        self.fate = "fine"
        self.is_cut = False
        self.flying: list[Message] = []
        self.backup: Any = None
        self._template = template
        self._numbers = iter(range(10_000))
        self._nested = False
        with self.chance():
            self.sender = Site(template, SENDER, self)
            self.receiver = Site(template, RECEIVER, self)
        self.receiver.files.after_put = self._after_put

    # ---- what happens

    def post(self) -> None:
        """A letter is signed."""
        content = self._template.packets[next(self._numbers) % len(self._template.packets)]
        self.model.posted.update([self._posted(content)])

    def post_nonsense(self) -> None:
        """Something leaves that is no packet."""
        message_id, _digest = self._posted(b"nonsense %d" % next(self._numbers))
        self.model.bad.add(message_id)

    def run(self) -> None:
        """The sender's worker does a job."""
        self._alive(self.sender, self.sender.run_one)

    def run_all(self) -> None:
        """The worker does what is due."""
        for _ in range(20):
            if not self._alive(self.sender, self.sender.run_one):
                return

    def drop(self) -> None:
        """The next request gets lost."""
        self.fate = "drop"

    def lose_answer(self) -> None:
        """The next answer gets lost."""
        self.fate = "lose"

    def duplicate(self) -> None:
        """The next request arrives twice."""
        self.fate = "twice"

    def race(self) -> None:
        """The next request arrives a second time, at another process, while the first is being taken in."""
        self.fate = "race"

    def delay(self) -> None:
        """The next request arrives at some other time."""
        self.fate = "fly"

    def corrupt(self) -> None:
        """The next request arrives with something changed."""
        self.fate = "corrupt"

    def corrupt_answer(self) -> None:
        """The next answer arrives with something changed."""
        self.fate = "corrupt-answer"

    def land(self) -> None:
        """A message that was under way arrives, whichever; its answer goes nowhere."""
        if self.flying:
            message = self.flying.pop(self.random.randrange(len(self.flying)))
            self._alive(self.receiver, lambda: self.receiver.door.receive(message))

    def cut(self) -> None:
        """Nothing gets through."""
        self.is_cut = True

    def mend(self) -> None:
        """Things get through again."""
        self.is_cut = False

    def crash(self) -> None:
        """A process will die at one of its steps."""
        self.crash_at = self.random.choice(STEPS)

    def wait(self) -> None:
        """Time goes by."""
        self.now += timedelta(seconds=self.random.choice((1, 5, 11, 61, 700, 3600)))

    def jump_clock(self) -> None:
        """A clock goes wrong, or right."""
        site = self.random.choice((self.sender, self.receiver))
        site.offset = timedelta(hours=self.random.choice((-26, -1, 0, 1, 26)))

    def cancel(self) -> None:
        """A clerk withdraws a packet, if he can."""
        with self.sender.db.reading() as session:
            known = session.scalars(select(Posting.id).where(Posting.state == PostingState.WAITING)).all()
        if known:
            posting_id = self.random.choice(sorted(known))
            try:
                with self.sender.work.begin(Actor.operator()) as uow:
                    posting = uow.session.get_one(Posting, posting_id)
                    sending.cancel(uow, posting)
                    self.model.cancelled.add(posting.message_id)
            except ConflictError:
                pass

    def send_again(self) -> None:
        """A clerk has dead letters tried once more."""
        with self.sender.work.begin(Actor.operator()) as uow:
            for posting in uow.session.scalars(select(Posting).where(Posting.state == PostingState.DEAD)):
                sending.send_again(uow, posting)

    def reuse_id(self) -> None:
        """The partner sends other bytes under an id it used."""
        ids_used = sorted(set(self.model.posted) - self.model.cancelled)
        if not ids_used:
            return
        content = self._template.packets[-1]
        message_id = self.random.choice(ids_used)
        digest = hashlib.sha256(content).hexdigest()
        if not self._has(message_id) or self.model.posted[message_id] == digest:
            return
        envelope = Envelope(message_id, SENDER, RECEIVER, PostingKind.DOCUMENT, digest, len(content), self.now)
        signature = self.sender.room.signing.sign(SENDER, envelope.text, MESSAGE_PURPOSE)
        message = Message(envelope.text, signature, content, ChannelKind.HTTPS)
        answer = self._alive(self.receiver, lambda: self.receiver.door.receive(message))
        assert answer is None or isinstance(answer, Refused), "I8: one id is one packet"

    def back_up(self) -> None:
        """The receiver's database is copied."""
        self.backup = self.receiver.db.copy()

    def restore(self) -> None:
        """The receiver is set back to its copy; files are never lost, processes are new."""
        if self.backup is not None:
            self.receiver.db.set_back(self.backup)
            self.receiver.start()

    def compare(self) -> None:
        """Both sides compare."""
        if self.is_cut:
            return
        now = self.sender.clock()
        since = now - comparing.WINDOW
        with self.receiver.work.reading(Actor.system()) as uow:
            agency = uow.session.scalars(select(Agency).where(Agency.code == RECEIVER)).one()
            there = comparing.held_from(uow.session, agency, SENDER, since, now)
        with self.sender.work.begin(Actor.system()) as uow:
            agency = uow.session.scalars(select(Agency).where(Agency.code == SENDER)).one()
            comparing.compare(uow, agency, RECEIVER, there, since, now)

    # ---- how it happens

    def travel(self, message: Message) -> Answer:
        """Carry a message as its fate says."""
        fate, self.fate = self.fate, "fine"
        lost = Later("no-answer", "Mất.", left=True)
        if self.is_cut:
            return Later("no-answer", "Đứt.", left=False)
        if fate == "drop":
            return lost
        if fate == "fly":
            self.flying.append(message)
            return lost
        if fate == "corrupt":
            message = self._changed(message)
        if fate == "twice":
            self._arrive(message)
        if fate == "race":
            self._nested = True
            self._racing = message
        answer = self._arrive(message)
        if fate == "lose" or answer is None:
            return lost
        if fate == "corrupt-answer" and isinstance(answer, Received):
            return Received(self._flipped(answer.receipt), answer.signature)
        return answer

    def reach(self, step: str) -> None:
        """A process has come to a step; it may be its last."""
        if self.crash_at == step:
            self.crash_at = ""
            raise CrashError(step)

    def listeners(self, code: str) -> Any:
        """What listens at a site: the register of letters at the receiver; and the steps of transactions."""

        def arrived(uow: UnitOfWork, event: PacketArrived) -> None:
            self.reach("receiver:entering")
            uow.record("letter.received", event.message_id)
            self.reach("receiver:signing")

        def delivered(_uow: UnitOfWork, _event: PostingDelivered) -> None:
            self.reach("sender:settling")

        return {PacketArrived: (arrived,)} if code == RECEIVER else {PostingDelivered: (delivered,)}

    @contextmanager
    def chance(self) -> Iterator[None]:
        """Have ids come from the seed, so that the same seed is the same history."""
        module: Any = ids
        real = module.secrets

        class Seeded:
            token_bytes = staticmethod(lambda count: self.random.randbytes(count))
            randbits = staticmethod(lambda count: self.random.getrandbits(count))

        module.secrets = Seeded
        try:
            yield
        finally:
            module.secrets = real

    def _arrive(self, message: Message) -> DoorAnswer | None:
        answer: DoorAnswer | None = self._alive(self.receiver, lambda: self._received(message))
        return answer

    def _received(self, message: Message) -> DoorAnswer:
        answer = self.receiver.door.receive(message)
        self.reach("receiver:entered")
        return answer

    def _after_put(self, _content: bytes) -> None:
        self.reach("receiver:kept")
        if self._nested:
            self._nested = False
            # Another process of the same installation has a door of its own.
            Door(self.receiver.work, self.receiver.room.ring).receive(self._racing)

    def _alive(self, site: Site, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except CrashError as crash:
            dead = self.sender if str(crash).startswith("sender") else self.receiver
            dead.start()
            if dead is not site:
                raise
            return None

    def _posted(self, content: bytes) -> tuple[str, str]:
        with self.sender.work.begin(Actor.operator()) as uow:
            agency = uow.session.scalars(select(Agency).where(Agency.code == SENDER)).one()
            posting = sending.post(
                uow, from_agency=agency, to_code=RECEIVER, packet=content, kind=PostingKind.DOCUMENT, about="a letter"
            )
            return posting.message_id, posting.packet_sha

    def _has(self, message_id: str) -> bool:
        with self.receiver.db.reading() as session:
            return bool(session.scalar(select(Arrival.id).where(Arrival.message_id == message_id)))

    def _changed(self, message: Message) -> Message:
        which = self.random.choice(("text", "signature", "content", "line end"))
        if which == "line end":  # what some relays do to text
            return replace(message, content=message.content + b"\n")
        if which == "content":
            at = self.random.randrange(len(message.content))
            other = bytes([message.content[at] ^ 1])
            return Message(
                message.text,
                message.signature,
                message.content[:at] + other + message.content[at + 1 :],
                message.channel,
            )
        changed = self._flipped(getattr(message, which))
        text_, signature = (changed, message.signature) if which == "text" else (message.text, changed)
        return Message(text_, signature, message.content, message.channel)

    def _flipped(self, words: str) -> str:
        at = self.random.randrange(len(words))
        return words[:at] + chr(ord(words[at]) ^ 1) + words[at + 1 :]

    # ---- the end

    def heal(self) -> None:
        """Everything works again; time goes by until nothing is left to do."""
        self.crash_at, self.fate, self.is_cut, self._nested = "", "fine", False, False
        for site in (self.sender, self.receiver):
            site.offset = timedelta(0)
        while self.flying:
            self.land()
        healed = self.now
        # A clock that ran ahead left things due a day later: that is waited for, but not counted.
        ahead = timedelta(hours=27)
        for round_ in range(200):
            self.run_all()
            if round_ % 8 == 7 or not self._open():
                self.compare()
                self._revive_bad_receipts()
            if not self._open():
                if self._last_posted() < self.sender.clock():
                    break
                # A comparison is about what was posted before it; that of the next night is about this, too.
                self.now += self._last_posted() - self.sender.clock()
            self.now += timedelta(minutes=20)
        assert not self._open(), "I13: nothing may be left under way"
        assert self.now - healed <= BOUND + ahead, "I13: it takes too long"

    def _open(self) -> int:
        with self.sender.db.reading() as session:
            wanted = select(func.count()).select_from(Posting).where(Posting.state == PostingState.WAITING)
            return session.scalar(wanted) or 0

    def _last_posted(self) -> datetime:
        with self.sender.db.reading() as session:
            return session.scalar(select(func.max(Posting.posted_at))) or NOON

    def _revive_bad_receipts(self) -> None:
        """A person looks at dead letters; those that were refused on the way by a changed byte go again."""
        with self.sender.work.begin(Actor.operator()) as uow:
            for posting in uow.session.scalars(select(Posting).where(Posting.state == PostingState.DEAD)):
                if posting.message_id not in self.model.bad and posting.error_code != "expired":
                    sending.send_again(uow, posting)

    def check(self) -> None:
        """What was promised holds (reliability: I1–I5, I7, I8, I10–I13)."""
        with self.sender.db.reading() as session:
            postings = {one.message_id: one for one in session.scalars(select(Posting))}
            alarms = set(session.scalars(select(Alarm.message_id)))
            left = session.scalar(select(func.count()).select_from(Job).where(Job.state == JobState.RUNNING))
            assert audit.verify(session).is_whole, "I7"
        with self.receiver.db.reading() as session:
            arrivals = session.scalars(select(Arrival)).all()
            letters = Counter(session.scalars(select(AuditEvent.subject).where(AuditEvent.action == "letter.received")))
            assert audit.verify(session).is_whole, "I7"
        came = {one.message_id: one for one in arrivals}
        posted = self.model.posted
        assert set(postings) == set(posted) | self.model.bad, "I1: every posting is there"
        for message_id, posting in postings.items():
            if message_id in self.model.bad:
                assert posting.state in (PostingState.DEAD, PostingState.CANCELLED), "I11"
                assert posting.state == PostingState.CANCELLED or message_id in alarms, "I1: somebody was told"
            elif message_id in self.model.cancelled:
                assert posting.state == PostingState.CANCELLED
                assert message_id not in came, "what was withdrawn never arrives"
            else:
                assert posting.state == PostingState.DELIVERED, f"I1: {posting.state} {posting.error}"
                assert message_id in came, "I5: what has a receipt is there"
                assert proofs.judge(of_posting(posting), self.now).holds, "I4"
        assert len(came) == len(arrivals), "I2: each once"
        assert all(count == 1 for count in letters.values()), "I2: each takes effect once"
        assert set(letters) == set(came), "I2: and all that are there did"
        for message_id, arrival in came.items():
            assert posted.get(message_id) == arrival.packet_sha, "I3, I8, I11: just what was posted"
            assert hashlib.sha256(self.receiver.files.read(arrival.packet_sha)).hexdigest() == arrival.packet_sha
        assert not left, "I10: no lease is left"
        assert not self.receiver.door._under_way, "I10"


# How often each thing happens; what moves things on happens most.
HAPPENINGS = {
    "post": 6, "run": 12, "wait": 8, "drop": 2, "lose_answer": 3, "duplicate": 2, "race": 2, "delay": 2, "corrupt": 1,
    "corrupt_answer": 1, "land": 3, "cut": 1, "mend": 2, "crash": 4, "jump_clock": 1, "cancel": 1, "reuse_id": 1,
    "back_up": 1, "restore": 1, "compare": 1, "post_nonsense": 1, "send_again": 1,
}  # fmt: skip


# The same world where more arrives changed: what is taken out shows soon, however long the packets happen to be.
ROUGH = HAPPENINGS | {"corrupt": 12, "corrupt_answer": 6, "reuse_id": 4}


def live_through(
    template: Template, seed: int, steps: int = 30, happenings: Mapping[str, int] = HAPPENINGS,
    happened: Counter[str] | None = None,
) -> World:  # fmt: skip
    """Live through one history and check it.

    Args:
        happened: Where to count what befell the two.
    """
    world = World(template, seed)
    names, weights = list(happenings), list(happenings.values())
    with world.chance():
        for _ in range(world.random.randint(5, steps)):
            name = world.random.choices(names, weights)[0]
            if happened is not None:
                happened[name] += 1
            getattr(world, name)()
        world.heal()
        world.check()
    return world


class Mutation(Protocol):
    """A safeguard taken out, for as long as the block lasts; gives the world to live in."""

    def __call__(self, template: Template) -> AbstractContextManager[Template]: ...


@contextmanager
def no_unique_key(template: Template) -> Iterator[Template]:
    """The inbox has lost its unique key."""
    yield _without_unique_key(template)


@contextmanager
def no_digest_check(template: Template) -> Iterator[Template]:
    """Nobody compares what came with its digest."""
    with _replaced(door, "_require_whole", lambda _envelope, _content: None):
        yield template


@contextmanager
def no_receipt_check(template: Template) -> Iterator[Template]:
    """Any receipt is believed."""
    with _replaced(attempts, "receipt_certificate", lambda _session, _posting, _answer, _at: "any"):
        yield template


@contextmanager
def any_bytes_of_an_id(template: Template) -> Iterator[Template]:
    """An id that is known is answered whatever it carries."""
    with (
        _replaced(door, "require_same", lambda known, _envelope: known),
        _replaced(accepting, "require_same", lambda known, _envelope: known),
    ):
        yield template


@contextmanager
def delivered_without_a_receipt(template: Template) -> Iterator[Template]:
    """A packet that left counts as delivered."""

    def settle(uow: UnitOfWork, rule: RetryRule, ticket: attempts.Ticket, answer: Answer, signature: str = "") -> None:
        real(uow, rule, ticket, answer, signature)
        posting = uow.session.get_one(Posting, ticket.posting_id)
        if posting.state == PostingState.WAITING and isinstance(answer, Later):
            posting.state = PostingState.DELIVERED

    real = attempts.settle
    with _replaced(attempts, "settle", settle):
        yield template


MUTATIONS: tuple[Mutation, ...] = (
    no_unique_key, no_digest_check, no_receipt_check, any_bytes_of_an_id, delivered_without_a_receipt,
)  # fmt: skip


def found_after(template: Template, mutation: Mutation, most: int = 200) -> int | None:
    """How many histories it takes to notice that a safeguard is missing; None: it was not noticed."""
    with mutation(template) as changed:
        for seed in range(most):
            try:
                live_through(changed, seed, happenings=ROUGH)
            except (AssertionError, DocArchiveError, SQLAlchemyError, ValueError):
                return seed + 1
    return None


@contextmanager
def _replaced(module: Any, name: str, value: Any) -> Iterator[None]:
    real = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, real)


def _without_unique_key(template: Template) -> Template:
    db = MemoryDatabase()
    db.set_back(template.copies[RECEIVER])
    with db.engine.begin() as connection:
        table = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'delivery_arrival'")).scalar_one()
        name = "uq_delivery_arrival_agency_id_sender_code_message_id"
        start = table.index(f"CONSTRAINT {name}")
        end = table.index(")", start) + 1
        changed = (table[:start].rstrip().removesuffix(",") + table[end:]).replace("delivery_arrival", "other", 1)
        connection.execute(text(changed))
        connection.execute(text("DROP TABLE delivery_arrival"))
        connection.execute(text("ALTER TABLE other RENAME TO delivery_arrival"))
    return Template(template.folder, {**template.copies, RECEIVER: db.copy()}, template.live, template.packets)
