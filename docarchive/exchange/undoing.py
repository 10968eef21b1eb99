"""The word that a step told before no longer stands: the letter is there and waits in no register.

The standard has a status for every step forward and none back. What is true of such a letter is 01, so 01 is told
again, with words that say what it undoes: a program that knows nothing of them shows when it was said, and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Protocol

ARRIVED: Final = "01"
STRUCK, BROUGHT_BACK = "Bỏ vào sổ", "Nhận lại văn bản đã trả"
# What an undoing takes back; an agreed recall stands whatever is said.
_STEPS = frozenset({"02", "03", "04", "05", "06"})


class Told(Protocol):
    """A status as it was told."""

    @property
    def code(self) -> str: ...

    @property
    def words(self) -> str: ...

    @property
    def stated_at(self) -> datetime: ...


def undone_at(said: Iterable[Told]) -> datetime | None:
    """The last moment steps were undone; None: never."""
    return max((one.stated_at for one in said if one.code == ARRIVED and _undoes(one.words)), default=None)


def stands(one: Told, undone: datetime | None) -> bool:
    """Whether a status was not undone after it was told; each moment is the other side's own."""
    return undone is None or one.code not in _STEPS or one.stated_at > undone


def _undoes(words: str) -> bool:
    return words.startswith((STRUCK, BROUGHT_BACK))
