"""A real server with a small archive of generated documents, and a real browser that counts what goes wrong in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright
from sqlalchemy import select

from docarchive import wiring
from docarchive.accounts.models import Agency, User
from docarchive.accounts.services import absences
from docarchive.accounts.services.absences import Away
from docarchive.accounts.services.agencies import create_agency, create_unit
from docarchive.archive.models import Document
from docarchive.cli import main
from docarchive.core.actor import Actor
from docarchive.core.logs import configure_logging
from docarchive.delivery.services import partners
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.states import ChannelKind
from docarchive.directions.counting import By, Figure, Span
from docarchive.directions.models import Assignment
from docarchive.directions.services import (
    extending,
    following,
    giving,
    making,
    meetings,
    questioning,
    repeating,
    working,
)
from docarchive.directions.services import freezing as freezing_reports
from docarchive.directions.services.meetings import Held
from docarchive.directions.services.orders import Body, Order, Said
from docarchive.directions.services.working import Evidence, Planned
from docarchive.directions.states import Period, Source, Term
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.services import closing, contents, filing, freezing, handing, nesting, opening
from docarchive.dossiers.services.closing import Ending
from docarchive.dossiers.services.opening import Design
from docarchive.dossiers.states import Numbering, Retention
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.services import (
    approving,
    consulting,
    drafting,
    issuing,
    opinions,
    recipients,
    registering,
    routing,
)
from docarchive.exchange.services.drafting import Draft
from docarchive.exchange.services.filing import put_draft_in
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.recipients import Addressee
from docarchive.kernel.local_time import local_day
from docarchive.lookup.services import lists, matching, searches
from docarchive.registers.models import Register
from docarchive.registers.services import numbering
from docarchive.search.asking import Asked
from docarchive.settings import Settings
from docarchive.succession.queries import orders
from docarchive.succession.queries.handing_over import burdens
from docarchive.succession.services.handing_over import hand_over
from docarchive.succession.services.reorganising import carry_out, look
from docarchive.succession.states import Change, Kind
from scripts.demodata.__main__ import file_of
from scripts.demodata.plan import make_plan
from tests.dossiers.factories import SECTIONS
from tests.exchange.factories import Office, acting, make_letter
from tests.exchange.outgoing_factories import issue

PASSWORD = "mưa rào tháng sáu"
PEOPLE = {
    "chuyenvien": ("Đỗ Thị Giang", "civil_servant", "Chuyên viên"),
    "vanthu": ("Trần Thị Bình", "clerk", "Văn thư"),
    "lanhdao": ("Nguyễn Văn An", "leader", "Phó Chủ tịch"),
    "tonghop": ("Lê Văn Cảnh", "specialist", "Chuyên viên tổng hợp"),
    "quantri": ("Quản trị viên", "administrator", ""),
}
SUBJECT = "Phương án ứng phó bão số 5"  # of letters: nothing the journeys search for
AXE = next((Path(__file__).parent / "vendor").glob("axe-core-*/axe.min.js"))
DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 30_000  # a machine may be busy; nothing here measures speed
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Site:
    """The instance under test."""

    address: str
    home: Path
    folder: Path


def docarchive(home: Path, *words: str) -> dict[str, Any]:
    """Run a command of the program and read its answer."""
    done = CliRunner().invoke(main, ["--home", str(home), "--json", *words], catch_exceptions=False)
    configure_logging("ERROR")
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def take_in(home: Path, folder: Path) -> None:
    """Import a folder as a person does: by the program as it is installed."""
    command = [str(Path(sys.executable).with_name("docarchive")), "--home", str(home), "import", str(folder), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr


def write_documents(folder: Path) -> None:
    """A few documents of every form, one of them twice, and one file nobody can read."""
    wanted = {"pdf": 12, "scan": 1, "word": 2, "tcvn3": 1}
    for seed, paper in enumerate(make_plan()):
        if wanted.get(paper.form, 0):
            wanted[paper.form] -= 1
            (folder / paper.file_name).write_bytes(file_of(paper, seed))
    first = next(iter(sorted(folder.glob("*.pdf"))))
    (folder / "ban-sao.pdf").write_bytes(first.read_bytes())
    (folder / "hong.pdf").write_bytes(b"%PDF-1.7\nthis is not a page")


def fill_registers(home: Path) -> None:
    """Letters registered, waiting and presented; of the decisions', a number given, kept, cancelled and lost each."""
    services = wiring.build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        people = {user.username: user for user in uow.session.scalars(select(User))}
        books = {book.name: book for book in uow.session.scalars(select(Register))}
        agency, clerk = books["Sổ quyết định"].agency, people["vanthu"]
        office = Office(
            agency,
            books["Sổ văn bản đến"],
            agency.units[0],
            clerk,
            people["lanhdao"],
            people["tonghop"],
            people["tonghop"],
        )
        for number in range(3):
            make_letter(uow, office, number=f"{318 + number}/TTr-SNNMT", arrived_on=local_day(uow.now), subject=SUBJECT)
        make_letter(uow, office, registered=False)
        make_letter(uow, office, number="12/SNV", subject=SUBJECT, due_on=local_day(uow.now) + timedelta(2))
        returned = make_letter(uow, office, registered=False)
        with acting(uow, clerk):
            registering.refuse(uow, returned, "Văn bản gửi nhầm, trả để gửi đúng nơi nhận", "Sai nơi nhận")
        with acting(uow, clerk):
            routing.submit(
                uow, make_letter(uow, office, number="45/GM-SXD", subject=SUBJECT), people["lanhdao"], "Kính trình"
            )
        with acting(uow, clerk):
            kept = numbering.reserve(uow, books["Sổ quyết định"], 3, "Giữ cho nghị quyết kỳ họp")
            numbering.cancel(uow, kept[1], "Kỳ họp không thông qua")
        kept[0].volume.last_number += 1
    services.stop()


def fill_outgoing(home: Path) -> None:
    """A draft, a letter that waits for its number, one that was sent; a partner whose digits were not compared."""
    services = wiring.build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        people = {user.username: user for user in uow.session.scalars(select(User))}
        book = next(one for one in uow.session.scalars(select(Register)) if one.name == "Sổ văn bản đi")
        agency = book.agency
        ward = create_agency(uow, "H99.31", "Ủy ban nhân dân phường Trống Đồng", short_name="UBND")
        partners.add(uow, NewPartner("H99.41", "Ủy ban nhân dân xã Bến Đá", ChannelKind.HTTPS, "https://benda.example"))
        for at in range(3):
            with acting(uow, people["vanthu"]):
                draft = Draft(kind="báo cáo", subject=f"{SUBJECT}, đợt {at + 1}", place="Lạc Hồng", keeper="VT")
                letter = drafting.start(uow, agency.id, draft, unit=agency.units[0])
                drafting.add_text(uow, letter, SentFile("du-thao.pdf", b"%PDF-1.7 not a page"))
                recipients.set_recipients(uow, letter, [Addressee(ward.name, ward)])
                if not at:
                    for each in uow.session.scalars(select(Dossier).where(Dossier.symbol == "01.BC")):
                        put_draft_in(uow, each, letter)
                    consulting.ask(uow, letter, [agency.units[0], people["lanhdao"]], due_on=local_day(uow.now))
                    opinions.take(uow, letter, ward.name, "Cơ bản thống nhất, đề nghị:\nĐiều 3: ghi rõ nơi tập kết.")
                if at:
                    approving.submit(uow, letter, people["lanhdao"])
            if at:
                with acting(uow, people["lanhdao"]):
                    approving.sign(uow, letter)
            if at == 2:
                with acting(uow, people["vanthu"]):
                    issuing.number(uow, letter, book)
                    issue(uow, letter)
    services.stop()


def fill_dossiers(home: Path) -> None:
    """A list being drawn up, a dossier that is open and one the archive has, each with a letter; one letter locked."""
    services = wiring.build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        people = {user.username: user for user in uow.session.scalars(select(User))}
        letters = uow.session.scalars(select(IncomingLetter).where(IncomingLetter.document_id.is_not(None))).all()
        papers = [uow.session.get_one(Document, letter.document_id) for letter in letters[:3]]
        agency, today = letters[0].agency, local_day(uow.now)
        with acting(uow, people["vanthu"]):
            filing.create_list(uow, agency, today.year, Numbering.THROUGH, SECTIONS)
            for symbol, title in (("01.BC", "Hồ sơ ứng phó bão số 5"), ("02.BC", "Hồ sơ phòng chống thiên tai")):
                design = Design(symbol, title, Retention.YEARS_20, today)
                dossier = opening.open_dossier(uow, agency, today.year, design)
                contents.put_in(uow, dossier, papers[0])
            child = opening.open_dossier(uow, agency, today.year, replace(design, symbol="03.BC"))
            for each in uow.session.scalars(select(Dossier).where(Dossier.symbol == "01.BC")):
                nesting.make_part(uow, child, each)
            closing.close(uow, dossier, Ending(dossier.title, Retention.YEARS_20, remarks_seen=True))
            handing.hand_over(uow, [dossier], "Đầy đủ, nguyên vẹn")
        with acting(uow, people["lanhdao"]):
            freezing.freeze_documents(uow, agency.id, "Thanh tra", "Phục vụ đoàn thanh tra", [papers[1].id])
    services.stop()


def fill_directions(home: Path) -> None:
    """Work that is late, reported, done, wants more time, and comes back every month; a report that was kept."""
    services = wiring.build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        people = {user.username: user for user in uow.session.scalars(select(User))}
        agency = uow.session.scalars(select(Agency).where(Agency.code == "H99.01")).one()
        today = local_day(uow.now)
        paper = uow.session.scalars(select(IncomingLetter).where(IncomingLetter.document_id.is_not(None))).first()
        notice = uow.session.get_one(Document, paper.document_id) if paper else None
        with acting(uow, people["vanthu"]):
            held = Held(
                "Giao ban phòng chống thiên tai", people["lanhdao"].name, today - timedelta(40), begins="08:00",
                place="Phòng họp số 1", participants="Thường trực\nPhòng Tổng hợp", document=notice,
            )  # fmt: skip
            meeting = meetings.write_down(uow, agency.id, held)
            for at, (given_ago, due_in) in enumerate(((30, -6), (12, 9), (12, 9), (12, 3), (1, None))):
                said = Said(
                    Source.MEETING, people["lanhdao"].name, today - timedelta(given_ago), people["lanhdao"].id,
                    document=None if at else notice, document_number="41/TB-HĐND", meeting=meeting,
                    quote=f"Giao Phòng Tổng hợp rà soát, báo cáo đợt {at + 1}.",
                )  # fmt: skip
                due_on = None if due_in is None else today + timedelta(due_in)
                term = Term.NONE if due_on is None else Term.FIXED
                order = Order(Body.of(agency.units[0]), product="báo cáo", term=term, due_on=due_on)
                direction = giving.give(uow, agency.id, said, [order])
            repeating.repeat(uow, direction, order, Period.MONTH, 25)
        rows = uow.session.scalars(select(Assignment).order_by(Assignment.code)).all()
        with acting(uow, people["tonghop"]):
            for row in rows[1:3]:
                working.report(uow, row, "Đã rà soát xong, có báo cáo kèm theo.", Evidence(number="12/BC-TH"))
            working.plan(uow, rows[3], [Planned("Lấy ý kiến", today), Planned("Trình dự thảo")])
            extending.ask(uow, rows[3], today + timedelta(20), "Chờ số liệu của các xã")
        with acting(uow, people["lanhdao"]):
            following.confirm(uow, rows[2])
            late = questioning.Number(Span.this_year(today), By.AGENCY, Figure.OPEN_LATE)
            asked = questioning.Asked(Body.of(agency.units[0]), today + timedelta(5), "Nêu rõ lý do và ngày xong.")
            questioning.ask(uow, agency.id, late, asked)
        with acting(uow, people["vanthu"]):
            making.begin(uow, agency.id, Span.this_year(today), By.AGENCY, "docx", own=True)
        with acting(uow, people["lanhdao"]):
            for title in ("Báo cáo tuần trước", "Báo cáo tuần này"):
                freezing_reports.freeze(uow, agency.id, title, Span.this_year(today), By.AGENCY)
    services.stop()


def fill_absences(home: Path) -> None:
    """The leader will be away one day, and the clerk stands in."""
    services = wiring.build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        people = {user.username: user for user in uow.session.scalars(select(User))}
        first = local_day(uow.now) + timedelta(200)  # long after whatever the journeys give
        with acting(uow, people["lanhdao"]):
            away = Away(first, first + timedelta(2), people["vanthu"], "Điều hành công việc", "05/GUQ-HĐND")
            absences.record(uow, people["lanhdao"], away)
    services.stop()


def fill_handovers(home: Path) -> None:
    """The clerk has handed the registers over."""
    services = wiring.build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        people = {user.username: user for user in uow.session.scalars(select(User))}
        agency = next(iter(uow.session.scalars(select(Register)))).agency
        clerk, heir = people["vanthu"], people["chuyenvien"]
        with acting(uow, clerk):
            every = burdens(uow.session, uow.actor, agency.id, clerk)
            books = [one.key for one in every if one.kind == Kind.BOOK]
            hand_over(uow, agency, clerk, heir, books, "Chuyển sang công tác khác")
    services.stop()


def fill_reorganisations(home: Path) -> None:
    """Two wards were merged into one."""
    services = wiring.build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        names = ("phường Sông Cầu", "phường Đồi Chè", "phường Sông Chè")
        wards = [create_agency(uow, f"H99.5{at}", f"Ủy ban nhân dân {name}") for at, name in enumerate(names)]
        create_unit(uow, wards[0], "Văn phòng")
        order = orders.Order(
            Change.MERGE, local_day(uow.now), "Nghị quyết số 12/NQ-HĐND", wards[:2], wards[2:], wards[2]
        )
        carry_out(uow, order, look(uow, order).digest)
    services.stop()


def keep_searches(home: Path) -> None:
    """The administrator keeps a search and a list of numbers."""
    services = wiring.build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        administrator = next(one for one in uow.session.scalars(select(User)) if one.username == "quantri")
        with acting(uow, administrator):
            searches.save(uow, "Giao thông nông thôn", Asked(text="giao thông"))
            lists.keep(uow, ["12/2023/NQ-HĐND", "999/QĐ-UBND", "không phải số"])
    services.stop()


def match_searches(home: Path) -> None:
    """Hold what came against the searches kept, as the job does every few minutes."""
    services = wiring.build(Settings.from_environ(home))
    with services.begin(Actor.operator()) as uow:
        matching.write(uow, matching.look(uow))
    services.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An instance of its own; ``DOCARCHIVE_E2E_ADDRESS`` names one that runs already, with the same people."""
    running = os.environ.get("DOCARCHIVE_E2E_ADDRESS")
    if running:
        yield Site(running, Path(), Path())
        return
    home, folder = tmp_path_factory.mktemp("site") / "instance", tmp_path_factory.mktemp("documents")
    write_documents(folder)
    docarchive(home, "init", "--admin", "quantri", "--password", PASSWORD)
    docarchive(
        home,
        "agency",
        "add",
        "H99.01",
        "Hội đồng nhân dân tỉnh Lạc Hồng",
        "--short-name",
        "HĐND",
        "--unit",
        "Phòng Tổng hợp",
    )
    for username, (name, role, title) in PEOPLE.items():
        if username != "quantri":
            docarchive(
                home, "user", "add", username, name, "--role", role, "--password", PASSWORD,
                "--agency", "H99.01", "--unit", "Phòng Tổng hợp", "--title", title,
            )  # fmt: skip
    docarchive(home, "registers", "usual", "--agency", "H99.01")
    fill_registers(home)
    fill_dossiers(home)
    fill_outgoing(home)
    fill_directions(home)
    fill_absences(home)
    fill_handovers(home)
    fill_reorganisations(home)
    keep_searches(home)
    take_in(home, folder)
    match_searches(home)
    environment = {
        **os.environ, "DOCARCHIVE_HOME": str(home), "DOCARCHIVE_ORGANISATION": "Văn phòng",
        "DOCARCHIVE_SUPERIOR": "Hội đồng nhân dân tỉnh Lạc Hồng",
    }  # fmt: skip
    program = str(Path(sys.executable).with_name("docarchive"))
    log = (home / "serve.log").open("w")
    command = [program, "serve", "--port", "0"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)  # noqa: S603
    try:
        assert server.stdout
        line = server.stdout.readline()
        found = re.search(r"http://\S+?(?=/?\s)", line)
        assert found, line
        yield Site(found[0], home, folder)
    finally:
        server.terminate()
        server.wait(20)
        server.stdout and server.stdout.close()
        log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A person at a browser.

    Attributes:
        complaints: What the browser's console and the network said against the pages.
    """

    page: Page
    site: Site
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.site.address + path)
        return self.page

    def sign_in(self, username: str) -> Page:
        page = self.open("/sign-in")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return page


Visitor = Callable[..., Visit]


@pytest.fixture
def visitor(site: Site, browser: Browser) -> Iterator[Visitor]:
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def visit(username: str = "", **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "vi-VN", "reduced_motion": "reduce", **options})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        made = Visit(context.new_page(), site)
        listen(made)
        visits.append(made)
        if username:
            made.sign_in(username)
        return made

    yield visit
    for context in contexts:
        context.close()
    assert [complaint for made in visits for complaint in made.complaints] == []


def listen(visit: Visit) -> None:
    """Note errors of scripts, refusals of the content policy, and anything asked of another machine."""
    page = visit.page
    page.on("pageerror", lambda error: visit.complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda message: _note(visit, message.type, message.text))
    page.on("request", lambda request: _ask(visit, request.url))


def _note(visit: Visit, kind: str, text: str) -> None:
    if kind == "error" and "status of 4" not in text:
        visit.complaints.append(f"{visit.page.url}: {text}")


def _ask(visit: Visit, url: str) -> None:
    if not url.startswith((visit.site.address, "data:", "blob:")):
        visit.complaints.append(f"asks another machine: {url}")


def violations(page: Page, *rules: str, part: str = "") -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice, or against some rules only.

    Args:
        part: Selector of what is looked at; the whole page without it.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    answer = page.evaluate(
        "([only, part]) => axe.run(part || document, {runOnly: only, resultTypes: ['violations']})",
        [list(rules) or tags, part],
    )
    return [f"{found['id']}: {node['html'][:200]}" for found in answer["violations"] for node in found["nodes"]]


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
