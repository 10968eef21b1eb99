"""A letter is drafted, signed on a telephone, numbered and sent: in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.demodata.pdf import to_pdf
from scripts.demodata.plan import make_plan
from tests.e2e.conftest import PHONE, Visitor, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.needs("chromium")]
SUBJECT = "Phương án ứng phó bão số 5, phần trồng rừng"


def test_a_letter_is_drafted_signed_numbered_and_sent(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "du-thao.pdf"
    file.write_bytes(to_pdf(make_plan()[-1]))
    officer = visitor("tonghop").open("/outgoing/new")
    officer.get_by_label("Tệp dự thảo").set_input_files(file)
    officer.get_by_label("Loại", exact=True).select_option("báo cáo")
    officer.get_by_label("Trích yếu nội dung").fill(SUBJECT)
    officer.get_by_label("Nơi nhận, như in trên văn bản").fill("- UBND phường Trống Đồng;\n- Lưu: VT.")
    officer.get_by_label("Địa danh").fill("Lạc Hồng")
    officer.get_by_role("button", name="Lập dự thảo").click()
    expect(officer.get_by_role("status").filter(has_text="Đã lập dự thảo")).to_be_visible()

    officer.get_by_role("link", name="Chọn nơi nhận").click()
    officer.get_by_role("button", name="Nhận ra từng nơi").click()
    expect(officer.get_by_role("checkbox", name=re.compile("phường Trống Đồng"))).to_be_checked()
    assert violations(officer) == []
    officer.get_by_role("button", name="Lưu nơi nhận").click()
    officer.get_by_label("Trình đến").select_option(label="Nguyễn Văn An, Phó Chủ tịch")
    officer.get_by_role("button", name="Trình", exact=True).click()
    letter = officer.url

    leader = visitor("lanhdao", viewport=PHONE).open(re.sub(r"^https?://[^/]+", "", letter))
    assert overflow(leader) == 0
    leader.get_by_role("button", name="Ký", exact=True).click()
    expect(leader.get_by_text("Đã ký, chờ số").first).to_be_visible()

    clerk = visitor("vanthu").open(re.sub(r"^https?://[^/]+", "", letter))
    clerk.get_by_role("button", name="Cấp số").click()
    expect(clerk.get_by_role("status").filter(has_text="Đã cấp số")).to_be_visible()
    clerk.get_by_role("button", name="Ban hành và gửi").click()
    expect(clerk.get_by_text("Đối chiếu với văn bản: thừa Ủy ban nhân dân phường Trống Đồng").first).to_be_visible()
    clerk.get_by_role("checkbox", name="Tôi đã xem các điểm trên và vẫn ban hành").check()
    clerk.get_by_role("button", name="Ban hành và gửi").click()
    expect(clerk.get_by_role("heading", name="Gửi và tiếp nhận")).to_be_visible()
    expect(clerk.get_by_text("Đã ban hành").first).to_be_visible()
