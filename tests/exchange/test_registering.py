"""A letter comes in once, is registered once, or goes back with a reason; nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from docarchive.accounts.models import User
from docarchive.archive.models import Document
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.failures import again
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.exchange.entries import LetterEntries
from docarchive.exchange.errors import LetterNotFoundError, LetterStateError, StillReadingError
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.queries import letters
from docarchive.exchange.queries.twins import near_same
from docarchive.exchange.services import receiving, registering, routing, taking_out
from docarchive.exchange.states import Channel, IncomingState
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.registers.errors import WrongRegisterError
from docarchive.registers.models import Register
from docarchive.registers.queries.numbers import number_of
from docarchive.registers.queries.old_lines import OldAndNewEntries
from docarchive.registers.services import numbering
from indexer.records import Failed
from tests.archive.factories import make_reading
from tests.core.test_crowds import all_at_once
from tests.exchange.factories import ENTRY, acting, make_letter, make_office, read, receive, set_up
from tests.factories import actor_for
from tests.registers.factories import make_register


def test_a_letter_waits_until_a_clerk_registers_it(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = read(uow, receive(uow, office, b"%PDF-1.7 a"))
    assert letter.state == IncomingState.WAITING

    with acting(uow, office.clerk):
        number = registering.register(uow, letter, office.book, ENTRY)

    assert (letter.state, number.printed, letter.subject) == (IncomingState.REGISTERED, "01", ENTRY.subject)
    assert number_of(uow.session, letter.id) is number
    assert letter.document is not None
    assert (letter.document.number, letter.document.needs_check) == (ENTRY.number, False)


def test_a_letter_that_is_being_read_waits(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = receive(uow, office, b"%PDF-1.7 a")

    with acting(uow, office.clerk), pytest.raises(StillReadingError):
        registering.register(uow, letter, office.book, ENTRY)


def test_paper_without_a_file_is_registered_too(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = receive(uow, office)

    with acting(uow, office.clerk):
        registering.register(uow, letter, office.book, ENTRY)

    assert (letter.document_id, letter.has_paper) == (None, False)


def test_a_file_nobody_can_read_does_not_keep_the_letter_out(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = read(uow, receive(uow, office, b"%PDF-1.7 a"), Failed("unreadable", "Tệp hỏng."))

    with acting(uow, office.clerk):
        assert registering.register(uow, letter, office.book, ENTRY).number == 1


def test_a_letter_is_registered_once_however_often_it_is_clicked(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow)
        letter_id = make_letter(uow, office, registered=False).id
        clerk = actor_for(uow, office.clerk)

    def click(_at: int) -> str:
        def change() -> str:
            with services.begin(clerk) as uow:
                letter = uow.session.get_one(IncomingLetter, letter_id)
                return registering.register(uow, letter, uow.session.get_one(Register, office.book.id), ENTRY).printed

        return again(change)  # as every request of the pages does

    outcomes = all_at_once(click, 6)

    assert [one for one in outcomes if isinstance(one, str)] == ["01"]
    refused = [one for one in outcomes if not isinstance(one, str)]
    assert all(isinstance(one, LetterStateError) and "số đến 01" in one.message for one in refused), refused


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"subject": "  "}, "subject"),
        ({"issuer": ""}, "issuer"),
        ({"subject": "a" * 501}, "subject"),
        ({"number": "1" * 43}, "number"),
        ({"arrived_on": date(2026, 6, 16)}, "arrived_on"),
        ({"issued_on": date(2026, 6, 16)}, "arrived_on"),
        ({"due_on": date(2026, 6, 14)}, "due_on"),
        ({"copies": 0}, "pages"),
    ],
)
def test_what_the_register_cannot_say_is_refused(uow: UnitOfWork, values: dict[str, Any], field: str) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office, registered=False)

    with acting(uow, office.clerk), pytest.raises(InvalidInputError) as caught:
        registering.register(uow, letter, office.book, replace(ENTRY, **values))

    assert field in caught.value.fields
    assert number_of(uow.session, letter.id) is None


def test_the_register_must_be_an_incoming_one_of_the_agency(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    letter = make_letter(uow, office, registered=False)

    with acting(uow, office.clerk):
        for book in (other.book, make_register(uow, office.agency)):
            with pytest.raises((WrongRegisterError, NotAllowedError)):
                registering.register(uow, letter, book, ENTRY)


def test_only_the_agencys_clerk_registers(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    letter = make_letter(uow, office, registered=False)

    for who in (office.leader, office.officer, other.clerk):
        with acting(uow, who), pytest.raises(NotAllowedError):
            registering.register(uow, letter, office.book, ENTRY)


def test_a_letter_goes_back_with_its_reason_and_can_be_brought_back(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office, registered=False)

    with acting(uow, office.clerk):
        with pytest.raises(InvalidInputError):
            registering.refuse(uow, letter, "Sai")
        registering.refuse(uow, letter, "Gửi nhầm nơi nhận")
        assert (letter.state, letter.reason) == (IncomingState.REFUSED, "Gửi nhầm nơi nhận")
        with pytest.raises(LetterStateError):
            registering.register(uow, letter, office.book, ENTRY)
        taking_out.bring_back(uow, letter)

    assert (letter.state, letter.reason) == (IncomingState.WAITING, "")


def test_the_paper_copy_is_put_to_the_electronic_letter(uow: UnitOfWork) -> None:
    office = make_office(uow)
    first = read(uow, receive(uow, office, b"%PDF-1.7 the same", channel=Channel.EMAIL))
    with acting(uow, office.clerk):
        registering.register(uow, first, office.book, ENTRY)
    second = receive(uow, office, b"%PDF-1.7 the same")
    assert second.main is not None
    read(uow, second, make_reading(text="Văn bản thử lần hai."))

    assert second.main.item.state == "duplicate"
    found = letters.registered_copy(uow.session, office.agency.id, second.main.item.document_id or "")
    assert found is first
    with acting(uow, office.clerk):
        with pytest.raises(LetterStateError, match="trùng"):
            registering.register(uow, second, office.book, ENTRY)
        registering.merge(uow, second, first)

    assert (second.state, second.merged_into, first.has_paper) == (IncomingState.MERGED, first.id, True)


def test_a_duplicate_may_be_taken_all_the_same(uow: UnitOfWork) -> None:
    office = make_office(uow)
    read(uow, receive(uow, office, b"%PDF-1.7 the same"))
    second = read(uow, receive(uow, office, b"%PDF-1.7 the same"))

    with acting(uow, office.clerk):
        receiving.take_all_the_same(uow, second)
        read(uow, second)

        assert registering.register(uow, second, office.book, ENTRY).number == 1


def test_the_same_number_of_the_same_issuer_is_noticed(uow: UnitOfWork) -> None:
    office = make_office(uow)
    first = make_letter(uow, office)
    second = make_letter(uow, office, registered=False)

    assert letters.alike(uow.session, second, "1427/stc-qlns", "sở tài chính") is first
    assert letters.alike(uow.session, second, "1428/STC-QLNS", "Sở Tài chính") is None
    assert letters.alike(uow.session, first, ENTRY.number, ENTRY.issuer) is None


def test_a_secret_letter_is_never_registered(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = read(uow, receive(uow, office, b"%PDF-1.7 a"), make_reading(secrecy="mật"))

    with acting(uow, office.clerk), pytest.raises(LetterStateError, match="dấu mật"):
        registering.register(uow, letter, office.book, ENTRY)


def test_a_correction_keeps_the_number(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)

    with acting(uow, office.clerk):
        changed = registering.correct(uow, letter, replace(ENTRY, subject="Cấp kinh phí duy tu đường", urgency="khẩn"))

    assert sorted(changed) == ["subject", "urgency"]
    assert letter.arrival is not None
    assert (letter.arrival.printed, letter.subject) == ("01", "Cấp kinh phí duy tu đường")
    assert letter.document is not None
    assert letter.document.subject == "Cấp kinh phí duy tu đường"


@pytest.mark.parametrize("is_open", [True, False])
def test_who_may_read_a_letter(uow: UnitOfWork, *, is_open: bool) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office, is_open=is_open)
    document = uow.session.get_one(Document, letter.document_id)

    agency = office.agency.id
    if is_open:
        assert document.access == AccessLevel.AGENCY
        assert f"agency:{agency}" in document.audience
    else:
        assert document.audience == (f"clerks:{agency}", f"leaders:{agency}")


def test_another_agency_knows_of_nothing(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    letter = make_letter(uow, office)

    for who in (other.clerk, other.leader, office.officer):
        with pytest.raises(LetterNotFoundError):
            letters.letter(uow.session, actor_for(uow, who), letter.id)
    assert letters.letter(uow.session, actor_for(uow, office.leader), letter.id) is letter


def test_an_annex_that_came_before_is_no_duplicate(uow: UnitOfWork) -> None:
    office = make_office(uow)
    receive(uow, office, b"%PDF-1.7 one", b"%PDF-1.7 form")

    letter = receive(uow, office, b"%PDF-1.7 two", b"%PDF-1.7 form")

    assert [file.item.is_wanted for file in letter.files] == [False, True]


def test_what_waits_is_checked_when_it_is_registered_not_before(services: Services) -> None:
    from docarchive.archive.queries import imports

    office = set_up(services)
    with services.begin(Actor.operator()) as uow:
        read(uow, receive(uow, office, b"%PDF-1.7 a"), make_reading(text="Chữ thử.", subject=None))
        clerk = actor_for(uow, office.clerk)

        assert imports.to_check(uow.session, clerk) == []
        assert imports.count_batches(uow.session, clerk) == 0


def test_a_letter_whose_number_is_cancelled_leaves_the_register_and_may_come_back(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)
    assert letter.arrival is not None

    with acting(uow, office.clerk):
        numbering.cancel(uow, letter.arrival, "Vào sổ nhầm văn bản")
        assert (letter.state, letter.reason) == (IncomingState.REFUSED, "Hủy số đến 01: Vào sổ nhầm văn bản")
        taking_out.bring_back(uow, letter)
        number = registering.register(uow, letter, office.book, ENTRY)

    assert (number.printed, letter.arrival) == ("02", number)


def test_the_number_of_a_letter_others_act_on_is_not_cancelled(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_letter(uow, office)
    assert letter.arrival is not None

    with acting(uow, office.clerk):
        routing.submit(uow, letter, office.leader)
        with pytest.raises(LetterStateError, match="số đến 01 đã chuyển xử lý"):
            numbering.cancel(uow, letter.arrival, "Vào sổ nhầm văn bản")


def test_the_scan_of_a_letter_that_came_as_a_file_is_seen_as_its_twin(uow: UnitOfWork) -> None:
    office = make_office(uow)
    words = " ".join(f"từ{number} thứ{number % 7}" for number in range(200))
    first = read(uow, receive(uow, office, b"%PDF-1.7 as a file"), make_reading(text=words, number="11/STC-QLNS"))
    with acting(uow, office.clerk):
        registering.register(uow, first, office.book, ENTRY)
    misread = words.replace("từ3 ", "tu8 ").replace("thứ5", "thu5")
    scan = read(uow, receive(uow, office, b"%PDF-1.7 as a scan"), make_reading(text=misread, number=None))
    other = read(uow, receive(uow, office, b"%PDF-1.7 other"), make_reading(text=words[::-1], number=None))

    assert near_same(uow.session, scan, document_of(uow, scan)) == first
    assert near_same(uow.session, other, document_of(uow, other)) is None


def document_of(uow: UnitOfWork, letter: IncomingLetter) -> Document:
    assert letter.main is not None
    return uow.session.get_one(Document, letter.main.item.document_id)


def test_lines_without_a_file_are_named(uow: UnitOfWork) -> None:
    office = make_office(uow)
    make_letter(uow, office)
    with acting(uow, office.clerk):
        bare = receiving.receive(uow, office.agency.id, Channel.PAPER)
        number = registering.register(uow, bare, office.book, replace(ENTRY, number="77/CV-X"))
    entries = OldAndNewEntries(LetterEntries())

    def named(who: User) -> list[str]:
        return [one.printed for one in entries.without_file(uow.session, actor_for(uow, who), number.volume)]

    assert (named(office.clerk), named(office.officer)) == (["02"], [])
