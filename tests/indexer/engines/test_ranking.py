"""What stands first: a title that is what was asked for, a line that says what a thing is."""

from __future__ import annotations

from indexer.engines.protocol import SearchEngine
from tests.indexer.engines.documents import ask, fill, ids, make_document

OTHER = "Sở Nông nghiệp hướng dẫn quản lý rừng phòng hộ, thời hạn báo cáo và vị trí việc làm của kiểm lâm viên."


def test_a_title_that_was_asked_for_from_end_to_end_stands_first(engine: SearchEngine) -> None:
    long = make_document("long", OTHER, title="Điều 8. Báo cáo về nhân lực, kinh phí và vị trí việc làm của các đơn vị")
    short = make_document("short", OTHER, title="Điều 9. Vị trí việc làm")
    fill(engine, [long, short])

    for typed in ("vị trí việc làm được quy định như thế nào?", "vi tri viec lam quy dinh the nao"):
        assert ids(ask(engine, typed))[0] == "short", typed


def test_who_asks_what_a_thing_is_gets_the_line_that_says_it(engine: SearchEngine) -> None:
    talk = "Rừng phòng hộ đầu nguồn được giao cho ban quản lý rừng phòng hộ đầu nguồn.\n" * 4
    means = "Trong văn bản này:\n1. Bìa rừng là nơi hết cây.\n2. “Rừng phòng hộ đầu nguồn” là rừng giữ nước cho sông."
    fill(engine, [make_document("talk", talk, title="Rừng phòng hộ đầu nguồn"), make_document("means", means)])

    for typed in (
        "Rừng phòng hộ đầu nguồn là gì?",
        "rung phong ho dau nguon la gi",
        "thế nào là rừng phòng hộ đầu nguồn",
    ):
        found = ask(engine, typed)
        assert found.hits[0].id == "means", typed
    assert "giữ nước" in found.hits[0].snippets[0].text


def test_a_short_question_need_not_be_held_word_by_word(engine: SearchEngine) -> None:
    right = make_document("right", "Trưởng bản do người dân trong bản bầu ra, Chủ tịch xã công nhận.")
    chance = make_document("chance", "Ai do đó bầu, cử tri, trưởng đoàn hay bản làng cũng lo.")
    fill(engine, [right, chance])

    assert "right" in ids(ask(engine, "trưởng bản do ai bầu cử?"))
    assert ids(ask(engine, "trưởng bản do cử tri bầu")) == ["chance"]
