"""Numbers are given in order, once, from 01 in each year, and stay whatever becomes of their letter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from docarchive.core.actor import Actor
from docarchive.core.audit import AuditEvent
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import NotAllowedError
from docarchive.kernel.ids import new_id
from docarchive.registers.errors import (
    BackdatedError,
    NumberStateError,
    PostdatedError,
    SuffixesUsedUpError,
    VolumeClosedError,
)
from docarchive.registers.models import Register, RegisterNumber
from docarchive.registers.queries import numbers, registers
from docarchive.registers.services import numbering
from docarchive.registers.states import NumberState
from tests.conftest import NOON, FixedClock
from tests.factories import make_agency
from tests.registers.factories import make_clerk, make_register, office

TODAY = date(2026, 6, 15)


def give(uow: UnitOfWork, register: Register, day: date | None = None) -> RegisterNumber:
    return numbering.give(uow, register, new_id(), day)


def test_numbers_begin_at_01_and_go_up_by_one(uow: UnitOfWork) -> None:
    register = make_register(uow)

    given = [give(uow, register).printed for _ in range(11)]

    assert given == [*(f"0{n}" for n in range(1, 10)), "10", "11"]


def test_each_register_counts_by_itself(uow: UnitOfWork) -> None:
    one, other = make_register(uow), make_register(uow)
    give(uow, one)

    assert give(uow, other).number == 1
    assert give(uow, one).number == 2


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        (datetime(2026, 12, 31, 16, 59, tzinfo=UTC), "2026"),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), "2027"),  # midnight in Hà Nội
    ],
)
def test_the_year_turns_at_midnight_in_vietnam(
    services: Services, clock: FixedClock, moment: datetime, label: str
) -> None:
    clerk, register_id = office(services)
    clock.now = datetime(2026, 12, 30, 3, 0, tzinfo=UTC)
    with services.begin(clerk) as uow:
        give(uow, uow.session.get_one(Register, register_id))
    clock.now = moment

    with services.begin(clerk) as uow:
        number = give(uow, uow.session.get_one(Register, register_id))

    assert (number.volume.label, number.number) == (label, 2 if label == "2026" else 1)


def test_a_number_that_was_undone_is_given_to_the_next(services: Services) -> None:
    clerk, register_id = office(services)
    unit = services.work.open(clerk)
    assert give(unit, unit.session.get_one(Register, register_id)).number == 1
    unit.rollback()
    unit.session.close()

    with services.begin(clerk) as uow:
        assert give(uow, uow.session.get_one(Register, register_id)).number == 1


def test_a_day_with_later_numbers_behind_it_gets_none(uow: UnitOfWork) -> None:
    register = make_register(uow)
    give(uow, register, TODAY)

    with pytest.raises(BackdatedError) as caught:
        give(uow, register, TODAY - timedelta(days=1))

    assert (caught.value.day, caught.value.last) == (date(2026, 6, 14), TODAY)
    assert "15/06/2026" in caught.value.message
    assert give(uow, register).number == 2


def test_yesterdays_number_is_given_before_todays_first(uow: UnitOfWork) -> None:
    register = make_register(uow)

    assert give(uow, register, TODAY - timedelta(days=1)).day == date(2026, 6, 14)
    assert give(uow, register).day == TODAY


def test_a_day_to_come_gets_no_number(uow: UnitOfWork) -> None:
    with pytest.raises(PostdatedError):
        give(uow, make_register(uow), TODAY + timedelta(days=1))


def test_a_clock_put_back_gives_no_number_out_of_order(services: Services, clock: FixedClock) -> None:
    clerk, register_id = office(services)
    clock.now = NOON + timedelta(hours=26)
    with services.begin(clerk) as uow:
        give(uow, uow.session.get_one(Register, register_id))
    clock.now = NOON

    with pytest.raises(BackdatedError), services.begin(clerk) as uow:
        give(uow, uow.session.get_one(Register, register_id))


def test_a_letter_is_put_in_beside_another_of_its_day(uow: UnitOfWork) -> None:
    register = make_register(uow)
    first = give(uow, register)
    give(uow, register)

    added = [numbering.give_beside(uow, first, new_id(), "Bỏ sót khi vào sổ").printed for _ in range(2)]

    assert added == ["01a", "01b"]
    assert [one.printed for one in uow.session.scalars(numbers.lines(first.volume))] == ["01", "01a", "01b", "02"]


def test_beside_a_number_there_is_room_for_26(uow: UnitOfWork) -> None:
    first = give(uow, make_register(uow))
    for _ in range(26):
        numbering.give_beside(uow, first, new_id(), "Kiểm thử")

    with pytest.raises(SuffixesUsedUpError):
        numbering.give_beside(uow, first, new_id(), "Kiểm thử")


def test_reserved_numbers_are_used_or_cancelled_and_stay_in_sight(uow: UnitOfWork) -> None:
    register = make_register(uow)
    kept = numbering.reserve(uow, register, 2, "Nghị quyết kỳ họp chiều nay")
    letter = new_id()

    numbering.use(uow, kept[0], letter)
    numbering.cancel(uow, kept[1], "Không thông qua")

    assert [(one.printed, one.state) for one in uow.session.scalars(numbers.lines(kept[0].volume))] == [
        ("01", NumberState.GIVEN), ("02", NumberState.CANCELLED),
    ]  # fmt: skip
    assert numbers.number_of(uow.session, letter) is kept[0]
    assert give(uow, register).number == 3


def test_a_cancelled_number_is_never_used_again(uow: UnitOfWork) -> None:
    number = give(uow, make_register(uow))
    numbering.cancel(uow, number, "Văn bản không ban hành")

    with pytest.raises(NumberStateError):
        numbering.use(uow, number, new_id())
    with pytest.raises(NumberStateError):
        numbering.cancel(uow, number, "Hủy thêm lần nữa")


def test_a_register_taken_out_of_use_gives_no_numbers(uow: UnitOfWork) -> None:
    register = make_register(uow)
    register.is_open = False

    with pytest.raises(VolumeClosedError):
        give(uow, register)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_number SET number = 7",
        "UPDATE register_number SET suffix = 'a'",
        "UPDATE register_number SET day = '2026-01-01'",
        "UPDATE register_number SET given_by_name = 'Ai đó'",
        "DELETE FROM register_number",
    ],
)
def test_the_database_itself_keeps_the_ledger(uow: UnitOfWork, statement: str) -> None:
    give(uow, make_register(uow))
    uow.session.flush()

    with pytest.raises(DBAPIError, match="kept as they were written"):
        uow.session.execute(text(statement))


def test_the_database_itself_keeps_cancelled_numbers_cancelled(uow: UnitOfWork) -> None:
    numbering.cancel(uow, give(uow, make_register(uow)), "Hủy để kiểm thử")
    uow.session.flush()

    with pytest.raises(DBAPIError, match="kept as they were written"):
        uow.session.execute(text("UPDATE register_number SET state = 'given'"))


def test_only_a_clerk_of_the_agency_gives_numbers(services: Services) -> None:
    _, register_id = office(services)
    with services.begin(Actor.operator()) as uow:
        stranger = make_clerk(uow, make_agency(uow))

    with pytest.raises(NotAllowedError), services.begin(stranger) as uow:
        give(uow, uow.session.get_one(Register, register_id))


def test_the_sum_finds_a_number_that_was_lost(uow: UnitOfWork) -> None:
    register = make_register(uow)
    for _ in range(3):
        give(uow, register)
    volume = registers.volume_on(uow.session, register, TODAY)
    assert volume is not None
    assert numbers.summed(uow.session, volume).missing == ()

    volume.last_number = 5
    uow.session.flush()

    assert numbers.summed(uow.session, volume).missing == (4, 5)


def test_every_number_is_in_the_audit_log(uow: UnitOfWork) -> None:
    number = give(uow, make_register(uow))
    numbering.cancel(uow, number, "Hủy để kiểm thử")

    acts = uow.session.scalars(
        select(AuditEvent.action).where(AuditEvent.subject == number.id).order_by(AuditEvent.seq)
    )
    assert list(acts) == ["number.given", "number.cancelled"]
