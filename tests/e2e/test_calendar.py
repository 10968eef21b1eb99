"""The working calendar in a real browser: sound in every state, by keyboard, on a phone, without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import DESKTOP, PHONE, Visitor, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.needs("chromium")]

PAGES = (
    "/admin/calendar?year=2026", "/admin/calendar?year=2027",
    "/admin/calendar?year=2026&since=33/8/2026&hour=25:00&days=0", "/admin/calendar/days/2026-01-02",
    "/admin/calendar/days/2026-07-15", "/admin/calendar/days/new", "/admin/calendar/import",
)  # fmt: skip


def type_into(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).focus()
    page.keyboard.type(text)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1366", "390"])
def test_nothing_is_wrong_in_any_state(visitor: Visitor, viewport: ViewportSize) -> None:
    visit = visitor("quantri", viewport=viewport)
    wrong: list[tuple[str, str]] = []
    for path in PAGES:
        for theme in ("light", "dark"):
            page = visit.open(path)
            page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)
            found = violations(page, *(("color-contrast",) if theme == "dark" else ()))
            found += [f"{overflow(page)} px too wide"] if overflow(page) else []
            wrong += [(f"{path} {theme}", each) for each in found]

    assert wrong == []


def test_a_year_is_seen_in_one_look_and_tab_stops_only_where_something_is_said(visitor: Visitor) -> None:
    page = visitor("quantri").open("/admin/calendar?year=2026")

    last = page.locator(".month").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= DESKTOP["height"]
    page.locator(".month a").first.focus()
    stops = []
    for _ in range(18):
        stops.append(page.evaluate("document.activeElement.closest('.month') && document.activeElement.innerText"))
        page.keyboard.press("Tab")
    assert len([stop for stop in stops if stop]) == 17
    assert "Ngày nghỉ (thay cho ngày 10/01/2026)" in stops[1]


def test_a_day_is_set_by_keyboard_on_a_phone_without_a_script_and_undone(visitor: Visitor) -> None:
    visit = visitor("quantri", viewport=PHONE, java_script_enabled=False)
    page = visit.open("/admin/calendar?year=2026")

    page.get_by_role("link", name="Đặt ngày").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/days/new")
    type_into(page, "Ngày *", "15/7/2026")
    page.get_by_label("Nghỉ", exact=True).focus()
    page.keyboard.press("Space")
    type_into(page, "Lý do *", "Mất điện toàn khu")
    type_into(page, "Số văn bản", "7/TB-VP")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").filter(has_text="Đã đặt 1 ngày")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="thứ Tư 15/07/2026")
    expect(row).to_contain_text("Mất điện toàn khu")
    expect(row).to_contain_text("Toàn hệ thống")
    page.get_by_role("button", name=re.compile("Hoàn tác thay đổi số")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Đã hoàn tác")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="15/07/2026").filter(has_text="Mất điện")).to_have_count(0)


def test_the_calculator_answers_by_keyboard(visitor: Visitor) -> None:
    page = visitor("quantri").open("/admin/calendar?year=2026")

    for label, text in (("Từ ngày *", "19/8/2026"), ("Lúc *", "16:30"), ("Số ngày *", "5")):
        page.get_by_label(label, exact=True).fill("")
        type_into(page, label, text)
    page.keyboard.press("Enter")
    page.wait_for_url("**days=5**")

    expect(page.locator(".terms")).to_contain_text("thứ Ba 25/08/2026")
    assert violations(page) == []
