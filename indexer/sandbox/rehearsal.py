"""What a reader does for its first file only, done before there is one: on a letter of our own.

Patterns are compiled, tables filled, modules loaded and the fonts of the machine found in the process that forks; its
children would each do so again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from indexer.extract import extract
from indexer.extract.assemble import PageRows, assemble
from indexer.extract.layout import Glyphs, rows
from indexer.recognise import recognise
from indexer.records import ExtractedText, RawDocument, Reading
from indexer.sandbox.answers import answer_of

_LETTER: Final = """
ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH AN BÌNH | Độc lập - Tự do - Hạnh phúc
Số: 12/QĐ-UBND | An Bình, ngày 05 tháng 3 năm 2025
QUYẾT ĐỊNH
Về việc ban hành Quy chế quản lý và sử dụng tài liệu lưu trữ
ỦY BAN NHÂN DÂN TỈNH AN BÌNH
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;
Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 45/TTr-SNV ngày 01 tháng 3 năm 2025.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý và sử dụng tài liệu lưu trữ trên địa bàn tỉnh.
Điều 2. Tổ chức thực hiện
1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính hướng dẫn, kiểm tra việc thực hiện; báo cáo Ủy ban nhân dân
tỉnh kết quả trước ngày 15 tháng 12 hằng năm.
2. Các sở, ban, ngành, Ủy ban nhân dân các xã, phường có trách nhiệm:
a) Xây dựng kế hoạch, bố trí kinh phí và thực hiện đúng quy định của pháp luật, hoàn thành trong quý II năm 2025;
b) Định kỳ 6 tháng gửi báo cáo về Sở Nội vụ để tổng hợp, đề xuất.
Điều 3. Quyết định này có hiệu lực từ ngày 15 tháng 3 năm 2025 và thay thế Quyết định số 07/2019/QĐ-UBND; bãi bỏ
khoản 2 Điều 4 của Quy chế ban hành kèm theo Quyết định số 15/2021/QĐ-UBND.
Điều 4. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở và các tổ chức, cá nhân có liên quan chịu trách nhiệm
thi hành Quyết định này./.
Nơi nhận: | TM. ỦY BAN NHÂN DÂN
- Như Điều 4; | KT. CHỦ TỊCH
- Bộ Nội vụ (để b/c); | PHÓ CHỦ TỊCH
- Lưu: VT, NC. | Nguyễn Văn An
"""
# The smallest of its kind, in a font the file does not bring along.
_PDF: Final = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources <</Font <</F 5 0 R>>>>>> endobj
4 0 obj <</Length 42>> stream
BT /F 13 Tf 72 700 Td (Doc Lap Tu Do) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/TrueType/BaseFont/TimesNewRoman>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""
_WIDTH, _HEIGHT, _LINE, _SIZE, _LETTER_WIDTH = 595.0, 842.0, 20.0, 12.0, 5.0


def rehearse() -> Reading:
    """The letter, read once."""
    extract(RawDocument("", _PDF))
    text, pages = assemble([PageRows(_WIDTH, _HEIGHT, rows(list(_printed())))])
    extracted = ExtractedText(text, pages)
    reading = Reading(extracted, recognise(extracted))
    answer_of(reading)
    return reading


def _printed() -> Iterator[Glyphs]:
    """The letter as a page shows it, every letter as wide as the next; ``|`` parts what stands side by side."""
    for number, line in enumerate(_LETTER.strip().split("\n"), start=1):
        for half, column in enumerate(line.split("|")):
            left, top = _LINE + half * _WIDTH / 2, _LINE * number
            for word in column.split():
                right = left + _LETTER_WIDTH * len(word)
                yield Glyphs(word, (left, top, right, top + _SIZE), _SIZE)
                left = right + _LETTER_WIDTH
