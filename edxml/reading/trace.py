"""Reads where a packet passed and what business it has."""

from __future__ import annotations

from edxml.business import Business, Receiver, Replacement, Update
from edxml.codes import BusinessType, ReceiverChange
from edxml.reading import header
from edxml.reading.part import Part
from edxml.records import Hop


def trace(part: Part) -> tuple[tuple[Hop, ...], Business]:
    """``TraceHeaderList``; without a business in it the packet carries a new document."""
    with part:
        hops = tuple(_hop(one) for one in part.parts("TraceHeader"))
        return hops, _business(part.part("Bussiness", "Business"))


def _hop(part: Part) -> Hop:
    with part:
        return Hop(part.text("OrganId"), part.moment("Timestamp"))


def _business(part: Part) -> Business:
    with part:
        return Business(
            type=_type(part),
            document_id=part.text("DocumentId"),
            reason=part.text("BussinessDocReason", "BusinessDocReason"),
            paper=part.truth("Paper"),
            update=_update(part.part("BussinessDocumentInfo", "BusinessDocumentInfo")),
            replacements=_replacements(part.part("ReplacementInfoList")),
            staff=header.staff(part.part("StaffInfo")),
        )


def _type(part: Part) -> BusinessType | None:
    """New where none is named, None where the one named is not known."""
    names = "BussinessDocType", "BusinessDocType"
    if not part.has(*names):
        return BusinessType.NEW
    return part.choice(BusinessType, *names)


def _update(part: Part) -> Update:
    with part, part.part("ReceiverList") as receivers:
        return Update(
            document=part.truth("DocumentInfo"),
            receivers=part.truth("DocumentReceiver"),
            receiver_list=tuple(_receiver(one) for one in receivers.parts("Receiver")),
        )


def _receiver(part: Part) -> Receiver:
    with part:
        return Receiver(part.text("OrganId"), part.choice(ReceiverChange, "ReceiverType"))


def _replacements(part: Part) -> tuple[Replacement, ...]:
    with part:
        return tuple(_replacement(one) for one in part.parts("ReplacementInfo"))


def _replacement(part: Part) -> Replacement:
    with part, part.part("OrganIdList") as organs:
        return Replacement(part.text("DocumentId"), organs.texts("OrganId"))
