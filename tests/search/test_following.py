"""The index follows the database, whatever happened to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.search.catalogue import CATALOGUE, Catalogue
from docarchive.search.checking import compare, mend
from docarchive.search.following import follow
from docarchive.settings import Settings
from tests.archive.factories import make_document


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"search_url": f"tantivy:{settings.home}/index"})


@pytest.fixture
def catalogue(services: Services) -> Catalogue:
    return services.extensions[CATALOGUE]  # type: ignore[return-value]


def add_some(services: Services, count: int = 2) -> None:
    with services.begin(Actor.operator()) as uow:
        for number in range(count):
            make_document(uow, number=f"{number + 1}/QĐ-UBND")


def test_the_index_holds_what_the_database_says(services: Services, catalogue: Catalogue) -> None:
    add_some(services)

    assert follow(services)

    drift = compare(services.db, services.engine, catalogue)
    assert (drift.in_database, drift.in_index, drift.count, drift.waiting) == (2, 2, 0, 0)


def test_changes_on_their_way_are_no_drift(services: Services, catalogue: Catalogue) -> None:
    add_some(services, 1)
    follow(services)
    add_some(services, 1)

    drift = compare(services.db, services.engine, catalogue)

    assert (drift.count, drift.waiting) == (0, 1)


def test_an_index_of_another_version_is_built_anew(services: Services, catalogue: Catalogue) -> None:
    add_some(services)
    follow(services)
    for sentinel in Path(services.settings.home, "index").rglob("*.json"):
        if "fingerprint" in sentinel.read_text(encoding="utf-8"):
            sentinel.write_text('{"fingerprint": "of another version"}', encoding="utf-8")
    add_some(services, 1)

    assert follow(services)

    assert compare(services.db, services.engine, catalogue).in_index == 3


def test_what_is_missing_or_too_much_is_found_and_mended(services: Services, catalogue: Catalogue) -> None:
    add_some(services, 3)
    follow(services)
    first, second, *_ = sorted(services.engine.stamps(), key=lambda stamp: stamp.id)
    with services.engine.writing() as writer:
        writer.remove(first.id, first.revision)
    with services.db.session() as session:
        from docarchive.archive.models import Document

        session.get_one(Document, second.id).state = "withdrawn"
        session.commit()

    drift = compare(services.db, services.engine, catalogue)
    assert (drift.missing, drift.surplus) == ((first.id,), (second.id,))

    assert mend(services, drift, catalogue).count == 2
    assert compare(services.db, services.engine, catalogue).count == 0
