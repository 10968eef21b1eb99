"""Statuses come late, twice and in any order: each has its receipt, and none is refused for what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from docarchive.delivery.conformance.bench import Bench
from docarchive.delivery.conformance.cases import Book

BOOK = Book()
TAKEN = "Biên nhận cho từng trạng thái"


@BOOK.case("S01", "Trạng thái 01, 03, 04, 05, 06 đúng thứ tự", TAKEN)
def in_order(bench: Bench) -> None:
    _tell(bench, "01", "03", "04", "05", "06")


@BOOK.case("S02", "Trạng thái 06, 05, 03, 01 ngược thứ tự", TAKEN)
def backwards(bench: Bench) -> None:
    _tell(bench, "06", "05", "03", "01")


@BOOK.case("S03", "Trạng thái 03 đến muộn 30 ngày", TAKEN)
def late(bench: Bench) -> None:
    at = bench.examiner.clock() - timedelta(days=30)
    bench.receipt(bench.message(bench.samples.status("03", "Số đến 12", at)))


@BOOK.case("S04", "Cùng trạng thái 03 dưới hai mã gói", TAKEN)
def twice(bench: Bench) -> None:
    said = bench.samples.status("03", "Số đến 12")
    for _ in range(2):
        bench.receipt(bench.message(said))


@BOOK.case("S05", "Trạng thái 07 chưa ai định nghĩa", TAKEN)
def unknown_code(bench: Bench) -> None:
    _tell(bench, "07")


@BOOK.case("S06", "Trạng thái về văn bản chưa từng có", TAKEN)
def unknown_document(bench: Bench) -> None:
    bench.receipt(bench.message(bench.samples.status("03", about=f"khong-co-{bench.examiner.run}")))


@BOOK.case("S07", "Đồng ý (15) và từ chối (16) thu hồi khi chưa ai yêu cầu", TAKEN)
def answers_nobody_asked_for(bench: Bench) -> None:
    _tell(bench, "15", "16")


@BOOK.case("S08", "Trạng thái 13 về văn bản chưa đến", TAKEN)
def recall_of_nothing(bench: Bench) -> None:
    bench.receipt(bench.message(bench.samples.status("13", "Thử thu hồi", about=f"chua-den-{bench.examiner.run}")))


@BOOK.case("S09", "Trạng thái không có Timestamp, lý do dài 1.000 ký tự", TAKEN)
def bare(bench: Bench) -> None:
    bench.receipt(bench.message(replace(bench.samples.status("02", "lý do. " * 142 + "Hết"), timestamp=None)))


def _tell(bench: Bench, *codes: str) -> None:
    for code in codes:
        bench.receipt(bench.message(bench.samples.status(code)))
