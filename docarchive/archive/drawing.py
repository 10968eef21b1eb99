"""Pictures of pages, drawn once and kept in the cache folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from docarchive.core.files import FileStore
from indexer import render

DPI = 130


class PagePictures:
    """Draws pages of stored files; what is in the cache can be thrown away at any time."""

    def __init__(self, files: FileStore, folder: Path) -> None:
        self._files = files
        self._folder = folder / "pages"

    def picture(self, sha: str, page: int) -> bytes | None:
        """A WebP picture of a page; None where it cannot be drawn."""
        place = self._folder / sha[:2] / f"{sha}-{page}-{DPI}.webp"
        if place.is_file():
            return place.read_bytes()
        picture = render.page_image(self._files.read(sha), page, DPI)
        if picture is not None:
            _write(place, picture)
        return picture


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)
    Path(name).replace(place)
