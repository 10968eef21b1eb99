"""Before a letter leaves, what is printed on it is compared with whom it goes to and who signed it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditEvent
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.exchange.addressing import addressees
from docarchive.exchange.errors import CheckUnseenError
from docarchive.exchange.issuing_check import Check, authority_doubts
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.queries.issuing_check import check_before_issuing
from docarchive.exchange.queries.outgoing_steps import steps_of
from docarchive.exchange.services import issuing, recipients
from docarchive.exchange.services.recipients import Addressee
from tests.archive.factories import make_reading
from tests.conftest import csrf, sign_in
from tests.exchange.factories import Office, acting, make_office
from tests.exchange.outgoing_factories import look, make_numbered
from tests.factories import make_agency

TODAY = date(2026, 6, 15)
NAMES = ("Tài chính", "Xây dựng và Quy hoạch", "Y tế")
TEXT = "Số: 12/UBND-VP\nKính gửi:\n- Sở Tài chính;\n- Sở Xây dựng và\nQuy hoạch.\nThực hiện Công văn số 5"


def printed(uow: UnitOfWork, office: Office, *lines: str, text: str = TEXT, **said: object) -> OutgoingLetter:
    """A numbered letter whose page names these; nothing else is said unless told."""
    letter = make_numbered(uow, office)
    assert letter.main is not None
    usual: dict[str, Any] = {"signer": None, "signer_title": None, "signer_authority": None, "evidence": {}}
    look(uow, letter.main, make_reading(text=text, recipients=lines, **{**usual, **said}))
    return letter


def found(uow: UnitOfWork, letter: OutgoingLetter) -> Check:
    return check_before_issuing(uow.session, letter, TODAY)


def test_whom_a_letter_addresses() -> None:
    assert addressees(TEXT) == ["Sở Tài chính", "Sở Xây dựng và Quy hoạch"]
    assert addressees("Kính gửi: Ủy ban nhân dân\ntỉnh Lạc Hồng.\nCăn cứ Luật") == ["Ủy ban nhân dân tỉnh Lạc Hồng"]
    assert addressees("Căn cứ Luật") == []


def test_what_is_printed_and_who_gets_it(uow: UnitOfWork) -> None:
    office = make_office(uow)
    finance, works, health = (
        make_agency(uow, name=f"Sở {name}") for name in ("Tài chính", "Xây dựng và Quy hoạch", "Y tế")
    )
    letter = printed(uow, office, "Như trên", "Bộ phận một cửa", "Lưu: VT")
    with acting(uow, office.clerk):
        recipients.set_recipients(uow, letter, [Addressee(finance.name, finance), Addressee(health.name, health)])

    check = found(uow, letter)
    assert [one.name for one in check.missing] == [works.name]
    assert (check.extra, check.unknown, check.is_open) == ((health.name,), ("Bộ phận một cửa",), False)

    with acting(uow, office.clerk):
        assert recipients.add_recipients(uow, letter, [works, finance]) == 1
    again = found(uow, letter)
    assert (again.missing, again.extra) == ((), (health.name,))
    assert again.seal != check.seal
    with acting(uow, office.clerk):
        recipients.set_recipients(uow, letter, [Addressee(finance.name, finance), Addressee(works.name, works)])
    assert found(uow, letter).is_clear


def test_of_very_many_places_a_sentence_names_the_first() -> None:
    every = tuple(f"xã {at}" for at in range(800))
    assert Check(extra=every).sentence == "thừa xã 0, xã 1, xã 2, xã 3, xã 4 và 795 nơi khác"
    assert Check(extra=every[:5]).sentence == "thừa xã 0, xã 1, xã 2, xã 3, xã 4"
    assert Check(extra=every).seal != Check(extra=every[:-1]).seal


def test_a_page_that_points_elsewhere_says_of_nobody_that_he_is_too_much(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_agency(uow, name="Sở Y tế")
    letter = printed(uow, office, "Như Điều 3", text="QUYẾT ĐỊNH:")
    with acting(uow, office.clerk):
        recipients.set_recipients(uow, letter, [Addressee(other.name, other)])
    check = found(uow, letter)
    assert (check.is_open, check.is_clear) == (True, True)


def test_what_differs_is_seen_or_the_letter_stays(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_agency(uow, name="Sở Tài chính")
    letter = printed(uow, office, "Như trên", signer=office.leader.name, signer_title="Phó Chủ tịch")
    before = found(uow, letter).seal
    with acting(uow, office.clerk):
        for seen in ("", "y"):
            with pytest.raises(CheckUnseenError, match="Sở Tài chính"):
                issuing.issue(uow, letter, seen=seen)
        recipients.add_recipients(uow, letter, [other])
        with pytest.raises(CheckUnseenError, match="KT"):
            issuing.issue(uow, letter, seen=before)
        assert letter.state == OutgoingState.NUMBERED
        issuing.issue(uow, letter, seen=found(uow, letter).seal)

    assert "cấp phó" in steps_of(uow.session, letter)[-1].words
    written = uow.session.scalars(select(AuditEvent.action).where(AuditEvent.subject == letter.id)).all()
    assert "outgoing.issued_despite" in written


@pytest.mark.parametrize(
    ("authority", "title", "seat", "odd"),
    [
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Chủ tịch", ""),
        ("TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phó Chủ tịch Thường trực", ""),
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phó Chủ tịch", ""),
        ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Thứ trưởng", ""),
        ("", "THỦ TRƯỞNG CƠ QUAN", "Thủ trưởng cơ quan", ""),
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Chánh Văn phòng", ""),
        ("TL. CHỦ TỊCH, KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Phó Chánh Văn phòng", ""),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", ""),
        ("", "GIÁM ĐỐC", "Giám đốc Sở", ""),
        ("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Phó Chủ tịch", "cấp phó"),
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Chủ tịch", "giữ chức Chủ tịch"),
        ("KT. CHỦ TỊCH", "CHỦ TỊCH", "", "chức vụ trên văn bản là CHỦ TỊCH"),
        ("TL. CHỦ TỊCH", "CHỦ TỊCH", "Phó Chủ tịch", "“TL. CHỦ TỊCH”"),
        ("", "GIÁM ĐỐC", "Trưởng phòng", "người ký giữ chức Trưởng phòng"),
    ],
)
def test_on_whose_behalf_it_is_signed(authority: str, title: str, seat: str, odd: str) -> None:
    doubts = list(authority_doubts(authority, title, seat))
    assert bool(doubts) == bool(odd)
    assert odd in "; ".join(doubts)


def test_the_page_shows_adds_and_asks(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow)
        make_agency(uow, name="Sở Tài chính")
        letter = printed(uow, office, "Như trên", "Đơn vị lạ")
        letter_id, missing = letter.id, found(uow, letter).missing[0]
    clerk = sign_in(app, office.clerk.username)
    address = f"/outgoing/{letter_id}"

    page = clerk.get(address).text
    assert "chưa có trong danh sách nhận: Sở Tài chính" in page
    assert "Đơn vị lạ" in page
    refused = clerk.post(f"{address}/issue", data=csrf(clerk))
    assert refused.status_code == 422
    assert "đánh dấu xác nhận" in refused.text

    clerk.post(f"{address}/recipients/add", data={"agency": missing.agency_id, **csrf(clerk)})
    page = clerk.get(address).text
    assert "khớp với văn bản" in page
    assert clerk.post(f"{address}/issue", data=csrf(clerk)).status_code == 302
