"""A document somebody may not see changes no byte of what he is shown of the dossier that holds it."""

from __future__ import annotations

from typing import Any

import pytest

from docarchive.app import Application
from docarchive.archive.services import documents
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.services import contents, rights
from tests.archive.test_hidden import plain
from tests.conftest import sign_in
from tests.dossiers.factories import Office, acting, fill, make_closed, make_dossier, make_office, make_paper
from tests.factories import make_user


@pytest.mark.parametrize("who", ["colleague", "clerk", "leader"])
def test_hidden_documents_change_no_answer(app: Application, services: Services, who: str) -> None:
    with services.begin(Actor.operator()) as uow:
        office: Office = make_office(uow)
        one, closed = make_dossier(uow, office), make_closed(uow, office, symbol="70.NV")
        seen = make_paper(uow, number="12/KH-STC")
        fill(uow, one, seen)
        with acting(uow, office.officer):
            rights.add_member(uow, one, office.colleague)
            rights.add_member(uow, closed, office.colleague)
        username = getattr(office, who).username
        ids = one.id, closed.id
    browser = sign_in(app, username)
    tails = ("", "/close", "/print", "/contents.xlsx", "/export.zip")
    paths = [
        "/dossiers", "/dossiers?o=co-quan", "/dossiers?o=da-dong", "/dossiers/handover", "/dossiers/holders",
        f"/documents/{seen.id}/properties",
        *(f"/dossiers/{each}{tail}" for each in ids for tail in tails),
    ]  # fmt: skip

    def everything() -> dict[str, Any]:
        return {path: plain(browser.get(path)) for path in paths}

    before = everything()
    with services.begin(Actor.operator()) as uow:
        stranger = make_user(uow)
        for number, each in enumerate(ids):
            hidden = make_paper(uow, number=f"99{number}/BC-STC", subject="Báo cáo kín", pages=())
            documents.open_to(uow, [hidden], AccessLevel.NAMED, [f"user:{stranger.id}"])
            dossier = uow.session.get_one(Dossier, each)
            state, dossier.state = dossier.state, "open"
            contents.put_in(uow, dossier, hidden)
            dossier.state = state

    after = everything()

    assert {path for path in paths if before[path] != after[path]} == set()
    assert before["/dossiers"][0] == 200
