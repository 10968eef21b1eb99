"""Many at once: one packet at several doors, one key for many, a dead partner beside a living one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.delivery.answers import Later, Received
from docarchive.delivery.channels.https import HttpsChannel
from docarchive.delivery.channels.wire import Heard, Silence
from docarchive.delivery.door import Door, Message
from docarchive.delivery.envelopes import MESSAGE_PURPOSE
from docarchive.delivery.models import Arrival, ExchangeKey, Posting
from docarchive.delivery.services import keys, partners, sending
from docarchive.delivery.services.attempts import envelope_of
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.states import ChannelKind, PostingKind, PostingState
from signatures.detached import sign
from tests.conftest import FixedClock
from tests.databases import Databases
from tests.delivery.factories import agree, install, make_pair, packet, post_one, room_of, run_jobs
from tests.delivery.test_channels import use

MANY = 8


def at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """Have several threads begin at the same moment."""
    gate = threading.Barrier(count)

    def begin(number: int) -> object:
        gate.wait(10)
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


def test_one_packet_at_many_doors_comes_in_once(services: Services) -> None:
    pair = make_pair(services)
    posting = post_one(services, pair)
    ring = room_of(services).ring
    with services.begin(Actor.system()) as uow:
        identity = keys.identity_of(uow, ring, uow.session.get_one(Agency, pair.sender.id))
        keys.key_of(uow, ring, uow.session.get_one(Agency, pair.receiver.id))
    envelope = envelope_of(posting)
    signature = sign(envelope.text.encode(), identity, MESSAGE_PURPOSE, services.clock()).decode()
    message = Message(envelope.text, signature, services.files.read(posting.packet_sha), ChannelKind.LOCAL)

    # Each process has a door of its own.
    answers = at_once(MANY, lambda _number: Door(services.work, ring).receive(message))

    receipts = {one.receipt for one in answers if isinstance(one, Received)}
    assert len(receipts) == 1
    assert all(isinstance(one, Received | Later) for one in answers)
    with services.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Arrival)) == 1


def test_different_packets_at_once_are_numbered_without_gaps(services: Services) -> None:
    pair = make_pair(services)
    for _ in range(MANY):
        post_one(services, pair)
    at_once(3, lambda _number: run_jobs(services))
    run_jobs(services)

    with services.db.reading() as session:
        numbers = sorted(session.scalars(select(Arrival.sequence)))
    assert numbers == list(range(1, MANY + 1))


def test_an_agency_gets_one_first_key(services: Services) -> None:
    pair = make_pair(services)
    ring = room_of(services).ring

    def first(_number: int) -> str:
        with services.begin(Actor.system()) as uow:
            return keys.key_of(uow, ring, uow.session.get_one(Agency, pair.sender.id)).fingerprint

    assert len(set(at_once(MANY, first))) == 1
    with services.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(ExchangeKey)) == 1


def test_a_dead_partner_holds_nobody_up(
    tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock
) -> None:
    one = install(tmp_path / "one", databases, database_kind, clock, "H91.01")
    other = install(tmp_path / "other", databases, database_kind, clock, "H92.02")
    calls: list[str] = []

    class Slow:
        """A partner who never answers costs five seconds a call; the other answers at once."""

        def call(self, address: str, *_: object, **__: object) -> Heard | Silence:
            calls.append(address)
            clock.now += timedelta(seconds=5)
            return Silence("Im lặng.", left=False)

    use(one, HttpsChannel(Slow(), room_of(one.services).signing.sign))
    with one.services.begin(Actor.operator()) as uow:
        dead = partners.add(uow, NewPartner("H93.03", "Sở Im", ChannelKind.HTTPS, "https://im.example"))
        assert dead
        agency = uow.session.get_one(Agency, one.agency.id)
        for _ in range(50):
            sending.post(
                uow, from_agency=agency, to_code="H93.03", packet=packet("H91.01", "H93.03"),
                kind=PostingKind.DOCUMENT, about="x",
            )  # fmt: skip
    agree(one, other, ChannelKind.FOLDER)
    began = clock.now
    run_jobs(one.services)
    for _ in range(60):
        clock.now += timedelta(seconds=60)
        run_jobs(one.services)

    # Of an hour, no more than a few minutes went by waiting for him, and every packet of his still waits.
    assert len(calls) * 5 < 0.1 * (clock.now - began).total_seconds()
    with one.services.db.reading() as session:
        states = set(session.scalars(select(Posting.state).where(Posting.to_code == "H93.03")))
    assert states == {PostingState.WAITING}
    for end in (one, other):
        end.services.stop()
        databases.take_back(end.services.settings.home)
