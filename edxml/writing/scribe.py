"""Puts elements down as XML: a line each, in the prefix of the axis, what was kept verbatim at its place."""

from __future__ import annotations

import binascii
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Final

from edxml.element import Branch, FileLeaf, Leaf, branches
from edxml.files import Attachment
from edxml.names import NAMESPACE, PREFIX
from edxml.writing.packing import pieces

_ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
# The kit of the axis writes these in the default namespace.
_WITHOUT_PREFIX: Final = frozenset({"edXML", "AttachmentEncoded"})

Pack = Callable[[Attachment], memoryview]


class Scribe:
    """Writes one packet.

    Args:
        verbatim: Place → what stands there besides the elements laid out, in order.
    """

    def __init__(self, verbatim: Mapping[str, Iterable[str]], pack: Pack) -> None:
        self._out = BytesIO()
        self._verbatim = verbatim
        self._pack = pack

    def write(self, root: Branch) -> bytes:
        """The whole packet."""
        self._put('<?xml version="1.0" encoding="UTF-8"?>')
        self._branch(root, "edXML", 0, f' xmlns="{NAMESPACE}" xmlns:{PREFIX}="{NAMESPACE}"')
        self._put("\n")
        return self._out.getvalue()

    def _branch(self, one: Branch, place: str, depth: int, attributes: str = "") -> None:
        name = _tag(one.name, place)
        version = f' version="{one.version}"' if one.version else ""
        self._line(depth, f"<{name}{attributes}{version}>")
        for inside, child in branches(one, place):
            if isinstance(child, Leaf):
                self._leaf(child, inside, depth + 1)
            elif isinstance(child, FileLeaf):
                self._file(child, depth + 1)
            elif self._speaks(child, inside):
                self._branch(child, inside, depth + 1)
        for xml in self._verbatim.get(place, ()):
            self._line(depth + 1, xml)
        self._line(depth, f"</{name}>")

    def _leaf(self, one: Leaf, place: str, depth: int) -> None:
        if one.text:
            name = _tag(one.name, place)
            self._line(depth, f"<{name}>{one.text.translate(_ESCAPED)}</{name}>")

    def _file(self, one: FileLeaf, depth: int) -> None:
        packed = self._pack(one.attachment)
        if not packed:
            return
        self._line(depth, f"<{PREFIX}:{one.name}>")
        for piece in pieces(packed):
            self._out.write(binascii.b2a_base64(piece, newline=False))
        self._put(f"</{PREFIX}:{one.name}>")

    def _speaks(self, one: Branch, place: str) -> bool:
        """Whether something in an element would be written."""
        if one.is_kept or place in self._verbatim:
            return True
        return any(self._says(child, inside) for inside, child in branches(one, place))

    def _says(self, child: Branch | Leaf | FileLeaf, place: str) -> bool:
        if isinstance(child, Branch):
            return self._speaks(child, place)
        if isinstance(child, Leaf):
            return bool(child.text)
        return child.attachment.content is not None or bool(child.attachment.carried)

    def _line(self, depth: int, xml: str) -> None:
        self._put("\n" + "  " * depth + xml)

    def _put(self, xml: str) -> None:
        self._out.write(xml.encode())


def _tag(name: str, place: str) -> str:
    return name if place.split("/")[0] in _WITHOUT_PREFIX else f"{PREFIX}:{name}"
