"""The two packets of the axis: one that carries a document, one that says how far a document has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from edxml.business import Business
from edxml.codes import BusinessType, Steering
from edxml.files import Attachment, ManifestEntry
from edxml.records import Code, DocumentType, Hop, Organization, OtherInfo, Reference, Signer, Staff
from edxml.times import Moment


@dataclass(frozen=True, slots=True)
class UnknownElement:
    """An element the standard does not know at its place, or whose value could not be understood; kept verbatim.

    Attributes:
        place: The element it stands in: ``MessageHeader/To[2]``, ``edXMLHeader``.
        name: Its local name.
        xml: Itself, as in the packet, with the namespaces it needs.
    """

    place: str
    name: str
    xml: str


@dataclass(frozen=True, slots=True)
class DocumentPacket:
    """A document on its way (``edXML`` with a ``MessageHeader`` of a document).

    Attributes:
        sender: ``From``.
        recipients: ``To``, one or more.
        document_id: ``DocumentId``: unique at its sender; opaque.
        code: ``Code``.
        place: ``PromulgationInfo/Place``.
        promulgation_date: ``PromulgationInfo/PromulgationDate``.
        document_type: ``DocumentType``.
        subject: ``Subject``.
        content: ``Content``: a short summary, mostly the subject again.
        signer: ``SignerInfo``.
        due_date: ``DueDate``: until when an answer is asked for.
        to_places: ``ToPlaces/Place``: the printed "nơi nhận", not the recipients of the packet.
        other: ``OtherInfo``.
        response_for: ``ResponseFor``: the documents this one answers.
        steering: ``SteeringType``.
        trace: ``TraceHeaderList/TraceHeader``, in the order of the packet.
        business: ``TraceHeaderList/Bussiness``.
        attachments: ``AttachmentEncoded/Attachment``.
        manifest: ``edXMLManifest/Reference``; None where it says just what the attachments say of themselves.
        signature: ``Signature``, verbatim. Whoever checks it takes the bytes as received, never a packet written anew.
        unknown: What was not understood, kept at its place.
    """

    sender: Organization = field(default_factory=Organization)
    recipients: tuple[Organization, ...] = ()
    document_id: str = ""
    code: Code = field(default_factory=Code)
    place: str = ""
    promulgation_date: date | None = None
    document_type: DocumentType = field(default_factory=DocumentType)
    subject: str = ""
    content: str = ""
    signer: Signer = field(default_factory=Signer)
    due_date: date | None = None
    to_places: tuple[str, ...] = ()
    other: OtherInfo = field(default_factory=OtherInfo)
    response_for: tuple[Reference, ...] = ()
    steering: Steering | None = None
    trace: tuple[Hop, ...] = ()
    business: Business = field(default_factory=Business)
    attachments: tuple[Attachment, ...] = ()
    manifest: tuple[ManifestEntry, ...] | None = None
    signature: str | None = None
    unknown: tuple[UnknownElement, ...] = ()

    def __post_init__(self) -> None:
        """Bring a manifest that only repeats the attachments into its one form."""
        if self.manifest == tuple(attachment.announced for attachment in self.attachments):
            object.__setattr__(self, "manifest", None)

    @property
    def announced(self) -> tuple[ManifestEntry, ...]:
        """The manifest as the packet states it."""
        if self.manifest is not None:
            return self.manifest
        return tuple(attachment.announced for attachment in self.attachments)

    @property
    def earlier_document_id(self) -> str:
        """The document recalled or updated, which packets name in their business or, recalls mostly, in the header."""
        if self.business.type in {BusinessType.RECALL, BusinessType.UPDATE}:
            return self.business.document_id or self.document_id
        return self.business.document_id


@dataclass(frozen=True, slots=True)
class StatusPacket:
    """How far a document has come at an agency (``edXML`` with a ``StatusCode``).

    Attributes:
        sender: ``From``.
        response_for: ``ResponseFor``: the document; its ``organ_id`` is the addressee, there is no ``To``.
        staff: ``StaffInfo``.
        code: ``StatusCode``, as text: unknown ones are kept.
        description: ``Description``: the reason, where one is due.
        timestamp: ``Timestamp``.
        signature: ``Signature``, verbatim.
        unknown: What was not understood, kept at its place.
    """

    sender: Organization = field(default_factory=Organization)
    response_for: Reference = field(default_factory=Reference)
    staff: Staff = field(default_factory=Staff)
    code: str = ""
    description: str = ""
    timestamp: Moment | None = None
    signature: str | None = None
    unknown: tuple[UnknownElement, ...] = ()


Packet = DocumentPacket | StatusPacket
