"""What happens to notices that others may follow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MailWanted:
    """People were told something they wish to have by mail at once; without a mail server nobody listens."""

    user_ids: frozenset[str]
