"""The message header of a document and of a status, in the order the kit of the axis writes it."""

from __future__ import annotations

from edxml.element import Branch, Leaf
from edxml.layout.leaves import Parts, day, listed, moment, number
from edxml.packets import DocumentPacket, StatusPacket
from edxml.records import Organization, OtherInfo, Reference, Staff


def status(packet: StatusPacket) -> Branch:
    """``MessageHeader`` of a status."""
    children: Parts = [
        _organization("From", packet.sender),
        Branch("ResponseFor", _reference(packet.response_for)),
        staff(packet.staff),
        Leaf("StatusCode", packet.code),
        Leaf("Description", packet.description),
        moment("Timestamp", packet.timestamp),
    ]
    return Branch("MessageHeader", children, is_kept=True)


def document(packet: DocumentPacket) -> Branch:
    """``MessageHeader`` of a document."""
    kind, signer = packet.document_type, packet.signer
    promulgation = [Leaf("Place", packet.place), day("PromulgationDate", packet.promulgation_date)]
    numbers = [Leaf("CodeNumber", packet.code.number), Leaf("CodeNotation", packet.code.notation)]
    types = [number("Type", kind.type), number("TypeDetail", kind.detail), Leaf("TypeName", kind.name)]
    signed = [Leaf("Competence", signer.competence), Leaf("Position", signer.position)]
    children: Parts = [
        _organization("From", packet.sender),
        *(_organization("To", one, is_repeated=True) for one in packet.recipients),
        Leaf("DocumentId", packet.document_id),
        Branch("Code", numbers),
        Branch("PromulgationInfo", promulgation),
        Branch("DocumentType", types),
        Leaf("Subject", packet.subject),
        Leaf("Content", packet.content),
        Branch("SignerInfo", [*signed, Leaf("FullName", signer.full_name)]),
        day("DueDate", packet.due_date),
        _other(packet.other),
        *(Branch("ResponseFor", _reference(one), is_repeated=True) for one in packet.response_for),
        number("SteeringType", packet.steering),
        Branch("ToPlaces", listed("Place", packet.to_places)),
    ]
    return Branch("MessageHeader", children, is_kept=True)


def _organization(name: str, one: Organization, *, is_repeated: bool = False) -> Branch:
    children: Parts = [
        Leaf("OrganId", one.organ_id),
        Leaf("OrganizationInCharge", one.in_charge),
        Leaf("OrganName", one.name),
        Leaf("OrganAdd", one.address),
        Leaf("Email", one.email),
        Leaf("Telephone", one.telephone),
        Leaf("Fax", one.fax),
        Leaf("Website", one.website),
    ]
    return Branch(name, children, is_repeated)


def _other(other: OtherInfo) -> Branch:
    children: Parts = [
        number("Priority", other.priority),
        Leaf("SphereOfPromulgation", other.circulation),
        Leaf("TyperNotation", other.typist),
        number("PromulgationAmount", other.copies),
        number("PageAmount", other.pages),
        Leaf("Direction", "" if other.direction is None else str(other.direction).lower()),
        Branch("Appendixes", listed("Appendix", other.appendixes)),
    ]
    return Branch("OtherInfo", children)


def _reference(one: Reference) -> Parts:
    return [
        Leaf("OrganId", one.organ_id),
        Leaf("Code", one.code),
        day("PromulgationDate", one.promulgation_date),
        Leaf("DocumentId", one.document_id),
    ]


def staff(one: Staff) -> Branch:
    """``StaffInfo``."""
    children: Parts = [Leaf("Department", one.department), Leaf("Staff", one.name)]
    return Branch("StaffInfo", [*children, Leaf("Email", one.email), Leaf("Mobile", one.mobile)])
