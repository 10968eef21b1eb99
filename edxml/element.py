"""Elements of a packet before they are bytes: texts in branches, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edxml.files import Attachment
from edxml.names import at


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element that holds text; without text it is not written."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class FileLeaf:
    """The element that holds the content of a file."""

    name: str
    attachment: Attachment


@dataclass(frozen=True, slots=True)
class Branch:
    """An element that holds elements.

    Attributes:
        is_repeated: It may stand more than once in its parent; its places are numbered from 1.
        is_kept: Written even when nothing in it says something.
        version: Its attribute of this name.
    """

    name: str
    children: Sequence[Branch | Leaf | FileLeaf] = ()
    is_repeated: bool = False
    is_kept: bool = False
    version: str = ""


def branches(parent: Branch, place: str) -> Iterator[tuple[str, Branch | Leaf | FileLeaf]]:
    """The children of an element with their places."""
    counts: Counter[str] = Counter()
    for child in parent.children:
        inside = at(place, child.name)
        if isinstance(child, Branch) and child.is_repeated:
            counts[child.name] += 1
            inside = f"{inside}[{counts[child.name]}]"
        yield inside, child


def texts(parent: Branch, place: str) -> Iterator[tuple[str, str]]:
    """Place and text of every text in an element, empty ones, too."""
    for inside, child in branches(parent, place):
        if isinstance(child, Leaf):
            yield inside, child.text
        elif isinstance(child, Branch):
            yield from texts(child, inside)
