"""Original bytes in a folder: of this machine, or shared over NFS by several."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from docarchive.core.files import CHUNK_BYTES, DamagedFileError, DiskFullError, MissingFileError, is_name, require_name


class FolderStore:
    """A folder of files named by their content.

    A file is there whole or not at all: it is written beside, forced to disk, renamed, and the folder forced to disk,
    before its name is handed out. Bytes are checked against their name whenever they are read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._aside = root / "tmp"

    @property
    def place(self) -> str:
        """Name the folder."""
        return str(self.root)

    def prepare(self) -> None:
        """Make the folders."""
        self._aside.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Say where these bytes lie or would lie; for programs that need a path, unchecked."""
        return self.root / require_name(sha256)

    def exists(self, sha256: str) -> bool:
        """Tell whether these bytes are kept."""
        return self.path(sha256).is_file()

    def size_bytes(self, sha256: str) -> int:
        """Say how long a file is.

        Raises:
            MissingFileError: It is not kept.
        """
        try:
            return self.path(sha256).stat().st_size
        except FileNotFoundError:
            raise MissingFileError(sha256) from None

    def put(self, content: bytes | BinaryIO) -> str:
        """Keep bytes; the same bytes are kept once.

        Returns:
            Their SHA-256 in hexadecimal; when it returns, a power cut cannot take them away.

        Raises:
            DiskFullError: There is no room; nothing of it was kept.
        """
        try:
            if isinstance(content, bytes):
                return self._held(content) or self._put(io.BytesIO(content))
            return self._put(content)
        except OSError as problem:
            if problem.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFullError from problem
            raise

    def _held(self, content: bytes) -> str | None:
        """Name bytes that lie here already, whole and safe; None where they do not, or have gone bad."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self.path(sha256)
        try:
            with place.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                    return None
        except FileNotFoundError:
            return None
        sync_folder(place.parent)  # whoever put them there may still be about to
        return sha256

    def _put(self, source: BinaryIO) -> str:
        self._aside.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        descriptor, name = tempfile.mkstemp(dir=self._aside)
        aside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as target:
                while chunk := source.read(CHUNK_BYTES):
                    digest.update(chunk)
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            self._move_in(aside, self.path(digest.hexdigest()))
        finally:
            aside.unlink(missing_ok=True)
        return digest.hexdigest()

    def open(self, sha256: str) -> BinaryIO:
        """Open kept bytes for reading, after checking all of them.

        Raises:
            MissingFileError: They are not kept.
            DamagedFileError: They have changed on disk.
        """
        try:
            stream = self.path(sha256).open("rb")
        except FileNotFoundError:
            raise MissingFileError(sha256) from None
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            stream.close()
            raise DamagedFileError(sha256)
        stream.seek(0)
        return stream

    def read(self, sha256: str) -> bytes:
        """Give kept bytes whole, checked; raises as ``open`` does."""
        with self.open(sha256) as stream:
            return stream.read()

    def names(self) -> Iterator[str]:
        """List the SHA-256 of everything kept, in order."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if is_name(folder.name + path.name):
                    yield folder.name + path.name

    def remove(self, sha256: str) -> None:
        """Take bytes out of the store for good; what is not there is no fault."""
        self.path(sha256).unlink(missing_ok=True)

    def sweep(self) -> int:
        """Remove what was being written when a process died; call only while nothing writes."""
        left = list(self._aside.glob("*"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _move_in(self, aside: Path, place: Path) -> None:
        if not place.parent.exists():
            place.parent.mkdir(exist_ok=True)
            sync_folder(self.root)
        aside.chmod(0o440)
        # Also over an equal file: should that one have gone bad, it is mended.
        aside.replace(place)
        sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to disk, without which a renamed file may vanish in a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
