"""One batch of changes to a generation: all of it, or none."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Final

import tantivy

from indexer.engines.tantivy import schema
from indexer.engines.tantivy.reading import TantivySnapshot
from indexer.engines.terms import document_terms
from indexer.records import IndexDocument

_HEAP_BYTES: Final = 32_000_000


class Batch:
    """Changes not yet committed; use it as a context manager, with the folder's lock held.

    Passages are committed before the documents. A crash between the two leaves passages whose key no document has:
    they answer nothing, and the batch is written again by whoever keeps the list of changes.
    """

    def __init__(self, generation: Path) -> None:
        self._documents = schema.open_index(generation / schema.DOCUMENTS)
        self._passages = schema.open_index(generation / schema.PASSAGES)
        self._before = TantivySnapshot(self._documents, self._passages)
        self._revisions: dict[str, tuple[int, bool]] = {}  # this batch: id → revision, still there
        self._writers: tuple[tantivy.IndexWriter, tantivy.IndexWriter] | None = None

    def __enter__(self) -> Batch:
        self._writers = (self._documents.writer(_HEAP_BYTES, 1), self._passages.writer(_HEAP_BYTES, 1))
        return self

    def put(self, document: IndexDocument) -> None:
        """See ``Writer``."""
        if self._revision(document.id) > document.revision:
            return
        made = document_terms(document)
        documents, passages = self._open()
        self._drop(document.id)
        documents.add_document(schema.document(made))
        for row in schema.passages(made):
            passages.add_document(row)
        self._revisions[document.id] = (document.revision, True)

    def remove(self, document_id: str, revision: int) -> None:
        """See ``Writer``."""
        if self._revision(document_id) > revision:
            return
        self._drop(document_id)
        mark = tantivy.Document()
        mark.add_text("gone", document_id)
        mark.add_integer("revision", revision)
        self._open()[1].add_document(mark)
        self._revisions[document_id] = (revision, False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        documents, passages = self._open()
        self._writers = None
        try:
            if kind is None:
                passages.commit()
                documents.commit()
            else:
                documents.rollback()
                passages.rollback()
        finally:
            for writer in (documents, passages):
                writer.garbage_collect_files()
                writer.wait_merging_threads()

    def _revision(self, document_id: str) -> int:
        """The newest revision known of a document, taken out or not; -1 of one never seen."""
        here = self._revisions.get(document_id)
        if here is not None:
            return here[0]
        held = self._before.held(document_id)
        if held is None:
            held = self._before.gone(document_id)
        return -1 if held is None else held

    def _drop(self, document_id: str) -> None:
        documents, passages = self._open()
        if self._revision(document_id) < 0:
            return
        documents.delete_documents_by_term("id", document_id)
        passages.delete_documents_by_term("id", document_id)
        passages.delete_documents_by_term("gone", document_id)

    def _open(self) -> tuple[tantivy.IndexWriter, tantivy.IndexWriter]:
        assert self._writers is not None, "a batch is a context manager"  # noqa: S101 - misuse by the programmer
        return self._writers
