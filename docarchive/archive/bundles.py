"""Chosen originals as one ZIP with an index sheet, under names Windows shows right."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from docarchive.archive import naming
from docarchive.archive.models import Document
from docarchive.core.files import FileStore

LARGEST_BYTES = 300 << 20
INDEX_NAME = "muc-luc.xlsx"


class BundleTooLargeError(Exception):
    """The chosen files are too much for one ZIP."""


def bundle(documents: Sequence[Document], files: FileStore, index: bytes) -> bytes:
    """Pack the newest original of each document; documents without a file stand in the index only.

    Args:
        index: The sheet that lists the documents.

    Raises:
        BundleTooLargeError: Together they are larger than ``LARGEST_BYTES``.
    """
    versions = [(each, each.version) for each in documents]
    if sum(version.size_bytes for _each, version in versions if version) > LARGEST_BYTES:
        raise BundleTooLargeError
    target = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(INDEX_NAME, index)
        for number, (document, version) in enumerate(versions, start=1):
            if version is None or version.file_sha is None:
                continue
            name = naming.safe(f"{naming.document_name(document)}.{version.format}")
            name = name if name not in taken else f"{number}_{name}"
            taken.add(name)
            packed.writestr(name, files.read(version.file_sha))
    return target.getvalue()
