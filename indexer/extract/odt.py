"""Reads OpenDocument texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from indexer.extract import xml
from indexer.extract.errors import UnreadableError
from indexer.extract.flow import Flow
from indexer.extract.fonts import Run
from indexer.extract.numbering import Counter, Level
from indexer.extract.zipped import Container
from indexer.records import ExtractedText, RawDocument

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_FIGURES: Final = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter"}
_SKIPPED: Final = frozenset({"tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms"})
_MOST_BLANKS: Final = 200


def read(document: RawDocument) -> ExtractedText:
    """Text of an OpenDocument text.

    Raises:
        UnreadableError: It is damaged, encrypted or unfolds into too much.
    """
    container = Container(document.content)
    if b"encryption-data" in container.read("META-INF/manifest.xml"):
        raise UnreadableError.encrypted()
    content = container.read("content.xml")
    if not content:
        raise UnreadableError.damaged()
    root = xml.parse(content)
    styles = container.read("styles.xml")
    shared = xml.parse(styles) if styles else None
    reader = _Reader(root, shared)
    body = root.find(f"{_OFFICE}body")
    if body is not None:
        reader.blocks(body)
    if shared is not None:
        for master in shared.iter(f"{_STYLE}header", f"{_STYLE}footer"):
            reader.blocks(master)
    return reader.flow.finished()


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class _Reader:
    def __init__(self, root: etree._Element, shared: etree._Element | None) -> None:
        self.flow = Flow()
        roots = [root] if shared is None else [shared, root]
        self._fonts = {
            style.get(f"{_STYLE}name", ""): (_font(style), style.get(f"{_STYLE}parent-style-name", ""))
            for base in roots
            for style in base.iter(f"{_STYLE}style")
        }
        self._counter = Counter(
            {item.get(f"{_STYLE}name", ""): _levels(item) for base in roots for item in base.iter(f"{_TEXT}list-style")}
        )

    def blocks(self, parent: etree._Element, lists: tuple[str, ...] = ()) -> None:
        label = ""
        for child in parent:
            name = _local(child)
            if name in ("p", "h"):
                label = self._counter.label(lists[0], len(lists) - 1) if lists and not label else ""
                for runs in self._paragraph(child, label):
                    self.flow.paragraph(runs)
            elif name == "list":
                self.blocks(child, (*(lists or (child.get(f"{_TEXT}style-name", ""),)), *lists[:1]))
            elif name in ("list-item", "list-header"):
                self.blocks(child, lists if name == "list-item" else ())
            elif name == "table-row":
                self._row(child)
            elif name not in _SKIPPED:
                self.blocks(child, lists)

    def _row(self, row: etree._Element) -> None:
        cells = [cell for cell in row if _local(cell) == "table-cell"]
        if any(_local(child) == "table" for cell in cells for child in cell):
            for cell in cells:
                self.blocks(cell)
        else:
            self.flow.row([[runs for p in _paragraphs(cell) for runs in self._paragraph(p)] for cell in cells])

    def _paragraph(self, paragraph: etree._Element, label: str = "") -> list[list[Run]]:
        runs = [Run(label + " ")] if label else []
        apart: list[list[Run]] = []
        self._collect(paragraph, self._font(paragraph, ""), runs, apart)
        return [*apart, runs]

    def _collect(self, parent: etree._Element, font: str, runs: list[Run], apart: list[list[Run]]) -> None:
        runs.append(Run(parent.text or "", font))
        for child in parent:
            name = _local(child)
            if name in ("note", "text-box"):
                apart.extend(found for p in _paragraphs(child) for found in self._paragraph(p))
            elif name == "s":
                count = child.get(f"{_TEXT}c", "1")
                runs.append(Run(" " * min(int(count) if count.isdigit() else 1, _MOST_BLANKS), font))
            elif name in ("tab", "line-break"):
                runs.append(Run("\t" if name == "tab" else "\n", font))
            elif name and name not in _SKIPPED:
                self._collect(child, self._font(child, font), runs, apart)
            runs.append(Run(child.tail or "", font))

    def _font(self, element: etree._Element, around: str) -> str:
        name = element.get(f"{_TEXT}style-name", "")
        for _ in range(12):
            font, name = self._fonts.get(name, ("", ""))
            if font or not name:
                return font or around
        return around


def _paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if _local(child) in ("p", "h"):
            yield child
        elif _local(child) not in _SKIPPED:
            yield from _paragraphs(child)


def _font(style: etree._Element) -> str:
    properties = style.find(f"{_STYLE}text-properties")
    if properties is None:
        return ""
    return properties.get(f"{_STYLE}font-name") or properties.get(f"{_FO}font-family") or ""


def _levels(item: etree._Element) -> tuple[Level, ...]:
    levels = []
    for place, level in enumerate(item, start=1):
        figures = _FIGURES.get(level.get(f"{_STYLE}num-format", ""), "none")
        if _local(level) == "list-level-style-bullet":
            figures = "bullet"
        shown = level.get(f"{_TEXT}display-levels", "1")
        numbers = range(max(place - (int(shown) if shown.isdigit() else 1), 0) + 1, place + 1)
        template = ".".join(f"%{number}" for number in numbers)
        start = level.get(f"{_TEXT}start-value", "1")
        before, after = level.get(f"{_STYLE}num-prefix", ""), level.get(f"{_STYLE}num-suffix", "")
        levels.append(Level(int(start) if start.isdigit() else 1, figures, before + template + after))
    return tuple(levels[:9])
