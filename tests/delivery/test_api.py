"""What the pages of exchange do, done by a program."""

from __future__ import annotations

from typing import Any

import pytest

from docarchive.accounts.models import Agency
from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.delivery import proofs
from docarchive.delivery.services import keys
from docarchive.kernel.roles import Role
from tests.api.test_administration import Program
from tests.conftest import NOON
from tests.delivery.factories import Pair, make_pair, post_one, room_of, run_jobs
from tests.factories import actor_for, make_agency, make_user


@pytest.fixture
def pair(services: Services) -> Pair:
    return make_pair(services)


def program(app: Application, services: Services, who: Actor) -> Program:
    with services.begin(who) as uow:
        _, secret = tokens.create_token(uow, "Thử", may_write=True)
    return Program(app.test_client(), secret)


@pytest.fixture
def clerk(app: Application, services: Services, pair: Pair) -> Program:
    return program(app, services, pair.clerk)


def pem_of(services: Services, agency: Agency) -> str:
    with services.begin(Actor.operator()) as uow:
        return keys.key_of(uow, room_of(services).ring, uow.session.get_one(Agency, agency.id)).certificate


def test_a_partner_is_added_agreed_on_paused_and_resumed(clerk: Program, services: Services, pair: Pair) -> None:
    new: dict[str, Any] = {"code": "H91.01", "name": "Sở Xa", "channel": "https", "address": "https://xa.example"}
    made = clerk.ask("POST", "/partners", 201, **new)
    path = f"/partners/{made['id']}"
    clerk.ask("PUT", f"{path}/certificate", certificate=pem_of(services, pair.receiver))
    wrong = clerk.ask("PUT", f"{path}/confirmation", 422, call_sign="1")
    key = clerk.ask("PUT", f"/agencies/{pair.sender.id}/exchange-key")
    with services.db.reading() as session:
        from docarchive.delivery.models import Partner

        digits = session.get_one(Partner, made["id"]).certificates[0].call_sign
    agreed = clerk.ask("PUT", f"{path}/confirmation", call_sign=digits)
    asked = clerk.ask("PUT", f"{path}/signatures", demand="required", sha1=True)
    assert (asked["signature_demand"], asked["signature_sha1"]) == ("required", True)
    clerk.ask("PUT", f"{path}/signatures", 422, demand="sometimes")
    paused = clerk.ask("PUT", f"{path}/pause")
    resumed = clerk.ask("DELETE", f"{path}/pause")
    changed = clerk.ask("PUT", path, name="Sở Xa mới", channel="folder")
    withdrawn = clerk.ask("POST", f"{path}/withdrawal", reason="Khóa của họ bị lấy mất")

    assert wrong["code"] == "wrong-call-sign"
    assert (agreed["call_sign"], agreed["has_proposed_certificate"]) == (digits, False)
    assert paused["paused_at"] is not None
    assert resumed["paused_at"] is None
    assert (changed["channel"], changed["address"]) == ("folder", "")
    assert withdrawn["call_sign"] is None
    assert [one["call_sign"] for one in clerk.ask("GET", "/exchange-keys")["keys"]] == [key["call_sign"]]
    assert clerk.ask("POST", "/partners", 409, **new)["code"] == "partner-known"


def test_packets_are_listed_proved_sent_again_and_withdrawn(clerk: Program, services: Services, pair: Pair) -> None:
    sent = post_one(services, pair, about="letter-1")
    dead = post_one(services, pair, packet=b"nonsense")
    run_jobs(services)
    waiting = post_one(services, pair)

    listed = clerk.ask("GET", "/postings")
    proof = clerk.ask("GET", f"/postings/{sent.id}/proof")["proof"]
    (alarm,) = [one for one in clerk.ask("GET", "/exchange-alarms")["alarms"] if one["kind"] == "dead"]

    assert listed["total"] == 3
    assert [one["id"] for one in clerk.ask("GET", "/postings?about=letter-1")["postings"]] == [sent.id]
    assert [one["id"] for one in clerk.ask("GET", "/postings?state=dead")["postings"]] == [dead.id]
    assert proofs.judge(proof, NOON).holds
    assert clerk.ask("POST", f"/postings/{dead.id}/again")["state"] == "waiting"
    assert clerk.ask("POST", f"/postings/{waiting.id}/cancellation")["state"] == "cancelled"
    assert clerk.ask("PUT", f"/exchange-alarms/{alarm['id']}/seen")["seen_at"] is not None
    assert clerk.ask("GET", f"/postings/{dead.id}/proof", 409)["code"] == "no-proof"


def test_the_receiver_lists_what_came(app: Application, services: Services, pair: Pair) -> None:
    post_one(services, pair)
    run_jobs(services)

    found = program(app, services, pair.other_clerk).ask("GET", "/arrivals")

    assert (found["total"], found["arrivals"][0]["sender_code"]) == (1, pair.sender.code)


@pytest.mark.parametrize("role", [Role.CIVIL_SERVANT, Role.LEADER, Role.CLERK])
def test_others_find_nothing(app: Application, services: Services, pair: Pair, role: Role) -> None:
    posting = post_one(services, pair)
    run_jobs(services)
    with services.begin(Actor.operator()) as uow:
        stranger = actor_for(uow, make_user(uow, roles=[role], agency=make_agency(uow)))
    other = program(app, services, stranger)

    assert other.ask("GET", "/postings")["total"] == 0
    assert other.ask("GET", "/arrivals")["total"] == 0
    assert other.ask("GET", "/exchange-alarms")["alarms"] == []
    assert other.ask("GET", "/exchange-keys")["keys"] == []
    for path in (f"/postings/{posting.id}", f"/postings/{posting.id}/proof"):
        other.ask("GET", path, 404)
    other.ask("POST", f"/postings/{posting.id}/again", 404)
    other.ask("PUT", f"/agencies/{pair.sender.id}/exchange-key", 404)
