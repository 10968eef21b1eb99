"""Copies that can be trusted: database first, then the files it names, every byte checked, and back again.

A backup folder holds one pool of files shared by all its copies, so that a daily copy adds only what is new, and one
folder per copy with the database, as an SQLite file whatever kind it is, and a manifest of SHA-256. The search index is
not copied: it is made from the rest.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, inspect, select, table

from docarchive.core import audit, copies
from docarchive.core.db import Database
from docarchive.core.file_folder import FolderStore, sync_folder
from docarchive.core.files import DamagedFileError, FileStore
from docarchive.core.transfer import Tell
from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError

MANIFEST = "manifest.json"
DATABASE = "db.sqlite"
POOL = "files"
FORMAT = 1


@dataclass(frozen=True)
class Copy:
    """What a backup wrote.

    Attributes:
        damaged: Files whose bytes on disk are no longer those stored; they are not in the copy.
    """

    folder: Path
    files: int
    new_files: int
    new_bytes: int
    rows: Mapping[str, int]
    audit_head: str
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Restored:
    """What a restore brought back, after everything was compared with the manifest.

    Attributes:
        place: The database, without its password.
    """

    place: str
    files: int
    rows: Mapping[str, int]
    audit_length: int


class BadBackupError(InvalidInputError):
    """The copy is not whole; nothing was put in its place."""

    code = "bad-backup"


def back_up(db: Database, files: FileStore | None, target: Path, now: datetime, version: str, tell: Tell) -> Copy:
    """Copy a running instance.

    Args:
        files: None leaves them out: before tables are changed, which files never notice.

    Raises:
        ConflictError: This second's copy exists already.
    """
    name = f"{now:%Y%m%dT%H%M%SZ}"
    final, partial = target / name, target / f"{name}.partial"
    if final.exists():
        raise ConflictError(f"Đã có bản sao lưu {final}.")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    tell("Sao chép cơ sở dữ liệu…")
    copies.write(db, partial / DATABASE, tell)
    facts = _facts(partial / DATABASE)
    tell("Sao chép tệp…")
    pool = FolderStore(target / POOL)
    kept, new_files, new_bytes, damaged = _copy_files(files, pool) if files else ({}, 0, 0, [])
    manifest = {
        "format": FORMAT,
        "version": version,
        "made_at": now.isoformat(),
        "database": {"sha256": _hash_of(partial / DATABASE), "from": db.engine.dialect.name, **facts},
        "files": kept,
    }
    _write(partial / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    partial.replace(final)
    sync_folder(target)
    return Copy(final, len(kept), new_files, new_bytes, facts["rows"], facts["audit_head"], tuple(damaged))


def restore(copy: Path, db: Database, files: FileStore, tell: Tell) -> Restored:
    """Bring a copy back into an empty database of either kind; everything is checked before it counts.

    Raises:
        NotFoundError: There is no copy in the folder.
        ConflictError: The database holds data already.
        BadBackupError: A byte, a row or an audit entry is not as the manifest says.
    """
    manifest = read_manifest(copy)
    copies.require_empty(db)
    tell("Kiểm tra cơ sở dữ liệu…")
    if _hash_of(copy / DATABASE) != manifest["database"]["sha256"]:
        raise BadBackupError("Cơ sở dữ liệu trong bản sao lưu đã hỏng. Dùng bản sao lưu khác.")
    facts = _facts(copy / DATABASE)
    _require_equal(facts, manifest["database"])
    tell("Khôi phục tệp…")
    pool = FolderStore(copy.parent / POOL)
    for sha256 in manifest["files"]:
        _bring_back(pool, files, sha256)
    tell("Khôi phục cơ sở dữ liệu…")
    copies.read_into(copy / DATABASE, db, tell)
    place = db.engine.url.render_as_string(hide_password=True)
    return Restored(place, len(manifest["files"]), facts["rows"], facts["audit_length"])


def read_manifest(copy: Path) -> dict[str, Any]:
    """Read what a copy says of itself.

    Raises:
        NotFoundError: There is none, or the copy was not finished.
        BadBackupError: A newer program wrote it.
    """
    try:
        manifest: dict[str, Any] = json.loads((copy / MANIFEST).read_bytes())
    except (OSError, ValueError):
        raise NotFoundError(f"Không có bản sao lưu hoàn chỉnh ở {copy}.") from None
    if manifest.get("format") != FORMAT:
        raise BadBackupError("Bản sao lưu do phiên bản khác tạo ra. Dùng phiên bản đó để khôi phục.")
    return manifest


def _copy_files(files: FileStore, pool: FileStore) -> tuple[dict[str, int], int, int, list[str]]:
    kept: dict[str, int] = {}
    new_files = new_bytes = 0
    damaged: list[str] = []
    for sha256 in files.names():
        if pool.exists(sha256) and pool.size_bytes(sha256) == files.size_bytes(sha256):
            kept[sha256] = pool.size_bytes(sha256)
            continue
        try:
            with files.open(sha256) as stream:
                pool.put(stream)
        except DamagedFileError:
            damaged.append(sha256)
            continue
        kept[sha256] = pool.size_bytes(sha256)
        new_files, new_bytes = new_files + 1, new_bytes + kept[sha256]
    return kept, new_files, new_bytes, damaged


def _bring_back(pool: FileStore, files: FileStore, sha256: str) -> None:
    try:
        with pool.open(sha256) as stream:
            files.put(stream)
    except (DamagedFileError, NotFoundError):
        raise BadBackupError(f"Tệp {sha256[:12]}… của bản sao lưu thiếu hoặc đã hỏng. Dùng bản khác.") from None


def _facts(database: Path) -> dict[str, Any]:
    """Tell what can be compared: sound pages and keys, rows per table, the audit chain."""
    with copies.opened(database) as db, db.reading() as session:
        connection = session.connection()
        if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
            raise BadBackupError("Cơ sở dữ liệu có trang hỏng.")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise BadBackupError("Cơ sở dữ liệu có dòng trỏ tới dòng không còn.")
        rows = {name: session.scalar(select(func.count()).select_from(table(name))) for name in _tables(connection)}
        verdict = audit.verify(session)
    if not verdict.is_whole:
        raise BadBackupError(verdict.reason)
    return {"rows": rows, "audit_length": verdict.length, "audit_head": verdict.head}


def _tables(connection: Connection) -> list[str]:
    return sorted(inspect(connection).get_table_names())


def _require_equal(found: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    for name in ("rows", "audit_length", "audit_head"):
        if found[name] != expected[name]:
            raise BadBackupError("Cơ sở dữ liệu không khớp với bản kê của bản sao lưu.")


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        raise BadBackupError(f"Bản sao lưu thiếu {path.name}.") from None


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    _sync(path)


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    sync_folder(path.parent)
