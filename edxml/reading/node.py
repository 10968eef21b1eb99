"""An element of the packet as it stands in the bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edxml.names import NAMESPACE, SIGNATURE_NAMESPACE
from edxml.reading.payload import Payload


@dataclass(slots=True, eq=False)
class Node:
    """One element.

    Attributes:
        start: Byte its tag begins at.
        end: Byte after it.
        scope: Prefix → namespace, as declared around and on it.
        attributes: Name → value, of those that have one.
        payload: What ``ContentTransferEncoded`` carries.
    """

    namespace: str
    name: str
    start: int
    scope: Mapping[str, str]
    attributes: Mapping[str, str]
    end: int = 0
    pieces: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    payload: Payload | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it is of QCVN 102:2016, of no namespace at all, or a signature."""
        return self.namespace in {NAMESPACE, ""} or (self.name, self.namespace) == ("Signature", SIGNATURE_NAMESPACE)

    @property
    def text(self) -> str:
        """Its own text, without the blanks at the ends."""
        return "".join(self.pieces).strip()

    @property
    def holds_elements(self) -> bool:
        """Whether an element in it says something."""
        return any(not child.is_blank for child in self.children)

    @property
    def is_blank(self) -> bool:
        """Whether neither it nor anything in it says something; a signature always does, if only that it is broken."""
        if self.name == "Signature" or self.text or (self.payload and self.payload.says_something):
            return False
        return not self.holds_elements
