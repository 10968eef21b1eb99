"""Scanned documents: what is mended by rule, what is confirmed by a second reader, what is only offered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.recognise import recognise
from indexer.records import ExtractedText, Recognition, Suggestion
from tests.indexer.recognise.sheets import Printed, pages

HEAD = [
    Printed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 410, 57),
    Printed("Số: 12/QĐ-SYT", 150, 105),
    Printed("Lâm Đồng, ngày 05 tháng 3 năm 2024", 410, 105),
    Printed("QUYẾT ĐỊNH", 297, 150),
]
ISSUER = [Printed("UBND TỈNH LÂM ĐỒNG", 150, 57), Printed("SỞ Y TẾ", 150, 72)]
SUBJECT = [Printed("Về việc khám sức khỏe học sinh", 297, 168)]
BODY = [Printed("Căn cứ Luật Khám bệnh, chữa bệnh năm 2023;", 250, 230)]


def scanned(lines: list[Printed], **offers: tuple[Suggestion, ...]) -> ExtractedText:
    text = pages(lines)
    read = tuple(replace(page, source="ocr", confidence=0.95) for page in text.pages)
    return replace(text, pages=read, source="ocr", text_layer="none", offers=offers)


def read(
    issuer: list[Printed] = ISSUER, subject: list[Printed] = SUBJECT, head: list[Printed] = HEAD,
    more: tuple[Printed, ...] = (), **offers: tuple[Suggestion, ...],
) -> Recognition:  # fmt: skip
    return recognise(scanned([*issuer, *head, *subject, *BODY, *more], **offers))


def with_place(place: str) -> list[Printed]:
    return [*HEAD[:2], Printed(f"{place}, ngày 05 tháng 3 năm 2024", 410, 105), HEAD[3]]


@pytest.mark.parametrize(("printed", "place"), [("Lâm Đông", "Lâm Đồng"), ("Kiên Giàng", "Kiên Giang")])
def test_a_misread_province_is_set_right(printed: str, place: str) -> None:
    assert read(head=with_place(printed)).place == place


def test_a_place_no_list_knows_is_only_offered() -> None:
    found = read(head=with_place("Đà Lại"))

    assert found.place is None
    assert [offer.value for offer in found.suggestions["place"]] == ["Đà Lại"]


def test_a_place_the_closer_reading_contradicts_is_only_offered() -> None:
    assert read(head=with_place("Hà Nam"), place=(Suggestion("Hà Nội", 0.8, 1, (0, 0, 1, 1)),)).place is None


def test_a_place_only_the_closer_reading_saw_is_filled_in_with_its_box() -> None:
    found = read(head=with_place("L~m D"), place=(Suggestion("Lâm Đồng", 0.8, 1, (300, 100, 350, 112)),))

    assert found.place == "Lâm Đồng"
    assert found.evidence["place"].box == (300, 100, 350, 112)


def test_an_agency_whose_blanks_were_misread_is_known() -> None:
    issuer = [Printed("UBND TỈNH LÂM ĐỒNG", 150, 57), Printed("SỞ YT Ế", 150, 72)]

    assert read(issuer).issuer == "Sở Y tế tỉnh Lâm Đồng"


def test_a_province_no_list_knows_is_not_taken_for_another() -> None:
    found = read([Printed("ỦY BAN NHÂN DÂN", 150, 57), Printed("TỈNH LẠC HỒNG", 150, 72)], head=with_place("Lạc Hồng"))

    assert "Lâm Đồng" not in str((found.issuer, found.superior, found.place))
    assert not any("Lâm Đồng" in str(offer.value) for offers in found.suggestions.values() for offer in offers)


@pytest.mark.parametrize("seat", ["TỈNH LẠC HỒNG", "XÃ LẠC HỒNG"])
def test_the_place_before_the_date_confirms_an_agency_no_list_knows(seat: str) -> None:
    named = (Printed("Trụ sở đặt tại Lạc Hồng.", 250, 250),)
    issuer = [Printed("ỦY BAN NHÂN DÂN", 150, 57), Printed(seat, 150, 72)]
    found = read(issuer, head=with_place("Lạc Hồng"), more=named)

    assert found.place == "Lạc Hồng"
    assert found.issuer == f"Ủy ban nhân dân {seat.split()[0].lower()} Lạc Hồng"


def test_a_committee_beside_its_department_is_the_body_above_it() -> None:
    found = read([Printed("UBND TỈNH LÂM ĐỒNG - SỞ Y TẾ", 150, 60)])

    assert (found.issuer, found.superior) == ("Sở Y tế tỉnh Lâm Đồng", "Ủy ban nhân dân tỉnh Lâm Đồng")


def test_a_subject_goes_on_behind_a_comma_though_set_askew() -> None:
    lines = [Printed("Về việc tăng cường công tác phòng,", 297, 168), Printed("chống dịch bệnh mùa đông", 320, 184)]

    assert read(subject=lines).subject == "Về việc tăng cường công tác phòng, chống dịch bệnh mùa đông"


def test_a_subject_that_opens_like_a_sentence_is_one_where_its_next_line_is_set_in_the_middle() -> None:
    lines = [
        Printed("Triển khai thực hiện Tháng hành động phòng, chống cháy nổ năm học mới và", 297, 168),
        Printed("bảo vệ môi trường", 297, 184),
    ]

    assert str(read(subject=lines).subject).endswith("cháy nổ năm học mới và bảo vệ môi trường")


def test_what_a_stamp_beside_a_subject_was_misread_as_does_not_cut_it() -> None:
    lines = [
        Printed("Về việc tăng cường công tác phòng,", 297, 168), Printed("HÓA Tộc", 110, 176),
        Printed("x©€", 108, 183), Printed("chống dịch bệnh mùa đông", 297, 184),
    ]  # fmt: skip

    assert read(subject=lines).subject == "Về việc tăng cường công tác phòng, chống dịch bệnh mùa đông"


def test_a_subject_torn_off_behind_a_comma_is_only_offered() -> None:
    found = read(subject=[Printed("Về việc tăng cường công tác phòng,", 297, 168)])

    assert found.subject is None
    assert found.suggestions["subject"]


def test_a_word_of_another_language_makes_a_subject_no_less_sure() -> None:
    subject = [Printed("Về việc bổ sung Vitamin A đợt 2 năm 2017", 297, 168)]

    assert read(subject=subject).subject == "Về việc bổ sung Vitamin A đợt 2 năm 2017"


CLOSING = (
    Printed("Nơi nhận:", 100, 600), Printed("-", 82, 616), Printed("Như Điều 3;", 130, 616),
    Printed("Chánh Văn phòng:", 140, 632), Printed("- Lưu: VT.", 110, 648),
    Printed("KT. GIÁM ĐỐC", 420, 600), Printed("PHÓ GIÁM ĐỐC", 420, 616),
)  # fmt: skip


def test_a_dash_that_stands_apart_or_was_lost_begins_a_recipient() -> None:
    assert read(more=CLOSING).recipients == ("Như Điều 3", "Chánh Văn phòng", "Lưu: VT")


def test_a_name_both_readings_give_is_filled_in_with_its_title() -> None:
    name = Printed("Đặng Quốc Khánh", 420, 700)
    found = read(more=(*CLOSING, name), signer=(Suggestion("Đặng Quốc Khánh", 0.7, 1, (370, 700, 470, 712)),))

    assert (found.signer, found.signer_title) == ("Đặng Quốc Khánh", "PHÓ GIÁM ĐỐC")


def test_a_name_the_closer_reading_does_not_confirm_is_only_offered() -> None:
    name = Printed("Đặng Quốc Khành", 420, 700)
    found = read(more=(*CLOSING, name), signer=(Suggestion("Đặng Quốc Khánh", 0.5, 1, (370, 700, 470, 712)),))

    assert found.signer is None
    assert {offer.value for offer in found.suggestions["signer"]} == {"Đặng Quốc Khánh", "Đặng Quốc Khành"}


@pytest.mark.parametrize(
    ("name", "signer"),
    [("Đặng Quốc Khánh", "Đặng Quốc Khánh"), ("ạch Cảnh Minh", None), ("Đặng Boàng Anh", None)],
    ids=["whole", "torn", "no syllable anybody bears"],
)
def test_without_a_closer_reading_only_a_whole_name_is_filled_in(name: str, signer: str | None) -> None:
    assert read(more=(*CLOSING, Printed(name, 420, 700))).signer == signer


def test_a_stamp_the_closer_reading_saw_is_the_urgency() -> None:
    found = read(urgency=(Suggestion("Hỏa tốc", 0.95, 1, (60, 120, 150, 150)),))

    assert found.urgency == "Hỏa tốc"
    assert "urgency" not in found.suggestions
