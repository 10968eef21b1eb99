"""The text of a Word document: paragraphs and tables in order, text boxes, notes, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from indexer.extract import xml
from indexer.extract.docx.names import is_on, local, transitional, w
from indexer.extract.docx.styles import Lists, Styles
from indexer.extract.errors import UnreadableError
from indexer.extract.flow import Flow
from indexer.extract.fonts import Run
from indexer.extract.zipped import Container
from indexer.records import ExtractedText, RawDocument

_BODY: Final = "word/document.xml"
_SHOWN_AS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# Fallbacks repeat what stands beside them; comments and deletions are not part of the document.
_SKIPPED: Final = frozenset(
    {"Fallback", "del", "moveFrom", "instrText", "delText", "pPr", "sectPr", "commentReference"}
)


def read(document: RawDocument) -> ExtractedText:
    """Text of a Word document.

    Raises:
        UnreadableError: It is damaged, encrypted or unfolds into too much.
    """
    container = Container(document.content)
    body = _part(container, _main_part(container))
    if body is None:
        raise UnreadableError.damaged()
    reader = _Reader(Styles(_part(container, "word/styles.xml")), Lists(_part(container, "word/numbering.xml")))
    for root in (body, *_attached(container)):
        reader.blocks(root)
    return reader.flow.finished()


def _main_part(container: Container) -> str:
    if _BODY in container:
        return _BODY
    return next((name for name in container.names if name.startswith("word/document") and name.endswith(".xml")), _BODY)


def _part(container: Container, name: str) -> etree._Element | None:
    content = container.read(name)
    return xml.parse(transitional(content)) if content else None


def _attached(container: Container) -> Iterator[etree._Element]:
    """Notes, then headers and footers, each once."""
    seen: set[bytes] = set()
    for prefix in ("word/footnotes", "word/endnotes", "word/header", "word/footer"):
        for name in sorted(name for name in container.names if name.startswith(prefix) and name.endswith(".xml")):
            content = container.read(name)
            if content and content not in seen:
                seen.add(content)
                yield xml.parse(transitional(content))


class _Reader:
    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.flow = Flow()
        self._styles = styles
        self._lists = lists

    def blocks(self, parent: etree._Element) -> None:
        for child in parent:
            name = local(child)
            if name == "p":
                for runs in self._paragraph(child):
                    self.flow.paragraph(runs)
            elif name == "tbl":
                self._table(child)
            elif name not in _SKIPPED and name != "tblPr" and not child.get(w("type"), "").endswith("eparator"):
                self.blocks(child)

    def _table(self, table: etree._Element) -> None:
        for row in _inside(table, "tr"):
            cells = list(_inside(row, "tc"))
            if any(cell.find(w("tbl")) is not None for cell in cells):
                for cell in cells:
                    self.blocks(cell)
            else:
                self.flow.row([[runs for p in _inside(cell, "p") for runs in self._paragraph(p)] for cell in cells])

    def _paragraph(self, paragraph: etree._Element) -> list[list[Run]]:
        """The paragraph's runs, and those of paragraphs in text boxes anchored to it, which come first."""
        properties = paragraph.find(w("pPr"))
        runs: list[Run] = []
        boxed: list[list[Run]] = []
        fields: list[bool] = []
        self._collect(paragraph, properties, runs, boxed, fields)
        if any(run.text.strip() for run in runs):
            label = self._lists.label(self._styles.numbered(properties))
            if label:
                runs.insert(0, Run(label + " "))
        return [*boxed, runs]

    def _collect(
        self,
        parent: etree._Element,
        properties: etree._Element | None,
        runs: list[Run],
        boxed: list[list[Run]],
        fields: list[bool],
    ) -> None:
        for child in parent:
            name = local(child)
            if name in _SKIPPED:
                continue
            if name == "r":
                self._run(child, properties, runs, boxed, fields)
            elif name == "txbxContent":
                boxed.extend(found for p in child.iter(w("p")) for found in self._paragraph(p))
            else:
                self._collect(child, properties, runs, boxed, fields)

    def _run(
        self,
        run: etree._Element,
        properties: etree._Element | None,
        runs: list[Run],
        boxed: list[list[Run]],
        fields: list[bool],
    ) -> None:
        own = run.find(w("rPr"))
        text = ""
        for child in run:
            name = local(child)
            if name == "fldChar":
                _step(fields, child.get(w("fldCharType"), ""))
            elif name in ("AlternateContent", "drawing", "pict", "object"):
                self._collect(child, properties, runs, boxed, fields)
            elif all(fields):
                text += _shown(child, name)
        if text and not is_on(own, "vanish"):
            runs.append(Run(text, self._styles.font(own, properties)))


def _step(fields: list[bool], kind: str) -> None:
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def _shown(child: etree._Element, name: str) -> str:
    if name == "t":
        return child.text or ""
    if name == "sym":
        code = child.get(w("char"), "")
        return chr(int(code, 16)) if len(code) == 4 and code.isalnum() else ""
    return _SHOWN_AS.get(name, "")


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of a name, seen through content controls and insertions."""
    for child in parent:
        found = local(child)
        if found == name:
            yield child
        elif found in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _inside(child, name)
