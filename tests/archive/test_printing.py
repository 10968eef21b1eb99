"""A Word file gets pages: printed after its import, its words lit where they stand."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.enum.text import WD_BREAK
from flask.testing import FlaskClient
from sqlalchemy import select

from docarchive.archive.models import Document, FieldValue
from docarchive.archive.services import printing
from docarchive.archive.services.reading import ReadFile
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork
from indexer.engines.protocol import Query
from indexer.records import Page
from tests.archive.factories import TEXT, finish, follow, hand_in, make_batch, make_document, make_reading


def word_file() -> bytes:
    """Two pages, the second begins with Điều 2."""
    made = docx.Document()
    made.add_paragraph("Số: 31/QĐ-UBND")
    made.add_paragraph("Điều 1. Thôn Ngàn Sâu trồng rừng phòng hộ ven suối.").add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph("Điều 2. Trạm kiểm lâm đếm cây sống sau mùa mưa.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def make_word_document(uow: UnitOfWork, *, encoding: str = "unicode") -> Document:
    """A Word file as it is after its import, before its print."""
    item = hand_in(uow, make_batch(uow), b"PK word", "a.docx")
    item.is_wanted = True
    reading = make_reading(pages=())
    object.__setattr__(reading.extracted, "encoding", encoding)
    finish(uow, item, ReadFile(reading, "docx"))
    return uow.session.get_one(Document, item.document_id)


def two_pages() -> printing.Print:
    middle = TEXT.index("Điều 2")
    return printing.Print("a" * 64, "b" * 64, (Page(1, 0, middle, 595, 842), Page(2, middle, len(TEXT), 595, 842)))


def print_jobs(uow: UnitOfWork) -> int:
    return len(uow.session.scalars(select(Job).where(Job.kind == printing.PRINT_FILE)).all())


def test_only_word_files_with_letters_of_today_are_printed(uow: UnitOfWork) -> None:
    make_document(uow)
    make_word_document(uow, encoding="tcvn3")
    assert print_jobs(uow) == 0

    make_word_document(uow)
    assert print_jobs(uow) == 1


def test_pages_reach_the_contents_the_document_and_the_index(uow: UnitOfWork, services: Services) -> None:
    document = make_word_document(uow)
    version, revision = document.versions[0], document.revision

    printing.add_pages(uow, version.id, two_pages())
    printing.add_pages(uow, version.id, two_pages())
    uow.commit()
    follow(services)

    assert [row[4] for row in version.provisions] == [1, 2]
    assert (document.pages, document.revision) == (2, revision + 1)
    assert version.pictured_sha == "a" * 64
    hits = services.engine.search(Query("kế hoạch trước ngày 31 tháng 10", uow.actor.audience)).hits
    assert hits[0].pages == (2,)


def test_versions_tried_in_vain_can_be_tried_again(uow: UnitOfWork) -> None:
    document = make_word_document(uow)

    assert printing.want_all(uow) == [document.versions[0].id]
    assert print_jobs(uow) == 2


@pytest.mark.needs("libreoffice")
@pytest.mark.slow
def test_words_found_in_a_word_file_are_lit_on_its_page(services: Services, civil_servant: FlaskClient) -> None:
    content = word_file()
    with services.begin(Actor.operator()) as uow:
        hand_in(uow, make_batch(uow), content, "a.docx")
    JobRunner(services.work, services.job_handlers, services.settings.home).run_due()
    follow(services)
    with services.db.reading() as session:
        document = session.scalars(select(Document)).one()
        version = document.versions[0]
        assert (document.pages, len(version.page_spans)) == (2, 2)
        assert services.files.read(version.file_sha or "") == content

    page = civil_servant.get(f"/documents/{document.id}?q=kiem+lam").text
    picture = civil_servant.get(f"/documents/{document.id}/versions/1/pages/2.webp")

    assert "Trang <b>2</b> / 2" in page
    assert '<rect class="hit hit--now"' in page
    assert picture.data[:4] == b"RIFF"
    results = civil_servant.get("/search?q=kiem+lam").text
    assert re.search(rf'href="/documents/{document.id}\?q=kiem\+lam&amp;[^"]*trang=2"', results)


@pytest.mark.needs("libreoffice")
@pytest.mark.slow
def test_a_field_of_a_word_file_leads_to_its_box(services: Services, civil_servant: FlaskClient) -> None:
    with services.begin(Actor.operator()) as uow:
        hand_in(uow, make_batch(uow), word_file(), "a.docx")
    JobRunner(services.work, services.job_handlers, services.settings.home).run_due()
    with services.db.reading() as session:
        held = session.scalars(select(FieldValue).where(FieldValue.name == "number")).first()
    assert held is not None

    page = civil_servant.get(f"/documents/{held.document_id}?o=number").text

    assert '<rect id="o-number" class="box' in page
    assert (
        '<span class="field-place" id="o-number">'
        in civil_servant.get(f"/documents/{held.document_id}?o=number&xem=chu").text
    )
