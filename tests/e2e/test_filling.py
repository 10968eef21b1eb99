"""What a leader types fills the form of a handover, and never what he has set himself: in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from docarchive import wiring
from docarchive.accounts.models import Agency
from docarchive.accounts.services.agencies import create_unit
from docarchive.core.actor import Actor
from docarchive.settings import Settings
from tests.e2e.conftest import Site, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]

TWO_OF_A_NAME = "Giao Phòng TH chủ trì tham mưu trả lời trước ngày 02/9/2027."
PLAIN = "Giao Phòng Tổng hợp chủ trì tham mưu trả lời trước ngày 06/9/2027."


def form_of(page: Page) -> tuple[Locator, Locator, Locator]:
    """The sentence, who leads and the day."""
    part = page.locator("#o-chuyen")
    return page.get_by_label("Ghi chú chuyển"), part.locator("select[name$=lead]"), part.locator("[name$=due_on]")


def write(words: Locator, text: str) -> None:
    words.fill(text)
    words.blur()


def test_a_sentence_fills_what_it_says_for_sure_and_the_hand_wins(visitor: Visitor, site: Site) -> None:
    services = wiring.build(Settings.from_environ(site.home))
    with services.begin(Actor.operator()) as uow:
        create_unit(uow, uow.session.scalars(select(Agency).where(Agency.code == "H99.01")).one(), "Phòng Tin học")
    services.stop()
    page = visitor("vanthu").open("/incoming?o=cho-chuyen")
    page.locator("main a[data-row-link]").first.click()
    words, lead, day = form_of(page)

    write(words, TWO_OF_A_NAME)
    expect(page.locator("#o-chuyen [role=status]")).to_contain_text("Chưa nhận ra: Phòng TH")
    expect(lead).to_have_value("")
    expect(day).to_have_value("02/09/2027")  # A holiday that is named is the day that is meant.

    lead.select_option(label="Phòng Tin học")
    chosen = lead.input_value()
    write(words, PLAIN)
    expect(day).to_have_value("06/09/2027")
    expect(lead).to_have_value(chosen)
    expect(page.locator("#o-chuyen [role=status]")).to_have_text("Đã điền hạn theo bút phê; xem lại rồi bấm chuyển.")

    bare = visitor("vanthu", java_script_enabled=False).open(page.url.removeprefix(site.address))
    words, lead, day = form_of(bare)
    words.fill(PLAIN)
    bare.get_by_role("button", name="Đọc câu").click()
    words, lead, day = form_of(bare)
    expect(lead.locator("option:checked")).to_have_text("Phòng Tổng hợp")
    expect(day).to_have_value("06/09/2027")
