"""Terms looked up document by document score as those of one sum do, and no plan matches more than is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engines.plan import All, Any, Flat, OneOf, Plan, Sequence, Term, Weighted, Within, Without
from indexer.engines.protocol import Audience, Query, Results
from indexer.engines.tantivy import scoring
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.engines.terms import AUDIENCE, BODY, STRIDE
from tests.indexer.engines.documents import fill, make_document

WORDS = ("rừng phòng hộ", "đất lâm nghiệp", "quản lý rừng", "giao đất", "ủy ban nhân dân", "bảo vệ rừng ven biển")


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    engine = TantivyEngine(tmp_path / "index")
    fill(
        engine,
        [
            make_document(f"d{at}", ". ".join(WORDS[at % each] for each in (2, 3, 5, 6)), title=WORDS[at % 4])
            for at in range(40)
        ],
    )
    return engine


def answers(engine: TantivyEngine) -> list[Results]:
    asked = ("rừng phòng hộ", "quan ly rung", "UBND giao đất lâm nghiệp", '"bảo vệ rừng" đất', "ven biển")
    return [engine.search(Query(text, Audience.operator(), size=40)) for text in asked]


def test_both_ways_give_the_same_answers(engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "_DEARER", 0)
    looked_up = answers(engine)
    monkeypatch.setattr(scoring, "_DEARER", 1_000_000)
    summed = answers(engine)

    assert all(one.total for one in summed)
    for one, other in zip(looked_up, summed, strict=True):
        assert [hit.score for hit in one.hits] == pytest.approx([hit.score for hit in other.hits], abs=1e-3)
        assert [(hit.id, hit.snippets) for hit in one.hits] == [(hit.id, hit.snippets) for hit in other.hits]


@pytest.mark.parametrize(
    "plan",
    [
        Term(BODY, "rừng"), All((Term(BODY, "rừng"), Term(BODY, "biển"))), Any((Term(BODY, "rừng"), Term(BODY, "đất"))),
        Any((Term(BODY, "rừng"), Term(BODY, "đất"), Term(BODY, "hộ")), 2), OneOf(AUDIENCE, ("all", "x")), All(()),
        Sequence(BODY, ((0, "phòng"), (STRIDE, "hộ"))), Weighted(Flat(Term(BODY, "biển"), 2.0), 3.0),
        Without(Term(BODY, "biển")), Within("issued_on", None, None), OneOf("facets.kind", ("nq",)),
    ],
)  # fmt: skip
def test_no_plan_matches_more_than_is_said(engine: TantivyEngine, plan: Plan) -> None:
    snapshot = engine._now()

    assert snapshot._scores.at_most(plan) >= snapshot.counts([plan], All(()))[0]
