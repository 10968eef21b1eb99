"""The audit log: every change to its past is found, and the database refuses to make one."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from docarchive.core import audit
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork

TABLES = ("audit_event", "audit_detail")


def write(uow: UnitOfWork, count: int) -> None:
    for number in range(count):
        uow.record("document.opened", f"{number:016}", page=number, words="phòng chống tham nhũng")


def unlock(session: Session) -> None:
    """What somebody with the database in his hands can do: take the triggers and the keys away."""
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        session.execute(text("ALTER TABLE audit_detail DROP CONSTRAINT fk_audit_detail_seq_audit_event"))
        return
    for table in TABLES:
        for verb in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
    session.execute(text("PRAGMA defer_foreign_keys=ON"))


def test_a_whole_chain_verifies(uow: UnitOfWork) -> None:
    write(uow, 30)

    verdict = audit.verify(uow.session)

    assert verdict.is_whole
    assert verdict.length == 30
    assert audit.head(uow.session) == (30, verdict.head)


def test_an_entry_stands_and_falls_with_its_change(services: Services) -> None:
    with pytest.raises(ZeroDivisionError), services.begin(Actor.operator()) as uow:
        uow.record("document.imported", "a" * 16)
        raise ZeroDivisionError

    with services.db.reading() as session:
        assert audit.head(session) == (0, audit.GENESIS)


def test_what_was_undone_in_a_savepoint_leaves_no_gap(uow: UnitOfWork) -> None:
    write(uow, 2)
    with pytest.raises(ZeroDivisionError), uow.session.begin_nested():
        write(uow, 3)
        raise ZeroDivisionError
    write(uow, 1)
    with uow.session.begin_nested():
        write(uow, 2)
    write(uow, 1)

    verdict = audit.verify(uow.session)

    assert (verdict.is_whole, verdict.length) == (True, 6), verdict.reason
    assert audit.head(uow.session) == (6, verdict.head)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET seq = seq + 1", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_the_past(uow: UnitOfWork, table: str, statement: str) -> None:
    write(uow, 3)

    with pytest.raises(DBAPIError, match="append-only"):
        uow.session.execute(text(statement.format(table=table)))


TAMPERINGS = {
    "changed action": "UPDATE audit_event SET action = 'document.closed' WHERE seq = {n}",
    "changed actor": "UPDATE audit_event SET actor = 'system' WHERE seq = {n}",
    "changed time": "UPDATE audit_event SET at = '2026-06-15 04:00:00.000000' WHERE seq = {n}",
    "changed subject": "UPDATE audit_event SET subject = 'zzzzzzzzzzzzzzzz' WHERE seq = {n}",
    "changed detail": "UPDATE audit_detail SET detail = '{{}}' WHERE seq = {n}",
    "changed name": "UPDATE audit_detail SET actor_name = 'Ai đó' WHERE seq = {n}",
    "changed salt": "UPDATE audit_detail SET salt = '00' WHERE seq = {n}",
    "deleted detail": "DELETE FROM audit_detail WHERE seq = {n}",
    "deleted entry": "DELETE FROM audit_event WHERE seq = {n}",
    "changed hash": "UPDATE audit_event SET hash = substr(hash, 2) || '-' WHERE seq = {n}",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_every_change_to_the_past_is_found_where_it_is(uow: UnitOfWork, tampering: str) -> None:
    write(uow, 20)
    number = random.Random(tampering).randint(1, 19)  # noqa: S311 - any entry will do
    unlock(uow.session)

    uow.session.execute(text(TAMPERINGS[tampering].format(n=number)))
    verdict = audit.verify(uow.session)

    assert verdict.broken_at == number
    assert verdict.reason


def test_swapped_entries_are_found(uow: UnitOfWork) -> None:
    write(uow, 9)
    unlock(uow.session)
    for table in TABLES:
        for change in ("-1 WHERE seq = 4", "4 WHERE seq = 5", "5 WHERE seq = -1"):
            uow.session.execute(text(f"UPDATE {table} SET seq = {change}"))  # noqa: S608 - our own words

    assert audit.verify(uow.session).broken_at == 4


def test_a_cut_off_end_is_found_by_an_entry_noted_elsewhere(uow: UnitOfWork) -> None:
    write(uow, 9)
    known = audit.head(uow.session)
    unlock(uow.session)
    for table in ("audit_detail", "audit_event"):
        uow.session.execute(text(f"DELETE FROM {table} WHERE seq > 6"))  # noqa: S608 - our own words

    assert audit.verify(uow.session).is_whole
    assert audit.verify(uow.session, known).broken_at == 7


def test_a_past_written_anew_is_found_by_an_entry_noted_elsewhere(uow: UnitOfWork) -> None:
    write(uow, 5)

    verdict = audit.verify(uow.session, (3, "0" * 64))

    assert verdict.broken_at == 3


def test_hostile_texts_stay_in_their_field(uow: UnitOfWork) -> None:
    uow.record("document.opened", "a" * 16, words='"}\r\n\x1b[31mgiả\x00 mạo{"')

    assert audit.verify(uow.session).is_whole
    assert "\n" not in uow.session.scalar(text("SELECT detail FROM audit_detail"))
