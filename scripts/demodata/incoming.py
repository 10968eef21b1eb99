"""A letter comes in, is registered, directed and handled: each step by the person whose step it is."""

from __future__ import annotations

import re
import time
import urllib.error

from scripts.demodata.browsing import Browser, hold, signed_in, step
from scripts.demodata.paper import Paper
from scripts.demodata.pdf import to_pdf
from scripts.demodata.plan import make_plan

READ_S = 60.0


def receive_and_handle(address: str, password: str) -> None:
    """Clerk, leader and officer see a letter through; a stranger to the agency sees nothing of it."""
    clerk, leader, officer = (signed_in(address, name, password) for name in ("vanthu", "chanhvp", "congchuc"))
    paper = next(paper for paper in reversed(make_plan()) if paper.form == "pdf")
    letter = _registered(clerk, paper)
    _directed(clerk, leader, letter)
    _handled(officer, letter)
    stranger = signed_in(address, "chuyenvien", password)
    try:
        stranger.get(letter)
    except urllib.error.HTTPError as answer:
        hold(answer.code == 404, f"người cơ quan khác nhận mã {answer.code}")
    else:
        hold(False, "người cơ quan khác mở được văn bản đến")  # noqa: FBT003
    step("người cơ quan khác: không có văn bản ấy")


def _registered(clerk: Browser, paper: Paper) -> str:
    """Take a letter in and register it with what was read; gives the letter's address."""
    form = clerk.upload("/incoming", "/incoming", "van-ban-den.pdf", to_pdf(paper), channel="paper")
    at = form.removeprefix(clerk.address)
    hold(at.endswith("/register"), f"tiếp nhận xong lại tới {at}")
    until = time.monotonic() + READ_S
    while "đang được đọc" in (page := clerk.get(at)):
        hold(time.monotonic() < until, "tệp đọc quá lâu")
        time.sleep(0.5)
    values = values_of(page)
    hold(values.get("number"), "không đọc được số ký hiệu trên trang đầu")
    clerk.post(at, **{name: value for name, value in values.items() if name != "csrf_token"})
    letter = at.removesuffix("/register")
    arrival = re.search(r"Số đến (\d+)", clerk.get(letter))
    hold(arrival, "vào sổ xong không thấy số đến")
    step(f"vào sổ {values['number']} bằng thông tin đọc được: số đến {arrival[1] if arrival else '?'}")
    return letter


def _directed(clerk: Browser, leader: Browser, letter: str) -> None:
    """Present the letter; the leader gives it to a unit with a deadline."""
    page = clerk.get(letter)
    chosen = re.search(r'<option[^>]*value="(user:[a-z2-7]{16})"[^>]*>Giàng A Thạch', page)
    hold(chosen, "không trình được Chánh Văn phòng")
    clerk.post(f"{letter}/submit", page=letter, leader=chosen[1] if chosen else "")
    page = leader.get(letter)
    unit = re.search(r'<option value="(unit:[a-z2-7]{16})">Phòng Tổng hợp', page)
    hold(unit, "không chuyển được Phòng Tổng hợp")
    words = "Đồng ý. Giao Phòng Tổng hợp tham mưu."
    said = leader.post(f"{letter}/assign", page=letter, words=words, lead=unit[1] if unit else "")
    hold("Đang ở: Phòng Tổng hợp" in said, "bút phê xong văn bản không ở Phòng Tổng hợp")
    step("trình, bút phê: văn bản đang ở Phòng Tổng hợp")


def _handled(officer: Browser, letter: str) -> None:
    """Finish the part that leads."""
    part = re.search(r'name="handover" value="([a-z2-7]{16})"', officer.get(letter))
    hold(part, "người xử lý không có nút Hoàn thành")
    result = {"handover": part[1] if part else "", "said": "Đã tham mưu", "answer": "15/VP-TH"}
    said = officer.post(f"{letter}/finish", page=letter, **result)
    hold("Hoàn thành" in said and "15/VP-TH" in said, "kết quả không hiện trên trang văn bản")
    slip = officer.get(f"{letter}/slip")
    hold("Giao Phòng Tổng hợp tham mưu" in slip, "phiếu giải quyết thiếu bút phê")
    step("hoàn thành, có văn bản trả lời; phiếu giải quyết đủ ba phần")


def values_of(page: str) -> dict[str, str]:
    """The form as it stands on the page."""
    found = dict(re.findall(r'<input[^>]*name="([a-z_]+)"[^>]*value="([^"]*)"', page))
    for name, body in re.findall(r'<select[^>]*name="([a-z_]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option[^>]*selected[^>]*value="([^"]*)"', body) or re.search(r'value="([^"]*)"', body)
        found[name] = chosen[1] if chosen else ""
    for name, body in re.findall(r'<textarea[^>]*name="([a-z_]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        found[name] = body.strip()
    return {name: value for name, value in found.items() if name in _FIELDS}


_FIELDS = (
    "book", "arrived_on", "number", "issued_on", "issuer", "kind", "subject", "urgency", "signer", "signer_title",
    "pages", "copies",
)  # fmt: skip
