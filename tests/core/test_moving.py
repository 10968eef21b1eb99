"""Moving between databases: every row, byte and document arrives, the source stays as it was, and twice is once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from docarchive import wiring
from docarchive.accounts.models import Agency
from docarchive.archive.models import Document
from docarchive.cli import main
from docarchive.core import audit, copies, moving, transfer
from docarchive.core.actor import Actor
from docarchive.core.db import Database
from docarchive.core.file_bucket import BucketStore
from docarchive.core.instance import Services
from docarchive.core.moving import ForeignDataError
from docarchive.settings import Settings
from scripts.servers.s3 import S3Server
from tests.archive.factories import follow, make_document
from tests.databases import Databases
from tests.factories import make_agency, make_user

pytestmark = pytest.mark.needs("postgresql")


def fill(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        above = make_agency(uow, name="Ủy ban nhân dân tỉnh Đông Sơn")
        below = make_agency(uow, name="Sở Nội vụ", parent=above)
        above.successor = below  # rows that point at one another
        make_user(uow, agency=below)
        for number in range(3):
            make_document(uow, number=f"{number}/2023/NQ-HĐND")


@pytest.fixture
def target(database_kind: str, databases: Databases, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the other kind."""
    home = tmp_path / "target"
    db = Database(databases.put_bare("sqlite" if database_kind == "postgresql" else "postgresql", home))
    yield db
    db.close()
    databases.take_back(home)


def move(services: Services, target: Database) -> moving.Moved:
    return moving.move_rows(services.db, target, lambda _: None)


def sums(db: Database) -> dict[str, transfer.Sum]:
    with db.snapshot() as connection:
        return transfer.sums(connection)


def test_every_row_arrives(services: Services, target: Database) -> None:
    fill(services)
    before = sums(services.db)

    moved = move(services, target)

    assert sums(target) == moved.sums == before == sums(services.db)
    with services.db.reading() as ours, target.reading() as theirs:
        assert audit.verify(theirs).is_whole
        assert audit.head(theirs) == audit.head(ours)
        seen = [
            [(each.number, each.audience, each.issued_on, each.version and each.version.page_spans) for each in rows]
            for rows in (session.scalars(select(Document).order_by(Document.number)) for session in (ours, theirs))
        ]
        assert seen[0] == seen[1]
        assert theirs.scalars(select(Agency.successor_id).where(Agency.successor_id.is_not(None))).all()


def test_moving_again_changes_nothing(services: Services, target: Database) -> None:
    fill(services)
    first = move(services, target)

    again = move(services, target)

    assert (first.was_there, again.was_there) == (False, True)
    assert again.sums == first.sums


def test_moving_again_brings_what_came_since(services: Services, target: Database) -> None:
    fill(services)
    move(services, target)
    with services.begin(Actor.operator()) as uow:
        make_document(uow, number="99/2023/NQ-HĐND")

    move(services, target)

    assert sums(target) == sums(services.db)


def test_a_target_that_went_its_own_way_is_left_alone(services: Services, target: Database) -> None:
    fill(services)
    move(services, target)
    work = type(services.work)(target, services.files, services.clock)
    with work.begin(Actor.operator()) as uow:
        make_agency(uow, name="Thêm ở đích")
    before = sums(target)

    with pytest.raises(ForeignDataError):
        move(services, target)

    assert sums(target) == before


def test_what_breaks_on_the_way_leaves_the_target_as_it_was(
    services: Services, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(services)
    monkeypatch.setattr(transfer, "_continue_sequences", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        move(services, target)

    copies.require_empty(target)
    monkeypatch.undo()
    assert not move(services, target).was_there


def test_numbers_go_on_after_those_that_were_moved(services: Services, target: Database) -> None:
    fill(services)
    move(services, target)
    work = type(services.work)(target, services.files, services.clock)

    with work.begin(Actor.operator()) as uow:
        make_document(uow, number="100/2023/NQ-HĐND")

    with target.reading() as session:
        assert audit.verify(session).is_whole


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_command_moves_rows_files_and_index_there_and_back(
    services: Services, databases: Databases, tmp_path: Path, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCARCHIVE_FILES_KEY_ID", s3_server.key_id)
    monkeypatch.setenv("DOCARCHIVE_FILES_KEY", s3_server.key)
    bucket = f"s3://moved/kho?endpoint={s3_server.endpoint}"
    home = services.settings.home
    server, back = databases.put_bare("postgresql", tmp_path / "server"), f"sqlite:///{tmp_path / 'back.sqlite'}"
    here = f"sqlite:///{home / 'db.sqlite'}"
    (home / "docarchive.toml").write_text(f'search_url = "tantivy:{home / "index"}"\n', "utf-8")
    engine = wiring.build(Settings.from_environ(home), services.clock)
    fill(services)
    follow(engine)
    engine.stop()
    services.db.close()
    before = hashlib.sha256((home / "db.sqlite").read_bytes()).hexdigest()

    there = command(home, "migrate", "--from", here, "--to", server, "--files-to", bucket)
    again = command(home, "migrate", "--from", here, "--to", server)
    home_again = command(home, "migrate", "--from", server, "--to", back)

    assert (there["was_there"], again["was_there"]) == (False, True)
    assert there["sums"] == home_again["sums"]
    kept = list(services.files.names())
    assert (there["files"], there["new_files"]) == (len(kept), len(kept))
    assert list(BucketStore(bucket, s3_server.key_id, s3_server.key).names()) == kept
    assert there["index"] == {"documents": 3, "drift": 0}
    assert hashlib.sha256((home / "db.sqlite").read_bytes()).hexdigest() == before
    databases.take_back(tmp_path / "server")


def command(home: Path, *words: str) -> Any:
    answer = CliRunner().invoke(main, ["--home", str(home), *words, "--json"])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)
