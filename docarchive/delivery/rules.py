"""How often and how long a packet is tried, and when a silent partner is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

FIRST_PAUSE_S = 5
LONGEST_PAUSE_S = 3600
WINDOW = timedelta(days=5)

# A partner that does not answer is left alone: five failures, then a minute; then three calls decide.
FAILURES_TO_OPEN = 5
OPEN_S = 60
LONGEST_OPEN_S = 900
TRIALS = 3


@dataclass(frozen=True)
class RetryRule:
    """When the next try is.

    Attributes:
        chance: Gives a number from 0 up to 1; spreads tries that failed together.
        window: A packet nobody took for so long is given up.
    """

    chance: Callable[[], float]
    window: timedelta = WINDOW

    def pause(self, attempts: int, at_least_s: int | None = None) -> timedelta:
        """The time until the next try: twice the last, at most an hour, of which up to half is left out by chance.

        Args:
            attempts: Tries so far, 1 or more.
            at_least_s: What the other side asked for.
        """
        longest_s = min(FIRST_PAUSE_S * 2 ** min(attempts - 1, 20), LONGEST_PAUSE_S)
        seconds = longest_s * (1 - self.chance() / 2)
        return timedelta(seconds=max(seconds, min(at_least_s or 0, LONGEST_PAUSE_S)))
