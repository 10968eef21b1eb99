"""The index follows the database: nothing is hidden by a crash, nothing is written twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy.orm import Session

from docarchive.core import index
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from indexer.records import IndexDocument


class Shelf:
    """As much of an engine as the outbox sees; a batch is kept whole or not at all."""

    def __init__(self) -> None:
        self.held: dict[str, IndexDocument] = {}
        self.batches = 0
        self.fails = False

    @contextmanager
    def writing(self) -> Iterator[Shelf]:
        before = dict(self.held)
        yield self
        if self.fails:
            self.held = before
            raise OSError("disk full")
        self.batches += 1

    def put(self, document: IndexDocument) -> None:
        known = self.held.get(document.id)
        if known is None or known.revision <= document.revision:
            self.held[document.id] = document

    def remove(self, document_id: str, _revision: int) -> None:
        self.held.pop(document_id, None)


def projection(present: Mapping[str, int]) -> index.Projection:
    def project(_session: Session, ids: Iterable[str]) -> dict[str, IndexDocument]:
        return {one: IndexDocument(one, present[one], ("all",), "Tên", "Chữ") for one in ids if one in present}

    return project


def note(services: Services, *changes: tuple[str, int]) -> None:
    with services.begin(Actor.operator()) as uow:
        for document_id, revision in changes:
            uow.reindex(document_id, revision)


def drain(services: Services, shelf: Any, present: Mapping[str, int]) -> int:
    return index.drain(services.db, shelf, projection(present))


def waiting(services: Services) -> int:
    with services.db.reading() as session:
        return index.waiting(session)[0]


def test_changes_reach_the_engine_as_one_batch_and_are_forgotten(services: Services) -> None:
    shelf = Shelf()
    note(services, ("a", 1), ("b", 1), ("a", 2))

    count = drain(services, shelf, {"a": 2, "b": 1})

    assert count == 3
    assert {one.id: one.revision for one in shelf.held.values()} == {"a": 2, "b": 1}
    assert shelf.batches == 1
    assert waiting(services) == 0


def test_what_is_no_longer_to_be_found_is_taken_out(services: Services) -> None:
    shelf = Shelf()
    note(services, ("a", 1))
    drain(services, shelf, {"a": 1})
    note(services, ("a", 2))

    drain(services, shelf, {})

    assert shelf.held == {}


def test_when_the_engine_fails_the_changes_wait(services: Services) -> None:
    shelf = Shelf()
    shelf.fails = True
    note(services, ("a", 1))

    with pytest.raises(OSError, match="disk full"):
        drain(services, shelf, {"a": 1})

    assert shelf.held == {}
    assert waiting(services) == 1


def test_a_crash_after_the_engines_commit_repeats_the_change_without_harm(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf()
    note(services, ("a", 1))

    def die(_session: Session) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "commit", die)
    with pytest.raises(KeyboardInterrupt):
        drain(services, shelf, {"a": 1})
    monkeypatch.undo()

    assert waiting(services) == 1
    drain(services, shelf, {"a": 1})

    assert list(shelf.held) == ["a"]
    assert waiting(services) == 0


def test_a_change_of_an_undone_unit_never_reaches_the_engine(services: Services) -> None:
    with pytest.raises(ZeroDivisionError), services.begin(Actor.operator()) as uow:
        uow.reindex("a", 1)
        raise ZeroDivisionError

    assert drain(services, Shelf(), {"a": 1}) == 0
