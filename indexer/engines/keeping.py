"""What an index keeps to show and to compare, packed into one stored value each."""

from __future__ import annotations

import json

from indexer.engines.backend import FoundPassage, Kept
from indexer.engines.ranks import ranks
from indexer.engines.terms import PassageTerms
from indexer.records import IndexDocument


def pack(source: IndexDocument) -> str:
    """What is kept of a document."""
    row = [source.id, source.revision, source.audience, source.title, source.number, source.names.get("issuer")]
    return json.dumps([*row, ranks(source)["newest"]], ensure_ascii=False)


def unpack(packed: str) -> Kept:
    """The other way round."""
    row = json.loads(packed)
    return Kept(row[0], row[1], tuple(row[2]), *row[3:])


def pack_passage(made: PassageTerms) -> str:
    """What is shown of a passage."""
    at = made.passage
    return json.dumps([made.text, at.start, at.page, at.provision, made.turn], ensure_ascii=False)


def unpack_passage(packed: str, score: float) -> FoundPassage:
    """The other way round."""
    text, start, page, provision, turn = json.loads(packed)
    return FoundPassage(text, score, start, page, provision, turn)
