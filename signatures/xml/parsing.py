"""Reads a packet's bytes the careful way: no DOCTYPE, no entities, no network, UTF-8 only."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from signatures.reasons import Reason, because
from signatures.xml.reasons import XML
from signatures.xml.records import Limits

DS = "http://www.w3.org/2000/09/xmldsig#"
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']", re.DOTALL)
_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")


class Refused(Exception):  # noqa: N818 - the way out of a check, never seen outside
    """A check that failed."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.reason: Reason = because(XML, code, **facts)


def parser() -> Any:
    """A parser that reaches for nothing outside; text may be long, because attachments lie in it."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False)


def parse(data: bytes, limits: Limits) -> Any:
    """Read the root of a packet.

    Raises:
        Refused: It is too large, not XML, in another encoding, declares a DOCTYPE, or hides text behind comments.
    """
    if len(data) > limits.max_bytes:
        raise Refused("too-large", size_bytes=limits.max_bytes)
    declared = _ENCODING.match(data.removeprefix(_BOM))
    if data.startswith(_OTHER_BOMS) or (declared and declared[1].lower() not in (b"utf-8", b"utf8")):
        raise Refused("encoding")
    try:
        root = etree.fromstring(data, parser())
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Refused("doctype" if b"<!DOCTYPE" in data else "not-xml") from problem
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise Refused("doctype")
    _no_hidden_text(root)
    return root


def canonical(element: Any, *, exclusive: bool) -> bytes:
    """Write an element in canonical form without comments.

    An element below the root is made a root first, with the namespaces it inherits: lxml 6.1 with libxml2 2.14 writes
    ``xmlns=""`` on grandchildren of an element that inherits its default namespace.
    """
    if element.getparent() is not None:
        element = etree.fromstring(etree.tostring(element, with_tail=False), parser())
    written: bytes = etree.tostring(element, method="c14n", exclusive=exclusive, with_comments=False)
    return written


def name_of(element: Any) -> str:
    """The local name of an element; empty for comments and instructions."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def namespace_of(element: Any) -> str:
    """The namespace of an element; empty where it has none."""
    return str(etree.QName(element).namespace or "")


def _no_hidden_text(root: Any) -> None:
    """Comments are not signed; one amid text cuts that text short for readers who take only its first piece."""
    for comment in root.iter(etree.Comment, etree.ProcessingInstruction):
        parent = comment.getparent()
        if parent is not None and _says_something(parent):
            raise Refused("comment", element=name_of(parent))


def _says_something(element: Any) -> bool:
    return any(text and text.strip() for text in (element.text, *(child.tail for child in element)))
