"""Texts, pages, sheets, letters and bundles; encodings of the years before Unicode."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from docarchive.core.sheets import workbook
from indexer.extract import extract
from indexer.extract.decoding import decode
from indexer.extract.kind import kind_of
from indexer.extract.syllables import vietnamese_share
from indexer.records import ExtractedText, Failed, RawDocument
from tests.indexer.extract.papers import docx, p, pdf, say, zipped

SENTENCE = "Ủy ban nhân dân xã báo cáo kết quả thực hiện nhiệm vụ quý một và kế hoạch quý hai năm nay"


def read(content: bytes) -> ExtractedText:
    found = extract(RawDocument("gì cũng được", content))
    assert isinstance(found, ExtractedText), found
    return found


@pytest.mark.parametrize("text", ["Ký", "Họp", "Báo cáo"])
def test_a_few_bytes_are_not_taken_for_wide_letters(text: str) -> None:
    assert decode(text.encode()) == (text, "unicode")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_texts_are_read_with_or_without_a_mark(codec: str) -> None:
    found = read(SENTENCE.encode(codec))

    assert found.text == SENTENCE
    assert found.encoding == "unicode"


def test_the_code_page_of_windows_is_recognised() -> None:
    from unicodedata import normalize

    decomposed = "".join(
        letter if letter in "ăâđêôơưĂÂĐÊÔƠƯ" else normalize("NFD", letter) for letter in _tones_apart(SENTENCE)
    )

    found = read(decomposed.encode("cp1258"))

    assert found.text == SENTENCE
    assert found.encoding == "windows-1258"


def _tones_apart(text: str) -> str:
    from unicodedata import normalize

    return "".join(
        normalize("NFC", "".join(c for c in normalize("NFD", letter) if c not in TONES))
        + "".join(c for c in normalize("NFD", letter) if c in TONES)
        for letter in text
    )


TONES = "\u0300\u0301\u0303\u0309\u0323"


def test_tcvn3_text_is_rescued_by_its_content() -> None:
    written = "Uû ban nh©n d©n x· b¸o c¸o kÕt qu¶ thùc hiÖn nhiÖm vô quý mét vµ kÕ ho¹ch quý hai n¨m nay"  # noqa: RUF001

    found = read(written.encode("latin-1"))

    assert found.encoding == "tcvn3"
    assert "kết quả thực hiện nhiệm vụ quý một" in found.text


def test_a_web_page_says_what_it_shows() -> None:
    page = (
        "<html><head><title>t</title><style>p{}</style></head><body><script>var x</script>"
        "<p>Điều 1. <b>Phạm</b> vi</p><table><tr><td>UBND XÃ</td><td>CỘNG HÒA XÃ HỘI</td></tr></table></body></html>"
    )

    assert read(page.encode()).text.split("\n") == ["Điều 1. Phạm vi", "UBND XÃ", "CỘNG HÒA XÃ HỘI"]


def test_rich_text_keeps_its_letters() -> None:
    letters = "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in "Nghị quyết kỳ họp")

    assert read(("{\\rtf1\\ansi " + letters + "\\par}").encode("ascii")).text == "Nghị quyết kỳ họp"


def test_a_sheet_gives_its_rows() -> None:
    book = workbook("Sổ đi", [("Số", 5), ("Trích yếu", 40)], [[12, "Về việc nghỉ lễ"]])

    assert read(book).text == "Sổ đi\nSố\tTrích yếu\n12\tVề việc nghỉ lễ"


def letter(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "van.thu@example.org", "so@example.org"
    message["Subject"], message["Date"] = "Gửi báo cáo quý", "Mon, 02 Mar 2026 08:00:00 +0700"
    message.set_content("Kính gửi các đồng chí báo cáo kèm theo.")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_a_letter_brings_its_attachments() -> None:
    found = read(letter(("báo cáo.docx", docx(p("BÁO CÁO"))), ("ảnh.xyz", bytes(range(256)) * 4)))

    assert "Về việc: Gửi báo cáo quý" in found.text
    assert "Kính gửi các đồng chí" in found.text
    assert "Tệp đính kèm: báo cáo.docx" in found.text
    assert found.text.endswith("báo cáo.docx\nBÁO CÁO")
    assert "ảnh.xyz" in found.warnings[0]


def test_a_zip_of_one_document_is_that_document() -> None:
    found = read(zipped({"một.pdf": pdf(lambda canvas: say(canvas, 90, 90, "QUYẾT ĐỊNH"))}))

    assert found.text == "QUYẾT ĐỊNH"
    assert len(found.pages) == 1


def test_a_zip_of_several_lists_them_and_refuses_zips_inside() -> None:
    found = read(zipped({"a.txt": SENTENCE, "b.docx": docx(p("CHỈ THỊ")), "c.zip": zipped({"d.txt": "x"})}))

    assert found.text == f"a.txt\n{SENTENCE}\nb.docx\nCHỈ THỊ"
    assert "c.zip" in found.warnings[0]


def test_names_that_leave_the_folder_are_left_out() -> None:
    found = read(zipped({"../ngoài.txt": "ngoài", "trong.txt": SENTENCE}))

    assert found.text == SENTENCE


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n {\\rtf1 x}", "rtf"),
        (b"<!DOCTYPE html><p>x", "html"),
        (letter(), "eml"),
        (zipped({"word/document.xml": "x"}), "docx"),
        (zipped({"xl/workbook.xml": "x"}), "sheet"),
        (zipped({"a.txt": "x"}), "zip"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (SENTENCE.encode(), "text"),
    ],
)
def test_the_kind_is_told_by_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize("content", [b"", b"   \n", b"\0" * 64])
def test_nothing_is_named_as_such(content: bytes) -> None:
    found = extract(RawDocument("rỗng.pdf", content))

    assert isinstance(found, Failed)
    assert "rỗng" in found.reason


def test_programs_are_not_read() -> None:
    found = extract(RawDocument("văn bản.docx", b"\x7fELF" + bytes(range(256)) * 8))

    assert isinstance(found, Failed)
    assert found.code == "unsupported"


def test_vietnamese_is_told_from_its_ruins() -> None:
    good = vietnamese_share(SENTENCE)
    bad = vietnamese_share("Uû ban nh©n d©n x· kÕt qu¶ thùc hiÖn nhiÖm vô vµ kÕ ho¹ch")

    assert good is not None
    assert bad is not None
    assert good > 0.95 > 0.6 > bad
