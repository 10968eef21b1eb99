"""One batch of changes: nothing is sent before its block has ended well, nothing is seen before all of it was taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import elasticsearch as es

from indexer.engines.elastic import schema, vocabulary
from indexer.engines.elastic.connecting import translated
from indexer.engines.elastic.delivering import Delivery, Row, packed, refresh
from indexer.engines.elastic.generations import Generations
from indexer.engines.errors import DocumentsRefusedError, EngineBrokenError
from indexer.engines.terms import document_terms
from indexer.records import IndexDocument

_PIECE: Final = 200  # documents whose terms are held in memory at once
PATIENCE_S: Final = 30.0  # with a cluster that takes nothing


class Batch:
    """Changes of a block, kept until it ends; see ``Writer``."""

    def __init__(self) -> None:
        self._changes: dict[str, tuple[int, IndexDocument | None]] = {}

    def put(self, document: IndexDocument) -> None:
        """See ``Writer``."""
        self._change(document.id, document.revision, document)

    def remove(self, document_id: str, revision: int) -> None:
        """See ``Writer``."""
        self._change(document_id, revision, None)

    def _change(self, document_id: str, revision: int, document: IndexDocument | None) -> None:
        held = self._changes.get(document_id)
        if held is None or held[0] <= revision:
            self._changes[document_id] = revision, document

    def pieces(self) -> Iterator[Sequence[tuple[str, int, IndexDocument | None]]]:
        """The changes, some at a time."""
        changes = [(document_id, revision, document) for document_id, (revision, document) in self._changes.items()]
        return (changes[start : start + _PIECE] for start in range(0, len(changes), _PIECE))


class Sender:
    """Sends batches to the generation in use and, while one is being built, to that one, too."""

    def __init__(self, client: es.Elasticsearch, generations: Generations, patience_s: float = PATIENCE_S) -> None:
        self._client = client
        self._patience_s = patience_s
        self._generations = generations
        self._known: dict[str, set[str]] = {}  # generation → words it holds for certain

    def send(self, batch: Batch) -> None:
        """Send a batch and let it be seen.

        Raises:
            DocumentsRefusedError: Some documents can never be stored; the others are in and seen.
            EngineError: The batch, or a part of it, is not in the index: send it again.
        """
        delivery = Delivery(self._client, self._patience_s)
        with translated():
            generation = self._generations.current()
            names = [self._generations.current_name]
            names += [self._generations.next_name] if self._generations.is_building() else []
        known = self._known.setdefault(generation.name, set())
        for piece in batch.pieces():
            rows, words = rows_of(piece, names, delivery.refused, known if len(names) == 1 else set())
            delivery.send(rows)
            self._send_what_missed(delivery)
            if len(names) == 1:
                known |= words
        refresh(self._client, names)
        if delivery.refused:
            raise DocumentsRefusedError(delivery.refused)

    def _send_what_missed(self, delivery: Delivery) -> None:
        """Rows for a generation that was put in use, or given up, while they were on their way go to the one in use."""
        current = self._generations.current_name
        missed, delivery.vanished = delivery.vanished, []
        if any(row.name == current for row in missed):
            raise EngineBrokenError("Không thấy chỉ mục; cần tạo lại chỉ mục.")
        delivery.send([Row(current, row.key, row.about, row.version, row.body) for row in missed])


def rows_of(
    changes: Iterable[tuple[str, int, IndexDocument | None]],
    names: Sequence[str],
    refused: dict[str, str],
    known: set[str],
    *,
    built: bool = False,
) -> tuple[list[Row], set[str]]:
    """Rows of some changes for each of several names, and the words that are new.

    Args:
        refused: Takes up the documents that cannot be written down.
        known: Words that need not be written.
        built: A rebuild writes, not a change.
    """
    rows: list[Row] = []
    words: set[str] = set()
    for document_id, revision, document in changes:
        if document is None:
            body = packed(schema.tombstone(document_id, revision))
        else:
            made = document_terms(document)
            try:
                body = packed(schema.document(made, built=built))
            except TypeError as error:
                refused[document_id] = f"văn bản có ký tự hỏng ({error})."
                continue
            words.update(vocabulary.of_text(made.body))
        rows += [Row(name, schema.document_key(document_id), document_id, revision, body) for name in names]
    words -= known
    rows += [Row(name, key, "", None, packed(row)) for key, row in vocabulary.packs(words) for name in names]
    return rows, words
