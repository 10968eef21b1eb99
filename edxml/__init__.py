"""Packets of the national document axis (edXML of QCVN 102:2016), read, written, checked; no Flask, no database."""

from edxml.business import Business, Receiver, Replacement, Update
from edxml.checking import Report, check, report_on
from edxml.codes import STATUS_NAMES, BusinessType, Priority, ReceiverChange, Steering
from edxml.errors import EdxmlError, NotWritableError, PacketError
from edxml.extras import Extra, extra_element, extra_elements
from edxml.files import Attachment, ManifestEntry
from edxml.identifiers import DocumentIdParts, is_organ_id, make_document_id, parse_document_id
from edxml.limits import Limits
from edxml.packets import DocumentPacket, Packet, StatusPacket, UnknownElement
from edxml.reading import Reading, read
from edxml.records import Code, DocumentType, Hop, Organization, OtherInfo, Reference, Signer, Staff
from edxml.rule import Finding, Level
from edxml.times import Moment
from edxml.writing import Packing, Purpose, review, write

__all__ = [
    "STATUS_NAMES",
    "Attachment",
    "Business",
    "BusinessType",
    "Code",
    "DocumentIdParts",
    "DocumentPacket",
    "DocumentType",
    "EdxmlError",
    "Extra",
    "Finding",
    "Hop",
    "Level",
    "Limits",
    "ManifestEntry",
    "Moment",
    "NotWritableError",
    "Organization",
    "OtherInfo",
    "Packet",
    "PacketError",
    "Packing",
    "Priority",
    "Purpose",
    "Reading",
    "Receiver",
    "ReceiverChange",
    "Reference",
    "Replacement",
    "Report",
    "Signer",
    "Staff",
    "StatusPacket",
    "Steering",
    "UnknownElement",
    "Update",
    "check",
    "extra_element",
    "extra_elements",
    "is_organ_id",
    "make_document_id",
    "parse_document_id",
    "read",
    "report_on",
    "review",
    "write",
]
