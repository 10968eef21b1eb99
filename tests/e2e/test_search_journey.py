"""From typed words to the lit words on a page: with mouse, by keyboard alone, without script, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Visitor, overflow

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
WORDS = "giao thong nong thon"


def first_hit(page: Page) -> str:
    return page.locator(".result").first.inner_text()


def test_words_without_marks_lead_to_the_page_with_the_words_lit(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open("/search")
    page.get_by_label("Nhập số ký hiệu, trích yếu hoặc nội dung").fill(WORDS)
    page.get_by_role("button", name="Tìm kiếm", exact=True).click()
    expect(page.locator("#so-ket-qua")).to_contain_text("Tìm thấy")
    expect(page.locator(".result mark").first).to_contain_text(re.compile("giao thông", re.IGNORECASE))

    page.locator(".result .page-tab").first.click()

    expect(page.locator("rect.hit--now").first).to_be_visible()
    expect(page.locator(".page-view__sheet img")).to_have_js_property("complete", value=True)
    assert page.locator(".page-view__sheet img").evaluate("image => image.naturalWidth") > 500


def test_n_goes_to_the_next_place_and_shift_n_back(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open(f"/search?q={WORDS}")
    page.locator(".result__title a").first.click()
    expect(page.locator(".page-bar")).to_contain_text(re.compile(r"Chỗ \d+ /"))

    page.keyboard.press("n")
    expect(page.locator(".page-bar")).to_contain_text("Chỗ 2 /")
    page.keyboard.press("Shift+N")
    expect(page.locator(".page-bar")).to_contain_text(re.compile(r"Chỗ \d+ /"))


def test_the_keyboard_alone_finds_and_opens(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open("/")
    page.keyboard.press("/")
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    expect(page.locator("#so-ket-qua")).to_contain_text("Tìm thấy")

    page.locator("main [data-search-box]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".result__title a").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".result__title a").nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")

    expect(page.locator(".page-bar")).to_contain_text(re.compile(r"Chỗ \d+ /"))


def test_the_first_tab_stop_leads_past_the_menus(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open("/help")
    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Tới nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#noi-dung")).to_be_focused()


def test_letters_typed_into_a_field_stay_letters(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open("/search")
    box = page.locator("main [data-search-box]")
    box.focus()
    page.keyboard.type("njk?/")

    expect(box).to_have_value("njk?/")
    expect(page.locator("dialog.keys")).to_be_hidden()


def test_nothing_is_asked_while_a_word_is_being_composed(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open("/search")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("main [data-search-box]").evaluate(
        """box => { box.value = 'đường';
        box.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true})); }"""
    )
    page.wait_for_timeout(400)
    assert [url for url in asked if "suggest" in url] == []

    page.locator("main [data-search-box]").evaluate("box => box.dispatchEvent(new CompositionEvent('compositionend'))")
    page.wait_for_timeout(400)
    assert any("suggest" in url for url in asked)


def test_a_number_in_another_spelling_comes_first(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open("/search?q=3 nqhdnd 2021")

    assert "03/2021/NQ-HĐND" in first_hit(page)


def test_a_ticked_filter_answers_at_once_keeps_the_focus_and_stays_in_the_address(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open(f"/search?q={WORDS}")
    before = page.locator(".result").count()
    box = page.locator(".facets input[name=loai]").first
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("loai="))

    expect(box).to_be_checked()
    expect(box).to_be_focused()
    expect(page.locator("[data-live]")).to_contain_text("văn bản")
    assert 0 < page.locator(".result").count() <= before
    page.reload()
    expect(box).to_be_checked()
    page.go_back()
    expect(page.locator(".result")).to_have_count(before)


def test_everything_works_without_script(visitor: Visitor) -> None:
    visit = visitor(java_script_enabled=False)
    page = visit.open("/sign-in")
    page.locator("#username").fill("chuyenvien")
    page.locator("#password").fill("mưa rào tháng sáu")
    page.locator("main button").click()
    visit.open(f"/search?q={WORDS}")
    expect(page.locator(".result")).not_to_have_count(0)
    page.locator(".facets input[name=loai]").first.check()
    page.get_by_role("button", name="Áp dụng bộ lọc").click()
    assert "loai=" in page.url
    page.locator(".result__title a").first.click()
    expect(page.locator("rect.hit")).not_to_have_count(0)
    page.get_by_role("link", name="Chỗ sau").click()
    expect(page.locator(".page-bar")).to_contain_text("Chỗ 2")
    page.get_by_role("link", name="Chữ", exact=True).click()
    expect(page.locator(".page-text mark")).not_to_have_count(0)


def test_on_a_phone_the_filters_open_as_a_sheet_and_nothing_is_cut(visitor: Visitor) -> None:
    page = visitor("chuyenvien", viewport=PHONE, has_touch=True).open(f"/search?q={WORDS}")
    assert overflow(page) == 0
    expect(page.locator(".facets")).to_be_hidden()
    page.get_by_role("link", name=re.compile("Bộ lọc")).first.click()
    expect(page.locator(".facets")).to_be_visible()
    page.get_by_role("link", name="Đóng").click()
    expect(page.locator(".facets")).to_be_hidden()

    page.locator(".result__title a").first.tap()
    expect(page.locator("rect.hit--now").first).to_be_visible()
    assert overflow(page) == 0


def test_no_result_says_what_to_do(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open("/search?q=zzzkhongco")

    expect(page.locator(".empty")).to_contain_text("zzzkhongco")
    assert page.locator(".empty a").count() > 0
