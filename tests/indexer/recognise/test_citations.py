"""Numbers of other documents, and what a document does to them."""

from __future__ import annotations

import pytest

from indexer.recognise import recognise
from tests.indexer.recognise.sheets import plain

HEAD = """ỦY BAN NHÂN DÂN
TỈNH PHÚ LÂM
Số: 20/2025/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Phú Lâm, ngày 05 tháng 03 năm 2025
QUYẾT ĐỊNH
{subject}
ỦY BAN NHÂN DÂN TỈNH PHÚ LÂM
Căn cứ Luật Đất đai số 31/2024/QH15;
Căn cứ Nghị định số 71/2024/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 12/2025/NĐ-CP;
Theo đề nghị của Sở Tài chính tại Tờ trình số 44/TTr-STC ngày 01/3/2025.
QUYẾT ĐỊNH:
{body}
"""


def cited(body: str, subject: str = "Về quản lý đất") -> dict[str, str]:
    found = recognise(plain(HEAD.format(subject=subject, body=body)))
    return {citation.number: citation.relation for citation in found.citations}


def test_bases_are_what_a_document_rests_on_and_proposals_are_not() -> None:
    found = recognise(plain(HEAD.format(subject="Về quản lý đất", body="Điều 1. Giao Sở Tài chính.")))

    assert found.legal_bases == (
        "Căn cứ Luật Đất đai số 31/2024/QH15",
        "Căn cứ Nghị định số 71/2024/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 12/2025/NĐ-CP",
    )
    assert {citation.number: citation.relation for citation in found.citations} == {
        "31/2024/QH15": "based_on",
        "71/2024/NĐ-CP": "based_on",
        "12/2025/NĐ-CP": "based_on",
        "44/TTr-STC": "cites",
    }


@pytest.mark.parametrize(
    ("body", "number", "relation"),
    [
        ("Điều 1. Bãi bỏ Quyết định số 5/2020/QĐ-UBND ngày 02 tháng 3 năm 2020.", "5/2020/QĐ-UBND", "repeals"),
        ("Điều 2. Quyết định này có hiệu lực và thay thế Quyết định số 5/2020/QĐ-UBND.", "5/2020/QĐ-UBND", "replaces"),
        ("2. Quyết định số 5/2020/QĐ-UBND hết hiệu lực kể từ ngày ký.", "5/2020/QĐ-UBND", "repeals"),
        ("Điều 1. Sửa đổi, bổ sung Quy định kèm theo Quyết định số 5/2020/QĐ-UBND", "5/2020/QĐ-UBND", "amends"),
        ("Điều 1. Đính chính Quyết định số 5/2020/QĐ-UBND như sau:", "5/2020/QĐ-UBND", "corrects"),
        ("Điều 1. Tạm ngưng hiệu lực Quyết định số 5/2020/QĐ-UBND.", "5/2020/QĐ-UBND", "suspends"),
        ("1. Quyết định số 5/2020/QĐ-UBND bị bãi bỏ.", "5/2020/QĐ-UBND", "repeals"),
        ("1. Việc hỗ trợ thực hiện theo Quyết định số 5/2020/QĐ-UBND.", "5/2020/QĐ-UBND", "cites"),
        ("1. Văn bản đã được sửa đổi, bổ sung tại Quyết định số 6/2021/QĐ-UBND.", "6/2021/QĐ-UBND", "cites"),
        ("1. Áp dụng Quyết định số 5/2020/QĐ-UBND cho đến khi hết hiệu lực.", "5/2020/QĐ-UBND", "cites"),
    ],
)
def test_the_relation_is_what_the_sentence_says(body: str, number: str, relation: str) -> None:
    assert cited(body)[number] == relation


def test_what_only_describes_the_repealed_document_is_cited() -> None:
    found = cited(
        "Điều 1. Bãi bỏ Quyết định số 28/2019/QĐ-UBND về việc sửa đổi Điều lệ "
        "ban hành kèm theo Quyết định số 06/2018/QĐ-UBND."
    )

    assert (found["28/2019/QĐ-UBND"], found["06/2018/QĐ-UBND"]) == ("repeals", "cites")


@pytest.mark.parametrize(
    ("between", "second"),
    [
        ("; bãi bỏ khoản 2 Điều 4 của Quy chế ban hành kèm theo", "repeals"),
        (" ngày 01/02/2020 và bãi bỏ", "repeals"),
        (" về việc ban hành và bãi bỏ một số quy định tại", "cites"),
        (", sửa đổi, bổ sung bởi", "cites"),
    ],
)
def test_a_second_verb_of_a_sentence_has_what_stands_behind_it(between: str, second: str) -> None:
    named = f"Quyết định số 5/2020/QĐ-UBND{between} Quyết định số 6/2021/QĐ-UBND"
    found = cited(f"Điều 2. Quyết định này thay thế {named}.")

    assert (found["5/2020/QĐ-UBND"], found["6/2021/QĐ-UBND"]) == ("replaces", second)


def test_several_documents_on_a_level_are_all_repealed() -> None:
    found = cited(
        "Điều 1. Bãi bỏ các Quyết định số 21/2012/QĐ-UBND ngày 14 tháng 8 năm 2012 và Quyết định số 28/2015/QĐ-UBND."
    )

    assert {found["21/2012/QĐ-UBND"], found["28/2015/QĐ-UBND"]} == {"repeals"}


def test_the_items_of_a_list_follow_its_lead_in() -> None:
    found = cited(
        "2. Bãi bỏ các văn bản sau đây:\na) Quyết định số 1/2010/QĐ-UBND ngày 02/01/2010;\n"
        "b) Khoản 3 Điều 4 Quyết định số 2/2011/QĐ-UBND.\n3. Giao Sở Tài chính theo Quyết định số 3/2012/QĐ-UBND."
    )

    assert found["1/2010/QĐ-UBND"] == found["2/2011/QĐ-UBND"] == "repeals"
    assert found["3/2012/QĐ-UBND"] == "cites"


def test_wording_quoted_by_an_amendment_does_nothing_itself() -> None:
    found = cited(
        "Điều 1. Sửa đổi khoản 2 như sau:\n"
        "“2. Quyết định này thay thế Quyết định số 9/2009/QĐ-UBND của Ủy ban nhân dân tỉnh.”"
    )

    assert found["9/2009/QĐ-UBND"] == "cites"


def test_a_circular_guides_the_decree_in_its_title() -> None:
    subject = "Hướng dẫn thi hành một số điều của Nghị định số 37/2007/NĐ-CP"

    assert cited("Điều 1. Phạm vi", subject)["37/2007/NĐ-CP"] == "guides"


@pytest.mark.parametrize(
    ("subject", "relation"),
    [
        ("Sửa đổi, bổ sung một số điều của Quyết định số 5/2020/QĐ-UBND", "amends"),
        ("Về việc sửa đổi, bổ sung Quy định ban hành kèm theo Quyết định số 5/2020/QĐ-UBND", "amends"),
        ("SỬA ĐỔI MỘT SỐ ĐIỀU\nCỦA QUYẾT ĐỊNH SỐ 5/2020/QĐ-UBND", "amends"),
        ("Về việc điều chỉnh nội dung của Quyết định số 5/2020/QĐ-UBND", "amends"),
        ("Bãi bỏ Quyết định số 5/2020/QĐ-UBND của Ủy ban nhân dân tỉnh", "repeals"),
        ("Về việc thay thế Quyết định số 5/2020/QĐ-UBND", "replaces"),
        ("Ngưng hiệu lực Quyết định số 5/2020/QĐ-UBND", "suspends"),
        ("Bổ sung kinh phí năm 2024 theo Quyết định số 5/2020/QĐ-UBND", "cites"),
        ("Triển khai sửa đổi, bổ sung Quyết định số 5/2020/QĐ-UBND", "cites"),
        ("Về việc đề nghị bãi bỏ Quyết định số 5/2020/QĐ-UBND", "cites"),
    ],
)
def test_the_title_says_what_the_document_does(subject: str, relation: str) -> None:
    assert cited("Điều 1. Giao Sở Tài chính.", subject)["5/2020/QĐ-UBND"] == relation


def test_two_documents_in_a_title_are_both_amended() -> None:
    found = cited("Điều 1. Giao.", "Sửa đổi Quyết định số 5/2020/QĐ-UBND và Quyết định số 6/2021/QĐ-UBND")

    assert (found["5/2020/QĐ-UBND"], found["6/2021/QĐ-UBND"]) == ("amends", "amends")


def test_a_submission_amends_nothing_itself() -> None:
    head = HEAD.replace("QUYẾT ĐỊNH\n{subject}", "TỜ TRÌNH\n{subject}").replace("20/2025/QĐ-UBND", "20/TTr-UBND")
    text = head.format(subject="Sửa đổi Nghị quyết số 7/2021/NQ-HĐND", body="Điều 1. Giao.")

    relations = {citation.number: citation.relation for citation in recognise(plain(text)).citations}

    assert relations["7/2021/NQ-HĐND"] == "cites"


@pytest.mark.parametrize(
    "text", ["ví dụ: 15/QĐ-BNV, 12/UBND-VX", "Mẫu số 01/TT-ABC kèm theo", "được ghi như sau:\nSố: 23/BC-BNV (Báo cáo)"]
)
def test_samples_and_codes_of_forms_are_no_citations(text: str) -> None:
    assert set(cited(f"Điều 1. Số được ghi, {text}")) == {
        "31/2024/QH15",
        "71/2024/NĐ-CP",
        "12/2025/NĐ-CP",
        "44/TTr-STC",
    }


def test_its_own_number_is_no_citation() -> None:
    assert "20/2025/QĐ-UBND" not in cited("Điều 2. (Kèm theo Quyết định số 20/2025/QĐ-UBND)")


def test_a_citation_knows_its_place() -> None:
    text = HEAD.format(subject="Về quản lý đất", body="Điều 1. Bãi bỏ Quyết định số 5/2020/QĐ-UBND.")

    citation = recognise(plain(text)).citations[-1]

    assert text[citation.start : citation.end] == "5/2020/QĐ-UBND"
