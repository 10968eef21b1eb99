"""A clerk brings files in, sees each one's fate, confirms what was read, and a colleague finds it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.demodata.pdf import to_pdf
from scripts.demodata.plan import make_plan
from tests.e2e.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]


@pytest.fixture
def new_file(tmp_path: Path) -> Path:
    paper = [paper for paper in make_plan() if paper.form == "pdf"][60]
    path = tmp_path / "van-ban-moi.pdf"
    path.write_bytes(to_pdf(paper))
    return path


def test_files_go_up_one_by_one_and_end_in_a_state_each(visitor: Visitor, new_file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "hong-2.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing else")
    page = visitor("vanthu").open("/imports")
    page.locator("form[data-upload] input[type=file]").set_input_files([new_file, broken])
    page.get_by_role("button", name=re.compile("Nhập vào kho")).click()
    expect(page.locator("[data-uploads] li")).to_have_count(2)
    page.get_by_role("link", name="Xem kết quả lần nhập").click()

    page.wait_for_timeout(500)
    for _ in range(40):
        if "Đang chờ" not in page.locator("main").inner_text():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("main")).to_contain_text("van-ban-moi.pdf")
    expect(page.locator("main")).to_contain_text("hong-2.pdf")


def test_a_civil_servant_is_not_offered_the_import(visitor: Visitor) -> None:
    page = visitor("chuyenvien").open("/")

    assert page.get_by_role("link", name="Nhập văn bản").count() == 0
