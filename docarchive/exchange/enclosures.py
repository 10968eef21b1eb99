"""Assignments that go along with a letter, and which of them a letter reports on; as values and as parts of packets.

A packet says by ``SteeringType`` that its letter gives work or reports on it. Which work, no standard has a place for:
what is given goes along in an element of our own, what is reported in the newer kit's ``ResponseForTask/TaskCode``.
Whoever knows neither still has the letter, its ``DueDate`` and its ``ResponseFor``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final

from edxml import DocumentPacket, Extra, StatusPacket, UnknownElement, extra_element, extra_elements

NAMESPACE: Final = "urn:docarchive:assignments:1"
MOST: Final = 100
LONGEST_CODE: Final = 40
YEARS: Final = range(2000, 2101)  # other days are slips, or meant to be
_LONGEST: Final = {"lead": 300, "lead_code": 64, "product": 200, "giver": 200, "part": 4}
_LONGEST_TEXT: Final = 4_000
_TAGS: Final = {
    "code": "Code", "part": "Part", "content": "Content", "lead": "Lead", "lead_code": "LeadCode",
    "product": "Product", "due_on": "DueDate", "given_on": "GivenDate", "giver": "Giver", "quote": "Quote",
}  # fmt: skip


@dataclass(frozen=True)
class Task:
    """An assignment as it is told to one of the agencies it is laid on.

    Attributes:
        code: Its name in the giver's register, unique there.
        part: What the agency told has to do with it: ``lead`` or ``co``.
        lead: Who leads, by name; ``lead_code`` its identifier.
        due_on: ``yyyy-mm-dd``; empty: without a deadline. So with ``given_on``.
        giver: The leader or body who gave it, as printed.
        quote: The sentence it follows from.
        co: Who works along, by name.
    """

    code: str
    content: str
    part: str = "lead"
    lead: str = ""
    lead_code: str = ""
    product: str = ""
    due_on: str = ""
    given_on: str = ""
    giver: str = ""
    quote: str = ""
    co: tuple[str, ...] = ()


@dataclass(frozen=True)
class Enclosed:
    """What goes along with a letter for one agency.

    Attributes:
        given: Assignments laid on it.
        reported: Codes of assignments of its own register that the letter reports on.
    """

    given: tuple[Task, ...] = ()
    reported: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.given or self.reported)

    def to_json(self) -> dict[str, Any] | None:
        """As a column keeps it; None: nothing."""
        return {"given": [asdict(one) for one in self.given], "reported": list(self.reported)} if self else None

    @classmethod
    def from_json(cls, kept: Mapping[str, Any] | None) -> Enclosed:
        """The same again."""
        if not kept:
            return NOTHING
        given = [Task(**{**one, "co": tuple(one.get("co", ()))}) for one in kept.get("given", ())]
        return cls(tuple(given), tuple(kept.get("reported", ())))


NOTHING: Final = Enclosed()


def elements(enclosed: Enclosed) -> tuple[UnknownElement, ...]:
    """What a packet takes along."""
    found = list(task_elements(enclosed.reported))
    if enclosed.given:
        given = Extra("Assignments", children=tuple(_extra(one) for one in enclosed.given))
        found.insert(0, extra_element(given, NAMESPACE))
    return tuple(found)


def task_elements(codes: Sequence[str]) -> tuple[UnknownElement, ...]:
    """The elements that name assignments of the receiver's register."""
    return tuple(
        extra_element(Extra("ResponseForTask", children=(Extra("TaskCode", code),))) for code in dict.fromkeys(codes)
    )


def enclosed_in(packet: DocumentPacket) -> Enclosed:
    """What came along with a letter; what says too little or too much to be an assignment is left out."""
    found = (item for extra in extra_elements(packet, "Assignments", NAMESPACE) for item in extra.children)
    once = {task.code: task for item in found if item.name == "Assignment" and (task := _task(item))}
    return Enclosed(tuple(once.values())[:MOST], task_codes(packet))


def task_codes(packet: DocumentPacket | StatusPacket) -> tuple[str, ...]:
    """The assignments of the receiver's register a packet names."""
    named = (code for extra in extra_elements(packet, "ResponseForTask") for code in extra.texts("TaskCode"))
    return tuple(dict.fromkeys(code for code in named if len(code) <= LONGEST_CODE))[:MOST]


def day(text: str) -> date | None:
    """A day as a task says it; None where it says none that work can be given or due on."""
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


def _extra(one: Task) -> Extra:
    return Extra("Assignment", children=tuple(_parts(one)))


def _parts(one: Task) -> Iterator[Extra]:
    for name, tag in _TAGS.items():
        if value := plain(getattr(one, name)):
            yield Extra(tag, value)
    for name in one.co:
        yield Extra("Co", plain(name))


def plain(text: str) -> str:
    """One line, without what no packet may hold."""
    return " ".join("".join(each for each in text if each.isprintable() or each.isspace()).split())


def _task(item: Extra) -> Task | None:
    said = {name: " ".join(item.said(tag).split())[: _LONGEST.get(name, _LONGEST_TEXT)] for name, tag in _TAGS.items()}
    for name in ("due_on", "given_on"):
        said[name] = said[name] if day(said[name]) else ""
    if not 0 < len(said["code"]) <= LONGEST_CODE or not said["content"] or said["part"] not in ("lead", "co"):
        return None
    co = tuple(" ".join(name.split())[:300] for name in item.texts("Co"))[:MOST]
    known = {each.name for each in fields(Task)}
    return Task(**{name: value for name, value in said.items() if name in known}, co=co)
