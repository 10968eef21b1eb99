"""Volumes open with their year or term, begin where an older register ended, and close for good."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import ConflictError, InvalidInputError
from docarchive.kernel.ids import new_id
from docarchive.registers import symbols
from docarchive.registers.errors import NoTermOpenError, NumbersGivenError, TermOpenError, VolumeClosedError
from docarchive.registers.models import Register, RegisterNumber
from docarchive.registers.queries.numbers import summed
from docarchive.registers.queries.registers import next_number, register_for, registers_of, volume_on
from docarchive.registers.services import numbering, volumes
from docarchive.registers.services.arranging import Design, change_register, create_register, create_usual
from docarchive.registers.states import Direction, Period
from tests.conftest import NOON, FixedClock
from tests.factories import make_agency, make_unit
from tests.registers.factories import make_register, office

TODAY = date(2026, 6, 15)


def test_an_office_that_starts_in_march_starts_at_347(uow: UnitOfWork) -> None:
    register = make_register(uow)

    volumes.begin_at(uow, register, 347, "Tiếp sổ giấy năm 2026")

    assert next_number(uow.session, register, TODAY) == 347
    number = numbering.give(uow, register, new_id())
    assert number.printed == "347"
    assert summed(uow.session, number.volume).missing == ()


@pytest.mark.parametrize("has_number", [True, False])
def test_the_beginning_is_said_once(uow: UnitOfWork, *, has_number: bool) -> None:
    register = make_register(uow)
    if has_number:
        numbering.give(uow, register, new_id())
    else:
        volumes.begin_at(uow, register, 40, "Tiếp sổ giấy")

    with pytest.raises(NumbersGivenError):
        volumes.begin_at(uow, register, 347, "Ghi nhầm số bắt đầu")


@pytest.mark.parametrize("first", [1, 0, -3, 2_000_000])
def test_no_volume_begins_at_a_number_that_makes_no_sense(uow: UnitOfWork, first: int) -> None:
    with pytest.raises(InvalidInputError):
        volumes.begin_at(uow, make_register(uow), first, "Kiểm thử số bắt đầu")


def test_terms_are_opened_by_hand_and_begin_at_01(services: Services, clock: FixedClock) -> None:
    clerk, register_id = office(services, period=Period.TERM, name="Sổ nghị quyết Tỉnh ủy", symbol=symbols.PARTY)
    with pytest.raises(NoTermOpenError), services.begin(clerk) as uow:
        numbering.give(uow, uow.session.get_one(Register, register_id), new_id())
    with services.begin(clerk) as uow:
        register = uow.session.get_one(Register, register_id)
        volumes.open_term(uow, register, "2020-2025")
        numbering.give(uow, register, new_id())
        with pytest.raises(TermOpenError):
            volumes.open_term(uow, register, "2020-2025")
    clock.now = NOON + timedelta(days=400)

    with services.begin(clerk) as uow:
        register = uow.session.get_one(Register, register_id)
        assert numbering.give(uow, register, new_id()).number == 2
        volumes.open_term(uow, register, "2025-2030")
        assert numbering.give(uow, register, new_id()).number == 1


def test_a_volume_closes_when_its_year_is_over(services: Services, clock: FixedClock) -> None:
    clerk, register_id = office(services)
    with services.begin(clerk) as uow:
        register = uow.session.get_one(Register, register_id)
        number = numbering.give(uow, register, new_id())
        with pytest.raises(InvalidInputError, match="còn đang cấp số"):
            volumes.close_volume(uow, number.volume)
    clock.now = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)

    with services.begin(clerk) as uow:
        register = uow.session.get_one(Register, register_id)
        volume = volume_on(uow.session, register, TODAY)
        assert volume is not None
        volumes.close_volume(uow, volume)
        with pytest.raises(VolumeClosedError):
            volumes.close_volume(uow, volume)
        with pytest.raises(VolumeClosedError):
            numbering.give(uow, register, new_id(), TODAY)
        again = uow.session.get_one(RegisterNumber, number.id)
        with pytest.raises(VolumeClosedError):
            numbering.give_beside(uow, again, new_id(), "Bỏ sót")
        with pytest.raises(VolumeClosedError):
            numbering.cancel(uow, again, "Hủy khi sổ đã khóa")


def test_a_volume_with_reserved_numbers_does_not_close(services: Services, clock: FixedClock) -> None:
    clerk, register_id = office(services)
    with services.begin(clerk) as uow:
        kept = numbering.reserve(uow, uow.session.get_one(Register, register_id), 1, "Chờ ký")
    clock.now = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)

    with pytest.raises(InvalidInputError, match=r"1 số giữ trước \(01\)"), services.begin(clerk) as uow:
        volumes.close_volume(uow, kept[0].volume)


def test_a_document_goes_to_the_register_of_its_kind(uow: UnitOfWork) -> None:
    agency = make_agency(uow)
    create_usual(uow, agency)

    names = {
        kind: found.name
        for kind in ("nghị quyết", "công văn", "báo cáo", "trích sao")
        if (found := register_for(uow.session, agency.id, Direction.OUTGOING, kind))
    }

    assert names == {
        "nghị quyết": "Sổ nghị quyết", "công văn": "Sổ công văn", "báo cáo": "Sổ văn bản đi",
        "trích sao": "Sổ sao văn bản",
    }  # fmt: skip


def test_a_units_own_register_goes_first(uow: UnitOfWork) -> None:
    agency = make_agency(uow)
    unit = make_unit(uow, agency)
    create_usual(uow, agency)
    own = make_register(uow, agency, name="Sổ Ban Pháp chế", unit=unit)

    assert register_for(uow.session, agency.id, Direction.OUTGOING, "báo cáo", frozenset({unit.id})) is own
    assert register_for(uow.session, agency.id, Direction.OUTGOING, "báo cáo") is not own


@pytest.mark.parametrize(
    ("design", "message"),
    [
        (Design("Sổ công văn", Direction.OUTGOING, ["giấy mời"], symbol=symbols.NAMED), "đã có"),
        (Design("Sổ nghị quyết 2", Direction.OUTGOING, ["nghị quyết"], symbol=symbols.NAMED), "nghị quyết đã vào"),
        (Design("Sổ chung", Direction.OUTGOING, symbol=symbols.NAMED), "mọi loại còn lại"),
    ],
)
def test_no_kind_has_two_registers(uow: UnitOfWork, design: Design, message: str) -> None:
    agency = make_agency(uow)
    create_usual(uow, agency)

    with pytest.raises(ConflictError, match=message):
        create_register(uow, agency, design)


def test_incoming_letters_may_have_several_registers(uow: UnitOfWork) -> None:
    agency = make_agency(uow)
    create_usual(uow, agency)

    create_register(uow, agency, Design("Sổ đơn thư", Direction.INCOMING))

    assert len(registers_of(uow.session, agency.id, Direction.INCOMING)) == 2


def test_a_registers_direction_never_changes(uow: UnitOfWork) -> None:
    register = make_register(uow)

    with pytest.raises(InvalidInputError):
        change_register(uow, register, Design("Sổ khác", Direction.INCOMING), is_open=True)
