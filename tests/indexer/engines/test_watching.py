"""Kept questions asked of documents that come find what a search would find of them."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.engines.memory import MemoryEngine
from indexer.engines.protocol import AnyOf, Audience, Between, Query
from indexer.engines.watching import matching
from indexer.records import IndexDocument

DOCUMENTS = [
    IndexDocument(
        id="a", revision=1, audience=("all",), title="Mức hỗ trợ đường giao thông",
        text="Hỗ trợ xi măng làm đường giao thông.",
        number="15/2023/NQ-HĐND", number_keys=("15/2023/NQ-HĐND", "15 2023 nq hdnd", "15 nq hdnd"),
        facets={"kind": ("nghị quyết",)}, dates={"issued_on": date(2023, 12, 8)},
    ),
    IndexDocument(
        id="b", revision=1, audience=("unit:1",), title="Phòng cháy rừng", text="Phòng cháy, chữa cháy rừng.",
        facets={"kind": ("chỉ thị",)}, dates={"issued_on": date(2024, 1, 2)},
    ),
]  # fmt: skip
EVERYTHING = Audience.operator()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("giao thong", EVERYTHING), ("a",)),
        (Query('"cháy rừng"', EVERYTHING), ("b",)),
        (Query("đường -rừng", EVERYTHING), ("a",)),
        (Query("15/2023/NQ-HĐND", EVERYTHING), ("a",)),
        (Query("so:15/NQ-HĐND", EVERYTHING), ("a",)),
        (Query("", EVERYTHING, (AnyOf("kind", frozenset({"chỉ thị"})),)), ("b",)),
        (Query("", EVERYTHING, (Between("issued_on", date(2024, 1, 1)),)), ("b",)),
        (Query("rừng", Audience(frozenset({"all"}))), ()),
        (Query("giao thông rừng", EVERYTHING), ()),  # a page would offer the nearest ones
    ],
)
def test_a_question_finds_what_the_engine_finds_in_full(query: Query, found: tuple[str, ...]) -> None:
    engine = MemoryEngine()
    engine.rebuild(DOCUMENTS)
    results = engine.search(query)

    assert matching(DOCUMENTS, {"kept": query}).get("kept", ()) == found
    assert tuple(sorted(hit.id for hit in results.hits)) == found or results.partial
