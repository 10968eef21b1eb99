"""What a packet alone shows of its signature; whether it holds is asked elsewhere, of the bytes as received."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edxml.names import SIGNATURE_NAMESPACE
from edxml.packets import DocumentPacket, Packet
from edxml.rule import ERROR, WARNING, Broken, Rule

# fmt: off
SIGNATURE_MISSING = Rule(
    "signature-missing", WARNING, None, "Gói tin không có chữ ký số (Signature).",
    "A document is signed; status messages of the axis never are."
)
SIGNATURE_FOREIGN = Rule(
    "signature-namespace", WARNING, None,
    "Chữ ký số của gói không thuộc không gian tên XMLDSig nên không phần mềm nào kiểm tra được.",
    "The signature is in the namespace of XML signatures.",
)
SIGNATURE_STALE = Rule(
    "signature-stale", None, ERROR,
    "Gói mang chữ ký số của một bản ghi khác; hãy bỏ chữ ký ấy, ghi gói ra rồi ký lại.",
    "A packet is signed after it is written: a signature taken along proves nothing of the new bytes.",
)

RULES: Final = (SIGNATURE_MISSING, SIGNATURE_FOREIGN, SIGNATURE_STALE)
# fmt: on


def signed(packet: Packet) -> Iterator[Broken]:
    """Whether there is a signature, and one that can be checked."""
    if packet.signature is None:
        if isinstance(packet, DocumentPacket):
            yield SIGNATURE_MISSING.broken("edXMLHeader")
        return
    yield SIGNATURE_STALE.broken("edXMLHeader/Signature")
    if SIGNATURE_NAMESPACE not in packet.signature.partition(">")[0]:
        yield SIGNATURE_FOREIGN.broken("edXMLHeader/Signature")
