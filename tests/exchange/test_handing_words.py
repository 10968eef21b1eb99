"""One sentence of a leader fills the form: who leads, with whom, who is told, by when."""

from __future__ import annotations

import re
from datetime import date

import pytest

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.exchange.handing_words import Handed, read_handing
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.services import routing
from docarchive.kernel.working_days import WorkingCalendar
from tests.conftest import csrf, sign_in
from tests.exchange.factories import acting, make_letter, make_office
from tests.factories import make_unit, make_user

OFFERED = [
    ("unit:1", "Phòng Kế hoạch"), ("unit:2", "Phòng Hành chính - Tổ chức"), ("unit:3", "Phòng Quản lý Rừng"),
    ("user:4", "Vàng Thị Lúa, Công chức"), ("user:5", "Lý Văn Nương, Trưởng phòng"),
]  # fmt: skip
FRIDAY = date(2026, 6, 12)
CALENDAR = WorkingCalendar(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Giao Phòng Kế hoạch chủ trì, phối hợp Phòng Hành chính - Tổ chức báo cáo trước ngày 26/6/2026",
            Handed("unit:1", ("unit:2",), due_on=date(2026, 6, 26)),
        ),
        ("Phòng QLR tham mưu, hạn 3 ngày làm việc.", Handed("unit:3", due_on=date(2026, 6, 17))),
        ("Giao đồng chí Vàng Thị Lúa chủ trì tham mưu trước 20/6", Handed("user:4", due_on=date(2026, 6, 20))),
        ("Chuyển Phòng Kế hoạch xử lý, đồng chí Lý Văn Nương biết.", Handed("unit:1", info=("user:5",))),
        (
            "Giao Sở Nội vụ chủ trì, phối hợp với Phòng Kế hoạch tham mưu trả lời trước 30/6",
            Handed("", ("unit:1",), due_on=date(2026, 6, 30), unknown=("Sở Nội vụ",)),
        ),
        ("Đồng ý.", Handed()),
        ("Bàn giao công việc của Vàng Thị Lúa: nghỉ hưu", Handed()),
        ("Để biết.", Handed()),
    ],
)
def test_whom_a_remark_names(words: str, read: Handed) -> None:
    assert read_handing(words, OFFERED, FRIDAY, CALENDAR) == read


def test_a_name_two_bear_means_nobody() -> None:
    offered = [*OFFERED, ("user:6", "Vàng Thị Lúa, Văn thư")]
    assert read_handing("Giao Vàng Thị Lúa tham mưu", offered, FRIDAY, CALENDAR).lead == ""


def test_the_page_fills_the_form_and_keeps_what_was_written(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow)
        plans = make_unit(uow, office.agency, name="Phòng Kế hoạch")
        lua = make_user(uow, name="Vàng Thị Lúa", unit=plans)
        letter = make_letter(uow, office)
        with acting(uow, office.clerk):
            routing.submit(uow, letter, office.leader)
    leader, page = sign_in(app, office.leader.username), f"/incoming/{letter.id}"
    words = "Giao Phòng Kế hoạch chủ trì, báo cáo trước ngày 26/6/2026"

    chosen = {"act": "read", "words": words, "info": f"user:{lua.id}"}

    filled = leader.post(f"{page}/assign", data={**csrf(leader), **chosen})

    assert filled.status_code == 200
    text = filled.text
    assert f'selected value="unit:{plans.id}"' in re.sub(r"\s+", " ", text)
    assert f'selected value="user:{lua.id}"' in text  # chosen by hand before, and not spoken of
    assert 'value="26/06/2026"' in text
    assert words in text
    assert "Đã điền chủ trì, hạn theo bút phê" in text
    with services.db.reading() as session:
        assert session.get_one(IncomingLetter, letter.id).state == "submitted"
