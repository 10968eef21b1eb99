"""A dossier and its documents as XML, under the exact names of the law.

Source:
    Decree 30/2020/NĐ-CP, Annex VI, part II. It names the elements and their lengths and leaves the elements around
    them open: ``Dossier``, ``Children``, ``Child``, ``Documents`` and the attributes of ``Document`` are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from docarchive.archive.models import Document
from docarchive.core.sheets import writable
from docarchive.dossiers.arrivals import Arrival
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.queries.contents import Item, summed
from docarchive.dossiers.states import LANGUAGE, USE_WORDS, Use

_NUMBER = re.compile(r"\s*(\d+[a-zđ]?)\s*[/\-]?\s*(.*)", re.IGNORECASE)
# As packets of the document axis count urgency (QCVN 102:2016/BTTTT, Priority); the annex gives no codes.
_PRIORITY: Final = {"khẩn": 1, "thượng khẩn": 2, "hỏa tốc": 3, "hỏa tốc hẹn giờ": 4}
_LONGEST: Final = {
    "OrganId": 13, "FileNotation": 20, "TypeName": 100, "CodeNumber": 11, "CodeNotation": 30, "OrganName": 200,
    "Subject": 500, "Language": 30, "Description": 500, "Position": 100, "FullName": 50, "ToPlaces": 1000,
    "Title": 500, "Maintenance": 30, "Rights": 30, "Creator": 30, "ArrivalNumber": 10,
}  # fmt: skip

Value = str | int | date | None


@dataclass(frozen=True)
class Cut:
    """A value longer than the law's element holds; the file has its beginning."""

    name: str
    value: str
    longest: int


@dataclass(frozen=True)
class Filed:
    """A document as it leaves: where it stands, and its file in the package; empty where it has none."""

    item: Item
    file: str = ""
    sha256: str = ""


def xml(
    dossier: Dossier, filed: Sequence[Filed], arrivals: Mapping[str, Arrival], children: Sequence[Dossier] = ()
) -> bytes:
    """Write the metadata of a dossier and its documents, in their order; of its children their codes and titles."""
    root = etree.Element("Dossier")
    _fill(root, _of_dossier(dossier, [each.item for each in filed]))
    if children:
        parts = etree.SubElement(root, "Children")
        for child in children:
            _fill(etree.SubElement(parts, "Child"), (("FileCode", _file_code(child)), ("Title", child.title)))
    documents = etree.SubElement(root, "Documents")
    for each in filed:
        marks = {"file": each.file, "sha256": each.sha256} if each.file else {}
        element = etree.SubElement(documents, "Document", marks)
        _fill(element, _of_document(dossier, each.item, arrivals.get(each.item.document.id)))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def cuts(dossier: Dossier, items: Sequence[Item]) -> list[Cut]:
    """What is longer than the law's elements hold."""
    found = list(_cuts(_of_dossier(dossier, items)))
    for item in items:
        found += _cuts(_of_document(dossier, item, None)[1:])
    return found


def code_of(number: str | None) -> tuple[str, str]:
    """Part a number from its symbol: ``1427/STC-QLNS`` → ``1427``, ``STC-QLNS``."""
    found = _NUMBER.fullmatch(number or "")
    return (found[1], found[2]) if found else ("", number or "")


_Tree = Sequence[tuple[str, "Value | _Tree"]]


def _of_dossier(dossier: Dossier, items: Sequence[Item]) -> _Tree:
    total = summed(items)
    return (
        ("FileCode", _file_code(dossier)),
        ("Title", dossier.title),
        ("Maintenance", dossier.kept),
        ("Rights", USE_WORDS[Use(dossier.use)]),
        ("Creator", dossier.creator),
        ("Language", dossier.language),
        ("StartDate", dossier.started_on),
        ("EndDate", dossier.ended_on),
        ("DocTotal", total.documents),
        ("PageTotal", total.pages),
        ("Description", dossier.description),
    )


def _file_code(dossier: Dossier) -> _Tree:
    return (
        ("OrganId", dossier.agency.code),
        ("FileCatalog", dossier.year),
        ("FileNotation", dossier.symbol),
    )


def _of_document(dossier: Dossier, item: Item, arrival: Arrival | None) -> _Tree:
    document = item.document
    number, notation = code_of(document.number)
    signer = ("SignerInfo", (("Position", document.signer_title or ""), ("FullName", document.signer or "")))
    head: _Tree = (
        ("FileCode", _file_code(dossier)),
        ("DocOrdinal", item.ordinal),
        ("TypeName", document.kind or ""),
        ("CodeNumber", number),
        ("CodeNotation", notation),
        ("IssuedDate", document.issued_on),
        ("OrganName", document.issuer or ""),
        ("Subject", document.subject or ""),
        ("Language", LANGUAGE),
        ("PageAmount", document.pages),
        ("Description", _original(document)),
    )
    priority = ("Priority", _PRIORITY.get(document.urgency or "", 0))
    if arrival is None:
        return (*head, signer, priority)
    return (
        *head,
        ("ArrivalDate", arrival.arrived_on),
        ("ArrivalNumber", arrival.number),
        signer,
        priority,
        ("ToPlaces", arrival.to_places),
        ("TraceHeaderList", "\n".join(arrival.trace)),
        ("DueDate", arrival.due_on),
    )


def _original(document: Document) -> str:
    """The name the file was handed in under: in the package it has a plain one."""
    version = document.version
    return version.file_name or "" if version else ""


def _fill(parent: etree._Element, tree: _Tree) -> None:
    for name, value in tree:
        element = etree.SubElement(parent, name)
        if isinstance(value, str | int | date) or value is None:
            element.text = _written(value)[: _LONGEST.get(name)] or None
        else:
            _fill(element, value)


def _cuts(tree: _Tree) -> Iterator[Cut]:
    for name, value in tree:
        if isinstance(value, str):
            longest = _LONGEST.get(name)
            if longest is not None and len(value) > longest:
                yield Cut(name, value, longest)
        elif not isinstance(value, int | date) and value is not None:
            yield from _cuts(value)


def _written(value: Value) -> str:
    """Days as YYYY-MM-DD, ten characters; nothing as nothing."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else writable(str(value))
