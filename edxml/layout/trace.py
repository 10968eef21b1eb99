"""Where a packet passed and what business it has."""

from __future__ import annotations

from edxml.business import Business, Receiver, Replacement, Update
from edxml.element import Branch, Leaf
from edxml.layout.header import staff
from edxml.layout.leaves import Parts, listed, moment, number, truth
from edxml.packets import DocumentPacket
from edxml.records import Hop


def trace(packet: DocumentPacket) -> Branch:
    """``TraceHeaderList``."""
    return Branch("TraceHeaderList", [*(_hop(hop) for hop in packet.trace), _business(packet.business)])


def _hop(hop: Hop) -> Branch:
    return Branch("TraceHeader", [Leaf("OrganId", hop.organ_id), moment("Timestamp", hop.passed_at)], is_repeated=True)


def _business(business: Business) -> Branch:
    children: Parts = [
        Leaf("DocumentId", business.document_id),
        number("BussinessDocType", business.type),
        Leaf("BussinessDocReason", business.reason),
        truth("Paper", business.paper),
        _update(business.update),
        Branch("ReplacementInfoList", [_replacement(one) for one in business.replacements]),
        staff(business.staff),
    ]
    return Branch("Bussiness", children)


def _update(update: Update) -> Branch:
    receivers = Branch("ReceiverList", [_receiver(one) for one in update.receiver_list])
    flags = [truth("DocumentInfo", update.document), truth("DocumentReceiver", update.receivers)]
    return Branch("BussinessDocumentInfo", [*flags, receivers])


def _receiver(one: Receiver) -> Branch:
    return Branch("Receiver", [Leaf("OrganId", one.organ_id), number("ReceiverType", one.change)], is_repeated=True)


def _replacement(one: Replacement) -> Branch:
    organs = Branch("OrganIdList", listed("OrganId", one.organ_ids))
    return Branch("ReplacementInfo", [Leaf("DocumentId", one.document_id), organs], is_repeated=True)
