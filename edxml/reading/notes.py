"""What a reading finds on its way: breaches of rules, and elements kept verbatim."""

from __future__ import annotations

import re
from typing import Final

from edxml.errors import PacketError
from edxml.limits import Limits
from edxml.names import NAMESPACE, PREFIX
from edxml.packets import UnknownElement
from edxml.reading.node import Node
from edxml.rule import ERROR, Broken, Finding
from edxml.rules import structure, values

_START_TAG: Final = re.compile(rb"<[^\s/>]+(?:\s+[^\s=<>/\"']+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_CLOSING: Final = re.compile(rb">")
_HEAD: Final = re.compile(r"<[^\s/>]+")
_PREFIXES: Final = re.compile(r"[<\s]/?([^\s<>:=/\"']+):")
_STANDARD: Final = {"": NAMESPACE, PREFIX: NAMESPACE, "xml": "http://www.w3.org/XML/1998/namespace"}


class Notes:
    """Collects while a packet is read.

    Args:
        data: The bytes the nodes' places count in.
    """

    def __init__(self, data: memoryview, limits: Limits) -> None:
        self.findings: list[Finding] = []
        self.limits = limits
        self._data = data
        self._warnings = 0
        self._said: set[str] = set()
        self._kept: list[tuple[int, UnknownElement]] = []

    @property
    def unknown(self) -> tuple[UnknownElement, ...]:
        """The elements kept, by place and then in the order of the packet: writing them keeps this order."""
        ordered = sorted(self._kept, key=lambda kept: (kept[1].place, kept[0]))
        return tuple(element for _, element in ordered)

    def note(self, broken: Broken) -> None:
        """Record a breach; warnings only up to their limit."""
        finding = broken.received()
        if finding is None:
            return
        if finding.level is not ERROR:
            self._warnings += 1
            if self._warnings > self.limits.warnings:
                self.note_once(values.WARNINGS_CUT.broken(limit=self.limits.warnings))
                return
        self.findings.append(finding)

    def note_once(self, broken: Broken) -> None:
        """Record the first breach of a rule, however often it is broken."""
        finding = broken.received()
        if finding and finding.rule not in self._said:
            self._said.add(finding.rule)
            self.findings.append(finding)

    def keep(self, node: Node, place: str) -> None:
        """Keep an element verbatim, with the place it stands in."""
        if len(self._kept) >= self.limits.unknown_elements:
            raise PacketError(structure.TOO_MANY_UNKNOWN.broken(limit=self.limits.unknown_elements))
        self._kept.append((node.start, UnknownElement(place, node.name, self.verbatim(node))))

    def verbatim(self, node: Node) -> str:
        """An element as it stands in the packet, with the namespaces it takes from around it."""
        end = self._end_of(node)
        if end - node.start > self.limits.header_bytes:
            raise PacketError(structure.HEADER_TOO_LARGE.broken(limit=self.limits.header_bytes // 2**20))
        xml = bytes(self._data[node.start : end]).decode()
        head = _HEAD.match(xml)
        cut = head.end() if head else 0
        return xml[:cut] + "".join(self._declarations(node, xml)) + xml[cut:]

    def _declarations(self, node: Node, xml: str) -> list[str]:
        start_tag = _START_TAG.match(xml.encode())
        own = start_tag[0].decode() if start_tag else ""
        used = {"", *_PREFIXES.findall(xml)}
        missing = []
        for prefix, uri in sorted({"": "", **node.scope}.items()):
            attribute = f"xmlns:{prefix}" if prefix else "xmlns"
            is_declared = re.search(rf"\s{re.escape(attribute)}\s*=", own)
            if prefix in used and not is_declared and _STANDARD.get(prefix) != uri:
                missing.append(f' {attribute}="{_escaped(uri)}"')
        return missing

    def _end_of(self, node: Node) -> int:
        """The byte after an element: the parser tells where its end tag begins, or the end of an empty element."""
        start_tag = _START_TAG.match(self._data, node.start)
        if start_tag and start_tag[1]:
            return start_tag.end()
        closing = _CLOSING.search(self._data, node.end)
        return closing.end() if closing else node.end


def _escaped(uri: str) -> str:
    return uri.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
