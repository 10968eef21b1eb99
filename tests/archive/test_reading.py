"""What becomes of a file that was read."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from docarchive.archive.models import Citation as CitationRow
from docarchive.archive.models import Document, FieldValue, ImportItem
from docarchive.archive.queries import documents, relations
from docarchive.archive.searchable import project
from docarchive.archive.services import documents as keeping
from docarchive.archive.services import intake, reading
from docarchive.archive.states import RECEIVED, ItemState, Origin
from docarchive.core.index import IndexChange
from docarchive.core.jobs import Job
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import ConflictError
from indexer.engines import open_engine
from indexer.engines.protocol import Audience, Query
from indexer.records import Citation, Evidence, Failed, Suggestion
from tests.archive.factories import finish, hand_in, make_batch, make_document, make_reading


def test_a_file_that_is_handed_in_is_kept_and_gets_a_job(uow: UnitOfWork) -> None:
    item = hand_in(uow, make_batch(uow), b"%PDF-1.7 abc")

    assert uow.files.read(item.file_sha or "") == b"%PDF-1.7 abc"
    assert uow.session.scalars(select(Job.key)).all() == [f"{item.id}:1"]


def test_the_thousands_of_an_import_wait_for_letters(uow: UnitOfWork) -> None:
    many, received = make_batch(uow), make_batch(uow)
    imported = [hand_in(uow, many, path=f"{at}.pdf").id for at in range(22)]
    received.origin = RECEIVED
    letters = [hand_in(uow, received, path=f"{at}.pdf").id for at in range(22)]

    waiting = uow.session.scalars(select(Job).where(Job.can_wait)).all()
    assert [job.key.partition(":")[0] for job in waiting] == imported[20:]
    assert not set(letters) & {job.key.partition(":")[0] for job in waiting}


def test_a_file_that_was_read_becomes_a_document(uow: UnitOfWork) -> None:
    document = make_document(uow)

    assert document.number == "15/2023/NQ-HĐND"
    assert document.issued_on is not None
    assert document.issued_on.isoformat() == "2023-12-08"
    assert document.audience == ("all",)
    assert not document.needs_check
    assert uow.session.scalar(select(func.count()).select_from(IndexChange)) == 1


def test_finishing_twice_makes_one_document(uow: UnitOfWork) -> None:
    item = hand_in(uow, make_batch(uow))
    finish(uow, item, make_reading())

    finish(uow, item, make_reading())

    assert uow.session.scalar(select(func.count()).select_from(Document)) == 1


def test_a_value_keeps_the_place_it_was_read_at(uow: UnitOfWork) -> None:
    document = make_document(uow)

    value = documents.values(uow.session, document)["number"]
    assert (value.page, value.box, value.confidence) == (1, [50.0, 60.0, 150.0, 72.0], 0.99)


def test_an_unsure_value_stays_a_suggestion(uow: UnitOfWork) -> None:
    document = make_document(uow, number=None, suggestions={"number": (Suggestion("15/NQ-HĐND", 0.4, 1),)})

    assert document.number is None
    assert [offer.value for offer in documents.suggestions(uow.session, document)["number"]] == ["15/NQ-HĐND"]
    assert document.needs_check


def test_a_number_that_was_only_offered_is_found_behind_the_document_that_bears_it(uow: UnitOfWork) -> None:
    offers = {"number": (Suggestion("177/GM-SYT", 0.4, 1), Suggestion("171/GM-SYT", 0.3, 1))}
    likely = make_document(uow, number=None, suggestions=offers)
    bears = make_document(uow, number="171/GM-SYT", text="Giấy mời số 171/GM-SYT.")

    assert found(uow, "171/GM-SYT", bears, likely) == [bears.id, likely.id]
    assert found(uow, "177 gm syt", bears, likely) == [likely.id]

    keeping.correct(uow, likely, {"number": "177/GM-SYT"})

    assert found(uow, "171/GM-SYT", bears, likely) == [bears.id]
    assert found(uow, "177/gm-syt", bears, likely) == [likely.id]


def test_a_number_somebody_settled_is_looked_for_no_longer_by_its_offers(uow: UnitOfWork) -> None:
    likely = make_document(uow, number="17/GM-SYT", suggestions={"number": (Suggestion("171/GM-SYT", 0.4, 1),)})

    keeping.correct(uow, likely, {"number": None})

    assert found(uow, "171/GM-SYT", likely) == []


def found(uow: UnitOfWork, question: str, *among: Document) -> list[str]:
    """What an engine that holds these documents as they are now finds."""
    uow.session.flush()
    engine = open_engine("memory:")
    engine.rebuild(project(uow.session, [document.id for document in among]).values())
    return [hit.id for hit in engine.search(Query(question, Audience.operator())).hits]


def test_a_value_read_with_doubt_asks_for_a_look(uow: UnitOfWork) -> None:
    assert make_document(uow, evidence={"subject": Evidence(0.6, 0, 5, 1)}).needs_check


def test_a_failure_says_why_and_can_be_tried_again(uow: UnitOfWork) -> None:
    batch = make_batch(uow)
    item = finish(uow, hand_in(uow, batch), Failed("encrypted", "Tệp có mật khẩu; gỡ mật khẩu rồi nhập lại."))

    assert (item.state, item.code) == (ItemState.FAILED, "encrypted")
    assert intake.retry(uow, batch, [item]) == 1
    assert (item.state, item.attempt) == (ItemState.WAITING, 2)


def test_what_was_imported_is_not_tried_again(uow: UnitOfWork) -> None:
    batch = make_batch(uow)
    item = finish(uow, hand_in(uow, batch), make_reading())

    with pytest.raises(ConflictError):
        intake.retry(uow, batch, [item])


def test_the_same_bytes_are_a_duplicate(uow: UnitOfWork) -> None:
    batch = make_batch(uow)
    first = finish(uow, hand_in(uow, batch), make_reading())

    second = finish(uow, hand_in(uow, batch), make_reading())

    assert (second.state, second.document_id) == (ItemState.DUPLICATE, first.document_id)


def test_the_same_number_and_nearly_the_same_words_are_a_duplicate(uow: UnitOfWork) -> None:
    batch = make_batch(uow)
    finish(uow, hand_in(uow, batch, b"%PDF- eins"), make_reading())

    again = finish(uow, hand_in(uow, batch, b"%PDF- zwei"), make_reading())

    assert (again.state, again.code) == (ItemState.DUPLICATE, "same_number")


def test_the_same_number_with_other_words_comes_in_with_a_notice(uow: UnitOfWork) -> None:
    batch = make_batch(uow)
    finish(uow, hand_in(uow, batch, b"%PDF- eins"), make_reading())

    other = finish(
        uow, hand_in(uow, batch, b"%PDF- zwei"), make_reading(text="Phụ lục gồm các biểu mẫu số một, hai, ba và bốn.")
    )

    assert other.state == ItemState.IMPORTED
    assert "Cùng số" in (other.reason or "")


def test_the_same_number_of_another_year_is_another_document(uow: UnitOfWork) -> None:
    make_document(uow, number="15/NQ-HĐND")
    batch = make_batch(uow)

    reading_ = make_reading(number="15/NQ-HĐND", issued_on=make_reading().recognised.issued_on.replace(year=2024))  # type: ignore[union-attr]
    item = finish(uow, hand_in(uow, batch, b"%PDF- drei"), reading_)

    assert (item.state, item.reason) == (ItemState.IMPORTED, None)


def test_a_duplicate_can_become_a_document_of_its_own(uow: UnitOfWork) -> None:
    batch = make_batch(uow)
    first = finish(uow, hand_in(uow, batch), make_reading())
    second = finish(uow, hand_in(uow, batch), make_reading())

    intake.import_anyway(uow, batch, second)
    finish(uow, second, make_reading())

    assert second.state == ItemState.IMPORTED
    assert second.document_id != first.document_id


def test_a_duplicate_can_become_a_better_version(uow: UnitOfWork) -> None:
    batch = make_batch(uow)
    first = finish(uow, hand_in(uow, batch), make_reading())
    again = finish(uow, hand_in(uow, batch, b"%PDF- better"), make_reading())
    document = uow.session.get_one(Document, first.document_id)

    intake.add_as_version(uow, batch, again, document)
    finish(uow, again, make_reading(subject="Trích yếu đọc rõ hơn"))

    assert [version.ordinal for version in document.versions] == [1, 2]
    assert document.subject == "Trích yếu đọc rõ hơn"


def test_a_new_version_leaves_what_people_settled(uow: UnitOfWork) -> None:
    from docarchive.archive.services import documents as services

    document = make_document(uow)
    services.correct(uow, document, {"subject": "Trích yếu do văn thư sửa"})
    item = hand_in(uow, make_batch(uow), b"%PDF- newer")
    item.target_id = document.id

    finish(uow, item, make_reading(subject="Trích yếu đọc lại"))

    assert document.subject == "Trích yếu do văn thư sửa"


def test_members_of_a_package_become_files_of_their_own(uow: UnitOfWork) -> None:
    item = hand_in(uow, make_batch(uow), b"PK", "goi.zip")
    sha = uow.files.put(b"%PDF-1.7 in")

    finish(uow, item, reading.Unpacked((reading.KeptMember("trong/a.pdf", sha, 11),)))

    child = uow.session.scalars(select(ImportItem).where(ImportItem.parent_id == item.id)).one()
    assert (item.state, child.path, child.state) == (ItemState.UNPACKED, "goi.zip!/trong/a.pdf", ItemState.WAITING)


def test_nothing_of_a_state_secret_is_kept(uow: UnitOfWork) -> None:
    item = hand_in(uow, make_batch(uow), b"%PDF- secret", "ke-hoach-mat.pdf")
    sha = item.file_sha or ""

    finish(uow, item, make_reading(secrecy="MẬT"))
    uow.commit()

    assert (item.state, item.file_sha, item.document_id) == (ItemState.REFUSED, None, None)
    assert "ke-hoach" not in item.path
    assert not uow.files.exists(sha)


def test_citations_meet_their_document_whoever_comes_first(uow: UnitOfWork) -> None:
    citing = make_document(uow)
    assert [each.target for each in relations.cited_by(uow.session, uow.actor, citing)] == [None]

    cited = make_document(uow, number="7/2020/NQ-HĐND", text="Nội dung khác hẳn.")

    assert [each.target for each in relations.cited_by(uow.session, uow.actor, citing)] == [cited]
    assert [other.id for other, _citation in relations.citing(uow.session, uow.actor, cited)] == [citing.id]
    assert uow.session.scalars(select(CitationRow.relation)).all() == ["based_on"]


def test_of_several_documents_with_a_number_the_one_of_the_stated_day_is_meant(uow: UnitOfWork) -> None:
    older = make_document(uow, number="7/CT-UBND", issued_on=date(2020, 3, 5), text="Chỉ thị của năm trước.")
    newer = make_document(uow, number="7/CT-UBND", issued_on=date(2021, 3, 5), text="Chỉ thị của năm sau.")
    said = "Căn cứ Chỉ thị số 7/CT-UBND ngày 05 tháng 3 năm 2021 của Ủy ban nhân dân tỉnh;"
    at = said.index("7/CT")
    citing = make_document(uow, text=said, citations=(Citation("7/CT-UBND", "based_on", at, at + 9, 1),))

    assert [each.target for each in relations.cited_by(uow.session, uow.actor, citing)] == [newer]
    assert [each.alike for each in relations.cited_by(uow.session, uow.actor, citing)] == [2]
    assert [other.id for other, _citation in relations.citing(uow.session, uow.actor, newer)] == [citing.id]
    assert relations.citing(uow.session, uow.actor, older) == []


def test_a_resolution_finds_its_place_in_the_term(uow: UnitOfWork) -> None:
    text = "Nghị quyết này đã được Hội đồng nhân dân tỉnh Đông Sơn khóa X, kỳ họp thứ 12 thông qua ngày 08/12/2023."

    session = documents.council_session(uow.session, make_document(uow, text=text))

    assert session is not None
    assert (session.council, session.term, session.ordinal) == ("Hội đồng nhân dân tỉnh Đông Sơn", "X", 12)


def test_a_council_printed_in_capitals_is_the_same_council(uow: UnitOfWork) -> None:
    said = "Hội đồng nhân dân tỉnh Đông Sơn khóa X, kỳ họp thứ 12"
    first = make_document(uow, text=said)
    second = make_document(uow, number="16/2023/NQ-HĐND", text=f"Ghi chú.\n{said.upper()}")

    assert second.council_session_id == first.council_session_id is not None


def test_taking_an_import_back_withdraws_its_documents(uow: UnitOfWork) -> None:
    batch = make_batch(uow)
    document = make_document(uow, batch)
    waiting = hand_in(uow, batch, b"%PDF- late")

    assert intake.take_back(uow, batch, "Nhập nhầm thư mục của cơ quan khác") == 1

    assert not document.is_active
    assert waiting.state == ItemState.REFUSED


def test_reading_origin_is_kept_in_the_history(uow: UnitOfWork) -> None:
    document = make_document(uow)

    origins = set(uow.session.scalars(select(FieldValue.origin).where(FieldValue.document_id == document.id)))
    assert origins == {Origin.READ}
