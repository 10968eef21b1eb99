"""Corrections that overtake each other on the way are shown and applied in the order their sender made them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState
from docarchive.exchange.corrections import elements, in_order, ordinal_of, remaining
from docarchive.exchange.models import IncomingLetter, IncomingRequest, OutgoingLetter, ReceivedPacket
from docarchive.exchange.services import deciding, updating
from docarchive.exchange.states import Request
from edxml import DocumentPacket
from tests.conftest import NOON, sign_in
from tests.exchange.factories import acting
from tests.exchange.test_updating import ANNEX, REASON, answers, corrected, later
from tests.exchange.two import Two, make_two

FIRST, SECOND = "Trích yếu sửa lần một", "Trích yếu sửa lần hai"
HOUR = timedelta(hours=1)


@pytest.fixture
def two(services: Services) -> Two:
    return make_two(services)


def overtaken(two: Two, *annexes: bytes) -> None:
    """Send two corrections, the first one with annexes; the second one comes first and is agreed to."""
    letter_id = two.issue()
    two.register()
    for subject, files in ((FIRST, annexes), (SECOND, ())):
        later(two)
        with two.services.begin(Actor.operator()) as uow, acting(uow, two.sender.clerk):
            letter = uow.session.get_one(OutgoingLetter, letter_id)
            new = [corrected(one, None, "phu-luc.pdf") for one in files]
            updating.send_update(uow, letter, {"subject": subject}, new, REASON)
            waiting = select(Job).where(Job.kind == "delivery.deliver", Job.state == JobState.WAITING)
            for job in uow.session.scalars(waiting):
                job.run_after = uow.now + HOUR if subject == FIRST else uow.now
    two.run()
    decide(two, SECOND, agreed=True)
    two.services.clock.now += 2 * HOUR  # type: ignore[attr-defined]
    two.run()


def decide(two: Two, subject: str, *, agreed: bool) -> None:
    later(two)

    def act(uow: Any, letter: IncomingLetter) -> None:
        asked = next(one for one in letter.requests if (one.stated or {})["subject"] == subject)
        if agreed:
            deciding.agree(uow, asked)
        else:
            deciding.refuse(uow, asked, "Đã nhận bản cập nhật sau")

    two.at_receiver(act)


def test_the_older_one_is_shown_first_and_its_refusal_stands_at_it(app: Application, two: Two) -> None:
    overtaken(two)
    (came,) = two.arrived()
    page = sign_in(app, two.receiver.clerk.username).get(f"/incoming/{came.id}").text
    assert page.index("Bản cập nhật bên gửi làm sau bản này đã được đồng ý trước") < page.index("Đồng ý – ")
    assert "nên văn bản không đổi gì thêm" in page
    assert FIRST not in page

    decide(two, FIRST, agreed=False)
    assert answers(two) == [("16", "Từ chối cập nhật: Đã nhận bản cập nhật sau"), ("15", "Đồng ý cập nhật")]


def test_what_the_newer_one_says_stays_and_what_it_is_silent_about_is_taken(two: Two) -> None:
    overtaken(two, ANNEX)
    decide(two, FIRST, agreed=True)

    (came,) = two.arrived()
    with two.services.db.reading() as session:
        letter = session.get_one(IncomingLetter, came.id)
        assert letter.subject == SECOND
        assert letter.document is not None
        assert letter.document.subject == SECOND
        assert letter.packet is not None
        assert letter.packet.stated["subject"] == SECOND
        # The second one went without files before the first one had brought its own.
        assert [two.services.files.read(one.item.file_sha or "") for one in letter.files][1:] == [ANNEX]
        assert [one.correction for one in in_order(letter.requests)] == [1, 2]
    assert answers(two) == [("15", "Đồng ý cập nhật")] * 2


def request(subject: str, correction: int, said_at: datetime | None, *, agreed: bool | None = None) -> IncomingRequest:
    return IncomingRequest(
        kind=Request.UPDATE, stated={"subject": subject}, files=[], asked_at=NOON, correction=correction,
        said_at=said_at, agreed=agreed,
    )  # fmt: skip


def test_the_senders_count_goes_before_his_clock_and_his_clock_before_ours() -> None:
    counted = [request("hai", 2, NOON - 26 * HOUR), request("một", 1, NOON)]
    assert [one.stated["subject"] for one in in_order(counted)] == ["một", "hai"]  # type: ignore[index]
    timed = [request("hai", 0, NOON + HOUR), request("một", 0, NOON - HOUR), request("chen", 2, None)]
    assert [one.stated["subject"] for one in in_order(timed)] == ["một", "chen", "hai"]  # type: ignore[index]

    assert ordinal_of(DocumentPacket(unknown=elements(7))) == 7
    assert ordinal_of(DocumentPacket()) == 0


def test_a_letter_that_came_as_a_later_correction_leaves_nothing_to_an_older_one() -> None:
    older, newer = request("cũ", 1, NOON), request("mới", 3, NOON)
    letter = IncomingLetter(requests=[older, newer])
    letter.packet = ReceivedPacket(corrected_at=NOON, correction=2, stated={})
    assert (remaining(older).stated, remaining(older).takes_files) == ({}, False)
    assert (remaining(newer).stated, remaining(newer).takes_files) == ({"subject": "mới"}, True)
