"""Bytes are kept once, whole, and checked whenever they are read; in a folder and in a bucket alike."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import threading
from pathlib import Path
from typing import Protocol

import pytest

from docarchive.core.file_bucket import BucketStore, StoreAwayError
from docarchive.core.file_folder import FolderStore
from docarchive.core.files import DamagedFileError, DiskFullError, FileStore, MissingFileError
from docarchive.kernel.errors import InvalidInputError
from scripts.servers import s3

CONTENT = "Nghị quyết".encode() * 1000


class Place(Protocol):
    """A store of one kind, and how its bytes rot."""

    @property
    def store(self) -> FileStore: ...

    def spoil(self, sha256: str) -> None: ...


class Folder:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.store = FolderStore(root)

    def spoil(self, sha256: str) -> None:
        path = self.store.path(sha256)
        path.chmod(0o600)
        path.write_bytes(CONTENT[:-1] + b"?")


class Bucket:
    """A bucket of a real server, under a prefix of its own for each test."""

    def __init__(self, server: s3.S3Server, prefix: str) -> None:
        self.store = BucketStore(f"s3://kho/{prefix}?endpoint={server.endpoint}", server.key_id, server.key)
        self._folder = server.folder
        self._prefix = prefix

    def spoil(self, sha256: str) -> None:
        (found,) = (path for path in self._folder.rglob(sha256[2:]) if self._prefix in path.parts)
        found.write_bytes(CONTENT[:-1] + b"?")


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    made: Place = Folder(tmp_path / "files")
    if request.param == "bucket":
        made = Bucket(request.getfixturevalue("s3_server"), tmp_path.name)
    made.store.prepare()
    made.store.prepare()  # once more does no harm
    return made


@pytest.fixture
def store(place: Place) -> FileStore:
    return place.store


def test_the_same_bytes_are_kept_once(store: FileStore) -> None:
    first = store.put(CONTENT)
    second = store.put(io.BytesIO(CONTENT))

    assert first == second == hashlib.sha256(CONTENT).hexdigest()
    assert list(store.names()) == [first]
    assert store.read(first) == CONTENT
    assert store.size_bytes(first) == len(CONTENT)
    assert store.exists(first)


def test_names_come_in_order_however_many_there_are(store: FileStore) -> None:
    made = sorted(store.put(b"%d" % number) for number in range(30))

    assert list(store.names()) == made


def test_nothing_is_a_file_too(store: FileStore) -> None:
    assert store.read(store.put(b"")) == b""


def test_a_large_file_goes_through_in_pieces(store: FileStore) -> None:
    large = os.urandom(1 << 20) * 9

    sha256 = store.put(io.BytesIO(large))

    with store.open(sha256) as stream:
        assert stream.read() == large


def test_changed_bytes_are_never_handed_out(place: Place) -> None:
    sha256 = place.store.put(CONTENT)
    place.spoil(sha256)

    with pytest.raises(DamagedFileError):
        place.store.open(sha256)

    place.store.put(CONTENT)
    assert place.store.read(sha256) == CONTENT


def test_what_is_not_kept_is_missing(store: FileStore) -> None:
    assert not store.exists("0" * 64)
    with pytest.raises(MissingFileError):
        store.read("0" * 64)
    with pytest.raises(MissingFileError):
        store.size_bytes("0" * 64)


def test_what_was_removed_is_gone(store: FileStore) -> None:
    sha256 = store.put(CONTENT)

    store.remove(sha256)
    store.remove(sha256)

    assert not store.exists(sha256)
    assert list(store.names()) == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "/.."])
def test_only_a_hash_leads_to_a_file(store: FileStore, name: str) -> None:
    with pytest.raises(MissingFileError):
        store.read(name)


def test_twenty_that_keep_the_same_bytes_at_once_keep_them_whole(store: FileStore) -> None:
    start = threading.Barrier(20)
    names: list[str] = []

    def keep() -> None:
        start.wait()
        names.append(store.put(CONTENT))

    threads = [threading.Thread(target=keep) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(names) == 20
    assert store.read(names[0]) == CONTENT


def test_a_store_that_is_away_says_so_in_words_for_people() -> None:
    away = BucketStore("s3://kho?endpoint=http://127.0.0.1:9", "a", "b")

    with pytest.raises(StoreAwayError) as caught:
        away.read("0" * 64)

    assert "Kho tệp" in caught.value.message


def test_a_wrong_key_is_refused(s3_server: s3.S3Server) -> None:
    with pytest.raises(StoreAwayError):
        BucketStore(f"s3://kho?endpoint={s3_server.endpoint}", s3_server.key_id, "wrong").put(CONTENT)


@pytest.mark.parametrize("url", ["s3://", "s3://kho?endpiont=http://x", "https://kho"])
def test_an_address_that_makes_no_sense_is_refused(url: str) -> None:
    with pytest.raises(InvalidInputError):
        BucketStore(url)


def test_a_file_is_on_disk_before_its_name_is_given_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def noting_sync(descriptor: int) -> None:
        steps.append("sync folder" if Path(f"/proc/self/fd/{descriptor}").resolve().is_dir() else "sync file")
        sync(descriptor)

    def noting_replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noting_sync)
    monkeypatch.setattr(Path, "replace", noting_replace)
    FolderStore(tmp_path / "files").put(CONTENT)

    assert steps == ["sync file", "sync folder", "rename", "sync folder"]
    steps.clear()
    FolderStore(tmp_path / "files").put(CONTENT)

    assert steps == ["sync folder"]  # the bytes are there; whether their name is safe is another's affair


def test_what_a_dead_process_was_writing_is_swept(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "files")
    store.prepare()
    (store.root / "tmp" / "half").write_bytes(b"half")

    assert store.sweep() == 1
    assert list(store.names()) == []


def test_a_full_disk_says_so_and_keeps_nothing(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "files")
    store.prepare()

    class Full(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFullError, match="Đĩa máy chủ đã đầy"):
        store.put(Full())

    assert list(store.names()) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
