"""Official copies: numbered in one series, linked to their source, its bytes unchanged."""

from __future__ import annotations

import pytest

from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import NotReadyError
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.services import copying, issuing
from docarchive.exchange.services.copying import CopyOrder
from docarchive.exchange.services.receiving import SentFile
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.registers import symbols
from docarchive.registers.services.arranging import COPIES
from tests.exchange.factories import Office, acting, make_letter, make_office
from tests.exchange.outgoing_factories import issue
from tests.registers.factories import make_register


@pytest.fixture
def office(uow: UnitOfWork) -> Office:
    return make_office(uow, short_name="UBND")


def test_a_copy_bears_the_bytes_and_a_number_of_its_own(uow: UnitOfWork, office: Office) -> None:
    book = make_register(uow, office.agency, name="Sổ sao văn bản", kinds=list(COPIES), symbol=symbols.NAMED)
    document = make_letter(uow, office).document
    assert document is not None
    with acting(uow, office.clerk):
        letter = copying.copy(uow, office.agency.id, document, CopyOrder("sao y", office.leader, "Phó Chủ tịch"))
        issuing.number(uow, letter, book)
        issued = issue(uow, letter)
    assert (letter.state, letter.number, letter.copy_of_id) == (OutgoingState.ISSUED, "01/SY-UBND", document.id)
    assert document.version is not None
    assert letter.files[0].file_sha == document.version.file_sha
    assert issued.id != document.id
    assert issued.subject is not None
    assert issued.subject.startswith(document.number or "?")


def test_a_part_needs_its_own_file_and_says_which_part_it_is(uow: UnitOfWork, office: Office) -> None:
    document = make_letter(uow, office).document
    assert document is not None
    with acting(uow, office.clerk):
        with pytest.raises(InvalidInputError):
            copying.copy(uow, office.agency.id, document, CopyOrder("trích sao", office.leader))
        with pytest.raises(NotReadyError):
            copying.copy(uow, office.agency.id, document, CopyOrder("trích sao", office.leader, part="Điều 3"))
        file = SentFile("trich.pdf", b"%PDF-1.7 part")
        order = CopyOrder("trích sao", office.leader, part="Điều 3", file=file)
        letter = copying.copy(uow, office.agency.id, document, order)
    assert letter.note == "Điều 3"
    assert uow.files.read(letter.files[0].file_sha) == b"%PDF-1.7 part"


def test_only_clerks_copy(uow: UnitOfWork, office: Office) -> None:
    document = make_letter(uow, office).document
    assert document is not None
    with acting(uow, office.officer), pytest.raises(NotAllowedError):
        copying.copy(uow, office.agency.id, document, CopyOrder("sao y", office.leader))
    with acting(uow, office.clerk), pytest.raises(InvalidInputError):
        copying.copy(uow, office.agency.id, document, CopyOrder("bản chụp", office.leader))
