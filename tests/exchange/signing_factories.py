"""Key files, desks and letters that wait for an electronic signature; everybody in them is invented."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.exchange.marks import Picture
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.services import approving, drafting, issuing, signing
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.signing import DESK, Desk, KeyFile
from signatures.identities import KeyIdentity
from signatures.pdf.alone import answer, question
from tests.exchange.factories import Office, acting
from tests.exchange.outgoing_factories import book_of, make_draft
from tests.signatures.papers import blank

PASSWORD = "mật khẩu khóa"
PAPER = blank(1)


def key_file(who: KeyIdentity, password: str = PASSWORD) -> bytes:
    """What an authority hands out: key, certificate and the authorities above it, locked."""
    locked = BestAvailableEncryption(password.encode())
    return serialize_key_and_certificates(b"khoa", who.key, who.certificate, who.chain, locked)


def judged_here(content: bytes, handed_out: int, at: datetime, known: Sequence[bytes]) -> Mapping[str, Any]:
    """Judge a returned file in this process: the same as the child process says, sooner."""
    asked, rest = question(content, at, known, handed_out).split(b"\n", 1)
    return answer(json.loads(asked), rest)


def set_desk(services: Services, **values: Any) -> Desk:
    """Give an instance a desk of the test's making."""
    given: dict[str, Any] = {"authorities": tuple, "judge": judged_here} | values
    made = Desk(**given)
    services.extensions = {**services.extensions, DESK: made}
    return made


def make_submitted(uow: UnitOfWork, office: Office, *, annexes: Sequence[bytes] = (), **values: Any) -> OutgoingLetter:
    """A letter of one page with the leader."""
    letter = make_draft(uow, office, text=PAPER, **values)
    with acting(uow, office.officer):
        for at, content in enumerate(annexes, 1):
            drafting.add_annex(uow, letter, SentFile(f"phu-luc-{at}.pdf", content))
        approving.submit(uow, letter, office.leader)
    return letter


def sign_here(
    uow: UnitOfWork, letter: OutgoingLetter, key: KeyIdentity, picture: Picture | None = None, **desk: Any
) -> None:  # fmt: skip
    """Sign as the actor would from the page."""
    sheets = signing.sheets(uow, letter, picture or Picture())
    name = uow.actor.name if letter.number == "" else letter.agency.name
    at_desk = Desk(**{"authorities": tuple} | desk)
    made = at_desk.sign(sheets, KeyFile(key_file(key), PASSWORD), name, uow.now)
    signing.keep(uow, letter, made, name=name)


def make_e_numbered(uow: UnitOfWork, office: Office, leader: KeyIdentity, **values: Any) -> OutgoingLetter:
    """A letter the leader has signed electronically, with its number."""
    letter, book = make_submitted(uow, office, **values), book_of(uow, office)
    with acting(uow, office.leader):
        sign_here(uow, letter, leader)
    with acting(uow, office.clerk):
        issuing.number(uow, letter, book)
    return letter
