"""Files in their ZIPs or raw, told apart by their bytes; damaged and hostile ones found and named."""

from __future__ import annotations

import base64
import io
import struct
import zipfile

import pytest

from edxml import Attachment, DocumentPacket, Finding, Level, Limits, ManifestEntry, Purpose, check, read, write
from tests.edxml.packets import PDF, carrying, message, noise, zipped

SMALL = Limits(zip_ratio=20, zip_ratio_from_bytes=1000, unpacked_bytes=2**20)


def attached(data: bytes, limits: Limits | None = None) -> tuple[Attachment, list[Finding]]:
    reading = read(data, limits or Limits())
    assert isinstance(reading.packet, DocumentPacket)
    (attachment,) = reading.packet.attachments
    return attachment, list(reading.findings)


def rules(data: bytes, limits: Limits | None = None) -> list[tuple[str, Level]]:
    return [(found.rule, found.level) for found in attached(data, limits)[1]]


def test_a_file_is_the_same_in_a_zip_and_raw() -> None:
    assert attached(carrying(zipped(("x.pdf", PDF)))) == attached(carrying(PDF))
    assert attached(carrying(PDF))[0].content == PDF


def test_what_the_packet_says_of_the_type_does_not_count() -> None:
    data = carrying(zipped(("x.txt", b"chao")), "a.txt")
    said = data.replace(
        b"<ContentTransferEncoded>", b"<ContentType>application/pdf</ContentType><ContentTransferEncoded>"
    )

    assert attached(said)[0].content == b"chao"


def test_base64_may_be_broken_into_lines() -> None:
    data = carrying(PDF)
    start = data.index(b"<ContentTransferEncoded>") + len("<ContentTransferEncoded>")
    lines = b"\r\n\t ".join(data[at : at + 1] for at in range(start, start + 40))

    assert attached(data[:start] + lines + data[start + 40 :])[0].content == PDF


@pytest.mark.parametrize(
    "encoded",
    [
        "${__StringFromFile(test.txt,,,)}",
        "JVBER",
        "JVBE=",
        "JVBE==JVBE",
        "JVBERi0x=JVB",
        "JVBEé",
        "JV<b>BE</b>Ri0=",
        "====",
    ],
)
def test_what_is_no_base64_is_refused(encoded: str) -> None:
    data = carrying(b"abc").replace(b"YWJj", encoded.encode())

    attachment, findings = attached(data)

    assert (attachment.content, attachment.carried) == (None, None)
    assert [unknown.name for unknown in read(data).packet.unknown] == ["ContentTransferEncoded"]
    assert read(write(read(data).packet, purpose=Purpose.COPY)).packet == read(data).packet
    assert ("attachment-not-base64", Level.ERROR) in [(found.rule, found.level) for found in findings]
    assert "van-ban.pdf" in findings[0].message


@pytest.mark.parametrize("encoded", [b"", b"  \n "])
def test_an_attachment_without_content_is_refused(encoded: bytes) -> None:
    assert rules(carrying(b"abc").replace(b"YWJj", encoded)) == [("attachment-no-content", Level.ERROR)]


def test_content_twice_is_an_error_and_the_first_that_says_something_counts() -> None:
    content = b"<ContentTransferEncoded>YWJj</ContentTransferEncoded>"

    for before in (b"<ContentTransferEncoded/>", b"<ContentTransferEncoded>?</ContentTransferEncoded>", content):
        data = carrying(b"abc").replace(content, before + content)
        attachment, findings = attached(data)

        assert attachment.content == (None if b"?" in before else b"abc")
        assert ("element-repeated" in {found.rule for found in findings}) is (b"/>" not in before)
        assert read(write(read(data).packet, purpose=Purpose.COPY)).packet == read(data).packet


def test_a_zip_holds_one_file() -> None:
    two = zipped(("a.pdf", PDF), ("b.pdf", PDF))

    attachment, findings = attached(carrying(two))

    assert (attachment.content, attachment.carried) == (None, two)
    assert [found.rule for found in findings] == ["attachment-zip-members"]
    assert "2 tệp" in findings[0].message
    assert not check(carrying(two)).accepted


def test_an_empty_zip_is_refused() -> None:
    assert rules(carrying(zipped())) == [("attachment-zip-members", Level.ERROR)]


def test_a_file_that_is_itself_a_zip_stays_what_it_is() -> None:
    word = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))
    archive = zipped(("a.pdf", PDF), ("b.pdf", PDF))
    single = zipped(("a.pdf", PDF))

    assert attached(carrying(word, "bao-cao.docx"))[0].content == word
    assert attached(carrying(zipped(("x.docx", word)), "bao-cao.docx"))[0].content == word
    assert attached(carrying(archive, "ho-so.zip"))[0].content == archive
    assert attached(carrying(single, "ho-so.zip"))[0].content == single
    assert attached(carrying(zipped(("x.zip", single)), "ho-so.zip"))[0].content == single


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "C:\\windows\\x.pdf", "a/b.pdf"])
def test_a_path_in_a_zip_is_never_followed(path: str) -> None:
    attachment, findings = attached(carrying(zipped((path, PDF))))

    assert (attachment.name, attachment.content) == ("van-ban.pdf", PDF)
    assert [(found.rule, found.level) for found in findings] == [("attachment-zip-path", Level.WARNING)]


def test_a_zip_bomb_is_refused_before_it_grows() -> None:
    bomb = zipped(("x.pdf", bytes(10 * 2**20)))

    assert rules(carrying(bomb)) == [("attachment-zip-ratio", Level.ERROR)]
    assert attached(carrying(bomb))[0].carried == bomb


def test_a_zip_that_lies_about_its_size_gains_nothing() -> None:
    bomb = bytearray(zipped(("x.pdf", bytes(10 * 2**20))))
    directory = bomb.index(b"PK\x01\x02")
    struct.pack_into("<I", bomb, directory + 24, 100)
    struct.pack_into("<I", bomb, 22, 100)

    attachment, findings = attached(carrying(bytes(bomb)))

    assert attachment.content is None
    assert [found.level for found in findings] == [Level.ERROR]


def test_all_files_together_stay_within_the_limit() -> None:
    carried = base64.b64encode(zipped(("x", noise(700_000)))).decode()
    content = f"<ContentTransferEncoded>{carried}</ContentTransferEncoded>"
    files = "".join(f"<Attachment><AttachmentName>{name}.bin</AttachmentName>{content}</Attachment>" for name in "ab")

    reading = read(message(files=f"<AttachmentEncoded>{files}</AttachmentEncoded>"), SMALL)

    assert isinstance(reading.packet, DocumentPacket)
    assert [one.content is not None for one in reading.packet.attachments] == [True, False]
    assert [found.rule for found in reading.findings] == ["attachment-too-large"]


def test_a_raw_file_over_the_limit_is_refused() -> None:
    assert rules(carrying(bytes(2**20 + 1)), SMALL) == [("attachment-too-large", Level.ERROR)]


def test_a_damaged_or_encrypted_zip_is_refused() -> None:
    whole = zipped(("x.pdf", PDF))
    wrong_sum = bytearray(whole)
    wrong_sum[whole.index(b"PK\x01\x02") + 16] ^= 255
    encrypted = bytearray(whole)
    encrypted[whole.index(b"PK\x01\x02") + 8] |= 1

    assert rules(carrying(whole[:-1])) == [("attachment-zip-broken", Level.ERROR)]
    assert rules(carrying(bytes(wrong_sum))) == [("attachment-zip-broken", Level.ERROR)]
    assert rules(carrying(bytes(encrypted))) == [("attachment-zip-encrypted", Level.ERROR)]


def test_a_method_that_packs_beyond_measure_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("x.pdf", PDF)

    assert rules(carrying(packed.getvalue())) == [("attachment-zip-broken", Level.ERROR)]


def test_a_long_list_of_members_is_not_read() -> None:
    whole = bytearray(zipped(("x.pdf", PDF)))
    struct.pack_into("<HI", whole, whole.index(b"PK\x05\x06") + 10, 60_000, 2**30)

    (finding,) = attached(carrying(bytes(whole)))[1]

    assert finding.rule == "attachment-zip-members"
    assert "60000 tệp" in finding.message
    assert attached(carrying(bytes(whole), "ho-so.zip"))[0].content == bytes(whole)


def test_a_pdf_that_went_through_a_text_decoder_is_refused() -> None:
    damaged = PDF.decode("utf-8", "replace").encode()

    attachment, findings = attached(carrying(damaged))

    assert attachment.content == damaged
    assert [(found.rule, found.level) for found in findings] == [("attachment-damaged", Level.ERROR)]
    assert "hỏng khi đóng gói" in findings[0].message
    assert not check(carrying(damaged)).accepted


def test_a_zip_that_went_through_a_text_decoder_is_called_damaged() -> None:
    damaged = zipped(("x.pdf", noise(500))).decode("utf-8", "replace").encode()

    for name in ("van-ban.pdf", "van-ban.txt"):
        assert rules(carrying(damaged, name)) == [("attachment-damaged", Level.ERROR)]


def test_lost_letters_in_a_text_are_a_warning_and_chance_bytes_are_nothing() -> None:
    assert rules(carrying("mất chữ \ufffd".encode(), "a.txt")) == [("attachment-text-damaged", Level.WARNING)]
    assert rules(carrying(PDF + b"\xef\xbf\xbd\xef\xbf\xbd\xff")) == []


def test_the_manifest_is_kept_where_it_differs_from_the_files() -> None:
    same, other = (
        carrying(PDF),
        carrying(PDF).replace(b"</Reference>", b"<Description>Ban ky</Description></Reference>"),
    )

    same_packet, packet = read(same).packet, read(other).packet

    assert isinstance(packet, DocumentPacket)
    assert isinstance(same_packet, DocumentPacket)
    assert same_packet.manifest is None
    assert packet.manifest == (ManifestEntry("cid:1", name="van-ban.pdf", description="Ban ky"),)
    assert read(write(packet, purpose=Purpose.COPY)).packet == packet
