"""From one agency to another on the same installation: posted, delivered, receipted, once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from docarchive.accounts.models import Agency
from docarchive.core import audit
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.delivery.answers import Later, Received, Refused
from docarchive.delivery.channels.protocol import Parcel
from docarchive.delivery.door import Message
from docarchive.delivery.envelopes import MESSAGE_PURPOSE, Envelope, Receipt
from docarchive.delivery.errors import (
    AlreadyTakenError,
    MessageIdTakenError,
    PostingNotFoundError,
    PostingStateError,
    UnreachableError,
)
from docarchive.delivery.events import PacketArrived, PacketRefusedAtDoor, PostingDelivered, PostingDied
from docarchive.delivery.models import Alarm, Arrival, ExchangeKey, Posting
from docarchive.delivery.queries import postings
from docarchive.delivery.services import keys, sending
from docarchive.delivery.services.attempts import envelope_of, give_up, take
from docarchive.delivery.states import AlarmKind, ChannelKind, PostingState, Proof
from docarchive.kernel.errors import NotAllowedError
from signatures.detached import sign
from tests.conftest import NOON, FixedClock
from tests.delivery.factories import (
    Pair,
    listening,
    make_pair,
    packet,
    post,
    post_one,
    room_of,
    run_jobs,
    status_packet,
)


@pytest.fixture
def pair(services: Services) -> Pair:
    return make_pair(services)


def found(services: Services, posting: Posting) -> Posting:
    with services.db.reading() as session:
        return session.get_one(Posting, posting.id)


def arrivals(services: Services) -> list[Arrival]:
    with services.db.reading() as session:
        return list(session.scalars(select(Arrival).order_by(Arrival.sequence)))


def alarms(services: Services) -> list[Alarm]:
    with services.db.reading() as session:
        return list(session.scalars(select(Alarm)))


def signed(services: Services, pair: Pair, posting: Posting, **changes: Any) -> Message:
    """The packet of a posting as its sender would hand it over, with something changed."""
    content = changes.pop("content", None)
    with services.begin(Actor.system()) as uow:
        agency = uow.session.get_one(Agency, pair.sender.id)
        identity = keys.identity_of(uow, room_of(services).ring, agency)
    content = content if content is not None else services.files.read(posting.packet_sha)
    envelope = replace(envelope_of(posting), **changes)
    signature = sign(envelope.text.encode(), identity, MESSAGE_PURPOSE, services.clock())
    return Message(envelope.text, signature.decode(), content, ChannelKind.LOCAL)


def test_a_packet_arrives_once_with_a_receipt_that_proves_it(services: Services, pair: Pair) -> None:
    told: list[object] = []

    def hear(_uow: UnitOfWork, event: object) -> None:
        told.append(event)

    with listening(services.work, PacketArrived=hear, PostingDelivered=hear):
        posting = post_one(services, pair, about="letter-1")
        run_jobs(services)

    arrival, delivered = told
    assert isinstance(arrival, PacketArrived)
    assert (arrival.agency_id, arrival.sender_code, arrival.verified) == (pair.receiver.id, pair.sender.code, Proof.KEY)
    assert isinstance(delivered, PostingDelivered)
    assert (delivered.about, delivered.sequence, delivered.again) == ("letter-1", 1, False)
    sent = found(services, posting)
    receipt = Receipt.read(sent.receipt)
    assert sent.state == PostingState.DELIVERED
    assert (receipt.digest, receipt.size_bytes) == (posting.packet_sha, posting.size_bytes)
    assert (receipt.sender, receipt.receiver) == (pair.sender.code, pair.receiver.code)
    with services.db.reading() as session:
        assert audit.hash_at(session, receipt.audit_number) == receipt.audit_hash
        assert audit.verify(session).is_whole


def test_a_status_arrives_like_a_document(services: Services, pair: Pair) -> None:
    content = status_packet(pair.sender.code, pair.receiver.code)
    posting = post_one(services, pair, packet=content)

    run_jobs(services)

    assert found(services, posting).state == PostingState.DELIVERED


def test_the_same_packet_again_gets_the_receipt_of_the_first_time(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair)
    run_jobs(services)
    message = signed(services, pair, posting)

    answers = [room_of(services).door.receive(message) for _ in range(3)]

    first = found(services, posting)
    assert answers == [Received(first.receipt, first.receipt_signature)] * 3
    assert len(arrivals(services)) == 1


def test_the_same_packet_a_year_later_is_still_known(services: Services, pair: Pair, clock: FixedClock) -> None:
    posting = post_one(services, pair)
    run_jobs(services)
    clock.now += timedelta(days=366)

    answer = room_of(services).door.receive(signed(services, pair, posting))

    assert answer == Received(*(getattr(found(services, posting), name) for name in ("receipt", "receipt_signature")))
    assert len(arrivals(services)) == 1


def test_another_packet_under_the_same_id_is_refused_and_somebody_is_told(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair)
    run_jobs(services)
    other = packet(pair.sender.code, pair.receiver.code)
    changes = {"content": other, "digest": hashlib.sha256(other).hexdigest(), "size_bytes": len(other)}
    told: list[PacketRefusedAtDoor] = []

    with listening(services.work, PacketRefusedAtDoor=lambda _uow, event: told.append(event)):
        answer = room_of(services).door.receive(signed(services, pair, posting, **changes))

    assert isinstance(answer, Refused)
    assert (answer.status, answer.code) == (422, "other-bytes")
    assert [one.packet_sha for one in arrivals(services)] == [posting.packet_sha]
    (alarm,) = alarms(services)
    assert (alarm.kind, alarm.agency_id, alarm.packet_sha) == (
        AlarmKind.OTHER_BYTES, pair.receiver.id, changes["digest"],
    )  # fmt: skip
    assert [event.kind for event in told] == [AlarmKind.OTHER_BYTES]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"digest": "0" * 64}, "damaged-on-the-way"),
        ({"size_bytes": 1}, "damaged-on-the-way"),
        ({"receiver": "Y99.999"}, "unknown-receiver"),
        ({"sender": "Y99.998"}, "unproved-sender"),
    ],
)
def test_what_does_not_fit_its_envelope_is_turned_away(
    services: Services, pair: Pair, change: dict[str, Any], code: str
) -> None:
    posting = post_one(services, pair)

    answer = room_of(services).door.receive(signed(services, pair, posting, **change))

    assert isinstance(answer, Refused)
    assert answer.code == code
    assert arrivals(services) == []


def test_a_packet_in_the_name_of_another_is_refused(services: Services, pair: Pair) -> None:
    content = packet(pair.receiver.code, pair.receiver.code)
    posting = post_one(services, pair, packet=content)

    run_jobs(services)

    assert found(services, posting).error_code == "wrong-sender"
    assert {one.kind for one in alarms(services)} == {AlarmKind.WRONG_SENDER, AlarmKind.DEAD}


def test_a_packet_for_others_is_refused(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair, packet=packet(pair.sender.code, "Y98.1"))

    run_jobs(services)

    assert found(services, posting).error_code == "wrong-address"
    assert arrivals(services) == []


def test_what_is_no_packet_is_refused_at_once(services: Services, pair: Pair) -> None:
    died: list[PostingDied] = []
    with listening(services.work, PostingDied=lambda _uow, event: died.append(event)):
        posting = post_one(services, pair, packet=b"not a packet", about="letter-7")
        run_jobs(services)

    assert found(services, posting).state == PostingState.DEAD
    assert [event.about for event in died] == ["letter-7"]
    assert found(services, posting).attempts == 1


def test_a_listener_that_objects_keeps_the_packet_out(services: Services, pair: Pair) -> None:
    def object_to(_uow: UnitOfWork, _event: PacketArrived) -> None:
        raise NotAllowedError("Không nhận văn bản này.", code="not-wanted")

    with listening(services.work, PacketArrived=object_to):
        posting = post_one(services, pair)
        run_jobs(services)

    assert found(services, posting).error == "Không nhận văn bản này."
    assert arrivals(services) == []


def test_a_signature_of_somebody_else_proves_nothing(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair)
    message = signed(services, pair, posting)
    with services.begin(Actor.system()) as uow:
        other = keys.identity_of(uow, room_of(services).ring, uow.session.get_one(Agency, pair.receiver.id))
    forged = sign(message.text.encode(), other, MESSAGE_PURPOSE, NOON).decode()

    answer = room_of(services).door.receive(replace(message, signature=forged))

    assert isinstance(answer, Refused)
    assert answer.status == 403


def test_a_sender_whose_clock_runs_ahead_is_believed(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair)
    services.clock.now += timedelta(hours=26)  # type: ignore[attr-defined]
    message = signed(services, pair, posting)
    services.clock.now -= timedelta(hours=26)  # type: ignore[attr-defined]

    assert isinstance(room_of(services).door.receive(message), Received)


def test_a_packet_that_is_being_taken_in_is_not_taken_in_beside(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair)
    message = signed(services, pair, posting)
    door, beside = room_of(services).door, []

    def arrives_again(_uow: UnitOfWork, _event: PacketArrived) -> None:
        beside.append(door.receive(message))

    with listening(services.work, PacketArrived=arrives_again):
        assert isinstance(door.receive(message), Received)

    (answer,) = beside
    assert isinstance(answer, Later)
    assert (answer.code, answer.after_s) == ("in-progress", 5)


def test_posting_asks_who_posts(services: Services, pair: Pair) -> None:
    with services.begin(pair.other_clerk) as uow, pytest.raises(NotAllowedError):
        post(uow, pair)


def test_posting_to_nobody_knows_where_says_so(services: Services, pair: Pair) -> None:
    with services.begin(pair.clerk) as uow, pytest.raises(UnreachableError) as caught:
        post(uow, pair, to_code="H98.77")

    assert caught.value.to_code == "H98.77"


def test_the_same_posting_twice_is_one(services: Services, pair: Pair) -> None:
    content = packet(pair.sender.code, pair.receiver.code)
    with services.begin(pair.clerk) as uow:
        first = post(uow, pair, packet=content, message_id="m-1")
        again = post(uow, pair, packet=content, message_id="m-1")
        with pytest.raises(MessageIdTakenError):
            post(uow, pair, message_id="m-1")

    assert again is first


def test_what_was_undone_was_never_posted(services: Services, pair: Pair) -> None:
    with pytest.raises(RuntimeError), services.begin(pair.clerk) as uow:
        post(uow, pair)
        raise RuntimeError

    assert run_jobs(services) == 0
    assert arrivals(services) == []


def test_a_packet_nobody_took_can_be_withdrawn(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair)
    with services.begin(pair.clerk) as uow:
        sending.cancel(uow, uow.session.get_one(Posting, posting.id))

    run_jobs(services)

    assert found(services, posting).state == PostingState.CANCELLED
    assert arrivals(services) == []


def test_a_packet_a_worker_has_taken_cannot_be_withdrawn(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair)
    with services.begin(Actor.system()) as uow:
        assert take(uow, room_of(services).ring, room_of(services).rule, posting.id)

    with services.begin(pair.clerk) as uow, pytest.raises(AlreadyTakenError):
        sending.cancel(uow, uow.session.get_one(Posting, posting.id))


def test_a_packet_that_was_withdrawn_is_not_taken(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair)
    with services.begin(pair.clerk) as uow:
        sending.cancel(uow, uow.session.get_one(Posting, posting.id))

    with services.begin(Actor.system()) as uow:
        assert take(uow, room_of(services).ring, room_of(services).rule, posting.id) is None


def test_what_fails_for_a_fault_of_ours_is_given_up_and_told(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair)
    died: list[PostingDied] = []
    with (
        listening(services.work, PostingDied=lambda _uow, event: died.append(event)),
        services.begin(Actor.system()) as uow,
    ):
        give_up(uow, posting.id, "Tiến trình dừng giữa chừng 50 lần.")

    assert [event.code for event in died] == ["crashed"]
    assert found(services, posting).state == PostingState.DEAD


def test_an_agency_is_written_to_by_its_code_of_before(services: Services, pair: Pair) -> None:
    with services.begin(Actor.operator()) as uow:
        uow.session.get_one(Agency, pair.receiver.id).old_code = "000.00.15.H51"
    posting = post_one(services, pair, to_code="000.00.15.H51", packet=packet(pair.sender.code, pair.receiver.code))

    run_jobs(services)

    assert found(services, posting).to_code == pair.receiver.code
    assert found(services, posting).state == PostingState.DELIVERED


def test_a_packet_that_arrived_cannot_be_withdrawn(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair)
    run_jobs(services)

    with services.begin(pair.clerk) as uow, pytest.raises(PostingStateError):
        sending.cancel(uow, uow.session.get_one(Posting, posting.id))


def test_a_dead_letter_is_sent_again_under_the_same_id(services: Services, pair: Pair) -> None:
    def object_to(_uow: UnitOfWork, _event: PacketArrived) -> None:
        raise NotAllowedError

    with listening(services.work, PacketArrived=object_to):
        posting = post_one(services, pair)
        run_jobs(services)
    with services.begin(pair.clerk) as uow:
        assert [one.id for one in postings.dead_letters(uow.session, uow.actor)] == [posting.id]
        sending.send_again(uow, uow.session.get_one(Posting, posting.id))

    run_jobs(services)

    assert found(services, posting).state == PostingState.DELIVERED
    assert [one.message_id for one in arrivals(services)] == [posting.message_id]


def test_only_who_may_know_of_it_finds_a_posting(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair, about="letter-9")
    with services.db.reading() as session:
        assert postings.posting(session, pair.clerk, posting.id).about == "letter-9"
        assert len(postings.postings_about(session, pair.clerk, "letter-9")) == 1
        assert postings.postings_about(session, pair.other_clerk, "letter-9") == []
        with pytest.raises(PostingNotFoundError):
            postings.posting(session, pair.other_clerk, posting.id)


def test_numbers_of_what_came_follow_one_another(services: Services, pair: Pair) -> None:
    for _ in range(3):
        post_one(services, pair)
    run_jobs(services)

    assert [one.sequence for one in arrivals(services)] == [1, 2, 3]
    with services.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(ExchangeKey)) == 2


def test_an_urgent_packet_goes_first(services: Services, pair: Pair) -> None:
    plain, urgent = post_one(services, pair), post_one(services, pair, urgent=True)

    run_jobs(services)

    assert [one.message_id for one in arrivals(services)] == [urgent.message_id, plain.message_id]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE delivery_arrival SET packet_sha = 'x'",
        "DELETE FROM delivery_arrival",
        "UPDATE delivery_posting SET message_id = 'x'",
        "DELETE FROM delivery_posting",
    ],
)
def test_the_database_itself_keeps_what_came_and_went(services: Services, pair: Pair, statement: str) -> None:
    post_one(services, pair)
    run_jobs(services)

    with services.db.session() as session, pytest.raises(DBAPIError, match="kept as they were written"):
        session.execute(text(statement))


def test_a_channel_sees_what_is_signed(services: Services, pair: Pair) -> None:
    seen: list[Parcel] = []
    room = room_of(services)
    send = room.channels[ChannelKind.LOCAL].send

    def watch(parcel: Parcel, now: Any) -> Any:
        seen.append(parcel)
        return send(parcel, now)

    room.channels[ChannelKind.LOCAL].send = watch  # type: ignore[method-assign]
    posting = post_one(services, pair)
    run_jobs(services)

    (parcel,) = seen
    assert Envelope.read(parcel.text).message_id == posting.message_id
    assert hashlib.sha256(parcel.content()).hexdigest() == posting.packet_sha
