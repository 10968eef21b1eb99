"""Reads the XML of a packet without what makes XML dangerous: no DTD, no entities, nothing external, all of it bounded.

The content of attachments never becomes text in memory; it goes to its ``Payload`` piece by piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from edxml.errors import PacketError
from edxml.limits import Limits
from edxml.names import NAMESPACE
from edxml.reading.node import Node
from edxml.reading.payload import Payload
from edxml.rules import structure

_PIECE_BYTES: Final = 64 * 1024
_SEPARATOR: Final = "\x1f"  # never part of a name: XML does not allow it
_PAYLOAD: Final = ("AttachmentEncoded", "Attachment", "ContentTransferEncoded")
_UTF8_NAMES: Final = frozenset({"utf-8", "utf8", "us-ascii"})


def parse(data: memoryview, limits: Limits) -> Node:
    """Give the root of a packet.

    Args:
        data: Without byte order mark.

    Raises:
        PacketError: A limit is passed or something forbidden is found.
        expat.ExpatError: The XML is not well-formed; ``edxml.reading.opening`` explains it.
    """
    return _Builder(limits).build(data)


class _Builder:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.declared: dict[str, str] = {}
        self.elements = 0
        self.payload_bytes = 0
        self.parser = expat.ParserCreate("UTF-8", _SEPARATOR)
        self._listen()

    def _listen(self) -> None:
        parser = self.parser
        parser.buffer_text = True
        parser.buffer_size = _PIECE_BYTES
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def build(self, data: memoryview) -> Node:
        for start in range(0, len(data), _PIECE_BYTES):
            piece = data[start : start + _PIECE_BYTES]
            self.parser.Parse(piece, False)  # noqa: FBT003 - takes it by place only
            self._bound(start + len(piece))
        self.parser.Parse(b"", True)  # noqa: FBT003
        if self.root is None:  # the parser would have complained
            raise PacketError(structure.PACKET_EMPTY.broken())
        return self.root

    def _bound(self, fed: int) -> None:
        """Bound what the parser holds back: a tag that does not end would be read again with every piece."""
        if fed - self.parser.CurrentByteIndex > self.limits.tag_bytes + _PIECE_BYTES:
            raise PacketError(structure.TAG_TOO_LARGE.broken(limit=self.limits.tag_bytes // 1024))
        self._bound_header()

    def _bound_header(self) -> None:
        within = self.stack[-1] if self.stack and self.stack[-1].payload else None
        outside = (within.start if within else self.parser.CurrentByteIndex) - self.payload_bytes
        if outside > self.limits.header_bytes:
            raise PacketError(structure.HEADER_TOO_LARGE.broken(limit=self.limits.header_bytes // 2**20))

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG002 - expat's shape
        if encoding is not None and encoding.lower() not in _UTF8_NAMES:
            raise PacketError(structure.ENCODING_NOT_UTF8.broken(found=encoding))

    def _doctype(self, *_: object) -> None:
        raise PacketError(structure.DTD_FORBIDDEN.broken())

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        self.declared[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count()
        namespace, _, local = name.rpartition(_SEPARATOR)
        node = Node(namespace, local, self.parser.CurrentByteIndex, self._enter_scope(), _named(attributes))
        if self.stack:
            parent = self.stack[-1]
            parent.children.append(node)
            if parent.payload:
                parent.payload.spoil()
        else:
            self.root = node
        self.stack.append(node)
        if self._is_payload():
            node.payload = Payload()

    def _count(self) -> None:
        self.elements += 1
        if self.elements > self.limits.elements:
            raise PacketError(structure.TOO_MANY_ELEMENTS.broken(limit=self.limits.elements))
        if len(self.stack) >= self.limits.depth:
            raise PacketError(structure.TOO_DEEP.broken(limit=self.limits.depth))
        self._bound_header()

    def _enter_scope(self) -> Mapping[str, str]:
        around = self.stack[-1].scope if self.stack else {}
        if not self.declared:
            return around
        scope = {**around, **self.declared}
        self.declared = {}
        if len(scope) > self.limits.namespaces:
            raise PacketError(structure.TOO_MANY_NAMESPACES.broken(limit=self.limits.namespaces))
        return scope

    def _is_payload(self) -> bool:
        """Only at its place: anywhere else it is an element nobody knows."""
        above = self.stack[1:]
        return len(above) == len(_PAYLOAD) and all(
            node.name == name and node.namespace in {NAMESPACE, ""} for node, name in zip(above, _PAYLOAD, strict=True)
        )

    def _end(self, _name: str) -> None:
        node = self.stack.pop()
        node.end = self.parser.CurrentByteIndex
        if node.payload:
            self.payload_bytes += node.end - node.start

    def _text(self, text: str) -> None:
        node = self.stack[-1]
        if node.payload:
            node.payload.feed(text)
        else:
            node.pieces.append(text)


def _named(attributes: dict[str, str]) -> Mapping[str, str]:
    return {name.rpartition(_SEPARATOR)[2]: value for name, value in attributes.items() if value}
