"""Sets a paper on A4 pages the way Decree 30/2020/NĐ-CP, Appendix I prescribes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Spacer, Table, TableStyle
from reportlab.platypus import Paragraph as Flowing

from scripts.demodata.paper import Paper
from scripts.demodata.province import PLACE

_FONTS = Path(__file__).parent / "fonts"
_FACES = {"Tinos": "Regular", "Tinos-Bold": "Bold", "Tinos-Italic": "Italic", "Tinos-BoldItalic": "BoldItalic"}
_MARGINS_MM: dict[str, Any] = {"leftMargin": 30, "rightMargin": 18, "topMargin": 20, "bottomMargin": 20}


def _style(name: str, font: str = "Tinos", size: float = 14, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.25, **more)


def _styles() -> dict[str, ParagraphStyle]:
    for name, face in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"Tinos-{face}.ttf")))
    indent: dict[str, Any] = {"firstLineIndent": 36, "spaceBefore": 5, "alignment": TA_JUSTIFY}
    return {
        "head": _style("head", size=12, alignment=TA_CENTER),
        "head-bold": _style("head-bold", "Tinos-Bold", 12, alignment=TA_CENTER),
        "day": _style("day", "Tinos-Italic", 13, alignment=TA_CENTER),
        "about": _style("about", size=12, alignment=TA_CENTER),
        "title": _style("title", "Tinos-Bold", 14, alignment=TA_CENTER, spaceBefore=12),
        "basis": _style("basis", "Tinos-Italic", **indent),
        "plain": _style("plain", **indent),
        "clause": _style("clause", **indent),
        "point": _style("point", **indent),
        "article": _style("article", "Tinos-Bold", **indent),
        "heading": _style("heading", "Tinos-Bold", spaceBefore=8, firstLineIndent=36),
        "addressee": _style("addressee", alignment=TA_CENTER, spaceBefore=10),
        "to": _style("to", size=11),
        "to-label": _style("to-label", "Tinos-BoldItalic", 12),
        "sign": _style("sign", "Tinos-Bold", 14, alignment=TA_CENTER),
        "stamp": _style("stamp", "Tinos-Bold", 13, alignment=TA_CENTER, textColor="#c00000"),
    }


def _heading(paper: Paper, styles: dict[str, ParagraphStyle]) -> Table:
    """The two columns of boxes 1 to 4 (and 5b, the subject of an official letter)."""
    day = paper.issued_on
    printed_month = f"{day.month:02}" if day.month < 3 else str(day.month)
    left: list[Flowable] = [Flowing(paper.office.superior.upper(), styles["head"])] if paper.office.superior else []
    left += [Flowing(paper.office.name.upper(), styles["head-bold"]), Spacer(1, 8),
             Flowing(f"Số: {paper.number}", styles["head"])]  # fmt: skip
    if not paper.kind:
        left.append(Flowing(paper.subject, styles["about"]))
    if paper.urgency:
        left += [Spacer(1, 4), Flowing(paper.urgency, styles["stamp"])]
    right: list[Flowable] = [Flowing("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", styles["head-bold"]),
             Flowing("<u>Độc lập - Tự do - Hạnh phúc</u>", styles["head-bold"]), Spacer(1, 8),
             Flowing(f"{PLACE}, ngày {day:%d} tháng {printed_month} năm {day.year}", styles["day"])]  # fmt: skip
    table = Table([[left, right]], colWidths=[70 * mm, 94 * mm])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
                               ("RIGHTPADDING", (0, 0), (0, 0), 14), ("RIGHTPADDING", (1, 0), (1, 0), 0)]))  # fmt: skip
    return table


def _signature(paper: Paper, styles: dict[str, ParagraphStyle]) -> Table:
    to: list[Flowable] = [Flowing("Nơi nhận:", styles["to-label"])]
    last = len(paper.recipients) - 1
    to += [Flowing(f"- {name}{'.' if i == last else ';'}", styles["to"]) for i, name in enumerate(paper.recipients)]
    sign: list[Flowable] = [Flowing(line, styles["sign"]) for line in paper.authority]
    sign += [Spacer(1, 22 * mm), Flowing(paper.signer, styles["sign"])]
    table = Table([[to, sign]], colWidths=[80 * mm, 84 * mm])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return table


def _number_page(canvas: Canvas, document: BaseDocTemplate) -> None:
    if document.page > 1:
        canvas.setFont("Tinos", 13)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, str(document.page))


def to_pdf(paper: Paper) -> bytes:
    """The paper as a PDF with a text layer."""
    styles = _styles()
    story: list[Flowable] = [_heading(paper, styles), Spacer(1, 6)]
    if paper.kind:
        story += [Flowing(paper.kind, styles["title"]), Flowing(paper.subject, styles["sign"]), Spacer(1, 8)]
    if paper.addressees:
        story.append(Flowing("Kính gửi: " + "; ".join(paper.addressees) + ".", styles["addressee"]))
    if paper.kind == "NGHỊ QUYẾT":
        story += [Flowing(paper.office.name.upper(), styles["sign"]),
                  Flowing(f"KHÓA X, KỲ HỌP THỨ {paper.session}", styles["sign"])]  # fmt: skip
    story += [Flowing(line, styles["basis"]) for line in paper.bases]
    for paragraph in paper.body:
        style = styles["title"] if paragraph.text.startswith("QUYẾT NGHỊ") else styles[paragraph.style]
        story.append(Flowing(paragraph.text, style))
    story += [Spacer(1, 14), KeepTogether(_signature(paper, styles))]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title=paper.subject, author=paper.office.name, invariant=1,
                               **{side: size * mm for side, size in _MARGINS_MM.items()})  # fmt: skip
    frame = Frame(document.leftMargin, document.bottomMargin, document.width, document.height,
                  leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)  # fmt: skip
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=_number_page))
    document.build(story)
    return out.getvalue()
