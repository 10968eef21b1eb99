"""The package of a dossier: the exact names of the law, files byte for byte, in order of their days."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from lxml import etree

from docarchive.archive.models import Document
from docarchive.core.files import MissingFileError
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.dossiers import exporting, metadata
from docarchive.dossiers.arrivals import NoArrivals
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.queries.contents import items
from docarchive.dossiers.services import contents
from docarchive.exchange.arrivals import LetterArrivals
from tests.dossiers.factories import fill, make_dossier, make_office, make_paper
from tests.exchange.factories import make_letter
from tests.exchange.factories import make_office as make_receiving_office

# Decree 30/2020/NĐ-CP, Annex VI, part II.
DOSSIER = [
    "FileCode", "Title", "Maintenance", "Rights", "Creator", "Language", "StartDate", "EndDate", "DocTotal",
    "PageTotal", "Description",
]  # fmt: skip
DOCUMENT = [
    "FileCode", "DocOrdinal", "TypeName", "CodeNumber", "CodeNotation", "IssuedDate", "OrganName", "Subject",
    "Language", "PageAmount", "Description", "SignerInfo", "Priority",
]  # fmt: skip
INCOMING = [
    *DOCUMENT[:11], "ArrivalDate", "ArrivalNumber", "SignerInfo", "Priority", "ToPlaces", "TraceHeaderList", "DueDate",
]  # fmt: skip


def unpacked(uow: UnitOfWork, dossier: Dossier, arrivals: Any = None) -> zipfile.ZipFile:
    package = exporting.package(uow, dossier, arrivals or NoArrivals())
    return zipfile.ZipFile(io.BytesIO(b"".join(exporting.stream(package, uow.files))))


def names(element: Any) -> list[str]:
    return [child.tag for child in element]


def test_elements_bear_the_names_of_the_law_in_its_order(uow: UnitOfWork) -> None:
    office = make_office(uow, code="Y42.07")
    dossier = make_dossier(uow, office)
    fill(uow, dossier, make_paper(uow, number="1427/STC-QLNS", kind="công văn", issued_on=date(2026, 3, 3)))

    root = etree.fromstring(unpacked(uow, dossier).read("ho-so.xml"))

    assert names(root) == [*DOSSIER, "Documents"]
    assert names(root.find("FileCode")) == ["OrganId", "FileCatalog", "FileNotation"]
    said = [root.findtext(f"FileCode/{name}") for name in ("OrganId", "FileCatalog", "FileNotation")]
    assert said == ["Y42.07", "2026", "90.NV"]
    assert [root.findtext(name) for name in ("Maintenance", "Rights", "StartDate", "DocTotal", "PageTotal")] == [
        "10 năm", "Bình thường", "2026-02-02", "1", "1",
    ]  # fmt: skip
    document = root.find("Documents/Document")
    assert document is not None
    assert names(document) == DOCUMENT
    assert names(document.find("SignerInfo")) == ["Position", "FullName"]
    assert [document.findtext(name) for name in ("DocOrdinal", "CodeNumber", "CodeNotation", "IssuedDate")] == [
        "1", "1427", "STC-QLNS", "2026-03-03",
    ]  # fmt: skip
    assert document.get("file") == "001-1427-STC-QLNS.pdf"


def test_documents_leave_in_the_order_of_their_days_byte_for_byte(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier = make_dossier(uow, office)
    papers = [
        make_paper(uow, number=f"{number}/KH-STC", issued_on=date(2026, month, 1)) for number, month in ((1, 5), (2, 3))
    ]
    fill(uow, dossier, *papers)

    packed = unpacked(uow, dossier)

    assert packed.namelist() == ["ho-so.xml", "001-2-KH-STC.pdf", "002-1-KH-STC.pdf"]
    for name, paper in (("001-2-KH-STC.pdf", papers[1]), ("002-1-KH-STC.pdf", papers[0])):
        assert paper.version is not None
        assert paper.version.file_sha is not None
        assert packed.read(name) == uow.files.read(paper.version.file_sha)


def test_a_word_file_leaves_as_its_print_with_the_original_beside(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier, paper = make_dossier(uow, office), make_paper(uow, number="3/TTr-STC")
    version = paper.version
    assert version is not None
    version.format, version.file_sha = "docx", uow.files.put(b"PK word")
    fill(uow, dossier, paper)
    assert unpacked(uow, dossier).namelist() == ["ho-so.xml", "001-3-TTr-STC.docx"]

    version.printed_sha = uow.files.put(b"%PDF- printed")

    assert unpacked(uow, dossier).namelist() == ["ho-so.xml", "001-3-TTr-STC.pdf", "001-3-TTr-STC.docx"]


def test_a_letter_that_came_in_tells_its_arrival(uow: UnitOfWork) -> None:
    office = make_receiving_office(uow)
    letter = make_letter(uow, office, number="45/GM-SXD")
    document = uow.session.get_one(Document, letter.document_id)
    dossier = make_dossier(uow, _as_office(office))
    contents.put_in(uow, dossier, document)

    root = etree.fromstring(unpacked(uow, dossier, LetterArrivals()).read("ho-so.xml"))

    found = root.find("Documents/Document")
    assert found is not None
    assert names(found) == INCOMING
    assert (found.findtext("ArrivalNumber"), found.findtext("ArrivalDate")) == ("01", "2026-06-15")


def _as_office(office: Any) -> Any:
    from tests.dossiers.factories import Office

    return Office(office.agency, office.clerk, office.leader, office.officer, office.head)


def test_what_is_too_long_for_the_law_is_cut_there_and_told(uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier = make_dossier(uow, office)
    fill(uow, dossier, make_paper(uow, subject="Về việc " + "rất dài " * 80))

    found = metadata.cuts(dossier, items(uow.session, uow.actor, dossier))
    root = etree.fromstring(unpacked(uow, dossier).read("ho-so.xml"))

    assert [(cut.name, cut.longest) for cut in found] == [("Subject", 500)]
    assert len(root.findtext("Documents/Document/Subject") or "") == 500


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("1427/STC-QLNS", ("1427", "STC-QLNS")), ("15/2023/NQ-HĐND", ("15", "2023/NQ-HĐND")),
        ("08-NQ/TU", ("08", "NQ/TU")), ("36a/QĐ-UBND", ("36a", "QĐ-UBND")), ("không số", ("", "không số")),
        (None, ("", "")),
    ],
)  # fmt: skip
def test_a_number_is_parted_from_its_symbol(number: str | None, parts: tuple[str, str]) -> None:
    assert metadata.code_of(number) == parts


def test_nothing_is_sent_when_a_file_is_lost(services: Services, uow: UnitOfWork) -> None:
    office = make_office(uow)
    dossier, paper = make_dossier(uow, office), make_paper(uow)
    fill(uow, dossier, paper)
    assert paper.version is not None
    services.files.remove(paper.version.file_sha or "")

    with pytest.raises(MissingFileError):
        exporting.package(uow, dossier, NoArrivals())
