"""Sets a paper as a Word file."""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell

from scripts.demodata.paper import Paper
from scripts.demodata.province import PLACE


def _centred(cell: _Cell, text: str, *, bold: bool = False, italic: bool = False) -> None:
    paragraph = cell.paragraphs[0] if not cell.paragraphs[0].text else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(13)


def to_docx(paper: Paper) -> bytes:
    """The paper as a .docx file, heading and signature in tables without lines, as offices type them."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    head = document.add_table(rows=1, cols=2).rows[0].cells
    if paper.office.superior:
        _centred(head[0], paper.office.superior.upper())
    _centred(head[0], paper.office.name.upper(), bold=True)
    _centred(head[0], f"Số: {paper.number}")
    if not paper.kind:
        _centred(head[0], paper.subject)
    _centred(head[1], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    _centred(head[1], "Độc lập - Tự do - Hạnh phúc", bold=True)
    day = paper.issued_on
    _centred(head[1], f"{PLACE}, ngày {day:%d} tháng {day:%m} năm {day.year}", italic=True)
    for text in (paper.kind, paper.subject if paper.kind else ""):
        if text:
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(text).bold = True
    if paper.addressees:
        document.add_paragraph("Kính gửi: " + "; ".join(paper.addressees) + ".")
    for basis in paper.bases:
        document.add_paragraph().add_run(basis).italic = True
    for item in paper.body:
        document.add_paragraph().add_run(item.text).bold = item.style in {"article", "heading"}
    foot = document.add_table(rows=1, cols=2).rows[0].cells
    foot[0].text = "\n".join(["Nơi nhận:", *(f"- {name};" for name in paper.recipients)])
    for line in (*paper.authority, "", "", paper.signer):
        _centred(foot[1], line, bold=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
