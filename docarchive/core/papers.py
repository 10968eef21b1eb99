"""Lists and reports as Word files in the form of the office: A4 lying down, agency and motto above, signatures below.

Source:
    Decree 30/2020/NĐ-CP, Appendix I (paper, margins, letters) and Appendix VI (lists that leave the system as .docx).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docarchive.core.sheets import writable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as DocxTable

_FONT: Final = "Times New Roman"
_WIDTH_MM, _HEIGHT_MM = 297, 210
_MARGINS_MM: Final = {"top_margin": 20, "bottom_margin": 20, "left_margin": 20, "right_margin": 18}
_MOTTO: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_SIGNATURES: Final = ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ")


@dataclass(frozen=True)
class Lines:
    """Lines of text, one under another.

    Attributes:
        is_strong: They stand in bold, as the title of what follows.
    """

    texts: Sequence[str]
    is_strong: bool = False


@dataclass(frozen=True)
class Table:
    """A ruled table, its heads repeated on every page.

    Attributes:
        columns: Name and share of the width of each.
        numbers: Places of the columns that hold numbers, from 0: they stand on the right.
        sum: Cells of a last row in bold; None: there is none.
    """

    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[str]]
    numbers: frozenset[int] = frozenset()
    sum: Sequence[str] | None = None


def listing(
    agency: tuple[str, str], head: Sequence[str], columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]
) -> bytes:
    """A list as .docx, its column heads repeated on every page.

    Args:
        agency: The superior body, or "", and the agency.
        head: Title and the lines below it.
        columns: Name and share of the width of each.
    """
    return paper(agency, head, [Table(columns, rows)], _SIGNATURES)


def paper(
    agency: tuple[str, str],
    head: Sequence[str],
    parts: Iterable[Lines | Table],
    signatures: tuple[str, str],
    below: tuple[str, str] = ("", ""),
) -> bytes:
    """A paper of several parts as .docx.

    Args:
        agency: The superior body, or "", and the agency.
        head: Title and the lines below it.
        signatures: Who signs on the left and on the right.
        below: What stands under the agency and under the motto: the number, the place and day.
    """
    made = _paper()
    superior, name = agency
    left = [(superior.upper(), False), (name.upper(), True), (below[0], False)]
    _pair(made, left, [*((line, True) for line in _MOTTO), (below[1], False)])
    made.add_paragraph()
    for at, line in enumerate(head):
        _write(made.add_paragraph(), line, bold=at == 0, italic=at > 0, centred=True)
    made.add_paragraph()
    for part in parts:
        if isinstance(part, Table):
            _table(made, part)
        else:
            for line in part.texts:
                paragraph = made.add_paragraph()
                paragraph.paragraph_format.keep_with_next = part.is_strong or None
                _write(paragraph, line, bold=part.is_strong)
    made.add_paragraph()
    _pair(made, [(signatures[0], True)], [(signatures[1], True)])
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _paper() -> Document:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paper = docx.Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_WIDTH_MM), Mm(_HEIGHT_MM)
    for side, width_mm in _MARGINS_MM.items():
        setattr(section, side, Mm(width_mm))
    style: Any = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    return paper


def _pair(paper: Document, left: Sequence[tuple[str, bool]], right: Sequence[tuple[str, bool]]) -> None:
    """Two blocks of lines side by side, without borders; the flag of a line says whether it is bold."""
    table = paper.add_table(rows=1, cols=2)
    for cell, block in zip(table.rows[0].cells, (left, right), strict=True):
        shown = [line for line in block if line[0]]
        for at, (text, bold) in enumerate(shown):
            _write(cell.paragraphs[0] if at == 0 else cell.add_paragraph(), text, bold=bold, centred=True)


def _table(paper: Document, part: Table) -> None:
    from docx.shared import Mm

    table = paper.add_table(rows=2, cols=len(part.columns), style="Table Grid")
    table.autofit = False
    usable_mm = _WIDTH_MM - _MARGINS_MM["left_margin"] - _MARGINS_MM["right_margin"]
    total = sum(share for _, share in part.columns)
    heads, blanks = (row.cells for row in table.rows)
    for at, ((name, share), head, blank) in enumerate(zip(part.columns, heads, blanks, strict=True)):
        table.columns[at].width = Mm(usable_mm * share / total)  # LibreOffice asks the grid, Word the cells
        head.width = blank.width = Mm(usable_mm * share / total)
        _write(head.paragraphs[0], name, bold=True, centred=True)
        _write(blank.paragraphs[0], " ", right=at in part.numbers)
    for row in table.rows:
        _add_to_row(row._tr, "w:cantSplit")
    _add_to_row(table.rows[0]._tr, "w:tblHeader")
    _fill(table, part.rows)
    if part.sum is not None:
        for at, (cell, text) in enumerate(zip(table.add_row().cells, part.sum, strict=True)):
            _write(cell.paragraphs[0], text, bold=True, right=at in part.numbers)


def _fill(table: DocxTable, rows: Iterable[Sequence[str]]) -> None:
    """Copies of one blank row: adding rows one by one would take minutes for tens of thousands."""
    blank = table.rows[1]._tr
    body = table._tbl
    body.remove(blank)
    for cells in rows:
        row = deepcopy(blank)
        for text, value in zip(row.xpath(".//w:t"), cells, strict=True):
            text.text = writable(value)
        body.append(row)


def _add_to_row(row: Any, tag: str) -> None:
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement(tag))


def _write(
    paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, centred: bool = False, right: bool = False
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    run = paragraph.add_run(writable(text))
    run.bold, run.italic = bold or None, italic or None
    if centred or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
