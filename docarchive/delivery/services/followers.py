"""What a partner says of the agencies that follow it is put before the clerks; adding them is theirs to decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Partner
from docarchive.delivery.services.alarms import raise_alarm
from docarchive.delivery.states import AlarmKind

_MOST, _LONGEST_CODE, _LONGEST_NAME = 50, 64, 300


def note_followers(uow: UnitOfWork, partner: Partner, said: Mapping[str, str]) -> None:
    """Keep who follows a partner, as it signed it, and tell people once.

    Args:
        said: Code → first day and name; what cannot be read so is left out.
    """
    known = {}
    for code, words in sorted(said.items())[:_MOST]:
        day, _, name = words.partition(" ")
        try:
            date.fromisoformat(day)
        except ValueError:
            continue
        if 0 < len(code) <= _LONGEST_CODE and name:
            known[code] = f"{day} {name[:_LONGEST_NAME]}"
    if known == (partner.followed_by or {}):
        return
    partner.followed_by = known
    words = "; ".join(f"{name} (mã {code}, từ {day})" for code, day, name in followers_of(partner))
    uow.record("partner.followed", partner.id, code=partner.code, after=known)
    if words:
        raise_alarm(
            uow, AlarmKind.FOLLOWED, f"{partner.name} báo nay là: {words}. Thêm đối tác mới và thống nhất chứng thư.",
            peer_code=partner.code,
        )  # fmt: skip


def followers_of(partner: Partner) -> list[tuple[str, str, str]]:
    """Code, first day as it is shown, and name of each agency that follows a partner."""
    found = []
    for code, words in sorted((partner.followed_by or {}).items()):
        day, _, name = words.partition(" ")
        found.append((code, format_date(date.fromisoformat(day)), name))
    return found
