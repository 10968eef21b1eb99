"""Excel files, written as the XML they are: tens of thousands of rows take the time a page does.

Nothing in them is a formula or a link, whatever a cell begins with.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

Cell = str | int | float | date | None

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIRST_DAY: Final = date(1899, 12, 30).toordinal()  # day 0 of Excel's calendar
_LONGEST: Final = 32_767  # characters a cell may hold
_PLAIN, _BOLD, _TEXT, _DAY = range(4)
_ROWS_AT_ONCE: Final = 500
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>'
        '<xf fontId="1" applyFont="1"/>'
        '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
        '<xf numFmtId="164" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>'
        "</cellXfs></styleSheet>"
    ),
}


def workbook(
    name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]], head: Sequence[str] = ()
) -> bytes:
    """One sheet with a frozen head and filters.

    Args:
        name: Of the sheet; 31 characters are shown.
        columns: Name and width in characters of each.
        head: Lines above the table, the first one its title.
    """
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escaped(name[:31])}" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as container:
        for path, part in (_PARTS | {"xl/workbook.xml": book}).items():
            container.writestr(path, _HEAD + part)
        with container.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for piece in _sheet(columns, rows, head):
                sheet.write(piece.encode())
    return target.getvalue()


def _sheet(columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]], head: Sequence[str]) -> Iterator[str]:
    top = len(head) + 2 if head else 1
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, (_, width) in enumerate(columns, 1)
    )
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="{top}" '
        f'topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    )
    letters = [_letters(at) for at in range(len(columns))]
    for number, line in enumerate(head, start=1):
        yield _row(number, letters, [line], _BOLD if number == 1 else _PLAIN)
    yield _row(top, letters, [name for name, _ in columns], _BOLD)
    last, held = top, []
    for last, row in enumerate(rows, start=top + 1):
        held.append(_row(last, letters, row, _TEXT))
        if len(held) == _ROWS_AT_ONCE:
            yield "".join(held)
            held.clear()
    yield "".join(held)
    yield f'</sheetData><autoFilter ref="A{top}:{letters[-1]}{max(last, top + 1)}"/></worksheet>'


def _row(number: int, letters: Sequence[str], cells: Sequence[Cell], style: int) -> str:
    made = [_cell(f"{letter}{number}", cell, style) for letter, cell in zip(letters, cells, strict=False)]
    return f'<row r="{number}">{"".join(made)}</row>'


def _cell(place: str, cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        text = escaped(cell[:_LONGEST])
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="{_DAY}"><v>{cell.toordinal() - _FIRST_DAY}</v></c>'
    return f'<c r="{place}" s="{style}"><v>{cell}</v></c>'


def escaped(text: str) -> str:
    """Text as XML may hold it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _UNWRITABLE.sub("", text)


def _letters(column: int) -> str:
    """``A`` for column 0, ``AA`` for column 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
