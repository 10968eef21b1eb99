"""A letter leaves one agency and arrives in another: statuses, refusal, answers, recall, change, replacement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.app import Application
from docarchive.archive.models import Document, ImportItem
from docarchive.archive.services import documents, intake
from docarchive.archive.states import ItemState
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job
from docarchive.core.screen import format_moment
from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Posting
from docarchive.dossiers.places import DossierPlaces
from docarchive.exchange.errors import RecalledError
from docarchive.exchange.models import (
    Handover,
    IncomingLetter,
    OutgoingFile,
    OutgoingLetter,
    OutgoingRecipient,
    ParkedPacket,
    RecipientStatus,
)
from docarchive.exchange.outgoing_presenting import delivery
from docarchive.exchange.outgoing_states import OutgoingState, Way
from docarchive.exchange.places import LetterPlaces
from docarchive.exchange.queries.prefilling import twin_of
from docarchive.exchange.services import deciding, issuing, recipients, registering, revoking, routing, taking_out
from docarchive.exchange.services.following import standing
from docarchive.exchange.services.recipients import Addressee
from docarchive.exchange.services.routing import To
from docarchive.exchange.states import Channel, IncomingState, Part
from docarchive.exchange.undoing import STRUCK
from docarchive.kernel.errors import ConflictError, InvalidInputError, NotAllowedError
from tests.archive.factories import make_document
from tests.conftest import NOON
from tests.exchange.factories import ENTRY, acting, make_office
from tests.exchange.outgoing_factories import book_of, issue, make_numbered, make_signed
from tests.exchange.two import TEXT, Two, make_two
from tests.factories import actor_for


def a_file(uow: UnitOfWork, ordinal: int, content: bytes) -> OutgoingFile:
    sha = uow.files.put(content)
    values = {"ordinal": ordinal, "version": 1, "name": f"phu-luc-{ordinal}.pdf", "file_sha": sha}
    return OutgoingFile(**values, size_bytes=len(content), added_at=uow.now, added_by="Thử", read={})


@pytest.fixture
def two(services: Services) -> Two:
    return make_two(services)


def test_a_letter_arrives_and_its_way_there_is_followed(two: Two) -> None:
    letter_id = two.issue()

    (came,) = two.arrived()
    assert (came.state, came.channel) == (IncomingState.WAITING, Channel.EXCHANGE)
    with two.services.db.reading() as session:
        found = session.get_one(IncomingLetter, came.id)
        assert found.packet is not None
        assert found.packet.sender_code == two.sender.agency.code
        assert found.packet.stated["subject"].startswith("Trả lời về kinh phí")
        assert found.packet.stated["issued_on"] == "2026-06-15"
        assert two.services.files.read(found.files[0].item.file_sha or "") == TEXT
    assert two.status(letter_id) == {two.receiver.agency.code: "01"}

    two.register()
    assert two.status(letter_id) == {two.receiver.agency.code: "03"}
    leader, officer = two.receiver.leader, two.receiver.officer
    two.at_receiver(lambda uow, letter: routing.submit(uow, letter, leader))
    with two.services.begin(Actor.operator()) as uow, acting(uow, leader):
        routing.assign(uow, uow.session.get_one(IncomingLetter, came.id), "Giao", [To(officer, Part.LEAD)])
    two.run()
    assert two.status(letter_id) == {two.receiver.agency.code: "04"}
    with two.services.begin(Actor.operator()) as uow, acting(uow, officer):
        letter = uow.session.get_one(IncomingLetter, came.id)
        routing.see(uow, letter)
        lead = uow.session.scalars(select(Handover).where(Handover.part == Part.LEAD)).one()
        routing.finish(uow, lead, "Đã trả lời", "12/UBND-VP")
    two.run()
    assert two.status(letter_id) == {two.receiver.agency.code: "06"}
    with two.services.db.reading() as session:
        said = session.scalars(select(RecipientStatus).order_by(RecipientStatus.code)).all()
        assert [one.code for one in said] == ["01", "03", "04", "05", "06"]
        assert said[1].words == "Số đến 01 ngày 15/06/2026"
        assert "12/UBND-VP" in said[-1].words


def test_a_refusal_comes_back_with_its_reason(two: Two) -> None:
    letter_id = two.issue()
    two.at_receiver(lambda uow, letter: registering.refuse(uow, letter, "Gửi nhầm nơi nhận"))
    assert two.status(letter_id) == {two.receiver.agency.code: "02"}
    two.at_receiver(lambda uow, letter: taking_out.bring_back(uow, letter))
    two.services.clock.now = NOON + timedelta(minutes=5)  # type: ignore[attr-defined]
    two.register()
    assert two.status(letter_id) == {two.receiver.agency.code: "03"}


def test_a_registration_undone_is_told_and_the_next_one_is_told_anew(two: Two, app: Application) -> None:
    clock = two.services.clock
    letter_id = two.issue()
    two.register()
    for minutes, said in ((5, "01"), (10, "03")):
        clock.now = NOON + timedelta(minutes=minutes)  # type: ignore[attr-defined]
        if said == "01":
            two.at_receiver(lambda uow, letter: taking_out.unregister(uow, letter, "Vào nhầm sổ của năm trước"))
        else:
            two.register()
        assert two.status(letter_id) == {two.receiver.agency.code: said}
        with two.services.db.reading() as session:
            (row,) = session.scalars(select(OutgoingRecipient).where(OutgoingRecipient.letter_id == letter_id))
            with app.test_request_context():
                shown = delivery(row, is_late=False)
        if said == "01":
            assert (shown["status"], shown["times"][1]) == (("Chờ vào sổ lại", "soon"), "")
            assert shown["times"][0] == format_moment(NOON)  # when it came, not when that was said again
            assert shown["words"] == "Bỏ vào sổ (số đến 01): Vào nhầm sổ của năm trước"
        else:
            assert (shown["status"][1], bool(shown["times"][1])) == ("doing", True)
            assert shown["words"] == "Số đến 02 ngày 15/06/2026"


def test_a_refusal_undone_is_told(two: Two) -> None:
    letter_id = two.issue()
    two.at_receiver(lambda uow, letter: registering.refuse(uow, letter, "Gửi nhầm nơi nhận"))
    two.services.clock.now = NOON + timedelta(minutes=5)  # type: ignore[attr-defined]
    two.at_receiver(lambda uow, letter: taking_out.bring_back(uow, letter))

    assert two.status(letter_id) == {two.receiver.agency.code: "01"}


def test_a_letter_that_comes_again_under_its_identifier_is_a_twin(two: Two) -> None:
    two.issue()
    two.register()
    two.issue()
    with two.services.begin(Actor.operator()) as uow:
        first, again = uow.session.scalars(select(IncomingLetter).order_by(IncomingLetter.registered_at.is_(None)))
        assert first.packet is not None
        assert again.packet is not None
        assert again.main is not None
        again.main.item.state = ItemState.FAILED  # not its bytes, nor its words
        assert twin_of(uow.session, again, "9/X", "Nơi khác", None) is None
        again.packet.document_code = first.packet.document_code
        uow.session.flush()
        found = twin_of(uow.session, again, "9/X", "Nơi khác", None)
    assert found is not None
    assert (found.letter, found.why) == (first, "Trùng mã định danh văn bản của bên gửi")


def test_an_answer_finds_the_letter_it_answers(two: Two) -> None:
    letter_id = two.issue()
    two.register()
    (came,) = two.arrived()
    back = Two(two.services, two.receiver, two.sender)
    with two.services.begin(Actor.operator()) as uow:
        incoming = uow.session.get_one(IncomingLetter, came.id)
        with acting(uow, two.receiver.clerk):
            registering.correct(uow, incoming, replace(ENTRY, number=incoming.packet.stated["number"]))  # type: ignore[union-attr]
        reply = back.numbered(uow, two.sender, answers=[incoming])
        with acting(uow, two.receiver.clerk):
            issue(uow, reply)
    two.run()

    (answer,) = two.arrived(two.sender)
    with two.services.db.reading() as session:
        found = session.get_one(IncomingLetter, answer.id)
        assert found.packet is not None
        assert found.packet.answers_id == letter_id
        assert [one.id for one in session.get_one(OutgoingLetter, letter_id).answered_by] == [answer.id]


def test_a_recall_before_it_left_leaves_no_trace_there(two: Two) -> None:
    with two.services.begin(Actor.operator()) as uow:
        letter = two.numbered(uow, two.receiver)
        with acting(uow, two.sender.clerk):
            issue(uow, letter)
            assert revoking.recall(uow, letter, "Ban hành nhầm số") == 0
    two.run()
    assert two.arrived() == []
    with two.services.db.reading() as session:
        found = session.get_one(OutgoingLetter, letter.id)
        assert (found.state, found.frozen_at) == (OutgoingState.RECALLED, NOON)
        assert found.document is not None
        assert found.document.status == "Đã thu hồi ngày 15/06/2026"


@pytest.mark.parametrize("part", [0, 1])
def test_a_recalled_letters_documents_are_frozen_for_its_keepers(two: Two, part: int) -> None:
    """The letter itself and its annexes; the page says so, too."""
    with two.services.begin(Actor.operator()) as uow:
        letter = make_signed(uow, two.sender, text=TEXT)
        letter.files.append(a_file(uow, 1, b"%PDF-1.7 annex"))
        with acting(uow, two.sender.clerk):
            issuing.number(uow, letter, book_of(uow, two.sender))
            issue(uow, letter)
        paper = make_document(uow)
        item = letter.files[1].item
        assert item is not None
        item.document_id = paper.id
        document_id = (letter.document_id or "", paper.id)[part]
        keeper = actor_for(uow, two.sender.clerk)
    with two.services.begin(keeper) as uow:
        documents.correct(uow, uow.session.get_one(Document, document_id), {"place": "Suối Mơ"})
        assert not LetterPlaces(DossierPlaces()).of(uow.session, keeper, document_id).is_locked
    with two.services.begin(Actor.operator()) as uow, acting(uow, two.sender.clerk):
        revoking.recall(uow, uow.session.get_one(OutgoingLetter, letter.id), "Ban hành nhầm số")

    acts: list[Callable[[UnitOfWork, Document], object]] = [
        lambda uow, document: documents.correct(uow, document, {"subject": "Trích yếu khác hẳn"}),
        lambda uow, document: documents.withdraw(uow, document, "Rút do nhập nhầm tệp"),
        lambda uow, document: intake.start_version(uow, document, "ban-moi.pdf", "web"),
    ]
    for act in acts:
        with pytest.raises(RecalledError, match="đã thu hồi ngày 15/06/2026"), two.services.begin(keeper) as uow:
            act(uow, uow.session.get_one(Document, document_id))
    with two.services.begin(keeper) as uow:
        held = uow.session.get_one(Document, document_id)
        assert (held.place, held.is_active) == ("Suối Mơ", True)
        assert LetterPlaces(DossierPlaces()).of(uow.session, keeper, document_id).is_locked


@pytest.mark.parametrize("is_registered", [False, True])
def test_a_recall_destroys_the_content_and_keeps_the_line(two: Two, is_registered: bool) -> None:
    letter_id = two.issue()
    if is_registered:
        two.register()
    with two.services.begin(Actor.operator()) as uow, acting(uow, two.sender.clerk):
        letter = uow.session.get_one(OutgoingLetter, letter_id)
        assert revoking.recall(uow, letter, "Sai nội dung điều 2") == 1
    two.run()
    (came,) = two.arrived()

    with two.services.begin(Actor.operator()) as uow:
        waiting = uow.session.get_one(IncomingLetter, came.id)
        (request,) = waiting.requests
        assert (request.kind, request.reason, request.agreed) == ("recall", "Sai nội dung điều 2", None)
        with acting(uow, two.receiver.officer), pytest.raises(NotAllowedError):
            deciding.agree(uow, request)
        with acting(uow, two.receiver.clerk):
            deciding.agree(uow, request)
            with pytest.raises(ConflictError):
                deciding.refuse(uow, request, "Đã trả lời văn bản này")
    two.run()

    assert two.status(letter_id) == {two.receiver.agency.code: "15"}
    with two.services.db.reading() as session:
        gone = session.get_one(IncomingLetter, came.id)
        assert gone.packet is not None
        assert (gone.state, gone.packet.withdrawn_at, gone.packet.stated) == (IncomingState.WITHDRAWN, NOON, {})
        items = session.scalars(select(ImportItem).where(ImportItem.file_sha.is_not(None))).all()
        assert all(item.batch_id != gone.files[0].item.batch_id for item in items)
        kept = [one for one in session.scalars(select(Document)) if one.agency_id == two.receiver.agency.id]
        assert all((one.subject, one.is_active) == (None, False) for one in kept)
        assert (gone.number_id is not None) == is_registered
        # The sender's own copy is the sender's.
        assert two.services.files.read(session.get_one(OutgoingLetter, letter_id).files[0].file_sha) == TEXT


def test_a_refused_recall_changes_nothing(two: Two) -> None:
    letter_id = two.issue()
    two.register()
    with two.services.begin(Actor.operator()) as uow, acting(uow, two.sender.clerk):
        revoking.recall(uow, uow.session.get_one(OutgoingLetter, letter_id), "Sai nội dung điều 2")
    two.run()
    two.at_receiver(lambda uow, letter: deciding.refuse(uow, letter.requests[0], "Đã trả lời văn bản này"))
    (came,) = two.arrived()
    assert came.state == IncomingState.REGISTERED
    assert two.status(letter_id) == {two.receiver.agency.code: "03"}
    with two.services.db.reading() as session:
        assert session.scalars(select(RecipientStatus.code).order_by(RecipientStatus.code)).all()[-1] == "16"


def test_further_recipients_get_it_and_the_others_are_left_alone(two: Two) -> None:
    letter_id = two.issue()
    with two.services.begin(Actor.operator()) as uow:
        third = make_office(uow, name="UBND xã Bến Lau", short_name="UBND")
        letter = uow.session.get_one(OutgoingLetter, letter_id)
        with acting(uow, two.sender.clerk):
            more = [Addressee(third.agency.name, third.agency), Addressee("Ông Nguyễn Thử", way=Way.PAPER)]
            assert revoking.send_to_more(uow, letter, more, "Bổ sung nơi nhận") == 2
            with pytest.raises(InvalidInputError, match="đã có"):
                revoking.send_to_more(uow, letter, more, "Bổ sung nơi nhận")
    two.run()
    assert len(two.arrived()) == len(two.arrived(third)) == 1
    assert two.status(letter_id)[third.agency.code] == "01"


def test_a_replacement_marks_the_letter_it_replaces(two: Two) -> None:
    letter_id = two.issue()
    two.register()
    (old,) = two.arrived()
    with two.services.begin(Actor.operator()) as uow:
        uow.session.get_one(IncomingLetter, old.id).document = make_document(uow)
        new = two.numbered(uow, two.receiver)
        new.replaces = uow.session.get_one(OutgoingLetter, letter_id)
        with acting(uow, two.sender.clerk):
            issue(uow, new)
    two.run()
    came = [one for one in two.arrived() if one.id != old.id]
    with two.services.db.reading() as session:
        packet = session.get_one(IncomingLetter, old.id).packet
        assert packet is not None
        assert packet.replaced_by_id == came[0].id
        replaced = session.get_one(IncomingLetter, old.id).document
        assert replaced is not None
        assert replaced.status == f"Bị thay thế bởi {new.number}"
        assert session.get_one(OutgoingLetter, letter_id).state == OutgoingState.REPLACED
    assert old.state == IncomingState.REGISTERED


def test_a_request_that_overtakes_its_letter_waits_for_it(two: Two) -> None:
    """The packet of the recall arrives first; a lost try of the letter comes after it."""
    with two.services.begin(Actor.operator()) as uow:
        letter = two.numbered(uow, two.receiver)
        with acting(uow, two.sender.clerk):
            issue(uow, letter)
        (one,) = letter.sent_to
        uow.session.flush()
        posting = uow.session.get_one(Posting, one.posting_id)
        posting.taken_at = uow.now  # it left, and nobody knows whether it arrived
    with two.services.begin(Actor.operator()) as uow, acting(uow, two.sender.clerk):
        for job in uow.session.scalars(select(Job).where(Job.kind == "delivery.deliver")):
            job.run_after = NOON + timedelta(hours=1)
        revoking.recall(uow, uow.session.get_one(OutgoingLetter, letter.id), "Ban hành nhầm số")
    two.run()
    assert two.arrived() == []
    with two.services.db.reading() as session:
        assert len(session.scalars(select(ParkedPacket)).all()) == 1
    two.services.clock.now = NOON + timedelta(hours=2)  # type: ignore[attr-defined]
    two.run()
    (came,) = two.arrived()
    with two.services.db.reading() as session:
        assert [one.kind for one in session.get_one(IncomingLetter, came.id).requests] == ["recall"]


def test_a_letter_that_cannot_be_sent_so_is_not_issued(two: Two) -> None:
    with two.services.begin(Actor.operator()) as uow:
        letter = two.numbered(uow, two.receiver)
        letter.subject = "x" * 600
        with acting(uow, two.sender.clerk), pytest.raises(ConflictError, match="Chưa gửi được"):
            issue(uow, letter)


def test_on_paper_nothing_is_posted(two: Two) -> None:
    with two.services.begin(Actor.operator()) as uow:
        letter = make_numbered(uow, two.sender, place="Suối Mơ", text=TEXT)
        with acting(uow, two.sender.clerk):
            agency = uow.session.get_one(Agency, two.receiver.agency.id)
            recipients.set_recipients(uow, letter, [Addressee(agency.name, agency, Way.PAPER, "Có bản đồ khổ lớn")])
            issue(uow, letter)
    two.run()
    with two.services.db.reading() as session:
        row = session.get_one(OutgoingLetter, letter.id)
        assert (row.state, [one.posting_id for one in row.sent_to]) == (OutgoingState.ISSUED, [None])
        assert session.scalars(select(Posting)).all() == []
    assert two.arrived() == []


@pytest.mark.parametrize(
    ("said", "now"),
    [
        (["01"], "01"),
        (["03", "01"], "03"),
        (["01", "03", "04", "06"], "06"),
        (["01", "02"], "02"),
        (["01", "02", "03"], "03"),
        (["01", "03", "02"], "02"),
        (["01", "03", "16"], "03"),
        (["03", "15"], "15"),
        (["07"], "07"),
        ([], ""),
        (["01", "03", "undone"], "01"),
        (["01", "03", "undone", "03"], "03"),
        (["01", "03", "undone", "02"], "02"),
        (["01", "02", "undone"], "01"),
        (["01", "03", "04", "undone", "15"], "15"),
    ],
)
def test_statuses_commute(said: list[str], now: str) -> None:
    """The moments are those of the list; in whatever order the messages come, the same remains."""
    undone = {"undone": ("01", f"{STRUCK} (số đến 7): vào nhầm sổ")}
    told = [(NOON + timedelta(minutes=at), *undone.get(code, (code, ""))) for at, code in enumerate(said)]
    steps = [RecipientStatus(code=code, stated_at=at, words=words) for at, code, words in told]
    assert {standing(order)[0] for order in (steps, steps[::-1], sorted(steps, key=lambda one: one.code))} == {now}
