"""Registers in a real browser: by keyboard, on a phone, without a script, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.e2e.conftest import DESKTOP, PHONE, SUBJECT, Visitor, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.needs("chromium")]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1366", "390"])
def test_nothing_is_wrong_on_the_lines_of_letters_nor_on_what_was_refused(
    visitor: Visitor, viewport: ViewportSize
) -> None:
    visit = visitor("vanthu", viewport=viewport)
    page = visit.open("/registers")
    page.get_by_role("row").filter(has_text="Sổ văn bản đến").get_by_role("link", name=re.compile(r"^\d{4}$")).click()
    lines = page.url.removeprefix(visit.site.address)
    expect(page.get_by_role("link", name=re.compile(f"Công văn: {SUBJECT}")).first).to_be_visible()
    wrong: list[tuple[str, str]] = []
    for path in (lines, f"{lines}?tu-ngay=32/1/2026", f"{lines}/print", f"{lines}/print?mau=theo-doi"):
        for theme in ("light", "dark"):
            page = visit.open(path)
            page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)
            found = violations(page) + ([f"{overflow(page)} px too wide"] if overflow(page) else [])
            wrong += [(f"{path} {theme}", each) for each in found]

    assert wrong == []


def test_numbers_are_kept_and_cancelled_by_keyboard_on_a_phone_without_a_script(visitor: Visitor) -> None:
    visit = visitor("vanthu", viewport=PHONE, java_script_enabled=False)
    page = visit.open("/registers")
    page.get_by_role("link", name="Sổ công văn", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Giữ để làm gì").focus()
    page.keyboard.type("Họp kín")
    page.get_by_role("button", name="Giữ số").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("ít nhất 10 ký tự").first).to_be_visible()
    expect(page.get_by_label("Giữ để làm gì")).to_have_value("Họp kín")

    page.get_by_label("Giữ để làm gì").fill("Họp kín ngày mai, ký sau")
    page.get_by_role("button", name="Giữ số").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Đã giữ số 01")).to_be_visible()
    page.get_by_role("link", name=re.compile("Mở quyển")).click()
    page.get_by_role("link", name="Hủy số 01").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Lý do hủy").focus()
    page.keyboard.type("Cuộc họp không diễn ra")
    page.get_by_role("button", name="Hủy số 01").focus()
    page.keyboard.press("Enter")

    row = page.locator("#so-01")
    expect(row).to_contain_text("Cuộc họp không diễn ra")
    assert row.locator("td").first.evaluate("cell => getComputedStyle(cell).textDecorationLine") == "line-through"


def test_a_pattern_shows_what_comes_out_of_it_while_it_is_typed(visitor: Visitor) -> None:
    page = visitor("vanthu").open("/registers/new")
    page.get_by_label("Thông báo").check()
    page.get_by_label("Mẫu số ký hiệu").fill("{số}/{loại}-{cơ quan}")
    expect(page.locator("#vi-du")).to_contain_text("Ví dụ: 05/TB-HĐND")

    page.get_by_label("Mẫu số ký hiệu").fill("{số}/{gì đó}")
    expect(page.locator("#vi-du")).to_contain_text("Mẫu số ký hiệu cần đúng một {số}")
    page.get_by_label("Chiều văn bản").select_option(label="Văn bản đến")
    expect(page.get_by_label("Mẫu số ký hiệu")).to_be_hidden()


def test_the_print_page_has_a_button_and_paper_has_none(visitor: Visitor) -> None:
    visit = visitor("lanhdao")
    page = visit.open("/registers")
    page.get_by_role("row").filter(has_text="Sổ văn bản đến").get_by_role("link", name=re.compile(r"^\d{4}$")).click()
    page.get_by_role("link", name="In sổ").click()
    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()

    page.emulate_media(media="print")

    expect(page.locator(".print-tools")).to_be_hidden()
    expect(page.locator(".cover__title").first).to_have_text("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN")
