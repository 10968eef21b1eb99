"""Letters are signed electronically: here with a key, elsewhere and brought back; nothing rewrites a signed file."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from docarchive.archive.services.judgements import JUDGE_FILE
from docarchive.core.actor import Actor
from docarchive.core.audit import AuditDetail, AuditEvent
from docarchive.core.instance import Services
from docarchive.core.jobs import Job
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import (
    CertificateUnfitError,
    LetterStateError,
    NotSignedError,
    OtherNameError,
    ReturnedFileRefusedError,
    SignedLaterError,
)
from docarchive.exchange.marks import PLACE, Picture
from docarchive.exchange.models import OutgoingLetter, RefusedReturn
from docarchive.exchange.outgoing_acts import outgoing_acts
from docarchive.exchange.outgoing_states import OutgoingState, SigningPart, Way
from docarchive.exchange.services import approving, copying, drafting, issuing, recipients, signing
from docarchive.exchange.services.copying import CopyOrder
from docarchive.exchange.services.dispatching import files_of
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.recipients import Addressee
from docarchive.exchange.signing import Desk, KeyFile, TokenKey
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.registers.services import numbering
from docarchive.registers.services.numbering import Place
from indexer.records import Evidence
from signatures import pdf
from signatures.identities import KeyIdentity
from tests.archive.factories import make_document, make_reading
from tests.archive.test_judging import authorities
from tests.conftest import NOON
from tests.exchange.factories import Office, acting, make_office
from tests.exchange.outgoing_factories import book_of, issue, look, make_signed
from tests.exchange.signing_factories import (
    PAPER,
    PASSWORD,
    judged_here,
    key_file,
    make_e_numbered,
    make_submitted,
    sign_here,
)
from tests.signatures.authority import DAY, rsa_key
from tests.signatures.papers import blank, picture, text_over, updated
from tests.signatures.softtoken import LABEL, PIN
from tests.signatures.world import World, revoked

SEAL, STROKE = picture("red"), picture("blue", (200, 100))


@pytest.fixture
def office(uow: UnitOfWork) -> Office:
    return make_office(uow, short_name="UBND", name="Ủy ban nhân dân xã Thử Nghiệm")


@pytest.fixture
def leader(world: World, office: Office) -> KeyIdentity:
    return world.sub.issue(office.leader.name, office.agency.name)


@pytest.fixture
def seal(world: World, office: Office) -> KeyIdentity:
    return world.sub.issue(office.agency.name, office.agency.name, key=rsa_key("agency"))


def audit(uow: UnitOfWork, action: str) -> list[str]:
    """What the log says of an act, each time it was done."""
    wanted = select(AuditDetail.detail).join(AuditEvent, AuditEvent.seq == AuditDetail.seq)
    return list(uow.session.scalars(wanted.where(AuditEvent.action == action).order_by(AuditEvent.seq)))


def test_the_signed_file_is_the_letters_file_and_begins_with_the_draft(
    uow: UnitOfWork, office: Office, leader: KeyIdentity
) -> None:
    letter = make_submitted(uow, office)

    with acting(uow, office.leader):
        sign_here(uow, letter, leader)

    assert letter.state == OutgoingState.SIGNED
    assert letter.signer_id == office.leader.id
    main = letter.main
    assert main is not None
    assert [one.version for one in letter.files] == [1, 2]
    assert uow.files.read(letter.files[0].file_sha) == PAPER
    assert uow.files.read(main.file_sha).startswith(PAPER)
    [one] = letter.signatures_of(main)
    assert (one.part, one.holder, one.other_name) == (SigningPart.PERSON, office.leader.name, False)
    [entry] = audit(uow, "outgoing.file_signed")
    assert one.serial in entry
    assert one.fingerprint in entry
    assert "CN=" in entry
    assert PASSWORD not in entry


def test_a_signature_is_no_older_than_the_date_beside_it(
    uow: UnitOfWork, office: Office, leader: KeyIdentity
) -> None:  # fmt: skip
    book, earlier, letter = book_of(uow, office), make_signed(uow, office), make_submitted(uow, office)
    with acting(uow, office.leader):
        sign_here(uow, letter, leader)
    with acting(uow, office.clerk):
        beside = issuing.number(uow, earlier, book, day=NOON.date() - timedelta(days=1))
        with pytest.raises(SignedLaterError):
            issuing.number(uow, letter, book, Place(beside=beside, reason="Bỏ sót khi cấp số buổi chiều"))
        issuing.number(uow, letter, book)
    assert letter.issued_on == NOON.date()


def test_person_number_and_agency_come_in_the_order_of_the_law(
    uow: UnitOfWork, office: Office, leader: KeyIdentity, seal: KeyIdentity, world: World
) -> None:
    letter = make_submitted(uow, office, annexes=[blank(2)])
    assert letter.main is not None
    look(uow, letter.main, make_reading(signer="A", evidence={"signer": Evidence(1.0, 0, 1, 1, (380, 500, 480, 512))}))
    assert letter.main.read is not None
    assert letter.main.read[PLACE]["page"] == 1
    with acting(uow, office.leader):
        sign_here(uow, letter, leader, Picture(STROKE))
    with acting(uow, office.clerk):
        with pytest.raises(NotAllowedError):
            sign_here(uow, letter, seal)
        issuing.number(uow, letter, book_of(uow, office))
        sign_here(uow, letter, seal, Picture(SEAL))

    main, annex = letter.current
    content = uow.files.read(main.file_sha)
    verdict = pdf.verify(content, world.trust(), NOON)
    person, agency = verdict.signatures
    assert (person.signer.certificate, agency.signer.certificate) != (None, None)
    assert person.box == pytest.approx((370, 436, 490, 496), abs=1)
    assert person.box is not None
    assert agency.box is not None
    assert agency.box[2] == pytest.approx(person.box[0] + 40, abs=1)
    assert verdict.overall in ("valid", "valid-but")
    marked = pdf.verify(uow.files.read(annex.file_sha), world.trust(), NOON)
    assert [one.page for one in marked.signatures] == [1]
    assert [one.part for one in letter.signatures_of(main)] == [SigningPart.AGENCY, SigningPart.PERSON]
    with acting(uow, office.clerk), pytest.raises(LetterStateError, match="đã có chữ ký số của cơ quan"):
        sign_here(uow, letter, seal)


def test_packets_carry_the_signed_bytes(
    uow: UnitOfWork, office: Office, leader: KeyIdentity, seal: KeyIdentity
) -> None:
    other = make_office(uow, name="Sở Tài chính thử")
    values = {"place": "Thử Nghiệm", "signer_title": "CHỦ TỊCH", "recipients": "- Sở Tài chính thử;"}
    letter = make_e_numbered(uow, office, leader, **values)
    with acting(uow, office.clerk):
        sign_here(uow, letter, seal)
        recipients.set_recipients(uow, letter, [Addressee("Sở", other.agency, Way.ELECTRONIC)])
        issue(uow, letter)

    assert letter.main is not None
    [attachment] = files_of(uow, letter)
    assert attachment.content == uow.files.read(letter.main.file_sha)
    assert attachment.content.startswith(PAPER)
    assert letter.main.item is not None
    assert letter.main.item.file_sha == letter.main.file_sha


def test_the_agency_signs_only_what_the_person_signed(uow: UnitOfWork, office: Office, seal: KeyIdentity) -> None:
    letter = make_signed(uow, office, text=PAPER)
    with acting(uow, office.clerk):
        issuing.number(uow, letter, book_of(uow, office))
        with pytest.raises(LetterStateError, match="Điều 32"):
            sign_here(uow, letter, seal)
        acts = {one.name: one.why_off for one in outgoing_acts(uow.actor, letter, None, None)}

    assert "Điều 32" in acts["seal"]
    assert acts["issue"].startswith("Tệp du-thao.pdf đang được đọc")


def test_only_whose_turn_it_is_signs_and_only_a_pdf(uow: UnitOfWork, office: Office, leader: KeyIdentity) -> None:
    letter = make_submitted(uow, office)
    for who in (office.officer, office.clerk, office.head):
        with acting(uow, who), pytest.raises(NotAllowedError):
            signing.sheets(uow, letter, Picture())

    with acting(uow, office.officer):
        word = drafting.start(uow, office.agency.id, drafting.Draft("công văn", "Trích yếu"))
        drafting.add_text(uow, word, SentFile("du-thao.docx", b"PK\x03\x04 word"))
        approving.submit(uow, word, office.leader)
    with acting(uow, office.leader):
        acts = {one.name: one.why_off for one in outgoing_acts(uow.actor, word, None, None)}
        assert "bản PDF" in acts["e-sign"]
        with pytest.raises(LetterStateError, match="bản PDF"):
            sign_here(uow, word, leader)


def test_certificates_that_may_not_sign_are_refused(uow: UnitOfWork, office: Office, world: World) -> None:
    letter = make_submitted(uow, office)
    name = office.leader.name
    taken_away = world.sub.issue(name)
    lists = [*authorities(world)[:-1], world.sub.crl(revoked(taken_away.certificate, NOON - DAY))]
    cases = [
        (world.sub.issue(name, end=NOON - DAY), "hết hạn"),
        (world.sub.issue(name, start=NOON + DAY), "mới có hiệu lực"),
        (world.sub.issue(name, usages=("key_encipherment",)), "không được cấp"),
        (taken_away, "thu hồi"),
    ]
    with acting(uow, office.leader):
        for key, sentence in cases:
            with pytest.raises(CertificateUnfitError, match=sentence):
                sign_here(uow, letter, key, authorities=lambda: lists)
        with pytest.raises(NotSignedError, match="Mật khẩu của tệp khóa") as caught:
            sheets = signing.sheets(uow, letter, Picture())
            Desk(tuple).sign(sheets, KeyFile(key_file(cases[0][0]), "sai"), name, NOON)

    assert list(caught.value.fields) == ["password"]
    assert letter.state == OutgoingState.SUBMITTED
    assert len(letter.files) == 1


def test_another_name_is_a_question_and_stays_written(uow: UnitOfWork, office: Office, world: World) -> None:
    letter = make_submitted(uow, office)
    key, name = KeyFile(key_file(world.clerk), PASSWORD), office.leader.name
    with acting(uow, office.leader):
        sheets = signing.sheets(uow, letter, Picture())
        with pytest.raises(OtherNameError, match="Lê Thị Thử"):
            Desk(tuple).sign(sheets, key, name, NOON)
        signing.keep(uow, letter, Desk(tuple).sign(sheets, key, None, NOON), name=name)

    assert [one.other_name for one in letter.signatures] == [True]
    assert '"other_name":true' in audit(uow, "outgoing.file_signed")[0]


def test_a_picture_without_a_place_asks_for_one(uow: UnitOfWork, office: Office) -> None:
    letter = make_submitted(uow, office)
    with acting(uow, office.leader):
        with pytest.raises(InvalidInputError, match="ghi trang") as caught:
            signing.sheets(uow, letter, Picture(STROKE))
        [sheet] = signing.sheets(uow, letter, Picture(STROKE, 1, 100, 200))
    assert list(caught.value.fields) == ["page"]
    assert sheet.mark is not None


def test_what_was_changed_meanwhile_is_not_signed(uow: UnitOfWork, office: Office, leader: KeyIdentity) -> None:
    letter = make_submitted(uow, office)
    assert letter.main is not None
    seen = letter.main.id
    with acting(uow, office.leader):
        sheets = signing.sheets(uow, letter, Picture(), seen)
        made = Desk(tuple).sign(sheets, KeyFile(key_file(leader), PASSWORD), office.leader.name, NOON)
        approving.give_back(uow, letter, "Sửa lại đoạn hai của văn bản")
    with acting(uow, office.officer):
        drafting.add_text(uow, letter, SentFile("du-thao.pdf", blank(2)))
        approving.submit(uow, letter, office.leader)
    with acting(uow, office.leader):
        with pytest.raises(LetterStateError, match="bản mới"):
            signing.keep(uow, letter, made, name=office.leader.name)
        with pytest.raises(LetterStateError, match="bản mới"):
            signing.sheets(uow, letter, Picture(), seen)
    assert letter.state == OutgoingState.SUBMITTED


def test_the_agency_alone_signs_a_copy_and_nothing_comes_after(
    uow: UnitOfWork, office: Office, seal: KeyIdentity, world: World
) -> None:
    order = CopyOrder("sao y", office.leader, file=SentFile("sao.pdf", PAPER))
    document = make_document(uow)
    with acting(uow, office.clerk):
        letter = copying.copy(uow, office.agency.id, document, order)
        issuing.number(uow, letter, book_of(uow, office))
        sign_here(uow, letter, seal, Picture(SEAL))
    assert letter.main is not None
    [one] = pdf.verify(uow.files.read(letter.main.file_sha), world.trust(), NOON).signatures
    assert (one.page, one.later.certified) == (1, "no-changes")


def test_a_file_signed_here_is_not_replaced(uow: UnitOfWork, office: Office, leader: KeyIdentity) -> None:
    letter = make_e_numbered(uow, office, leader)
    with acting(uow, office.clerk), pytest.raises(LetterStateError, match="đã ký số không thay"):
        issuing.put_final(uow, letter, SentFile("khac.pdf", b"%PDF-1.7 other"))


def test_a_cancelled_number_takes_the_agencys_signature_away(
    uow: UnitOfWork, office: Office, leader: KeyIdentity, seal: KeyIdentity
) -> None:
    letter = make_e_numbered(uow, office, leader, annexes=[blank(2)])
    before = [one.file_sha for one in letter.current]
    with acting(uow, office.clerk):
        sign_here(uow, letter, seal)
        assert letter.given is not None
        numbering.cancel(uow, letter.given, "Cấp nhầm sổ văn bản")

    assert [one.file_sha for one in letter.current] == before
    with acting(uow, office.clerk):
        issuing.number(uow, letter, book_of(uow, office))
        sign_here(uow, letter, seal)
    assert [one.part for one in letter.signatures_of(letter.current[0])] == [SigningPart.AGENCY, SigningPart.PERSON]


def bring(uow: UnitOfWork, letter: OutgoingLetter, content: bytes, desk: Desk | None = None, ordinal: int = 0) -> None:
    """Bring a file back as the page does."""
    sheet = signing.hand_out(uow, letter, ordinal)
    name = uow.actor.name if letter.number == "" else letter.agency.name
    came = (desk or Desk(tuple, judge=judged_here)).take_back(sheet, content, name, uow.now)
    signing.keep_returned(uow, letter, came, SentFile("da-ky.pdf", content), name=name)


def test_a_file_signed_elsewhere_is_taken_back_as_it_is(
    uow: UnitOfWork, office: Office, leader: KeyIdentity, seal: KeyIdentity
) -> None:
    letter = make_submitted(uow, office, annexes=[blank(2)])
    signed = pdf.sign(PAPER, leader, NOON, pdf.ImageMark(STROKE, 1, (300, 500, 420, 560)))
    with acting(uow, office.leader):
        bring(uow, letter, signed, Desk(tuple))
    assert letter.main is not None
    assert uow.files.read(letter.main.file_sha) == signed
    [one] = letter.signatures
    assert (one.way, one.page) == ("elsewhere", 1)
    assert one.box == pytest.approx([300, 500, 420, 560], abs=1)
    with acting(uow, office.clerk):
        issuing.number(uow, letter, book_of(uow, office))
        bring(uow, letter, pdf.sign(signed, seal, NOON))
        bring(uow, letter, pdf.sign(blank(2), seal, NOON), ordinal=1)

    assert [len(letter.signatures_of(each)) for each in letter.current] == [2, 1]
    assert letter.state == OutgoingState.NUMBERED
    assert len(audit(uow, "outgoing.handed_out")) == 3


def test_what_is_not_the_file_with_a_signature_is_refused_and_kept_apart(
    services: Services, uow: UnitOfWork, office: Office, leader: KeyIdentity, world: World
) -> None:
    letter = make_submitted(uow, office)
    uow.commit()
    expired = world.sub.issue(office.leader.name, end=NOON - DAY)
    cases = [
        (PAPER, "chưa có chữ ký mới"),
        (pdf.sign(blank(1).replace(b"595", b"596"), leader, NOON), "không phải tệp đã giao ký"),
        (pdf.sign(blank(2), leader, NOON), "không phải tệp đã giao ký"),
        (updated(pdf.sign(PAPER, leader, NOON), text_over("Khac")), "bị thêm nội dung"),
        (pdf.sign(PAPER, expired, NOON), "hết hạn"),
        (pdf.sign(PAPER, leader, NOON)[:-200], "hỏng"),
    ]
    for content, sentence in cases:
        with acting(uow, office.leader), pytest.raises(ReturnedFileRefusedError, match=sentence):
            bring(uow, letter, content)
        uow.actor, actor = Actor.operator(), uow.actor
        uow.rollback()
        uow.actor = actor

    with services.db.reading() as session:
        kept = session.scalars(select(RefusedReturn)).all()
        assert {services.files.read(one.file_sha) for one in kept} == {content for content, _ in cases}
        assert len(kept) == len(cases)
        found = session.get_one(OutgoingLetter, letter.id)
        assert (found.state, len(found.files)) == (OutgoingState.SUBMITTED, 1)
    assert len(audit(uow, "outgoing.return_refused")) == len(cases)


def test_the_version_before_is_not_taken_back(uow: UnitOfWork, office: Office, leader: KeyIdentity) -> None:
    letter = make_submitted(uow, office)
    with acting(uow, office.leader):
        stale = signing.hand_out(uow, letter, 0)
        approving.give_back(uow, letter, "Sửa lại đoạn hai của văn bản")
    with acting(uow, office.officer):
        drafting.add_text(uow, letter, SentFile("du-thao.pdf", blank(2)))
        approving.submit(uow, letter, office.leader)
    signed = pdf.sign(stale.content, leader, NOON)
    with acting(uow, office.leader):
        with pytest.raises(ReturnedFileRefusedError, match="ký trên bản 1"):
            bring(uow, letter, signed)
        came = Desk(tuple, judge=judged_here).take_back(stale, signed, office.leader.name, NOON)
        with pytest.raises(ReturnedFileRefusedError, match="bản mới"):
            signing.keep_returned(uow, letter, came, SentFile("ky.pdf", signed), name=office.leader.name)
    assert letter.state == OutgoingState.SUBMITTED


def test_the_verdict_of_what_was_signed_is_asked_for(uow: UnitOfWork, office: Office, leader: KeyIdentity) -> None:
    letter = make_submitted(uow, office)
    with acting(uow, office.leader):
        sign_here(uow, letter, leader)
    assert letter.main is not None
    asked = uow.session.scalars(select(Job.payload).where(Job.kind == JUDGE_FILE)).all()
    assert [json.loads(one)["sha"] for one in asked] == [letter.main.file_sha]


@pytest.mark.needs("softhsm")
def test_a_device_at_the_server_signs(
    uow: UnitOfWork, office: Office, world: World, token: Path, tmp_path: Path
) -> None:
    office.leader.name = "Trần Văn Mẫu"
    letter = make_submitted(uow, office)
    desk = Desk(tuple, str(token))
    with acting(uow, office.leader):
        sheets = signing.sheets(uow, letter, Picture())
        for key, at, field in (
            (TokenKey(LABEL, "lanh-dao", "0000"), desk, "password"),
            (TokenKey(LABEL, "khong-co", PIN), desk, "token"),
            (TokenKey("x", "x", "x"), Desk(tuple, str(tmp_path / "none.so")), "token"),
            (TokenKey("x", "x", "x"), Desk(tuple), "token"),
        ):
            with pytest.raises(NotSignedError) as caught:
                at.sign(sheets, key, office.leader.name, NOON)
            assert list(caught.value.fields) == [field]
        key = TokenKey(LABEL, "lanh-dao", PIN)
        signing.keep(uow, letter, desk.sign(sheets, key, office.leader.name, NOON), name=office.leader.name)

    [one] = letter.signatures
    assert (one.way, one.holder) == ("token", "Trần Văn Mẫu")
    assert letter.main is not None
    assert (
        pdf.verify(uow.files.read(letter.main.file_sha), world.trust(), NOON + timedelta(hours=1)).overall != "invalid"
    )
