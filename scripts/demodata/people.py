"""Seats people in the offices of the fictional province: ``python -m scripts.demodata.people HOME PASSWORD``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from docarchive.accounts.models import Agency
from docarchive.accounts.services.agencies import create_agency, create_unit
from docarchive.accounts.services.users import create_user, give_position
from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.kernel.roles import Role
from docarchive.registers.services.arranging import create_usual
from docarchive.settings import Settings
from docarchive.wiring import build
from scripts.demodata.plan import offices
from scripts.demodata.province import CABINET, COMMITTEE, COUNCIL, DEPARTMENTS, NEIGHBOUR

FROM = date(2021, 6, 30)
ACCOUNTS = (
    ("congchuc", "Lò Thị Suối", CABINET, "Phòng Tổng hợp", "Công chức", Role.CIVIL_SERVANT),
    ("vanthu", "Mùa Thị Ấn", CABINET, "Phòng Hành chính - Tổ chức", "Văn thư", Role.CLERK),
    ("chanhvp", "Giàng A Thạch", CABINET, "Lãnh đạo Văn phòng", "Chánh Văn phòng", Role.LEADER),
    ("lanhdao", COMMITTEE.signer, COMMITTEE, "Thường trực", "Chủ tịch", Role.LEADER),
    ("chuyenvien", "Quách Văn Nương", DEPARTMENTS["SXD"], "Phòng Hạ tầng", "Chuyên viên", Role.SPECIALIST),
    ("vanthu.stc", "Lường Thị Sổ", DEPARTMENTS["STC"], "Văn phòng Sở", "Văn thư", Role.CLERK),
    ("gd.stc", DEPARTMENTS["STC"].signer, DEPARTMENTS["STC"], "Ban Giám đốc", "Giám đốc", Role.LEADER),
    ("vanthu.snv", "Hà Thị Dấu", DEPARTMENTS["SNV"], "Văn phòng Sở", "Văn thư", Role.CLERK),
)


def seat(uow: UnitOfWork, password: str) -> None:
    """Make the agencies, their units, people of each role, and the registers of the offices that write letters."""
    agencies: dict[str, Agency] = {}
    for order, office in enumerate((*offices(), NEIGHBOUR)):
        parent = None if office in (COUNCIL, COMMITTEE) else agencies[COMMITTEE.code]
        agencies[office.code] = create_agency(
            uow,
            office.code,
            office.name,
            short_name=office.symbol,
            parent=parent,
            valid_from=FROM,
            sort_order=order,
        )
    for username, name, office, unit_name, title, role in ACCOUNTS:
        agency = agencies[office.code]
        user = create_user(uow, username, name, roles=[role], password=password, must_change_password=False)
        give_position(uow, user, agency, valid_from=FROM, unit=create_unit(uow, agency, unit_name), title=title)
    for office in (CABINET, DEPARTMENTS["STC"], DEPARTMENTS["SNV"]):
        create_usual(uow, agencies[office.code])


def main() -> None:
    """Read the arguments and seat the people."""
    home, password = Path(sys.argv[1]), sys.argv[2]
    services = build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        seat(uow, password)


if __name__ == "__main__":
    main()
