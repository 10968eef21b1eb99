"""What an authorisation to stand in for somebody covers: kinds of work, and fields of work within the directions.

Source:
    Decree 30/2020/NĐ-CP, Article 13: an authorisation is in writing, limited in time and in content.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


class Matter(enum.StrEnum):
    """A kind of work an authorisation can be limited to."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    DIRECTIONS = "directions"
    DOSSIERS = "dossiers"


MATTER_WORDS: Final[Mapping[Matter, str]] = {
    Matter.INCOMING: "văn bản đến",
    Matter.OUTGOING: "văn bản đi",
    Matter.DIRECTIONS: "ý kiến chỉ đạo, nhiệm vụ",
    Matter.DOSSIERS: "hồ sơ",
}
# What an act is about, by the first word of its name in the audit log.
_OF_ACTS: Final[Mapping[str, Matter]] = {
    "letter": Matter.INCOMING, "outgoing": Matter.OUTGOING, "assignment": Matter.DIRECTIONS,
    "direction": Matter.DIRECTIONS, "directions": Matter.DIRECTIONS, "meeting": Matter.DIRECTIONS,
    "dossier": Matter.DOSSIERS, "dossiers": Matter.DOSSIERS, "filing_list": Matter.DOSSIERS, "freeze": Matter.DOSSIERS,
}  # fmt: skip
_READING: Final = ".exported"


@dataclass(frozen=True)
class Mandate:
    """The limits of an authorisation.

    Attributes:
        basis: Number and symbol of the document that gives it.
        matters: Kinds of work; empty: all.
        fields: Fields of work (lĩnh vực) of directions, as printed; empty: all.
    """

    basis: str
    matters: frozenset[Matter] = frozenset()
    fields: tuple[str, ...] = ()

    def why_not(self, matter: Matter | None, field: str | None = None) -> str:
        """Why an act is not covered, as a sentence; empty where it is.

        Args:
            matter: None: of none of the kinds, which only an authorisation for all of them covers.
            field: Of a direction, empty where none was named; None: the act is about no direction.
        """
        if self.matters and matter not in self.matters:
            covered = ", ".join(MATTER_WORDS[each] for each in Matter if each in self.matters)
            return f"Ủy quyền {self.basis} chỉ gồm {covered}; việc này chờ người được thay, hoặc ủy quyền khác."
        known = {_folded(each) for each in self.fields}
        if field is not None and known and _folded(field) not in known:
            return f"Ủy quyền {self.basis} chỉ gồm lĩnh vực {', '.join(self.fields)}; việc này chờ người được thay."
        return ""

    def why_not_act(self, action: str) -> str:
        """The same for an act by its name in the audit log: ``letter.assigned``; taking a list along is no act."""
        return "" if action.endswith(_READING) else self.why_not(_OF_ACTS.get(action.partition(".")[0]))


def _folded(field: str) -> str:
    return " ".join(field.split()).casefold()
