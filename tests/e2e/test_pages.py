"""Every page in both schemes and at both widths: nothing for axe-core to find, nothing cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize

from scripts import walk
from tests.e2e.conftest import DESKTOP, PHONE, Visitor, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium"), pytest.mark.xdist_group("one instance")]
WIDTHS = [pytest.param(DESKTOP, id="1366"), pytest.param(PHONE, id="390")]


def paint(page: Page, theme: str) -> None:
    page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)


def test_nothing_is_wrong_on_any_page(visitor: Visitor) -> None:
    visit = visitor("quantri")
    paths = list(dict.fromkeys(walk.addresses(visit.page, visit.site.address)))
    wrong: list[tuple[str, str, str]] = []
    for path in paths:
        page = visit.open(path)
        for name, viewport in (("1366", DESKTOP), ("390", PHONE)):
            page.set_viewport_size(viewport)
            paint(page, "light")
            found = violations(page)
            paint(page, "dark")
            found += [f"dark: {each}" for each in violations(page, "color-contrast")]
            if overflow(page):
                found.append(f"{overflow(page)} px too wide")
            wrong += [(path, name, each) for each in found]

    assert len(paths) > 30
    assert wrong == []


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
