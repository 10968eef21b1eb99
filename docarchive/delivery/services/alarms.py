"""Telling somebody that something is wrong with a packet; the same thing again only counts up."""

from __future__ import annotations

from sqlalchemy import select

from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Alarm
from docarchive.delivery.states import AlarmKind


def raise_alarm(
    uow: UnitOfWork, kind: AlarmKind, words: str, *, agency_id: str | None = None, peer_code: str = "",
    message_id: str = "", packet_sha: str | None = None,
) -> Alarm:  # fmt: skip
    """Put something before the agency's clerks, or the administrators where it is no agency's."""
    found = uow.session.scalar(
        select(Alarm)
        .where(
            Alarm.kind == kind, Alarm.agency_id == agency_id, Alarm.peer_code == peer_code,
            Alarm.message_id == message_id, Alarm.seen_at.is_(None),
        )
        .limit(1)
    )  # fmt: skip
    if found is not None:
        found.times, found.last_at, found.words = found.times + 1, uow.now, words
        found.packet_sha = packet_sha or found.packet_sha
        return found
    alarm = Alarm(
        kind=kind, agency_id=agency_id, peer_code=peer_code, message_id=message_id, packet_sha=packet_sha, words=words,
        first_at=uow.now, last_at=uow.now,
    )  # fmt: skip
    uow.session.add(alarm)
    uow.session.flush()
    uow.record("packet.alarm", alarm.id, kind=kind, code=peer_code, message=message_id, reason=words)
    return alarm


def mark_seen(uow: UnitOfWork, alarm: Alarm) -> None:
    """Note that somebody looked; it goes from the list and stays in the audit log."""
    alarm.seen_at, alarm.seen_by = uow.now, uow.actor.name
    uow.record("packet.alarm_seen", alarm.id)
