"""An agency with dossiers, and the people of it and of others at their browsers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from docarchive.app import Application
from docarchive.archive.services import documents
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.dossiers.services import freezing, handing, rights
from docarchive.kernel.roles import Role
from tests.browsing import SignedIn
from tests.dossiers.factories import Office, acting, fill, make_closed, make_dossier, make_list, make_paper
from tests.factories import make_agency, make_user

REASON = "Phục vụ kiểm tra của đoàn thanh tra"


@dataclass(frozen=True)
class House:
    """An agency with a list in force, an open dossier of two documents, one of which only its holder reads."""

    agency_id: str
    dossier_id: str
    paper_id: str
    hidden_id: str
    transfer_id: str
    freeze_id: str
    entry_id: str
    browsers: SignedIn

    def paths(self) -> dict[str, str]:
        """The read pages by name."""
        here, asked = f"/dossiers/{self.dossier_id}", f"?co-quan={self.agency_id}"
        return {
            "index": "/dossiers", "new": "/dossiers/new", "from entry": f"/dossiers/new?muc={self.entry_id}",
            "add": f"/dossiers/add?document={self.paper_id}", "dossier": here, "edit": f"{here}/edit",
            "close": f"{here}/close", "print": f"{here}/print", "sheet": f"{here}/contents.xlsx",
            "zip": f"{here}/export.zip", "list": f"/dossiers/list/2026{asked}",
            "list print": f"/dossiers/list/2026/print{asked}", "list sheet": f"/dossiers/list/2026/export.xlsx{asked}",
            "entry": f"/dossiers/list/2026/entries/{self.entry_id}{asked}", "handover": "/dossiers/handover",
            "transfer": f"/dossiers/transfers/{self.transfer_id}",
            "transfer sheet": f"/dossiers/transfers/{self.transfer_id}/export.xlsx", "holders": "/dossiers/holders",
            "freezes": "/dossiers/freezes", "new freeze": f"/dossiers/freezes/new?document={self.paper_id}",
            "freeze": f"/dossiers/freezes/{self.freeze_id}",
        }  # fmt: skip


@pytest.fixture
def house(app: Application, services: Services) -> House:
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow, name="Sở Tài chính", parent=make_agency(uow, name="UBND tỉnh Thử"))
        people: dict[str, tuple[Role, Any]] = {
            "clerk": (Role.CLERK, agency), "leader": (Role.LEADER, agency), "holder": (Role.SPECIALIST, agency),
            "member": (Role.SPECIALIST, agency), "civil": (Role.CIVIL_SERVANT, agency),
            "administrator": (Role.ADMINISTRATOR, make_agency(uow)), "other_clerk": (Role.CLERK, make_agency(uow)),
            "other_leader": (Role.LEADER, make_agency(uow)),
        }  # fmt: skip
        users = {
            name: make_user(uow, username=name.replace("_", "-"), name=f"Người {name}", roles=[role], agency=place)
            for name, (role, place) in people.items()
        }
        office = Office(agency, users["clerk"], users["leader"], users["holder"], users["member"])
        entry = make_list(uow, office).entries[1]
        dossier = make_dossier(uow, office)
        paper = make_paper(uow, number="12/KH-STC", issued_on=date(2026, 3, 3), subject="Kế hoạch kiểm tra văn thư")
        hidden = make_paper(uow, number="13/BC-STC", issued_on=date(2026, 4, 4), subject="Báo cáo riêng của người giữ")
        documents.open_to(uow, [hidden], AccessLevel.NAMED, [f"user:{office.officer.id}"])
        fill(uow, dossier, paper, hidden)
        with acting(uow, office.officer):
            rights.add_member(uow, dossier, office.colleague)
        closed = make_closed(uow, office, symbol="70.NV")
        with acting(uow, office.clerk):
            transfer = handing.hand_over(uow, [closed], "Đầy đủ, nguyên vẹn")[0]
        with acting(uow, office.leader):
            kept = make_paper_for(uow, office)
            freeze = freezing.freeze_documents(uow, agency.id, "Thanh tra 2026", REASON, [kept])
        ids = agency.id, dossier.id, paper.id, hidden.id, transfer.id, freeze.id, entry.id
    return House(*ids, SignedIn(app))


def make_paper_for(uow: Any, office: Office) -> str:
    """A document of the agency, made by whoever may."""
    before, uow.actor = uow.actor, Actor.operator()
    try:
        return make_paper(uow, office, number="14/QĐ-STC").id
    finally:
        uow.actor = before
