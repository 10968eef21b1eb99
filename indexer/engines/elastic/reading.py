"""An index at one moment, read-only: a point in time of the cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import elasticsearch as es

from indexer.engines.backend import Compared, Kept, Located, Shown, Sought, Stretch, Wanted
from indexer.engines.elastic.schema import HEADING, LINES, LIVE, PAGE, SHOWN
from indexer.engines.elastic.translate import Query, asked, asked_of_lines, query
from indexer.engines.keeping import unpack, unpack_passage
from indexer.engines.plan import EVERYTHING, OneOf, Plan
from indexer.engines.protocol import Sort

KEEP_ALIVE: Final = "1m"
CHUNK: Final = 10_000  # rows Elasticsearch gives at once
_MOST_VALUES: Final = 10_000  # of one facet
_PAGES: Final = 50
_AMONG: Final = " among"  # no facet's name begins with a blank
_UNDER: Final = f"{LINES}."
_ORDER: Final[Mapping[Sort, list[dict[str, str]]]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, {"newest": "desc"}],
    Sort.NEWEST: [{"newest": "desc"}],
    Sort.OLDEST: [{"oldest": "asc"}],
    Sort.NUMBER: [{"by_number": "asc"}],
}


class ElasticSnapshot:
    """See ``Snapshot``; good while its point in time is kept alive."""

    def __init__(self, client: es.Elasticsearch, point: str, words: Callable[[ElasticSnapshot], Sequence[str]]) -> None:
        self._client = client
        self._point = point
        self._words = words

    def find(self, sought: Sought) -> Stretch:
        """See ``Snapshot``."""
        score = sought.score if sought.ranked else EVERYTHING
        body: dict[str, Any] = {"query": asked(sought.match, score, sought.allow)}
        if sought.size:
            body["sort"] = _ORDER[sought.sort]
        offset, end = sought.offset, sought.offset + sought.size
        is_deep = end > CHUNK
        answer = self.asked(
            **body, **_counts_wanted(sought.facets, sought.among), from_=0 if is_deep else offset,
            size=0 if is_deep else sought.size, docvalue_fields=["id"], track_total_hits=True,
        )  # fmt: skip
        rows = islice(self.rows(["id"], **body), offset, end) if is_deep else answer["hits"]["hits"]
        located = [Located(row["fields"]["id"][0], row.get("_score") or 0.0) for row in rows]
        among = answer["aggregations"][_AMONG]["doc_count"] if sought.among else 0
        return Stretch(located, answer["hits"]["total"]["value"], _facets(answer, sought.facets), among)

    def counts(self, matches: Sequence[Plan], allow: Plan) -> Sequence[int]:
        """See ``Snapshot``."""
        each = {str(at): query(match) for at, match in enumerate(matches)}
        wanted = {"each": {"filters": {"filters": each}}}
        answer = self.asked(query=asked(EVERYTHING, EVERYTHING, allow), size=0, aggs=wanted, track_total_hits=False)
        buckets = answer["aggregations"]["each"]["buckets"]
        return [buckets[str(at)]["doc_count"] for at in range(len(matches))]

    def kept(self, located: Sequence[Located]) -> Sequence[Kept]:
        """See ``Snapshot``."""
        kept: dict[str, Kept] = {}
        for piece in _pieces(located):
            answer = self.asked(query=_these(piece), size=len(piece), stored_fields=["kept"])
            kept |= {one.id: one for one in (unpack(row["fields"]["kept"][0]) for row in answer["hits"]["hits"])}
        return [kept[one.key] for one in located]

    def compared(self, located: Sequence[Located], score: Plan) -> Sequence[Compared]:
        """See ``Snapshot``."""
        best = {"nested": {"path": LINES, "score_mode": "max", "query": query(score, _UNDER)}}
        wanted = {"bool": {"filter": [_these(located)], "should": [best]}}
        answer = self.asked(query=wanted, size=len(located), docvalue_fields=["id", HEADING])
        rows = ((row["fields"], row["_score"] or 0.0) for row in answer["hits"]["hits"])
        found = {fields["id"][0]: Compared(line, fields[HEADING][0]) for fields, line in rows}
        return [found[one.key] for one in located]

    def shown(self, located: Sequence[Located], wanted: Wanted) -> Sequence[Shown]:
        """See ``Snapshot``."""
        return [one for piece in _pieces(located) for one in self._shown(piece, wanted)]

    def _shown(self, located: Sequence[Located], wanted: Wanted) -> Iterator[Shown]:
        inner = {"size": wanted.size, "_source": False, "stored_fields": [SHOWN]}
        best = asked_of_lines(wanted.match, wanted.score, _UNDER)
        lines = {"nested": {"path": LINES, "query": best, "inner_hits": inner}}
        answer = self.asked(
            query={"bool": {"filter": [_these(located)], "should": [lines] if wanted.size else []}},
            size=len(located), stored_fields=["kept"], docvalue_fields=["id"], **_pages_wanted(located, wanted.pages),
        )  # fmt: skip
        pages = _pages(answer)
        rows = {row["fields"]["id"][0]: row for row in answer["hits"]["hits"]}
        return (_shown(rows[one.key], pages.get(one.key, ())) for one in located)

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


def _pieces(located: Sequence[Located]) -> Iterator[Sequence[Located]]:
    for start in range(0, len(located), CHUNK):
        yield located[start : start + CHUNK]


def _these(located: Sequence[Located]) -> Query:
    return query(OneOf("id", tuple(one.key for one in located)))


def _shown(row: Mapping[str, Any], pages: tuple[int, ...]) -> Shown:
    lines = row["inner_hits"][LINES]["hits"]["hits"] if "inner_hits" in row else ()
    passages = [unpack_passage(line["fields"][SHOWN][0], line["_score"] or 0.0) for line in lines]
    return Shown(unpack(row["fields"]["kept"][0]), passages, pages)


def _counts_wanted(facets: Sequence[str], among: Plan | None) -> dict[str, Any]:
    of = {"size": _MOST_VALUES, "shard_size": _MOST_VALUES}
    wanted: dict[str, Any] = {name: {"terms": {"field": f"facets.{name}", **of}} for name in facets}
    if among:
        wanted[_AMONG] = {"filter": query(among)}
    return {"aggs": wanted} if wanted else {}


def _facets(answer: Mapping[str, Any], names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    counted = {name: answer["aggregations"][name]["buckets"] for name in names}
    rows = {name: [(row["key"], row["doc_count"]) for row in of] for name, of in counted.items()}
    return {name: dict(sorted(of, key=lambda row: (-row[1], row[0]))) for name, of in rows.items()}


def _pages_wanted(located: Sequence[Located], match: Plan | None) -> dict[str, Any]:
    if match is None:
        return {}
    pages = {"terms": {"field": PAGE, "size": _PAGES, "order": {"_key": "asc"}}}
    matching = {"filter": asked_of_lines(match, EVERYTHING, _UNDER), "aggs": {"pages": pages}}
    lines = {"nested": {"path": LINES}, "aggs": {"matching": matching}}
    return {"aggs": {"each": {"terms": {"field": "id", "size": len(located)}, "aggs": {"lines": lines}}}}


def _pages(answer: Mapping[str, Any]) -> Mapping[str, tuple[int, ...]]:
    if "aggregations" not in answer:
        return {}
    rows = answer["aggregations"]["each"]["buckets"]
    return {row["key"]: tuple(page["key"] for page in row["lines"]["matching"]["pages"]["buckets"]) for row in rows}
