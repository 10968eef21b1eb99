"""Word and OpenDocument: what is printed, not what is typed."""

from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

import pytest

from indexer.extract import extract
from indexer.extract.errors import UnreadableError
from indexer.extract.numbering import Counter, Level
from indexer.extract.word97 import read as read_word97
from indexer.records import ExtractedText, Failed, RawDocument
from tests.indexer.extract.papers import docx, odt, p, word_part

NUMBERING = word_part(
    "numbering",
    '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="Điều %1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>',
)


def listed(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'


def read(content: bytes) -> ExtractedText:
    found = extract(RawDocument("khong-ten", content))
    assert isinstance(found, ExtractedText), found
    return found


def lines(content: bytes) -> list[str]:
    return read(content).text.split("\n")


def test_numbers_supplied_by_word_are_part_of_the_text() -> None:
    body = p("Phạm vi", listed(0)) + p("Mục đích", listed(1)) + p("Yêu cầu", listed(1)) + p("Hiệu lực", listed(0))

    assert lines(docx(body, numbering=NUMBERING)) == [
        "Điều 1. Phạm vi",
        "a) Mục đích",
        "b) Yêu cầu",
        "Điều 2. Hiệu lực",
    ]


def test_a_style_may_supply_the_numbering() -> None:
    styles = word_part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>',
    )
    body = p("Phạm vi", '<w:pStyle w:val="Dieu"/>')

    assert lines(docx(body, numbering=NUMBERING, styles=styles)) == ["Điều 1. Phạm vi"]


def test_field_codes_deleted_and_hidden_words_are_not_printed() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>giấu</w:t></w:r><w:ins><w:r><w:t> tháng</w:t></w:r></w:ins></w:p>"
    )

    assert lines(docx(body)) == ["12 tháng"]


def test_halves_of_a_heading_table_are_lines_and_figures_stay_side_by_side() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    body = f"<w:tbl>{row('UBND XÃ SUỐI MƠ', 'CỘNG HÒA')}</w:tbl><w:tbl>{row('1', 'Đường', '2.300')}</w:tbl>"

    assert lines(docx(body)) == ["UBND XÃ SUỐI MƠ", "CỘNG HÒA", "1\tĐường\t2.300"]


def test_halves_of_a_heading_typed_with_tabs_are_parted_and_open_places_are_not() -> None:
    body = p("UBND XÃ SUỐI MƠ\tCỘNG HÒA XÃ HỘI") + p("Số:        /QĐ-UBND") + p("1.\tNội dung chính")

    assert lines(docx(body)) == ["UBND XÃ SUỐI MƠ", "CỘNG HÒA XÃ HỘI", "Số: /QĐ-UBND", "1.\tNội dung chính"]


def test_text_boxes_notes_and_headers_are_read_once() -> None:
    box = "<w:txbxContent>" + p("DỰ THẢO") + "</w:txbxContent>"
    body = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>'
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>Kính gửi</w:t></w:r></w:p>"
    )
    notes = word_part("footnotes", f'<w:footnote w:id="1">{p("Ghi chú")}</w:footnote>')

    found = lines(docx(body, footnotes=notes, header1=word_part("hdr", p("MẬT"))))

    assert found == ["DỰ THẢO", "Kính gửi", "Ghi chú", "MẬT"]


def test_a_font_of_the_years_before_unicode_gives_its_words_away() -> None:
    run = '<w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr>'
    body = f"<w:p><w:r>{run}<w:t>uû ban nh©n d©n</w:t></w:r><w:r><w:t> xã</w:t></w:r></w:p>"

    found = read(docx(body))

    assert found.text.casefold() in ("uỷ ban nhân dân xã", "ủy ban nhân dân xã")
    assert found.text.startswith("U")
    assert found.encoding == "tcvn3"


def test_opendocument_lists_tables_and_blanks() -> None:
    style = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-prefix="Điều " style:num-suffix="."/></text:list-style>'
    )
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    body = (
        '<text:p>Độc<text:s text:c="2"/>lập<text:tab/>x</text:p>'
        f'<text:list text:style-name="L1">{item.format("Một")}{item.format("Hai")}</text:list>'
        "<table:table><table:table-row><table:table-cell><text:p>trái</text:p></table:table-cell>"
        "<table:table-cell><text:p>phải</text:p></table:table-cell></table:table-row></table:table>"
    )

    assert lines(odt(body, style)) == ["Độc lập\tx", "Điều 1. Một", "Điều 2. Hai", "trái", "phải"]


def test_levels_count_on_and_start_anew_below() -> None:
    counter = Counter({"a": (Level(1, "upperRoman", "%1."), Level(1, "decimal", "%1.%2"))})

    labels = [counter.label("a", depth) for depth in (0, 1, 1, 0, 1)]

    assert labels == ["I.", "I.1", "I.2", "II.", "II.1"]


@pytest.mark.needs("libreoffice")
@pytest.mark.slow
def test_word_97_says_what_the_same_document_says_today(tmp_path: Path) -> None:
    body = p("Phạm vi điều chỉnh", listed(0)) + p("Đối tượng", listed(0)) + p("Nơi nhận:") + p("Lưu: VT.")
    source = tmp_path / "nguon.docx"
    source.write_bytes(docx(body, numbering=NUMBERING))
    profile = f"-env:UserInstallation=file://{tmp_path}/ho-so"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603

    content = (tmp_path / "nguon.doc").read_bytes()

    assert read(content).text == read(source.read_bytes()).text
    _survives_damage(content)


def _survives_damage(content: bytes) -> None:
    for place in range(512, len(content), max(len(content) // 60, 1)):
        torn = content[:place] + bytes((content[place] ^ 0xFF,)) + content[place + 1 :]
        with contextlib.suppress(UnreadableError):
            read_word97(RawDocument("hỏng.doc", torn))


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, b"PK\x03\x04 not a zip at all"]
)
def test_broken_containers_end_in_a_state(content: bytes) -> None:
    found = extract(RawDocument("x", content))

    assert isinstance(found, Failed)
    assert found.code in ("damaged", "unsupported")
