"""A register on paper: printed by a real browser, read back from the PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTComponent, LTContainer
from playwright.sync_api import Route, sync_playwright

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.registers.annex import Column, Form, sheet
from docarchive.registers.models import Register
from tests.conftest import sign_in
from tests.exchange.factories import make_letter, make_office

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]

ADDRESS = "http://so.example"
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 20 * MM, (297 - 15) * MM, (210 - 15) * MM, 15 * MM
SUBJECT = "Xin ý kiến dự thảo quy chế phối hợp quản lý trường học, bảo đảm an toàn bếp ăn bán trú năm học 2026 - 2027"
COUNT = 40


@dataclass(frozen=True)
class Letter:
    """One letter of the alphabet on paper, in points from the bottom left."""

    text: str
    left: float
    right: float
    low: float


def length(number: int) -> int:
    """How often a letter says its subject: lines of the register are of uneven height."""
    return 1 + number % 4


@pytest.fixture
def book(services: Services) -> tuple[str, str]:
    """Forty letters in a register: the clerk's name, and the address of the volume."""
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow, name="Sở Xây dựng")
        office.clerk.username = "van-thu"
        letters = [
            make_letter(
                uow,
                office,
                subject=" ".join([SUBJECT] * length(at)),
                number=f"{1000 + at}/TTr-SNNMT",
                issuer="Sở Nông nghiệp và Môi trường",
            )
            for at in range(1, COUNT + 1)
        ]
        assert letters[0].arrival is not None
        return "van-thu", f"/registers/volumes/{letters[0].arrival.volume_id}"


def pdf_of(browser: FlaskClient, path: str) -> bytes:
    """Print a page; the application answers the browser itself, without a server."""

    def answer(route: Route) -> None:
        given = browser.get(route.request.url.removeprefix(ADDRESS))
        route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.data)
        given.close()

    def printed() -> bytes:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium")
            page = chromium.new_page()
            page.route("**/*", answer)
            page.goto(ADDRESS + path)
            page.wait_for_load_state("networkidle")
            made = page.pdf(prefer_css_page_size=True)
            chromium.close()
        return made

    # In a thread of its own: another test's browser may hold this one's loop.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(printed).result()


def pages_of(content: bytes) -> list[tuple[tuple[float, float], list[Letter]]]:
    """The size of each page and what stands on it, left out what is blank."""
    pages = extract_pages(io.BytesIO(content), laparams=LAParams(all_texts=True))
    return [((page.width, page.height), list(_letters(page))) for page in pages]


def _letters(part: LTComponent) -> Iterator[Letter]:
    if isinstance(part, LTChar) and part.get_text().strip():
        yield Letter(part.get_text(), part.x0, part.x1, part.y0)
    if isinstance(part, LTContainer):
        for each in part:
            yield from _letters(each)


def columns_of(columns: tuple[Column, ...], letters: list[Letter]) -> list[str]:
    """What stands in each column from top to bottom, without blanks; a letter across a border fails."""
    edges, found = [LEFT], []
    for column in columns:
        edges.append(edges[-1] + column.width_mm * MM)
        inside = [one for one in letters if edges[-2] <= (one.left + one.right) / 2 < edges[-1]]
        assert all(edges[-2] - 0.5 <= one.left and one.right <= edges[-1] + 0.5 for one in inside), column
        found.append("".join(one.text for one in sorted(inside, key=lambda one: (-round(one.low), one.left))))
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # paper is paper
@pytest.mark.parametrize("form", list(Form))
def test_heads_come_back_on_every_page_and_no_line_is_cut(
    app: Application, book: tuple[str, str], services: Services, form: Form
) -> None:
    username, path = book
    with services.db.reading() as session:
        columns = tuple(sheet(session.query(Register).one(), form).columns)
    pages = pages_of(pdf_of(sign_in(app, username), f"{path}/print?quyen=01&mau={form}"))

    covers, lines = pages[:2], pages[2:]
    assert len(lines) >= 3
    for (width, height), letters in pages:
        assert (round(width), round(height)) == (842, 595)
        assert all(is_inside(one) for one in letters)
    for _, letters in covers:
        words = "".join(one.text for one in sorted(letters, key=lambda one: (-round(one.low), one.left)))
        assert words.startswith("SỞXÂYDỰNG" + squeezed(sheet_title(form)))
        assert f"Từsố01đếnsố{COUNT}Quyểnsố:01" in words
    numbers: list[int] = []
    for _, letters in lines:
        body = [one for one in letters if one.low >= BOTTOM]
        said = below_heads(columns, columns_of(columns, body))
        here = [int(said["number"][at : at + 2]) for at in range(0, len(said["number"]), 2)]
        # The words of every number that stands on this page are all here: no line goes on overleaf.
        if form is Form.REGISTER:
            assert said["subject"].count(squeezed(SUBJECT)) == sum(length(number) for number in here)
        else:
            assert said["subject"].count("Côngvănsố") == len(here)
        numbers += here
    assert numbers == list(range(1, COUNT + 1))


def is_inside(letter: Letter) -> bool:
    """Whether it stands between the margins, or is a page's number below them."""
    if letter.low < BOTTOM:
        return letter.text.isdecimal()
    return letter.left >= LEFT - 1 and letter.right <= RIGHT + 1 and letter.low <= TOP


def below_heads(columns: tuple[Column, ...], texts: list[str]) -> dict[str, str]:
    """What stands in the columns below their heads, which must be there."""
    found = {}
    for at, (column, text) in enumerate(zip(columns, texts, strict=True), start=1):
        head = f"{squeezed(column.label)}({at})"
        assert text.startswith(head), (head, text[:80])
        found[column.name] = text.removeprefix(head)
    return found


def sheet_title(form: Form) -> str:
    return "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" if form is Form.REGISTER else "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN"
