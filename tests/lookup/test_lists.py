"""Looking up many numbers in one go."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document as WordFile
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from docarchive.app import Application
from docarchive.archive import bundles
from docarchive.archive.states import AccessLevel
from docarchive.core import sheets
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.lookup import exports, lines
from docarchive.lookup.errors import ListInvalidError
from docarchive.lookup.queries.lists import LookedUp, look_up
from docarchive.lookup.states import MOST_LINES
from tests.archive.factories import follow, make_batch, make_document
from tests.conftest import csrf, sign_in
from tests.factories import actor_for, make_agency, make_user


@pytest.fixture
def some(services: Services) -> None:
    """Two resolutions of one number, another of a year not in its number, and one that is hidden."""
    with services.begin(Actor.operator()) as uow:
        make_document(uow, number="12/2023/NQ-HĐND", issued_on=date(2023, 12, 8))
        make_document(
            uow, number="12/2023/NQ-HĐND", issued_on=date(2023, 7, 1), issuer="Hội đồng nhân dân huyện Bắc Sơn"
        )
        replaced = make_document(uow, number="35/QĐ-UBND", kind="quyết định", issued_on=date(2024, 3, 5))
        replaced.status = "Bị thay thế"
        agency = make_agency(uow)
        batch = make_batch(uow, agency_id=agency.id, level=AccessLevel.AGENCY)
        make_document(uow, batch, number="99/2025/NQ-HĐND")
    follow(services)


def looked_up(services: Services, *asked: str) -> list[LookedUp]:
    with services.begin(Actor.operator()) as uow:
        actor = actor_for(uow, make_user(uow))
    with services.work.reading(actor) as uow:
        return look_up(services.engine, uow.session, actor, asked, {})


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    ("line", "state", "found"),
    [
        ("12/2023/NQ-HĐND", "several", 2),
        ("12/NQ-HĐND", "several", 2),
        ("Nghị quyết số 12/2023/NQ-HĐND ngày 08 tháng 12 năm 2023 của Hội đồng nhân dân tỉnh", "one", 1),
        ("12/2023/nq-hdnd ngày 1/7/2023", "one", 1),
        ("3. Quyết định 35/QĐ-UBND", "one", 1),
        ("35/2024/QĐ-UBND", "one", 1),
        ("35 QD UBND 2024", "one", 1),
        ("35/2023/QĐ-UBND", "none", 0),
        ("7/2020/NQ-HĐND", "none", 0),  # only cited
        ("99/2025/NQ-HĐND", "none", 0),  # hidden
        ("Về việc họp giao ban", "unreadable", 0),
    ],
)
def test_a_line_finds_what_bears_its_number(services: Services, line: str, state: str, found: int) -> None:
    (one,) = looked_up(services, line)

    assert (one.state, len(one.found)) == (state, found)


@pytest.mark.usefixtures("some")
def test_a_day_on_which_none_was_issued_is_said(services: Services) -> None:
    other, right = looked_up(services, "35/QĐ-UBND ngày 06/03/2024", "35/QĐ-UBND ngày 05/03/2024")

    assert (other.state, other.is_other_day) == ("one", True)
    assert right.is_other_day is False


def test_lines_come_from_text_sheets_and_word() -> None:
    word, target = WordFile(), io.BytesIO()
    word.add_paragraph("Danh mục văn bản")
    word.add_paragraph("Nghị quyết số 12/2023/NQ-HĐND")
    word.save(target)
    sheet = sheets.workbook("Sổ", [("STT", 5), ("Số", 20), ("Ngày", 12)], [[1, "35/QĐ-UBND", "05/03/2024"]])

    assert lines.pasted(" 12/2023/NQ-HĐND \n\n35/QĐ-UBND\n35/QĐ-UBND") == ["12/2023/NQ-HĐND", "35/QĐ-UBND"]
    assert lines.of_file("Số\r\n35/QĐ-UBND\r\n".encode(), "a.TXT") == ["35/QĐ-UBND"]
    assert lines.of_file("TT;Số\n1;35/QĐ-UBND\n".encode("utf-8-sig"), "a.csv") == ["1 35/QĐ-UBND"]
    assert [lines.asked_number(line).key for line in lines.of_file(sheet, "a.xlsx")] == ["35 qd ubnd"]  # type: ignore[union-attr]
    assert lines.of_file(target.getvalue(), "a.docx") == ["Nghị quyết số 12/2023/NQ-HĐND"]


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.txt"), (b"1", "a.exe"), (b"PK", "a.xlsx"), (b"no", "a.docx"), (b"\xff\xfe1", "a.csv"), (b"abc", "a.txt")],
)
def test_a_file_that_is_no_list_is_refused_with_words(content: bytes, name: str) -> None:
    with pytest.raises(ListInvalidError):
        lines.of_file(content, name)


def test_two_hundred_lines_are_the_most() -> None:
    assert len(lines.pasted("\n".join(f"{n}/QĐ-UBND" for n in range(MOST_LINES)))) == MOST_LINES
    with pytest.raises(ListInvalidError):
        lines.pasted("\n".join(f"{n}/QĐ-UBND" for n in range(MOST_LINES + 1)))


@pytest.mark.usefixtures("some")
def test_the_pages_look_up_choose_and_export(civil_servant: FlaskClient, app: Application, services: Services) -> None:
    token = csrf(civil_servant)
    assert civil_servant.post("/lookups", data={"lines": " ", **token}).status_code == 422
    asked = "12/2023/NQ-HĐND\n35/QĐ-UBND\n99/2025/NQ-HĐND\nkhông có số"
    address = civil_servant.post("/lookups", data={"lines": asked, **token}).location
    page = civil_servant.get(address).text
    assert all(words in page for words in ("Nhiều văn bản", "Tìm thấy", "Không có trong kho", "Không đọc được số"))
    assert "Bị thay thế" in page
    assert civil_servant.get(f"{address}?o=none").text.count('data-label="Kết quả"') == 1
    chosen = page.split('<option value="')[1][:16]
    assert civil_servant.post(f"{address}/choice", data={"line": "0", "document": chosen, **token}).status_code == 302
    assert "Nhiều văn bản" not in civil_servant.get(address).text
    wrong = civil_servant.post(
        f"{address}/choice", data={"line": "1", "document": chosen, **token}, follow_redirects=True
    )
    assert "Chọn một trong các văn bản" in wrong.text

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(civil_servant.get(f"{address}/export.xlsx").data))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[-4:]] == ["Tìm thấy", "Tìm thấy", "Không có trong kho", "Không đọc được số"]
    packed = zipfile.ZipFile(io.BytesIO(civil_servant.get(f"{address}/files.zip").data))
    assert len(packed.namelist()) == 3
    assert packed.namelist()[0] == bundles.INDEX_NAME
    assert packed.testzip() is None
    assert "không có số" not in civil_servant.get("/lookups").text
    assert "và 3 dòng nữa" in civil_servant.get("/lookups").text

    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="khac")
    other = sign_in(app, "khac")
    assert [other.get(f"{address}{tail}").status_code for tail in ("", "/export.xlsx", "/files.zip")] == [404] * 3


@pytest.mark.usefixtures("some")
def test_a_package_without_files_or_too_large_is_refused(
    services: Services, uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = looked_up(services, "12/2023/NQ-HĐND", "1/QĐ-UBND")
    with pytest.raises(ListInvalidError, match="Chưa tìm thấy"):
        exports.package(uow, found[1:])
    monkeypatch.setattr(exports, "LARGEST_BYTES", 10)
    with pytest.raises(ListInvalidError, match="300 MB"):
        exports.package(uow, found)


@pytest.mark.usefixtures("some")
def test_while_the_engine_is_away_the_list_is_kept_and_the_page_says_so(
    civil_servant: FlaskClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = civil_servant.post("/lookups", data={"lines": "35/QĐ-UBND", **csrf(civil_servant)}).location

    def fail(_query: object) -> None:
        raise RuntimeError("away")

    monkeypatch.setattr(services.engine, "search", fail)

    answer = civil_servant.get(address)

    assert answer.status_code == 503
    assert "danh sách của bạn vẫn được giữ" in answer.text
