"""Makes the small files the tests read: PDFs on real paper sizes, Word and OpenDocument containers, letters."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
_FONT = Path(__file__).parents[3] / "scripts" / "demodata" / "fonts" / "Tinos-Regular.ttf"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"
_O = "urn:oasis:names:tc:opendocument:xmlns"


def pdf(*pages: Callable[[Canvas], None], password: str | None = None) -> bytes:
    """A PDF each of whose pages is drawn by a function."""
    if "Tinos" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Tinos", str(_FONT)))
    target = io.BytesIO()
    canvas = Canvas(target, (WIDTH, HEIGHT), encrypt=password)
    for draw in pages:
        canvas.setFont("Tinos", 13)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def say(canvas: Canvas, x: float, y: float, text: str) -> None:
    """Print a text with its baseline ``y`` points below the top of the page."""
    canvas.drawString(x, HEIGHT - y, text)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return target.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document of this body; ``styles``, ``numbering``, ``footnotes``, ``header1`` may be given."""
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *((name, name.rstrip("1")) for name in parts))
    )
    links = "".join(
        f'<Relationship Id="r{name}" Type="{_RELATION}/{name.rstrip("1")}" Target="{name}.xml"/>' for name in parts
    )
    types = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{_RELS}"/>'
    main = f'<Relationship Id="r" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    members = {
        "[Content_Types].xml": f'<?xml version="1.0"?>{types}{overrides}</Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "word/_rels/document.xml.rels": (
            f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
        ),
        "word/document.xml": _word("document", f"<w:body>{body}</w:body>"),
    }
    return zipped(members | {f"word/{name}.xml": content for name, content in parts.items()})


def word_part(root: str, content: str) -> str:
    return _word(root, content)


def _word(root: str, content: str) -> str:
    return f'<?xml version="1.0"?><w:{root} xmlns:w="{_W}">{content}</w:{root}>'


def p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(body: str, automatic: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{short}="{_O}:{long}:1.0"'
        for short, long in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:automatic-styles>{automatic}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
