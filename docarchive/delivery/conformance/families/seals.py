"""The signature inside a packet, where both sides agreed on one: forged, wrapped and weak ones are refused."""

from __future__ import annotations

import copy
import hashlib
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from lxml import etree

from docarchive.delivery.conformance.bench import Bench
from docarchive.delivery.conformance.cases import Book, Need
from docarchive.delivery.conformance.samples import written
from docarchive.delivery.packet_signatures import PLACE
from edxml.names import NAMESPACE
from signatures import xml
from signatures.identities import KeyIdentity
from signatures.xml import Demand
from signatures.xml.parsing import canonical
from signatures.xml.shape import SHA1
from signatures.xml.signing import raw_value

BOOK = Book()


@BOOK.case("C01", "Gói ký đúng (SHA-256)", "Biên nhận", Need.DEMAND)
def good(bench: Bench) -> None:
    bench.receipt(bench.examiner.message(signed(bench)))


@BOOK.case("C02", "Gói không ký", "required: từ chối; warn: biên nhận", Need.DEMAND)
def unsigned(bench: Bench) -> None:
    sending = bench.message(bench.samples.letter().packet)
    if bench.demand is Demand.REQUIRED:
        bench.refused(sending)
    else:
        bench.receipt(sending)


@BOOK.case("C03", "Trích yếu sửa sau khi ký", "Từ chối", Need.DEMAND)
def changed(bench: Bench) -> None:
    def forge(root: Any) -> None:
        _first(root, "Subject").text = "Trích yếu đã bị sửa"

    bench.refused(bench.examiner.message(forged(signed(bench), forge)))


@BOOK.case("C04", "Bọc chữ ký: gói thật giấu trong góc, gói giả mang chữ ký", "Từ chối", Need.DEMAND)
def wrapped(bench: Bench) -> None:
    def forge(root: Any) -> None:
        original = copy.deepcopy(root)
        mark = _first(original, "Signature")
        mark.getparent().remove(mark)
        original.set("Id", "da-ky")
        _first(root, "Reference", inside="SignedInfo").set("URI", "#da-ky")
        etree.SubElement(root, f"{{{NAMESPACE}}}Extensions").append(original)
        _first(root, "Subject").text = "Trích yếu của kẻ giả mạo"

    bench.refused(bench.examiner.message(forged(signed(bench), forge)))


@BOOK.case("C05", "Thân gói bị thay, thân cũ giấu chỗ khác", "Từ chối", Need.DEMAND)
def body_moved(bench: Bench) -> None:
    def forge(root: Any) -> None:
        envelope, body = _first(root, "edXMLEnvelope"), _first(root, "edXMLBody")
        etree.SubElement(envelope, f"{{{NAMESPACE}}}Old").append(body)
        envelope.append(etree.fromstring(f'<edXMLBody xmlns="{NAMESPACE}"><edXMLManifest version="9.9"/></edXMLBody>'))

    bench.refused(bench.examiner.message(forged(signed(bench), forge)))


@BOOK.case("C06", "Hai chữ ký trong một gói", "Từ chối", Need.DEMAND)
def two(bench: Bench) -> None:
    def forge(root: Any) -> None:
        _first(root, "edXMLHeader").append(copy.deepcopy(_first(root, "Signature")))

    bench.refused(bench.examiner.message(forged(signed(bench), forge)))


@BOOK.case("C07", "Chữ ký dùng SHA-1", "Từ chối, trừ khi hai bên đã thỏa thuận SHA-1", Need.DEMAND)
def sha1(bench: Bench) -> None:
    bench.refused(bench.examiner.message(forged(signed(bench), lambda root: _weaken(root, bench.examiner.identity))))


@BOOK.case("C08", "Gói ký bằng khóa lạ", "Từ chối", Need.DEMAND)
def stranger(bench: Bench) -> None:
    bench.refused(bench.examiner.message(signed(bench, bench.examiner.stranger)))


@BOOK.case("C09", "Trạng thái không ký", "Biên nhận: trạng thái không phải ký", Need.DEMAND)
def status(bench: Bench) -> None:
    bench.receipt(bench.message(bench.samples.status("03", "Số đến 12")))


def signed(bench: Bench, by: KeyIdentity | None = None) -> bytes:
    """A letter's packet with a signature inside."""
    return xml.sign(written(bench.samples.letter().packet), by or bench.examiner.identity, PLACE)


def forged(packet: bytes, forge: Callable[[Any], None]) -> bytes:
    """The same packet, changed as XML."""
    root = etree.fromstring(packet)
    forge(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _weaken(root: Any, identity: KeyIdentity) -> None:
    """Sign anew over a SHA-1 of the packet."""
    mark = _first(root, "Signature")
    parent = mark.getparent()
    parent.remove(mark)
    digest = hashlib.sha1(canonical(root, exclusive=True), usedforsecurity=False).digest()
    parent.append(mark)
    _first(mark, "DigestMethod").set("Algorithm", SHA1)
    _first(mark, "DigestValue").text = b64encode(digest).decode("ascii")
    value = identity.sign(canonical(_first(mark, "SignedInfo"), exclusive=False))
    _first(mark, "SignatureValue").text = b64encode(raw_value(identity, value)).decode("ascii")


def _first(root: Any, name: str, inside: str = "") -> Any:
    start = _first(root, inside) if inside else root
    return next(one for one in start.iter() if isinstance(one.tag, str) and etree.QName(one).localname == name)
