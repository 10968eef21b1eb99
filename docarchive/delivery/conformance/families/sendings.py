"""The other side sends: sound packets, again under the same id until a receipt holds, and never after a refusal."""

from __future__ import annotations

from docarchive.delivery.answers import Later, Refused
from docarchive.delivery.conformance.acting import Act
from docarchive.delivery.conformance.bench import Bench
from docarchive.delivery.conformance.cases import Book, Fault, Need
from docarchive.delivery.conformance.counter import Came, Page, Reaction
from edxml import Level, check

BOOK = Book()
AGAIN = "Gửi lại cùng mã gói, cùng nội dung cho đến khi có biên nhận đúng"


@BOOK.case(
    "G01",
    "Bên được thử gửi một văn bản, nhận biên nhận đúng",
    "Gói đúng chuẩn, phong bì đúng, không gửi lại",
    Need.RETURN,
    Need.ACTS,
)
def sound(bench: Bench) -> None:
    (came,) = _sent(bench, 1)
    if came.key is not None and came.key != came.envelope.message_id:
        raise Fault(f"Tiêu đề Idempotency-Key phải là mã gói {came.envelope.message_id}; đã nhận “{came.key}”.")
    faults = [one.message for one in check(came.content).findings if one.level is Level.ERROR]
    if came.packet is None or faults:
        raise Fault("Gói gửi đi chưa đúng chuẩn edXML. " + " ".join(faults[:3]))
    _no_more(bench, 1)


def _again(case_id: str, sends: str, reaction: Reaction | None, *needs: Need) -> None:
    @BOOK.case(case_id, sends, AGAIN, Need.RETURN, Need.ACTS, *needs)
    def play(bench: Bench) -> None:
        first, second = _sent(bench, 2, reaction or bench.counter.forged)
        if (first.envelope, first.content) != (second.envelope, second.content):
            raise Fault("Gửi lại phải giữ nguyên phong bì và nội dung; lần hai đã khác.")


def _busy(_came: Came) -> Later:
    return Later("busy", "Bên nhận đang bận.", 1, reached=True)


def _cut(_came: Came) -> Page:
    return Page(0)


def _page(_came: Came) -> Page:
    return Page(403, {"Content-Type": "text/html"}, b"<h1>Forbidden</h1>")


_again("G02", "Bên nhận bận (503, Retry-After)", _busy, Need.HTTPS)
_again("G03", "Đường truyền đứt trước khi có trả lời", _cut, Need.HTTPS)
_again("G04", "Máy chủ trung gian trả trang HTML 403", _page, Need.HTTPS)
_again("G05", "Biên nhận ký bằng khóa lạ", None, Need.HTTPS)


@BOOK.case("G06", "Bên nhận từ chối hẳn (422)", "Không gửi lại", Need.RETURN, Need.ACTS)
def refused(bench: Bench) -> None:
    _sent(bench, 1, lambda _came: Refused("other-bytes", "Thử từ chối hẳn."))
    _no_more(bench, 1)


def _sent(bench: Bench, times: int, *reactions: Reaction) -> list[Came]:
    """Have the other side send something, and wait until it came so many times."""
    before, unsound = len(bench.counter.came), len(bench.counter.unsound)
    bench.counter.plan(*reactions)
    bench.act(Act.SEND)
    found = bench.until(lambda: bench.documents(before) if len(bench.documents(before)) >= times else None)
    if found is None:
        wrong = bench.counter.unsound[unsound:]
        came = len(bench.documents(before))
        raise Fault(f"Phải gửi đến {times} lần, đã đến {came} lần." + (f" {wrong[-1]}" if wrong else ""))
    bench.since = before
    return found


def _no_more(bench: Bench, times: int) -> None:
    more = bench.until(lambda: True if len(bench.documents(bench.since)) > times else None)
    if more:
        raise Fault("Đã có trả lời dứt khoát mà vẫn gửi lại.")
