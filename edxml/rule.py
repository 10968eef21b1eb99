"""Rules of the packet, findings about one, and the levels they have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from edxml.names import described

_LONGEST_QUOTE: Final = 60


class Level(StrEnum):
    """How grave a finding is: with an error the packet is refused."""

    WARNING = "warning"
    ERROR = "error"


WARNING: Final = Level.WARNING
ERROR: Final = Level.ERROR


@dataclass(frozen=True, slots=True)
class Finding:
    """What is the matter with a packet.

    Attributes:
        rule: Id of the rule, stable.
        level: How grave it is.
        message: One Vietnamese sentence: what breaks the rule, and for an error what to do.
        place: The element concerned, ``MessageHeader/To[2]/OrganId``; empty for the packet as a whole.
    """

    rule: str
    level: Level
    message: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: lenient towards what is received, strict towards what is issued.

    Attributes:
        id: Kebab-case, stable: programs and letters of refusal cite it.
        received: Level in a packet somebody sent; None where the rule is not asked.
        issued: Level in a packet of our own; None where the rule is not asked.
        message: Vietnamese sentence with ``{names}``; ``{what}`` becomes the element's name.
        about: What it demands, in English, for the documentation.
    """

    id: str
    received: Level | None
    issued: Level | None
    message: str
    about: str

    def broken(self, place: str = "", **values: object) -> Broken:
        """Say where the rule is broken and with which values."""
        shown = {name: quoted(value) if isinstance(value, str) else value for name, value in values.items()}
        sentence = self.message.format(what=described(place), **shown)
        return Broken(self, place, sentence[:1].upper() + sentence[1:])


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that is broken at a place, before it is known whether the packet came or goes."""

    rule: Rule
    place: str
    message: str

    def received(self) -> Finding | None:
        """The finding in a packet somebody sent."""
        return self._finding(self.rule.received)

    def issued(self) -> Finding | None:
        """The finding in a packet of our own."""
        return self._finding(self.rule.issued)

    def _finding(self, level: Level | None) -> Finding | None:
        return Finding(self.rule.id, level, self.message, self.place) if level else None


def quoted(text: str) -> str:
    """A value from a packet, short and on one line, fit to stand in a sentence."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text[: 4 * _LONGEST_QUOTE]).split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE].rstrip()}…"
