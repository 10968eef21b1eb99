"""What changed between two reports: every figure, and every assignment that is counted elsewhere now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docarchive.directions.counting import Figure
from docarchive.directions.reporting.content import Content, Placed


@dataclass(frozen=True)
class Change:
    """A figure that is another now."""

    figure: Figure
    before: int
    after: int


@dataclass(frozen=True)
class Moved:
    """An assignment that is counted elsewhere.

    Attributes:
        before: Where it was counted; None: it was not in the earlier report.
        after: Where it is counted; None: it is not in the later one.
        is_moved_line: It stands in another line: its lead, giver, document or field was changed.
    """

    id: str
    code: str
    before: Figure | None
    after: Figure | None
    is_moved_line: bool = False


@dataclass(frozen=True)
class Difference:
    """From one report to another."""

    changes: Sequence[Change]
    moved: Sequence[Moved]


def differences(before: Content, after: Content) -> Difference:
    """Compare two reports, of one period made at two times or of two periods.

    Lines are compared only where both reports are broken down by the same.
    """
    old, new = before.report.total, after.report.total
    changes = [Change(each, old[each], new[each]) for each in Figure if old[each] != new[each]]
    same_lines = before.report.by is after.report.by
    earlier, later = ({one.id: one for one in each.rows} for each in (before, after))
    known = sorted({*earlier, *later}, key=lambda each: (later.get(each) or earlier[each]).code)
    pairs = [(earlier.get(each), later.get(each)) for each in known]
    found = (_moved(was, now, same_lines=same_lines) for was, now in pairs)
    return Difference(changes, [each for each in found if each is not None])


def _moved(was: Placed | None, now: Placed | None, *, same_lines: bool) -> Moved | None:
    one = now or was
    if one is None:
        return None
    is_moved_line = bool(same_lines and was and now and was.line != now.line)
    before, after = (each.figure if each else None for each in (was, now))
    return Moved(one.id, one.code, before, after, is_moved_line) if before is not after or is_moved_line else None
