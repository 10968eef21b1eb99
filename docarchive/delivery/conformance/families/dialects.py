"""Sound packets as different programs write them: all must be let in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from docarchive.delivery.conformance.bench import Bench
from docarchive.delivery.conformance.cases import Book, Fault, Need
from docarchive.delivery.conformance.examiner import NAME
from docarchive.delivery.conformance.families.hostile import carrying, in_header
from docarchive.delivery.conformance.samples import pdf, written
from docarchive.delivery.questions import COMPARE
from edxml import Organization

BOOK = Book()
TAKEN = "Biên nhận"
_FURTHER = 400


def _written(case_id: str, sends: str, make: Callable[[bytes], bytes]) -> None:
    """A packet as another program would have written it."""

    @BOOK.case(case_id, sends, TAKEN)
    def play(bench: Bench) -> None:
        bench.receipt(bench.examiner.message(make(written(bench.samples.letter().packet))))


def _stating(case_id: str, sends: str, make: Callable[[Bench], dict[str, Any]]) -> None:
    """A packet with other values."""

    @BOOK.case(case_id, sends, TAKEN)
    def play(bench: Bench) -> None:
        bench.sent(bench.samples.letter(**make(bench)))


def _without(packet: bytes, name: str) -> bytes:
    return re.sub(rf"<edXML:{name}>.*?</edXML:{name}>".encode(), b"", packet, flags=re.DOTALL)


def _reordered(packet: bytes) -> bytes:
    subject = re.search(rb"<edXML:Subject>.*?</edXML:Subject>", packet)
    if subject is None:
        raise ValueError("the packet has no subject")
    return packet.replace(subject[0], b"", 1).replace(b"<edXML:From>", subject[0] + b"<edXML:From>", 1)


def _unprefixed(packet: bytes) -> bytes:
    return packet.replace(b"</edXML:", b"</").replace(b"<edXML:", b"<")


def _renamed(packet: bytes) -> bytes:
    name = unicodedata.normalize("NFD", f"Phụ lục {NAME} ".ljust(116, "ộ")[:116]) + ".pdf"
    return re.sub(rb"(AttachmentName>)[^<]*", lambda found: found[1] + name.encode(), packet)


def _raw(packet: bytes) -> bytes:
    from base64 import b64encode

    return carrying(packet, b64encode(pdf("Tep khong nen")))


_written(
    "L01",
    "Tên và trích yếu ở dạng Unicode tách dấu (NFD)",
    lambda packet: unicodedata.normalize("NFD", packet.decode()).encode(),
)
_written("L02", "Bussiness viết đúng chính tả: Business", lambda packet: packet.replace(b"Bussiness", b"Business"))
_written("L03", "Không dùng tiền tố edXML:", _unprefixed)
_written("L04", "Thứ tự phần tử khác", _reordered)
_written("L05", "Tệp đính kèm Base64 thẳng, không nén ZIP", _raw)
_written("L06", "Không có TraceHeaderList (gói kiểu 2019)", lambda packet: _without(packet, "TraceHeaderList"))
_written("L07", "ResponseFor để trống", lambda packet: in_header(packet, b"<edXML:ResponseFor/>"))
_written("L08", "Dấu BOM trước UTF-8", lambda packet: b"\xef\xbb\xbf" + packet)
_written(
    "L09",
    "OrganId là chữ null trong TraceHeader",
    lambda packet: re.sub(rb"(<edXML:TraceHeader>\s*<edXML:OrganId>)[^<]*", rb"\1null", packet),
)
_stating(
    "L10",
    "Ngày ban hành ở tương lai",
    lambda bench: {"promulgation_date": bench.examiner.clock().date() + timedelta(days=3)},
)
_stating(
    "L11",
    "DocumentId dài 200 ký tự, có dấu / và dấu phẩy",
    lambda bench: {"document_id": f"{bench.examiner.run},2026/01/01,".ljust(200, "9")},
)
_stating("L12", "Gói ghi 400 nơi nhận khác", lambda bench: {"recipients": _crowd(bench)})
_written("L13", "Tên tệp đính kèm tách dấu (NFD), dài 120 ký tự", _renamed)
_stating(
    "L14", "Bên gửi chỉ ghi mã, không ghi tên", lambda bench: {"sender": Organization(organ_id=bench.examiner.code)}
)


@BOOK.case(
    "L15", "Phần tử lạ ở cuối MessageHeader", "Biên nhận; giữ nguyên gói: bản đối soát ghi đúng mã băm", Need.HTTPS
)
def unknown_elements(bench: Bench) -> None:
    inserted = b'<k:GhiChu xmlns:k="urn:thu:khac" k:muc="1"><k:Dong>giu nguyen</k:Dong></k:GhiChu>'
    sending = bench.examiner.message(in_header(written(bench.samples.letter().packet), inserted))
    bench.receipt(sending)
    now = bench.examiner.clock()
    kept = bench.reply(COMPARE, now - timedelta(hours=1), now + timedelta(hours=1)).found
    if kept.get(sending.envelope.message_id) != sending.envelope.digest:
        raise Fault("Gói có phần tử lạ không còn nguyên: mã băm trong bản đối soát khác mã băm đã gửi.")


def _crowd(bench: Bench) -> tuple[Organization, ...]:
    others = (Organization(organ_id=f"H99.{at:03}", name=f"Nơi nhận {at}") for at in range(_FURTHER))
    return (*others, Organization(organ_id=bench.examiner.peer, name="Bên được thử"))
