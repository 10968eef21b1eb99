"""What becomes of a letter at the other side, and that it tells so: new, updated, replaced, recalled."""

from __future__ import annotations

from docarchive.delivery.conformance.acting import Act
from docarchive.delivery.conformance.bench import Bench
from docarchive.delivery.conformance.cases import Book, Fault, Need
from docarchive.delivery.conformance.samples import Letter

BOOK = Book()


@BOOK.case("N01", "Văn bản mới", "Tự báo 01 Đã đến", Need.RETURN)
def new(bench: Bench) -> None:
    bench.status(bench.sent(bench.samples.letter()), "01")


@BOOK.case("N02", "Văn bản mới, bên nhận vào sổ", "03, mô tả có số đến", Need.RETURN, Need.ACTS)
def registered(bench: Bench) -> None:
    letter = _registered(bench)
    said = bench.status(letter, "03")
    if not any(each.isdigit() for each in said.description):
        raise Fault(f"Trạng thái 03 phải nêu số đến; mô tả là “{said.description}”.")


@BOOK.case("N03", "Văn bản mới, bên nhận trả lại", "02, mô tả có lý do", Need.RETURN, Need.ACTS)
def returned(bench: Bench) -> None:
    _reasoned(bench, _returned(bench), "02")


@BOOK.case("N04", "Thu hồi khi bên nhận chưa xem, bên nhận đồng ý", "15", Need.RETURN, Need.ACTS)
def recalled_unread(bench: Bench) -> None:
    letter = bench.sent(bench.samples.letter("thu hồi khi chưa xem"))
    bench.status(letter, "01")
    _recalled(bench, letter)


@BOOK.case("N05", "Thu hồi sau khi bên nhận vào sổ, bên nhận đồng ý", "15", Need.RETURN, Need.ACTS)
def recalled_registered(bench: Bench) -> None:
    _recalled(bench, _registered(bench, "thu hồi sau khi vào sổ"))


@BOOK.case("N06", "Thu hồi, bên nhận từ chối", "16, mô tả có lý do", Need.RETURN, Need.ACTS)
def recall_declined(bench: Bench) -> None:
    letter = _registered(bench, "từ chối thu hồi")
    bench.receipt(bench.message(bench.samples.recall(letter)))
    bench.act(Act.DECLINE, letter)
    _reasoned(bench, letter, "16")


@BOOK.case("N07", "Thu hồi văn bản bên nhận đã trả lại", "15", Need.RETURN, Need.ACTS)
def recalled_after_return(bench: Bench) -> None:
    _recalled(bench, _returned(bench, "thu hồi sau khi trả lại"))


@BOOK.case(
    "N08", "Thu hồi đến trước văn bản, rồi văn bản đến", "Cả hai có biên nhận; đồng ý thì 15", Need.RETURN, Need.ACTS
)
def recall_overtakes(bench: Bench) -> None:
    letter = bench.samples.letter("thu hồi vượt văn bản")
    bench.receipt(bench.message(bench.samples.recall(letter)))
    bench.sent(letter)
    bench.act(Act.AGREE, letter)
    bench.status(letter, "15")


@BOOK.case("N09", "Thu hồi bằng trạng thái 13", "15", Need.RETURN, Need.ACTS)
def recalled_by_status(bench: Bench) -> None:
    letter = bench.sent(bench.samples.letter("thu hồi bằng trạng thái 13"))
    asked = bench.samples.status("13", "Thử thu hồi", about=letter.document_id)
    bench.receipt(bench.message(asked))
    bench.act(Act.AGREE, letter)
    bench.status(letter, "15")


@BOOK.case(
    "N10",
    "Cùng yêu cầu thu hồi hai lần, hai mã gói",
    "Cả hai có biên nhận; đồng ý thì 15, không 16",
    Need.RETURN,
    Need.ACTS,
)
def recalled_twice(bench: Bench) -> None:
    letter = bench.sent(bench.samples.letter("thu hồi hai lần"))
    bench.receipt(bench.message(bench.samples.recall(letter)))
    _recalled(bench, letter)
    if any(one.code == "16" for one in bench.statuses(letter)):
        raise Fault("Đã đồng ý thu hồi mà vẫn báo từ chối (16).")


@BOOK.case("N11", "Cập nhật trích yếu, bên nhận đồng ý", "15", Need.RETURN, Need.ACTS)
def updated(bench: Bench) -> None:
    letter = _registered(bench, "cập nhật")
    bench.receipt(bench.message(bench.samples.update(letter, "Trích yếu đã cập nhật")))
    bench.act(Act.AGREE, letter)
    bench.status(letter, "15")


@BOOK.case("N12", "Cập nhật trích yếu, bên nhận từ chối", "16, mô tả có lý do", Need.RETURN, Need.ACTS)
def update_declined(bench: Bench) -> None:
    letter = _registered(bench, "từ chối cập nhật")
    bench.receipt(bench.message(bench.samples.update(letter, "Trích yếu đã cập nhật")))
    bench.act(Act.DECLINE, letter)
    _reasoned(bench, letter, "16")


@BOOK.case(
    "N13",
    "Văn bản thay thế một văn bản đã vào sổ",
    "Biên nhận và 01 của văn bản mới; văn bản cũ không bị báo 15",
    Need.RETURN,
    Need.ACTS,
)
def replaced(bench: Bench) -> None:
    old = _registered(bench, "sẽ được thay thế")
    bench.status(bench.sent(bench.samples.replacement(old)), "01")
    if any(one.code == "15" for one in bench.statuses(old)):
        raise Fault("Thay thế không phải thu hồi: văn bản cũ phải còn, không báo 15.")


def _registered(bench: Bench, about: str = "vào sổ") -> Letter:
    letter = bench.sent(bench.samples.letter(about))
    bench.act(Act.REGISTER, letter)
    bench.status(letter, "03")
    return letter


def _returned(bench: Bench, about: str = "trả lại") -> Letter:
    letter = bench.sent(bench.samples.letter(about))
    bench.act(Act.RETURN, letter)
    bench.status(letter, "02")
    return letter


def _recalled(bench: Bench, letter: Letter) -> None:
    bench.receipt(bench.message(bench.samples.recall(letter)))
    bench.act(Act.AGREE, letter)
    bench.status(letter, "15")


def _reasoned(bench: Bench, letter: Letter, code: str) -> None:
    said = bench.status(letter, code)
    if len(said.description.strip()) < 2:
        raise Fault(f"Trạng thái {code} phải có lý do trong Description.")
