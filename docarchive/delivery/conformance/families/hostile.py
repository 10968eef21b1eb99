"""Broken and hostile packets: refused in words, or let in unopened; never silence, never a server that falls."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

from docarchive.delivery.conformance.bench import Bench
from docarchive.delivery.conformance.cases import Book
from docarchive.delivery.conformance.samples import written
from edxml.names import NAMESPACE

BOOK = Book()
REFUSED = "Từ chối, và vẫn phục vụ gói sau"
ANSWERED = "Nhận hoặc từ chối rõ ràng, không bung nội dung, và vẫn phục vụ gói sau"
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
_BOMB_BYTES = 256 << 20
_ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (at, b"&e%d;" % (at - 1) * 10) for at in range(1, 10))


def _refused(case_id: str, sends: str, make: Callable[[bytes], bytes]) -> None:
    @BOOK.case(case_id, sends, REFUSED)
    def play(bench: Bench) -> None:
        bench.refused(bench.examiner.message(make(written(bench.samples.letter().packet))))
        bench.sent(bench.samples.letter("sau gói hỏng"))


def _carrying(case_id: str, sends: str, make: Callable[[], bytes]) -> None:
    """A sound packet whose one file is encoded so."""

    @BOOK.case(case_id, sends, ANSWERED)
    def play(bench: Bench) -> None:
        whole = written(bench.samples.letter().packet)
        bench.answered(bench.examiner.message(carrying(whole, make())))
        bench.sent(bench.samples.letter("sau gói hỏng"))


def carrying(packet: bytes, encoded: bytes) -> bytes:
    """The same packet with something else in the place of its file."""
    return re.sub(rb"(ContentTransferEncoded>)[^<]*(<)", lambda found: found[1] + encoded + found[2], packet, count=1)


def after_head(packet: bytes, inserted: bytes) -> bytes:
    """The same packet with something behind the XML declaration."""
    return packet.replace(_HEAD, _HEAD + inserted, 1)


def in_header(packet: bytes, inserted: bytes) -> bytes:
    """The same packet with elements at the end of ``MessageHeader``."""
    return packet.replace(b"</edXML:MessageHeader>", inserted + b"</edXML:MessageHeader>", 1)


def zipped(*names: str, content: bytes = b"noi dung") -> bytes:
    """A ZIP of files that all say the same."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return packed.getvalue()


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("to.pdf", "w") as member:
        for _ in range(_BOMB_BYTES >> 20):
            member.write(bytes(1 << 20))
    return base64.b64encode(packed.getvalue())


_refused("H01", "XML không đúng cú pháp", lambda packet: packet.replace(b"</edXML:edXMLHeader>", b"", 1))
_refused("H02", "Bốn chữ số thừa trước <?xml", lambda packet: b"1234" + packet)
_refused(
    "H03", "DTD trỏ ra tệp ngoài", lambda packet: after_head(packet, b'<!DOCTYPE edXML SYSTEM "file:///etc/passwd">')
)
_refused(
    "H04", "Thực thể lồng nhau (billion laughs)",
    lambda packet: after_head(packet, b'<!DOCTYPE edXML [<!ENTITY e0 "ha">' + _ENTITIES + b"]>").replace(b"</edXML:Subject>", b"&e9;</edXML:Subject>", 1),
)  # fmt: skip
_refused("H05", "Một vạn phần tử lồng nhau", lambda packet: in_header(packet, b"<x>" * 10_000 + b"</x>" * 10_000))
_refused("H06", "Sáu vạn phần tử thừa", lambda packet: in_header(packet, b"<x/>" * 60_000))
_refused("H07", "XML khác, không phải edXML", lambda _packet: _HEAD + b"<hoadon><so>1</so></hoadon>")
_refused("H08", "Tệp PDF thay cho gói", lambda _packet: b"%PDF-1.7\n%%EOF\n")
_refused("H09", "Gói mã UTF-16", lambda packet: packet.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
_refused("H10", "Chữ phông cũ dưới nhãn UTF-8", lambda packet: packet.replace("Gói thử".encode(), b"C\xabng v\xa8n", 1))
_refused(
    "H11", "Ký tự NUL trong trích yếu", lambda packet: packet.replace(b"</edXML:Subject>", b"\x00</edXML:Subject>", 1)
)
_refused(
    "H12", "Gói rỗng phần thân: chỉ có thẻ gốc", lambda _packet: _HEAD + b'<edXML xmlns="%s"/>' % NAMESPACE.encode()
)
_carrying("H13", "Bom ZIP: 256 MB số không", _bomb)
_carrying("H14", "ZIP chứa hai tệp", lambda: base64.b64encode(zipped("mot.pdf", "hai.pdf")))
_carrying(
    "H15", "ZIP có đường dẫn ../ trong tên tệp", lambda: base64.b64encode(zipped("../../../../tmp/thu-lien-thong.pdf"))
)
_carrying("H16", "Base64 hỏng", lambda: b"@@@ khong phai base64 @@@")
_carrying(
    "H17",
    "PDF hỏng vì đi qua bộ đọc chữ",
    lambda: base64.b64encode(b"%PDF-1.7\n" + "\ufffd".encode() * 400 + b"\n%%EOF"),
)


@BOOK.case("H18", "Gói không có tệp nào", ANSWERED)
def without_files(bench: Bench) -> None:
    bench.answered(bench.message(replace(bench.samples.letter("không tệp").packet, attachments=())))
    bench.sent(bench.samples.letter("sau gói hỏng"))
