"""Packets of the national document axis (edXML of QCVN 102:2016), read, written, checked; no Flask, no database."""

from edxml.business import Business, Receiver, Replacement, Update
from edxml.codes import STATUS_NAMES, BusinessType, Priority, ReceiverChange, Steering
from edxml.files import Attachment, ManifestEntry
from edxml.identifiers import DocumentIdParts, is_organ_id, make_document_id, parse_document_id
from edxml.packets import DocumentPacket, Packet, StatusPacket, UnknownElement
from edxml.records import Code, DocumentType, Hop, Organization, OtherInfo, Reference, Signer, Staff
from edxml.times import Moment

__all__ = [
    "STATUS_NAMES",
    "Attachment",
    "Business",
    "BusinessType",
    "Code",
    "DocumentIdParts",
    "DocumentPacket",
    "DocumentType",
    "Hop",
    "ManifestEntry",
    "Moment",
    "Organization",
    "OtherInfo",
    "Packet",
    "Priority",
    "Receiver",
    "ReceiverChange",
    "Reference",
    "Replacement",
    "Signer",
    "Staff",
    "StatusPacket",
    "Steering",
    "UnknownElement",
    "Update",
    "is_organ_id",
    "make_document_id",
    "parse_document_id",
]
