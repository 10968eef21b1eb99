"""A year's list is drawn up and holds, a document goes into a dossier, the dossier is closed: in a real browser."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from docarchive.core.clock import LOCAL_ZONE, system_clock
from tests.e2e.conftest import PHONE, Visitor, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]


def next_year() -> int:
    return system_clock().astimezone(LOCAL_ZONE).year + 1


def test_a_dossier_goes_from_the_list_to_its_end(visitor: Visitor, tmp_path: Path) -> None:
    year = next_year()
    clerk = visitor("vanthu")
    page = clerk.open(f"/dossiers/list/{year}")
    page.get_by_label("Lấy từ").select_option(label=f"Chép danh mục năm {year - 1}")
    page.get_by_role("button", name="Lập danh mục").click()
    expect(page.get_by_role("row").filter(has_text="03.HC")).to_be_visible()

    leader = visitor("lanhdao").open(f"/dossiers/list/{year}")
    leader.locator("summary", has_text="Duyệt danh mục").click()
    leader.get_by_role("button", name="Duyệt danh mục").click()
    expect(leader.locator(".notice--done")).to_contain_text("Đã duyệt danh mục hồ sơ")

    page = clerk.open(f"/dossiers/list/{year}")
    page.get_by_label("Quyết định ban hành số").fill("1/QĐ-HĐND")
    page.get_by_label("Áp dụng từ ngày").fill(date(year, 1, 4).strftime("%d/%m/%Y"))
    page.get_by_role("button", name="Áp dụng danh mục").click()
    page.get_by_role("link", name="Mở hồ sơ 03.HC").click()
    page.get_by_role("button", name="Mở hồ sơ").click()
    expect(page.locator(".notice--done")).to_contain_text("Đã mở hồ sơ 03.HC")
    address = page.url.removeprefix(clerk.site.address)

    page = clerk.open("/search?q=nghị quyết")
    page.locator("main a[data-row-link]").first.click()
    page.locator("main summary", has_text="Thao tác khác").click()
    page.get_by_role("link", name="Đưa vào hồ sơ").click()
    page.get_by_role("button", name="Đưa vào 03.HC").click()
    expect(page.locator(".notice--done")).to_contain_text("Phạm vi đọc của văn bản giữ nguyên")
    page.get_by_role("button", name=re.compile("^Lấy ra")).click()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("main")).to_contain_text("1 văn bản, theo ngày tháng")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Xuất hồ sơ (ZIP)").click()
    waiting.value.save_as(tmp_path / "ho-so.zip")
    assert zipfile.ZipFile(tmp_path / "ho-so.zip").namelist()[0] == "ho-so.xml"

    page.get_by_role("link", name="Đóng hồ sơ").click()
    seen = page.get_by_label("Đã xem các điểm trên")
    if seen.count():
        seen.check()
    page.get_by_role("button", name="Đóng hồ sơ").click()
    expect(page.locator(".notice--done")).to_contain_text("hạn nộp lưu")

    page = visitor("lanhdao", viewport=PHONE, java_script_enabled=False).open(address)
    expect(page.locator("main")).to_contain_text("Đã đóng")


def test_a_dossier_fits_a_phone(visitor: Visitor) -> None:
    visit = visitor("vanthu", viewport=PHONE)
    page = visit.open("/dossiers?o=co-quan")
    assert overflow(page) == 0
    page.get_by_role("link", name="Hồ sơ ứng phó bão số 5").click()

    assert overflow(page) == 0
    assert violations(page) == []
