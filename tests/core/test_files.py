"""Bytes are kept once, whole, and checked whenever they are read."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from docarchive.core.files import DamagedFileError, FileStore, MissingFileError

CONTENT = "Nghị quyết".encode() * 1000


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def test_the_same_bytes_are_kept_once(store: FileStore) -> None:
    first = store.put(CONTENT)
    second = store.put(io.BytesIO(CONTENT))

    assert first == second == hashlib.sha256(CONTENT).hexdigest()
    assert list(store.names()) == [first]
    assert store.read(first) == CONTENT
    assert store.size_bytes(first) == len(CONTENT)


def test_changed_bytes_are_never_handed_out(store: FileStore) -> None:
    sha256 = store.put(CONTENT)
    path = store.path(sha256)
    path.chmod(0o600)
    path.write_bytes(CONTENT[:-1] + b"?")

    with pytest.raises(DamagedFileError):
        store.open(sha256)

    store.put(CONTENT)
    assert store.read(sha256) == CONTENT


def test_what_is_not_kept_is_missing(store: FileStore) -> None:
    with pytest.raises(MissingFileError):
        store.read("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "/.."])
def test_only_a_hash_leads_to_a_path(store: FileStore, name: str) -> None:
    with pytest.raises(MissingFileError):
        store.path(name)


def test_a_file_is_on_disk_before_its_name_is_given_and_its_folder_after(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
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
    store.put(CONTENT)

    assert steps == ["sync file", "sync folder", "rename", "sync folder"]


def test_what_a_dead_process_was_writing_is_swept(store: FileStore) -> None:
    store.prepare()
    (store.root / "tmp" / "half").write_bytes(b"half")

    assert store.sweep() == 1
    assert list(store.names()) == []
