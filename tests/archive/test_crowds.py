"""Workers that finish at the same moment: no document twice, no line lost, no change overwritten."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from docarchive.archive.models import CouncilSession, Document, ImportBatch, ImportItem
from docarchive.archive.services import documents, intake, reading
from docarchive.archive.states import ItemState
from docarchive.core.actor import Actor
from docarchive.core.failures import again
from docarchive.core.instance import Services
from tests.archive.factories import hand_in, make_batch, make_document, make_reading
from tests.core.test_crowds import all_at_once

CROWD = 12
PASSED = "Nghị quyết này đã được Hội đồng nhân dân tỉnh Đông Sơn khóa V, kỳ họp thứ 3 thông qua. Lần {number}."


def waiting_items(services: Services, contents: list[bytes]) -> tuple[str, list[tuple[str, int]]]:
    with services.begin(Actor.operator()) as uow:
        batch = make_batch(uow)
        items = [hand_in(uow, batch, content, f"{number}.pdf") for number, content in enumerate(contents)]
        return batch.id, [(item.id, item.attempt) for item in items]


def finish_all(services: Services, items: list[tuple[str, int]], outcomes: list[reading.Outcome]) -> list[Any]:
    """End files as the jobs of as many workers would."""

    def finish(number: int) -> None:
        def change() -> None:
            with services.begin(Actor.system()) as uow:
                reading.finish(uow, *items[number], outcomes[number])

        again(change)

    return [problem for problem in all_at_once(finish, len(items)) if problem]


def count(services: Services, what: Any) -> int:
    with services.db.reading() as session:
        return session.scalar(select(func.count()).select_from(what)) or 0


def states(services: Services) -> list[str]:
    with services.db.reading() as session:
        return sorted(session.scalars(select(ImportItem.state)))


def test_the_same_file_from_twelve_workers_becomes_one_document(services: Services) -> None:
    _batch, items = waiting_items(services, [b"%PDF-1.7 the same"] * CROWD)

    assert finish_all(services, items, [reading.ReadFile(make_reading(), "pdf")] * CROWD) == []

    assert count(services, Document) == 1
    assert states(services) == ["duplicate"] * (CROWD - 1) + ["imported"]


def test_the_same_number_in_other_bytes_becomes_one_document(services: Services) -> None:
    _batch, items = waiting_items(services, [b"%%PDF-1.7 %d" % number for number in range(CROWD)])

    assert finish_all(services, items, [reading.ReadFile(make_reading(), "pdf")] * CROWD) == []

    assert count(services, Document) == 1


def test_resolutions_of_one_session_share_it(services: Services) -> None:
    _batch, items = waiting_items(services, [b"%%PDF-1.7 %d" % number for number in range(CROWD)])
    read: list[reading.Outcome] = [
        reading.ReadFile(make_reading(number=f"{number}/2023/NQ-HĐND", text=PASSED.format(number=number)), "pdf")
        for number in range(CROWD)
    ]

    assert finish_all(services, items, read) == []

    assert (count(services, Document), count(services, CouncilSession)) == (CROWD, 1)


def test_packages_of_one_import_number_their_files_without_a_gap(services: Services) -> None:
    batch_id, items = waiting_items(services, [b"PK %d" % number for number in range(CROWD)])
    sha = services.files.put(b"%PDF-1.7 inside")
    unpacked = reading.Unpacked(tuple(reading.KeptMember(f"{n}.pdf", sha, 15) for n in range(3)))

    assert finish_all(services, items, [unpacked] * CROWD) == []

    with services.db.reading() as session:
        ordinals = session.scalars(select(ImportItem.ordinal).order_by(ImportItem.ordinal)).all()
        assert list(ordinals) == list(range(1, 4 * CROWD + 1))
        assert session.get_one(ImportBatch, batch_id).total == 4 * CROWD


def test_an_import_taken_back_while_its_files_are_read_leaves_nothing_behind(services: Services) -> None:
    batch_id, items = waiting_items(services, [b"%%PDF-1.7 %d" % number for number in range(CROWD)])
    read = [reading.ReadFile(make_reading(number=f"{number}/2023/NQ-HĐND"), "pdf") for number in range(CROWD)]

    def act(number: int) -> None:
        def change() -> None:
            with services.begin(Actor.operator()) as uow:
                if number == CROWD:
                    intake.take_back(uow, uow.session.get_one(ImportBatch, batch_id), "Nhập nhầm thư mục")
                else:
                    reading.finish(uow, *items[number], read[number])

        again(change)

    assert not [problem for problem in all_at_once(act, CROWD + 1) if problem]

    assert set(states(services)) <= {ItemState.TAKEN_BACK, ItemState.REFUSED}
    with services.db.reading() as session:
        assert not session.scalars(select(Document).where(Document.state == "active")).all()


def test_no_correction_is_lost_when_twelve_correct_one_document(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        document_id = make_document(uow).id
        before = uow.session.get_one(Document, document_id).revision

    def correct(number: int) -> None:
        def change() -> None:
            with services.begin(Actor.operator()) as uow:
                document = uow.session.get_one(Document, document_id)
                documents.correct(uow, document, {"signer": f"Người Ký {number}"})

        again(change)

    results = all_at_once(correct, CROWD)

    lost = sum(result is not None for result in results)
    with services.db.reading() as session:
        assert session.get_one(Document, document_id).revision == before + CROWD - lost
    assert lost < CROWD


@pytest.mark.parametrize(
    "database_kind", [pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))], indirect=True
)
def test_a_change_made_in_the_meantime_is_a_conflict(services: Services) -> None:
    from sqlalchemy.orm.exc import StaleDataError

    with services.begin(Actor.operator()) as uow:
        document_id = make_document(uow).id
    slow = services.work.open(Actor.operator())
    mine = slow.session.get_one(Document, document_id)
    with services.begin(Actor.operator()) as uow:
        documents.correct(uow, uow.session.get_one(Document, document_id), {"signer": "Người Khác"})

    with pytest.raises(StaleDataError):
        documents.correct(slow, mine, {"signer": "Tôi"})
    slow.session.close()

    with services.db.reading() as session:
        assert session.get_one(Document, document_id).signer == "Người Khác"
