"""A letter comes in and goes its way, each step by the person whose step it is, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.demodata.pdf import to_pdf
from scripts.demodata.plan import make_plan
from tests.e2e.conftest import PHONE, Visitor, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]


def take_in(page: Page, folder: Path, serial: int) -> str:
    """Take a letter in that the instance does not hold; gives its number as the page was read."""
    paper = [paper for paper in make_plan() if paper.form == "pdf"][80 + serial]
    path = folder / "cong-van-den.pdf"
    path.write_bytes(to_pdf(paper))
    page.locator("summary", has_text="Tiếp nhận văn bản").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Tiếp nhận").click()
    expect(page.get_by_label("Số ký hiệu")).not_to_have_value("", timeout=120_000)  # the page follows the reading
    return page.get_by_label("Số ký hiệu").input_value()


def test_a_letter_is_registered_directed_and_finished(visitor: Visitor, tmp_path: Path) -> None:
    clerk = visitor("vanthu")
    page = clerk.open("/incoming")
    number = take_in(page, tmp_path, 0)
    page.keyboard.press("Control+s")
    expect(page.locator(".notice--done")).to_contain_text("Đã vào sổ: số đến")

    page = clerk.open("/incoming?o=cho-chuyen")
    page.locator("tr", has_text=number).get_by_role("link").click()
    address = page.url.removeprefix(clerk.site.address)
    page.get_by_label("Trình", exact=True).select_option(label="Nguyễn Văn An, Phó Chủ tịch")
    page.get_by_role("button", name="Trình", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đang ở: Nguyễn Văn An")

    page = visitor("lanhdao").open(address)
    page.get_by_role("button", name="Đồng ý.").click()
    expect(page.get_by_role("textbox", name="Bút phê")).to_have_value("Đồng ý.")
    page.get_by_role("textbox", name="Bút phê").fill("Đồng ý. Giao Phòng Tổng hợp chủ trì tham mưu trả lời.")
    page.get_by_role("textbox", name="Bút phê").blur()
    expect(page.get_by_text("Đã điền chủ trì theo bút phê")).to_be_visible()
    page.get_by_role("button", name="Bút phê, chuyển").click()
    expect(page.locator("main")).to_contain_text("Đang ở: Phòng Tổng hợp (chủ trì")

    page = visitor("tonghop", viewport=PHONE).open(address)
    assert overflow(page) == 0
    assert violations(page) == []
    page.get_by_label("Kết quả").fill("Đã tham mưu trả lời")
    page.get_by_role("button", name="Hoàn thành").click()
    expect(page.locator("main")).to_contain_text("đã xong lúc")


def test_a_letter_is_sent_back_with_its_reason(visitor: Visitor, tmp_path: Path) -> None:
    clerk = visitor("vanthu")
    page = clerk.open("/incoming")
    take_in(page, tmp_path, 1)
    page.locator("summary", has_text="Trả lại văn bản").click()
    page.get_by_role("combobox", name="Lý do").select_option("Sai nơi nhận")
    page.get_by_label("Nói rõ cho bên gửi").fill("Gửi nhầm, nơi nhận là Sở Nội vụ")
    page.get_by_role("button", name="Trả lại", exact=True).click()

    expect(page.locator(".notice--done")).to_contain_text("Đã trả lại văn bản")
    page = clerk.open("/incoming?o=tra-lai")
    expect(page.locator("main")).to_contain_text("Trả lại")
