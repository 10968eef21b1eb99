"""What the commands of exchange print and do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from docarchive.accounts.models import Agency
from docarchive.cli import main
from docarchive.core.actor import Actor
from docarchive.core.clock import system_clock
from docarchive.core.instance import Services
from docarchive.delivery import proofs
from docarchive.delivery.queries.proving import proof_of
from docarchive.delivery.services import sending
from docarchive.delivery.states import ChannelKind, PostingKind
from tests.conftest import FixedClock
from tests.databases import Databases
from tests.delivery.factories import Installation, Pair, agree, install, make_pair, packet, post_one, run_jobs


def run(services: Services, *arguments: str, code: int = 0) -> Any:
    environment = {"DOCARCHIVE_SEARCH_URL": "memory:", "DOCARCHIVE_SECRET_KEY": "only for tests"}
    done = CliRunner().invoke(main, ["--home", str(services.settings.home), *arguments, "--json"], env=environment)
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


@pytest.fixture
def pair(services: Services) -> Pair:
    services.clock = services.work.clock = system_clock  # as the commands have it
    return make_pair(services)


def test_send_delivers_what_waits_and_status_shows_it(services: Services, pair: Pair) -> None:
    posting = post_one(services, pair, about="letter-5")

    sent = run(services, "exchange", "send")["postings"]
    shown = run(services, "exchange", "status", "--about", "letter-5")

    assert [(one["id"], one["state"]) for one in sent] == [(posting.id, "delivered")]
    assert shown["counts"]["delivered"] == 1
    assert shown["postings"][0]["receiver"] == pair.receiver.code
    assert run(services, "exchange", "send")["postings"] == []


def test_keys_show_the_digits_and_write_the_certificate(services: Services, pair: Pair, tmp_path: Path) -> None:
    out = tmp_path / "chung-thu.pem"

    (first,) = run(services, "exchange", "keys", "--agency", pair.sender.code, "--out", str(out))["keys"]
    (changed,) = run(services, "exchange", "keys", "--agency", pair.sender.code, "--change")["keys"]

    assert out.read_text() == first["certificate"]
    assert len(first["call_sign"].split()) == 8
    assert changed["fingerprint"] != first["fingerprint"]
    assert [one["fingerprint"] for one in run(services, "exchange", "keys")["keys"]] == [changed["fingerprint"]]
    locked = services.settings.home / "keys" / f"{first['fingerprint']}.pem"
    assert locked.stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED" in locked.read_bytes()


def test_a_partner_is_added_and_agreed_on_by_digits(services: Services, pair: Pair, tmp_path: Path) -> None:
    pem = tmp_path / "ban.pem"
    run(services, "exchange", "keys", "--agency", pair.receiver.code, "--out", str(pem))
    run(services, "exchange", "partner", "add", "H91.01", "Sở Xa", "--address", "https://xa.example")
    imported = run(services, "exchange", "partner", "import", "H91.01", str(pem))
    wrong = run(services, "exchange", "partner", "confirm", "H91.01", *["00000"] * 8, code=1)
    run(services, "exchange", "partner", "confirm", "H91.01", *imported["call_sign"].split())
    run(services, "exchange", "partner", "pause", "H91.01")

    asked = run(services, "exchange", "partner", "signatures", "H91.01", "--demand", "required", "--sha1")

    (row,) = run(services, "exchange", "partners")["partners"]

    assert (asked["demand"], asked["sha1"]) == (row["signatures"], row["sha1"]) == ("required", True)

    assert wrong["error"]["code"] == "wrong-call-sign"
    assert (row["call_sign"], row["state"]) == (imported["call_sign"], "Tạm ngừng gửi")
    assert run(services, "exchange", "partner", "resume", "H91.01")["resumed"] == 0
    assert run(services, "exchange", "partner", "pause", "X", code=1)["error"]["code"] == "partner-not-found"


def test_verify_needs_nothing_but_the_file(services: Services, pair: Pair, tmp_path: Path) -> None:
    posting = post_one(services, pair)
    run_jobs(services)
    with services.db.reading() as session:
        proof = proof_of(session, pair.clerk, posting.id)
    (tmp_path / "proof.json").write_bytes(proofs.written(proof))
    (tmp_path / "packet.edxml").write_bytes(services.files.read(posting.packet_sha))
    (tmp_path / "broken.json").write_bytes(proofs.written({**proof, "receipt": proof["receipt"].replace("1", "2")}))

    good = run(services, "exchange", "verify", str(tmp_path / "proof.json"), "--packet", str(tmp_path / "packet.edxml"))
    bad = run(services, "exchange", "verify", str(tmp_path / "broken.json"), code=1)

    assert (good["valid"], good["packet_checked"], good["receiver"]["code"]) == (True, True, pair.receiver.code)
    assert bad["valid"] is False
    assert (
        run(services, "exchange", "verify", str(tmp_path / "none.json"), code=1)["error"]["code"] == "file-unreadable"
    )


@pytest.fixture
def far(tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock) -> Iterator[Installation]:
    made = install(tmp_path / "far", databases, database_kind, clock, "H91.01", exchange_folder=str(tmp_path / "stick"))
    yield made
    made.services.stop()
    databases.take_back(made.services.settings.home)


def test_receive_takes_packets_from_the_folder(
    services: Services, pair: Pair, far: Installation, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    here = tmp_path / "here" / "H91.01" / "in"
    with services.begin(Actor.operator()) as uow:
        agency = uow.session.get_one(Agency, pair.receiver.id)
    home = Installation(services, agency, pair.other_clerk)
    agree(home, far, ChannelKind.FOLDER)
    agree(far, home, ChannelKind.FOLDER)
    with far.services.begin(far.clerk) as uow:
        sending.post(
            uow, from_agency=uow.session.get_one(Agency, far.agency.id), to_code=agency.code,
            packet=packet("H91.01", agency.code), kind=PostingKind.DOCUMENT, about="x",
        )  # fmt: skip
    run_jobs(far.services)
    here.parent.mkdir(parents=True)
    (tmp_path / "stick" / agency.code / "out").rename(here)
    with (services.settings.home / "docarchive.toml").open("a") as settings:
        settings.write(f'exchange_folder = "{tmp_path / "here"}"\n')

    found = run(services, "exchange", "receive")

    assert (found["received"], found["refused"]) == (1, 0)
    assert list((tmp_path / "here" / "H91.01" / "out").glob("*.receipt.json"))
