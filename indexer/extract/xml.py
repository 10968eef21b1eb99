"""Parses XML inside office files: no DTD, no entities, no network, no unbounded nodes."""

from __future__ import annotations

from lxml import etree

from indexer.extract.errors import UnreadableError


def parse(content: bytes) -> etree._Element:
    """The root element.

    Raises:
        UnreadableError: It is not well-formed, or declares entities.
    """
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise UnreadableError.damaged()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError.damaged() from error
