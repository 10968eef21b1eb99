"""Figures of the province's tasks, each number opened; then a task is given, reported with evidence and confirmed."""

from __future__ import annotations

import html
import importlib.util
import re
import urllib.error

from scripts.demodata.browsing import Browser, hold, signed_in, step
from scripts.demodata.province import DEPARTMENTS

SENTENCE = (
    "Giao Sở Tài chính tỉnh Lạc Hồng chủ trì, phối hợp với Sở Xây dựng tỉnh Lạc Hồng báo cáo việc giải ngân vốn đầu tư "
    "công trước ngày {day}."
)


def direct_and_follow(address: str, password: str) -> None:
    """The office's clerk and leader, a department's clerk, and an officer who has no part in it."""
    names = ("vanthu", "chanhvp", "vanthu.stc", "chuyenvien")
    clerk, leader, doer, stranger = (signed_in(address, name, password) for name in names)
    figures(leader, 39, 133, "29,32%")
    task = _given(clerk)
    _done(leader, doer, task)
    _refused(stranger, task)
    figures(leader, 40, 134, "29,85%")


def figures(leader: Browser, done: int, given: int, rate: str) -> None:
    """The rate stands there spelled out, the sums close, and behind each number are exactly so many rows."""
    page = leader.get("/directions/figures")
    hold(f"{done}/{given} = <b>{rate}</b>" in page, f"số liệu không có {done}/{given} = {rate}")
    links = set(re.findall(r'<a[^>]*href="(/directions/figures/rows[^"]*)"[^>]*>([\d.]+)(?:<small|</a>)', page))
    hold(len(links) > 20, f"chỉ {len(links)} số là liên kết")
    for link, shown in links:
        listed = leader.get(html.unescape(link))
        hold(f'<span class="soft">({shown})</span>' in listed, f"{link}: số {shown} không mở đúng bấy nhiêu dòng")
    step(f"số liệu chỉ đạo: {done}/{given} = {rate}, {len(links)} số đều mở đúng bấy nhiêu dòng")


def _given(clerk: Browser) -> str:
    """Type a sentence, have it read into the fields, give; gives the address of the task."""
    found = re.search(r'name="given_on"[^>]*value="([\d/]+)"', clerk.get("/directions/new"))
    hold(found, "biểu mẫu giao việc không có ngày chỉ đạo")
    today = found[1] if found else ""
    due = f"31/12/{today[-4:]}"
    said = {
        "source": "meeting", "giver": "Giàng A Thạch", "given_on": today, "quote": SENTENCE.format(day=due),
        "document_number": "41/TB-VP",
        "orders-0-term": "none",
    }  # fmt: skip
    read = clerk.post("/directions/new", **said, act="read")
    if importlib.util.find_spec("indexer.obligations"):
        hold(f'value="{DEPARTMENTS["STC"].name}"' in read and f'value="{due}"' in read, "đọc câu không ra chủ trì, hạn")
        step("gõ câu chỉ đạo: đọc ra chủ trì, thời hạn")
    order = {
        "orders-0-lead": DEPARTMENTS["STC"].name, "orders-0-co": DEPARTMENTS["SXD"].name, "orders-0-term": "fixed",
        "orders-0-due_on": due, "orders-0-product": "báo cáo",
    }  # fmt: skip
    page = clerk.post("/directions/new", **{**said, **order}, act="give")
    found = re.search(r'action="(/directions/[a-z2-7]{16})/', page)
    hold(found and "giải ngân vốn đầu tư công" in page, "giao việc xong không thấy nhiệm vụ")
    step("giao một nhiệm vụ cho Sở Tài chính, Sở Xây dựng phối hợp")
    return found[1] if found else ""


def _done(leader: Browser, doer: Browser, task: str) -> None:
    """Accept, try to report with nothing to show, report with a number, confirm."""
    doer.post(f"{task}/accept", page=task)
    try:
        doer.post(f"{task}/report", page=task, words="Đã báo cáo", evidence="")
    except urllib.error.HTTPError as answer:
        hold(answer.code == 422, f"báo cáo không bằng chứng nhận mã {answer.code}")
    else:
        hold(False, "báo cáo hoàn thành được mà không có bằng chứng")  # noqa: FBT003
    said = doer.post(f"{task}/report", page=task, words="Đã báo cáo", evidence="301/BC-STC")
    hold("Chờ xác nhận" in said, "báo cáo xong nhiệm vụ không chờ xác nhận")
    said = leader.post(f"{task}/confirm", page=task)
    hold("Đúng hạn" in said and "301/BC-STC" in said, "xác nhận xong không thấy đúng hạn và bằng chứng")
    step("chủ trì tiếp nhận, báo cáo kèm 301/BC-STC; lãnh đạo xác nhận hoàn thành đúng hạn")


def _refused(stranger: Browser, task: str) -> None:
    try:
        stranger.get(task)
    except urllib.error.HTTPError as answer:
        hold(answer.code == 404, f"người không liên quan nhận mã {answer.code}")
    else:
        hold(False, "người không liên quan mở được nhiệm vụ")  # noqa: FBT003
    step("người không liên quan: không có nhiệm vụ ấy")
