"""The two tantivy indexes of a generation: documents, and their passages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import tantivy

from indexer.engines import terms
from indexer.engines.keeping import pack, pack_passage
from indexer.engines.ranks import key, ranks
from indexer.engines.terms import DATES, DocumentTerms

DOCUMENTS, PASSAGES = "documents", "passages"
RUNNING: Final = (terms.BODY, terms.TITLE)  # with positions
BAGS: Final = (terms.PAIRS, terms.TITLE_PAIRS, terms.NAMED)
WHOLE: Final = (terms.NUMBERS, terms.COMPACT, terms.AUDIENCE, "id")

_SCHEMA_VERSION = 2


def fingerprint() -> str:
    """Changes whenever an index made before must be rebuilt."""
    made_by = f"schema {_SCHEMA_VERSION}, terms {terms.VERSION}, tantivy {version('tantivy')}"
    return f"{made_by} ({hashlib.sha256(made_by.encode()).hexdigest()[:12]})"


def documents_schema() -> tantivy.Schema:
    """Fields of a document."""
    builder = tantivy.SchemaBuilder()
    for field in RUNNING:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
    for field in BAGS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    for field in WHOLE:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_json_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    for field in DATES:
        builder.add_integer_field(field, indexed=True, fast=True)
    for field in ("newest", "oldest", "by_number"):
        builder.add_integer_field(field, fast=True)
    builder.add_unsigned_field("owner", fast=True)
    builder.add_text_field("kept", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def passages_schema() -> tantivy.Schema:
    """Fields of a passage; ``gone`` marks documents that were taken out."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(terms.BODY, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field(terms.PAIRS, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("gone", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("owner", indexed=True, fast=True)
    builder.add_integer_field("page", fast=True)
    builder.add_integer_field("revision", stored=True)
    builder.add_text_field("shown", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def create(folder: Path, schema: tantivy.Schema) -> tantivy.Index:
    """Make an empty index."""
    folder.mkdir(parents=True)
    return _with_tokenizers(tantivy.Index(schema, path=str(folder), reuse=False))


def open_index(folder: Path) -> tantivy.Index:
    """Open an index that is there; a folder without one is an error, never an empty index."""
    return _with_tokenizers(tantivy.Index.open(str(folder)))


def _with_tokenizers(index: tantivy.Index) -> tantivy.Index:
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", analyser)
    index.config_reader("manual")
    return index


def owner(document_key: str) -> int:
    """The key as a number, for fast columns."""
    return int.from_bytes(hashlib.blake2b(document_key.encode(), digest_size=8).digest(), "big") >> 1


def document(made: DocumentTerms) -> tantivy.Document:
    """A document as tantivy stores it."""
    source = made.document
    row = tantivy.Document()
    row.add_text(terms.BODY, made.body)
    row.add_text(terms.PAIRS, made.pairs)
    row.add_text(terms.TITLE, made.title)
    row.add_text(terms.TITLE_PAIRS, made.title_pairs)
    row.add_text(terms.NAMED, made.named)
    row.add_text("id", source.id)
    row.add_unsigned("owner", owner(key(source.id, source.revision)))
    for field, values in (
        (terms.NUMBERS, source.number_keys),
        (terms.COMPACT, made.compact),
        (terms.AUDIENCE, source.audience),
    ):
        for value in values:
            row.add_text(field, value)
    row.add_json("facets", {name: list(values) for name, values in made.facets.items() if values})
    for field, day in made.days.items():
        row.add_integer(field, day)
    for field, rank in ranks(source).items():
        row.add_integer(field, rank)
    row.add_text("kept", pack(source))
    return row


def passages(made: DocumentTerms) -> Iterator[tantivy.Document]:
    """The document's passages as tantivy stores them."""
    source = made.document
    owned_by = owner(key(source.id, source.revision))
    for passage in made.passages:
        row = tantivy.Document()
        row.add_text(terms.BODY, passage.body)
        row.add_text(terms.PAIRS, passage.pairs)
        row.add_text("id", source.id)
        row.add_unsigned("owner", owned_by)
        if passage.passage.page is not None:
            row.add_integer("page", passage.passage.page)
        row.add_text("shown", pack_passage(passage))
        yield row
