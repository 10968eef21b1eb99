"""The drill: destroy everything, restore, compare; and every damaged copy is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from docarchive import wiring
from docarchive.accounts.models import Agency
from docarchive.core import audit, backup, copies
from docarchive.core.actor import Actor
from docarchive.core.backup import BadBackupError, Copy
from docarchive.core.db import Database
from docarchive.core.file_folder import FolderStore
from docarchive.core.instance import Services
from docarchive.kernel.errors import ConflictError, NotFoundError
from docarchive.settings import Settings
from tests.conftest import NOON, FixedClock
from tests.databases import Databases
from tests.factories import make_agency


def fill(services: Services, count: int = 5) -> list[str]:
    with services.begin(Actor.operator()) as uow:
        for _ in range(count):
            make_agency(uow)
    return [services.files.put(f"tệp {number}".encode()) for number in range(count)]


def back_up(services: Services, target: Path, seconds: int = 0) -> Copy:
    when = NOON + timedelta(seconds=seconds)
    return backup.back_up(services.db, services.files, target, when, "1", lambda _: None)


Elsewhere = Callable[..., Path]


@pytest.fixture
def elsewhere(tmp_path: Path, databases: Databases, database_kind: str) -> Iterator[Elsewhere]:
    """Make the folder of an instance with an empty database, of the test's kind or of another."""
    homes: list[Path] = []

    def make(name: str = "again", kind: str = database_kind) -> Path:
        homes.append(tmp_path / name)
        databases.put_bare(kind, homes[-1])
        return homes[-1]

    yield make
    for home in homes:
        databases.take_back(home)


def restore(copy: Path, home: Path) -> backup.Restored:
    db = database_in(home)
    try:
        return backup.restore(copy, db, FolderStore(home / "files"), lambda _: None)
    finally:
        db.close()


def database_in(home: Path) -> Database:
    return Database(Settings.from_environ(home).effective_database_url)


def is_untouched(home: Path) -> bool:
    db = database_in(home)
    try:
        copies.require_empty(db)
    except ConflictError:
        return False
    finally:
        db.close()
    return True


@pytest.mark.parametrize("into", [pytest.param("postgresql", marks=pytest.mark.needs("postgresql")), "sqlite"])
def test_everything_destroyed_comes_back_as_it_was(
    services: Services, tmp_path: Path, elsewhere: Elsewhere, into: str
) -> None:
    names = fill(services)
    with services.db.reading() as session:
        before = audit.head(session)
    copy = back_up(services, tmp_path / "backup")
    services.stop()
    shutil.rmtree(services.settings.home)
    home = elsewhere("again", into)

    restored = restore(copy.folder, home)

    again = wiring.build(Settings.from_environ(home, search_url="memory:", secret_key="x"), FixedClock())
    with again.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Agency)) == 5
        assert audit.head(session) == before
        assert audit.verify(session, before).is_whole
    assert [again.files.read(name) for name in names] == [f"tệp {number}".encode() for number in range(5)]
    with again.begin(Actor.operator()) as uow:
        uow.reindex("a" * 16, 1)  # numbers given by the database go on after those that came back
    assert restored.rows == copy.rows
    again.stop()


def test_the_next_copy_adds_only_what_is_new(services: Services, tmp_path: Path, elsewhere: Elsewhere) -> None:
    fill(services)
    first = back_up(services, tmp_path / "backup")
    services.files.put(b"one more")

    second = back_up(services, tmp_path / "backup", seconds=1)

    assert (first.new_files, second.new_files, second.files) == (5, 1, 6)
    assert restore(first.folder, elsewhere("a")).files == 5
    assert restore(second.folder, elsewhere("b")).files == 6


def test_a_copy_made_while_others_write_is_whole(services: Services, tmp_path: Path, elsewhere: Elsewhere) -> None:
    fill(services)
    unit = services.work.open(Actor.operator())
    make_agency(unit)

    copy = back_up(services, tmp_path / "backup")
    unit.commit()
    unit.session.close()

    assert copy.rows["agency"] == 5
    assert restore(copy.folder, elsewhere()).rows["agency"] == 5


def test_a_flipped_bit_in_the_database_is_found(services: Services, tmp_path: Path, elsewhere: Elsewhere) -> None:
    fill(services)
    copy = back_up(services, tmp_path / "backup")
    path = copy.folder / backup.DATABASE
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    home = elsewhere()
    with pytest.raises(BadBackupError):
        restore(copy.folder, home)
    assert is_untouched(home)


def test_a_flipped_bit_in_a_file_is_found(services: Services, tmp_path: Path, elsewhere: Elsewhere) -> None:
    name = fill(services)[0]
    copy = back_up(services, tmp_path / "backup")
    path = FolderStore(tmp_path / "backup" / backup.POOL).path(name)
    path.chmod(0o600)
    path.write_bytes(b"khac")

    home = elsewhere()
    with pytest.raises(BadBackupError, match=name[:12]):
        restore(copy.folder, home)
    assert is_untouched(home)


def test_a_missing_row_is_found(services: Services, tmp_path: Path, elsewhere: Elsewhere) -> None:
    fill(services)
    copy = back_up(services, tmp_path / "backup")
    manifest = json.loads((copy.folder / backup.MANIFEST).read_bytes())
    manifest["database"]["rows"]["agency"] += 1
    (copy.folder / backup.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")

    with pytest.raises(BadBackupError):
        restore(copy.folder, elsewhere())


def test_a_damaged_original_is_named_and_the_rest_copied(services: Services, tmp_path: Path) -> None:
    name = fill(services)[2]
    path = FolderStore(services.settings.home / "files").path(name)
    path.chmod(0o600)
    path.write_bytes(b"hong")

    copy = back_up(services, tmp_path / "backup")

    assert copy.damaged == (name,)
    assert copy.files == 4


def test_an_instance_in_use_is_never_overwritten(services: Services, tmp_path: Path) -> None:
    fill(services)
    copy = back_up(services, tmp_path / "backup")

    with pytest.raises(ConflictError):
        restore(copy.folder, services.settings.home)


def test_an_unfinished_copy_is_no_copy(services: Services, tmp_path: Path, elsewhere: Elsewhere) -> None:
    copy = back_up(services, tmp_path / "backup")
    (copy.folder / backup.MANIFEST).unlink()

    with pytest.raises(NotFoundError):
        restore(copy.folder, elsewhere())
