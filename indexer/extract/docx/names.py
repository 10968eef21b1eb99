"""Names of WordprocessingML."""

from __future__ import annotations

from typing import Final

from lxml import etree

_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W: Final = "{" + _TRANSITIONAL.decode() + "}"


def w(name: str) -> str:
    """A name in the WordprocessingML namespace."""
    return _W + name


def transitional(content: bytes) -> bytes:
    """A part with the namespace of the strict dialect replaced by the usual one."""
    return content.replace(_STRICT, _TRANSITIONAL)


def value(parent: etree._Element | None, *path: str) -> str | None:
    """``w:val`` of the element under ``parent``; None where there is none."""
    found = parent
    for name in path:
        found = found.find(w(name)) if found is not None else None
    return found.get(w("val")) if found is not None else None


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Whether a toggle such as ``w:vanish`` stands under ``parent`` and is not switched off."""
    found = parent.find(w(name)) if parent is not None else None
    return found is not None and found.get(w("val"), "1") not in ("0", "false", "off")


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
