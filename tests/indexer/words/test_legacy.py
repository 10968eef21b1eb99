from __future__ import annotations

import unicodedata

import pytest

from indexer.legacy import convert, decode, encoding_of

WESTERN = "L'été dernier, la Société générale a présenté à Genève un résumé très détaillé."
SENTENCE = "Hội đồng nhân dân tỉnh họp phiên thường kỳ, thảo luận về ngân sách và những việc cần làm ngay."


@pytest.mark.parametrize(
    ("shown", "encoding", "meant"),
    [
        ("Tr­êng häc míi x©y cña x·", "tcvn3", "Trường học mới xây của xã"),
        ("Tröôøng hoïc môùi xaây cuûa xaõ", "vni", "Trường học mới xây của xã"),
        ("Tru+o+`ng ho.c mo+'i xa^y cu?a xa~", "viqr", "Trường học mới xây của xã"),
        ("HOÄI ÑOÀNG NHAÂN DAÂN", "vni", "HỘI ĐỒNG NHÂN DÂN"),
    ],
)
def test_the_words_give_the_encoding_away(shown: str, encoding: str, meant: str) -> None:
    assert convert(shown) == (meant, encoding)


@pytest.mark.parametrize("codec", ["viscii", "vps", "windows-1258"])
def test_rarer_encodings_are_told_apart(codec: str) -> None:
    bytes_of = {
        "viscii": "Hµi ð°ng nhân dân t\xefnh h\xf7p phiên thß¶ng kÏ, thäo lu§n v« ngân sách",
        "vps": "H¶i ÇÒng nhân dân tÌnh h\x86p phiên thÜ©ng kÿ, thäo luÆn v\x8a ngân sách",
        "windows-1258": "Hôòi ðôÌng nhân dân tiÒnh hoòp phiên thýõÌng kyÌ, thaÒo luâòn vêÌ ngân sách",
    }
    assert convert(bytes_of[codec]) == (
        "Hội đồng nhân dân tỉnh họp phiên thường kỳ, thảo luận về ngân sách".replace("kỳ", "kỳ"),
        codec,
    )


@pytest.mark.parametrize("text", [SENTENCE, "", "Công văn", "30 m² × 4 = 120 m² § 5 °C", WESTERN, "a^2 + b^2 = c^2"])
def test_what_is_no_old_encoding_stays_as_it_is(text: str) -> None:
    assert convert(text) == (text, "unicode")


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("ñY BAN NH¢N D¢N TØNH L¹C HåNG", "ỦY BAN NHÂN DÂN TỈNH LẠC HỒNG"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("UBND x· Hµ TiÕn vÒ viÖc më ®­êng", "UBND xã Hà Tiến về việc mở đường"),
        ("Sè: 12/BC-UBND", "Số: 12/BC-UBND"),
        ("viÖc do ñy ban nh©n d©n tØnh lo", "việc do Ủy ban nhân dân tỉnh lo"),
        ("viÖc nµy xong. æn ®Þnh tõ ngµy ký", "việc này xong. Ổn định từ ngày ký"),
        ("®) øng dông c«ng nghÖ", "đ) Ứng dụng công nghệ"),
        ("ë n¬i ®ã th× æn ®Þnh", "ở nơi đó thì ổn định"),
    ],
)
def test_capitals_lost_by_tcvn3_come_back(shown: str, meant: str) -> None:
    assert convert(shown, ".VnTime").text == meant


def test_a_font_decides_for_a_single_word() -> None:
    assert convert("§iÒu", ".VnTime") == ("Điều", "tcvn3")
    assert convert("Ñieàu", "ABCDEF+VNI-Times,Bold") == ("Điều", "vni")


def test_fonts_of_capitals_give_capitals() -> None:
    assert convert("céng hßa x· héi", ".VnTimeH").text == "CỘNG HÒA XÃ HỘI"
    assert convert("quyet", "VnArialH-Bold").text == "QUYET"


def test_unicode_in_an_old_font_is_left_alone() -> None:
    assert convert(SENTENCE, ".VnTime") == (SENTENCE, "unicode")


@pytest.mark.parametrize(
    ("font", "name"),
    [("Times New Roman", None), (None, None), ("Vnese Sans", None), (".VnTime", "tcvn3"), ("VPS Times", "vps")],
)
def test_only_known_names_betray_an_encoding(font: str | None, name: str | None) -> None:
    found = encoding_of(font)
    assert (found.name if found else None) == name


def test_unicode_lines_among_old_ones_stay() -> None:
    mixed = f"Céng hßa x· héi chñ nghÜa ViÖt Nam\n{SENTENCE}\n§éc lËp - Tù do - H¹nh phóc"
    assert convert(mixed).text == f"Cộng hòa xã hội chủ nghĩa Việt Nam\n{SENTENCE}\nĐộc lập - Tự do - Hạnh phúc"


def test_a_full_stop_at_the_end_is_no_tone() -> None:
    assert convert("Ta^'t ca? dde^`u dda~ xong. Ho.p la.i").text == "Tất cả đều đã xong. Họp lại"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_bytes_of_unicode_are_read(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == (SENTENCE, "unicode")


def test_bytes_of_an_old_encoding_are_read() -> None:
    assert decode("Tr­êng häc míi x©y cña x·".encode("latin-1")).text == "Trường học mới xây của xã"


def test_rescued_text_is_composed() -> None:
    text = convert("Viêòt Nam ðâÒt nýõìc thân thýõng").text
    assert unicodedata.is_normalized("NFC", text)
