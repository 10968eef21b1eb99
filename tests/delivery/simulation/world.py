"""All that can befall two installations and the network between them."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.delivery.answers import Refused
from docarchive.delivery.door import Message
from docarchive.delivery.envelopes import MESSAGE_PURPOSE, Envelope
from docarchive.delivery.models import Posting
from docarchive.delivery.services import comparing, sending
from docarchive.delivery.states import ChannelKind, PostingKind, PostingState
from docarchive.kernel.errors import ConflictError
from tests.delivery.simulation.ground import STEPS, Ground
from tests.delivery.simulation.sites import RECEIVER, SENDER


class World(Ground):
    """Everything; each method of its own is one thing that may happen."""

    def post(self) -> None:
        """A letter is signed."""
        content = self._template.packets[next(self._numbers) % len(self._template.packets)]
        self.model.posted.update([self.posted(content)])

    def post_nonsense(self) -> None:
        """Something leaves that is no packet."""
        message_id, _digest = self.posted(b"nonsense %d" % next(self._numbers))
        self.model.bad.add(message_id)

    def run(self) -> None:
        """The sender's worker does a job."""
        self.alive(self.sender, self.sender.run_one)

    def run_all(self) -> None:
        """The worker does what is due."""
        for _ in range(20):
            if not self.alive(self.sender, self.sender.run_one):
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
            self.alive(self.receiver, lambda: self.receiver.door.receive(message))

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
        if not self.has(message_id) or self.model.posted[message_id] == digest:
            return
        envelope = Envelope(message_id, SENDER, RECEIVER, PostingKind.DOCUMENT, digest, len(content), self.now)
        signature = self.sender.room.signing.sign(SENDER, envelope.text, MESSAGE_PURPOSE)
        message = Message(envelope.text, signature, content, ChannelKind.HTTPS)
        answer = self.alive(self.receiver, lambda: self.receiver.door.receive(message))
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
