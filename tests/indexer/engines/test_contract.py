"""What every engine must do; a new one joins in conftest.py."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from indexer.engines.protocol import AnyOf, Audience, Between, InForce, SearchEngine, Sort
from indexer.records import IndexDocument, Page
from tests.indexer.engines.documents import EVERYBODY, OPERATOR, ask, fill, ids, make_document


def test_a_committed_document_is_found_and_a_removed_one_is_not(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Quản lý rừng phòng hộ.")])
    assert ids(ask(engine, "rừng")) == ["a"]

    with engine.writing() as writer:
        writer.remove("a", 2)

    assert ids(ask(engine, "rừng")) == []
    assert list(engine.stamps()) == []


def test_a_batch_that_fails_leaves_nothing(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Quản lý rừng.")])

    with pytest.raises(RuntimeError), engine.writing() as writer:
        writer.put(make_document("b", "Quản lý rừng."))
        writer.remove("a", 5)
        raise RuntimeError

    assert ids(ask(engine, "rừng")) == ["a"]


def test_late_revisions_are_ignored(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Bản mới.", revision=3)])

    fill(engine, [make_document("a", "Bản cũ.", revision=2)])
    with engine.writing() as writer:
        writer.remove("a", 2)

    assert ids(ask(engine, "mới")) == ["a"]
    assert ids(ask(engine, "cũ")) == []


def test_a_late_change_does_not_bring_back_what_was_removed(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Văn thư.", revision=1)])
    with engine.writing() as writer:
        writer.remove("a", 3)

    fill(engine, [make_document("a", "Văn thư.", revision=2)])
    assert ids(ask(engine, "thư")) == []

    fill(engine, [make_document("a", "Văn thư.", revision=4)])
    assert ids(ask(engine, "thư")) == ["a"]


def test_a_document_changed_twice_in_a_batch_is_held_once(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Một."), make_document("a", "Hai.", revision=2), make_document("a", "Ba.")])

    assert [(stamp.id, stamp.revision) for stamp in engine.stamps()] == [("a", 2)]
    assert ids(ask(engine, "hai")) == ["a"]


def test_a_rebuild_replaces_everything(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Cũ.")])

    assert engine.rebuild([make_document("b", "Mới."), make_document("c", "Mới.")]) == 2

    assert {stamp.id for stamp in engine.stamps()} == {"b", "c"}
    assert engine.health()["ok"]


def test_words_with_marks_are_strict_and_words_without_match_all(engine: SearchEngine) -> None:
    fill(
        engine, [make_document("a", "Con đường."), make_document("b", "Ông Dương."), make_document("c", "Đương nhiên.")]
    )

    assert ids(ask(engine, "đường")) == ["a"]
    assert set(ids(ask(engine, "duong"))) == {"a", "b", "c"}
    assert ids(ask(engine, "con duong")) == ["a"]


@pytest.mark.parametrize(
    "typed", ["hòa bình", "hoà bình", "HÒA BÌNH", unicodedata.normalize("NFD", "hòa bình"), "hoa binh"]
)
def test_every_spelling_of_a_word_finds_the_same(engine: SearchEngine, typed: str) -> None:
    fill(engine, [make_document("a", "Tỉnh Hoà Bình."), make_document("b", "Bình hoa.")])

    assert ids(ask(engine, typed))[0] == "a"


def test_all_words_are_wanted_and_where_none_has_all_the_best_come_with_a_sign(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Rừng và biển."), make_document("b", "Rừng.")])

    whole = ask(engine, "rừng biển")
    partial = ask(engine, "rừng biển đảo")

    assert (ids(whole), whole.partial) == (["a"], False)
    assert (ids(partial)[0], partial.partial) == ("a", True)


def test_a_sentence_is_answered_by_what_holds_its_pairs_of_words(engine: SearchEngine) -> None:
    pairs = [make_document(f"a{at}", f"Mức hỗ trợ làm đường giao thông nông thôn, mục {at}.") for at in range(60)]
    words = [
        make_document(f"b{at}", f"Nông dân thôn {at} giao lúa, thông tin hỗ tương, đường làm mức.") for at in range(9)
    ]
    fill(engine, [*pairs, *words])

    found = ask(engine, "mức hỗ trợ làm đường giao thông nông thôn ở xã là bao nhiêu", size=100)

    assert set(ids(found)) == {document.id for document in pairs}
    assert found.partial


def test_a_sentence_none_of_whose_pairs_is_held_is_answered_by_its_words(engine: SearchEngine) -> None:
    fill(
        engine,
        [make_document("a", "Thôn nông, thông giao, đường làm, trợ hỗ, mức xã."), make_document("b", "Mức khác.")],
    )

    found = ask(engine, "mức hỗ trợ làm đường giao thông nông thôn ở xã là bao nhiêu")

    assert ids(found) == ["a", "b"]


def test_words_of_asking_are_not_wanted(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Quy chế làm việc."), make_document("b", "Tôi tìm bạn.")])

    found = ask(engine, "tìm giúp tôi quy chế làm việc")

    assert (ids(found), found.partial) == (["a"], False)


def test_a_phrase_is_found_across_line_ends_and_nowhere_else(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Hội đồng\nnhân dân tỉnh."), make_document("b", "Hội nhân dân, đồng tỉnh.")])

    assert ids(ask(engine, '"hội đồng nhân dân"')) == ["a"]
    assert ids(ask(engine, '"hoi dong nhân dân"')) == ["a"]
    assert ids(ask(engine, '"hội đông"')) == []


def test_or_minus_and_prefix(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Rừng già."), make_document("b", "Biển xanh."), make_document("c", "Rừng xanh.")])

    assert set(ids(ask(engine, "biển OR già"))) == {"a", "b"}
    assert ids(ask(engine, "rừng -xanh")) == ["a"]
    assert set(ids(ask(engine, "xa*"))) == {"b", "c"}
    assert ids(ask(engine, '"rừng xa*"')) == ["c"]
    assert ids(ask(engine, "-rừng")) == ["b"]


def test_fields_have_vietnamese_names(engine: SearchEngine) -> None:
    fill(
        engine,
        [
            make_document(
                "a", "Nội dung.", title="Về rừng", kind="nghị quyết", signer="Trần Văn Cả", day=date(2020, 5, 6)
            ),
            make_document("b", "Về rừng.", title="Khác", kind="chỉ thị", signer="Lê Thị Cam", day=date(2021, 7, 8)),
        ],
    )

    assert ids(ask(engine, "trichyeu:rừng")) == ["a"]
    assert ids(ask(engine, 'loai:"chỉ thị"')) == ["b"]
    assert ids(ask(engine, "loai:ct")) == ["b"]
    assert ids(ask(engine, 'nguoiky:"tran van"')) == ["a"]
    assert ids(ask(engine, "ngay:2021..")) == ["b"]
    assert ids(ask(engine, "nam:2020 rừng")) == ["a"]
    assert ids(ask(engine, "ngày:8/7/2021")) == ["b"]


@pytest.mark.parametrize(
    "typed",
    ["15/2023/NQ-HĐND", "15/2023/nq-hdnd", "15 2023 nq hdnd", "so 15/2023/NQ-HĐND", "15 NQ HDND 2023",
     "tìm văn bản số 15/2023/NQ-HĐND giúp tôi", "so:15/2023/NQ-HĐND"],
)  # fmt: skip
def test_a_typed_number_brings_its_document_first(engine: SearchEngine, typed: str) -> None:
    citing = "Căn cứ Nghị quyết số 15/2023/NQ-HĐND và 15/2023/NQ-HĐND, 15/2023/NQ-HĐND."
    fill(
        engine,
        [
            make_document("cites", citing, title="Về 15/2023/NQ-HĐND"),
            make_document("own", "Nội dung.", number="15/2023/NQ-HĐND"),
        ]
        + [make_document(f"other{year}", "Khác.", number=f"15/{year}/NQ-HĐND") for year in (2020, 2021, 2022)],
    )

    assert ids(ask(engine, typed))[0] == "own"


def test_a_month_beside_other_words_is_no_number(engine: SearchEngine) -> None:
    wanted = make_document("a", "Quyết định giá chung cư.", number="33/2025/QĐ-UBND", day=date(2025, 4, 9))
    fill(engine, [wanted, make_document("b", "Giá đất.", number="4/2025/QĐ-UBND", day=date(2025, 1, 9))])

    assert ids(ask(engine, "quyết định 4/2025 giá chung cư"))[0] == "a"
    assert ids(ask(engine, "quyết định 4/2025"))[0] == "b"


def test_documents_sharing_a_number_are_listed_by_agency(engine: SearchEngine) -> None:
    shared = [
        make_document(one, number="15/QĐ-UBND", issuer=one, text="Văn bản. " * size)
        for size, one in ((9, "c"), (1, "a"), (5, "b"))
    ]
    fill(engine, shared)

    assert ids(ask(engine, "15/QĐ-UBND")) == ["a", "b", "c"]


def test_abbreviations_are_read_both_ways(engine: SearchEngine) -> None:
    fill(
        engine,
        [
            make_document("long", "Ủy ban nhân dân tỉnh."),
            make_document("short", "UBND tỉnh."),
            make_document("none", "Dân."),
        ],
    )

    assert set(ids(ask(engine, "UBND"))) == {"long", "short"}
    assert set(ids(ask(engine, "ủy ban nhân dân"))) == {"long", "short"}


def test_a_slip_finds_what_was_meant_and_says_so(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Phòng, chống tham nhũng."), make_document("b", "Phòng cháy.")])

    for typed in ("tham nhữngg", "tham nhuxng", "tham nhugn"):
        found = ask(engine, typed)
        assert (ids(found)[:1], found.did_you_mean) == (["a"], "tham nhũng")


def test_wrong_marks_are_corrected_by_the_neighbours(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Phòng, chống tham nhũng."), make_document("b", "Con chông tre.")])

    assert ask(engine, "chông tham nhũng").did_you_mean == "chống tham nhũng"


def test_facets_count_values_and_their_parents(engine: SearchEngine) -> None:
    fill(
        engine,
        [
            make_document("a", "Rừng.", issuer="tinh/so"),
            make_document("b", "Rừng.", issuer="tinh"),
            make_document("c", "Biển.", issuer="x"),
        ],
    )

    found = ask(engine, "rừng", facets=("issuer", "kind"))

    assert found.facets == {"issuer": {"tinh": 2, "tinh/so": 1}, "kind": {}}
    assert list(found.facets["issuer"]) == ["tinh", "tinh/so"]


def test_a_chosen_facet_does_not_change_its_own_counts(engine: SearchEngine) -> None:
    fill(
        engine, [make_document("a", "Rừng.", kind="nq", issuer="x"), make_document("b", "Rừng.", kind="ct", issuer="y")]
    )

    found = ask(engine, "rừng", filters=(AnyOf("kind", frozenset({"nq"})),), facets=("kind", "issuer"))

    assert ids(found) == ["a"]
    assert found.facets == {"kind": {"ct": 1, "nq": 1}, "issuer": {"x": 1}}


def test_dates_filter_with_both_ends_included(engine: SearchEngine) -> None:
    fill(engine, [make_document(str(day), "Rừng.", day=date(2024, 1, day)) for day in (1, 2, 3)])

    found = ask(engine, "", filters=(Between("issued_on", date(2024, 1, 2), date(2024, 1, 3)),), sort=Sort.OLDEST)

    assert ids(found) == ["2", "3"]


def test_what_was_in_force_on_a_day_is_answered_from_two_dates(engine: SearchEngine) -> None:
    rows = {
        "open": {"effective_on": date(2024, 1, 1)},
        "ended": {"effective_on": date(2024, 1, 1), "expires_on": date(2025, 1, 1)},
        "later": {"effective_on": date(2025, 1, 1)},
        "unknown": {},
    }
    fill(engine, [make_document(name, "Rừng.", dates=dates) for name, dates in rows.items()])

    def standing(day: date) -> list[str]:
        return sorted(ids(ask(engine, "rừng", filters=(InForce(day),))))

    assert standing(date(2023, 12, 31)) == []
    assert standing(date(2024, 1, 1)) == standing(date(2024, 12, 31)) == ["ended", "open"]
    assert standing(date(2025, 1, 1)) == ["later", "open"]


def test_sorting_by_day_and_by_number(engine: SearchEngine) -> None:
    rows = (("2/QĐ-UBND", 2022), ("134/QĐ-UBND", 2021), ("15/QĐ-UBND", 2023))
    fill(
        engine,
        [make_document(number, "Rừng.", number=number, day=date(year, 1, 1)) for number, year in rows]
        + [make_document("none", "Rừng.")],
    )

    assert ids(ask(engine, "rừng", sort=Sort.NEWEST)) == ["15/QĐ-UBND", "2/QĐ-UBND", "134/QĐ-UBND", "none"]
    assert ids(ask(engine, "rừng", sort=Sort.OLDEST)) == ["134/QĐ-UBND", "2/QĐ-UBND", "15/QĐ-UBND", "none"]
    assert ids(ask(engine, "rừng", sort=Sort.NUMBER)) == ["2/QĐ-UBND", "15/QĐ-UBND", "134/QĐ-UBND", "none"]


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_follow_one_another_without_gaps(engine: SearchEngine, sort: Sort) -> None:
    fill(engine, [make_document(f"d{at:03}", "Rừng. " * (at % 7 + 1)) for at in range(230)])

    pages = [ids(ask(engine, "rừng", offset=at, size=50, sort=sort)) for at in range(0, 250, 50)]

    assert [len(page) for page in pages] == [50, 50, 50, 50, 30]
    assert len({one for page in pages for one in page}) == 230
    assert ask(engine, "rừng", offset=10_000).hits == ()


def test_snippets_keep_the_spelling_and_say_where_they_stand(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Điều 1. Phạm vi.\nĐiều 2. Quản lý RỪNG phòng hộ; xây dựng.", title="Về rừng")])

    hit = ask(engine, "rung").hits[0]

    assert [hit.snippets[0].text[a:b] for a, b in hit.snippets[0].marks] == ["RỪNG"]
    assert hit.title_marks == ((3, 7),)


def test_what_a_reader_may_not_see_changes_nothing(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Rừng xanh.", title="Rừng xanh", kind="nq")])
    before = ask(engine, "rưng xanh", EVERYBODY, facets=("kind",)), engine.suggest("rung", EVERYBODY)

    fill(engine, [make_document("b", "Rưng rưng xanh.", title="Rưng rưng", kind="ct", audience=("user:1",))])

    assert (ask(engine, "rưng xanh", EVERYBODY, facets=("kind",)), engine.suggest("rung", EVERYBODY)) == before
    assert ids(ask(engine, "rưng", Audience(frozenset({"all", "user:1"})))) == ["b"]
    assert engine.similar("b", EVERYBODY) == ()


def test_a_reader_without_any_right_sees_nothing(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Rừng.")])

    assert ask(engine, "", Audience(frozenset())).total == 0


def test_completing_what_is_typed(engine: SearchEngine) -> None:
    fill(
        engine,
        [
            make_document("a", title="Về phát triển rừng", number="15/2023/NQ-HĐND"),
            make_document("b", title="Về phát thanh", number="16/2023/NQ-HĐND"),
        ],
    )

    assert engine.suggest("phat tr", OPERATOR) == ("Về phát triển rừng",)
    assert engine.suggest("15", OPERATOR)[0] == "15/2023/NQ-HĐND"
    assert engine.suggest("nqhdnd 15", OPERATOR) == ("15/2023/NQ-HĐND",)
    assert engine.suggest("", OPERATOR) == ()


def test_similar_documents_share_rare_words(engine: SearchEngine) -> None:
    fill(
        engine,
        [
            make_document("a", "Quy hoạch khoáng sản làm vật liệu."),
            make_document("b", "Đấu giá khoáng sản làm vật liệu."),
        ]
        + [make_document(f"x{at}", "Tuyển dụng viên chức ngành y tế.") for at in range(5)],
    )

    assert [hit.id for hit in engine.similar("a", OPERATOR)] == ["b"]


def test_an_empty_question_lists_everything_newest_first(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Một.", day=date(2020, 1, 1)), make_document("b", "Hai.", day=date(2021, 1, 1))])

    assert ids(ask(engine, "")) == ["b", "a"]
    assert ids(ask(engine, '"')) == ["b", "a"]


def test_size_zero_counts_only(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Rừng.", kind="nq")])

    found = ask(engine, "rừng", size=0, facets=("kind",))

    assert (found.hits, found.total, found.facets) == ((), 1, {"kind": {"nq": 1}})


FIRST_PAGE = "SỔ TAY TRỒNG RỪNG\nMỗi hộ nhận khoán được cấp cây giống và\n1"
SECOND_PAGE = "SỔ TAY TRỒNG RỪNG\nphân bón lót trong hai năm đầu. Năm thứ ba hộ tự lo phân bón.\n2"
THIRD_PAGE = "SỔ TAY TRỒNG RỪNG\nViệc nghiệm thu do xã chủ trì, có kiểm lâm cùng ký biên bản.\n3"


def handbook() -> IndexDocument:
    pages, at = [], 0
    for number, text in enumerate((FIRST_PAGE, SECOND_PAGE, THIRD_PAGE), 1):
        pages.append(Page(number, at, at + len(text), 595, 842))
        at += len(text) + 1
    return make_document("a", "\n".join((FIRST_PAGE, SECOND_PAGE, THIRD_PAGE)), pages=tuple(pages))


@pytest.mark.parametrize("words", ['"cây giống và phân bón lót"', '"cay giong va phan bon lot"'])
def test_a_phrase_over_the_end_of_a_page_is_found_and_lit(engine: SearchEngine, words: str) -> None:
    fill(engine, [handbook(), make_document("b", "Phân bón và cây giống để lót.")])

    (hit,) = ask(engine, words).hits

    (mark,) = hit.snippets[0].marks
    assert hit.id == "a"
    assert hit.snippets[0].text[mark.start : mark.end] == "cây giống và\nphân bón lót"
    assert hit.snippets[0].page == 1


def test_what_stands_behind_the_turn_is_shown_with_its_own_page(engine: SearchEngine) -> None:
    fill(engine, [handbook()])

    (hit,) = ask(engine, '"hai năm đầu"').hits

    assert hit.snippets[0].page == 2


def test_nobody_finds_a_page_by_its_running_head(engine: SearchEngine) -> None:
    fill(engine, [handbook()])

    (hit,) = ask(engine, '"sổ tay trồng rừng"').hits

    assert [one.page for one in hit.snippets] == [1]
    assert ask(engine, '"biên bản 3"').total == 0
