"""How an assignment stands at whoever tells it: a value, and a part of a status packet between installations.

Each side tells the whole course, numbered by its own history: the newest word holds all that was said before it, so
that words may come in any order and more than once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from docarchive.exchange.enclosures import LONGEST_CODE, MOST, NAMESPACE, day, plain
from edxml import Extra, StatusPacket, UnknownElement, extra_element, extra_elements

_LONGEST_REASON: Final = 4_000
_LONGEST_VERSION: Final = 9
_DAYS: Final = frozenset({"due_on", "paused_on", "done_on", "was_due_on", "wanted_on", "granted_on"})
GIVER: Final = "giver"
DOER: Final = "doer"
_TAGS: Final = {
    "code": "Code", "said_by": "SaidBy", "part": "Part", "state": "State", "deed": "Deed", "words": "Words",
    "reason": "Reason", "due_on": "DueDate", "paused_on": "PausedDate", "done_on": "DoneDate",
}  # fmt: skip
_REQUEST_TAGS: Final = {
    "key": "Key", "was_due_on": "WasDueDate", "wanted_on": "WantedDate", "reason": "Reason", "granted": "Granted",
    "granted_on": "GrantedDate", "answer": "Answer",
}  # fmt: skip


@dataclass(frozen=True)
class MoreTime:
    """A request for more time of whoever leads; days as ``yyyy-mm-dd``.

    Attributes:
        key: Its name at whoever asks.
        granted: ``yes``, ``no``; empty: not decided.
    """

    key: str
    was_due_on: str
    wanted_on: str
    reason: str = ""
    granted: str = ""
    granted_on: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Course:
    """How an assignment stands at whoever tells it.

    Attributes:
        code: Its name in the giver's register.
        said_by: ``GIVER`` or ``DOER``; ``part``: what the doer has to do with it, ``lead`` or ``co``.
        version: Grows with every word of the same side.
        heard: The version of the other side's newest word heard before this was said; 0: none.
        state: As ``WorkState`` in directions; ``deed`` and ``words`` say what was done last.
        reports: Identifiers of the letters that reported on it and are registered at the giver.
    """

    code: str
    said_by: str
    version: int
    part: str = "lead"
    heard: int = 0
    state: str = ""
    deed: str = ""
    words: str = ""
    reason: str = ""
    due_on: str = ""
    paused_on: str = ""
    done_on: str = ""
    reports: tuple[str, ...] = ()
    requests: tuple[MoreTime, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As columns and jobs keep it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Course:
        """The same again."""
        requests = tuple(MoreTime(**each) for each in kept["requests"])
        return cls(**{**kept, "reports": tuple(kept["reports"]), "requests": requests})


def course_elements(course: Course | None) -> tuple[UnknownElement, ...]:
    """What a status packet takes along."""
    if course is None:
        return ()
    parts = [
        *_said(course, _TAGS), Extra("Version", str(course.version)), Extra("Heard", str(course.heard)),
        *(Extra("Report", each) for each in course.reports),
        *(Extra("MoreTime", children=tuple(_said(each, _REQUEST_TAGS))) for each in course.requests),
    ]  # fmt: skip
    return (extra_element(Extra("Course", children=tuple(parts)), NAMESPACE),)


def courses_in(packet: StatusPacket) -> tuple[Course, ...]:
    """The courses a packet tells; what cannot be one is left out."""
    found = (_course(one) for one in extra_elements(packet, "Course", NAMESPACE))
    return tuple(one for one in found if one is not None)[:MOST]


def _said(of: Course | MoreTime, tags: Mapping[str, str]) -> Sequence[Extra]:
    told = ((tag, plain(str(getattr(of, name)))) for name, tag in tags.items())
    return [Extra(tag, value) for tag, value in told if value]


def _course(one: Extra) -> Course | None:
    said, version, heard = _read(one, _TAGS), one.said("Version"), one.said("Heard") or "0"
    numbers = all(each.isdecimal() and len(each) <= _LONGEST_VERSION for each in (version, heard))
    if not numbers or not 0 < len(said["code"]) <= LONGEST_CODE or said["said_by"] not in (GIVER, DOER):
        return None
    requests = [_request(each) for each in one.children if each.name == "MoreTime"]
    return Course(
        **said, version=int(version), heard=int(heard), reports=tuple(one.texts("Report"))[:MOST],
        requests=tuple(each for each in requests if each is not None)[:MOST],
    )  # fmt: skip


def _request(one: Extra) -> MoreTime | None:
    said = _read(one, _REQUEST_TAGS)
    whole = 0 < len(said["key"]) <= LONGEST_CODE and said["was_due_on"] and said["wanted_on"]
    return MoreTime(**said) if whole and (said["granted"] != "yes" or said["granted_on"]) else None


def _read(one: Extra, tags: Mapping[str, str]) -> dict[str, str]:
    said = {name: " ".join(one.said(tag).split())[:_LONGEST_REASON] for name, tag in tags.items()}
    return {name: value if name not in _DAYS or day(value) else "" for name, value in said.items()}
