"""The end of a history: the world heals, and what was promised must hold."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import func, select

from docarchive.core import audit
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditEvent
from docarchive.core.jobs import Job, JobState
from docarchive.delivery import proofs
from docarchive.delivery.models import Alarm, Arrival, Posting
from docarchive.delivery.queries.proving import of_posting
from docarchive.delivery.services import sending
from docarchive.delivery.states import PostingState
from tests.delivery.simulation.sites import NOON
from tests.delivery.simulation.world import World

# Once the world is whole, everything has an end within an hour of waiting, a pause of the breaker, and some.
BOUND = timedelta(hours=4)


def heal(world: World) -> None:
    """Everything works again; time goes by until nothing is left to do."""
    world.crash_at, world.fate, world.is_cut, world.nested = "", "fine", False, False
    for site in (world.sender, world.receiver):
        site.offset = timedelta(0)
    while world.flying:
        world.land()
    healed = world.now
    # A clock that ran ahead left things due a day later: that is waited for, but not counted.
    ahead = timedelta(hours=27)
    for round_ in range(200):
        world.run_all()
        if round_ % 8 == 7 or not _open(world):
            world.compare()
            _revive_bad_receipts(world)
        if not _open(world):
            if _last_noted(world) < world.sender.clock():
                break
            # A comparison is about what was posted and ended before it; that of the next night is about this, too.
            world.now += _last_noted(world) - world.sender.clock()
        world.now += timedelta(minutes=20)
    assert not _open(world), "I13: nothing may be left under way"
    assert world.now - healed <= BOUND + ahead, "I13: it takes too long"


def _open(world: World) -> int:
    with world.sender.db.reading() as session:
        wanted = select(func.count()).select_from(Posting).where(Posting.state == PostingState.WAITING)
        return session.scalar(wanted) or 0


def _last_noted(world: World) -> datetime:
    with world.sender.db.reading() as session:
        latest = session.execute(select(func.max(Posting.posted_at), func.max(Posting.ended_at))).one()
    return max((at for at in latest if at is not None), default=NOON)


def _revive_bad_receipts(world: World) -> None:
    """A person looks at dead letters; those that were refused on the way by a changed byte go again."""
    with world.sender.work.begin(Actor.operator()) as uow:
        for posting in uow.session.scalars(select(Posting).where(Posting.state == PostingState.DEAD)):
            if posting.message_id not in world.model.bad and posting.error_code != "expired":
                sending.send_again(uow, posting)


def check(world: World) -> None:
    """What was promised holds (reliability: I1–I5, I7, I8, I10–I13)."""
    with world.sender.db.reading() as session:
        postings = {one.message_id: one for one in session.scalars(select(Posting))}
        alarms = set(session.scalars(select(Alarm.message_id)))
        left = session.scalar(select(func.count()).select_from(Job).where(Job.state == JobState.RUNNING))
        assert audit.verify(session).is_whole, "I7"
    with world.receiver.db.reading() as session:
        arrivals = session.scalars(select(Arrival)).all()
        letters = Counter(session.scalars(select(AuditEvent.subject).where(AuditEvent.action == "letter.received")))
        assert audit.verify(session).is_whole, "I7"
    came = {one.message_id: one for one in arrivals}
    posted = world.model.posted
    assert set(postings) == set(posted) | world.model.bad, "I1: every posting is there"
    for message_id, posting in postings.items():
        if message_id in world.model.bad:
            assert posting.state in (PostingState.DEAD, PostingState.CANCELLED), "I11"
            assert posting.state == PostingState.CANCELLED or message_id in alarms, "I1: somebody was told"
        elif message_id in world.model.cancelled:
            assert posting.state == PostingState.CANCELLED
            assert message_id not in came, "what was withdrawn never arrives"
        else:
            assert posting.state == PostingState.DELIVERED, f"I1: {posting.state} {posting.error}"
            assert message_id in came, "I5: what has a receipt is there"
            assert proofs.judge(of_posting(posting), world.now).holds, "I4"
    assert len(came) == len(arrivals), "I2: each once"
    assert all(count == 1 for count in letters.values()), "I2: each takes effect once"
    assert set(letters) == set(came), "I2: and all that are there did"
    for message_id, arrival in came.items():
        assert posted.get(message_id) == arrival.packet_sha, "I3, I8, I11: just what was posted"
        assert hashlib.sha256(world.receiver.files.read(arrival.packet_sha)).hexdigest() == arrival.packet_sha
    assert not left, "I10: no lease is left"
    assert not world.receiver.door._under_way, "I10"
