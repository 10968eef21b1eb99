"""Papers that bear a mark of secrecy: a series of their own, and not a word of what they say."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from docarchive.app import Application
from docarchive.core import audit
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.roles import Role
from docarchive.registers.annex import HIDDEN
from docarchive.registers.errors import SecretRegistersOffError, WrongRegisterError
from docarchive.registers.models import Register, SecretLine
from docarchive.registers.queries.registers import register_for
from docarchive.registers.services import importing, numbering, secret_papers
from docarchive.registers.services.arranging import Design, create_register
from docarchive.registers.services.numbering import NEXT
from docarchive.registers.states import Direction
from tests.conftest import csrf, sign_in
from tests.exchange.factories import make_office
from tests.factories import make_agency, make_user
from tests.registers.factories import make_register

INCOMING = Design("Sổ văn bản mật đến", Direction.INCOMING, is_secret=True)
OUTGOING = Design("Sổ văn bản mật đi", Direction.OUTGOING, symbol="{số}/{cơ quan}-M", is_secret=True)


def secret(uow: UnitOfWork, design: Design = INCOMING) -> Register:
    return create_register(uow, make_agency(uow, short_name="UBND"), design, may_be_secret=True)


def test_nobody_keeps_one_unless_the_installation_says_so(uow: UnitOfWork) -> None:
    with pytest.raises(SecretRegistersOffError):
        create_register(uow, make_agency(uow), INCOMING)
    with pytest.raises(SecretRegistersOffError):
        secret_papers.enter(uow, secret(uow), "12/UBND-NC", allowed=False)


def test_numbers_run_by_themselves(uow: UnitOfWork) -> None:
    book = secret(uow)
    usual = make_register(uow, book.agency, name="Sổ văn bản đến", direction=Direction.INCOMING, symbol="")
    numbering.give(uow, usual, "letter")
    first, second = (secret_papers.enter(uow, book, symbol, allowed=True) for symbol in ("12/UBND-NC", ""))
    going = create_register(uow, book.agency, OUTGOING, may_be_secret=True)
    made = secret_papers.enter(uow, going, allowed=True)

    assert [first.printed, second.printed] == ["01", "02"]
    symbols = {line.number_id: line.symbol for line in uow.session.scalars(select(SecretLine))}
    assert symbols == {first.id: "12/UBND-NC", second.id: "", made.id: "01/UBND-M"}
    assert "12/UBND" not in "".join(one.detail for one in uow.session.scalars(select(audit.AuditDetail)))


@pytest.mark.parametrize("symbol", ["Về việc điều động", "12/UBND-NC về điều động", "UBND", "1" * 41])
def test_only_a_number_and_symbol_is_taken(uow: UnitOfWork, symbol: str) -> None:
    with pytest.raises(InvalidInputError):
        secret_papers.enter(uow, secret(uow), symbol, allowed=True)


def test_what_is_kept_here_never_goes_into_it(uow: UnitOfWork) -> None:
    book = secret(uow)
    usual = make_register(uow, book.agency, name="Sổ văn bản đến", direction=Direction.INCOMING, symbol="")
    with pytest.raises(WrongRegisterError):
        numbering.give_at(uow, book, "letter", NEXT)
    with pytest.raises(WrongRegisterError):
        numbering.reserve(uow, book, 1, "Giữ cho một văn bản sắp đến")
    with pytest.raises(WrongRegisterError):
        importing.keep(uow, book, b"", "so-cu.xlsx")
    with pytest.raises(WrongRegisterError):
        secret_papers.enter(uow, usual, "12/UBND-NC", allowed=True)
    usual.is_open = False
    assert register_for(uow.session, book.agency_id, Direction.INCOMING, "công văn") is None


def test_clerks_write_its_lines_and_others_see_numbers_alone(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow)
        make_user(uow, username="quan-tri", roles=[Role.ADMINISTRATOR])
        make_user(uow, username="van-thu", roles=[Role.CLERK], agency=office.agency)
        make_user(uow, username="nguoi-la", roles=[Role.CLERK], agency=make_agency(uow))
    clerk = sign_in(app, "van-thu")
    wanted = {
        "name": "Sổ văn bản mật đến", "direction": "incoming", "period": "year", "is_secret": "y",
        "co-quan": office.agency.id,
    }  # fmt: skip
    assert "chỉ ghi số" not in clerk.get("/registers/new").text
    assert clerk.post("/registers/new", data={**wanted, **csrf(clerk)}).status_code == 422
    services.settings = services.settings.model_copy(update={"secret_registers": True})
    assert "chỉ ghi số" in clerk.get("/registers/new").text
    made = clerk.post("/registers/new", data={**wanted, **csrf(clerk)})
    assert made.status_code == 302
    book = made.location
    assert "Ghi văn bản giấy có dấu mật" in clerk.get(book).text
    refused = clerk.post(f"{book}/secret-papers", data={"mat-symbol": "Về việc điều động", **csrf(clerk)})
    assert refused.status_code == 422
    assert clerk.post(f"{book}/secret-papers", data={"mat-symbol": "12/UBND-NC", **csrf(clerk)}).status_code == 302

    with services.begin(Actor.operator()) as uow:
        volume = uow.session.scalars(select(SecretLine)).one().number.volume_id
    page = clerk.get(f"/registers/volumes/{volume}").text
    assert HIDDEN in page
    assert "12/UBND-NC" in page
    page = sign_in(app, "quan-tri").get(f"/registers/volumes/{volume}").text
    assert 'id="so-01"' in page
    assert "12/UBND-NC" not in page
    assert sign_in(app, "nguoi-la").get(f"/registers/volumes/{volume}").status_code == 404
