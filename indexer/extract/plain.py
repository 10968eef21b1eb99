"""Reads plain text, web pages and RTF."""

from __future__ import annotations

import re
from typing import Final

from indexer.extract.decoding import decode, rescued
from indexer.extract.errors import UnreadableError
from indexer.extract.flow import Flow
from indexer.extract.fonts import Run
from indexer.extract.letters import clean_text
from indexer.records import ExtractedText, RawDocument

_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_NOT_SHOWN: Final = ["script", "style", "noscript", "template", "head", "svg", "iframe", "object"]
_LINES: Final = "p div br tr li h1 h2 h3 h4 h5 h6 section article header footer table ul ol dl dt dd blockquote pre hr"
_CELLS: Final = "td th"
_MOST_BYTES: Final = 50 * 2**20


def read_text(document: RawDocument) -> ExtractedText:
    """A text or Markdown file; its line breaks stay."""
    _bounded(document.content)
    text, encoding = decode(document.content)
    lines = (line.rstrip() for line in clean_text(text).split("\n"))
    return ExtractedText("\n".join(lines).strip("\n"), encoding=encoding)


def read_html(document: RawDocument) -> ExtractedText:
    """The text a web page shows."""
    _bounded(document.content)
    declared = _CHARSET.search(document.content[:4096])
    text, encoding = decode(document.content, declared.group(1).decode("ascii") if declared else None)
    shown = _shown(text)
    if encoding == "unicode":
        shown, encoding = rescued(shown)
    return flowing(shown, encoding)


def read_rtf(document: RawDocument) -> ExtractedText:
    """The text of an RTF file."""
    from striprtf.striprtf import rtf_to_text

    _bounded(document.content)
    try:
        text: str = rtf_to_text(document.content.decode("latin-1"), errors="ignore")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, KeyError, RecursionError) as error:
        raise UnreadableError.damaged() from error
    return flowing(*rescued(text.replace("|", "\t")))


def flowing(text: str, encoding: str) -> ExtractedText:
    """Lines of text as paragraphs; halves of a heading typed side by side are parted."""
    flow = Flow()
    for line in clean_text(text).split("\n"):
        flow.paragraph([Run(line)])
    return ExtractedText(flow.finished().text, encoding=encoding)


def _shown(source: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    tree.strip_tags(_NOT_SHOWN)
    for node in tree.css(", ".join(_CELLS.split())):
        node.insert_after("\t")
    for node in tree.css(", ".join(_LINES.split())):
        node.insert_before("\n")
        node.insert_after("\n")
    root = tree.body or tree.root
    return root.text(separator="") if root is not None else ""


def _bounded(content: bytes) -> None:
    if len(content) > _MOST_BYTES:
        raise UnreadableError.too_large()
