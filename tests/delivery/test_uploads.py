"""Large packets in parts: nobody else adds to them, nothing grows without end, nothing is carried twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from docarchive.core.actor import Actor
from docarchive.delivery.answers import Received, Refused
from docarchive.delivery.desk import Begun, Desk, part_words
from docarchive.delivery.envelopes import MESSAGE_PURPOSE, Envelope
from docarchive.delivery.models import Posting, Upload, UploadPart
from docarchive.delivery.services import sending, uploading
from docarchive.delivery.services.attempts import envelope_of
from docarchive.delivery.states import PostingState
from docarchive.kernel.errors import ConflictError, InvalidInputError
from tests.conftest import FixedClock
from tests.databases import Databases
from tests.delivery.factories import packet, room_of, run_jobs
from tests.delivery.fakes import AppWire
from tests.delivery.test_channels import Ways, https_ways
from tests.edxml.packets import make_attachment, noise


@pytest.fixture
def ways(tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock) -> Iterator[Ways]:
    made = https_ways(tmp_path, databases, database_kind, clock)
    yield made
    for end in (made.one, made.other):
        end.services.stop()
        databases.take_back(end.services.settings.home)


def desk(ways: Ways) -> Desk:
    return room_of(ways.other.services).desk


def large(ways: Ways) -> bytes:
    attachment = make_attachment(content=noise(5 << 20))
    return packet(ways.one.code, ways.other.code, attachments=(attachment,))


def begin(ways: Ways, envelope: Envelope) -> Begun:
    signature = room_of(ways.one.services).signing.sign(ways.one.code, envelope.text, MESSAGE_PURPOSE)
    begun = desk(ways).begin_upload(envelope.text, signature)
    assert isinstance(begun, Begun)
    return begun


def an_envelope(ways: Ways) -> Envelope:
    posting = ways.one.post(ways.other, packet=large(ways))
    return envelope_of(posting)


def uploads(ways: Ways) -> tuple[int, int]:
    with ways.other.services.db.reading() as session:
        count = [session.scalar(select(func.count()).select_from(table)) or 0 for table in (Upload, UploadPart)]
    return count[0], count[1]


def test_a_part_nobody_signed_is_refused(ways: Ways) -> None:
    begun = begin(ways, an_envelope(ways))

    assert isinstance(desk(ways).add_part(begun.upload_id, 0, b"abc", "a..b"), Refused)
    assert uploads(ways) == (1, 0)


def test_a_part_at_another_place_changes_nothing_and_is_told_where_to_go_on(ways: Ways) -> None:
    begun = begin(ways, an_envelope(ways))
    sign = room_of(ways.one.services).signing.sign
    words = part_words(begun.upload_id, 77, b"abc")

    assert desk(ways).add_part(begun.upload_id, 77, b"abc", sign(ways.one.code, words)) == begun
    assert uploads(ways) == (1, 0)


def test_beginning_again_goes_on(ways: Ways) -> None:
    envelope = an_envelope(ways)
    begun = begin(ways, envelope)
    sign = room_of(ways.one.services).signing.sign
    desk(ways).add_part(begun.upload_id, 0, b"abc", sign(ways.one.code, part_words(begun.upload_id, 0, b"abc")))

    assert begin(ways, envelope) == Begun(begun.upload_id, 3)
    assert desk(ways).complete(begun.upload_id) == Begun(begun.upload_id, 3)


def test_once_it_is_in_its_parts_are_gone(ways: Ways) -> None:
    posting = ways.one.post(ways.other, packet=large(ways))
    run_jobs(ways.one.services)

    assert ways.one.posting(posting.id).state == PostingState.DELIVERED
    assert uploads(ways) == (0, 0)
    assert desk(ways).complete("a" * 16) is None


def test_a_large_packet_that_came_before_is_not_carried_again(ways: Ways) -> None:
    posting = ways.one.post(ways.other, packet=large(ways))
    run_jobs(ways.one.services)
    wire: AppWire = ways.wire  # type: ignore[attr-defined]
    wire.calls.clear()
    with ways.one.services.begin(Actor.system()) as uow:
        sending.revive(uow, uow.session.get_one(Posting, posting.id))
    run_jobs(ways.one.services)

    assert [path for _method, path in wire.calls] == ["/exchange/v1/uploads"]
    assert ways.one.posting(posting.id).state == PostingState.DELIVERED
    signature = room_of(ways.one.services).signing.sign(ways.one.code, envelope_of(posting).text)
    assert isinstance(desk(ways).begin_upload(envelope_of(posting).text, signature), Received)


def test_what_nobody_goes_on_with_is_forgotten(ways: Ways) -> None:
    begin(ways, an_envelope(ways))
    ways.clock.now += timedelta(days=6, hours=1)
    with ways.other.services.begin(Actor.system()) as uow:
        assert uploading.sweep(uow) == 1

    assert uploads(ways) == (0, 0)


def test_a_sender_has_only_so_many_under_way_and_none_beyond_the_limit(ways: Ways) -> None:
    envelope = an_envelope(ways)
    with ways.other.services.begin(Actor.system()) as uow:
        for number in range(uploading.MOST_AT_ONCE):
            uploading.begin(uow, Envelope(**{**vars(envelope), "message_id": f"m-{number}"}), f"t-{number}", "s")
        with pytest.raises(ConflictError):
            uploading.begin(uow, envelope, envelope.text, "s")
        with pytest.raises(InvalidInputError):
            uploading.begin(uow, Envelope(**{**vars(envelope), "size_bytes": (200 << 20) + 1}), "t", "s")
