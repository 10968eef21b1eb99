"""All cases, played one after another, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docarchive.delivery.conformance.bench import Bench
from docarchive.delivery.conformance.cases import (
    FAMILY_WORDS,
    MARK_WORDS,
    NEED_WORDS,
    Case,
    Fault,
    Mark,
    Need,
    NotPlayed,
)
from docarchive.delivery.conformance.families import (
    dialects,
    door,
    hostile,
    letters,
    receipts,
    seals,
    sendings,
    statuses,
)

CASES: Final[tuple[Case, ...]] = tuple(
    case
    for module in (receipts, door, hostile, dialects, statuses, seals, letters, sendings)
    for case in module.BOOK.cases
)


@dataclass(frozen=True)
class Verdict:
    """What became of a case; ``words`` say why, empty where it passed."""

    case: Case
    mark: Mark
    words: str = ""

    def to_json(self) -> Mapping[str, Any]:
        """For programs."""
        return {**self.case.to_json(), "verdict": self.mark, "words": self.words}


def play(
    bench: Bench, cases: Sequence[Case] = CASES, before: Callable[[Case], None] = lambda _case: None
) -> Iterator[Verdict]:
    """Play cases in their order.

    Args:
        before: Called before each, to say how it goes.
    """
    for case in cases:
        before(case)
        missing = [need for need in Need if need in case.needs - bench.offers]
        if missing:
            yield Verdict(case, Mark.SKIPPED, NEED_WORDS[missing[0]])
            continue
        try:
            case.play(bench)
        except Fault as fault:
            yield Verdict(case, Mark.FAILED, str(fault))
        except NotPlayed as reason:
            yield Verdict(case, Mark.SKIPPED, str(reason))
        else:
            yield Verdict(case, Mark.PASSED)


def chosen(names: Sequence[str]) -> list[Case]:
    """Cases by id or by the letter of their family; all where none is named."""
    wanted = {name.upper() for name in names}
    return [one for one in CASES if not wanted or one.id in wanted or one.family in wanted]


def lines(verdicts: Sequence[Verdict]) -> list[str]:
    """What people read: family by family, a line a case, the sum at the end."""
    said: list[str] = []
    for at, one in enumerate(verdicts):
        if at == 0 or verdicts[at - 1].case.family is not one.case.family:
            said.append(f"{one.case.family} · {FAMILY_WORDS[one.case.family]}")
        said.append(f"  {one.case.id} {MARK_WORDS[one.mark]}: {one.case.sends} → {one.case.must}.")
        if one.words:
            said.append(f"      {one.words}")
    return [*said, summary(verdicts)]


def counts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many ended how."""
    found = Counter(one.mark for one in verdicts)
    return {mark.value: found[mark] for mark in Mark}


def summary(verdicts: Sequence[Verdict]) -> str:
    """The sum, and what it means."""
    sums = counts(verdicts)
    said = f"{sums['passed']} đạt, {sums['failed']} không đạt, {sums['skipped']} chưa thử."
    if sums["failed"]:
        return f"{said} KHÔNG ĐẠT: sửa những điểm nêu trên rồi chạy lại."
    if not sums["passed"]:
        return f"{said} Chưa kết luận được: chưa trường hợp nào được thử."
    return f"{said} ĐẠT phần đã thử." if sums["skipped"] else f"{said} ĐẠT."
