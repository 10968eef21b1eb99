"""A register with numbers given and kept, and the people of its agency and of others."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from docarchive.accounts.models import Agency
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.ids import new_id
from docarchive.kernel.roles import Role
from docarchive.registers.services import numbering
from tests.browsing import SignedIn
from tests.factories import make_agency, make_user
from tests.registers.factories import make_register

REASON = "Giữ cho nghị quyết kỳ họp"


@dataclass(frozen=True)
class Book:
    """An outgoing register with 01 and 02 given and 03 kept, and browsers of people of its agency and of others."""

    register_id: str
    volume_id: str
    kept_id: str
    agency_id: str
    browsers: SignedIn

    def paths(self) -> dict[str, str]:
        """The read pages by name."""
        volume = f"/registers/volumes/{self.volume_id}"
        return {
            "index": f"/registers?co-quan={self.agency_id}",
            "new": f"/registers/new?co-quan={self.agency_id}",
            "example": f"/registers/example?co-quan={self.agency_id}&symbol=%7Bsố%7D/%7Bloại%7D",
            "register": f"/registers/{self.register_id}",
            "import": f"/registers/{self.register_id}/import",
            "volume": volume,
            "cancel": f"{volume}/numbers/{self.kept_id}/cancellation",
            "print": f"{volume}/print",
            "export": f"{volume}/export.xlsx",
        }


@pytest.fixture
def book(app: Application, services: Services) -> Book:
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow, name="Sở Tài chính", short_name="STC", parent=make_agency(uow, name="UBND tỉnh"))
        register = make_register(uow, agency, kinds=["quyết định"])
        people: dict[str, tuple[Role, Agency]] = {
            "clerk": (Role.CLERK, agency), "leader": (Role.LEADER, agency),
            "administrator": (Role.ADMINISTRATOR, make_agency(uow)), "civil": (Role.CIVIL_SERVANT, agency),
            "specialist": (Role.SPECIALIST, agency), "other_clerk": (Role.CLERK, make_agency(uow)),
            "other_leader": (Role.LEADER, make_agency(uow)),
        }  # fmt: skip
        for name, (role, place) in people.items():
            make_user(uow, username=name.replace("_", "-"), roles=[role], agency=place)
        given = [numbering.give(uow, register, new_id()) for _ in range(2)]
        kept = numbering.reserve(uow, register, 1, REASON)[0]
        ids = register.id, given[0].volume_id, kept.id, agency.id
    return Book(*ids, SignedIn(app))
