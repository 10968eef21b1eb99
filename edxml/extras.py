"""Elements beside the standard: those of newer kits of the axis, and those two sides agree on between themselves.

A reader that does not know them keeps them verbatim and goes on (``UnknownElement``); nothing the standard says may
depend on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from edxml.errors import PacketError
from edxml.limits import Limits
from edxml.names import NAMESPACE
from edxml.packets import Packet, UnknownElement
from edxml.reading.composing import composed
from edxml.reading.node import Node
from edxml.reading.tree import parse

HEADER = "MessageHeader"
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


@dataclass(frozen=True, slots=True)
class Extra:
    """An element with a text, or with elements of its own; no attributes.

    Attributes:
        text: NFC, without blanks at its ends.
    """

    name: str
    text: str = ""
    children: tuple[Extra, ...] = ()

    def texts(self, name: str) -> Sequence[str]:
        """The texts of the children of this name that say something."""
        return [one.text for one in self.children if one.name == name and one.text]

    def said(self, name: str) -> str:
        """The text of the first child of this name; empty where there is none."""
        return next(iter(self.texts(name)), "")


def extra_element(one: Extra, namespace: str = NAMESPACE) -> UnknownElement:
    """An element to go along in the message header of a packet.

    Args:
        namespace: Whose name it is; that of the standard for elements of newer kits.
    """
    declared = "" if namespace == NAMESPACE else f' xmlns="{namespace}"'
    return UnknownElement(HEADER, one.name, _written(one, declared))


def extra_elements(packet: Packet, name: str, namespace: str = NAMESPACE) -> Sequence[Extra]:
    """The elements of this name that came along in the message header; those that cannot be read are left out."""
    here = (one for one in packet.unknown if one.place == HEADER and one.name == name)
    return list(_read(here, {namespace, ""} if namespace == NAMESPACE else {namespace}))


def _written(one: Extra, declared: str = "") -> str:
    inside = "".join(_written(child) for child in one.children) or one.text.translate(_ESCAPED)
    return f"<{one.name}{declared}>{inside}</{one.name}>"


def _read(found: Iterable[UnknownElement], namespaces: set[str]) -> Iterable[Extra]:
    for one in found:
        try:
            # What is kept verbatim leaves out the namespaces every packet declares.
            around = f'<a xmlns="{NAMESPACE}" xmlns:edXML="{NAMESPACE}">{one.xml}</a>'.encode()
            (node,) = parse(memoryview(around), Limits()).children
            if node.namespace in namespaces:
                yield _extra(node)
        except (PacketError, ValueError, expat.ExpatError):
            continue


def _extra(node: Node) -> Extra:
    text, _ = composed(node.text, node.name)
    return Extra(node.name, text, tuple(_extra(child) for child in node.children))
