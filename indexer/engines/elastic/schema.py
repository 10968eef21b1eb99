"""One index holds a generation: documents with their passages nested in them, and packs of the words they use.

Everything is cut at blanks and nowhere else, and every field is named here; a field that is not is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from indexer.engines import terms
from indexer.engines.heading import LONGEST
from indexer.engines.keeping import pack, pack_passage
from indexer.engines.ranks import ranks
from indexer.engines.terms import DATES, DocumentTerms
from indexer.records import IndexDocument

VERSION: Final = 2
LINES: Final = "lines"
LIVE: Final = {"term": {"live": True}}  # neither taken out nor a pack of words
SHOWN: Final = f"{LINES}.shown"
PAGE: Final = f"{LINES}.page"
HEADING: Final = "heading"  # as much of a title as is compared, in a column: opening what is stored takes far longer

_RUNNING: Final = {"type": "text", "analyzer": "whitespace", "index_options": "positions"}
_BAG: Final = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
_WHOLE: Final = {"type": "keyword"}
_DAY: Final = {"type": "integer"}
_RANK: Final = {"type": "long"}
_STORED: Final = {"type": "keyword", "index": False, "doc_values": False, "store": True}


def fingerprint() -> str:
    """Changes whenever an index made before must be rebuilt."""
    made_by = f"schema {VERSION}, terms {terms.VERSION}"
    return f"{made_by} ({hashlib.sha256(repr(_properties()).encode()).hexdigest()[:12]})"


def mappings() -> dict[str, Any]:
    """Strict, and marked with who made them."""
    return {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "_meta": {"fingerprint": fingerprint(), "schema": VERSION, "terms": terms.VERSION},
        "properties": _properties(),
    }


def settings(shards: int) -> dict[str, Any]:
    """A second copy wherever there is a second node; nothing of a batch is seen before all of it is."""
    return {
        "number_of_shards": shards,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
        "mapping.nested_objects.limit": 100_000,
    }


def document_key(document_id: str) -> str:
    """A document's key in the index."""
    return f"d:{document_id}"


def checksum(source: IndexDocument) -> int:
    """Tells whether two documents would be stored alike."""
    parts = (
        source.id, source.revision, source.audience, source.title, source.text, source.number, source.number_keys,
        source.number_sort, source.passages, *(sorted(map(repr, one.items())) for one in _tables(source)),
    )  # fmt: skip
    digest = hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def document(made: DocumentTerms, *, built: bool = False) -> dict[str, Any]:
    """A document as it is stored.

    Args:
        built: A rebuild wrote it, not a change.
    """
    source = made.document
    return {
        "live": True,
        "built": built,
        "id": source.id,
        "revision": source.revision,
        "checksum": checksum(source),
        terms.BODY: made.body,
        terms.PAIRS: made.pairs,
        terms.TITLE: made.title,
        terms.TITLE_PAIRS: made.title_pairs,
        terms.NAMED: made.named,
        terms.NUMBERS: source.number_keys,
        terms.COMPACT: made.compact,
        terms.AUDIENCE: source.audience,
        "facets": {name: values for name, values in made.facets.items() if values},
        **made.days,
        **ranks(source),
        "kept": pack(source),
        HEADING: source.title[:LONGEST],
        LINES: [
            {"body": line.body, "pairs": line.pairs, "page": line.passage.page, "shown": pack_passage(line)}
            for line in made.passages
        ],
    }


def tombstone(document_id: str, revision: int) -> dict[str, Any]:
    """What stays of a document that was taken out, so that a late change does not bring it back."""
    return {"live": False, "built": False, "id": document_id, "revision": revision}


def _properties() -> dict[str, Any]:
    return {
        "live": {"type": "boolean"},
        "built": {"type": "boolean"},
        "id": _WHOLE,
        "revision": {"type": "long"},
        "checksum": {"type": "long", "index": False},
        **dict.fromkeys((terms.BODY, terms.TITLE), _RUNNING),
        **dict.fromkeys((terms.PAIRS, terms.TITLE_PAIRS, terms.NAMED), _BAG),
        **dict.fromkeys((terms.NUMBERS, terms.COMPACT, terms.AUDIENCE), _WHOLE),
        "facets": {"type": "flattened"},
        **dict.fromkeys(DATES, _DAY),
        **dict.fromkeys(("newest", "oldest", "by_number"), _RANK),
        "kept": _STORED,
        HEADING: {"type": "keyword", "index": False},
        LINES: {
            "type": "nested",
            "dynamic": "strict",
            "properties": {
                "body": _RUNNING,
                "pairs": _BAG,
                "page": {"type": "integer", "index": False},
                "shown": _STORED,
            },
        },
        "words": _STORED,
        "words_born": {"type": "date", "format": "epoch_millis"},
    }


def _tables(source: IndexDocument) -> tuple[Mapping[str, Any], ...]:
    return source.facets, source.dates, source.names
