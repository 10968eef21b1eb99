"""One document of the demonstration, before it takes the form of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from scripts.demodata.province import Office

Form = Literal["pdf", "scan", "word", "tcvn3", "vni"]
Style = Literal["article", "clause", "point", "plain", "heading"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body and how Decree 30/2020/NĐ-CP, Appendix I sets it."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as Decree 30/2020/NĐ-CP, Appendix I lays it out.

    Attributes:
        kind: Printed name of the kind; empty for an official letter (công văn), whose subject starts with "V/v".
        authority: Lines above the signature: "TM. …", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
        addressees: After "Kính gửi:"; empty for documents that name none.
        session: Ordinal of the council's session that passed it, or None.
    """

    kind: str
    number: str
    issued_on: date
    office: Office
    subject: str
    body: tuple[Paragraph, ...]
    authority: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    bases: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    urgency: str = ""
    session: int | None = None
    form: Form = "pdf"
    file_name: str = field(default="")

    @property
    def title(self) -> str:
        """How another document cites it: kind, number, date and issuer."""
        day = f"{self.issued_on:%d} tháng {self.issued_on.month} năm {self.issued_on.year}"
        return f"{self.kind.capitalize() or 'Công văn'} số {self.number} ngày {day} của {self.office.name}"
