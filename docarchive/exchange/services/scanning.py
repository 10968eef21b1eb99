"""A file that came by itself is seen, then taken as a letter or refused, and put aside; each step once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from docarchive.core.work import UnitOfWork
from docarchive.exchange.models import ScannedFile
from docarchive.exchange.services.receiving import SentFile, take_in
from docarchive.exchange.states import Channel, ScanState


def see(uow: UnitOfWork, agency_id: str, place: str, key: str, stamp: str, name: str) -> tuple[ScannedFile, bool]:
    """Note that something lies there.

    Returns:
        Its row, and whether it lies there unchanged since it was seen before; a row that ended is another one's once
        the stamp differs.
    """
    uow.alone(f"scan {place} {key}")
    row = uow.session.scalar(
        select(ScannedFile)
        .where(ScannedFile.place == place, ScannedFile.key == key, ScannedFile.settled_at.is_(None))
        .limit(1)
    )
    if row is not None and row.stamp == stamp:
        return row, True
    if row is not None and row.state == ScanState.SEEN:
        row.stamp = stamp
        return row, False
    if row is not None:
        row.settled_at = uow.now
    made = ScannedFile(
        agency_id=agency_id, place=place, key=key, stamp=stamp, name=name[:300], state=ScanState.SEEN, first_at=uow.now
    )
    uow.session.add(made)
    uow.session.flush()
    return made, False


def take(
    uow: UnitOfWork, scan_id: str, channel: Channel, files: Sequence[SentFile], by: str, lacks: Sequence[str] = ()
) -> None:
    """Take it as a letter that waits to be registered; nothing where that was done."""
    row = _held(uow, scan_id)
    if row is None or row.state != ScanState.SEEN:
        return
    letter = take_in(uow, row.agency_id, channel, files, by)
    row.state, row.letter_id, row.ended_at, row.lacks = ScanState.TAKEN, letter.id, uow.now, list(lacks)
    row.name = files[0].name[:300]
    uow.record("scan.taken", row.id, letter=letter.id, name=row.name)


def refuse(uow: UnitOfWork, scan_id: str, why: str) -> None:
    """Say why it is not taken; nothing where it ended before."""
    row = _held(uow, scan_id)
    if row is not None and row.state == ScanState.SEEN:
        row.state, row.reason, row.ended_at = ScanState.REFUSED, why, uow.now
        uow.record("scan.refused", row.id, name=row.name, reason=why)


def forget(uow: UnitOfWork, scan_id: str) -> None:
    """Drop the row of something that is gone before it was taken."""
    row = _held(uow, scan_id)
    if row is not None and row.state == ScanState.SEEN:
        uow.session.delete(row)


def settle(uow: UnitOfWork, scan_id: str) -> None:
    """Note that it was put aside in its place."""
    row = _held(uow, scan_id)
    if row is not None:
        row.settled_at = uow.now


def _held(uow: UnitOfWork, scan_id: str) -> ScannedFile | None:
    return uow.session.get(ScannedFile, scan_id, with_for_update=True, populate_existing=True)
