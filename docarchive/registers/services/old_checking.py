"""What would become of each row of an old register: taken, known, or refused with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select

from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import local_day
from docarchive.registers.errors import NoTermOpenError, VolumeClosedError
from docarchive.registers.models import OldLine, Register, RegisterNumber, Volume
from docarchive.registers.old_register import Row
from docarchive.registers.old_rows import OldNumber, jumps, understand
from docarchive.registers.order import Place, misfits
from docarchive.registers.policies import can_number
from docarchive.registers.queries.numbers import lines
from docarchive.registers.queries.old_lines import old_entry, old_lines
from docarchive.registers.queries.registers import volume_on
from docarchive.registers.services.linking import documents_of
from docarchive.registers.services.numbering import require_letters
from docarchive.registers.states import NumberState, Period

MOST_MISSING: Final = 2_000  # numbers an old register may leave out in a row
ONLY_CLERKS: Final = "Chỉ văn thư của cơ quan nhập được sổ cũ."
Key = tuple[int, str]


@dataclass
class Checked:
    """A row, what it says, and what would become of it.

    Attributes:
        number: What it says; None where that cannot be read.
        label: Of the volume it belongs to.
        line: What was taken from it before.
        is_repeated: A row above says the very same.
        document_id: The document of the archive it stands for.
        problems: Why it is not taken.
        notes: What a person should know and need not mend.
    """

    row: Row
    number: OldNumber | None
    problems: list[str]
    notes: list[str]
    label: str = ""
    line: OldLine | None = None
    is_repeated: bool = False
    document_id: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether it is here already."""
        return not self.problems and (self.line is not None or self.is_repeated)

    @property
    def is_good(self) -> bool:
        """Whether it becomes a line."""
        return not self.problems and not self.is_known


@dataclass
class Shelf:
    """A volume that rows go to, and what stands in it.

    Attributes:
        volume: None where it has yet to be opened.
        rows: The rows that belong there and could be read, with what they say.
    """

    label: str
    volume: Volume | None
    held: Mapping[Key, RegisterNumber]
    old: Mapping[str, OldLine]
    rows: list[tuple[Checked, OldNumber]] = field(default_factory=list)

    @property
    def good(self) -> list[tuple[Checked, OldNumber]]:
        """The rows that become lines."""
        return [(one, number) for one, number in self.rows if one.is_good]


def check(uow: UnitOfWork, register: Register, rows: Sequence[Row]) -> tuple[list[Checked], list[Shelf]]:
    """Say of every row what would become of it, and in which volumes; changes nothing.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
    """
    uow.require(can_number(uow.actor, register), ONLY_CLERKS)
    require_letters(register)
    today = local_day(uow.now)
    checked = [
        Checked(row, said.number, said.problems, said.notes)
        for row in rows
        for said in [understand(row, today, is_incoming=register.is_incoming)]
    ]
    shelves = _shelves(uow, register, checked)
    for shelf in shelves:
        _closed(shelf)
        _twins(shelf)
        _leaps(shelf)
        _far(shelf)
        _order(shelf)
    _documents(uow, register, shelves)
    return checked, shelves


def _shelves(uow: UnitOfWork, register: Register, checked: Sequence[Checked]) -> list[Shelf]:
    rows: dict[str, list[tuple[Checked, OldNumber]]] = defaultdict(list)
    for one in checked:
        if one.number is None:
            continue
        label = _label(uow, register, one.number)
        if label is None:
            one.problems.append(NoTermOpenError().message)
            continue
        one.label = label
        rows[label].append((one, one.number))
    return [_shelf(uow, register, label, rows[label]) for label in sorted(rows)]


def _label(uow: UnitOfWork, register: Register, number: OldNumber) -> str | None:
    """The volume a day belongs to; what is older than the first term opened here belongs to that."""
    if register.period == Period.YEAR:
        return str(number.day.year)
    found = volume_on(uow.session, register, number.day) or next(iter(register.volumes), None)
    return found.label if found else None


def _shelf(uow: UnitOfWork, register: Register, label: str, rows: list[tuple[Checked, OldNumber]]) -> Shelf:
    volume = uow.session.scalar(select(Volume).where(Volume.register_id == register.id, Volume.label == label))
    if volume is None:
        return Shelf(label, None, {}, {}, rows)
    held = {(one.number, one.suffix): one for one in uow.session.scalars(lines(volume))}
    return Shelf(label, volume, held, old_lines(uow.session, volume), rows)


def _closed(shelf: Shelf) -> None:
    if shelf.volume is not None and shelf.volume.closed_at is not None:
        for one, _number in shelf.rows:
            one.problems.append(VolumeClosedError(shelf.label).message)


def _twins(shelf: Shelf) -> None:
    """A number stands once: what is in the ledger stays; of rows that contradict one another none is taken."""
    same: dict[Key, list[tuple[Checked, OldNumber]]] = defaultdict(list)
    for one, number in shelf.rows:
        same[number.number, number.suffix].append((one, number))
    for key, some in same.items():
        held = shelf.held.get(key)
        for one, number in some:
            others = [other.row.place for other, said in some if other is not one and said != number]
            if held is not None and not _is_line(held, shelf.old.get(held.id), number):
                one.problems.append(_held_words(held, is_old=held.id in shelf.old))
            elif held is not None:
                one.line = shelf.old[held.id]
            elif others:
                where = ", ".join(others[:3])
                one.problems.append(f"Số {number.printed} còn ở {where}, nội dung khác. Ghi số phụ cho một dòng, ví dụ "
                                    f"{number.number:02d}a.")  # fmt: skip
            else:
                one.is_repeated = one is not some[0][0]


def _is_line(held: RegisterNumber, line: OldLine | None, number: OldNumber) -> bool:
    """Whether a number of the ledger was taken from a row that said the very same."""
    return line is not None and held.day == number.day and old_entry(line) == number.entry


def _held_words(held: RegisterNumber, *, is_old: bool) -> str:
    if is_old:
        return f"Số {held.printed} đã nhập từ sổ cũ với nội dung khác; dòng đã nhập giữ nguyên."
    if held.state == NumberState.CANCELLED:
        return f"Số {held.printed} đã hủy trong sổ này ({held.reason}), không dùng lại."
    return f"Số {held.printed} đã cấp trong sổ này ngày {format_date(held.day)}. Ghi số phụ, hoặc bỏ dòng."


def _leaps(shelf: Shelf) -> None:
    good = shelf.good
    for at in jumps([number.number for _one, number in good]):
        one, number = good[at]
        between = " và ".join(good[near][1].printed for near in (at - 1, at + 1))
        one.problems.append(f"Số {number.printed} đứng giữa số {between}: có lẽ ghi nhầm. Sửa số rồi nhập lại.")


def _far(shelf: Shelf) -> None:
    """A number far beyond all before it would leave thousands unexplained, and the ledger takes nothing back."""
    rows = sorted(shelf.good, key=lambda pair: pair[1].number)
    last = max((number for number, _suffix in shelf.held), default=rows[0][1].number if rows else 0)
    for one, number in rows:
        if number.number - last > MOST_MISSING:
            far = f"Số {number.printed} cách số {last} trước nó quá {MOST_MISSING} số"
            one.problems.append(f"{far}: có lẽ ghi nhầm. Sửa số rồi nhập lại.")
        else:
            last = max(last, number.number)


def _order(shelf: Shelf) -> None:
    fixed = [Place(one.number, one.suffix, one.day) for one in shelf.held.values()]
    wanted = {Place(number.number, number.suffix, number.day): one for one, number in shelf.good}
    for place, cause in misfits(fixed, list(wanted)).items():
        words = "trước" if place.day < cause.day else "sau"
        side = "đứng trước" if (cause.number, cause.suffix) < (place.number, place.suffix) else "đứng sau"
        wanted[place].problems.append(
            f"Ngày {format_date(place.day)} {words} ngày {format_date(cause.day)} của số {cause.printed} {side}."
            " Số theo thứ tự ngày: sửa ngày hoặc số."
        )


def _documents(uow: UnitOfWork, register: Register, shelves: Sequence[Shelf]) -> None:
    wanting = [
        (one, number)
        for shelf in shelves
        for one, number in shelf.rows
        if one.is_good or (one.line is not None and one.line.document_id is None and not one.problems)
    ]
    found = documents_of(uow.session, uow.actor, register, [number for _one, number in wanting])
    for one, number in wanting:
        one.document_id = found.get(number)
