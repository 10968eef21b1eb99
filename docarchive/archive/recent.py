"""Files read a moment ago: a circular that reaches hundreds of agencies here is one file, and is read once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from indexer.records import Failed, Reading

KEPT: Final = 8
LONGEST_PAGES: Final = 100
_OF_THE_MOMENT: Final = frozenset({"timed_out", "crashed"})


class RecentReadings:
    """The last few outcomes of reading kept files, by the hash of their bytes and their name; safe between threads.

    What a busy machine may have caused, files of more than a hundred pages and files marked as a state secret
    (Law 117/2025/QH15) are read again each time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], Reading | Failed] = OrderedDict()

    def read(self, sha: str, name: str, anew: Callable[[], Reading | Failed]) -> Reading | Failed:
        """What these bytes said the last time, or what reading them ``anew`` gives."""
        with self._lock:
            known = self._kept.get((sha, name))
            if known is not None:
                self._kept.move_to_end((sha, name))
                return known
        outcome = anew()
        if _may_be_kept(outcome):
            with self._lock:
                self._kept[sha, name] = outcome
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return outcome


def _may_be_kept(outcome: Reading | Failed) -> bool:
    if isinstance(outcome, Failed):
        return outcome.code not in _OF_THE_MOMENT
    return not outcome.recognised.secrecy and len(outcome.extracted.pages) <= LONGEST_PAGES
