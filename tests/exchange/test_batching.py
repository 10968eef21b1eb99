"""The same act on several letters: each is done whole or not at all, and what was not done says why."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from docarchive.accounts.models import User
from docarchive.app import Application
from docarchive.archive.models import Document
from docarchive.archive.queries.visible import visible_to
from docarchive.core import audit
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import Handover, IncomingLetter, OutgoingFile, OutgoingLetter
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.services import approving, batching, drafting, registering, routing
from docarchive.exchange.services.batching import Result
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.routing import To
from docarchive.exchange.services.telling import tell
from docarchive.exchange.states import IncomingState, Part
from docarchive.kernel.deadlines import OfficeHours
from docarchive.kernel.errors import ConflictError, InvalidInputError
from docarchive.kernel.ids import new_id
from docarchive.registers.models import RegisterNumber
from docarchive.registers.states import NumberState
from indexer.records import Evidence
from tests.archive.factories import make_reading
from tests.conftest import NOON, csrf, sign_in
from tests.exchange.factories import ENTRY, Office, acting, make_letter, make_office, read, receive
from tests.exchange.outgoing_factories import make_draft
from tests.exchange.two import Two, make_two
from tests.factories import actor_for

_numbers = itertools.count(1)


def came(uow: UnitOfWork, office: Office, text: str = "", **said: object) -> IncomingLetter:
    """A letter that was read without a doubt, unless told otherwise."""
    number = next(_numbers)
    given = {"number": f"{number}/STC", "issuer": "Sở Tài chính", "issued_on": date(2026, 6, 12), **said}
    letter = receive(uow, office, b"%%PDF-1.7 of a batch %d" % number)
    return read(uow, letter, make_reading(text=text or f"Văn bản số {number}", **given))


def said(results: list[Result]) -> list[tuple[bool, str]]:
    return [(one.is_done, one.said) for one in results]


def test_only_what_leaves_no_doubt_is_registered(uow: UnitOfWork) -> None:
    office = make_office(uow)
    first, doubtful, bare, again, last = (
        came(uow, office),
        came(uow, office, evidence={"number": Evidence(0.5, 0, 6, 1, (50.0, 60.0, 150.0, 72.0))}),
        came(uow, office, issuer=None),
        came(uow, office, number="77/STC"),
        came(uow, office),
    )
    make_letter(uow, office, number="77/STC", issuer="Sở Tài chính", issued_on=date(2026, 6, 12))
    unread = receive(uow, office, b"%PDF unread")
    last.received_at = NOON + timedelta(minutes=1)
    with acting(uow, office.clerk):
        results = batching.register_several(uow, [last, unread, again, bare, doubtful, first], office.book)

    done = {one.letter_id: (one.is_done, one.said) for one in results}
    assert done[first.id] == (True, "Đã vào sổ, số đến 02")
    assert done[last.id] == (True, "Đã vào sổ, số đến 03")
    for letter, why in ((doubtful, "số ký hiệu đọc chưa chắc"), (bare, "thiếu cơ quan"), (again, "Trùng số ký hiệu")):
        assert not done[letter.id][0]
        assert why in done[letter.id][1]
        assert letter.state == IncomingState.WAITING
    assert not done[unread.id][0]
    assert (first.issuer, first.arrived_on) == ("Sở Tài chính", date(2026, 6, 15))
    assert not audit.verify(uow.session).broken_at


def test_what_may_bear_a_stamp_of_secrecy_is_looked_at_first(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = came(uow, office, "UBND TỈNH MẪU\nTOI MAT\nKế hoạch diễn tập")
    with acting(uow, office.clerk):
        [result] = batching.register_several(uow, [letter], office.book)
    assert not result.is_done
    assert "“TOI MAT”, có thể là dấu độ mật" in result.said


def test_what_fails_at_its_end_leaves_nothing_half_done(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch) -> None:
    office = make_office(uow)
    first, second = came(uow, office), came(uow, office)
    second.received_at = NOON + timedelta(minutes=1)

    def refuse_the_first(uow: UnitOfWork, letter: IncomingLetter, code: str, words: str) -> None:
        if letter.id == first.id:
            raise ConflictError("Không ghi được.")
        tell(uow, letter, code, words)

    monkeypatch.setattr(registering, "tell", refuse_the_first)
    with acting(uow, office.clerk):
        results = batching.register_several(uow, [first, second], office.book)

    assert said(results) == [(False, "Không ghi được."), (True, "Đã vào sổ, số đến 01")]
    assert (first.state, first.number_id, second.state) == (IncomingState.WAITING, None, IncomingState.REGISTERED)


def test_what_was_registered_together_is_undone_one_by_one(uow: UnitOfWork) -> None:
    office = make_office(uow)
    one, handed_on = came(uow, office), came(uow, office)
    handed_on.received_at = NOON + timedelta(minutes=1)
    with acting(uow, office.clerk):
        batching.register_several(uow, [one, handed_on], office.book)
        routing.submit(uow, handed_on, office.leader)
        short = batching.unregister_several(uow, [one], "nhầm")
        results = batching.unregister_several(uow, [one, handed_on], "Chọn nhầm sổ khi vào sổ cả tập")
        again = registering.register(uow, one, office.book, replace(ENTRY, number="9/STC"))

    assert not short[0].is_done
    assert said(results) == [
        (True, "Chờ vào sổ lại; số đến 01 đã hủy"),
        (False, f"Đã chuyển, đang ở {office.leader.name}; rút về rồi mới bỏ vào sổ được."),
    ]
    assert (handed_on.state, again.printed) == (IncomingState.SUBMITTED, "03")
    struck = uow.session.scalars(select(RegisterNumber).where(RegisterNumber.state == NumberState.CANCELLED)).one()
    assert struck.reason == "Chọn nhầm sổ khi vào sổ cả tập"


def test_what_left_the_register_is_read_by_clerks_and_leaders_again(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = came(uow, office)
    with acting(uow, office.clerk):
        batching.register_several(uow, [letter], office.book)
        document = letter.document
        assert document is not None
        assert reads(uow, office.officer, document.id)
        batching.unregister_several(uow, [letter], "Chọn nhầm sổ khi vào sổ cả tập")
    assert not reads(uow, office.officer, document.id)
    assert reads(uow, office.leader, document.id)


def reads(uow: UnitOfWork, user: User, document_id: str) -> bool:
    wanted = select(Document.id).where(Document.id == document_id, visible_to(actor_for(uow, user)))
    return uow.session.scalar(wanted) is not None


def test_several_are_presented_and_taken_back(uow: UnitOfWork) -> None:
    office = make_office(uow)
    one, two, waiting = make_letter(uow, office), make_letter(uow, office), came(uow, office)
    with acting(uow, office.clerk):
        results = batching.submit_several(uow, [one, waiting, two], office.leader, "Kính trình")
    assert said(results) == [
        (True, f"Đã trình {office.leader.name}"),
        (False, "Chỉ trình được văn bản đã vào sổ và chưa chuyển."),
        (True, f"Đã trình {office.leader.name}"),
    ]
    with acting(uow, office.leader):
        routing.see(uow, two)
    parts = [uow.session.get_one(Handover, each.handover_id) for each in results if each.handover_id]
    with acting(uow, office.clerk):
        undone = batching.take_back_several(uow, parts)
    assert [each.is_done for each in undone] == [True, False]
    assert (one.state, two.state) == (IncomingState.REGISTERED, IncomingState.SUBMITTED)


def test_several_are_finished_by_whoever_holds_them(uow: UnitOfWork) -> None:
    office = make_office(uow)
    mine, other = make_letter(uow, office), make_letter(uow, office)
    with acting(uow, office.clerk):
        routing.assign(uow, mine, "", [To(office.officer, Part.LEAD)])
        routing.assign(uow, other, "", [To(office.head, Part.LEAD)])
    with acting(uow, office.officer):
        results = batching.finish_several(uow, [mine, other], "Đã trả lời")
        with pytest.raises(InvalidInputError):
            batching.finish_several(uow, [], "Đã trả lời")
    assert [each.is_done for each in results] == [True, False]
    assert office.head.name in results[1].said
    assert (mine.state, other.state) == (IncomingState.FINISHED, IncomingState.ASSIGNED)


def test_each_late_letter_gets_a_reminder_of_its_own(services: Services) -> None:
    two: Two = make_two(services)
    late, registered = two.issue(), two.issue()
    two.services.clock.now = NOON + timedelta(days=5)  # type: ignore[attr-defined]
    with services.begin(Actor.operator()) as uow:
        letters = [uow.session.get_one(OutgoingLetter, each) for each in (late, registered)]
        letters[1].sent_to[0].status = "03"
        uow.session.flush()
        with acting(uow, two.sender.clerk):
            results = batching.press_several(uow, letters, OfficeHours())
        assert said(results) == [(True, "Đã soạn đôn đốc 1 nơi"), (False, "Không còn nơi nào quá hạn vào sổ.")]
        draft = uow.session.get_one(OutgoingLetter, results[0].made_id)
        assert draft.note == f"Đôn đốc {letters[0].number}"


def presented(uow: UnitOfWork, office: Office) -> OutgoingLetter:
    """A draft the leader is to sign."""
    letter = make_draft(uow, office)
    with acting(uow, office.officer):
        approving.submit(uow, letter, office.leader)
    return letter


def test_a_leader_signs_what_he_saw_and_nothing_else(uow: UnitOfWork) -> None:
    office = make_office(uow)
    seen, changed, elsewhere = presented(uow, office), presented(uow, office), make_draft(uow, office)
    shown = {one: one.main.id for one in (elsewhere, changed, seen) if one.main}
    drafting.keep_version(uow, changed, 0, SentFile("moi.pdf", b"%PDF-1.7 another text"))
    with acting(uow, office.leader):
        results = batching.sign_several(uow, shown)

    assert said(results) == [
        (False, f"Văn bản đang ở {office.officer.name}. Chỉ người đang giữ làm được việc này."),
        (False, approving.CHANGED),
        (True, "Đã ký, chờ văn thư cấp số"),
    ]
    states = [one.state for one in shown]
    assert states == [OutgoingState.DRAFT, OutgoingState.SUBMITTED, OutgoingState.SIGNED]


def test_what_came_while_the_leader_signed_is_not_signed(uow: UnitOfWork) -> None:
    office = make_office(uow)
    letter = presented(uow, office)
    main = letter.main
    assert main is not None
    values = {
        "letter_id": letter.id, "ordinal": 0, "version": 2, "name": "moi.pdf", "file_sha": "0" * 64, "size_bytes": 1,
        "is_wanted": True, "added_at": NOON, "added_by": "Người khác",
    }  # fmt: skip
    uow.session.execute(insert(OutgoingFile).values(id=new_id(), **values))  # behind the back of what was loaded

    with acting(uow, office.leader), pytest.raises(LetterStateError, match="bản mới"):
        approving.sign(uow, letter, seen=main.id)


def test_the_list_of_what_waits_for_a_signature_signs_what_is_ticked(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow)
        letters = [presented(uow, office) for _ in range(3)]
        ids, seen = [one.id for one in letters], [one.main.id for one in letters if one.main]
    leader, path = sign_in(app, office.leader.username), "/outgoing?o=cho-toi"

    listed = leader.get(path).text
    assert all(f'name="seen-{each}" value="{version}"' in listed for each, version in zip(ids, seen, strict=True))
    shown = dict(zip((f"seen-{each}" for each in ids), seen, strict=True)) | {f"seen-{ids[1]}": seen[0]}
    page = leader.post("/outgoing/batch/signature", data={"chosen": ids[:2], **shown, **csrf(leader)}).text

    assert "Đã làm 1 văn bản; 1 văn bản chưa làm" in page
    assert approving.CHANGED in page
    with services.db.reading() as session:
        states = [session.get_one(OutgoingLetter, each).state for each in ids]
    assert states == [OutgoingState.SIGNED, OutgoingState.SUBMITTED, OutgoingState.SUBMITTED]
    assert 'name="chosen"' not in sign_in(app, office.officer.username).get(path).text


def test_the_list_acts_on_what_is_ticked(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office, other = make_office(uow), make_office(uow)
        letters, hidden = [came(uow, office).id for _ in range(2)], came(uow, other).id
    clerk = sign_in(app, office.clerk.username)

    def act(name: str, chosen: list[str], **more: str) -> str:
        data = {"act": name, "chosen": chosen, **more, **csrf(clerk)}
        return clerk.post("/incoming/batch", data=data).text

    assert 'name="chosen"' in clerk.get("/incoming?o=cho-vao-so").text
    assert "số đến 02" in act("register", letters, book=office.book.id)
    shown = act("submit", letters, leader=f"user:{office.leader.id}")
    assert "Rút về 2 văn bản vừa trình" in shown
    assert clerk.post("/incoming/batch", data={"act": "submit", "chosen": hidden, **csrf(clerk)}).status_code == 404
    assert clerk.post("/incoming/batch", data={"act": "register", **csrf(clerk)}).status_code in (404, 422)
    assert 'name="chosen"' not in sign_in(app, office.leader.username).get("/incoming?o=da-trinh").text
