"""Documents a reader may not see change nothing in any answer (the order by relevance is decided in docs/decisions)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.protocol import AnyOf, Audience, Query, SearchEngine, Sort
from indexer.records import IndexDocument
from tests.indexer.engines.documents import ENGINES, EVERYBODY, fill, make_document, opened

WORDS = (
    *("rừng", "rung", "biển", "bien", "hội", "đồng", "nhân", "dân", "nghị", "quyết"),
    *("chỉ", "thị", "chống", "tham", "nhũng", "UBND", "2023", "15"),
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
NUMBERS = st.sampled_from([None, "15/2023/NQ-HĐND", "16/QĐ-UBND", "2023/UBND-VX"])
QUESTIONS = st.one_of(
    TEXTS,
    TEXTS.map('"{}"'.format),
    st.sampled_from(
        ["", "15/2023/NQ-HĐND", "so 16 qd ubnd", "rưng", "bie*", "rừng -biển", "loai:nq", "hôi đồng", "nhugn"]
    ),
)
KINDS = st.sampled_from(["nq", "ct/a", "ct/b"])


@st.composite
def documents(draw: st.DrawFn, prefix: str, audience: tuple[str, ...]) -> list[IndexDocument]:
    return [
        make_document(
            f"{prefix}{at}", draw(TEXTS), title=draw(TEXTS), number=draw(NUMBERS), kind=draw(KINDS), audience=audience
        )
        for at in range(draw(st.integers(1, 4)))
    ]


def answers(engine: SearchEngine, question: str, shown: list[IndexDocument], *, in_order: bool) -> list[object]:
    found: list[object] = []
    for sort in Sort:
        filters = (AnyOf("kind", frozenset({"ct"})),) if sort is Sort.OLDEST else ()
        got = engine.search(Query(question, EVERYBODY, filters, ("kind",), sort))
        hits = list(got.hits) if in_order or sort is not Sort.RELEVANCE else sorted(got.hits, key=lambda hit: hit.id)
        found += [hits, got.total, got.facets, list(got.facets["kind"]), got.partial, got.did_you_mean, got.read_as]
    found += [engine.suggest(question, EVERYBODY)]
    for document in shown:
        similar = engine.similar(document.id, EVERYBODY)
        found.append(similar if in_order else {hit.id for hit in similar})
    return found


@pytest.mark.parametrize("name", ENGINES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(shown=documents("s", ("all",)), hidden=documents("h", ("user:1",)), question=QUESTIONS)
def test_hidden_documents_change_no_answer(
    name: str, shown: list[IndexDocument], hidden: list[IndexDocument], question: str
) -> None:
    in_order = name == "memory"
    with opened(name) as engine:
        fill(engine, shown)
        before = answers(engine, question, shown, in_order=in_order)
        fill(engine, hidden)

        assert answers(engine, question, shown, in_order=in_order) == before
        for document in hidden:
            assert engine.similar(document.id, EVERYBODY) == ()
            assert engine.search(Query(question, Audience(frozenset()))).total == 0
