"""An instance's rows from one database to another that is empty, or holds an earlier state of the same instance.

The source is only read. The target is changed in one step: whoever asks it meanwhile sees what was there, then all of
what arrived. Moving again brings it up to date, and moves nothing where both are equal already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from docarchive.core import audit, copies, migrate, revisions, transfer
from docarchive.core.db import Database
from docarchive.core.files import FileStore
from docarchive.core.transfer import Sum, Tell
from docarchive.kernel.errors import ConflictError, InvalidInputError, UnavailableError


class ForeignDataError(ConflictError):
    """The target holds something else."""

    code = "foreign-data"

    def __init__(self) -> None:
        super().__init__(
            "Cơ sở dữ liệu đích có dữ liệu của hệ thống khác, hoặc đã được dùng sau lần chuyển trước."
            " Tạo một cơ sở dữ liệu trống rồi chuyển vào đó."
        )


@dataclass(frozen=True)
class Moved:
    """What a move came to.

    Attributes:
        sums: What every table holds, on both sides.
        was_there: Both were equal before.
    """

    sums: Mapping[str, Sum]
    was_there: bool = False


def move_rows(source: Database, target: Database, tell: Tell) -> Moved:
    """Make the target hold what the source holds.

    Raises:
        InvalidInputError: Both are the same database.
        UnavailableError: The source has not the tables this program expects.
        ForeignDataError: The target holds anything but an earlier state of the source.
    """
    if source.engine.url == target.engine.url:
        raise InvalidInputError("Nguồn và đích là cùng một cơ sở dữ liệu.")
    if not copies.has_tables(source):
        raise UnavailableError("Cơ sở dữ liệu nguồn chưa có dữ liệu.", code="no-instance")
    revisions.require_expected(source)
    with source.snapshot() as reading:
        held = _held(target, reading, tell)
        if held is not None and held == transfer.sums(reading):
            return Moved(held, was_there=True)
        if target.is_sqlite:
            return Moved(_into_file(reading, target, tell))
        with target.engine.begin() as writing:
            migrate.begin_anew(writing, migrate.newest())
            return Moved(transfer.copy(reading, writing, tell))


def move_files(source: FileStore, target: FileStore, tell: Tell) -> tuple[int, int]:
    """Bring every file over; each is checked against its name on both sides.

    Returns:
        How many files there are, and how many were not there yet.

    Raises:
        DamagedFileError: A file's bytes at the source are no longer those stored.
    """
    target.prepare()
    count = new = 0
    for sha256 in source.names():
        count += 1
        if not target.exists(sha256) or target.size_bytes(sha256) != source.size_bytes(sha256):
            with source.open(sha256) as stream:
                target.put(stream)
            new += 1
        if count % 1000 == 0:
            tell(f"Đã chuyển {count} tệp…")
    return count, new


def _held(target: Database, source: Connection, tell: Tell) -> Mapping[str, Sum] | None:
    """Say what the target holds of the source's past; None where it is empty, refused where it is anything else."""
    if not copies.has_tables(target):
        return None
    with target.snapshot() as connection:
        if transfer.is_empty(connection):
            return None
        with Session(connection) as theirs, Session(source) as ours:
            number, head = audit.head(theirs)
            if number == 0 or audit.hash_at(ours, number) != head:
                raise ForeignDataError
        tell("Đích có bản chuyển trước của chính hệ thống này: so rồi thay phần đã đổi.")
        return transfer.sums(connection)


def _into_file(source: Connection, target: Database, tell: Tell) -> Mapping[str, Sum]:
    place = copies.file_of(target)
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f"{place.name}.moving")
    with copies.aside(half, migrate.newest()) as db, db.engine.begin() as writing:
        sums = transfer.copy(source, writing, tell)
    copies.settle(half)
    target.close()
    copies.replace(half, target)
    return sums
