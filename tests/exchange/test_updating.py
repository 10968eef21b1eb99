"""What was sent is corrected: data, text and annexes travel to all who got the letter, and each answers."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from docarchive.accounts.models import Agency
from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.archive.models import Document, FieldValue
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditEvent
from docarchive.core.instance import Services
from docarchive.core.jobs import Job
from docarchive.delivery.models import Posting
from docarchive.delivery.states import PostingState
from docarchive.exchange import outgoing_presenting as presenting
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import (
    IncomingLetter,
    OutgoingLetter,
    OutgoingRecipient,
    OutgoingSignature,
    OutgoingUpdate,
    RecipientStatus,
    UpdateRecipient,
)
from docarchive.exchange.outgoing_states import SigningPart, SigningWay
from docarchive.exchange.services import deciding, following, registering, revoking, updating
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.recipients import Addressee
from docarchive.exchange.services.updating import CorrectedFile
from docarchive.exchange.states import IncomingState
from docarchive.kernel.errors import ConflictError, InvalidInputError, NotAllowedError
from edxml import BusinessType, DocumentPacket, read
from tests.archive.factories import make_reading
from tests.conftest import NOON, csrf, sign_in
from tests.exchange.factories import acting, make_office
from tests.exchange.outgoing_factories import issue
from tests.exchange.two import TEXT, Two, make_two

REASON = "Đính chính theo công văn 09/UBND-VP"
NEW_TEXT = b"%PDF-1.7 the letter as it should have been"
ANNEX = b"%PDF-1.7 an annex that was forgotten"
VALUES: dict[str, Any] = {"subject": "Trả lời về kinh phí duy tu đường năm 2027", "due_on": date(2026, 7, 1)}


@pytest.fixture
def two(services: Services) -> Two:
    return make_two(services)


def later(two: Two, minutes: int = 1) -> None:
    two.services.clock.now += timedelta(minutes=minutes)  # type: ignore[attr-defined]


def update(
    two: Two, letter_id: str, files: Sequence[CorrectedFile] = (), reason: str = REASON, **values: Any
) -> OutgoingUpdate:
    later(two)
    with two.services.begin(Actor.operator()) as uow, acting(uow, two.sender.clerk):
        letter = uow.session.get_one(OutgoingLetter, letter_id)
        made = updating.send_update(uow, letter, values or (VALUES if not files else {}), files, reason)
    two.run()
    return made


def corrected(content: bytes, ordinal: int | None = 0, name: str = "du-thao.pdf") -> CorrectedFile:
    return CorrectedFile(SentFile(name, content), ordinal)


def decide(two: Two, *, agreed: bool, at: Any = None) -> None:
    """Answer the oldest question that is open."""
    later(two)

    def act(uow: Any, letter: IncomingLetter) -> None:
        waiting = next(one for one in letter.requests if one.agreed is None)
        if agreed:
            deciding.agree(uow, waiting)
        else:
            deciding.refuse(uow, waiting, "Đã xử lý theo bản cũ")

    two.at_receiver(act, at)


def answers(two: Two) -> list[tuple[str, str]]:
    with two.services.db.reading() as session:
        rows = session.scalars(select(UpdateRecipient).join(OutgoingUpdate).order_by(OutgoingUpdate.ordinal))
        return [(row.answer, row.words) for row in rows]


def test_data_are_corrected_here_and_after_consent_there(two: Two) -> None:
    letter_id = two.issue()
    two.register()
    made = update(two, letter_id)

    (came,) = two.arrived()
    with two.services.db.reading() as session:
        sent = session.get_one(OutgoingLetter, letter_id)
        assert (sent.subject, sent.due_on) == (VALUES["subject"], VALUES["due_on"])
        assert made.changed["subject"] == [
            "Trả lời về kinh phí duy tu đường giao thông nông thôn năm 2026",
            sent.subject,
        ]
        assert made.changed["due_on"] == ["", "2026-07-01"]
        document = session.get_one(Document, sent.document_id)
        assert document.subject == VALUES["subject"]
        kept = session.scalars(select(FieldValue.value).where(FieldValue.document_id == document.id)).all()
        assert made.changed["subject"][0] in kept
        said = select(AuditEvent.action).where(AuditEvent.subject == letter_id).order_by(AuditEvent.seq.desc()).limit(2)
        assert session.scalars(said).all() == ["outgoing.updated", "outgoing.changed"]
        sha = session.scalars(select(Posting.packet_sha).where(Posting.about.startswith("update:"))).one()
        packet = read(two.services.files.read(sha)).packet
        assert isinstance(packet, DocumentPacket)
        assert (packet.business.type, packet.business.document_id) == (BusinessType.UPDATE, sent.document_code)
        assert (packet.business.update.document, packet.business.update.receivers) == (True, False)
        assert (packet.business.reason, packet.attachments, packet.subject) == (REASON, (), VALUES["subject"])
        waiting = session.get_one(IncomingLetter, came.id)
        assert waiting.subject != VALUES["subject"]  # nobody has agreed
        assert [one.reason for one in waiting.requests] == [REASON]

    decide(two, agreed=True)
    assert answers(two) == [("15", "Đồng ý cập nhật")]
    assert two.status(letter_id) == {two.receiver.agency.code: "03"}  # where it stands there has not changed
    with two.services.db.reading() as session:
        now = session.get_one(IncomingLetter, came.id)
        assert (now.subject, now.due_on, now.state) == (VALUES["subject"], VALUES["due_on"], IncomingState.REGISTERED)
        assert now.document is not None
        assert now.document.subject == VALUES["subject"]


def test_a_refusal_comes_back_with_its_reason_and_nothing_changes_there(two: Two) -> None:
    letter_id = two.issue()
    two.register()
    update(two, letter_id)
    decide(two, agreed=False)

    assert answers(two) == [("16", "Từ chối cập nhật: Đã xử lý theo bản cũ")]
    with two.services.db.reading() as session:
        (one,) = session.get_one(OutgoingLetter, letter_id).sent_to
        row = presenting.delivery(one, is_late=False, corrections=session.scalars(select(UpdateRecipient)).all())
        assert [each["status"] for each in row["corrections"]] == [("Từ chối cập nhật", "late")]
        assert row["status"][0] != "Từ chối thu hồi"
    assert two.arrived()[0].subject != VALUES["subject"]


def test_a_corrected_text_and_a_new_annex_are_versions_beside_the_old_ones(two: Two) -> None:
    letter_id = two.issue()
    two.register()
    update(two, letter_id, [corrected(NEW_TEXT), corrected(ANNEX, None, "phu-luc.pdf")])
    decide(two, agreed=True)

    (came,) = two.arrived()
    files = two.services.files
    with two.services.db.reading() as session:
        sent = session.get_one(OutgoingLetter, letter_id)
        assert [files.read(one.file_sha) for one in sent.current] == [NEW_TEXT, ANNEX]
        assert [files.read(one.file_sha) for one in sent.files if one.ordinal == 0] == [TEXT, NEW_TEXT]
        here = session.get_one(Document, sent.document_id)
        letter = session.get_one(IncomingLetter, came.id)
        main, annex = letter.files
        there = session.get_one(Document, main.item.document_id)
        for document in (here, there):
            shas = [one.file_sha for one in document.versions if one.file_sha]
            assert [files.read(sha) for sha in shas] == [TEXT, NEW_TEXT]
        added = session.get_one(Document, annex.item.document_id)
        assert files.read(annex.item.file_sha or "") == ANNEX
        assert added.audience == there.audience  # who reads the letter reads the annex

    # The same files once more change nothing; the annex alone becomes a further version.
    update(two, letter_id, [corrected(b"%PDF-1.7 annex, second edition", 1, "phu-luc.pdf")])
    decide(two, agreed=True)
    with two.services.db.reading() as session:
        letter = session.get_one(IncomingLetter, came.id)
        kept = [session.get_one(Document, file.item.document_id) for file in letter.files]
        assert [len([one for one in each.versions if one.file_sha]) for each in kept] == [2, 2]


def test_what_is_no_longer_said_is_cleared_but_not_a_leaders_deadline(two: Two) -> None:
    letter_id = two.issue(due_on=VALUES["due_on"], urgency="khẩn")
    two.at_receiver(lambda uow, letter: registering.register(uow, letter, two.receiver.book, _as_stated(letter)))
    update(two, letter_id, due_on=None, urgency="")
    with two.services.begin(Actor.operator()) as uow:
        uow.session.get_one(IncomingLetter, two.arrived()[0].id).due_on = date(2026, 6, 25)
    decide(two, agreed=True)
    assert (two.arrived()[0].urgency, two.arrived()[0].due_on) == ("", date(2026, 6, 25))


def _as_stated(letter: IncomingLetter) -> Any:
    from dataclasses import replace

    from tests.exchange.factories import ENTRY

    return replace(ENTRY, urgency=letter.urgency, due_on=letter.due_on)


def test_everybody_who_got_it_is_asked_and_nobody_else(two: Two) -> None:
    with two.services.begin(Actor.operator()) as uow:
        third = make_office(uow, name="UBND xã Bến Lau", short_name="UBND")
        fourth = make_office(uow, name="UBND xã Gò Mây", short_name="UBND")
    letter_id = two.issue(two.receiver, third, fourth)
    two.at_receiver(lambda uow, letter: registering.refuse(uow, letter, "Gửi nhầm nơi nhận"), third)
    update(two, letter_id)

    with two.services.db.reading() as session:
        asked = session.scalars(select(UpdateRecipient)).all()
        assert {row.recipient.code for row in asked} == {two.receiver.agency.code, fourth.agency.code}
        assert all(row.delivered_at for row in asked)
        counts = presenting.updates(session.scalars(select(OutgoingUpdate)).all())[0]["counts"]
        assert counts == "chờ trả lời cập nhật 2 nơi"
    # Who is added later gets the letter as it is now, and nothing to correct.
    with two.services.begin(Actor.operator()) as uow:
        fifth = make_office(uow, name="UBND xã Đá Trắng", short_name="UBND")
        letter = uow.session.get_one(OutgoingLetter, letter_id)
        agency = uow.session.get_one(Agency, fifth.agency.id)
        with acting(uow, two.sender.clerk):
            revoking.send_to_more(uow, letter, [Addressee(agency.name, agency)], "Bổ sung nơi nhận")
    two.run()
    assert [one.subject for one in two.arrived(fifth)] == [VALUES["subject"]]


@pytest.mark.parametrize(
    ("values", "reason", "field"),
    [
        ({"subject": "x" * 501}, REASON, "subject"),
        ({"subject": "  "}, REASON, "subject"),
        ({"due_on": date(2026, 6, 1)}, REASON, "due_on"),
        ({"subject": "Trả lời về kinh phí duy tu đường giao thông nông thôn năm 2026"}, REASON, None),
        (VALUES, "ngắn", "reason"),
    ],
)
def test_what_cannot_be_sent_so_changes_nothing(
    two: Two, values: dict[str, Any], reason: str, field: str | None
) -> None:
    letter_id = two.issue()
    with pytest.raises(InvalidInputError) as caught:
        update(two, letter_id, reason=reason, **values)
    assert field is None or field in caught.value.fields
    with two.services.db.reading() as session:
        assert session.scalars(select(OutgoingUpdate)).all() == []


def test_a_file_that_was_signed_gives_way_to_none(two: Two) -> None:
    letter_id = two.issue()
    with two.services.begin(Actor.operator()) as uow:
        letter = uow.session.get_one(OutgoingLetter, letter_id)
        signed = letter.current[0]
        letter.signatures.append(
            OutgoingSignature(
                file_id=signed.id, of_file_id=signed.id, part=SigningPart.PERSON, way=SigningWay.FILE,
                by_name="Lãnh đạo", at=uow.now,
                holder="Lãnh đạo", organisation="", subject="CN=Lãnh đạo", issuer="CN=Gốc", serial="1",
                fingerprint="0" * 64,
            )
        )  # fmt: skip
        uow.session.flush()
        with acting(uow, two.sender.clerk), pytest.raises(LetterStateError, match="đã ký số"):
            updating.send_update(uow, letter, VALUES, [corrected(NEW_TEXT)], REASON)


def test_a_corrected_file_with_a_mark_of_secrecy_does_not_leave(
    app: Application, two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter_id = two.issue()
    clerk = sign_in(app, two.sender.clerk.username)
    monkeypatch.setattr("indexer.sandbox.read_safely", lambda *_: make_reading(secrecy="Tối mật"))
    data = {"subject": "Trích yếu đã sửa", "place": "Suối Mơ", "reason": REASON, **csrf(clerk)}
    answer = clerk.post(f"/outgoing/{letter_id}/update", data={**data, "file-0": (io.BytesIO(NEW_TEXT), "mat.pdf")})
    assert answer.status_code == 422
    assert "Tệp mat.pdf có dấu mật (Tối mật)" in answer.text
    with two.services.db.reading() as session:
        assert session.scalars(select(OutgoingUpdate)).all() == []


def test_only_its_clerks_and_only_while_it_stands(two: Two) -> None:
    letter_id = two.issue()
    with two.services.begin(Actor.operator()) as uow:
        letter = uow.session.get_one(OutgoingLetter, letter_id)
        for who in (two.sender.leader, two.sender.officer, two.receiver.clerk):
            with acting(uow, who), pytest.raises(NotAllowedError):
                updating.send_update(uow, letter, VALUES, (), REASON)
        with acting(uow, two.sender.clerk):
            with pytest.raises(InvalidInputError, match="giống hệt"), uow.session.begin_nested():
                updating.send_update(uow, letter, {}, [corrected(TEXT)], REASON)
            revoking.recall(uow, letter, "Sai nội dung điều 2")
            with pytest.raises(LetterStateError, match="đã thu hồi"):
                updating.send_update(uow, letter, VALUES, (), REASON)
        numbered = two.numbered(uow, two.receiver)
        with acting(uow, two.sender.clerk), pytest.raises(LetterStateError, match="đã ban hành"):
            updating.send_update(uow, numbered, VALUES, (), REASON)


def test_a_correction_agreed_to_is_never_taken_for_a_recall(two: Two) -> None:
    letter_id = two.issue()
    two.register()
    update(two, letter_id)
    later(two)
    with two.services.begin(Actor.operator()) as uow, acting(uow, two.sender.clerk):
        revoking.recall(uow, uow.session.get_one(OutgoingLetter, letter_id), "Sai nội dung điều 2")
    two.run()
    decide(two, agreed=True)
    assert answers(two)[0][0] == "15"
    assert two.status(letter_id) == {two.receiver.agency.code: "03"}

    decide(two, agreed=True)
    assert two.status(letter_id) == {two.receiver.agency.code: "15"}


def test_answers_are_told_apart_in_whatever_order_they_are_heard() -> None:
    """Two corrections and a recall were asked; the second answer says nothing of what it answers."""
    said = [("16", "Từ chối cập nhật: đã xử lý"), ("15", ""), ("15", "Đồng ý thu hồi")]
    outcomes = set()
    for order in itertools.permutations(enumerate(said)):
        rows = [UpdateRecipient(id=f"u{at}", update=OutgoingUpdate(ordinal=at, at=NOON)) for at in (1, 2)]
        one = OutgoingRecipient(recalled_at=NOON)
        for minute, (code, words) in order:
            moment = NOON + timedelta(minutes=minute)
            one.steps.append(RecipientStatus(code=code, words=words, stated_at=moment, received_at=NOON))
            following.tell_apart(one, rows)
        outcomes.add((*(row.answer for row in rows), following.standing(one.steps)[0]))
    assert outcomes == {("16", "15", "15")}


def test_a_recall_destroys_what_corrections_brought_too(two: Two) -> None:
    letter_id = two.issue()
    two.register()
    update(two, letter_id, [corrected(NEW_TEXT)], subject=VALUES["subject"])
    decide(two, agreed=True)
    update(two, letter_id, place="Đồi Thông")
    later(two)
    with two.services.begin(Actor.operator()) as uow, acting(uow, two.sender.clerk):
        revoking.recall(uow, uow.session.get_one(OutgoingLetter, letter_id), "Sai nội dung điều 2")
    two.run()
    (came,) = two.arrived()
    with two.services.begin(Actor.operator()) as uow, acting(uow, two.receiver.clerk):
        letter = uow.session.get_one(IncomingLetter, came.id)
        open_, recall = (one for one in letter.requests if one.agreed is None)
        deciding.agree(uow, recall)
        with pytest.raises(ConflictError, match="đã hủy"):
            deciding.agree(uow, open_)
    with two.services.db.reading() as session:
        gone = session.get_one(IncomingLetter, came.id)
        document = session.get_one(Document, gone.files[0].item.document_id)
        assert (document.subject, [one.file_sha for one in document.versions]) == (None, [None, None])
        assert [one.stated for one in gone.requests] == [None] * 3
        held = session.scalars(select(OutgoingLetter)).one()
        assert two.services.files.read(held.current[0].file_sha) == NEW_TEXT  # the sender's own is the sender's


def test_a_letter_overtaken_by_its_corrected_text_is_a_second_copy(two: Two) -> None:
    with two.services.begin(Actor.operator()) as uow:
        letter = two.numbered(uow, two.receiver)
        with acting(uow, two.sender.clerk):
            issue(uow, letter)
    with two.services.begin(Actor.operator()) as uow:
        for job in uow.session.scalars(select(Job).where(Job.kind == "delivery.deliver")):
            job.run_after = NOON + timedelta(hours=1)
    update(two, letter.id, [corrected(NEW_TEXT)], subject=VALUES["subject"])
    assert [one.subject for one in two.arrived()] == [VALUES["subject"]]
    two.services.clock.now = NOON + timedelta(hours=2)  # type: ignore[attr-defined]
    two.run()
    first, second = two.arrived()
    assert (second.state, second.merged_into) == (IncomingState.MERGED, first.id)


def test_who_could_not_be_reached_hears_the_correction_once_he_is(two: Two) -> None:
    with two.services.begin(Actor.operator()) as uow:
        third = make_office(uow, name="UBND xã Bến Lau", short_name="UBND")
    letter_id = two.issue(two.receiver, third)
    with two.services.begin(Actor.operator()) as uow:
        one = uow.session.get_one(OutgoingLetter, letter_id).sent_to[1]
        uow.session.get_one(Posting, one.posting_id).state = PostingState.DEAD
        one.failed = "Không kết nối được."
    update(two, letter_id)
    with two.services.begin(Actor.operator()) as uow, acting(uow, two.sender.clerk):
        letter = uow.session.get_one(OutgoingLetter, letter_id)
        assert [row.recipient.ordinal for row in uow.session.scalars(select(UpdateRecipient))] == [1]
        revoking.send_again(uow, letter, letter.sent_to[1])
    two.run()
    with two.services.db.reading() as session:
        (came,) = two.arrived(third)
        assert [one.kind for one in session.get_one(IncomingLetter, came.id).requests] == ["update"]


def test_a_program_corrects_and_reads_the_answers(app: Application, two: Two) -> None:
    letter_id = two.issue()
    two.register()
    keys = []
    for office in (two.sender, two.receiver):
        with two.services.begin(Actor.operator()) as uow, acting(uow, office.clerk):
            keys.append({"Authorization": f"Bearer {tokens.create_token(uow, 'Thử', may_write=True)[1]}"})
    ours, theirs = keys
    path, browser = f"/api/v1/letters/outgoing/{letter_id}/updates", app.test_client()
    for wrong in ({"reason": REASON}, {"reason": REASON, "due_on": "mai"}, {"reason": "ngắn", "place": "Đồi"}):
        assert browser.post(path, data=wrong, headers=ours).status_code == 422
    made = browser.post(path, data={"reason": REASON, "due_on": "2026-07-01"}, headers=ours)
    assert (made.status_code, made.get_json()["changed"]) == (201, {"due_on": ["", "2026-07-01"]})
    two.run()
    decide(two, agreed=True)
    (found,) = browser.get(path, headers=ours).get_json()["updates"]
    assert [(one["code"], one["answer"]) for one in found["sent"]] == [(two.receiver.agency.code, "15")]
    assert browser.get(path, headers=theirs).status_code == 404
    again = f"{path}/{found['sent'][0]['id']}/again"
    assert [browser.post(again, headers=each).status_code for each in (ours, theirs)] == [409, 404]


def test_the_page_corrects_and_shows_what_was_answered(app: Application, two: Two) -> None:
    letter_id = two.issue()
    two.register()
    clerk, leader = (sign_in(app, who.username) for who in (two.sender.clerk, two.sender.leader))
    at = f"/outgoing/{letter_id}"
    assert f"{at}/update" in clerk.get(at).text
    assert f"{at}/update" not in leader.get(at).text
    assert leader.get(f"{at}/update").status_code == 403
    page = clerk.get(f"{at}/update").text
    assert "Điều 18 Nghị định 30/2020/NĐ-CP" in page

    data = {"subject": "Trích yếu đã sửa", "urgency": "", "due_on": "", "place": "Suối Mơ", "reason": "ngắn"}
    refused = clerk.post(f"{at}/update", data={**data, **csrf(clerk)})
    assert (refused.status_code, "Trích yếu đã sửa" in refused.text) == (422, True)

    def send(**more: str) -> TestResponse:
        files = {"file-0": (io.BytesIO(NEW_TEXT), "ban-dung.pdf")}
        return clerk.post(f"{at}/update", data={**data, "reason": REASON, **files, **more, **csrf(clerk)})

    unread = send()
    assert (unread.status_code, "Không đọc được tệp ban-dung.pdf để tìm dấu mật" in unread.text) == (422, True)
    assert send(looked_at="y").status_code == 302
    two.run()

    page = clerk.get(at).text
    assert "Chờ trả lời cập nhật" in page
    assert "văn thư đã xem, không có dấu mật: ban-dung.pdf" in page
    assert "→ “Trích yếu đã sửa”" in page
    assert "Văn bản: ban-dung.pdf (bản 2, thay bản 1)" in page
    theirs = sign_in(app, two.receiver.clerk.username)
    (came,) = two.arrived()
    page = theirs.get(f"/incoming/{came.id}").text
    assert "Yêu cầu cập nhật của bên gửi" in page
    assert "Tệp kèm theo: ban-dung.pdf" in page
    agreed = re.search(r"/incoming/[a-z0-9]+/requests/[a-z0-9]+/agree", page)
    assert agreed is not None
    theirs.post(agreed[0], data=csrf(theirs))
    two.run()
    assert "Đã cập nhật" in clerk.get(at).text
    with two.services.db.reading() as session:
        row = session.scalars(select(UpdateRecipient)).one()
    again = f"{at}/updates/{row.id}/again"
    assert clerk.post(again, data=csrf(clerk)).status_code == 409  # it arrived
    assert clerk.post(f"{at}/updates/{letter_id}/again", data=csrf(clerk)).status_code == 404
    assert theirs.post(again, data=csrf(theirs)).status_code == 404
