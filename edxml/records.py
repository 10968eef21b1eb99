"""The values a message header is made of.

Absent and empty are the same: ``""`` for text, ``None`` for the rest. Text is NFC, without blanks at its ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from edxml.codes import Priority
from edxml.times import Moment


@dataclass(frozen=True, slots=True)
class Organization:
    """An agency (``From``, ``To``).

    Attributes:
        organ_id: ``OrganId``.
        in_charge: ``OrganizationInCharge``: the superior body, by name or by code.
        name: ``OrganName``.
        address: ``OrganAdd``; like the following free text, and often wrong.
        email: ``Email``.
        telephone: ``Telephone``.
        fax: ``Fax``.
        website: ``Website``.
    """

    organ_id: str = ""
    in_charge: str = ""
    name: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Number and symbol of a document (``Code``); the stroke between them is not sent.

    Attributes:
        number: ``CodeNumber``: ``7816``.
        notation: ``CodeNotation``: ``VPCP-TTĐT``, or ``2025/NQ-HĐND`` for legislation.
    """

    number: str = ""
    notation: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.number, self.notation) if part)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """What kind of document it is (``DocumentType``).

    Attributes:
        type: ``Type``: 1 in letters, 2 in the samples of legislation and reports; its meaning is not published.
        detail: ``TypeDetail``: only in packets of the newer kit.
        name: ``TypeName``: the kind by its name, ``Công văn``.
    """

    type: int | None = None
    detail: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed (``SignerInfo``).

    Attributes:
        competence: ``Competence``: on whose behalf, ``TL. BỘ TRƯỞNG``.
        position: ``Position``.
        full_name: ``FullName``.
    """

    competence: str = ""
    position: str = ""
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class OtherInfo:
    """What else the header says of a document (``OtherInfo``).

    Attributes:
        priority: ``Priority``.
        circulation: ``SphereOfPromulgation``: how far the document may go round.
        typist: ``TyperNotation``: the typist's mark.
        copies: ``PromulgationAmount``.
        pages: ``PageAmount``.
        direction: ``Direction``: only in packets of the newer kit.
        appendixes: ``Appendixes/Appendix``: names of the annexes.
    """

    priority: Priority | None = None
    circulation: str = ""
    typist: str = ""
    copies: int | None = None
    pages: int | None = None
    direction: bool | None = None
    appendixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document, the one answered or spoken of (``ResponseFor``).

    Attributes:
        organ_id: ``OrganId`` of its issuer; in a status message the addressee.
        code: ``Code``: number and symbol as one text, ``267/VPCP-TTĐT``.
        promulgation_date: ``PromulgationDate``.
        document_id: ``DocumentId``.
    """

    organ_id: str = ""
    code: str = ""
    promulgation_date: date | None = None
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who handled the packet (``StaffInfo``).

    Attributes:
        department: ``Department``.
        name: ``Staff``.
        email: ``Email``.
        mobile: ``Mobile``.
    """

    department: str = ""
    name: str = ""
    email: str = ""
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """A station the packet passed (``TraceHeader``).

    Attributes:
        organ_id: ``OrganId``; hubs also write ``null`` or nothing.
        passed_at: ``Timestamp``.
    """

    organ_id: str = ""
    passed_at: Moment | None = None
