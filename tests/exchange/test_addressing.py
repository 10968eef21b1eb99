"""The printed block "Nơi nhận" and the agencies it stands for."""

from __future__ import annotations

from datetime import date

import pytest

from docarchive.core.work import UnitOfWork
from docarchive.exchange.addressing import Item, key, read_block
from docarchive.exchange.outgoing_states import Way
from docarchive.exchange.queries.directory import Directory, lists_of, members_of, ways
from docarchive.exchange.services import recipients
from docarchive.exchange.services.recipients import Addressee
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.exchange.factories import acting, make_office
from tests.exchange.outgoing_factories import make_draft, make_issued
from tests.factories import make_agency

TODAY = date(2026, 6, 15)


def test_a_block_as_it_is_printed() -> None:
    block = read_block(
        "Nơi nhận:\n- Như trên;\n- Bộ Tài chính (để b/c);\n– Sở Nội vụ, Sở Y tế;\n"
        "- UBND các xã: Đông Hà, Tây Hà;\n- Lưu: VT, TH (Nam)."
    )
    assert block.items == (
        Item("Bộ Tài chính", "để b/c"), Item("Sở Nội vụ"), Item("Sở Y tế"), Item("UBND xã Đông Hà"),
        Item("UBND xã Tây Hà"),
    )  # fmt: skip
    assert (block.kept_by, block.as_said) == ("VT, TH (Nam)", True)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Các sở: Tài chính, Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
        ("Sở Nông nghiệp và Môi trường", ["Sở Nông nghiệp và Môi trường"]),
        ("- Văn phòng UBND tỉnh;", ["Văn phòng UBND tỉnh"]),
        ("Kính gửi: Sở Xây dựng", ["Sở Xây dựng"]),
        ("Như Điều 3", []),
        ("", []),
    ],
)
def test_names_of_a_line(line: str, names: list[str]) -> None:
    assert [item.name for item in read_block(line).items] == names


@pytest.mark.parametrize(
    ("line", "types"),
    [
        ("Các sở, ban, ngành tỉnh", ("so ", "ban ")),
        ("Các sở, ban, ngành cấp tỉnh", ("so ", "ban ")),
        ("Các sở, ban", ("so ", "ban ")),
        ("UBND các xã, phường", ("uy ban nhan dan xa ", "uy ban nhan dan phuong ")),
        ("Các Phó Chủ tịch", ()),
    ],
)
def test_groups_of_agencies(line: str, types: tuple[str, ...]) -> None:
    assert read_block(line).items[0].types == types


def test_long_and_short_names_meet() -> None:
    assert key("UBND TP. Hà An") == key("Ủy ban nhân dân thành phố Hà An")


def test_names_find_agencies(uow: UnitOfWork) -> None:
    office = make_office(uow, name="Ủy ban nhân dân tỉnh Hà Đông")
    other = make_agency(uow, name="Ủy ban nhân dân tỉnh Nam Ninh")
    ours = make_agency(uow, name="Sở Tài chính", parent=office.agency)
    make_agency(uow, name="Sở Tài chính", parent=other)
    communes = [
        make_agency(uow, name=f"Ủy ban nhân dân xã {name}", parent=office.agency) for name in ("Bình An", "Yên Hòa")
    ]
    make_agency(uow, name="Sở Giao thông").valid_to = date(2025, 2, 28)
    uow.session.flush()
    _block, found = Directory(uow.session, office.agency, TODAY).read(
        "- So tai chinh;\n- UBND các xã;\n- UBND tỉnh Nam Ninh;\n- Sở Giao thông;\n- Ông Nguyễn Văn A;"
    )
    assert [(match.is_sure, list(match.agencies)) for match in found] == [
        (True, [ours]), (True, communes), (True, [other]), (False, []), (False, []),
    ]  # fmt: skip


def test_an_agency_with_clerks_here_is_reached_electronically(uow: UnitOfWork) -> None:
    office, silent = make_office(uow), make_agency(uow)
    found = ways(uow.session, [office.agency, silent], TODAY)
    assert found == {office.agency.id: Way.ELECTRONIC, silent.id: Way.PAPER}


def test_recipients_are_set_once_each_in_order(uow: UnitOfWork) -> None:
    office, first, second = make_office(uow), make_agency(uow), make_agency(uow)
    letter = make_draft(uow, office)
    with acting(uow, office.officer):
        named = [Addressee(first.name, first), Addressee("Ông A", way=Way.PAPER), Addressee(second.name, second)]
        recipients.set_recipients(uow, letter, [*named, Addressee(first.name, first)])
        assert [one.name for one in letter.sent_to] == [first.name, "Ông A", second.name]
        recipients.set_recipients(uow, letter, [Addressee(second.name, second)])
        assert [(one.ordinal, one.name, one.code) for one in letter.sent_to] == [(1, second.name, second.code)]
        with pytest.raises(InvalidInputError):
            recipients.set_recipients(uow, letter, [Addressee("Ông A")])


def test_recipients_of_an_issued_letter_stay(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_issued(uow, office)
    with acting(uow, office.clerk), pytest.raises(Exception, match="đã ban hành"):
        recipients.set_recipients(uow, letter, [])


def test_lists_are_the_offices_own(uow: UnitOfWork) -> None:
    office, stranger, other = make_office(uow), make_office(uow), make_agency(uow)
    with acting(uow, office.officer):
        row = recipients.save_list(uow, office.agency.id, " Các  sở ", [other])
        again = recipients.save_list(uow, office.agency.id, "Các sở", [other, stranger.agency])
    assert row is again
    assert set(members_of(uow.session, row)) == {other.id, stranger.agency.id}
    with acting(uow, stranger.officer), pytest.raises(NotAllowedError):
        recipients.drop_list(uow, row)
    with acting(uow, office.officer):
        recipients.drop_list(uow, row)
    assert not lists_of(uow.session, office.agency.id)
