"""Receipts: one for each message, the same for ever, and none for what was not taken."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from docarchive.delivery.answers import Received
from docarchive.delivery.channels.https import SIGNATURE, headers_of, progress_of
from docarchive.delivery.conformance.bench import Bench
from docarchive.delivery.conformance.cases import Book, Fault, Need
from docarchive.delivery.conformance.examiner import Sending
from docarchive.delivery.conformance.samples import attachment, written
from docarchive.delivery.desk import part_words
from docarchive.delivery.questions import COMPARE
from docarchive.delivery.services.uploading import PART_BYTES

BOOK = Book()


@BOOK.case("R01", "Một văn bản mới", "Biên nhận ký số của đúng gói ấy")
def new(bench: Bench) -> None:
    bench.sent(bench.samples.letter())


@BOOK.case("R02", "Cùng một gói hai lần liền", "Lần sau vẫn đúng biên nhận của lần đầu, từng byte")
def twice(bench: Bench) -> None:
    sending = bench.message(bench.samples.letter().packet)
    _same(bench.received(sending), bench.received(sending))


@BOOK.case("R03", "Gửi lại một gói khi gói khác đã đến sau nó", "Biên nhận của lần đầu, từng byte")
def late(bench: Bench) -> None:
    sending = bench.message(bench.samples.letter().packet)
    first = bench.received(sending)
    bench.sent(bench.samples.letter())
    _same(first, bench.received(bench.examiner.signed(sending)))


@BOOK.case("R04", "Mã gói cũ, nội dung khác", "Từ chối other-bytes; gói đầu vẫn giữ biên nhận")
def other_bytes(bench: Bench) -> None:
    sending = bench.message(bench.samples.letter().packet)
    first = bench.received(sending)
    other = written(bench.samples.letter("nội dung khác").packet)
    bench.refused(bench.examiner.message(other, message_id=sending.envelope.message_id), "other-bytes")
    _same(first, bench.received(sending))


@BOOK.case("R05", "Cùng một văn bản dưới mã gói mới", "Biên nhận mới, số thứ tự mới")
def new_id(bench: Bench) -> None:
    content = written(bench.samples.letter().packet)
    first, second = (bench.receipt(bench.examiner.message(content)) for _ in range(2))
    if first.sequence == second.sequence:
        raise Fault("Hai mã gói khác nhau nhận cùng một số thứ tự: gói sau không được ghi nhận.")


@BOOK.case("R06", "Ba gói liên tiếp", "Số thứ tự và số nhật ký trong biên nhận tăng dần")
def numbers(bench: Bench) -> None:
    found = [bench.receipt(bench.message(bench.samples.letter().packet)) for _ in range(3)]
    for before, after in pairwise(found):
        if after.sequence <= before.sequence or after.audit_number < before.audit_number:
            raise Fault("Số thứ tự hoặc số nhật ký của biên nhận sau không lớn hơn biên nhận trước.")


@BOOK.case("R07", "Đồng hồ bên gửi nhanh 26 giờ", "Biên nhận: đồng hồ bên kia không quyết định điều gì")
def clock_ahead(bench: Bench) -> None:
    at = bench.examiner.clock() + timedelta(hours=26)
    bench.receipt(bench.examiner.message(written(bench.samples.letter().packet), at=at))


@BOOK.case("R08", "Gói lập từ 40 ngày trước mới đến", "Biên nhận: đến muộn không phải lý do từ chối")
def from_long_ago(bench: Bench) -> None:
    at = bench.examiner.clock() - timedelta(days=40)
    bench.receipt(bench.examiner.message(written(bench.samples.letter().packet), at=at))


@BOOK.case("R09", "Câu hỏi probe", "Trả lời ký số, nhắc lại số ngẫu nhiên", Need.HTTPS)
def probe(bench: Bench) -> None:
    bench.reply()


@BOOK.case(
    "R10",
    "Câu hỏi compare sau một gói nhận và một gói bị từ chối",
    "Kể đúng gói đã nhận, không kể gói từ chối",
    Need.HTTPS,
)
def compare(bench: Bench) -> None:
    taken = bench.message(bench.samples.letter().packet)
    bench.receipt(taken)
    turned_away = bench.examiner.message(b"khong phai goi")
    bench.refused(turned_away)
    now = bench.examiner.clock()
    found = bench.reply(COMPARE, now - timedelta(hours=1), now + timedelta(hours=1)).found
    if found.get(taken.envelope.message_id) != taken.envelope.digest:
        raise Fault("Bản đối soát thiếu gói đã ký biên nhận, hoặc ghi mã băm khác.")
    if turned_away.envelope.message_id in found:
        raise Fault("Bản đối soát kể cả gói đã từ chối.")


@BOOK.case("R11", "Văn bản có tệp 50 MB, gửi thành từng phần", "Biên nhận", Need.HTTPS)
def large(bench: Bench) -> None:
    bench.receipt(_large(bench))


@BOOK.case(
    "R12", "Gói lớn đứt giữa chừng rồi gửi tiếp", "Cho biết đã có đến đâu, nhận tiếp từ đó, rồi biên nhận", Need.HTTPS
)
def broken_off(bench: Bench) -> None:
    sending = _large(bench, bench.large_bytes // 4)
    upload, at_first = begun(bench, sending)
    add_part(bench, sending, upload, at_first)
    again, received = begun(bench, sending)
    if (again, at_first) != (upload, 0) or received <= 0:
        raise Fault(f"Sau khi đứt, lượt gửi phải tiếp tục được từ chỗ đã nhận; bên được thử báo {received} byte.")
    _same(bench.received(sending), bench.received(sending))


def begun(bench: Bench, sending: Sending) -> tuple[str, int]:
    """Begin an upload; its id, and how much is there."""
    found = progress_of(bench.https.call("POST", "/uploads", headers_of(sending.parcel(bench.https.address))))
    if found is None:
        raise Fault("Lời gọi /uploads phải trả về mã lượt gửi và số byte đã nhận.")
    return str(found["upload"]), int(found["received"])


def add_part(bench: Bench, sending: Sending, upload: str, offset: int) -> None:
    """Send one part."""
    part = sending.content[offset : offset + PART_BYTES]
    signature = bench.examiner.sign(part_words(upload, offset, part))
    if progress_of(bench.https.call("PUT", f"/uploads/{upload}/parts/{offset}", {SIGNATURE: signature}, part)) is None:
        raise Fault("Một phần ký đúng của gói lớn phải được nhận.")


def _large(bench: Bench, size_bytes: int = 0) -> Sending:
    content = hashlib.shake_256(bench.examiner.run.encode()).digest(size_bytes or bench.large_bytes)
    letter = bench.samples.letter("tệp lớn")
    big = attachment("ban-do.bin", content)
    return bench.message(replace(letter.packet, attachments=(*letter.packet.attachments, big)))


def _same(first: Received, second: Received) -> None:
    if first != second:
        raise Fault("Gửi lại cùng một gói mà biên nhận khác lần đầu.")
