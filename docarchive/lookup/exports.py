"""A list that was looked up as an Excel sheet, and the files of what was found as one ZIP, sent while it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from docarchive.archive import naming
from docarchive.archive.bundles import INDEX_NAME, LARGEST_BYTES
from docarchive.archive.models import Document, DocumentVersion
from docarchive.archive.queries.visible import visible_to
from docarchive.core import sheets, zipping
from docarchive.core.files import FileStore, MissingFileError
from docarchive.core.screen import format_date, format_number
from docarchive.core.sheets import Cell
from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import local
from docarchive.lookup.errors import ListInvalidError
from docarchive.lookup.queries.lists import LookedUp
from docarchive.lookup.states import LINE_WORDS, LineState
from docarchive.search.catalogue import Line

COLUMNS: Final = (
    ("STT", 6), ("Nội dung tra cứu", 44), ("Kết quả", 20), ("Số ký hiệu", 22), ("Ngày ban hành", 14),
    ("Loại văn bản", 16), ("Cơ quan ban hành", 34), ("Trích yếu", 70), ("Hiệu lực", 22), ("Ghi chú", 40), ("Tệp", 40),
)  # fmt: skip
OTHER_DAY: Final = "Ngày ban hành trong kho khác ngày đã nêu."
_TOO_LARGE = "Các tệp tìm thấy lớn quá 300 MB. Chia danh sách thành nhiều lần tra cứu rồi tải lại."
_NOTHING = "Chưa tìm thấy văn bản nào có tệp. Sửa danh sách số rồi tra cứu lại."
_FIRST_YEAR: Final = 1980  # of what a ZIP can say


@dataclass(frozen=True)
class Package:
    """All that a ZIP holds, fixed before its first byte is sent.

    Attributes:
        files: Name in the ZIP and in the file store of each file.
    """

    index: bytes
    files: Sequence[tuple[str, str]]
    at: zipping.Moment


def tally(lines: Sequence[LookedUp]) -> Mapping[LineState, int]:
    """How many lines ended how."""
    counts = Counter(line.state for line in lines)
    return {state: counts[state] for state in LineState}


def as_excel(lines: Sequence[LookedUp], who: str, at: datetime, files: Mapping[str, str] | None = None) -> bytes:
    """The list with what was found; a line with several documents takes a row for each.

    Args:
        files: Id of a document → name of its file beside the list.
    """
    counts = "; ".join(f"{LINE_WORDS[state].lower()} {format_number(n)}" for state, n in tally(lines).items())
    head = [
        "KẾT QUẢ TRA CỨU HÀNG LOẠT",
        f"Người tra cứu: {who}",
        f"Lúc: {local(at):%H:%M %d/%m/%Y}",
        f"Số dòng: {counts}",
    ]
    rows = (row for line in lines for row in _rows(line, files or {}))
    return sheets.workbook("Tra cứu", COLUMNS, rows, head)


def package(uow: UnitOfWork, lines: Sequence[LookedUp]) -> Package:
    """Lay out the newest original of every document found, with a sheet that lists all; records that they leave.

    Raises:
        ListInvalidError: There is none, or together they are larger than ``LARGEST_BYTES``.
        MissingFileError: A file is not in the store; nothing is sent then.
    """
    ids = list(dict.fromkeys(each.id for line in lines for each in _shown(line)))
    documents = _documents(uow, ids)
    versions = [(each, each.version) for each in documents]
    kept = [(each, version) for each, version in versions if version is not None and version.file_sha]
    if not kept:
        raise ListInvalidError(_NOTHING)
    if sum(version.size_bytes for _, version in kept) > LARGEST_BYTES:
        raise ListInvalidError(_TOO_LARGE)
    names = _names(kept)
    files = [(names[each.id], version.file_sha or "") for each, version in kept]
    for _, sha in files:
        if not uow.files.exists(sha):
            raise MissingFileError(sha)
    uow.record("documents.downloaded", "lookup", documents=[each.id for each, _ in kept])
    moment = local(uow.now)
    at = (max(moment.year, _FIRST_YEAR), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    return Package(as_excel(lines, uow.actor.name, uow.now, names), files, at)


def stream(made: Package, store: FileStore) -> Iterator[bytes]:
    """Give the bytes of a package, piece by piece, the list first."""
    return zipping.stream([(INDEX_NAME, made.index)], made.files, store, made.at)


def _documents(uow: UnitOfWork, ids: Sequence[str]) -> Sequence[Document]:
    wanted = select(Document).where(Document.id.in_(ids), visible_to(uow.actor))
    rows = {row.id: row for row in uow.session.scalars(wanted.options(selectinload(Document.versions)))}
    return [rows[each] for each in ids if each in rows]


def _names(kept: Sequence[tuple[Document, DocumentVersion]]) -> dict[str, str]:
    names: dict[str, str] = {}
    taken: set[str] = set()
    for place, (document, version) in enumerate(kept, start=1):
        name = naming.safe(f"{naming.document_name(document)}.{version.format}")
        name = name if name.lower() not in taken else f"{place}_{name}"
        taken.add(name.lower())
        names[document.id] = name
    return names


def _shown(line: LookedUp) -> Sequence[Line]:
    return (line.chosen,) if line.chosen is not None else line.found


def _rows(line: LookedUp, files: Mapping[str, str]) -> Iterator[list[Cell]]:
    begin: list[Cell] = [line.place + 1, line.text, LINE_WORDS[line.state]]
    note = OTHER_DAY if line.is_other_day else ""
    for each in _shown(line):
        yield [
            *begin, each.number, each.issued_on, each.kind, each.issuer, each.subject, each.status, note,
            files.get(each.id, ""),
        ]  # fmt: skip
    if not line.found:
        yield [*begin, *[None] * 6, note]


def described(line: Line) -> str:
    """``Nghị quyết 15/2023/NQ-HĐND · 08/12/2023``: enough to choose by."""
    named = " ".join(part for part in (line.kind, line.number) if part)
    return " · ".join(
        part for part in (named, format_date(line.issued_on) if line.issued_on else "", line.issuer) if part
    )
