"""Leaving a silent partner alone for a while; it lies in the partner's row, so that all workers know.

Closed: calls go through, after a failure one in five seconds. Five failures in a row open it for a minute; then three
calls are let through as trials. One that is answered closes it, one that is not opens it again, for twice as long, at
most a quarter of an hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from docarchive.delivery.models import Partner
from docarchive.delivery.rules import FAILURES_TO_OPEN, LONGEST_OPEN_S, OPEN_S, TRIALS

# A trial whose process died is forgotten after this long.
_TRIAL_ENDS = timedelta(minutes=2)
# Who failed a moment ago holds up no worker again at once: packets of others come in between.
_SPACE = timedelta(seconds=5)


def may_call(partner: Partner, now: datetime) -> datetime | None:
    """Ask before a call; None: go ahead, and the call counts. Else the moment to ask again."""
    if partner.open_until is None:
        if partner.failures and partner.tried_at and timedelta(0) <= now - partner.tried_at < _SPACE:
            return partner.tried_at + _SPACE
        partner.tried_at = now
        return None
    # A clock that was put back must not keep a partner cut off.
    if now < partner.open_until <= now + timedelta(seconds=LONGEST_OPEN_S):
        return partner.open_until
    is_stale = partner.tried_at is None or not timedelta(0) <= now - partner.tried_at <= _TRIAL_ENDS
    if partner.trials >= TRIALS and not is_stale:
        return now + timedelta(seconds=OPEN_S)
    partner.trials = 1 if is_stale else partner.trials + 1
    partner.tried_at = now
    return None


def note_answer(partner: Partner, now: datetime) -> None:
    """The partner answered, whatever it said."""
    partner.answered_at = now
    partner.failures, partner.open_until, partner.open_s, partner.trials = 0, None, 0, 0


def note_silence(partner: Partner, now: datetime) -> None:
    """The partner did not answer."""
    partner.failures += 1
    partner.tried_at = now
    was_open = partner.open_until is not None
    if not was_open and partner.failures < FAILURES_TO_OPEN:
        return
    partner.open_s = min(partner.open_s * 2, LONGEST_OPEN_S) if was_open and partner.open_s else OPEN_S
    partner.open_until = now + timedelta(seconds=partner.open_s)
    partner.trials = 0
