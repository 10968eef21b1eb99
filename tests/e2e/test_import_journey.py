"""A clerk brings files in, sees each one's fate, confirms what was read, and a colleague finds it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.demodata.pdf import to_pdf
from scripts.demodata.plan import make_plan
from tests.e2e.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]


def new_file(folder: Path, serial: int) -> Path:
    """A document the instance does not hold; every test takes another one, so that their order does not matter."""
    paper = [paper for paper in make_plan() if paper.form == "pdf"][60 + serial]
    path = folder / "van-ban-moi.pdf"
    path.write_bytes(to_pdf(paper))
    return path


def bring_in(page: Page, *files: Path) -> None:
    page.locator("form[data-upload] input[type=file]").set_input_files(files)
    page.get_by_role("button", name=re.compile("Nhập vào kho")).click()
    expect(page.locator("[data-uploads] li")).to_have_count(len(files))
    page.get_by_role("link", name="Xem kết quả lần nhập").click()
    wait_until_read(page)


def wait_until_read(page: Page) -> None:
    """The page of an import reads itself anew; the last file ends in a state when no bar is left."""
    expect(page.locator(".progress-line")).to_have_count(0, timeout=120_000)


def test_files_go_up_one_by_one_and_end_in_a_state_each(visitor: Visitor, tmp_path: Path) -> None:
    broken = tmp_path / "hong-2.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing else")
    page = visitor("vanthu").open("/import")
    bring_in(page, new_file(tmp_path, 0), broken)

    expect(page.locator("tr", has_text="van-ban-moi.pdf")).to_contain_text("Đã nhập")
    expect(page.locator("tr", has_text="hong-2.pdf")).to_contain_text("Không nhập được")
    expect(page.locator("tr", has_text="hong-2.pdf").get_by_role("button", name="Đọc lại")).to_be_visible()


def test_the_same_bytes_again_are_shown_as_a_duplicate(visitor: Visitor, tmp_path: Path) -> None:
    visit = visitor("vanthu")
    bring_in(visit.open("/import"), new_file(tmp_path, 1))
    page = visit.open("/import")
    bring_in(page, new_file(tmp_path, 1))

    row = page.locator("tr", has_text="van-ban-moi.pdf")
    expect(row).to_contain_text("Trùng")
    expect(row.get_by_role("button", name="Vẫn nhập riêng")).to_be_visible()


def test_without_script_files_are_brought_in_by_the_plain_form(visitor: Visitor, tmp_path: Path) -> None:
    note = tmp_path / "ghi-chu.txt"
    note.write_text("Biên bản kiểm tra việc bảo quản sổ đăng ký văn bản tại phòng lưu trữ.", "utf-8")
    visit = visitor(java_script_enabled=False)
    visit.sign_in("vanthu")
    page = visit.open("/import")
    page.locator("form[data-upload] input[type=file]").set_input_files([note])
    page.get_by_role("button", name=re.compile("Nhập vào kho")).click()

    assert "/import/" in page.url
    expect(page.locator("main")).to_contain_text("ghi-chu.txt")


def test_what_was_read_is_confirmed_field_by_field_from_the_keyboard(visitor: Visitor) -> None:
    page = visitor("quantri").open("/check")
    if page.locator("form[data-check-list]").count() == 0:
        pytest.skip("nothing waits to be checked")
    number = page.locator("#number")
    number.fill("99/BC-SXD")
    number.press("Enter")
    expect(page.locator("#issued_on")).to_be_focused()
    page.locator("#issued_on").fill("2/9/2021")
    page.locator("#subject").fill("Báo cáo kiểm tra bằng bàn phím")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".notice--done")).to_contain_text("Đã xác nhận 99/BC-SXD")
    page.goto(f"{page.url.split('/check')[0].split('/documents')[0]}/search?q=99/BC-SXD")
    confirmed = page.locator(".result", has_text="kiểm tra bằng bàn phím")
    for _ in range(10):  # the index follows within two seconds
        if confirmed.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(confirmed.first).to_be_visible()


def test_a_civil_servant_is_not_offered_the_import(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open("/")

    assert page.get_by_role("link", name="Nhập văn bản").count() == 0
