"""Commands that try another system's half of the exchange; they need no installation."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docarchive.core.console import Console, LazyGroup, Report, command

if TYPE_CHECKING:
    from docarchive.delivery.conformance.acting import Acts
    from docarchive.delivery.conformance.examiner import Examiner
    from docarchive.delivery.conformance.lines import Line

FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
_ROUND_S = 1.0


@command("key")
@FOLDER
@click.option("--code", required=True, help="Mã cơ quan của bộ thử; bên được thử thêm làm đối tác.")
def key(_console: Console, folder: Path, code: str) -> Report:
    """Tạo khóa của bộ thử trong FOLDER, và chứng thư để đưa cho bên được thử."""
    from docarchive.core.clock import system_clock
    from docarchive.delivery.conformance.examiner import CERTIFICATE, make_key

    digits = make_key(folder, code, system_clock())
    certificate = folder / CERTIFICATE
    lines = [
        f"Chứng thư: {certificate}",
        f"Dãy số: {digits}",
        f"Ở bên được thử, thêm đối tác {code} với chứng thư này.",
    ]
    return Report({"code": code, "certificate": str(certificate), "call_sign": digits}, lines)


@command("cases")
def cases(_console: Console) -> Report:
    """Liệt kê các trường hợp: gửi gì, phải nhận lại gì, cần gì để thử."""
    from docarchive.delivery.conformance.cases import FAMILY_WORDS
    from docarchive.delivery.conformance.trials import CASES

    rows = [{**one.to_json(), "needs": sorted(one.needs)} for one in CASES]
    lines = [f"{one.id} [{FAMILY_WORDS[one.family]}] {one.sends} → {one.must}." for one in CASES]
    return Report({"cases": rows}, lines)


@command("run")
@FOLDER
@click.argument("code")
@click.option("--certificate", type=click.Path(path_type=Path), required=True, help="Chứng thư .pem của bên được thử.")
@click.option("--address", default="", help="Địa chỉ máy chủ của bên được thử, dạng https://ten-may-chu.")
@click.option(
    "--drop",
    type=click.Path(path_type=Path),
    help="Thay cho --address: thư mục trao đổi (có in, out) mà bên ấy dành cho bộ thử.",
)
@click.option("--listen", default="", help="Máy:cổng để bên được thử gửi trạng thái về, ví dụ 127.0.0.1:8790.")
@click.option("--authorities", default="", help="Tệp chứng thư gốc (PEM) của máy chủ bên được thử.")
@click.option("--only", multiple=True, help="Chỉ thử trường hợp (R04) hoặc nhóm (R) này; ghi được nhiều lần.")
@click.option(
    "--signatures",
    type=click.Choice(["off", "warn", "required"]),
    default="off",
    help="Đã thống nhất gì về chữ ký trong gói.",
)
@click.option("--by-hand", is_flag=True, help="Hỏi từng thao tác để văn thư bên được thử làm tay.")
@click.option("--act", default="", help="Chương trình làm thay văn thư: CHUONG-TRINH THAO-TAC MA-DINH-DANH SO.")
@click.option("--wait", type=click.IntRange(1, 3600), default=30, help="Đợi mỗi câu trả lời nhiều nhất bao nhiêu giây.")
def run(console: Console, folder: Path, code: str, certificate: Path, **given: Any) -> Report:
    """Thử hệ thống của cơ quan CODE bằng khóa trong FOLDER; mã thoát 1 khi có trường hợp không đạt."""
    from docarchive.core.clock import system_clock
    from docarchive.delivery.cli import content_of
    from docarchive.delivery.conformance import trials
    from docarchive.delivery.conformance.bench import Bench
    from docarchive.delivery.conformance.counter import Counter
    from docarchive.delivery.conformance.examiner import Peer, open_examiner, read_certificate
    from docarchive.delivery.conformance.listening import listening
    from signatures.xml import Demand

    if bool(given["address"]) == bool(given["drop"]):
        raise click.UsageError("Ghi --address hoặc --drop, đúng một trong hai.")
    wanted = trials.chosen(given["only"])
    if not wanted:
        raise click.UsageError("Không có trường hợp nào tên như vậy; xem: docarchive exchange conformance cases")
    examiner = open_examiner(folder, code, system_clock)
    pem, digits = read_certificate(content_of(certificate))
    peer = Peer(code, (pem,))
    counter, rounds = Counter(examiner, peer), _rounds(given["wait"])
    line, acts = _line(examiner, rounds, given), _acts(examiner, given)
    bench = Bench(
        examiner, peer, line, counter, rounds, acts, Demand(given["signatures"]),
        hears=bool(given["drop"] or given["listen"]),
    )  # fmt: skip
    console.say(f"Bên được thử: {code}; dãy số {digits}. Bộ thử: {examiner.code}; lần chạy {examiner.run}.")
    with listening(counter, *_place(given["listen"])) if given["listen"] else nullcontext():
        verdicts = list(trials.play(bench, wanted, lambda one: console.say(f"{one.id} {one.sends} …")))
    sums = trials.counts(verdicts)
    data = {
        "peer": code,
        "call_sign": digits,
        "run": examiner.run,
        "counts": sums,
        "verdicts": [one.to_json() for one in verdicts],
    }
    return Report(data, trials.lines(verdicts), failed=bool(sums["failed"]) or not sums["passed"])


def _line(examiner: Examiner, rounds: Callable[[], Iterator[None]], given: dict[str, Any]) -> Line:
    from docarchive.delivery.channels.wire import HttpWire
    from docarchive.delivery.conformance.lines import FolderLine, HttpsLine

    if given["drop"]:
        return FolderLine(given["drop"], rounds)
    return HttpsLine(HttpWire(given["authorities"]), given["address"], examiner)


def _acts(examiner: Examiner, given: dict[str, Any]) -> Acts | None:
    from docarchive.delivery.conformance.acting import ByHand, ByProgram

    if given["act"]:
        return ByProgram(shlex.split(given["act"]), examiner.code)
    if given["by_hand"]:
        return ByHand(examiner.code, lambda words: click.confirm(f"{words} Đã làm xong?", default=True, err=True))
    return None


def _place(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise click.UsageError("--listen phải có dạng máy:cổng, ví dụ 127.0.0.1:8790.")
    return host, int(port)


def _rounds(wait_s: int) -> Callable[[], Iterator[None]]:
    def rounds() -> Iterator[None]:
        until = time.monotonic() + wait_s
        yield
        while time.monotonic() < until:
            time.sleep(_ROUND_S)
            yield

    return rounds


conformance = LazyGroup(
    "conformance",
    help="Bộ thử cho hệ thống muốn trao đổi với docarchive.",
    commands={"key": key, "cases": cases, "run": run},
)
