"""What must not be let in: who does not prove himself, what was changed on its way, what is for others."""

from __future__ import annotations

from dataclasses import replace

from docarchive.delivery.answers import Refused
from docarchive.delivery.channels.https import KEY, SIGNATURE, answer_of, headers_of
from docarchive.delivery.conformance.bench import Bench, refusal
from docarchive.delivery.conformance.cases import Book, Fault, Need
from docarchive.delivery.conformance.examiner import Sending
from docarchive.delivery.conformance.families.receipts import begun
from docarchive.delivery.conformance.samples import STRANGER, written
from docarchive.delivery.desk import part_words
from docarchive.delivery.envelopes import QUESTION_PURPOSE
from docarchive.delivery.services.uploading import MOST_BYTES, PART_BYTES
from edxml import Organization

BOOK = Book()


@BOOK.case("D01", "Gói bị sửa một byte trên đường", "Từ chối")
def changed(bench: Bench) -> None:
    sending = _sound(bench)
    bench.refused(replace(sending, content=sending.content[:-2] + b" >"))


@BOOK.case("D02", "Gói bị cắt cụt", "Từ chối", Need.HTTPS)
def cut(bench: Bench) -> None:
    sending = _sound(bench)
    bench.refused(replace(sending, content=sending.content[:-100]))


@BOOK.case(
    "D03", "Phong bì viết JSON theo cách khác, chữ ký đúng", "Từ chối: phong bì chỉ có một cách viết", Need.HTTPS
)
def respelt(bench: Bench) -> None:
    sending = _sound(bench)
    bench.refused(bench.examiner.signed(replace(sending, text=sending.text.replace('","', '", "'))))


@BOOK.case("D04", "Phong bì không ký", "Từ chối")
def unsigned(bench: Bench) -> None:
    bench.refused(replace(_sound(bench), signature=""))


@BOOK.case("D05", "Phong bì ký bằng khóa lạ", "Từ chối")
def stranger(bench: Bench) -> None:
    bench.refused(bench.examiner.signed(_sound(bench), bench.examiner.stranger))


@BOOK.case("D06", "Phong bì ký với mục đích khác (câu hỏi)", "Từ chối")
def other_purpose(bench: Bench) -> None:
    bench.refused(bench.examiner.signed(_sound(bench), purpose=QUESTION_PURPOSE))


@BOOK.case("D07", "Chữ ký của một gói cũ dùng lại cho gói mới", "Từ chối")
def replayed(bench: Bench) -> None:
    before = _sound(bench)
    bench.receipt(before)
    bench.refused(replace(_sound(bench), signature=before.signature))


@BOOK.case("D08", "Phong bì ghi mã nơi nhận không có ở đó", "Từ chối", Need.HTTPS)
def unknown_receiver(bench: Bench) -> None:
    bench.refused(bench.examiner.message(written(bench.samples.letter().packet), receiver=STRANGER))


@BOOK.case("D09", "Trong gói, To là cơ quan khác", "Từ chối")
def other_address(bench: Bench) -> None:
    elsewhere = (Organization(organ_id=STRANGER, name="Nơi khác"),)
    bench.refused(bench.message(bench.samples.letter(recipients=elsewhere).packet))


@BOOK.case("D10", "Trong gói, From là cơ quan khác", "Từ chối")
def other_sender(bench: Bench) -> None:
    bench.refused(bench.message(bench.samples.letter(sender=Organization(organ_id=STRANGER, name="Nơi khác")).packet))


@BOOK.case("D11", "Phong bì mang tên cơ quan khác, ký bằng khóa của mình", "Từ chối")
def in_the_name_of_another(bench: Bench) -> None:
    bench.refused(bench.examiner.message(written(bench.samples.letter().packet), sender=STRANGER))


@BOOK.case("D12", "Tiêu đề Idempotency-Key không phải mã gói", "Từ chối", Need.HTTPS)
def other_key(bench: Bench) -> None:
    refusal(bench.https.send_with(_sound(bench), **{KEY.replace("-", "_"): "khac"}))


@BOOK.case("D13", "Báo trước gói lớn hơn 200 MB", "Từ chối trước khi nhận nội dung", Need.HTTPS)
def too_large(bench: Bench) -> None:
    sound = _sound(bench)
    envelope = replace(sound.envelope, size_bytes=MOST_BYTES + 1)
    sending = bench.examiner.signed(replace(sound, envelope=envelope, text=envelope.text))
    refusal(answer_of(bench.https.call("POST", "/uploads", headers_of(sending.parcel(bench.https.address)))))


@BOOK.case("D14", "Một phần của gói lớn ký bằng khóa lạ", "Từ chối phần ấy", Need.HTTPS)
def part_of_a_stranger(bench: Bench) -> None:
    sound = _sound(bench)
    envelope = replace(sound.envelope, size_bytes=PART_BYTES + 1)
    sending = bench.examiner.signed(replace(sound, envelope=envelope, text=envelope.text))
    upload, offset = begun(bench, sending)
    part = b"x" * 100
    signature = bench.examiner.sign(part_words(upload, offset, part), by=bench.examiner.stranger)
    answer = answer_of(bench.https.call("PUT", f"/uploads/{upload}/parts/{offset}", {SIGNATURE: signature}, part))
    if not isinstance(answer, Refused):
        raise Fault("Phần ký bằng khóa lạ đã được nhận.")


@BOOK.case("D15", "Trạng thái gửi cho cơ quan khác (ResponseFor/OrganId)", "Từ chối")
def status_for_another(bench: Bench) -> None:
    said = bench.samples.status("03")
    bench.refused(bench.message(replace(said, response_for=replace(said.response_for, organ_id=STRANGER))))


def _sound(bench: Bench) -> Sending:
    return bench.message(bench.samples.letter().packet)
