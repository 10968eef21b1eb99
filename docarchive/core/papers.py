"""Lists as Word files in the form of the office: A4 lying down, agency and motto above, signatures below.

Source:
    Decree 30/2020/NĐ-CP, Appendix I (paper, margins, letters) and Appendix VI (lists that leave the system as .docx).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docarchive.core.sheets import escaped

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PAGE_WIDTH: Final = 14_600  # twentieths of a point between the margins
_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "word/styles.xml": (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
        '<w:sz w:val="24"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>'
    ),
}
_MOTTO: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_SIGNATURES: Final = ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ")
_ROWS_AT_ONCE: Final = 500


def listing(
    agency: tuple[str, str], head: Sequence[str], columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]
) -> bytes:
    """A list as .docx, its column heads repeated on every page.

    Args:
        agency: The superior body, or "", and the agency.
        head: Title and the lines below it.
        columns: Name and share of the width of each.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as container:
        for path, part in _PARTS.items():
            container.writestr(path, _HEAD + part)
        with container.open("word/document.xml", "w") as document:
            for piece in _document(agency, head, columns, rows):
                document.write(piece.encode())
    return target.getvalue()


def _document(
    agency: tuple[str, str], head: Sequence[str], columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]
) -> Iterator[str]:
    yield f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>'
    superior, name = agency
    yield _pair([(superior.upper(), ""), (name.upper(), "b")], [(_MOTTO[0], "b"), (_MOTTO[1], "b")])
    yield _paragraph("", "") + _paragraph(head[0], "b", "center")
    yield "".join(_paragraph(line, "i", "center") for line in head[1:]) + _paragraph("", "")
    total = sum(share for _, share in columns)
    widths = [_PAGE_WIDTH * share // total for _, share in columns]
    yield _table_start(widths, lines=True)
    yield _row([name for name, _ in columns], widths, "b", repeat=True)
    held: list[str] = []
    for row in rows:
        held.append(_row(row, widths, ""))
        if len(held) == _ROWS_AT_ONCE:
            yield "".join(held)
            held.clear()
    yield "".join(held) + "</w:tbl>" + _paragraph("", "")
    yield _pair([(_SIGNATURES[0], "b")], [(_SIGNATURES[1], "b")]) + _paragraph("", "")
    yield (
        '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1134" w:right="1020" w:bottom="1134" w:left="1134" w:header="567" w:footer="567"'
        ' w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _pair(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> str:
    """Two blocks side by side, without lines."""
    half = _PAGE_WIDTH // 2
    cells = "".join(
        _cell("".join(_paragraph(text, style, "center") for text, style in block if text), half)
        for block in (left, right)
    )
    return f"{_table_start([half, half], lines=False)}<w:tr>{cells}</w:tr></w:tbl>"


def _table_start(widths: Sequence[int], *, lines: bool) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides) if lines else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{drawn}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


def _row(cells: Sequence[str], widths: Sequence[int], style: str, *, repeat: bool = False) -> str:
    made = "".join(_cell(_paragraph(text, style), width) for text, width in zip(cells, widths, strict=True))
    kept = "<w:tblHeader/>" if repeat else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{kept}</w:trPr>{made}</w:tr>"


def _cell(content: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content or _paragraph("", "")}</w:tc>'


def _paragraph(text: str, style: str, align: str = "") -> str:
    placed = f'<w:pPr><w:jc w:val="{align}"/></w:pPr>' if align else ""
    shape = f"<w:rPr><w:{style}/></w:rPr>" if style else ""
    return f'<w:p>{placed}<w:r>{shape}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r></w:p>'
