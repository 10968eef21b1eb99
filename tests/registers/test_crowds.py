"""Fifty clerks at once: no number twice, none left out."""

from __future__ import annotations

from sqlalchemy import select

from docarchive.core.instance import Services
from docarchive.kernel.ids import new_id
from docarchive.registers.models import Register, RegisterNumber
from docarchive.registers.queries.registers import registers_of
from docarchive.registers.services import numbering
from tests.core.test_crowds import CROWD, all_at_once
from tests.registers.factories import office


def test_fifty_clerks_get_fifty_numbers_in_a_row(services: Services) -> None:
    clerk, register_id = office(services)
    fails = [at % 3 == 1 for at in range(CROWD)]

    def register_letters(at: int) -> None:
        for step in range(3):
            unit = services.work.open(clerk)
            numbering.give(unit, unit.session.get_one(Register, register_id), new_id())
            if fails[at] and step == 1:
                unit.rollback()
            else:
                unit.commit()
            unit.session.close()

    assert not [problem for problem in all_at_once(register_letters) if problem]

    with services.db.reading() as session:
        given = session.scalars(select(RegisterNumber.number).order_by(RegisterNumber.number)).all()
    assert given == list(range(1, 3 * CROWD - sum(fails) + 1))


def test_a_number_kept_is_used_by_one_of_many(services: Services) -> None:
    clerk, register_id = office(services)
    with services.begin(clerk) as uow:
        kept = numbering.reserve(uow, uow.session.get_one(Register, register_id), 1, "Chờ ký")[0]

    def use(_at: int) -> None:
        with services.begin(clerk) as uow:
            numbering.use(uow, uow.session.get_one(RegisterNumber, kept.id), new_id())

    outcomes = all_at_once(use, 8)

    assert sum(outcome is None for outcome in outcomes) == 1


def test_the_first_number_of_a_year_opens_one_volume(services: Services) -> None:
    clerk, register_id = office(services)

    def give(_at: int) -> None:
        with services.begin(clerk) as uow:
            numbering.give(uow, uow.session.get_one(Register, register_id), new_id())

    assert not [problem for problem in all_at_once(give, 12) if problem]

    with services.db.reading() as session:
        (register,) = registers_of(session, clerk.agency_id or "")
        assert [volume.last_number for volume in register.volumes] == [12]
