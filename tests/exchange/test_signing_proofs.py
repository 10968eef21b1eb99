"""Time stamps and evidence in what is signed here: when they are put in, and what happens when they cannot be had."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import NotSignedError
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.queries.outgoing_steps import steps_of
from docarchive.exchange.signing_proofs import Proofs
from docarchive.settings import Settings
from docarchive.wiring import extensions
from signatures import pdf
from signatures.errors import TimeStampError
from signatures.pdf import Overall, TimeState
from signatures.trust import TrustStore
from tests.archive.test_judging import authorities
from tests.conftest import NOON
from tests.exchange.factories import Office, acting, make_office
from tests.exchange.signing_factories import make_submitted, sign_here
from tests.signatures.papers import Stamps, blank
from tests.signatures.world import World


@dataclass
class Silent:
    """An authority that does not answer, and counts how often it was asked."""

    asked: int = 0

    def answer(self, request: bytes) -> bytes:
        self.asked += 1
        raise TimeStampError("Nơi cấp dấu thời gian không trả lời; thử lại sau.")


@pytest.fixture
def office(uow: UnitOfWork) -> Office:
    return make_office(uow, short_name="UBND", name="Ủy ban nhân dân xã Thử Nghiệm")


def test_a_stamp_and_the_evidence_are_signed_along(uow: UnitOfWork, office: Office, world: World) -> None:
    letter = make_submitted(uow, office)
    with acting(uow, office.leader):
        key = world.sub.issue(office.leader.name, office.agency.name)
        known = authorities(world)
        sign_here(
            uow, letter, key, authorities=lambda: known, proofs=Proofs(Stamps(world.tsa, NOON), has_evidence=True)
        )

    assert letter.main is not None
    content = uow.files.read(letter.main.file_sha)
    [one] = pdf.verify(content, TrustStore(world.trust().roots), NOON).signatures
    assert (one.overall, one.time.state) == (Overall.VALID, TimeState.PROVEN)
    said = steps_of(uow.session, letter)[-1].words
    assert said.endswith("; có dấu thời gian; kèm chuỗi chứng thư và danh sách thu hồi")


def test_what_cannot_be_had_refuses_the_signature(uow: UnitOfWork, office: Office, world: World) -> None:
    letter = make_submitted(uow, office)
    key = world.sub.issue(office.leader.name, office.agency.name)
    with acting(uow, office.leader):
        with pytest.raises(NotSignedError, match=r"Chưa ký tệp nào\. Nơi cấp dấu thời gian không trả lời"):
            sign_here(uow, letter, key, proofs=Proofs(Silent()))
        with pytest.raises(NotSignedError, match=r"Chưa ký tệp nào\. Không đủ dữ liệu"):
            sign_here(uow, letter, key, proofs=Proofs(has_evidence=True))
    assert (letter.state, letter.signatures) == (OutgoingState.SUBMITTED, [])


def test_where_it_may_lack_the_letter_says_what_is_missing(world: World) -> None:
    silent = Silent()
    proving = Proofs(silent, has_evidence=True, may_lack=True).proving(TrustStore())
    files = [proving.sign(blank(pages), world.agency, NOON, None, pdf.Afterwards.UNSAID) for pages in (1, 2)]

    assert silent.asked == 1  # the second file does not wait again
    assert proving.words().startswith("ký thiếu: Không đủ dữ liệu để kèm vào chữ ký")
    assert proving.words().endswith("; ký thiếu: Nơi cấp dấu thời gian không trả lời; thử lại sau")
    for file in files:
        [one] = pdf.verify(file, world.trust(), NOON).signatures
        assert (one.overall, one.time.state) == (Overall.VALID_BUT, TimeState.CLAIMED)


def test_settings_say_what_is_wanted(settings: Settings) -> None:
    wanted = {"time_stamp_url": "https://tsa.example/tsr", "signature_evidence": True, "signature_may_lack": True}
    desk = extensions(settings.model_copy(update=wanted), lambda: None)["exchange.signing"]  # type: ignore[arg-type, return-value]

    assert desk.proofs.time_stamps.url == "https://tsa.example/tsr"  # type: ignore[attr-defined]
    assert (desk.proofs.has_evidence, desk.proofs.may_lack) == (True, True)  # type: ignore[attr-defined]
