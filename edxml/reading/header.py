"""Reads what a message header says of a document."""

from __future__ import annotations

from datetime import date

from edxml.codes import Priority, Steering
from edxml.reading.part import Part
from edxml.records import Code, DocumentType, Organization, OtherInfo, Reference, Signer, Staff


def organization(part: Part) -> Organization:
    """``From`` or ``To``."""
    with part:
        return Organization(
            organ_id=part.text("OrganId"),
            in_charge=part.text("OrganizationInCharge"),
            name=part.text("OrganName"),
            address=part.text("OrganAdd"),
            email=part.text("Email"),
            telephone=part.text("Telephone"),
            fax=part.text("Fax"),
            website=part.text("Website"),
        )


def code(part: Part) -> Code:
    """``Code`` of the document itself."""
    with part:
        return Code(part.text("CodeNumber"), part.text("CodeNotation"))


def promulgation(part: Part) -> tuple[str, date | None]:
    """``PromulgationInfo``: place and date."""
    with part:
        return part.text("Place"), part.day("PromulgationDate")


def document_type(part: Part) -> DocumentType:
    """``DocumentType``."""
    with part:
        return DocumentType(part.number("Type"), part.number("TypeDetail"), part.text("TypeName"))


def signer(part: Part) -> Signer:
    """``SignerInfo``."""
    with part:
        return Signer(part.text("Competence"), part.text("Position"), part.text("FullName"))


def to_places(part: Part) -> tuple[str, ...]:
    """``ToPlaces``."""
    with part:
        return part.texts("Place")


def other_info(part: Part) -> OtherInfo:
    """``OtherInfo``."""
    with part, part.part("Appendixes") as appendixes:
        return OtherInfo(
            priority=part.choice(Priority, "Priority"),
            circulation=part.text("SphereOfPromulgation"),
            typist=part.text("TyperNotation"),
            copies=part.number("PromulgationAmount"),
            pages=part.number("PageAmount"),
            direction=part.truth("Direction"),
            appendixes=appendixes.texts("Appendix"),
        )


def reference(part: Part) -> Reference:
    """``ResponseFor``."""
    with part:
        return Reference(
            organ_id=part.text("OrganId"),
            code=part.text("Code"),
            promulgation_date=part.day("PromulgationDate"),
            document_id=part.text("DocumentId"),
        )


def staff(part: Part) -> Staff:
    """``StaffInfo``."""
    with part:
        return Staff(part.text("Department"), part.text("Staff"), part.text("Email"), part.text("Mobile"))


def steering(part: Part) -> Steering | None:
    """``SteeringType`` of a message header."""
    return part.choice(Steering, "SteeringType")
