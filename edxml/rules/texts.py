"""How long texts may be, which are demanded, and how text of our own is written.

Source:
    Lengths as the validator of an earlier exchange system states them for the elements of QCVN 102.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from edxml.element import texts
from edxml.layout import lay_out
from edxml.names import at
from edxml.packets import DocumentPacket, Packet
from edxml.rule import ERROR, WARNING, Broken, Rule
from edxml.rules.values import TEXT_FORM

# fmt: off
TEXT_TOO_LONG = Rule(
    "text-too-long", WARNING, ERROR,
    "{what} dài {found} ký tự, chuẩn cho phép nhiều nhất {limit}; bên gửi cần rút gọn.",
    "Texts are no longer than the standard allows (see the lengths below).",
)
REQUIRED = Rule(
    "required-missing", ERROR, ERROR,
    "Thiếu {what}; đề nghị bên gửi điền rồi gửi lại.",
    "Sender, at least one recipient, document identifier and subject are there; in a status the code and the document.",
)
EXPECTED = Rule(
    "expected-missing", WARNING, ERROR,
    "Thiếu {what}; bên gửi cần điền mục này.",
    "Names of the agencies, number, symbol, place, date, kind and signer are there; in a status addressee and time.",
)

RULES: Final = (TEXT_TOO_LONG, REQUIRED, EXPECTED)
# fmt: on

# Element → code points at most; the nearest parent decides where a name stands in several elements.
LENGTHS: Final = {
    "OrganId": 35,
    "OrganName": 200,
    "OrganAdd": 250,
    "Email": 100,
    "Telephone": 20,
    "Fax": 20,
    "CodeNumber": 11,
    "CodeNotation": 30,
    "PromulgationInfo/Place": 50,
    "TypeName": 100,
    "Subject": 500,
    "Content": 500,
    "Competence": 100,
    "Position": 100,
    "FullName": 50,
    "ToPlaces/Place": 150,
    "SphereOfPromulgation": 100,
    "TyperNotation": 10,
    "Appendix": 250,
}

_REQUIRED: Final = ("From/OrganId", "To/OrganId", "DocumentId", "Subject")
_EXPECTED: Final = (
    "From/OrganName", "To/OrganName", "Code/CodeNumber", "Code/CodeNotation", "PromulgationInfo/Place",
    "PromulgationInfo/PromulgationDate", "DocumentType/Type", "DocumentType/TypeName", "SignerInfo/FullName",
)  # fmt: skip
_REQUIRED_STATUS: Final = ("From/OrganId", "StatusCode")
_EXPECTED_STATUS: Final = ("From/OrganName", "ResponseFor/OrganId", "Timestamp")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def too_long(packet: Packet) -> Iterator[Broken]:
    """Texts over their length."""
    for place, text in _texts(packet):
        limit = _limit(place)
        if limit is not None and len(text) > limit:
            yield TEXT_TOO_LONG.broken(place, found=len(text), limit=limit)


def missing(packet: Packet) -> Iterator[Broken]:
    """Elements that have to say something and do not."""
    is_document = isinstance(packet, DocumentPacket)
    required, expected = (_REQUIRED, _EXPECTED) if is_document else (_REQUIRED_STATUS, _EXPECTED_STATUS)
    said = {place: text for place, text in _texts(packet) if text}
    for rule, names in ((REQUIRED, required), (EXPECTED, expected)):
        for name in names:
            yield from (rule.broken(place) for place in _places(name, packet) if place not in said)
    if isinstance(packet, DocumentPacket) and not packet.recipients:
        yield REQUIRED.broken(at("MessageHeader", "To"))
    if not isinstance(packet, DocumentPacket) and not packet.response_for.document_id and not packet.response_for.code:
        yield REQUIRED.broken("MessageHeader/ResponseFor/DocumentId")


def badly_written(packet: Packet) -> Iterator[Broken]:
    """Texts that would not be read back as they are."""
    for place, text in _texts(packet):
        reason = _fault(text)
        if reason:
            yield TEXT_FORM.broken(place, reason=reason)


def _texts(packet: Packet) -> Iterator[tuple[str, str]]:
    return texts(lay_out(packet), "edXML")


def _places(name: str, packet: Packet) -> list[str]:
    parent, _, child = name.partition("/")
    if parent == "To" and isinstance(packet, DocumentPacket):
        return [f"MessageHeader/To[{count}]/{child}" for count in range(1, len(packet.recipients) + 1)]
    return [f"MessageHeader/{name}"]


def _limit(place: str) -> int | None:
    steps = [step.partition("[")[0] for step in place.split("/")]
    return LENGTHS.get("/".join(steps[-2:]), LENGTHS.get(steps[-1]) if steps[-2] != "StaffInfo" else None)


def _fault(text: str) -> str:
    if text != text.strip():
        return "có khoảng trắng ở đầu hoặc cuối"
    if not unicodedata.is_normalized("NFC", text):
        return "không phải Unicode dạng NFC"
    if _FORBIDDEN.search(text):
        return "có ký tự điều khiển"
    return ""
