"""Every page in both schemes and at both widths: nothing for axe-core to find, nothing cut off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize
from werkzeug.routing import MapAdapter

from docarchive import wiring
from docarchive.app import create_app
from docarchive.settings import Settings
from scripts import walk
from tests.e2e.conftest import DESKTOP, PHONE, Visitor, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
WIDTHS = [pytest.param(DESKTOP, id="1366"), pytest.param(PHONE, id="390")]


# Read routes that answer with files, parts of pages or words for programs.
NO_PAGES = re.compile(
    r"api\.|openapi\.|health\.|static$|search\.(export|suggestions)$|admin\.export_audit$"
    r"|dossiers\.export\w*$|registers\.(example|export_volume)$|exchange\.(register_next|returns_file)$"
    r"|directions\.(figures|frozen|made)_file$|exchange\.(outgoing_file|file_to_sign|opinions_paper)$|notices\.follow$"
    r"|lookup\.(export_lookup|files_of_lookup|open_search)$|succession\.(minutes|reorganisation)_file$"
    r"|delivery\.(proof_file|certificate)$|api_exchange\."
    r"|archive\.(original|plain_text|print|page_image)$|accounts\.sign_in$"
)


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> MapAdapter:
    """Every route of the application."""
    settings = Settings.from_environ(
        tmp_path_factory.mktemp("routes"), search_url="memory:", secret_key="only for tests"
    )
    return create_app(wiring.build(settings)).url_map.bind("localhost")


def pages(ways: MapAdapter) -> set[str]:
    """Endpoints of the pages people open."""
    rules = ways.map.iter_rules()
    return {rule.endpoint for rule in rules if "GET" in (rule.methods or ()) and not NO_PAGES.match(rule.endpoint)}


# What administrators, who set registers up, have no part in: it shows letters or dossiers, or gives and takes numbers.
OF_OFFICES = {
    "registers.cancel_number", "registers.print_volume",
    "exchange.letter", "exchange.scans", "exchange.register", "exchange.correct", "exchange.slip",
    "dossiers.new_dossier", "dossiers.dossier", "dossiers.edit", "dossiers.close", "dossiers.print_contents",
    "dossiers.hand_over", "dossiers.transfer", "exchange.new_outgoing", "exchange.outgoing_letter",
    "exchange.edit_outgoing", "exchange.recipients", "exchange.copy_document", "directions.new",
    "directions.assignment", "directions.proposals", "directions.import_list", "directions.frozen",
    "directions.ask_figure", "directions.question", "directions.report_making",
    "directions.add", "directions.tree", "directions.new_meeting", "directions.meeting",
    "directions.edit_meeting", "exchange.update_outgoing", "exchange.opinions", "registers.import_register",
    "succession.index", "succession.new", "succession.minutes", "exchange.return_causes",
}  # fmt: skip


# What looks otherwise to a clerk than to an administrator.
OF_DESKS = {
    "portal.home", "exchange.incoming", "exchange.outgoing", "directions.index", "directions.figures",
    "directions.figure_rows", "directions.reports", "directions.matters", "directions.meetings",
    "directions.questions",
    "notices.index", "portal.morning_page", "portal.week_page",
    "accounts.absences_page",
}  # fmt: skip
# What another width can break.
SHAPES = ("target-size", "scrollable-region-focusable", "label", "link-name", "button-name", "aria-hidden-focus")


def endpoint(ways: MapAdapter, path: str) -> str:
    """The endpoint of a page's address."""
    found: str = ways.match(path.partition("?")[0])[0]
    return found


def paint(page: Page, theme: str) -> None:
    page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)


@pytest.mark.parametrize("username", ["quantri", "vanthu"])
def test_nothing_is_wrong_on_any_page(visitor: Visitor, username: str, ways: MapAdapter) -> None:
    visit = visitor(username)
    fixed = walk.FIXED if username == "quantri" else ("/",)  # what everybody opens is looked at once
    paths = list(dict.fromkeys(walk.addresses(visit.page, visit.site.address, fixed)))
    if username != "quantri":  # the others were looked at with the administrator's eyes
        paths = [path for path in paths if endpoint(ways, path) in OF_OFFICES | OF_DESKS]
    wrong: list[tuple[str, str, str]] = []
    for place, path in enumerate(paths):
        page = visit.open(path)
        part = "main" if place else ""  # the frame is the same on every page
        for name, viewport in (("1366", DESKTOP), ("390", PHONE)):
            page.set_viewport_size(viewport)
            paint(page, "light")
            found = violations(page) if viewport is DESKTOP else violations(page, *SHAPES, part=part)
            if viewport is DESKTOP:  # colours are the same at every width
                paint(page, "dark")
                found += [f"dark: {each}" for each in violations(page, "color-contrast", part=part)]
            if overflow(page):
                found.append(f"{overflow(page)} px too wide")
            wrong += [(path, name, each) for each in found]

    assert wrong == []
    opened = {endpoint(ways, path) for path in paths if path != "/no-such-page"}
    if username == "quantri":
        assert pages(ways) - opened == OF_OFFICES
    else:
        assert opened >= OF_OFFICES


@pytest.mark.parametrize("viewport", WIDTHS)
def test_nothing_is_wrong_at_the_door(visitor: Visitor, viewport: ViewportSize) -> None:
    visit = visitor(viewport=viewport)
    page = visit.open("/sign-in")
    assert violations(page) == []

    page.locator("#username").fill("ai-do")
    page.locator("#password").fill("sai hoan toan")
    page.locator("main form button").first.click()

    assert violations(page) == []
    assert "chưa đúng" in page.locator("[role=alert]").inner_text()


@pytest.mark.parametrize("username", ["chuyenvien", "vanthu", "lanhdao", "tonghop"])
def test_every_role_has_a_first_page_that_fits_a_phone(visitor: Visitor, username: str) -> None:
    visit = visitor(username, viewport=PHONE)
    page = visit.open("/")

    assert violations(page) == []
    assert overflow(page) == 0


def test_an_open_menu_and_the_list_of_keys_are_sound(visitor: Visitor) -> None:
    visit = visitor("vanthu")
    page = visit.open("/search")
    page.locator(".frame__tools summary").click()
    assert violations(page) == []

    page.get_by_role("button", name="Phím tắt").click()
    assert page.locator("dialog.keys").is_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert page.locator("dialog.keys").is_hidden()
