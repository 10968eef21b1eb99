"""Chosen originals as one ZIP with an index sheet, under names Windows shows right."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

from docarchive.archive import naming
from docarchive.archive.errors import NothingChosenError
from docarchive.archive.models import Document
from docarchive.archive.queries.catalogue import line
from docarchive.core.files import FileStore
from docarchive.search import exports

LARGEST_BYTES = 300 << 20
MOST = 500
INDEX_NAME = "muc-luc.xlsx"
TOO_LARGE = "Các tệp đã chọn lớn quá 300 MB. Chọn ít văn bản hơn rồi tải lại."


def bundle(documents: Sequence[Document], files: FileStore, who: str, at: datetime) -> bytes:
    """Pack the newest original of each document, and a sheet that lists all; without a file they stand there only.

    Raises:
        NothingChosenError: There is none, or together they are larger than ``LARGEST_BYTES``.
    """
    versions = [(each, each.version) for each in documents]
    if not versions:
        raise NothingChosenError
    if sum(version.size_bytes for _each, version in versions if version) > LARGEST_BYTES:
        raise NothingChosenError(TOO_LARGE)
    title = exports.head("văn bản đã chọn", who, at, len(documents), len(documents))
    index = exports.as_excel(title, [line(each) for each in documents])
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
