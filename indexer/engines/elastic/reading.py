"""An index at one moment, read-only: a point in time of the cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import elasticsearch as es

from indexer.engines.backend import FoundPassage, Kept, Located
from indexer.engines.elastic.schema import LINES, LIVE, PAGE, SHOWN
from indexer.engines.elastic.translate import Query, asked, asked_of_lines, query
from indexer.engines.keeping import unpack, unpack_passage
from indexer.engines.plan import EVERYTHING, OneOf, Plan
from indexer.engines.protocol import Sort

KEEP_ALIVE: Final = "1m"
CHUNK: Final = 10_000  # rows Elasticsearch gives at once
_MOST_VALUES: Final = 10_000  # of one facet
_PAGES: Final = 50
_UNDER: Final = f"{LINES}."
_ORDER: Final[Mapping[Sort, list[dict[str, str]]]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, {"newest": "desc"}],
    Sort.NEWEST: [{"newest": "desc"}],
    Sort.OLDEST: [{"oldest": "asc"}],
    Sort.NUMBER: [{"by_number": "asc"}],
}

Hits = Sequence[Mapping[str, Any]]


class ElasticSnapshot:
    """See ``Snapshot``; good while its point in time is kept alive."""

    def __init__(self, client: es.Elasticsearch, point: str, words: Callable[[ElasticSnapshot], Sequence[str]]) -> None:
        self._client = client
        self._point = point
        self._words = words

    def find(
        self, match: Plan, score: Plan, allow: Plan, sort: Sort, offset: int, size: int
    ) -> tuple[Sequence[Located], int]:
        """See ``Snapshot``."""
        body = {"query": asked(match, score if sort is Sort.RELEVANCE else EVERYTHING, allow), "sort": _ORDER[sort]}
        if offset + size > CHUNK:
            rows = list(islice(self.rows(["id"], **body), offset, offset + size))
            total = self.count(match, allow)
        else:
            answer = self.asked(**body, from_=offset, size=size, docvalue_fields=["id"], track_total_hits=True)
            rows, total = answer["hits"]["hits"], answer["hits"]["total"]["value"]
        return [Located(row["fields"]["id"][0], row.get("_score") or 0.0) for row in rows], total

    def count(self, match: Plan, allow: Plan) -> int:
        """See ``Snapshot``."""
        answer = self.asked(query=asked(match, EVERYTHING, allow), size=0, track_total_hits=True)
        return int(answer["hits"]["total"]["value"])

    def facets(self, match: Plan, allow: Plan, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """See ``Snapshot``."""
        if not names:
            return {}
        wanted = {
            name: {"terms": {"field": f"facets.{name}", "size": _MOST_VALUES, "shard_size": _MOST_VALUES}}
            for name in names
        }
        counts = self.asked(query=asked(match, EVERYTHING, allow), size=0, aggs=wanted)["aggregations"]
        rows = {name: [(row["key"], row["doc_count"]) for row in counts[name]["buckets"]] for name in names}
        return {name: dict(sorted(of, key=lambda row: (-row[1], row[0]))) for name, of in rows.items()}

    def kept(self, located: Sequence[Located]) -> Sequence[Kept]:
        """See ``Snapshot``."""
        if not located:
            return []
        answer = self.asked(query=_these(located), size=len(located), stored_fields=["kept"])
        kept = {one.id: one for one in (unpack(row["fields"]["kept"][0]) for row in answer["hits"]["hits"])}
        return [kept[one.key] for one in located]

    def best_lines(self, located: Sequence[Located], score: Plan) -> Mapping[str, float]:
        """See ``Snapshot``."""
        best = {"nested": {"path": LINES, "score_mode": "max", "query": query(score, _UNDER)}}
        wanted = {"bool": {"filter": [_these(located)], "must": [best]}}
        answer = self.asked(query=wanted, size=len(located), docvalue_fields=["id"])
        return {row["fields"]["id"][0]: row["_score"] for row in answer["hits"]["hits"]}

    def passages(
        self, located: Sequence[Located], match: Plan, score: Plan, size: int
    ) -> Mapping[str, Sequence[FoundPassage]]:
        """See ``Snapshot``."""
        if not located or not size:
            return {}
        shown = {"size": size, "_source": False, "stored_fields": [SHOWN]}
        lines = {"nested": {"path": LINES, "query": asked_of_lines(match, score, _UNDER), "inner_hits": shown}}
        wanted = {"bool": {"filter": [_these(located)], "must": [lines]}}
        answer = self.asked(query=wanted, size=len(located), docvalue_fields=["id"], stored_fields=[])
        return {row["fields"]["id"][0]: [_passage(line) for line in _lines(row)] for row in answer["hits"]["hits"]}

    def pages(self, located: Sequence[Located], match: Plan) -> Mapping[str, tuple[int, ...]]:
        """See ``Snapshot``."""
        if not located:
            return {}
        pages = {"terms": {"field": PAGE, "size": _PAGES, "order": {"_key": "asc"}}}
        matching = {"filter": asked_of_lines(match, EVERYTHING, _UNDER), "aggs": {"pages": pages}}
        lines = {"nested": {"path": LINES}, "aggs": {"matching": matching}}
        each = {"terms": {"field": "id", "size": len(located)}, "aggs": {"lines": lines}}
        answer = self.asked(query=_these(located), size=0, aggs={"each": each})
        rows = answer["aggregations"]["each"]["buckets"]
        found = {row["key"]: [page["key"] for page in row["lines"]["matching"]["pages"]["buckets"]] for row in rows}
        return {key: tuple(pages) for key, pages in found.items() if pages}

    def words(self) -> Sequence[str]:
        """See ``Snapshot``."""
        return self._words(self)

    def everything(self) -> Iterator[Mapping[str, Any]]:
        """Id, revision and audience of every document held."""
        return self.rows(["id", "revision", "audience"], query=LIVE, sort=["_shard_doc"])

    def packs(self, which: Query) -> Iterator[Mapping[str, Any]]:
        """Packs of words, oldest first."""
        return self.rows([], query=which, sort=[{"words_born": "asc"}], stored_fields=["words"])

    def rows(self, fields: Sequence[str], **body: Any) -> Iterator[Mapping[str, Any]]:
        """All rows of a sorted answer, however many; each chunk begins where the last one ended."""
        after: list[Any] | None = None
        while True:
            more = {"search_after": after} if after else {}
            answer = self.asked(**body, **more, size=CHUNK, docvalue_fields=fields, track_total_hits=False)
            rows = answer["hits"]["hits"]
            yield from rows
            if len(rows) < CHUNK:
                return
            after = rows[-1]["sort"]

    def asked(self, **body: Any) -> Mapping[str, Any]:
        """Ask the cluster; a part of it that does not answer is an error, never a smaller answer."""
        if "stored_fields" not in body:
            body["stored_fields"] = "_none_"
        elif not body["stored_fields"]:
            del body["stored_fields"]
        answer: Mapping[str, Any] = self._client.search(
            pit={"id": self._point, "keep_alive": KEEP_ALIVE}, source=False, allow_partial_search_results=False, **body
        ).body
        return answer


def _these(located: Sequence[Located]) -> Query:
    return query(OneOf("id", tuple(one.key for one in located)))


def _lines(row: Mapping[str, Any]) -> Hits:
    lines: Hits = row["inner_hits"][LINES]["hits"]["hits"]
    return lines


def _passage(line: Mapping[str, Any]) -> FoundPassage:
    return unpack_passage(line["fields"][SHOWN][0], line["_score"] or 0.0)
