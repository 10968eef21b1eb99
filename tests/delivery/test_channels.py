"""One contract for every way packets travel: whatever happens on the way, they arrive once or somebody is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.delivery.channels.axis import AxisChannel
from docarchive.delivery.channels.https import HttpsChannel
from docarchive.delivery.channels.wire import Silence
from docarchive.delivery.collecting import collect
from docarchive.delivery.models import Alarm, Arrival, Posting
from docarchive.delivery.queries.partners import partner_by_code
from docarchive.delivery.room import ROOM
from docarchive.delivery.services import partners, sending
from docarchive.delivery.states import ChannelKind, PostingState, Proof
from tests.conftest import FixedClock, application
from tests.databases import Databases
from tests.delivery.factories import Installation, agree, install, packet, room_of, run_jobs, status_packet
from tests.delivery.fakes import AppWire, Courier, FakeAxis
from tests.factories import actor_for, make_agency, make_user

ADDRESSES = "https://mot.example", "https://hai.example"


@dataclass
class Ways:
    """Two agencies and what lies between them.

    Attributes:
        carry: What happens between them in a while.
        break_line: Cuts what lies between; None where nothing can be cut.
        mend_line: Mends it.
    """

    kind: ChannelKind
    one: Installation
    other: Installation
    clock: FixedClock
    carry: Callable[[], None]
    proof: Proof
    break_line: Callable[[], object] | None = None
    mend_line: Callable[[], object] | None = None

    def settle(self, rounds: int = 4) -> None:
        """Let some time go by."""
        for _ in range(rounds):
            for end in (self.one, self.other):
                run_jobs(end.services)
                collect(end.services.work, room_of(end.services))
            self.carry()
            self.clock.now += timedelta(minutes=20)

    def arrived(self) -> list[Arrival]:
        with self.other.services.db.reading() as session:
            return list(
                session.scalars(
                    select(Arrival).where(Arrival.agency_id == self.other.agency.id).order_by(Arrival.sequence)
                )
            )


def use(end: Installation, *channels: Any) -> None:
    """Put channels of the test in the post room."""
    room = room_of(end.services)
    asking = {each.kind: each for each in channels if hasattr(each, "ask")}
    changed = replace(
        room, channels={**room.channels, **{each.kind: each for each in channels}}, asking={**room.asking, **asking}
    )
    # The very room the jobs have, too.
    for name in ("channels", "asking"):
        object.__setattr__(room, name, getattr(changed, name))
    assert end.services.extensions[ROOM]


@pytest.fixture(params=list(ChannelKind), ids=lambda kind: kind.value)
def ways(
    request: pytest.FixtureRequest, tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock
) -> Iterator[Ways]:
    made = {
        ChannelKind.LOCAL: local_ways, ChannelKind.HTTPS: https_ways, ChannelKind.FOLDER: folder_ways,
        ChannelKind.AXIS: axis_ways,
    }[request.param](tmp_path, databases, database_kind, clock)  # fmt: skip
    yield made
    for end in {id(each.services): each.services for each in (made.one, made.other)}.values():
        end.stop()
        databases.take_back(end.settings.home)


@pytest.fixture
def https(tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock) -> Iterator[Ways]:
    made = https_ways(tmp_path, databases, database_kind, clock)
    yield made
    for end in (made.one, made.other):
        end.services.stop()
        databases.take_back(end.services.settings.home)


def pair_of(
    tmp_path: Path, databases: Databases, kind: str, clock: FixedClock, *settings: Any
) -> tuple[Installation, Installation]:
    first, second = settings or ({}, {})
    one = install(tmp_path / "one", databases, kind, clock, "H91.01", **first)
    return one, install(tmp_path / "other", databases, kind, clock, "H92.02", **second)


def local_ways(tmp_path: Path, databases: Databases, kind: str, clock: FixedClock) -> Ways:
    one = install(tmp_path / "one", databases, kind, clock, "H91.01")
    with one.services.begin(Actor.operator()) as uow:
        agency = make_agency(uow, code="H92.02")
        clerk = actor_for(uow, make_user(uow, agency=agency))
    return Ways(ChannelKind.LOCAL, one, Installation(one.services, agency, clerk), clock, lambda: None, Proof.KEY)


def https_ways(tmp_path: Path, databases: Databases, kind: str, clock: FixedClock) -> Ways:
    one, other = pair_of(tmp_path, databases, kind, clock)
    wire = AppWire()
    for end, address in zip((one, other), ADDRESSES, strict=True):
        use(end, HttpsChannel(wire, room_of(end.services).signing.sign))
        wire.apps[address] = application(end.services)
    agree(one, other, ChannelKind.HTTPS, ADDRESSES[1])
    agree(other, one, ChannelKind.HTTPS, ADDRESSES[0])

    def cut() -> None:
        wire.before = lambda _method, _path: Silence("Đứt.", left=False)

    def mend() -> None:
        wire.before = lambda _method, _path: None

    ways = Ways(ChannelKind.HTTPS, one, other, clock, lambda: None, Proof.KEY, cut, mend)
    ways.wire = wire  # type: ignore[attr-defined]
    return ways


def folder_ways(tmp_path: Path, databases: Databases, kind: str, clock: FixedClock) -> Ways:
    roots = tmp_path / "folder-one", tmp_path / "folder-other"
    settings = [{"exchange_folder": str(root)} for root in roots]
    one, other = pair_of(tmp_path, databases, kind, clock, *settings)
    for root in roots:
        root.mkdir()
    agree(one, other, ChannelKind.FOLDER)
    agree(other, one, ChannelKind.FOLDER)
    courier = Courier((roots[0], one.code), (roots[1], other.code))
    away = tmp_path / "away"
    return Ways(
        ChannelKind.FOLDER, one, other, clock, courier.go, Proof.KEY,
        lambda: roots[0].rename(away), lambda: away.rename(roots[0]),
    )  # fmt: skip


def axis_ways(tmp_path: Path, databases: Databases, kind: str, clock: FixedClock) -> Ways:
    one, other = pair_of(tmp_path, databases, kind, clock)
    axis = FakeAxis()
    axis.agencies = [{"code": end.code, "name": end.agency.name} for end in (one, other)]
    for end, far in ((one, other), (other, one)):
        use(end, AxisChannel(axis, room_of(end.services).door))
        agree(end, far, ChannelKind.AXIS)
    ways = Ways(
        ChannelKind.AXIS, one, other, clock, lambda: None, Proof.AXIS,
        lambda: axis.faults.add("away"), lambda: axis.faults.discard("away"),
    )  # fmt: skip
    ways.axis = axis  # type: ignore[attr-defined]
    return ways


def test_a_document_arrives_byte_for_byte_and_the_sender_knows(ways: Ways) -> None:
    posting = ways.one.post(ways.other)

    ways.settle()

    sent = ways.one.posting(posting.id)
    (arrival,) = ways.arrived()
    assert sent.state == PostingState.DELIVERED, sent.error
    assert sent.channel == arrival.channel == ways.kind
    assert arrival.packet_sha == posting.packet_sha
    assert arrival.verified == ways.proof
    assert ways.other.services.files.read(arrival.packet_sha) == ways.one.services.files.read(posting.packet_sha)


def test_a_status_arrives(ways: Ways) -> None:
    posting = ways.one.post(ways.other, packet=status_packet(ways.one.code, ways.other.code), kind="status")

    ways.settle()

    assert ways.one.posting(posting.id).state == PostingState.DELIVERED
    assert [one.kind for one in ways.arrived()] == ["status"]


def test_many_arrive_each_once(ways: Ways) -> None:
    sent = [ways.one.post(ways.other).message_id for _ in range(5)]

    ways.settle(6)

    assert sorted(one.message_id for one in ways.arrived()) == sorted(sent)


def test_a_packet_sent_again_arrives_once(ways: Ways) -> None:
    posting = ways.one.post(ways.other)
    ways.settle()
    with ways.one.services.begin(Actor.system()) as uow:
        row = uow.session.get_one(Posting, posting.id)
        sending.revive(uow, row)

    ways.settle()

    assert ways.one.posting(posting.id).state == PostingState.DELIVERED
    assert len(ways.arrived()) == 1


def test_what_waits_arrives_once_the_line_is_mended(ways: Ways) -> None:
    if ways.break_line is None or ways.mend_line is None:
        pytest.skip("nothing lies between")
    ways.break_line()
    posting = ways.one.post(ways.other)
    run_jobs(ways.one.services)
    waiting = ways.one.posting(posting.id)
    ways.mend_line()
    ways.settle(6)

    assert waiting.state == PostingState.WAITING
    assert waiting.error
    assert ways.one.posting(posting.id).state == PostingState.DELIVERED
    assert len(ways.arrived()) == 1


def test_a_packet_that_never_left_can_be_withdrawn(ways: Ways) -> None:
    if ways.break_line is None:
        pytest.skip("nothing lies between")
    ways.break_line()
    posting = ways.one.post(ways.other)
    run_jobs(ways.one.services)
    if ways.kind is ChannelKind.AXIS:
        pytest.skip("nobody can tell whether the axis has it")

    with ways.one.services.begin(ways.one.clerk) as uow:
        sending.cancel(uow, uow.session.get_one(Posting, posting.id))

    assert ways.one.posting(posting.id).state == PostingState.CANCELLED


def test_after_five_days_it_is_a_dead_letter_and_somebody_is_told(ways: Ways) -> None:
    if ways.break_line is None:
        pytest.skip("nothing lies between")
    ways.break_line()
    posting = ways.one.post(ways.other)
    ways.clock.now += timedelta(days=5, minutes=1)
    run_jobs(ways.one.services)

    assert ways.one.posting(posting.id).state == PostingState.DEAD
    with ways.one.services.db.reading() as session:
        assert [one.kind for one in session.scalars(select(Alarm))] == ["dead"]


def test_what_is_no_packet_never_gets_in(ways: Ways) -> None:
    posting = ways.one.post(ways.other, packet=b"nonsense")

    ways.settle(20)

    assert ways.arrived() == []
    assert ways.one.posting(posting.id).state in (PostingState.DEAD, PostingState.HANDED)


def test_a_lost_answer_makes_no_second_entry(https: Ways) -> None:
    wire: AppWire = https.wire  # type: ignore[attr-defined]
    lost = iter((True, True))
    wire.after = lambda _method, _path, heard: Silence("Mất.", left=True) if next(lost, False) else heard
    posting = https.one.post(https.other)

    https.settle()

    assert https.one.posting(posting.id).state == PostingState.DELIVERED
    assert https.one.posting(posting.id).attempts == 3
    assert len(https.arrived()) == 1


def test_a_large_packet_goes_on_where_the_line_broke(https: Ways) -> None:
    from tests.edxml.packets import make_attachment, noise

    wire: AppWire = https.wire  # type: ignore[attr-defined]
    parts = iter(range(100))

    def break_once(_method: str, path: str) -> Silence | None:
        return Silence("Đứt.", left=True) if "/parts/" in path and next(parts) == 1 else None

    wire.before = break_once
    content = packet(https.one.code, https.other.code, attachments=(make_attachment(content=noise(9 << 20)),))
    posting = https.one.post(https.other, packet=content)

    https.settle()

    sent = [path for _method, path in wire.calls if "/parts/" in path]
    assert https.one.posting(posting.id).state == PostingState.DELIVERED
    assert len(sent) - 1 == -(-len(content) // (4 << 20))  # one part was sent twice, none of those before it
    assert len(https.arrived()) == 1


def test_an_unknown_sender_gets_nothing_in_and_fills_no_list(https: Ways) -> None:
    with https.other.services.begin(Actor.operator()) as uow:
        known = partner_by_code(uow.session, https.one.code)
        assert known is not None
        partners.withdraw(uow, known)

    posting = https.one.post(https.other)
    https.settle()

    assert https.one.posting(posting.id).error_code == "unproved-sender"
    assert https.arrived() == []


def test_a_new_key_is_believed_only_after_its_digits_were_compared(https: Ways) -> None:
    from docarchive.delivery.services import keys

    with https.one.services.begin(Actor.operator()) as uow:
        agency = uow.session.get_one(Agency, https.one.agency.id)
        keys.change_key(uow, room_of(https.one.services).ring, agency)
    refused = https.one.post(https.other)
    https.settle()
    with https.other.services.begin(Actor.operator()) as uow:
        known = partner_by_code(uow.session, https.one.code)
        assert known is not None
        proposed = partners.import_certificate(uow, known, https.one.certificate().encode())
        partners.confirm(uow, known, proposed.call_sign)
    taken = https.one.post(https.other)
    https.settle()

    assert https.one.posting(refused.id).state == PostingState.DEAD
    assert https.one.posting(taken.id).state == PostingState.DELIVERED


def test_a_receipt_of_before_is_believed_after_the_receivers_key_was_changed(https: Ways) -> None:
    from docarchive.delivery.services import keys

    wire: AppWire = https.wire  # type: ignore[attr-defined]
    lost = iter((True,))
    wire.after = lambda _method, _path, heard: Silence("Mất.", left=True) if next(lost, False) else heard
    posting = https.one.post(https.other)
    run_jobs(https.one.services)
    with https.other.services.begin(Actor.operator()) as uow:
        agency = uow.session.get_one(Agency, https.other.agency.id)
        keys.change_key(uow, room_of(https.other.services).ring, agency)
    https.settle()

    assert https.one.posting(posting.id).state == PostingState.DELIVERED


def test_a_paused_partner_is_sent_nothing_until_it_is_resumed(https: Ways) -> None:
    wire: AppWire = https.wire  # type: ignore[attr-defined]
    with https.one.services.begin(Actor.operator()) as uow:
        known = partner_by_code(uow.session, https.other.code)
        assert known is not None
        partners.pause(uow, known)
    posting = https.one.post(https.other)
    https.settle()
    https.clock.now += timedelta(days=9)
    run_jobs(https.one.services)
    calls = len(wire.calls)
    with https.one.services.begin(Actor.operator()) as uow:
        known = partner_by_code(uow.session, https.other.code)
        assert known is not None
        assert partners.resume(uow, known) == 1
    https.settle()

    assert not [path for _method, path in wire.calls[:calls] if path.endswith("/messages")]
    assert https.one.posting(posting.id).state == PostingState.DELIVERED
