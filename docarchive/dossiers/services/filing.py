"""Drawing up the filing list of a year, approving it, putting it in force."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from docarchive.accounts.models import Agency
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import ListStateError, ListThereError
from docarchive.dossiers.models import FilingEntry, FilingHeading, FilingList
from docarchive.dossiers.policies import can_approve_list, can_arrange_list
from docarchive.dossiers.queries.filing import list_of
from docarchive.dossiers.services.opening import require_retention
from docarchive.dossiers.states import ListState, Numbering, Retention
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.reasons import stated

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
MOST_ENTRIES: Final = 5000
_MARK = re.compile(r"[^\W_]{1,12}")
_ONLY_CLERKS: Final = "Chỉ văn thư của cơ quan và người quản trị lập danh mục hồ sơ."


@dataclass(frozen=True)
class Line:
    """A dossier to foresee; see ``FilingEntry`` for the meaning of each."""

    title: str
    retention: Retention
    retention_years: int | None = None
    keeper: str = ""
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its lines."""

    title: str
    mark: str
    lines: Sequence[Line] = field(default_factory=tuple)


def create_list(
    uow: UnitOfWork, agency: Agency, year: int, numbering: Numbering, sections: Iterable[Section] = ()
) -> FilingList:
    """Begin the list of a year, empty or with what was brought along.

    Raises:
        NotAllowedError: The actor is neither a clerk of the agency nor an administrator.
        ListThereError: The agency has a list of that year.
        InvalidInputError: The year, a heading or a line cannot be so.
    """
    uow.require(can_arrange_list(uow.actor, agency.id), _ONLY_CLERKS)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"Năm từ {FIRST_YEAR} đến {LAST_YEAR}."
        raise InvalidInputError(message, fields={"year": message})
    uow.alone(_lock(agency.id, year))
    if list_of(uow.session, agency.id, year) is not None:
        raise ListThereError(year)
    made = FilingList(agency=agency, year=year, numbering=numbering, created_at=uow.now, created_by=uow.actor.name)
    uow.session.add(made)
    _write(uow, made, sections)
    uow.record("filing_list.created", made.id, agency=agency.id, year=year, count=len(made.entries))
    return made


def copy_list(uow: UnitOfWork, source: FilingList, year: int) -> FilingList:
    """Begin the list of a year with the headings and entries of another one.

    Raises:
        ListThereError: The agency has a list of that year.
    """
    sections = [
        Section(heading.title, heading.mark, [_line(entry) for entry in heading.entries]) for heading in source.headings
    ]
    return create_list(uow, source.agency, year, Numbering(source.numbering), sections)


def replace_all(uow: UnitOfWork, filing_list: FilingList, sections: Sequence[Section]) -> None:
    """Put other headings and entries in the place of all that a draft holds.

    Raises:
        ListStateError: It is no draft.
        InvalidInputError: A heading or a line cannot be so.
    """
    _require_draft(uow, filing_list)
    filing_list.headings.clear()
    uow.session.flush()
    _write(uow, filing_list, sections)
    uow.record("filing_list.replaced", filing_list.id, count=len(filing_list.entries))


def set_numbering(uow: UnitOfWork, filing_list: FilingList, numbering: Numbering) -> None:
    """Number through the whole list, or within each heading.

    Raises:
        ListStateError: It is no draft.
    """
    _require_draft(uow, filing_list)
    filing_list.numbering = numbering
    _renumber(filing_list)
    uow.record("filing_list.changed", filing_list.id, numbering=numbering)


def add_heading(uow: UnitOfWork, filing_list: FilingList, title: str, mark: str) -> FilingHeading:
    """Add a heading at the end.

    Raises:
        ListStateError: It is no draft.
        InvalidInputError: Title or abbreviation cannot be so, or another heading has the abbreviation.
    """
    _require_draft(uow, filing_list)
    _require_heading(filing_list, title, mark)
    made = FilingHeading(ordinal=len(filing_list.headings) + 1, title=" ".join(title.split()), mark=mark.strip())
    filing_list.headings.append(made)
    uow.session.flush()
    uow.record("filing_list.changed", filing_list.id, heading=made.title)
    return made


def remove_heading(uow: UnitOfWork, heading: FilingHeading) -> None:
    """Take a heading away with its entries.

    Raises:
        ListStateError: The list is no draft.
    """
    filing_list = heading.filing_list
    _require_draft(uow, filing_list)
    filing_list.headings.remove(heading)
    for ordinal, one in enumerate(filing_list.headings, start=1):
        one.ordinal = ordinal
    _renumber(filing_list)
    uow.record("filing_list.changed", filing_list.id, heading=heading.title)


def add_entry(uow: UnitOfWork, heading: FilingHeading, line: Line) -> FilingEntry:
    """Foresee a dossier below a heading; what stands after it is numbered anew.

    Raises:
        ListStateError: The list is no draft.
        InvalidInputError: A field cannot be so.
    """
    filing_list = heading.filing_list
    _require_draft(uow, filing_list)
    made = _entry(line, len(heading.entries) + 1)
    heading.entries.append(made)
    _renumber(filing_list)
    uow.session.flush()
    uow.record("filing_list.changed", filing_list.id, name=made.symbol, title=made.title)
    return made


def change_entry(uow: UnitOfWork, entry: FilingEntry, line: Line) -> None:
    """Change what the list says of a dossier.

    Raises:
        ListStateError: The list is no draft.
        InvalidInputError: A field cannot be so.
    """
    _require_draft(uow, entry.heading.filing_list)
    wanted = _entry(line, entry.number)
    for name in ("title", "retention", "retention_years", "keeper", "note"):
        setattr(entry, name, getattr(wanted, name))
    uow.record("filing_list.changed", entry.heading.list_id, name=entry.symbol, title=entry.title)


def remove_entry(uow: UnitOfWork, entry: FilingEntry) -> None:
    """Take an entry away; what stands after it is numbered anew.

    Raises:
        ListStateError: The list is no draft.
    """
    heading = entry.heading
    _require_draft(uow, heading.filing_list)
    told = {"name": entry.symbol, "title": entry.title}
    heading.entries.remove(entry)
    _renumber(heading.filing_list)
    uow.record("filing_list.changed", heading.list_id, **told)


def approve(uow: UnitOfWork, filing_list: FilingList) -> None:
    """Approve a draft; from now on nobody changes it.

    Raises:
        NotAllowedError: The actor does not lead the agency.
        ListStateError: It is no draft, or it is empty.
    """
    uow.require(can_approve_list(uow.actor, filing_list.agency_id), "Chỉ lãnh đạo cơ quan duyệt danh mục hồ sơ.")
    held = _held(uow, filing_list)
    if not held.entries:
        raise ListStateError("Danh mục chưa có hồ sơ nào. Thêm hồ sơ rồi duyệt.")
    held.step_to(ListState.APPROVED)
    held.approved_at, held.approved_by = uow.now, uow.actor.name
    uow.record("filing_list.approved", held.id, year=held.year, count=len(held.entries))


def send_back(uow: UnitOfWork, filing_list: FilingList, reason: str) -> None:
    """Make an approved list a draft again, to be corrected before it holds.

    Raises:
        NotAllowedError: The actor does not lead the agency.
        ListStateError: It is not approved, or it holds already.
        ReasonMissingError: The reason is shorter than ten characters.
    """
    uow.require(can_approve_list(uow.actor, filing_list.agency_id), "Chỉ lãnh đạo cơ quan trả lại danh mục đã duyệt.")
    why = stated(reason)
    held = _held(uow, filing_list)
    held.step_to(ListState.DRAFT)
    held.approved_at, held.approved_by = None, ""
    uow.record("filing_list.sent_back", held.id, year=held.year, reason=why)


def put_in_force(uow: UnitOfWork, filing_list: FilingList, decision: str, force_from: date) -> None:
    """Let dossiers be opened from an approved list.

    Args:
        decision: Number and symbol of the decision that issues it; stands on the printed list.
        force_from: First day it holds.

    Raises:
        ListStateError: It is not approved.
        InvalidInputError: No decision is named, or the day is of another year.
    """
    uow.require(can_arrange_list(uow.actor, filing_list.agency_id), _ONLY_CLERKS)
    tidy, problems = " ".join(decision.split()), {}
    if not 1 <= len(tidy) <= 200:
        problems["decision"] = "Ghi số, ký hiệu quyết định ban hành danh mục."
    if force_from.year not in {filing_list.year, filing_list.year - 1}:
        problems["force_from"] = f"Ngày áp dụng phải trong năm {filing_list.year}, hoặc cuối năm trước."
    if problems:
        raise InvalidInputError(next(iter(problems.values())), fields=problems)
    held = _held(uow, filing_list)
    held.step_to(ListState.IN_FORCE)
    held.decision, held.force_from = tidy, force_from
    uow.record("filing_list.put_in_force", held.id, year=held.year, decision=tidy, day=str(force_from))


def _require_draft(uow: UnitOfWork, filing_list: FilingList) -> None:
    uow.require(can_arrange_list(uow.actor, filing_list.agency_id), _ONLY_CLERKS)
    uow.alone(_lock(filing_list.agency_id, filing_list.year))
    uow.session.refresh(filing_list, ["state"])
    if not filing_list.is_draft:
        raise ListStateError("Danh mục đã duyệt, không sửa được. Lãnh đạo trả lại thì sửa tiếp được.")


def _held(uow: UnitOfWork, filing_list: FilingList) -> FilingList:
    uow.alone(_lock(filing_list.agency_id, filing_list.year))
    uow.session.refresh(filing_list, ["state"])
    return filing_list


def _lock(agency_id: str, year: int) -> str:
    return f"filing list {year} of {agency_id}"


def _write(uow: UnitOfWork, filing_list: FilingList, sections: Iterable[Section]) -> None:
    for section in sections:
        _require_heading(filing_list, section.title, section.mark)
        heading = FilingHeading(
            ordinal=len(filing_list.headings) + 1, title=" ".join(section.title.split()), mark=section.mark.strip()
        )
        heading.entries = [_entry(line, at) for at, line in enumerate(section.lines, start=1)]
        filing_list.headings.append(heading)
    _renumber(filing_list)
    uow.session.flush()


def _require_heading(filing_list: FilingList, title: str, mark: str) -> None:
    problems = {}
    if not 1 <= len(" ".join(title.split())) <= 300:
        problems["title"] = "Ghi tên đề mục, không quá 300 ký tự."
    if _MARK.fullmatch(mark.strip()) is None:
        problems["mark"] = "Chữ viết tắt của đề mục gồm chữ và số, không quá 12 ký tự; ví dụ TCCB."
    elif any(one.mark.casefold() == mark.strip().casefold() for one in filing_list.headings):
        problems["mark"] = f"Đề mục khác đã dùng chữ viết tắt {mark.strip()}."
    if problems:
        raise InvalidInputError(next(iter(problems.values())), fields=problems)


def _entry(line: Line, number: int) -> FilingEntry:
    title = " ".join(line.title.split())
    if not 1 <= len(title) <= 500:
        message = "Ghi tiêu đề hồ sơ, không quá 500 ký tự."
        raise InvalidInputError(message, fields={"title": message})
    require_retention(line.retention, line.retention_years)
    years = line.retention_years if line.retention is Retention.OTHER else None
    return FilingEntry(
        number=number, title=title, retention=line.retention, retention_years=years,
        keeper=" ".join(line.keeper.split())[:200], note=" ".join(line.note.split()),
    )  # fmt: skip


def _renumber(filing_list: FilingList) -> None:
    """Give numbers in order: through the whole list, or from 01 below each heading."""
    number = 0
    for heading in filing_list.headings:
        number = number if filing_list.numbering == Numbering.THROUGH else 0
        for entry in heading.entries:
            number += 1
            entry.number = number
    if len(filing_list.entries) > MOST_ENTRIES:
        raise InvalidInputError(f"Danh mục dài quá {MOST_ENTRIES} hồ sơ. Chia cho từng đơn vị.")


def _line(entry: FilingEntry) -> Line:
    return Line(entry.title, Retention(entry.retention), entry.retention_years, entry.keeper, entry.note)
