"""A direction is given from a sentence, reported with evidence and confirmed on a telephone: in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, Visitor, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.needs("chromium")]
SENTENCE = "Giao Phòng Tổng hợp rà soát các trạm bơm trước mùa mưa."


def test_a_direction_is_given_reported_and_confirmed(visitor: Visitor) -> None:
    clerk = visitor("vanthu").open("/directions/new")
    clerk.get_by_label("Câu chỉ đạo nguyên văn").fill(SENTENCE)
    clerk.get_by_label("Nguồn").select_option(label="Kết luận họp")
    clerk.get_by_label("Người chỉ đạo").fill("Nguyễn Văn An, Phó Chủ tịch")
    clerk.get_by_label("Chủ trì").fill("Phòng Tổng hợp")
    clerk.get_by_label("Cách tính hạn").select_option(label="Số ngày làm việc")
    expect(clerk.get_by_label("Hạn", exact=True)).to_be_hidden()
    clerk.get_by_label("Số ngày làm việc").fill("5")
    clerk.get_by_role("button", name="Giao việc").click()
    expect(clerk.get_by_role("status").filter(has_text="Đã giao 1 nhiệm vụ")).to_be_visible()
    at = re.sub(r"^https?://[^/]+", "", clerk.url)

    officer = visitor("tonghop").open(at)
    officer.get_by_role("button", name="Tiếp nhận").click()
    officer.get_by_label("Kết quả thực hiện").fill("Đã rà soát 12 trạm")
    officer.get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(officer.get_by_text("làm bằng chứng hoàn thành").first).to_be_visible()
    assert violations(officer) == []
    officer.get_by_label("Bằng chứng").fill("31/BC-TH")
    officer.get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(officer.get_by_text("Chờ xác nhận").first).to_be_visible()

    leader = visitor("lanhdao", viewport=PHONE).open("/")
    assert overflow(leader) == 0
    waiting = leader.locator("details.ask").filter(has_text=SENTENCE)
    if not waiting.get_attribute("open") and waiting.get_by_role("button").is_hidden():
        waiting.locator("summary").click()
    waiting.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(leader.get_by_role("status").filter(has_text="Đã xác nhận hoàn thành")).to_be_visible()
    leader.goto(clerk.url)
    expect(leader.get_by_text("Đúng hạn").first).to_be_visible()
