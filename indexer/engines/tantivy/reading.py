"""A tantivy index at one moment, read-only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from typing import Final

import tantivy
from tantivy import DocAddress, Occur, Order

from indexer.engines.backend import Compared, FoundPassage, Kept, Located, Shown, Sought, Stretch, Wanted
from indexer.engines.keeping import unpack, unpack_passage
from indexer.engines.plan import EVERYTHING, All, Plan
from indexer.engines.protocol import Sort
from indexer.engines.tantivy.scoring import Scoring
from indexer.engines.tantivy.translate import required
from indexer.engines.terms import BODY, FOLDED

_MOST_VALUES: Final = 10_000  # of one facet
_LINES_COMPARED: Final = 600
_PAGES: Final = 50
_REMEMBERED: Final = 4_000  # documents, of which the same come up again and again
_ENOUGH: Final = 8  # times the passages wanted are fetched, so that every document gets some
_ORDER: Final = {
    Sort.NEWEST: ("newest", Order.Desc),
    Sort.OLDEST: ("oldest", Order.Asc),
    Sort.NUMBER: ("by_number", Order.Asc),
}

_Scored = tuple[float, DocAddress]
_BESIDE: Final = ThreadPoolExecutor(max_workers=4, thread_name_prefix="counting")


class TantivySnapshot:
    """Both indexes as of one commit."""

    def __init__(self, documents: tantivy.Index, passages: tantivy.Index) -> None:
        self._schema = documents.schema
        self._passages_schema = passages.schema
        self._documents = documents.searcher()
        self._passages = passages.searcher()
        self._scores = Scoring(self._schema, self._documents)
        self._line_scores = Scoring(self._passages_schema, self._passages)
        self._kept_of = lru_cache(maxsize=_REMEMBERED)(self._read)

    @cached_property
    def size(self) -> int:
        """Documents held."""
        return self._documents.num_docs

    def find(self, sought: Sought) -> Stretch:
        """See ``Snapshot``."""
        # Ranking takes as long as counting and neither needs Python: beside each other they take half the time.
        wanted, facets, among = required(self._schema, sought.match, sought.allow), sought.facets, sought.among
        counting = _BESIDE.submit(self._facets, wanted, facets) if facets else None
        matching = _BESIDE.submit(self._count, wanted, among) if among else None
        size, offset = max(sought.size, 1), sought.offset
        if sought.ranked:
            at_most = self._scores.at_most(All((sought.match, sought.allow)))
            found = self._documents.search(self._scores.scored(wanted, sought.score, at_most), size, offset=offset)
        else:
            field, order = _ORDER[sought.sort]
            found = self._documents.search(wanted, size, offset=offset, order_by_field=field, order=order)
        hits = found.hits[: sought.size]
        total = int(found.count)  # type: ignore[attr-defined]  # missing in the stub file
        owners = self._documents.fast_field_values("owner", [at for _, at in hits])
        places = zip(hits, owners, strict=True)  # in other orders the sorted value comes in place of a score
        located = [Located(str(one), float(score) if sought.ranked else 0.0, at) for (score, at), one in places]
        counts = counting.result() if counting else {}
        return Stretch(located, total, counts, matching.result() if matching else 0)

    def counts(self, matches: Sequence[Plan], allow: Plan) -> Sequence[int]:
        """See ``Snapshot``."""
        allowed = required(self._schema, allow)
        return [self._count(allowed, match) for match in matches]

    def _count(self, wanted: tantivy.Query, match: Plan) -> int:
        """How many of what is wanted match a plan, too."""
        both = [(Occur.Must, wanted), (Occur.Must, required(self._schema, match))]
        found = self._documents.search(tantivy.Query.boolean_query(both), 1)
        return int(found.count)  # type: ignore[attr-defined]

    def _facets(self, wanted: tantivy.Query, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        counted = {name: {"terms": {"field": f"facets.{name}", "size": _MOST_VALUES}} for name in names}
        answer = self._documents.aggregate(wanted, counted)
        counts = {name: [(str(row["key"]), int(row["doc_count"])) for row in answer[name]["buckets"]] for name in names}
        return {name: dict(sorted(rows, key=lambda row: (-row[1], row[0]))) for name, rows in counts.items()}

    def kept(self, located: Sequence[Located]) -> Sequence[Kept]:
        """See ``Snapshot``."""
        return [self.kept_at(_address(one)) for one in located]

    def kept_at(self, address: DocAddress) -> Kept:
        """What is stored of a document."""
        return self._kept_of(address.segment_ord, address.doc)

    def _read(self, segment: int, document: int) -> Kept:
        return unpack(str(self._documents.doc(DocAddress(segment, document)).get_first("kept")))

    def compared(self, located: Sequence[Located], score: Plan) -> Sequence[Compared]:
        """See ``Snapshot``."""
        best: dict[int, float] = {}
        keys = [int(one.key) for one in located]
        for owned_by, (line_score, _) in self._owned(keys, EVERYTHING, score, _LINES_COMPARED):
            best.setdefault(owned_by, line_score)
        return [Compared(best.get(one, 0.0), kept.title) for one, kept in zip(keys, self.kept(located), strict=True)]

    def shown(self, located: Sequence[Located], wanted: Wanted) -> Sequence[Shown]:
        """See ``Snapshot``."""
        passages = self._best_passages(located, wanted)
        pages = self._pages(located, wanted.pages) if wanted.pages is not None else {}
        return [
            Shown(kept, passages.get(one.key, ()), pages.get(one.key, ()))
            for one, kept in zip(located, self.kept(located), strict=True)
        ]

    def _best_passages(self, located: Sequence[Located], wanted: Wanted) -> Mapping[str, Sequence[FoundPassage]]:
        keys = {int(one.key): one.key for one in located}
        limit = _ENOUGH * wanted.size * len(keys)
        best: dict[int, list[_Scored]] = {owned_by: [] for owned_by in keys}
        found = self._owned(keys, wanted.match, wanted.score, limit) if keys and wanted.size else []
        for owned_by, passage in found:
            best[owned_by].append(passage)
        for owned_by, scores in best.items():
            if len(found) == limit and len(scores) < wanted.size:  # others' passages filled the answer
                own = self._owned({owned_by: ""}, wanted.match, wanted.score, wanted.size)
                best[owned_by] = [passage for _, passage in own]
        return {
            keys[one]: [self._passage(at, value) for value, at in best[one][: wanted.size]] for one in keys if best[one]
        }

    def _pages(self, located: Sequence[Located], match: Plan) -> Mapping[str, tuple[int, ...]]:
        keys = {int(one.key): one.key for one in located}
        if not keys:
            return {}
        found = self._owned(keys, match, EVERYTHING, _LINES_COMPARED)
        pages = self._passages.fast_field_values("page", [address for _, (_, address) in found])
        held: dict[str, set[int]] = {}
        for (owned_by, _), page in zip(found, pages, strict=True):
            if page is not None:
                held.setdefault(keys[owned_by], set()).add(int(page))
        return {key: tuple(sorted(numbers)[:_PAGES]) for key, numbers in held.items()}

    def words(self) -> Sequence[str]:
        """See ``Snapshot``."""
        return self._words

    @cached_property
    def _words(self) -> Sequence[str]:
        known = (term for term, _ in self._documents.terms_with_prefix(BODY, ""))
        return tuple(term for term in known if not term.startswith(FOLDED))

    def held(self, document_id: str) -> int | None:
        """Revision of a document held."""
        mine = tantivy.Query.term_query(self._schema, "id", document_id, "basic")
        hits = self._documents.search(mine, 1, count=False).hits
        return self.kept_at(hits[0][1]).revision if hits else None

    def gone(self, document_id: str) -> int | None:
        """Revision at which a document was taken out."""
        mine = tantivy.Query.term_query(self._passages_schema, "gone", document_id, "basic")
        hits = self._passages.search(mine, 1, count=False).hits
        return int(self._passages.doc(hits[0][1]).get_first("revision") or 0) if hits else None

    def everything(self) -> Iterator[Kept]:
        """Every document held, in the order of the index."""
        hits = self._documents.search(tantivy.Query.all_query(), max(self.size, 1), count=False).hits
        for _, address in hits:
            yield self.kept_at(address)

    def _owned(self, keys: Collection[int], match: Plan, score: Plan, limit: int) -> list[tuple[int, _Scored]]:
        """Passages of some documents, best first, with the number of the document each belongs to.

        Args:
            match: Where it is everything, and ``score`` is not, what scores something.
        """
        # One clause a document: looking up a hundred takes a fifth of the time of a set, which walks all of the column.
        schema = self._passages_schema
        mine = [(Occur.Should, tantivy.Query.term_query(schema, "owner", one, "basic")) for one in keys]
        wanted = [(Occur.Must, tantivy.Query.const_score_query(tantivy.Query.boolean_query(mine), 0))]
        if match != EVERYTHING:
            wanted.append((Occur.Must, required(schema, match)))
        asked = self._line_scores.scored(tantivy.Query.boolean_query(wanted), score, int(len(keys) * self._lines))
        found = self._passages.search(asked, limit, count=False).hits
        if match == EVERYTHING != score:
            found = [one for one in found if one[0] > 0]
        owners: list[int] = self._passages.fast_field_values("owner", [at for _, at in found])  # type: ignore[assignment]  # each has one
        return list(zip(owners, found, strict=True))

    @cached_property
    def _lines(self) -> float:
        """Passages of a document, on average."""
        return self._passages.num_docs / max(1, self.size)

    def _passage(self, address: DocAddress, score: float) -> FoundPassage:
        return unpack_passage(str(self._passages.doc(address).get_first("shown")), score)


def _address(located: Located) -> DocAddress:
    assert isinstance(located.handle, DocAddress)  # noqa: S101 - this engine made it
    return located.handle
