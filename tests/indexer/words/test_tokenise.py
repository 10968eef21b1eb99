from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from indexer.commands_tokenise import tokenise as command
from indexer.tokenise import SyllableTokeniser, Tokeniser, open_tokeniser

TOKENISERS: list[Callable[[], Tokeniser]] = [open_tokeniser, SyllableTokeniser]
ANYTHING = st.text(st.sampled_from("aâơđ bnĐQNC-/.,:;()0129@_'’ \n\t\r\u0301\u0323\u00ad\u200b\u2028…“%°"), max_size=80)
PLAIN = [
    "Ủy ban nhân dân xã Bình An tổ chức hội nghị tổng kết công tác dân vận.",
    "Các phòng chuyên môn phối hợp với mặt trận xây dựng kế hoạch tuyên truyền, vận động nhân dân",
    "HỘI ĐỒNG NHÂN DÂN TỈNH MẪU SƠN KHÓA XII, KỲ HỌP THỨ CHÍN",
    "Ông Nguyễn Văn A. (thư ký) đọc biên bản; T.Ư Đoàn, Th.S Trần Bê và bà H'Mông cùng dự v.v... ",
    "Gửi về hop-thu@vidu.gov.vn hoặc https://vidu.gov.vn/tin-tuc?id=5, trang vidu.vn :D",
    "Tỷ lệ 61% -> 70,5%; 1.276.000 đồng, ngày 05/3/2020, 3x4, 43H-0530, 4K, 10:20:50 a.b.c U.B.N.D.",
    "hoà thuỷ uỷ quí kĩ lí Ðà Nẵng",
]


@pytest.fixture(params=TOKENISERS, ids=["words", "syllables"])
def tokeniser(request: pytest.FixtureRequest) -> Tokeniser:
    chosen: Tokeniser = request.param()
    return chosen


def printed_by(script: str) -> bytes:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout  # noqa: S603


def surfaces(text: str) -> list[str]:
    return [surface for _, _, surface in open_tokeniser().tokens(text)]


def test_the_words_are_those_of_underthesea() -> None:
    lines = json.dumps(PLAIN)
    script = (
        f"import json, underthesea; print(json.dumps([underthesea.word_tokenize(l) for l in json.loads({lines!r})]))"
    )
    theirs = json.loads(printed_by(script))
    for line, words in zip(PLAIN, theirs, strict=True):
        ours = open_tokeniser().tokens(line)
        lengths = [len("".join(surface.split())) for _, _, surface in ours]
        assert lengths == [len("".join(word.split())) for word in words], line


def test_underthesea_is_not_imported() -> None:
    script = (
        "import sys; from indexer.tokenise import tokenise; tokenise('xin chào'); print('underthesea' in sys.modules)"
    )
    assert printed_by(script) == b"False\n"


def test_document_numbers_stay_whole() -> None:
    assert surfaces("Nghị quyết số 02-NQ/TU, Quyết định 1276/QĐ-UBND-HC và Nghị định số 30/2020/NĐ-CP.") == [
        "Nghị quyết", "số", "02-NQ/TU", ",",
        "Quyết định", "1276/QĐ-UBND-HC", "và", "Nghị định", "số", "30/2020/NĐ-CP", ".",
    ]  # fmt: skip


def test_a_number_glued_to_words_is_cut_free() -> None:
    assert surfaces("theo số30/2020/NĐ-CP") == ["theo", "số", "30/2020/NĐ-CP"]


def test_no_word_crosses_a_line_end() -> None:
    assert not any("\n" in word or "\u2028" in word for word in surfaces("hội đồng\nnhân dân\u2028tỉnh\r\nnhà"))


def test_invisible_characters_are_no_tokens() -> None:
    assert surfaces("\ufeffhội ngh\u00adị\u200b xong") == surfaces("\ufeffhội ngh\u00adị\u200b xong")
    assert len(surfaces("\ufeffhội nghị\u200b")) == 1


def test_a_mark_without_a_letter_stands_where_it_is() -> None:
    for make in TOKENISERS:
        assert [start for start, _, _ in make().tokens(" \u0301\u200b")] == [1]


@given(ANYTHING)
def test_tokens_stand_where_they_say_and_leave_nothing_out(text: str) -> None:
    for make in TOKENISERS:
        tokens = make().tokens(text)
        assert all(text[start:end] == surface and surface.strip() for start, end, surface in tokens)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(tokens))
        left = list(text)
        for start, end, _ in tokens:
            left[start:end] = [" "] * (end - start)
        assert not "".join(left).strip(" \n\t\r\u2028\u00ad\u200b"), tokens


@given(st.sampled_from(PLAIN))
def test_decomposed_text_gives_the_same_words(line: str) -> None:
    ours = [unicodedata.normalize("NFC", word) for word in surfaces(unicodedata.normalize("NFD", line))]
    assert ours == surfaces(line)


@pytest.mark.parametrize(
    "unit", ["a", "7", "1.2.3.4.", "a.b.", "(", "a@", "A.", "a-", "http://a(", "1/2020/NQ-", "\u0301", "x\n"]
)
def test_time_grows_with_the_length_only(tokeniser: Tokeniser, unit: str) -> None:
    short, long = unit * (4_000 // len(unit)), unit * (32_000 // len(unit))

    def seconds(text: str) -> float:
        begun = time.process_time()
        tokeniser.tokens(text)
        return time.process_time() - begun

    assert min(seconds(long) for _ in range(2)) < 30 * max(min(seconds(short) for _ in range(2)), 0.004)


def test_threads_do_not_disturb_one_another() -> None:
    expected = [surfaces(line) for line in PLAIN]
    wrong: list[int] = []

    def work() -> None:
        wrong.extend(1 for _ in range(30) if [surfaces(line) for line in PLAIN] != expected)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_the_command_prints_offsets(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Xin chào.\n\nTạm biệt", encoding="utf-8", newline="")
    printed = json.loads(CliRunner().invoke(command, [str(path), "--json"]).stdout)
    assert [surface for _, _, surface in printed["tokens"]] == ["Xin", "chào", ".", "Tạm biệt"]
    assert printed["tokens"][-1][:2] == [11, 19]


def test_the_command_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(b"\xff\xfe\x00")
    result = CliRunner().invoke(command, [str(path), "--json"])
    assert result.exit_code == 1
    assert "UTF-8" in json.loads(result.stdout)["error"]["message"]
