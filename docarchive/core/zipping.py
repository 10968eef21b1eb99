"""ZIP files sent while they are made: of any size, in little memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from docarchive.core.files import CHUNK_BYTES, FileStore

# Year, month, day, hour, minute, second.
Moment = tuple[int, int, int, int, int, int]


def stream(
    made: Sequence[tuple[str, bytes]], kept: Sequence[tuple[str, str]], files: FileStore, at: Moment
) -> Iterator[bytes]:
    """Give the bytes of a ZIP, piece by piece.

    Args:
        made: Name and content of what was written for it; it stands first.
        kept: Name in the ZIP and in the file store of each file.
        at: What the ZIP says of when its files were made.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as packed:
        for name, content in made:
            with packed.open(zipfile.ZipInfo(name, at), "w") as target:
                target.write(content)
        for name, sha in kept:
            entry = zipfile.ZipInfo(name, at)
            with files.open(sha) as source, packed.open(entry, "w", force_zip64=True) as target:
                while chunk := source.read(CHUNK_BYTES):
                    target.write(chunk)
                    yield pipe.taken()
    yield pipe.taken()


class _Pipe(io.RawIOBase):
    """Where the ZIP is written to, and taken from as it grows."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, content: bytes | memoryview | bytearray) -> int:  # type: ignore[override]  # narrower than any buffer
        self._written.append(bytes(content))
        return len(content)

    def taken(self) -> bytes:
        whole, self._written = b"".join(self._written), []
        return whole
