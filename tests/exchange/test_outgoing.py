"""From the first draft to the archive: who may do what when, and what stays of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from docarchive.archive.models import Document
from docarchive.core.work import UnitOfWork
from docarchive.exchange import jobs
from docarchive.exchange.errors import (
    LetterNotFoundError,
    LetterStateError,
    NotLookedAtError,
    NotReadyError,
    NotYoursError,
)
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.outgoing_acts import outgoing_acts
from docarchive.exchange.outgoing_states import Deed, OutgoingState
from docarchive.exchange.queries.answering import answers_to
from docarchive.exchange.queries.outgoing import OutPile, count_outgoing, outgoing_letter
from docarchive.exchange.queries.outgoing_steps import asked_of, steps_of
from docarchive.exchange.services import approving, consulting, drafting, issuing
from docarchive.exchange.services.receiving import SentFile
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.registers.errors import WrongRegisterError
from docarchive.registers.services import numbering
from docarchive.registers.services.numbering import Place
from docarchive.registers.states import Direction
from tests.archive.factories import make_reading
from tests.conftest import NOON
from tests.exchange.factories import Office, acting, make_letter, make_office
from tests.exchange.outgoing_factories import (
    DRAFT,
    book_of,
    issue,
    look,
    make_draft,
    make_issued,
    make_numbered,
    make_signed,
)
from tests.factories import actor_for
from tests.registers.factories import make_register


def deeds(uow: UnitOfWork, letter: OutgoingLetter) -> list[str]:
    return [step.deed for step in steps_of(uow.session, letter)]


def pile(uow: UnitOfWork, office: Office, who: str, which: OutPile) -> int:
    return count_outgoing(uow.session, actor_for(uow, getattr(office, who)), which)


def test_a_letter_goes_its_whole_way(uow: UnitOfWork) -> None:
    office = make_office(uow, short_name="UBND")
    letter = make_draft(uow, office, keeper="VT")
    book = book_of(uow, office)

    with acting(uow, office.officer):
        approving.submit(uow, letter, office.head, "Nhờ anh xem")
    with acting(uow, office.head):
        approving.submit(uow, letter, office.leader, "Kính trình")
    assert (letter.state, letter.holder_id) == (OutgoingState.SUBMITTED, office.leader.id)
    with acting(uow, office.leader):
        approving.sign(uow, letter)
    assert (letter.state, letter.signer, letter.signer_title) == (
        OutgoingState.SIGNED, office.leader.name, "Phó Chủ tịch",
    )  # fmt: skip
    with acting(uow, office.clerk):
        given = issuing.number(uow, letter, book)
        document = issue(uow, letter)

    assert (given.printed, given.subject) == ("01", letter.id)
    assert letter.number == f"01/UBND-{office.unit.short_name}".rstrip("-")
    assert (letter.state, letter.issued_on) == (OutgoingState.ISSUED, date(2026, 6, 15))
    assert (document.number, document.kind, document.subject) == (letter.number, "công văn", letter.subject)
    assert (document.issuer, document.signer) == (office.agency.name, office.leader.name)
    assert f"agency:{office.agency.id}" in document.audience
    assert deeds(uow, letter) == [Deed.SUBMITTED, Deed.SUBMITTED, Deed.SIGNED, Deed.NUMBERED, Deed.ISSUED]


def test_who_may_know_of_a_draft(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    letter = make_draft(uow, office)

    def sees(person: object) -> bool:
        try:
            outgoing_letter(uow.session, actor_for(uow, person), letter.id)  # type: ignore[arg-type]
        except LetterNotFoundError:
            return False
        return True

    assert sees(office.officer)
    assert not any(sees(each) for each in (office.leader, office.clerk, office.head, other.clerk, other.leader))
    with acting(uow, office.officer):
        consulting.ask(uow, letter, [office.head])
    assert sees(office.head)
    assert not sees(office.leader)
    with acting(uow, office.officer):
        approving.submit(uow, letter, office.leader)
    assert sees(office.leader)
    assert sees(office.clerk)
    assert not any(sees(each) for each in (other.clerk, other.leader, other.officer))


def test_versions_are_added_and_never_changed(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_draft(uow, office, text=b"first")
    with acting(uow, office.officer):
        drafting.add_text(uow, letter, SentFile("du-thao-2.docx", b"second"))
        drafting.add_annex(uow, letter, SentFile("phu-luc.xlsx", b"annex"))
        drafting.add_annex(uow, letter, SentFile("phu-luc-2.xlsx", b"annex again"), ordinal=1)
        drafting.add_annex(uow, letter, SentFile("ban-do.pdf", b"map"))
        drafting.drop_annex(uow, letter, 2)

    assert [(one.ordinal, one.version, one.name) for one in letter.current] == [
        (0, 2, "du-thao-2.docx"), (1, 2, "phu-luc-2.xlsx"),
    ]  # fmt: skip
    assert [uow.files.read(one.file_sha) for one in letter.files if one.ordinal == 0] == [b"first", b"second"]
    with acting(uow, office.officer):
        drafting.add_annex(uow, letter, SentFile("moi.pdf", b"new"))
        assert letter.current[-1].ordinal == 3, "the number of an annex that was dropped is not given again"
        with pytest.raises(LetterStateError):
            drafting.drop_annex(uow, letter, 0)
        with pytest.raises(InvalidInputError):
            drafting.add_text(uow, letter, SentFile("rong.pdf", b""))


def test_nobody_writes_a_draft_that_is_not_in_his_hands(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_draft(uow, office)
    with acting(uow, office.head), pytest.raises(NotAllowedError):
        drafting.change(uow, letter, DRAFT)
    with acting(uow, office.officer):
        approving.submit(uow, letter, office.leader)
        with pytest.raises(NotAllowedError):
            drafting.add_text(uow, letter, SentFile("x.pdf", b"x"))
        with pytest.raises(NotYoursError):
            approving.submit(uow, letter, office.head)
    with acting(uow, office.head), pytest.raises(NotYoursError):
        approving.give_back(uow, letter, "không đúng thẩm quyền")


def test_an_opinion_is_given_once_and_by_who_was_asked(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_draft(uow, office)
    with acting(uow, office.officer):
        consulting.ask(uow, letter, [office.head], "Anh cho ý kiến phần kinh phí")
    asked = asked_of(uow.session, actor_for(uow, office.head), letter)
    assert asked is not None
    assert pile(uow, office, "head", OutPile.ASKED) == 1

    with acting(uow, office.leader), pytest.raises(NotAllowedError):
        consulting.answer(uow, letter, asked, "Đồng ý")
    with acting(uow, office.head):
        with pytest.raises(InvalidInputError):
            consulting.answer(uow, letter, asked, "  ")
        consulting.answer(uow, letter, asked, "Bổ sung nguồn kinh phí")
        with pytest.raises(LetterStateError):
            consulting.answer(uow, letter, asked, "lần nữa")
    assert pile(uow, office, "head", OutPile.ASKED) == 0
    assert letter.state == OutgoingState.DRAFT


def test_what_was_presented_comes_back(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_draft(uow, office)
    with acting(uow, office.officer):
        approving.submit(uow, letter, office.head)
        approving.take_back(uow, letter)
        assert (letter.state, letter.holder_id) == (OutgoingState.DRAFT, office.officer.id)
        approving.submit(uow, letter, office.head)
    with acting(uow, office.head):
        approving.submit(uow, letter, office.leader)
        approving.take_back(uow, letter)
        assert (letter.state, letter.holder_id) == (OutgoingState.SUBMITTED, office.head.id)
        with pytest.raises(LetterStateError):
            approving.take_back(uow, letter)
        approving.give_back(uow, letter, "Bổ sung căn cứ pháp lý")
    assert (letter.state, letter.holder_id) == (OutgoingState.DRAFT, office.officer.id)
    assert pile(uow, office, "officer", OutPile.DRAFTS) == 1


def test_only_a_leader_signs_and_only_what_is_whole(uow: UnitOfWork) -> None:
    office = make_office(uow)
    empty = make_draft(uow, office, text=None)
    unnamed = make_draft(uow, office, subject="")
    with acting(uow, office.officer):
        for letter in (empty, unnamed):
            with pytest.raises(NotReadyError):
                approving.submit(uow, letter, office.leader)
        whole = make_draft(uow, office)
        approving.submit(uow, whole, office.head)
    with acting(uow, office.head), pytest.raises(NotAllowedError):
        approving.sign(uow, whole)


@pytest.mark.parametrize(("planned", "title"), [("", "TRƯỞNG BAN"), ("Người Khác", "Phó Chủ tịch")])
def test_a_title_stays_with_its_name(uow: UnitOfWork, planned: str, title: str) -> None:
    office = make_office(uow)
    letter = make_draft(uow, office, signer=planned, signer_title="TRƯỞNG BAN")
    with acting(uow, office.officer):
        approving.submit(uow, letter, office.leader)
    with acting(uow, office.leader):
        approving.sign(uow, letter)

    assert (letter.signer, letter.signer_title) == (office.leader.name, title)


def test_a_leader_signs_what_he_drafted_himself(uow: UnitOfWork) -> None:
    office = make_office(uow)
    with acting(uow, office.leader):
        letter = drafting.start(uow, office.agency.id, DRAFT)
        drafting.add_text(uow, letter, SentFile("thu.pdf", b"%PDF-1.7"))
        approving.sign(uow, letter)
    assert letter.state == OutgoingState.SIGNED


def test_the_clerk_gives_back_what_is_wrong_in_form(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_signed(uow, office)
    with acting(uow, office.clerk):
        approving.give_back(uow, letter, "Sai thể thức phần nơi nhận")
    assert (letter.state, letter.signed_at) == (OutgoingState.DRAFT, None)


def test_a_number_kept_for_it_is_used(uow: UnitOfWork) -> None:
    office = make_office(uow, short_name="UBND")
    book, letter = book_of(uow, office), make_signed(uow, office, kind="quyết định")
    with acting(uow, office.clerk):
        kept = numbering.reserve(uow, book, 2, "Giữ cho quyết định nhân sự")
        issuing.number(uow, letter, book, Place(kept[1]))
    assert letter.number == "02/QĐ-UBND"
    assert kept[1].subject == letter.id


def test_a_letter_left_out_stands_beside_a_number_of_its_day(uow: UnitOfWork) -> None:
    office = make_office(uow, short_name="UBND")
    first, left_out, today = (make_signed(uow, office, kind="quyết định") for _ in range(3))
    book, yesterday = book_of(uow, office), NOON.date() - timedelta(days=1)
    with acting(uow, office.clerk):
        beside = issuing.number(uow, first, book, day=yesterday)
        issuing.number(uow, today, book)
        given = issuing.number(uow, left_out, book, Place(beside=beside, reason="Bỏ sót khi cấp số buổi chiều"))
    assert [one.number for one in (first, left_out, today)] == ["01/QĐ-UBND", "01a/QĐ-UBND", "02/QĐ-UBND"]
    assert (left_out.issued_on, given.reason) == (yesterday, "Bỏ sót khi cấp số buổi chiều")


def test_a_register_gives_numbers_to_its_own_kinds(uow: UnitOfWork) -> None:
    office = make_office(uow)
    decisions = make_register(uow, office.agency, name="Sổ quyết định", kinds=["quyết định"])
    letter, foreign = make_signed(uow, office), book_of(uow, make_office(uow))
    with acting(uow, office.clerk):
        for book in (decisions, foreign, office.book):
            with pytest.raises(WrongRegisterError):
                issuing.number(uow, letter, book)
    assert letter.state == OutgoingState.SIGNED


def test_a_cancelled_number_leaves_the_letter_waiting_for_another(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_numbered(uow, office)
    with acting(uow, office.clerk):
        assert letter.given is not None
        numbering.cancel(uow, letter.given, "Sai ngày trên văn bản")
    assert (letter.state, letter.number, letter.number_id) == (OutgoingState.SIGNED, "", None)
    with acting(uow, office.clerk):
        issuing.number(uow, letter, book_of(uow, office))
        issue(uow, letter)
        assert letter.given is not None
        assert letter.given.printed == "02"
        with pytest.raises(LetterStateError):
            numbering.cancel(uow, letter.given, "Hủy khi đã ban hành")


def test_the_text_issued_is_the_clerks_last(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_numbered(uow, office)
    with acting(uow, office.clerk):
        issuing.put_final(uow, letter, SentFile("ban-hanh.pdf", b"%PDF-1.7 sealed"))
        issue(uow, letter)
        with pytest.raises(LetterStateError):
            issuing.put_final(uow, letter, SentFile("sua.pdf", b"%PDF-1.7 changed"))
    assert letter.main is not None
    assert letter.main.item is not None
    assert uow.files.read(letter.main.item.file_sha or "") == b"%PDF-1.7 sealed"
    assert letter.main.item.target_id == letter.document_id


def test_what_is_read_on_a_draft_fills_what_is_empty(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_draft(uow, office, subject="", signer="Người đã ghi")
    assert letter.main is not None
    look(uow, letter.main, make_reading(subject="V/v trả lời kiến nghị", signer="Trần Văn Dũng", number=None))
    assert (letter.subject, letter.signer) == ("V/v trả lời kiến nghị", "Người đã ghi")


def test_a_draft_presented_before_it_was_read_is_filled_still_and_a_signed_one_is_not(uow: UnitOfWork) -> None:
    office = make_office(uow)
    presented, signed = make_draft(uow, office), make_signed(uow, office)
    with acting(uow, office.officer):
        approving.submit(uow, presented, office.leader)
    for letter in (presented, signed):
        assert letter.main is not None
        look(uow, letter.main, make_reading(place="Suối Mơ"))
    assert (presented.place, signed.place) == ("Suối Mơ", "")


def test_a_marked_secret_is_not_kept_and_not_issued(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_numbered(uow, office)
    assert letter.main is not None
    sha = letter.main.file_sha
    look(uow, letter.main, make_reading(secrecy="mật"))
    uow.commit()
    assert not uow.files.exists(sha)
    with acting(uow, office.clerk), pytest.raises(NotReadyError):
        issuing.issue(uow, letter)


def test_what_has_not_been_read_for_marks_waits(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_numbered(uow, office)
    assert letter.main is not None
    look(uow, letter.main)
    with acting(uow, office.clerk):
        late = issuing.put_final(uow, letter, SentFile("chot.pdf", b"%PDF-1.7 at the last moment"))
    offered = outgoing_acts(actor_for(uow, office.clerk), letter, None, None)
    assert [each.why_off for each in offered if each.name == "issue"] == [
        "Tệp chot.pdf đang được đọc; đợi đọc xong (thường vài giây) rồi ban hành."
    ]
    with acting(uow, office.clerk), pytest.raises(NotReadyError, match=r"Tệp chot\.pdf đang được đọc; đợi"):
        issuing.issue(uow, letter, looked_at=True)
    jobs.give_up(uow, {"file": late.id}, "Tiến trình dừng giữa chừng 3 lần.")
    with acting(uow, office.clerk):
        with pytest.raises(NotLookedAtError, match=r"chot\.pdf") as caught:
            issuing.issue(uow, letter)
        assert set(caught.value.fields) == {"looked_at"}
        issuing.issue(uow, letter, looked_at=True)
    assert steps_of(uow.session, letter)[-1].words.endswith("không có dấu mật: chot.pdf")


def test_an_answer_is_linked_both_ways(uow: UnitOfWork) -> None:
    office = make_office(uow)
    incoming = make_letter(uow, office)
    letter = make_issued(uow, office, answers=[incoming])
    assert incoming.answer == letter.number
    assert list(answers_to(uow.session, actor_for(uow, office.clerk), incoming)) == [letter]


def test_a_letter_given_up_is_taken_up_again(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_draft(uow, office)
    with acting(uow, office.officer):
        drafting.cancel(uow, letter, "Không còn cần thiết")
        assert letter.state == OutgoingState.CANCELLED
        drafting.reopen(uow, letter)
    assert (letter.state, letter.holder_id) == (OutgoingState.DRAFT, office.officer.id)
    numbered = make_numbered(uow, office)
    with acting(uow, office.clerk), pytest.raises(LetterStateError):
        drafting.cancel(uow, numbered, "Không còn cần thiết")


def test_an_issued_letter_can_be_kept_to_few(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = make_numbered(uow, office)
    with acting(uow, office.clerk):
        document = issue(uow, letter, is_open=False)
    assert f"agency:{office.agency.id}" not in document.audience
    assert f"user:{office.officer.id}" in document.audience
    found = uow.session.scalars(select(Document).where(Document.number == letter.number)).all()
    assert found == [document]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": " "}, "kind"),
        ({"subject": "x" * 501}, "subject"),
        ({"due_on": date(2026, 6, 15) - timedelta(days=1)}, "due_on"),
        ({"copies": 0}, "copies"),
    ],
)
def test_a_draft_says_what_is_wrong_with_it(uow: UnitOfWork, values: dict[str, Any], field: str) -> None:
    office = make_office(uow)
    with pytest.raises(InvalidInputError) as problem:
        make_draft(uow, office, **values)
    assert set(problem.value.fields) == {field}


def test_no_outsider_drafts_for_an_agency(uow: UnitOfWork) -> None:
    office, other = make_office(uow), make_office(uow)
    with acting(uow, other.officer), pytest.raises(NotAllowedError):
        drafting.start(uow, office.agency.id, DRAFT)
    book = make_register(uow, other.agency, name="Sổ khác", direction=Direction.OUTGOING)
    letter = make_signed(uow, office)
    with acting(uow, other.clerk), pytest.raises(NotAllowedError):
        issuing.number(uow, letter, book)
