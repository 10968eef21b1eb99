"""An old register is taken into the lines of this one: a dry run row by row, then the rows that are right.

Their numbers are rows of the ledger like any other: given once, never again, in the order of days. A row taken before
is left as it is, however often the file is brought again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from docarchive.accounts.services.sheet_rows import LARGEST_BYTES
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError
from docarchive.registers import old_register
from docarchive.registers.entries import Entry
from docarchive.registers.models import OldLine, Register, RegisterNumber, Volume
from docarchive.registers.old_register import Row
from docarchive.registers.old_rows import OldNumber
from docarchive.registers.policies import can_number
from docarchive.registers.services.numbering import require_letters
from docarchive.registers.services.old_checking import ONLY_CLERKS, Checked, Shelf, check
from docarchive.registers.services.volumes import open_volume
from docarchive.registers.states import NumberState

__all__ = ["LARGEST_BYTES", "ONLY_CLERKS", "Outcome", "Source", "keep", "look", "rows_of", "take"]

CANCELLED = "Sổ cũ ghi hủy"
NO_LINE = "Sổ cũ không có dòng của số này"


@dataclass(frozen=True)
class Source:
    """The file an old register stands in."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Extent:
    """A volume as it stands with the rows that are right, once these are taken.

    Attributes:
        missing: Numbers between the first and the last that no row and no letter has.
    """

    label: str
    first: int
    last: int
    missing: Sequence[int]

    @property
    def next(self) -> int:
        """The number the next letter gets."""
        return self.last + 1


@dataclass
class Outcome:
    """What would become of an old register, or became of it."""

    rows: list[Checked]
    volumes: list[Extent] = field(default_factory=list)

    @property
    def good(self) -> int:
        """Rows that become, or became, lines."""
        return sum(one.is_good for one in self.rows)

    @property
    def known(self) -> int:
        """Rows that are here already."""
        return sum(one.is_known for one in self.rows)

    @property
    def refused(self) -> list[Checked]:
        """Rows that are not taken."""
        return [one for one in self.rows if one.problems]

    @property
    def linked(self) -> int:
        """Rows that are joined to a document of the archive by this."""
        return sum(one.document_id is not None for one in self.rows)


def keep(uow: UnitOfWork, register: Register, content: bytes, name: str) -> Source:
    """Keep the file itself: its lines say for ever what they were read from.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        InvalidInputError: It is too large.
    """
    uow.require(can_number(uow.actor, register), ONLY_CLERKS)
    require_letters(register)
    if len(content) > LARGEST_BYTES:
        raise InvalidInputError("Tệp lớn quá 10 MB. Bỏ hình ảnh, trang tính thừa rồi nhập lại.")
    return Source(name, uow.files.put(content))


def rows_of(uow: UnitOfWork, register: Register, source: Source) -> list[Row]:
    """Read the rows of a file that was kept.

    Raises:
        InvalidInputError: It is no register of this direction.
    """
    return old_register.read(uow.files.read(source.sha256), source.name, is_incoming=register.is_incoming)


def look(uow: UnitOfWork, register: Register, rows: Sequence[Row]) -> Outcome:
    """Say of every row what would become of it, and how its volume would stand; changes nothing.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
    """
    checked, shelves = check(uow, register, rows)
    return Outcome(checked, [extent(shelf) for shelf in shelves])


def take(
    uow: UnitOfWork, register: Register, rows: Sequence[Row], source: Source, *, closes_gaps: bool = False
) -> Outcome:  # fmt: skip
    """Take every row that is right; the others are named with their reasons.

    Args:
        closes_gaps: Numbers the old register has no line for are entered as cancelled; nobody gets them any more.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
    """
    uow.alone(f"volumes of {register.id}")
    held = select(Volume).where(Volume.register_id == register.id).with_for_update()
    uow.session.scalars(held.execution_options(populate_existing=True)).all()
    checked, shelves = check(uow, register, rows)
    outcome = Outcome(checked, [extent(shelf) for shelf in shelves])
    for at, shelf in enumerate(shelves):
        _link(shelf)
        reach = outcome.volumes[at]
        gaps = _old_gaps(shelf, reach) if closes_gaps else []
        if shelf.good or gaps:
            _fill(uow, register, shelf, reach, source, gaps)
            outcome.volumes[at] = replace(reach, missing=[one for one in reach.missing if one not in gaps])
    uow.session.flush()
    return outcome


def extent(shelf: Shelf) -> Extent:
    """How a volume stands with the rows that are right; what an older book gave comes before its beginning."""
    taken = [number for _one, number in shelf.good]
    numbers = [number.number for number in taken]
    volume = shelf.volume
    if volume is None or not (volume.is_begun or volume.first_number > 1):
        first, last = min(numbers, default=1), max(numbers, default=0)
    else:
        first, last = min([volume.first_number, *numbers]), max([volume.last_number, *numbers])
    whole = {number for number, suffix in shelf.held if not suffix} | {one.number for one in taken if not one.suffix}
    return Extent(shelf.label, first, last, [one for one in range(first, last + 1) if one not in whole])


def _link(shelf: Shelf) -> None:
    """Lines taken before are joined to documents that came since."""
    for one, _number in shelf.rows:
        if one.line is not None and one.document_id is not None:
            one.line.document_id = one.document_id


def _old_gaps(shelf: Shelf, reach: Extent) -> list[int]:
    """What is missing below the highest number of the old register; nothing where nothing may be written any more."""
    if shelf.volume is not None and shelf.volume.closed_at is not None:
        return []
    taken = [line.number.number for line in shelf.old.values()] + [number.number for _one, number in shelf.good]
    return [one for one in reach.missing if one < max(taken, default=0)]


def _fill(
    uow: UnitOfWork, register: Register, shelf: Shelf, reach: Extent, source: Source, missing: Sequence[int]
) -> None:  # fmt: skip
    good = shelf.good
    volume = shelf.volume or open_volume(uow, register, min(number.day for _one, number in good))
    rows = {(number.number, number.suffix): _number(uow, volume, number) for _one, number in good}
    every = {**shelf.held, **rows}
    volume.first_number, volume.last_number = reach.first, reach.last
    volume.last_on = max(one.day for one in every.values())
    lines = [_line(rows[number.number, number.suffix], one, number, source) for one, number in good]
    gaps = _gaps(uow, volume, every.values(), missing)
    uow.session.add_all([*rows.values(), *lines, *gaps])
    file = {"file": source.name, "sha256": source.sha256}
    if good:
        uow.record(
            "register.imported", volume.id, **file, count=len(good), first=min(rows)[0], last=max(rows)[0],
            numbers=[number.printed for _one, number in good],
        )  # fmt: skip
    if gaps:
        uow.record("volume.gaps_closed", volume.id, **file, numbers=[one.printed for one in gaps])


def _number(uow: UnitOfWork, volume: Volume, said: OldNumber) -> RegisterNumber:
    state = NumberState.CANCELLED if said.is_cancelled else NumberState.GIVEN
    reason = (said.entry.note or CANCELLED) if said.is_cancelled else ""
    return _written(uow, volume, said, state, reason)


def _written(uow: UnitOfWork, volume: Volume, said: OldNumber, state: NumberState, reason: str) -> RegisterNumber:
    return RegisterNumber(
        volume=volume, number=said.number, suffix=said.suffix, day=said.day, state=state, reason=reason,
        given_at=uow.now, given_by=uow.actor.key, given_by_name=uow.actor.name,
    )  # fmt: skip


def _line(number: RegisterNumber, one: Checked, said: OldNumber, source: Source) -> OldLine:
    entry = said.entry
    return OldLine(
        number=number, author=entry.author, symbol=entry.symbol, issued_on=entry.issued_on, kind=entry.kind,
        subject=entry.subject, signer=entry.signer, receivers=entry.receivers, keeper=entry.keeper, copies=entry.copies,
        passed_on=entry.passed_on, note=entry.note, document_id=one.document_id,
        source=f"{source.name}, {one.row.place}", source_sha=source.sha256,
    )  # fmt: skip


def _gaps(
    uow: UnitOfWork, volume: Volume, held: Iterable[RegisterNumber], missing: Sequence[int]
) -> list[RegisterNumber]:  # fmt: skip
    """Numbers without a line, each of the day of the number before it, or of the one after where there is none."""
    standing = sorted((one.number, one.day) for one in held)
    found, at = [], 0
    for number in missing:
        while at < len(standing) and standing[at][0] < number:
            at += 1
        day = standing[max(at - 1, 0)][1]
        found.append(_written(uow, volume, OldNumber(number, "", day, Entry()), NumberState.CANCELLED, NO_LINE))
    return found
