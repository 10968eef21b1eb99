"""An assignment for an agency on the other installation: sent with a letter, reported by one, confirmed."""

from __future__ import annotations

import re

from scripts.demodata.browsing import Browser, hold, signed_in, step
from scripts.demodata.exchange import Elsewhere, arrived, issued, registered, seen
from scripts.demodata.province import CABINET, NEIGHBOUR

CONTENT = "Rà soát, lập danh sách hộ ở ven sông phải di dời trước mùa mưa bão"
_TASK = r'href="(/directions/[a-z2-7]{16})"'
_LETTER = r'action="(/outgoing/[a-z2-7]{16})/'


def give_across(address: str, password: str, other: Elsewhere) -> None:
    """A gives, D on the other installation reports with a letter, A confirms, D sees it."""
    clerk, leader = (signed_in(address, name, password) for name in ("vanthu", "chanhvp"))
    clerk_d, leader_d = (signed_in(other.address, name, password) for name in ("vanthu.td", "ct.td"))
    task = _given(clerk)
    order = _drafted(clerk, f"{task}/send", task, "Lạc Hồng")
    number = issued(order, clerk, leader, clerk, "Giàng A Thạch")
    registered(clerk_d, arrived(clerk_d, "hộ ở ven sông"))
    there = _taken(clerk_d, number)
    step(f"giao nhiệm vụ cho {NEIGHBOUR.name} ở hệ thống khác bằng {number}: vào sổ bên ấy là có nhiệm vụ")

    seen(lambda: clerk.get(task), "Đã tiếp nhận", "bên nhận việc tiếp nhận")
    clerk_d.post(f"{there}/begin", page=there)
    letter = _drafted(clerk_d, f"{there}/answer", there, "Trống Đồng")
    report = issued(letter, clerk_d, leader_d, clerk_d, NEIGHBOUR.signer)
    hold("Chờ xác nhận" in clerk_d.get(there), "ban hành báo cáo xong nhiệm vụ không chờ xác nhận")
    registered(clerk, arrived(clerk, "hộ ở ven sông"))
    page = leader.get(task)
    hold("Chờ xác nhận" in page and report in page, f"báo cáo {report} không về đúng nhiệm vụ")
    step(f"bên ấy báo cáo bằng {report}: nhiệm vụ ở {CABINET.name} chờ xác nhận, có bằng chứng")

    said = leader.post(f"{task}/confirm", page=task)
    hold("Hoàn thành" in said, "xác nhận xong nhiệm vụ chưa hoàn thành")
    seen(lambda: clerk_d.get(there), "xác nhận hoàn thành", "lời xác nhận ở bên nhận việc")
    step("lãnh đạo xác nhận hoàn thành; hệ thống bên kia cũng ghi hoàn thành")


def _given(clerk: Browser) -> str:
    """Give the work; the address of its page."""
    found = re.search(r'name="given_on"[^>]*value="([\d/]+)"', clerk.get("/directions/new"))
    hold(found, "biểu mẫu giao việc không có ngày chỉ đạo")
    today = found[1] if found else ""
    page = clerk.post(
        "/directions/new", act="give", source="meeting", giver="Giàng A Thạch", given_on=today, quote=CONTENT,
        document_number="42/TB-VP",
        **{"orders-0-lead": NEIGHBOUR.name, "orders-0-term": "fixed", "orders-0-due_on": f"31/12/{today[-4:]}",
           "orders-0-product": "danh sách"},
    )  # fmt: skip
    task = re.search(r'action="(/directions/[a-z2-7]{16})/', page)
    hold(task, "giao việc xong không thấy nhiệm vụ")
    return task[1] if task else ""


def _drafted(clerk: Browser, act: str, page: str, place: str) -> str:
    """Have the letter drafted and say where it is written; its address."""
    found = re.search(_LETTER, clerk.post(act, page=page))
    hold(found, f"{act}: không soạn được văn bản")
    letter = found[1] if found else ""
    clerk.post(f"{letter}/edit", page=letter, place=place)
    return letter


def _taken(clerk: Browser, number: str) -> str:
    """The task as it stands in the register of the other side."""
    found = re.search(_TASK, clerk.get("/directions", o="tat-ca"))
    hold(found, "vào sổ xong không thấy nhiệm vụ ở bên nhận")
    there = found[1] if found else ""
    page = clerk.get(there)
    hold(CONTENT in page and number in page and "31/12/" in page, "nhiệm vụ ở bên nhận thiếu nội dung, nguồn hoặc hạn")
    return there
