"""Reads a packet: tolerant of how the axis writes, deaf to what could do harm."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from edxml.errors import PacketError
from edxml.limits import DEFAULT, Limits
from edxml.packets import DocumentPacket, Packet, StatusPacket
from edxml.reading import header
from edxml.reading.attachments import attachments, manifest
from edxml.reading.node import Node
from edxml.reading.notes import Notes
from edxml.reading.opening import open_packet
from edxml.reading.part import Part
from edxml.reading.trace import trace
from edxml.rule import ERROR, Finding
from edxml.rules import structure


@dataclass(frozen=True, slots=True)
class Reading:
    """A packet, and what was noticed while it was read.

    Attributes:
        findings: Faults of writing and of carrying; the rules of the content are asked by ``edxml.check``.
        original: The bytes as received, the very object that was handed in: signatures are checked on these.
    """

    packet: Packet
    findings: tuple[Finding, ...]
    original: bytes = field(repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether nothing in it is an error."""
        return all(finding.level is not ERROR for finding in self.findings)


def read(data: bytes, limits: Limits = DEFAULT) -> Reading:
    """Read a packet of the axis, a document or a status.

    Raises:
        PacketError: The bytes are no packet that can be read safely. What is wrong inside a packet, down to an
            attachment that is damaged, is a finding instead, so that its sender can still be answered.
    """
    root, view, odd = open_packet(data, limits)
    if root.name != "edXML" or not root.is_ours:
        raise PacketError(structure.NOT_EDXML.broken(found=root.name))
    notes = Notes(view, limits)
    for broken in odd:
        notes.note(broken)
    packet = _packet(root, notes)
    return Reading(packet, tuple(notes.findings), data)


def _packet(root: Node, notes: Notes) -> Packet:
    found: Packet
    with (
        Part(root, "edXML", notes) as whole,
        whole.part("edXMLEnvelope") as envelope,
        envelope.part("edXMLHeader") as head,
        head.part("MessageHeader") as message,
    ):
        if message.node is None:
            raise PacketError(structure.HEADER_MISSING.broken())
        is_status = message.has("StatusCode")
        found = _status(message) if is_status else _enveloped(_document(message), head, envelope, whole)
        signature = head.one("Signature")
    sealed = notes.verbatim(signature) if signature else None
    return replace(found, signature=sealed, unknown=notes.unknown)


def _status(message: Part) -> StatusPacket:
    return StatusPacket(
        sender=header.organization(message.part("From")),
        response_for=header.reference(message.part("ResponseFor")),
        staff=header.staff(message.part("StaffInfo")),
        code=message.text("StatusCode"),
        description=message.text("Description"),
        timestamp=message.moment("Timestamp"),
    )


def _document(message: Part) -> DocumentPacket:
    place, day = header.promulgation(message.part("PromulgationInfo"))
    return DocumentPacket(
        sender=header.organization(message.part("From")),
        recipients=tuple(header.organization(one) for one in message.parts("To")),
        document_id=message.text("DocumentId"),
        code=header.code(message.part("Code")),
        place=place,
        promulgation_date=day,
        document_type=header.document_type(message.part("DocumentType")),
        subject=message.text("Subject"),
        content=message.text("Content"),
        signer=header.signer(message.part("SignerInfo")),
        due_date=message.day("DueDate"),
        to_places=header.to_places(message.part("ToPlaces")),
        other=header.other_info(message.part("OtherInfo")),
        response_for=tuple(header.reference(one) for one in message.parts("ResponseFor")),
        steering=header.steering(message),
    )


def _enveloped(document: DocumentPacket, head: Part, envelope: Part, whole: Part) -> DocumentPacket:
    hops, business = trace(head.part("TraceHeaderList"))
    with envelope.part("edXMLBody") as body:
        announced = manifest(body.part("edXMLManifest"))
    files = attachments(whole.part("AttachmentEncoded"))
    return replace(document, trace=hops, business=business, manifest=announced, attachments=files)
