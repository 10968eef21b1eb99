"""An old register comes into the lines of a volume once, row by row, with a reason for each that does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from docarchive.core.actor import Actor
from docarchive.core.sheets import Cell
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.ids import new_id
from docarchive.kernel.roles import Role
from docarchive.registers import old_register, printing
from docarchive.registers.annex import NO_LINE, Form, shown
from docarchive.registers.entries import NoEntries
from docarchive.registers.models import OldLine, Register, RegisterNumber, Volume
from docarchive.registers.queries.lines import rows as lines_of
from docarchive.registers.queries.numbers import Window, summed
from docarchive.registers.queries.old_lines import OldAndNewEntries
from docarchive.registers.queries.registers import volume_on
from docarchive.registers.services import importing, numbering, volumes
from docarchive.registers.services.importing import Outcome, Source
from docarchive.registers.states import Direction, NumberState, Period
from tests.archive.factories import make_batch, make_document
from tests.conftest import NOON
from tests.factories import actor_for, make_agency, make_user
from tests.registers.factories import make_register
from tests.registers.old_books import INCOMING, book, came, sent

FILE = Source("so-cu.xlsx", "0" * 64)
TODAY = NOON.date()
MARCH = date(2026, 3, 2)
ENTRIES = OldAndNewEntries(NoEntries())


def day(number: int) -> date:
    return date(2026, 1, 1) + timedelta(days=number)


def read(register: Register, content: bytes, name: str = "so-cu.xlsx") -> list[old_register.Row]:
    return old_register.read(content, name, is_incoming=register.is_incoming)


def take(uow: UnitOfWork, register: Register, *rows: Sequence[Cell], closes_gaps: bool = False) -> Outcome:
    head = {"head": INCOMING} if register.is_incoming else {}
    content = book(*rows, **head)  # type: ignore[arg-type]
    return importing.take(uow, register, read(register, content), FILE, closes_gaps=closes_gaps)


def the_volume(uow: UnitOfWork, register: Register, on: date = TODAY) -> Volume:
    found = volume_on(uow.session, register, on)
    assert found is not None
    return found


def reasons(outcome: Outcome) -> dict[int, str]:
    return {one.row.line: " ".join(one.problems) for one in outcome.refused}


def numbers(uow: UnitOfWork, register: Register) -> list[str]:
    rows = lines_of(uow.session, Actor.operator(), the_volume(uow, register), Window(), ENTRIES)
    return [row.number.printed if row.number else f"?{row.missing}" for row in rows]


def test_the_next_number_continues_after_the_old_register(uow: UnitOfWork) -> None:
    register = make_register(uow)

    done = take(uow, register, *[sent(f"{at:02d}/QĐ-UBND", day(at // 3)) for at in range(1, 347)])

    assert (done.good, done.known, done.refused) == (346, 0, [])
    assert [(one.label, one.first, one.last, one.next, one.missing) for one in done.volumes] == [
        ("2026", 1, 346, 347, [])
    ]  # fmt: skip
    assert numbering.give(uow, register, new_id()).number == 347
    assert summed(uow.session, the_volume(uow, register)).missing == ()


def test_rows_are_read_as_offices_write_them(uow: UnitOfWork) -> None:
    register = make_register(uow)

    done = take(
        uow, register,
        sent("15/NQ", "5/1/26", "Nghị quyết về ngân sách"),
        sent("36a/QĐ-UBND", date(2026, 1, 9), "Quyết định nâng lương"),
        sent("036/QĐ-UBND", "08-01-2026", "″"),
        sent(" Số: 37 ", "9/1", "Giấy mời", note="Mời họp"),
        sent(38, "10/1/2026", None, note="Hủy, đánh nhầm"),
    )  # fmt: skip

    assert reasons(done) == {}
    rows = lines_of(uow.session, Actor.operator(), the_volume(uow, register), Window(), ENTRIES)
    found = [
        (row.number.printed, row.number.day.day, row.entry.symbol, row.entry.subject, row.entry.note, row.number.state)
        for row in rows
        if row.number and row.entry
    ]
    assert found == [
        ("15", 5, "15/NQ", "Nghị quyết về ngân sách", "Sổ cũ", NumberState.GIVEN),
        ("36", 8, "036/QĐ-UBND", "Quyết định nâng lương", "Sổ cũ", NumberState.GIVEN),
        ("36a", 9, "36a/QĐ-UBND", "Quyết định nâng lương", "Sổ cũ", NumberState.GIVEN),
        ("37", 9, "Số: 37", "Giấy mời", "Sổ cũ; Mời họp", NumberState.GIVEN),
        ("38", 10, "38", "", "Sổ cũ", NumberState.CANCELLED),
    ]
    assert rows[-1].number is not None
    assert rows[-1].number.reason == "Hủy, đánh nhầm"


def test_what_cannot_be_right_is_named_and_left_out(uow: UnitOfWork) -> None:
    register = make_register(uow)

    done = take(
        uow, register,
        sent("01/QĐ", day(1)),
        sent("QĐ-UBND", day(1)),
        sent("66.7/NQ", day(1)),
        sent("02/QĐ", "31/2/2026"),
        sent("03/QĐ", None),
        sent("04/QĐ", day(4), None),
        sent("05/QĐ", TODAY + timedelta(days=1)),
        sent("06/QĐ", day(6)), sent("06/CV", day(6), "Công văn khác"),
        sent("3460/QĐ", day(7)),
        sent("07/QĐ", day(8)),
        sent("08/QĐ", day(1)),
        sent("09/QĐ", day(9)), sent("09/QĐ", day(9)),
    )  # fmt: skip

    found = reasons(done)
    assert {line: words[:24] for line, words in found.items()} == {
        8: "Không đọc được số văn bả", 9: "Không đọc được số văn bả", 10: "Ngày văn bản “31/2/2026”",
        11: "Thiếu ngày văn bản.", 12: "Thiếu trích yếu. Số bỏ t", 13: "Ngày 16/06/2026 không hợ",
        14: "Số 06 còn ở dòng 15, nội", 15: "Số 06 còn ở dòng 14, nội", 16: "Số 3460 đứng giữa số 01 ",
        17: "Ngày 09/01/2026 sau ngày", 18: "Ngày 02/01/2026 trước ng",
    }  # fmt: skip
    assert found[18].endswith("của số 07 đứng trước. Số theo thứ tự ngày: sửa ngày hoặc số.")
    assert (done.good, done.known) == (2, 1)
    assert numbers(uow, register) == ["01", "?2", "?3", "?4", "?5", "?6", "?7", "?8", "09"]


def test_a_number_far_ahead_is_no_end_of_the_register(uow: UnitOfWork) -> None:
    register = make_register(uow)

    done = take(uow, register, sent("01/QĐ", day(1)), sent("2001/QĐ", day(2)), sent("9999999/QĐ", day(3)))

    assert {line: words[:44] for line, words in reasons(done).items()} == {
        9: "Số 9999999 cách số 2001 trước nó quá 2000 số"
    }  # fmt: skip
    assert [one.next for one in done.volumes] == [2002]


def test_a_wrong_day_is_the_fault_of_its_own_line_alone(uow: UnitOfWork) -> None:
    register = make_register(uow)

    done = take(uow, register, *[sent(at, date(2026, 5, 30) if at == 3 else day(at)) for at in range(1, 60)])

    assert {line: words[:62] for line, words in reasons(done).items()} == {
        9: "Ngày 30/05/2026 sau ngày 05/01/2026 của số 04 đứng sau. Số the"
    }
    assert done.good == 58


def test_bringing_it_again_takes_only_what_was_mended(uow: UnitOfWork) -> None:
    register = make_register(uow)
    rows = [sent(at, None if at == 2 else day(at)) for at in range(1, 5)]
    first = take(uow, register, *rows)
    again = take(uow, register, *rows)
    rows[1] = sent(2, day(2))

    mended = take(uow, register, *rows)
    rows[3] = sent(4, day(4), "Nói khác đi")
    other = take(uow, register, *rows)

    assert [(one.good, one.known, len(one.refused)) for one in (first, again, mended, other)] == [
        (3, 0, 1), (0, 3, 1), (1, 3, 0), (0, 3, 1),
    ]  # fmt: skip
    assert "nội dung khác" in reasons(other)[10]
    assert numbers(uow, register) == ["01", "02", "03", "04"]


def test_a_dry_run_changes_nothing_and_foretells_the_same(uow: UnitOfWork) -> None:
    register = make_register(uow)
    rows = read(register, book(sent(1, day(1)), sent(3, day(3)), sent("x", day(4))))

    foretold = importing.look(uow, register, rows)

    assert uow.session.scalars(select(Volume)).all() == []
    assert (foretold.good, len(foretold.refused), foretold.volumes[0].missing) == (2, 1, [2])
    assert importing.take(uow, register, rows, FILE).volumes == foretold.volumes


def test_gaps_stay_open_until_somebody_says_the_old_register_left_them(uow: UnitOfWork) -> None:
    register = make_register(uow)
    rows = [sent(at, day(at)) for at in (2, 5, 6)]
    take(uow, register, *rows)
    assert numbers(uow, register) == ["02", "?3", "?4", "05", "06"]

    closed = take(uow, register, *rows, closes_gaps=True)

    assert closed.known == 3
    assert numbers(uow, register) == ["02", "03", "04", "05", "06"]
    gone = uow.session.scalars(select(RegisterNumber).where(RegisterNumber.state == NumberState.CANCELLED)).all()
    assert {(one.printed, one.day, one.reason) for one in gone} == {
        (printed, day(2), importing.NO_LINE) for printed in ("03", "04")
    }
    assert "đã hủy trong sổ này" in reasons(take(uow, register, sent(3, day(3))))[7]


def test_old_numbers_come_before_those_given_here(uow: UnitOfWork) -> None:
    register = make_register(uow)
    volumes.begin_at(uow, register, 4, "Sổ giấy đến số 03")
    numbering.give(uow, register, new_id())

    done = take(uow, register, sent(2, day(2)), sent(3, day(3)), sent(4, day(4)), sent(5, day(5)))

    assert {line: words[:29] for line, words in reasons(done).items()} == {
        9: "Số 04 đã cấp trong sổ này ngà", 10: "Ngày 06/01/2026 trước ngày 15",
    }  # fmt: skip
    assert numbers(uow, register) == ["02", "03", "04"]
    take(uow, register, sent(1, day(1)))
    assert numbers(uow, register) == ["01", "02", "03", "04"]
    assert numbering.give(uow, register, new_id()).number == 5


def test_every_year_goes_into_its_own_volume_and_a_closed_one_stays_closed(uow: UnitOfWork) -> None:
    register = make_register(uow)
    last_year = date(2025, 3, 3)
    take(uow, register, sent(1, last_year), sent(2, last_year), sent(1, day(1)))
    volumes.close_volume(uow, the_volume(uow, register, last_year))

    done = take(uow, register, sent(3, last_year), sent(2, day(2)), closes_gaps=True)

    assert reasons(done) == {7: "Quyển 2025 đã khóa sổ. Vào số ở quyển đang mở."}
    assert [one.next for one in done.volumes] == [3, 3]
    assert volume_on(uow.session, register, last_year) is not volume_on(uow.session, register, TODAY)


def test_a_term_takes_what_was_given_before_it_was_opened_here(uow: UnitOfWork) -> None:
    register = make_register(uow, period=Period.TERM)
    refused = take(uow, register, sent("1-NQ/TU", date(2024, 2, 2)))
    assert "chưa mở nhiệm kỳ" in reasons(refused)[7]
    volumes.open_term(uow, register, "2020-2025")

    take(uow, register, sent("1-NQ/TU", date(2024, 2, 2)))

    assert numbering.give(uow, register, new_id()).number == 2


def test_incoming_lines_print_and_export_like_the_others(uow: UnitOfWork) -> None:
    register = make_register(uow, name="Sổ văn bản đến", direction=Direction.INCOMING, symbol="")
    take(uow, register, came(1, date(2026, 1, 5)), came("02", "sáng"), came(2, date(2026, 1, 6), "10/BC-STC"))

    made = printing.printed(uow, the_volume(uow, register), Form.REGISTER, Window(), ENTRIES)

    assert [made.sheet.cells(row)[:7] for row in made.rows] == [
        (date(2026, 1, 5), "01", "Sở Thử", "9/BC-STC", date(2026, 1, 4), "Báo cáo quý", "Phòng Tổng hợp"),
        (date(2026, 1, 6), "02", "Sở Thử", "10/BC-STC", date(2026, 1, 4), "Báo cáo quý", "Phòng Tổng hợp"),
    ]
    assert made.sheet.cells(made.rows[0])[-1] == "Sổ cũ"
    other = make_register(uow, make_agency(uow), name="Sổ văn bản đến", direction=Direction.INCOMING, symbol="")
    rows = read(other, printing.workbook(made, the_volume(uow, register)))
    assert importing.take(uow, other, rows, FILE).good == 2


def test_outgoing_lines_print_with_their_gaps_and_states(uow: UnitOfWork) -> None:
    register = make_register(uow)
    rows = [sent(1, day(1)), sent("1a", day(1), "Báo cáo kèm theo"), sent(3, day(3), None, "Hủy, ghi nhầm")]
    take(uow, register, *rows)
    volume = the_volume(uow, register)
    numbering.give(uow, register, "letter-1")
    numbering.cancel(uow, numbering.give(uow, register, "letter-2"), "Ghi nhầm sổ")

    made = printing.printed(uow, volume, Form.REGISTER, Window(), ENTRIES)
    cells = [[shown(cell) for cell in made.sheet.cells(row)] for row in made.rows]

    assert [len(line) for line in cells] == [len(made.sheet.columns)] * 6 == [10] * 6
    assert cells[0] == [
        "1", "02/01/2026", "Báo cáo tháng", "Trần Văn Chín", "Các phòng", "Văn thư", "3", "02/01/2026", "", "Sổ cũ",
    ]  # fmt: skip
    assert [(line[0], line[2], line[9]) for line in cells[1:]] == [
        ("1a", "Báo cáo kèm theo", "Sổ cũ"), ("02", NO_LINE, "THIẾU SỐ"), ("3", "", "Hủy: Hủy, ghi nhầm; Sổ cũ"),
        ("04", "", ""), ("05", "", "Hủy: Ghi nhầm sổ"),
    ]  # fmt: skip
    assert [row.is_struck for row in made.rows] == [False, False, False, True, False, True]


def test_csv_and_sheets_of_months_are_read_too(uow: UnitOfWork) -> None:
    register = make_register(uow)
    lines = "Số;Ký hiệu;Ngày ký;Trích yếu\n5;QĐ-UBND;2/3/2026;Quyết định khen\n06;;3/3/2026;Giấy mời họp\n"

    importing.take(uow, register, read(register, lines.encode(), "so.csv"), FILE)

    symbols = uow.session.scalars(select(OldLine.symbol).order_by(OldLine.symbol)).all()
    assert symbols == ["06", "5/QĐ-UBND"]
    with pytest.raises(InvalidInputError, match="Không thấy dòng nào dưới cột “Ngày tháng văn bản”"):
        read(register, b"So, ky hieu;Trich yeu;Ghi chu\n1;a;b\n", "so.csv")


def test_a_line_leads_to_the_one_document_with_its_number_day_and_issuer(uow: UnitOfWork) -> None:
    agency = make_agency(uow, name="Hội đồng nhân dân tỉnh Đông Sơn")
    register = make_register(uow, agency)
    batch = make_batch(uow, agency_id=agency.id)
    one = make_document(uow, batch, number="15/NQ-HĐND", issued_on=MARCH)
    for number, issued_on in (("16/NQ-HĐND", MARCH), ("16/NQ-HĐND", MARCH), ("17/NQ-HĐND", day(9))):
        make_document(uow, batch, number=number, issued_on=issued_on, text=f"Điều 1. {new_id()}")
    make_document(uow, make_batch(uow), number="18/NQ-HĐND", issued_on=MARCH)
    rows = [sent(f"{at}/NQ-HĐND" if at > 15 else "15/NQ", MARCH) for at in (15, 16, 17, 18, 19)]

    done = take(uow, register, *rows)
    late = make_document(uow, batch, number="19/NQ-HĐND", issued_on=MARCH)
    again = take(uow, register, *rows)

    assert (done.linked, again.linked) == (1, 1)
    named = {line.number.number: line.document_id for line in uow.session.scalars(select(OldLine))}
    assert named == {15: one.id, 16: None, 17: None, 18: None, 19: late.id}


def test_a_document_that_may_not_be_read_is_not_named(uow: UnitOfWork) -> None:
    agency = make_agency(uow, name="Hội đồng nhân dân tỉnh Đông Sơn")
    register = make_register(uow, agency)
    document = make_document(uow, make_batch(uow, agency_id=agency.id), number="15/NQ-HĐND", issued_on=MARCH)
    take(uow, register, sent("15/NQ-HĐND", MARCH))
    volume = the_volume(uow, register)
    clerk = actor_for(uow, make_user(uow, roles=[Role.CLERK], agency=agency))
    other = actor_for(uow, make_user(uow, roles=[Role.CLERK], agency=make_agency(uow)))

    def seen(actor: Actor) -> list[str | None]:
        rows = lines_of(uow.session, actor, volume, Window(), ENTRIES)
        return [row.entry.document_id if row.entry else None for row in rows]

    assert (seen(clerk), seen(other)) == ([document.id], [None])
    document.withdraw(uow.now)
    uow.session.flush()
    assert seen(clerk) == [""]


def test_only_the_agencys_clerks_import_and_what_they_took_stays(uow: UnitOfWork) -> None:
    register = make_register(uow)
    rows = read(register, book(sent(1, day(1))))
    leader = actor_for(uow, make_user(uow, roles=[Role.LEADER], agency=register.agency))
    importing.take(uow, register, rows, FILE)
    uow.actor = leader

    with pytest.raises(NotAllowedError):
        importing.look(uow, register, rows)
    with pytest.raises(DBAPIError):
        uow.session.execute(text("DELETE FROM register_old_line"))
