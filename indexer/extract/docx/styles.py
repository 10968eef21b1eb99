"""Styles and lists of a Word document: which font a run is in, which label a paragraph gets."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lxml import etree

from indexer.extract.docx.names import value, w
from indexer.extract.numbering import Counter, Level

_DEEPEST: Final = 12


class Numbered(NamedTuple):
    """Membership in a list; None where left to the style."""

    list_id: str | None
    level: int | None


class Styles:
    """What the styles of a document set, with what they inherit."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default_font = ""
        self._default_paragraph: str | None = None
        if root is None:
            return
        self._default_font = _font(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"))
        for style in root.iterfind(w("style")):
            name = style.get(w("styleId"), "")
            self._styles[name] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                self._default_paragraph = name

    def font(self, run: etree._Element | None, paragraph: etree._Element | None) -> str:
        """The font of a run's properties in a paragraph's."""
        own = _font(run)
        if own:
            return own
        for name in (value(run, "rStyle"), value(paragraph, "pStyle") or self._default_paragraph):
            for style in self._line(name):
                font = _font(style.find(w("rPr")))
                if font:
                    return font
        return self._default_font

    def numbered(self, paragraph: etree._Element | None) -> Numbered:
        list_id, level = _numbered(paragraph)
        for style in self._line(value(paragraph, "pStyle") or self._default_paragraph):
            inherited = _numbered(style.find(w("pPr")))
            list_id = inherited.list_id if list_id is None else list_id
            level = inherited.level if level is None else level
        return Numbered(list_id, level)

    def _line(self, name: str | None) -> list[etree._Element]:
        found: list[etree._Element] = []
        while name in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[name])
            name = value(found[-1], "basedOn")
        return found


def _font(properties: etree._Element | None) -> str:
    fonts = properties.find(w("rFonts")) if properties is not None else None
    if fonts is None:
        return ""
    return fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or ""


def _numbered(properties: etree._Element | None) -> Numbered:
    level = value(properties, "numPr", "ilvl")
    return Numbered(value(properties, "numPr", "numId"), int(level) if level and level.isdigit() else None)


class Lists:
    """The lists of a document; paragraphs of several lists may share one count."""

    def __init__(self, root: etree._Element | None) -> None:
        self._counts: dict[str, str] = {}
        levels: dict[str, tuple[Level, ...]] = {}
        if root is not None:
            abstract = {item.get(w("abstractNumId"), ""): _levels(item) for item in root.iterfind(w("abstractNum"))}
            for item in root.iterfind(w("num")):
                self._take(item, abstract, levels)
        self._counter = Counter(levels)

    def label(self, numbered: Numbered) -> str:
        count = self._counts.get(numbered.list_id or "", "")
        return self._counter.label(count, numbered.level or 0) if count else ""

    def _take(
        self, item: etree._Element, abstract: dict[str, tuple[Level, ...]], levels: dict[str, tuple[Level, ...]]
    ) -> None:
        name, source = item.get(w("numId"), ""), value(item, "abstractNumId") or ""
        own = list(abstract.get(source, ()))
        restarted = False
        for override in item.iterfind(w("lvlOverride")):
            depth = int(override.get(w("ilvl"), "0") or 0)
            start = value(override, "startOverride")
            replaced = override.find(w("lvl"))
            if 0 <= depth < len(own):
                own[depth] = _level(replaced) if replaced is not None else own[depth]
                if start and start.isdigit():
                    own[depth] = Level(int(start), own[depth].style, own[depth].template)
                restarted = True
        count = f"num {name}" if restarted else f"abstract {source}"
        self._counts[name] = count
        levels[count] = tuple(own)


def _levels(item: etree._Element) -> tuple[Level, ...]:
    found = {int(level.get(w("ilvl"), "0") or 0): _level(level) for level in item.iterfind(w("lvl"))}
    return tuple(found.get(depth, Level()) for depth in range(max(found, default=-1) + 1))[:9]


def _level(level: etree._Element) -> Level:
    start = value(level, "start") or "1"
    template = re.sub(r"\s+", " ", value(level, "lvlText") or "")
    return Level(int(start) if start.isdigit() else 1, value(level, "numFmt") or "decimal", template)
