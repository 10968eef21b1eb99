"""What a packet does to its document: new, recall, update, replace (``Bussiness``, so spelt on the axis)."""

from __future__ import annotations

from dataclasses import dataclass, field

from edxml.codes import BusinessType, ReceiverChange
from edxml.records import Staff


@dataclass(frozen=True, slots=True)
class Receiver:
    """A recipient added or removed by an update (``Receiver``).

    Attributes:
        organ_id: ``OrganId``.
        change: ``ReceiverType``.
    """

    organ_id: str = ""
    change: ReceiverChange | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """What an update changes (``BussinessDocumentInfo``).

    Attributes:
        document: ``DocumentInfo``: the data of the document change.
        receivers: ``DocumentReceiver``: the list of recipients changes.
        receiver_list: ``ReceiverList/Receiver``.
    """

    document: bool | None = None
    receivers: bool | None = None
    receiver_list: tuple[Receiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Replacement:
    """A document that is replaced (``ReplacementInfo``).

    Attributes:
        document_id: ``DocumentId``.
        organ_ids: ``OrganIdList/OrganId``: the agencies that hold it.
    """

    document_id: str = ""
    organ_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Business:
    """The business of a packet (``Bussiness``); a packet that says nothing carries a new document.

    Attributes:
        type: ``BussinessDocType``; None where the packet names one that is not known.
        document_id: ``DocumentId``: the earlier document concerned.
        reason: ``BussinessDocReason``.
        paper: ``Paper``: a copy on paper follows.
        update: ``BussinessDocumentInfo``.
        replacements: ``ReplacementInfoList/ReplacementInfo``.
        staff: ``StaffInfo``.
    """

    type: BusinessType | None = BusinessType.NEW
    document_id: str = ""
    reason: str = ""
    paper: bool | None = None
    update: Update = field(default_factory=Update)
    replacements: tuple[Replacement, ...] = ()
    staff: Staff = field(default_factory=Staff)
