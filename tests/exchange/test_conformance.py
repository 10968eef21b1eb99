"""The kit for other systems: this program passes every case of it, and a peer that is broken does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.cli import main
from docarchive.core.actor import Actor
from docarchive.core.clock import system_clock
from docarchive.core.instance import Services
from docarchive.core.runner import JobRunner
from docarchive.delivery.channels.folder import FolderChannel
from docarchive.delivery.channels.https import HttpsChannel
from docarchive.delivery.collecting import collect
from docarchive.delivery.conformance import trials
from docarchive.delivery.conformance.acting import Act
from docarchive.delivery.conformance.bench import Bench
from docarchive.delivery.conformance.cases import Family, Mark, Need
from docarchive.delivery.conformance.counter import Counter
from docarchive.delivery.conformance.examiner import Examiner, Peer, examiner_of
from docarchive.delivery.conformance.lines import FolderLine, HttpsLine, Line
from docarchive.delivery.conformance.listening import listening
from docarchive.delivery.conformance.samples import Letter
from docarchive.delivery.services import partners
from docarchive.delivery.services.keys import key_of
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.states import ChannelKind
from docarchive.exchange.models import IncomingLetter, ReceivedPacket
from docarchive.exchange.services import deciding, recipients, registering
from docarchive.exchange.services.recipients import Addressee
from signatures.detached import make_exchange_identity
from signatures.xml import Demand
from tests.conftest import FixedClock, application
from tests.delivery.broken_peer import BrokenPeer, PageWire, Wrong
from tests.delivery.factories import room_of
from tests.delivery.fakes import AppWire
from tests.exchange.factories import ENTRY, Office, acting, make_office
from tests.exchange.outgoing_factories import issue
from tests.exchange.two import Two, quick_handlers
from tests.factories import make_agency

HERE, THERE, OURS = "H99.99", "https://ben-thu.example", "https://bo-thu.example"


@dataclass
class Clerk:
    """The clerk of the agency under trial."""

    services: Services
    office: Office

    def do(self, act: Act, letter: Letter | None) -> None:
        JobRunner(self.services.work, quick_handlers(self.services), self.services.settings.home).run_due()
        if letter is None:
            self._send()
            return
        with self.services.begin(Actor.operator()) as uow, acting(uow, self.office.clerk):
            found = uow.session.scalars(
                select(IncomingLetter)
                .join(ReceivedPacket, ReceivedPacket.letter_id == IncomingLetter.id)
                .where(ReceivedPacket.document_code == letter.document_id)
            ).one()  # fmt: skip
            if act is Act.REGISTER:
                registering.register(uow, found, self.office.book, replace(ENTRY, number=letter.number))
            elif act is Act.RETURN:
                registering.refuse(uow, found, "Gửi thử, không thuộc thẩm quyền")
            elif act is Act.AGREE:
                deciding.agree(uow, found.requests[0])
            else:
                deciding.refuse(uow, found.requests[0], "Gửi thử, giữ nguyên văn bản")

    def _send(self) -> None:
        with self.services.begin(Actor.operator()) as uow:
            to = uow.session.scalars(select(Agency).where(Agency.code == HERE)).one()
            letter = Two(self.services, self.office, self.office).numbered(uow)
            with acting(uow, self.office.clerk):
                recipients.set_recipients(uow, letter, [Addressee(to.name, to)])
                issue(uow, letter)


@pytest.fixture
def examiner(clock: FixedClock) -> Examiner:
    made = make_exchange_identity("Cơ quan thử", HERE, at=clock() - timedelta(days=2), valid_days=30)
    return examiner_of(made.identity, HERE, "", clock)


def rounds_of(services: Services, clock: FixedClock) -> Any:
    def rounds() -> Iterator[None]:
        for _ in range(5):
            JobRunner(services.work, quick_handlers(services), services.settings.home).run_due()
            collect(services.work, room_of(services))
            yield
            clock.now += timedelta(minutes=20)

    return rounds


def bench_of(
    services: Services,
    clock: FixedClock,
    examiner: Examiner,
    kind: ChannelKind,
    folder: Path,
    demand: Demand = Demand.OFF,
) -> Bench:
    """A trial of this program by an agency it agreed on certificates with."""
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow, name="UBND xã Đồi Thông", short_name="UBND")
        make_agency(uow, code=HERE, name="Bộ thử")
        certificate = key_of(uow, room_of(services).ring, uow.session.get_one(Agency, office.agency.id)).certificate
        partner = partners.add(uow, NewPartner(HERE, "Bộ thử", kind, OURS if kind is ChannelKind.HTTPS else ""))
        pem = examiner.identity.certificate.public_bytes(Encoding.PEM)
        partners.confirm(uow, partner, partners.import_certificate(uow, partner, pem).call_sign)
        partners.demand_signatures(uow, partner, demand, sha1=False)
    examiner = replace(examiner, peer=office.agency.code)
    peer = Peer(office.agency.code, (certificate,))
    counter, rounds = Counter(examiner, peer), rounds_of(services, clock)
    room, back, forth = room_of(services), PageWire(), AppWire()
    back.ends[OURS], forth.apps[THERE] = counter, application(services)
    channels: dict[ChannelKind, Any] = {
        ChannelKind.HTTPS: HttpsChannel(back, room.signing.sign), ChannelKind.FOLDER: FolderChannel(folder, room.door),
    }  # fmt: skip
    object.__setattr__(room, "channels", {**room.channels, **channels})
    line: Line = HttpsLine(forth, THERE, examiner)
    if kind is ChannelKind.FOLDER:
        folder.mkdir()
        line = FolderLine(folder / HERE, rounds)
    return Bench(examiner, peer, line, counter, rounds, Clerk(services, office), demand, large_bytes=20 << 20)


def failures(bench: Bench, family: Family) -> list[str]:
    found = list(trials.play(bench, trials.chosen([family])))
    return [f"{one.case.id} {one.mark}: {one.words}" for one in found if one.mark is not Mark.PASSED]


@pytest.mark.parametrize("family", [one for one in Family if one is not Family.SIGNATURES])
def test_this_program_passes_over_https(
    services: Services, clock: FixedClock, examiner: Examiner, tmp_path: Path, family: Family
) -> None:
    assert failures(bench_of(services, clock, examiner, ChannelKind.HTTPS, tmp_path), family) == []


@pytest.mark.parametrize("demand", [Demand.WARN, Demand.REQUIRED])
def test_signatures_inside_are_judged_as_agreed(
    services: Services, clock: FixedClock, examiner: Examiner, tmp_path: Path, demand: Demand
) -> None:
    bench = bench_of(services, clock, examiner, ChannelKind.HTTPS, tmp_path, demand)
    assert failures(bench, Family.SIGNATURES) == []


@pytest.mark.parametrize("family", [Family.RECEIPTS, Family.DOOR, Family.STATUSES, Family.LETTERS, Family.SENDING])
def test_this_program_passes_through_a_folder(
    services: Services, clock: FixedClock, examiner: Examiner, tmp_path: Path, family: Family
) -> None:
    bench = bench_of(services, clock, examiner, ChannelKind.FOLDER, tmp_path / "stick")
    cases = [one for one in trials.chosen([family]) if Need.HTTPS not in one.needs]

    found = list(trials.play(bench, cases))

    assert [f"{one.case.id}: {one.words}" for one in found if one.mark is not Mark.PASSED] == []


@dataclass
class Tried:
    """A broken peer and a trial of it."""

    bench: Bench
    peer: BrokenPeer


def broken(examiner: Examiner, clock: FixedClock, wrong: Wrong, demand: Demand = Demand.OFF) -> Tried:
    code = "H99.98"
    theirs = make_exchange_identity("Bên hỏng", code, at=clock() - timedelta(days=2), valid_days=30)
    wire, mine = PageWire(), replace(examiner, peer=code)
    peer = BrokenPeer(examiner_of(theirs.identity, code, HERE, clock), wrong, wire, OURS)
    pem = theirs.certificate_pem().decode()
    counter = Counter(mine, Peer(code, (pem,)))
    wire.ends = {THERE: peer, OURS: counter}

    def rounds() -> Iterator[None]:
        yield from (None, None)

    line = HttpsLine(wire, THERE, mine)
    return Tried(Bench(mine, Peer(code, (pem,)), line, counter, rounds, peer, demand, large_bytes=5 << 20), peer)


@pytest.mark.parametrize(
    ("wrong", "family", "reported"),
    [
        (Wrong.FORGETS, Family.RECEIPTS, {"R02", "R03", "R04"}),
        (Wrong.SIGNS_WITH_A_STRANGER, Family.RECEIPTS, {"R01", "R05"}),
        (Wrong.LETS_ALL_IN, Family.DOOR, {"D01", "D04", "D05", "D06", "D07", "D08", "D09", "D10", "D11", "D12", "D15"}),
        (Wrong.LETS_ALL_IN, Family.HOSTILE, {f"H{at:02}" for at in range(1, 13)}),
        (Wrong.REFUSES_ALL, Family.HOSTILE, {f"H{at:02}" for at in range(1, 19)}),
        (Wrong.REFUSES_ALL, Family.DIALECTS, {f"L{at:02}" for at in range(1, 16)}),
        (Wrong.REFUSES_ALL, Family.STATUSES, {f"S{at:02}" for at in range(1, 10)}),
        (Wrong.LETS_ALL_IN, Family.SIGNATURES, {f"C{at:02}" for at in range(2, 9)}),
        (Wrong.LETS_ALL_IN, Family.LETTERS, {f"N{at:02}" for at in range(1, 14)}),
        (Wrong.SENDS_ONCE, Family.SENDING, {"G01", "G02", "G03", "G04", "G05"}),
    ],
)  # fmt: skip
def test_a_broken_peer_is_reported(
    examiner: Examiner, clock: FixedClock, wrong: Wrong, family: Family, reported: set[str]
) -> None:
    tried = broken(examiner, clock, wrong, Demand.REQUIRED if family is Family.SIGNATURES else Demand.OFF)

    found = list(trials.play(tried.bench, trials.chosen([family])))

    assert reported <= {one.case.id for one in found if one.mark is Mark.FAILED}
    assert all(one.words for one in found if one.mark is not Mark.PASSED)


def command(*words: str, code: int) -> Any:
    done = CliRunner().invoke(main, ["exchange", "conformance", *words, "--json"])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


@pytest.mark.enable_socket
def test_the_command_tries_a_server_and_fails_where_it_fails(
    examiner: Examiner, clock: FixedClock, tmp_path: Path
) -> None:
    folder = tmp_path / "bo-thu"
    command("key", str(folder), "--code", HERE, code=0)
    assert (folder / "khoa.pem").stat().st_mode & 0o777 == 0o600
    clock.now = system_clock()
    peer = broken(examiner, clock, Wrong.FORGETS).peer
    pem = tmp_path / "ben-thu.pem"
    pem.write_bytes(peer.own.identity.certificate.public_bytes(Encoding.PEM))
    with listening(peer, "127.0.0.1", 0) as address:  # type: ignore[arg-type] # it answers as our counter does
        words = ("run", str(folder), peer.own.code, "--certificate", str(pem), "--address", address)
        bad = command(*words, "--only", "R02", "--only", "R05", "--only", "N01", code=1)
        good = command(*words, "--only", "R05", code=0)
        command(*words, "--only", "N01", code=1)  # nothing was tried
    assert bad["counts"] == {"passed": 1, "failed": 1, "skipped": 1}
    assert [one["verdict"] for one in good["verdicts"]] == ["passed"]
    assert command("run", str(tmp_path), "X", "--certificate", str(pem), "--drop", str(tmp_path), code=1)["error"][
        "code"
    ] == "no-key"  # fmt: skip


def test_what_is_listed_is_what_is_played() -> None:
    listed = command("cases", code=0)["cases"]
    assert [one["id"] for one in listed] == [one.id for one in trials.CASES]
    assert len({one["id"] for one in listed}) >= 30
    assert {one["family"] for one in listed} == {one.name.lower() for one in Family}
