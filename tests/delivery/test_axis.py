"""The axis and all it is known for: lists that repeat, cut-off downloads, other bytes, unknown senders, bombs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.delivery.channels.axis import AxisChannel, HttpAxisWire
from docarchive.delivery.channels.protocol import Station
from docarchive.delivery.channels.wire import Heard, Silence
from docarchive.delivery.collecting import Collected, collect
from docarchive.delivery.events import PacketArrived
from docarchive.delivery.models import Alarm, Arrival, Pickup
from docarchive.delivery.services import partners
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.states import AlarmKind, ChannelKind, PostingState, Proof
from edxml import DocumentPacket, StatusPacket
from tests.conftest import FixedClock
from tests.databases import Databases
from tests.delivery.factories import Installation, install, listening, packet, room_of, run_jobs, status_packet
from tests.delivery.fakes import FakeAxis
from tests.delivery.test_channels import Ways, axis_ways, use
from tests.edxml.packets import carrying, zipped

US, FAR = "H92.02", "H77.07"


@pytest.fixture
def axis() -> FakeAxis:
    return FakeAxis()


@pytest.fixture
def home(
    tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock, axis: FakeAxis
) -> Iterator[Installation]:
    made = install(tmp_path / "home", databases, database_kind, clock, US)
    use(made, AxisChannel(axis, room_of(made.services).door))
    yield made
    made.services.stop()
    databases.take_back(made.services.settings.home)


def go_round(home: Installation) -> Collected:
    return collect(home.services.work, room_of(home.services))


def arrived(home: Installation) -> list[Arrival]:
    with home.services.db.reading() as session:
        return list(session.scalars(select(Arrival).order_by(Arrival.sequence)))


def alarms(home: Installation) -> list[str]:
    with home.services.db.reading() as session:
        return list(session.scalars(select(Alarm.kind)))


def from_others(axis: FakeAxis, doc_id: str, content: bytes | None = None, kind: str = "edoc") -> None:
    axis.put(doc_id, FAR, US, content if content is not None else packet(FAR, US), kind)


def test_what_waits_is_taken_in_and_then_the_axis_is_told(home: Installation, axis: FakeAxis) -> None:
    from_others(axis, "doc-1")

    go_round(home)

    (one,) = arrived(home)
    assert (one.message_id, one.sender_code, one.verified, one.channel) == (
        "doc-1", FAR, Proof.AXIS, ChannelKind.AXIS,
    )  # fmt: skip
    assert axis.posted["doc-1"].done == {US: "done"}
    assert axis.calls.index("getEdoc") < axis.calls.index("updateStatus")


@pytest.mark.parametrize("fault", ["list-repeats", "out-of-order", "truncated-list"])
def test_whatever_the_lists_say_each_comes_in_once(home: Installation, axis: FakeAxis, fault: str) -> None:
    for number in range(5):
        from_others(axis, f"doc-{number}")
    axis.faults.add(fault)

    for _ in range(4):
        go_round(home)

    assert sorted(one.message_id for one in arrived(home)) == [f"doc-{number}" for number in range(5)]


def test_a_download_that_was_cut_off_is_fetched_again(home: Installation, axis: FakeAxis) -> None:
    from_others(axis, "doc-1")
    axis.faults.add("truncated")

    first, second = go_round(home), go_round(home)

    assert (first.outcomes["later"], second.outcomes["received"]) == (1, 1)
    assert len(arrived(home)) == 1


@pytest.mark.parametrize("call", ["getReceivedEdocList", "getEdoc", "updateStatus"])
def test_a_lost_answer_makes_no_second_entry(home: Installation, axis: FakeAxis, call: str) -> None:
    from_others(axis, "doc-1")
    axis.faults.add(f"lose:{call}")

    for _ in range(3):
        go_round(home)

    assert len(arrived(home)) == 1
    assert axis.posted["doc-1"].done == {US: "done"}


def test_other_bytes_the_second_time_change_nothing_and_raise_an_alarm(home: Installation, axis: FakeAxis) -> None:
    from_others(axis, "doc-1")
    axis.faults.add("lose:updateStatus")
    go_round(home)
    first = arrived(home)[0].packet_sha
    axis.posted["doc-1"].done.clear()
    axis.posted["doc-1"].content = packet(FAR, US)

    go_round(home)

    assert [one.packet_sha for one in arrived(home)] == [first]
    assert alarms(home) == [AlarmKind.OTHER_BYTES]
    assert axis.posted["doc-1"].done == {US: "done"}


def test_a_packet_that_stays_unreadable_is_given_up_and_told(home: Installation, axis: FakeAxis) -> None:
    from_others(axis, "doc-1", b"1234<?xml version='1.0'?><edXML/>")

    for _ in range(13):
        go_round(home)

    assert arrived(home) == []
    assert alarms(home) == [AlarmKind.UNREADABLE]
    assert axis.posted["doc-1"].done == {US: "fail"}
    with home.services.db.reading() as session:
        assert session.scalars(select(Pickup.tries)).all() == [12]


def test_an_agency_nobody_here_knows_may_write_over_the_axis(home: Installation, axis: FakeAxis) -> None:
    axis.put("doc-1", "X", US, packet("Y55.123", US))

    go_round(home)

    assert [one.sender_code for one in arrived(home)] == ["Y55.123"]


def test_statuses_come_in_any_order_each_as_it_is(home: Installation, axis: FakeAxis) -> None:
    heard: list[PacketArrived] = []

    def hear(_uow: UnitOfWork, event: PacketArrived) -> None:
        heard.append(event)

    for number, kind in enumerate(("status", "edoc", "status")):
        content = status_packet(FAR, US) if kind == "status" else packet(FAR, US)
        from_others(axis, f"doc-{number}", content, kind)
    axis.faults.add("out-of-order")
    with listening(home.services.work, PacketArrived=hear):
        go_round(home)

    assert [type(one.packet) for one in heard] == [DocumentPacket, StatusPacket, StatusPacket]


def test_a_bomb_comes_no_further_than_the_reading(home: Installation, axis: FakeAxis) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("van-ban.pdf", b"0" * (64 << 20))
    content = carrying(bomb.getvalue()).replace(b"H99.01", b"H77.07").replace(b"H99.02", b"H92.02")
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><edXML>&b;</edXML>'
    from_others(axis, "doc-1", content)
    from_others(axis, "doc-2", laughs)

    go_round(home)

    assert "doc-2" not in {one.message_id for one in arrived(home)}


def test_a_large_attachment_in_base64_comes_in(home: Installation, axis: FakeAxis) -> None:
    content = carrying(zipped(("van-ban.pdf", b"%PDF-1.7 " + bytes(range(256)) * 4096)))
    from_others(axis, "doc-1", content.replace(b"H99.01", b"H77.07").replace(b"H99.02", b"H92.02"))

    go_round(home)

    assert len(arrived(home)) == 1


def test_the_axis_away_is_no_error_of_ours(home: Installation, axis: FakeAxis) -> None:
    axis.faults.add("away")

    found = go_round(home)

    assert "Trục liên thông chưa trả lời được" in found.troubles["axis"]


def test_a_lost_answer_to_sending_sends_nothing_twice(
    tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock
) -> None:
    ways: Ways = axis_ways(tmp_path, databases, database_kind, clock)
    axis: FakeAxis = ways.axis  # type: ignore[attr-defined]
    axis.faults.add("lose:sendEdoc")
    posting = ways.one.post(ways.other)

    ways.settle()

    assert axis.calls.count("sendEdoc") == 1
    assert ways.one.posting(posting.id).state == PostingState.DELIVERED
    assert len(ways.arrived()) == 1
    for end in (ways.one, ways.other):
        end.services.stop()
        databases.take_back(end.services.settings.home)


def test_a_receiver_the_axis_does_not_know_ends_it_at_once(home: Installation) -> None:
    with home.services.begin(Actor.operator()) as uow:
        partners.add(uow, NewPartner("H66.06", "Sở Xa", ChannelKind.AXIS))
    posting = home.post(home, to_code="H66.06", packet=packet(US, "H66.06"))
    run_jobs(home.services)

    assert home.posting(posting.id).error_code == "axis-18"
    assert home.posting(posting.id).attempts == 1


def test_the_directory_lists_agencies(home: Installation, axis: FakeAxis) -> None:
    axis.agencies = [{"code": "G09", "name": "Bộ Thử", "oldCode": "000.00.00.G09"}, {"name": "không mã"}]

    listed = room_of(home.services).channels[ChannelKind.AXIS].directory(Station(home.agency.id, US))

    assert [(one.code, one.old_code) for one in listed] == [("G09", "000.00.00.G09")]


class OneAnswer:
    """A wire that always hears the same."""

    def __init__(self, heard: Heard | Silence) -> None:
        self.heard = heard
        self.sent: list[tuple[str, dict[str, str]]] = []

    def call(self, address: str, method: str, path: str, headers: object, body: bytes = b"") -> Heard | Silence:
        del method, body
        self.sent.append((address + path, dict(headers)))  # type: ignore[call-overload]
        return self.heard


def test_over_http_the_headers_of_the_kit_travel_as_json() -> None:
    body = b'{"errorCode": 0, "data": [{"docId": "doc-1"}]}'
    wire = OneAnswer(Heard(200, {"content-type": "application/json"}, body))

    listed = HttpAxisWire(wire, "https://truc.example/v1", "he-thong", "bi-mat").call("getReceivedEdocList", {"to": US})

    ((address, headers),) = wire.sent
    assert listed == [{"docId": "doc-1"}]
    assert address == "https://truc.example/v1/getReceivedEdocList"
    assert headers["X-Headers"] == '{"servicetype": "eDoc", "to": "H92.02"}'
    assert "bi-mat" not in repr(HttpAxisWire(wire, "https://truc.example/v1", "he-thong", "bi-mat"))


@pytest.mark.parametrize(
    "heard",
    [
        Silence("im lặng", left=True),
        Heard(502, {}, b""),
        Heard(200, {}, b"<html>"),
        Heard(200, {}, b'{"errorCode": 20}'),
    ],
)
def test_an_axis_that_answers_nonsense_is_asked_again_later(home: Installation, heard: Heard | Silence) -> None:
    channel = AxisChannel(HttpAxisWire(OneAnswer(heard), "https://truc.example", "a", "b"), room_of(home.services).door)
    use(home, channel)

    found = go_round(home)

    assert found.troubles
