"""Registers for tests; a test names only what it is about."""

from __future__ import annotations

from typing import Any

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.roles import Role
from docarchive.registers import symbols
from docarchive.registers.models import Register
from docarchive.registers.services.arranging import Design, create_register
from docarchive.registers.states import Direction
from tests.factories import actor_for, make_agency, make_user


def make_register(uow: UnitOfWork, agency: Agency | None = None, **values: object) -> Register:
    """Make a register that takes all outgoing documents, unless told otherwise."""
    given = {"name": "Sổ văn bản đi", "direction": Direction.OUTGOING, "symbol": symbols.NAMED, **values}
    return create_register(uow, agency or make_agency(uow), Design(**given))  # type: ignore[arg-type]


def make_clerk(uow: UnitOfWork, agency: Agency) -> Actor:
    """Make a clerk of an agency."""
    return actor_for(uow, make_user(uow, roles=[Role.CLERK], agency=agency))


def office(services: Services, **values: Any) -> tuple[Actor, str]:
    """Give an agency a register and a clerk; the clerk and the register's id."""
    with services.begin(Actor.operator()) as uow:
        register = make_register(uow, **values)
        return make_clerk(uow, register.agency), register.id
