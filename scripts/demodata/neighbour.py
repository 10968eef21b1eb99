"""Seats the people of the ward that has an installation of its own: ``python -m scripts.demodata.neighbour HOME PASSWORD``."""

from __future__ import annotations

import sys
from pathlib import Path

from docarchive.accounts.services.agencies import create_agency, create_unit
from docarchive.accounts.services.users import create_user, give_position
from docarchive.core.actor import Actor
from docarchive.kernel.roles import Role
from docarchive.registers.services.arranging import create_usual
from docarchive.settings import Settings
from docarchive.wiring import build
from scripts.demodata.people import FROM
from scripts.demodata.province import CABINET, NEIGHBOUR


def main() -> None:
    """Read the arguments and seat the people."""
    home, password = Path(sys.argv[1]), sys.argv[2]
    services = build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        agency = create_agency(uow, NEIGHBOUR.code, NEIGHBOUR.name, short_name=NEIGHBOUR.symbol, valid_from=FROM)
        clerk = create_user(
            uow, "vanthu.td", "Triệu Thị Bưu", roles=[Role.CLERK], password=password, must_change_password=False
        )  # fmt: skip
        leader = create_user(
            uow, "ct.td", NEIGHBOUR.signer, roles=[Role.LEADER], password=password, must_change_password=False
        )  # fmt: skip
        unit = create_unit(uow, agency, "Văn phòng")
        give_position(uow, clerk, agency, valid_from=FROM, unit=unit, title="Văn thư")
        give_position(uow, leader, agency, valid_from=FROM, unit=unit, title="Chủ tịch")
        create_agency(uow, CABINET.code, CABINET.name, short_name=CABINET.symbol, valid_from=FROM)
        create_usual(uow, agency)


if __name__ == "__main__":
    main()
