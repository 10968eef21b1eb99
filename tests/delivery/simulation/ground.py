"""The ground a history is lived on: two installations, a network between them, and what a seed decides."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.delivery.answers import Answer, DoorAnswer, Later, Received
from docarchive.delivery.channels.protocol import Parcel, PushChannel
from docarchive.delivery.door import Door, Message
from docarchive.delivery.events import PacketArrived, PostingDelivered
from docarchive.delivery.models import Arrival
from docarchive.delivery.services import sending
from docarchive.delivery.states import ChannelKind, PostingKind
from docarchive.kernel import ids
from tests.delivery.simulation.memory import CrashError
from tests.delivery.simulation.sites import NOON, RECEIVER, SENDER, Site, Template

STEPS = (
    "sender:taken", "sender:carried", "sender:settling", "sender:settled",
    "receiver:kept", "receiver:entering", "receiver:signing", "receiver:entered",
)  # fmt: skip


class Network(PushChannel):
    """What lies between; the world says what becomes of the next message."""

    kind = ChannelKind.HTTPS

    def __init__(self, world: Ground) -> None:
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


class Ground:
    """The two, what lies between them, and how things happen to them."""

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
        self.nested = False
        with self.chance():
            self.sender = Site(template, SENDER, self)
            self.receiver = Site(template, RECEIVER, self)
        self.receiver.files.after_put = self._after_put

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
            self.nested = True
            self.racing = message
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
        answer: DoorAnswer | None = self.alive(self.receiver, lambda: self._received(message))
        return answer

    def _received(self, message: Message) -> DoorAnswer:
        answer = self.receiver.door.receive(message)
        self.reach("receiver:entered")
        return answer

    def _after_put(self, _content: bytes) -> None:
        self.reach("receiver:kept")
        if self.nested:
            self.nested = False
            # Another process of the same installation has a door of its own.
            Door(self.receiver.work, self.receiver.room.ring).receive(self.racing)

    def alive(self, site: Site, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except CrashError as crash:
            dead = self.sender if str(crash).startswith("sender") else self.receiver
            dead.start()
            if dead is not site:
                raise
            return None

    def posted(self, content: bytes) -> tuple[str, str]:
        with self.sender.work.begin(Actor.operator()) as uow:
            agency = uow.session.scalars(select(Agency).where(Agency.code == SENDER)).one()
            posting = sending.post(
                uow, from_agency=agency, to_code=RECEIVER, packet=content, kind=PostingKind.DOCUMENT, about="a letter"
            )
            return posting.message_id, posting.packet_sha

    def has(self, message_id: str) -> bool:
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
