"""What stands first: a title that is what was asked for, a line that says what a thing is."""

from __future__ import annotations

import pytest

from indexer.engines.heading import Asked
from indexer.engines.protocol import SearchEngine
from indexer.query import parse
from tests.indexer.engines.documents import ask, fill, ids, make_document

OTHER = "Sở Nông nghiệp hướng dẫn quản lý rừng phòng hộ, thời hạn báo cáo và vị trí việc làm của kiểm lâm viên."


def test_of_two_titles_of_the_same_words_the_one_that_begins_as_asked_stands_first(engine: SearchEngine) -> None:
    fill(engine, [
        make_document("ends", OTHER, title="Rừng núi cao vị trí"),
        make_document("begins", OTHER, title="Vị trí rừng núi cao"),
    ])  # fmt: skip

    for typed in ("vị trí", "vi tri"):
        first, second = ask(engine, typed).hits
        assert (first.id, first.score > second.score) == ("begins", True), typed


@pytest.mark.parametrize("typed", ["vị trí việc làm của viên chức", "vi tri viec lam cua vien chuc"])
def test_a_title_is_worth_the_share_of_it_that_was_asked_for(typed: str) -> None:
    asked = Asked.of(parse(typed))

    whole, half, none = (
        asked.worth(title, 100.0) for title in ("Điều 7. Vị trí việc làm", "Cơ cấu, bậc, vị trí việc làm", "Phí 2026")
    )

    assert whole > 2 * half > none == 0
    assert asked.worth("Vị trí việc làm", 300.0) == asked.worth("Vị trí việc làm", 9_000.0)


@pytest.mark.parametrize(
    "typed", ["khoản 1 Điều 7 Luật Rừng giữ nước nói gì", "khoan 1 dieu 7 luat rung giu nuoc noi gi"]
)
def test_a_provision_of_the_law_that_is_named_is_worth_more_and_the_article_named_most(typed: str) -> None:
    asked = Asked.of(parse(typed))

    meant, same_law, other_law, half_named = (
        asked.worth(title, 100.0)
        for title in (
            "Luật Rừng giữ nước Điều 7. Phạm vi",
            "Luật Rừng giữ nước Điều 17. Phạm vi",
            "Luật Suối giữ nước Điều 7. Phạm vi",
            "Luật Rừng đặc dụng Điều 7. Phạm vi",
        )
    )

    assert meant > same_law > other_law == half_named == 0


def test_who_doubts_that_a_thing_is_another_gets_the_line_that_says_what_the_other_is(engine: SearchEngine) -> None:
    talk = "Đường tuần tra ven suối của đội là đường mòn, đúng hay sai tùy đội. Đường tuần tra ven suối hay ngập.\n"
    means = "Trong văn bản này:\n4. Đường mòn là lối đi rộng dưới một mét.\n" + "Cây, suối và chòi canh của đội.\n" * 9
    fill(engine, [make_document("talk", talk * 3), make_document("means", means)])

    for typed in (
        "Đường tuần tra ven suối là đường mòn, đúng hay sai?",
        "duong tuan tra ven suoi la duong mon dung hay sai",
    ):
        assert ask(engine, typed).hits[0].id == "means", typed


def test_who_asks_what_a_thing_is_gets_the_line_that_says_it(engine: SearchEngine) -> None:
    talk = "Trước hết, rừng phòng hộ đầu nguồn là tài sản được giao cho ban quản lý rừng phòng hộ đầu nguồn.\n"
    others = "".join(
        f"{at}. Loại {at} gồm cây, suối, đường tuần tra và chòi canh của đội {at}.\n" for at in range(3, 40)
    )
    means = f"Trong văn bản này:\n2. “Rừng phòng hộ đầu nguồn” là rừng giữ nước cho sông.\n{others}"
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


def test_a_report_typed_without_marks_is_no_question(engine: SearchEngine) -> None:
    some = make_document("some", "Báo cáo kết quả phòng cháy chữa cháy rừng.")
    fill(engine, [some, make_document("all", "Báo cáo kết quả phòng cháy rừng ở thôn bản.")])

    assert ids(ask(engine, "bao cao rung thon")) == ["all"]
