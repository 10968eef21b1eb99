"""A whole packet as elements."""

from __future__ import annotations

from edxml.element import Branch
from edxml.layout.files import attachment, entry
from edxml.layout.header import document, status
from edxml.layout.trace import trace
from edxml.names import MANIFEST_VERSION
from edxml.packets import Packet, StatusPacket


def lay_out(packet: Packet) -> Branch:
    """The whole packet as elements; what it keeps verbatim is not among them."""
    if isinstance(packet, StatusPacket):
        return Branch("edXML", [Branch("edXMLEnvelope", [Branch("edXMLHeader", [status(packet)])])])
    header = Branch("edXMLHeader", [document(packet), trace(packet)])
    manifest = Branch("edXMLManifest", [entry(one) for one in packet.announced], is_kept=True, version=MANIFEST_VERSION)
    files = Branch("AttachmentEncoded", [attachment(one) for one in packet.attachments])
    return Branch("edXML", [Branch("edXMLEnvelope", [header, Branch("edXMLBody", [manifest])]), files])
