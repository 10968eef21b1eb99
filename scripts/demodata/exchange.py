"""A letter leaves for three agencies, one of them elsewhere: numbered, sent, registered, answered, refused, recalled."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scripts.demodata.browsing import Browser, hold, signed_in, step
from scripts.demodata.incoming import values_of
from scripts.demodata.pdf import to_pdf
from scripts.demodata.plan import make_plan
from scripts.demodata.province import CABINET, DEPARTMENTS, NEIGHBOUR

ARRIVES_S = 90.0
SUBJECT = "V/v phối hợp rà soát công trình giao thông nông thôn"


@dataclass(frozen=True)
class Elsewhere:
    """The second installation."""

    home: Path
    address: str


def docarchive(home: Path, *words: str) -> dict[str, object]:
    """Run a command of the program on an instance and read its answer."""
    program = Path(sys.executable).with_name("docarchive")
    done = subprocess.run([program, "--home", home, *words, "--json"], capture_output=True, text=True, check=False)
    hold(done.returncode == 0, f"docarchive {' '.join(words)}: {done.stdout[-300:]}{done.stderr[-300:]}")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def make_neighbour(home: Path, password: str) -> None:
    """Set the second installation up."""
    docarchive(home, "init", "--password", password)
    subprocess.run([sys.executable, "-m", "scripts.demodata.neighbour", home, password], check=True)


def agree(home: Path, address: str, other: Elsewhere) -> None:
    """Both sides hand each other their certificates and compare the digits, as two people on the telephone do."""
    sides = ((home, address, CABINET), (other.home, other.address, NEIGHBOUR))
    for (here, _at, _own), (there, at, theirs) in (sides, sides[::-1]):
        pem = there / "chung-thu.pem"
        keys = docarchive(there, "exchange", "keys", "--agency", theirs.code, "--out", str(pem))
        digits = re.search(r"\d{5}(?: \d{5}){7}", json.dumps(keys))
        hold(digits, f"không thấy dãy số của {theirs.code}: {keys}")
        docarchive(here, "exchange", "partner", "add", theirs.code, theirs.name, "--address", at.rstrip("/"))
        docarchive(here, "exchange", "partner", "import", theirs.code, str(pem))
        docarchive(here, "exchange", "partner", "confirm", theirs.code, digits[0] if digits else "")
    step("hai hệ thống trao chứng thư và so dãy số")


def send_and_follow(address: str, password: str, home: Path, other: Elsewhere) -> None:
    """A sends to B, C and, on the other installation, D; everything is seen over HTTP."""
    names = ("congchuc", "chanhvp", "vanthu", "vanthu.stc", "gd.stc", "vanthu.snv")
    officer, leader, clerk, clerk_b, leader_b, clerk_c = (signed_in(address, name, password) for name in names)
    clerk_d = signed_in(other.address, "vanthu.td", password)
    finance, interior = DEPARTMENTS["STC"], DEPARTMENTS["SNV"]
    letter = _drafted(officer, "\n".join(f"- {one.name};" for one in (finance, interior, NEIGHBOUR)))
    number = issued(letter, officer, leader, clerk, "Giàng A Thạch")
    step(f"soạn, trình, ký, cấp số và gửi {number} kèm hai phụ lục tới ba cơ quan")

    at_b, at_c, at_d = (arrived(each) for each in (clerk_b, clerk_c, clerk_d))
    registered(clerk_b, at_b)
    registered(clerk_d, at_d)
    why = "Gửi nhầm nơi nhận, Sở Nội vụ không phụ trách"
    clerk_c.post(f"{at_c}/refuse", page=at_c, cause="Sai nơi nhận", reason=why)
    step("hai nơi vào sổ, một nơi trả lại kèm lý do")
    lead = re.search(r'<option value="(user:[a-z2-7]{16})">Âu Văn Trúc', clerk_b.get(at_b))
    hold(lead, "Sở Tài chính không chuyển được cho Giám đốc")
    clerk_b.post(f"{at_b}/assign", page=at_b, words="Kính chuyển", lead=lead[1] if lead else "")
    reply = _answered(clerk_b, leader_b, at_b)
    step(f"Sở Tài chính phân công và trả lời bằng {reply}")

    seen(lambda: clerk.get(letter), f"{reply}", "văn bản trả lời")
    for words in ("Đã phân công xử lý", "Từ chối tiếp nhận", "Đã tiếp nhận, vào sổ", "không phụ trách"):
        seen(lambda: clerk.get(letter), words, f"trạng thái “{words}”")
    step("bên gửi thấy đủ trạng thái từng nơi, lý do trả lại và văn bản trả lời")
    _proved(clerk, home)
    _recalled(clerk, letter, ((clerk_b, at_b), (clerk_d, at_d)))


def _drafted(officer: Browser, block: str) -> str:
    """Begin the letter with its text and two annexes, and say whom it goes to; gives its address."""
    paper = next(paper for paper in make_plan() if paper.form == "pdf")
    files = [
        ("text", "du-thao.pdf", to_pdf(paper)), ("annexes", "phu-luc-1.csv", b"stt,ten\n1,Duong xa\n"),
        ("annexes", "phu-luc-2.csv", b"stt,ten\n1,Cau\n"),
    ]  # fmt: skip
    made = officer.send_files(
        "/outgoing/new", files, kind="công văn", subject=SUBJECT, recipients=block, copies="1", place="Lạc Hồng"
    )  # fmt: skip
    letter = made.removeprefix(officer.address)
    page = officer.post(f"{letter}/recipients", block=block, act="match")
    rows = re.findall(r'name="row" value="([a-z2-7]{16})"', page)
    hold(len(rows) == 3, f"khối Nơi nhận nhận ra {len(rows)} trên 3 cơ quan")
    ways = {f"way.{row}": "electronic" for row in rows}
    officer.post_many(
        f"{letter}/recipients", [("row", row) for row in rows] + [("to", row) for row in rows], act="save", **ways
    )
    return letter


def issued(letter: str, drafter: Browser, leader: Browser, clerk: Browser, signer: str) -> str:
    """Present, sign, number and issue; gives the number."""
    chosen = re.search(rf'<option value="([a-z2-7]{{16}})">{signer}', drafter.get(letter))
    hold(chosen, f"không trình được {signer}")
    drafter.post(f"{letter}/submit", page=letter, person=chosen[1] if chosen else "", words="Kính trình")
    leader.post(f"{letter}/sign", page=letter)
    page = clerk.get(letter)
    book = re.search(r'<option selected value="([a-z2-7]{16})">', page) or re.search(
        r'value="([a-z2-7]{16})">Sổ công văn', page
    )
    hold(book, "không có sổ để cấp số")
    page = clerk.post(f"{letter}/number", page=letter, book=book[1] if book else "")
    number = re.search(r"Đã cấp số ([^<.]+)", page)
    hold(number, "không cấp được số")
    # What differs between the text and the letter is looked at, and ticked, before it is issued.
    differs = re.search(r'name="seen"[^>]*value="([^"]+)"', _read(clerk, letter))
    page = clerk.post(f"{letter}/issue", page=letter, **({"seen": differs[1]} if differs else {}))
    hold("Đã ban hành" in page, "không ban hành được")
    return number[1] if number else ""


def arrived(clerk: Browser, words: str = "rà soát công trình") -> str:
    """Wait until the letter lies in a clerk's list; gives its address."""
    page = seen(lambda: clerk.get("/incoming", o="cho-vao-so", q=words), "data-row-link", "văn bản đến")
    found = re.search(r'href="(/incoming/[a-z2-7]{16})"', page)
    hold(found, "văn bản không tới nơi")
    return found[1] if found else ""


def registered(clerk: Browser, letter: str) -> None:
    """Register a letter as its form stands, once its file has been read."""
    page = _read(clerk, f"{letter}/register")
    twin = re.search(r'name="seen_twin"[^>]*value="([a-z2-7]{16})"', page)
    clerk.post(f"{letter}/register", **values_of(page), seen_twin=twin[1] if twin else "")
    hold("Số đến" in clerk.get(letter), "vào sổ xong không thấy số đến")


def _read(clerk: Browser, address: str) -> str:
    """Wait until a page no longer says that a file is being read; gives the page."""
    until = time.monotonic() + ARRIVES_S
    while "đang được đọc" in (page := clerk.get(address)):
        hold(time.monotonic() < until, "tệp đọc quá lâu")
        time.sleep(0.5)
    return page


def _answered(clerk: Browser, leader: Browser, came: str) -> str:
    """Draft the answer from the letter it answers, and issue it; gives its number."""
    incoming = came.rsplit("/", 1)[1]
    files = [("text", "tra-loi.pdf", to_pdf(make_plan()[1]))]
    made = clerk.send_files(
        "/outgoing/new", files, kind="công văn", subject="V/v trả lời rà soát công trình", copies="1", place="Lạc Hồng",
        answers=incoming,
    )  # fmt: skip
    letter = made.removeprefix(clerk.address)
    page = clerk.post(f"{letter}/recipients", name=CABINET.name, act="add")
    row = re.search(r'name="row" value="([a-z2-7]{16})"', page)
    hold(row, "không chọn được nơi nhận của văn bản trả lời")
    value = row[1] if row else ""
    clerk.post(f"{letter}/recipients", row=value, to=value, act="save", **{f"way.{value}": "electronic"})
    return issued(letter, clerk, leader, clerk, "Âu Văn Trúc")


def _recalled(clerk: Browser, letter: str, holders: tuple[tuple[Browser, str], ...]) -> None:
    clerk.post(f"{letter}/recall", page=letter, reason="Có sai sót ở phụ lục 1, sẽ gửi lại")
    for holder, at in holders:
        page = seen(partial(holder.get, at), "Yêu cầu thu hồi của bên gửi", "yêu cầu thu hồi")
        act = re.search(r'action="(/incoming/[a-z2-7]{16}/requests/[a-z2-7]{16}/agree)"', page)
        hold(act, "không có nút đồng ý thu hồi")
        said = holder.post(act[1] if act else "", page=at)
        hold("Đã bị thu hồi" in said, "đồng ý xong văn bản chưa bị hủy")
    seen(
        lambda: clerk.get(letter) if clerk.get(letter).count("Đã hủy theo thu hồi") >= 2 else "",
        "Đã hủy",
        "trả lời thu hồi",
    )
    step("thu hồi: nội dung ở các nơi đã hủy, dòng sổ còn, bên gửi thấy trả lời")


def _proved(clerk: Browser, home: Path) -> None:
    """The proof of a delivery is checked without any system."""
    posting = re.search(r'href="(/delivery/postings/[a-z2-7]{16})"', clerk.get("/delivery/postings"))
    hold(posting, "không thấy lượt gửi nào ở trang gửi nhận")
    file = home / "bang-chung.json"
    file.write_bytes(clerk.fetch(f"{posting[1] if posting else ''}/proof.json"))
    verdict = docarchive(home, "exchange", "verify", str(file))
    step(f"bằng chứng gửi nhận kiểm tra ngoại tuyến: {'đúng' if verdict.get('valid') else verdict}")


def seen(look: Callable[[], str], words: str, what: str) -> str:
    """Look again until a page says something."""
    until = time.monotonic() + ARRIVES_S
    while words not in (page := look()):
        hold(time.monotonic() < until, f"sau {ARRIVES_S:.0f} giây chưa thấy {what}")
        time.sleep(0.5)
    return page
