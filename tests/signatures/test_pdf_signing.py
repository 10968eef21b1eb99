"""Files are signed as the decree wants them seen, and not a byte of what was there changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from signatures import pdf
from signatures.errors import EvidenceMissingError, PdfRefusedError, TimeStampError
from signatures.pdf import Afterwards, ImageMark, Mark, Overall, attachment_mark, copy_mark, seal_box
from signatures.pdf.truetype import times
from signatures.timestamps import HttpTimeStamps
from signatures.tokens import open_token
from signatures.trust import TrustStore
from tests.conftest import NOON, ROOT
from tests.signatures.authority import Authority
from tests.signatures.papers import Stamps, blank, fill, form, picture, text_over, updated
from tests.signatures.softtoken import LABEL, PIN
from tests.signatures.test_pdf_hostile import encrypted
from tests.signatures.world import World

PEN, SEAL = picture("blue", (240, 120)), picture("red")
PLACE = (300.0, 500.0, 420.0, 560.0)


def seen(data: bytes, page: int = 0) -> Image.Image:
    """The page as a reader sees it, a pixel a point."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        image: Image.Image = document[page].render(scale=1).to_pil().convert("RGB")
        return image


def coloured(image: Image.Image, colour: str) -> tuple[int, int, int, int]:
    """The box of everything red or blue."""
    red, green, blue = image.split()
    strong, weak = (red, blue) if colour == "red" else (blue, red)
    mask = Image.eval(strong, lambda value: 255 * (value > 150))
    rest = Image.eval(weak, lambda value: 255 * (value < 110))
    both = Image.composite(mask, Image.new("L", mask.size), rest)
    both = Image.composite(both, Image.new("L", mask.size), Image.eval(green, lambda value: 255 * (value < 110)))
    box = both.getbbox()
    assert box
    return box


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_seal_covers_a_third_of_the_signature_on_its_left_however_the_page_is_turned(
    world: World, turn: int
) -> None:
    file = pdf.sign(blank(turn=turn), world.leader, NOON, ImageMark(PEN, 1, PLACE))
    file = pdf.sign(file, world.agency, NOON, ImageMark(SEAL, 1, seal_box(PLACE, 36)))

    image = seen(file)
    assert coloured(image, "blue")[2] == pytest.approx(PLACE[2], abs=5)
    left, top, right, bottom = coloured(image, "red")
    assert right == pytest.approx(PLACE[0] + 40, abs=4)
    assert right - left == pytest.approx(102, abs=6)
    assert bottom - top == pytest.approx(102, abs=6)
    assert (top + bottom) / 2 == pytest.approx(530, abs=3)


def test_the_ground_of_a_picture_stays_transparent(world: World) -> None:
    ground = updated(blank(), text_over("Van ban"))
    file = pdf.sign(ground, world.leader, NOON, ImageMark(SEAL, 1, (60, 380, 220, 540)))

    assert seen(file).getpixel((140, 460)) == seen(ground).getpixel((140, 460))


def texts(data: bytes, box: tuple[float, float, float, float]) -> str:
    """What can be copied out of the picture of the first signature."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        assert document[0].flatten() >= 0  # pdfium gives text of pages only
        left, top, right, bottom = box
        return str(document[0].get_textpage().get_text_bounded(left, 842 - bottom, right, 842 - top))


@pytest.mark.parametrize(
    ("mark", "lines"),
    [
        (attachment_mark("15/2026/QĐ-UBND", NOON), ["15/2026/QĐ-UBND", "15-06-2026 12:00:00 +07:00"]),
        (
            copy_mark("SAO Y", "Ủy ban nhân dân xã Thử Nghiệm", NOON),
            ["SAO Y", "Ủy ban nhân dân xã Thử Nghiệm", "15-06-2026 12:00:00 +07:00"],
        ),
    ],
)
def test_marks_are_printed_at_the_top_right_in_letters_that_can_be_copied(
    world: World, mark: Mark, lines: list[str]
) -> None:
    file = pdf.sign(blank(), world.agency, NOON, mark)

    (one,) = pdf.verify(file, world.trust(), NOON).signatures
    assert one.box is not None
    assert one.page == 1
    assert one.box[2] == pytest.approx(595 - 34, abs=1)
    assert one.box[3] - one.box[1] == 12 * len(lines)
    assert [line.strip() for line in texts(file, one.box).splitlines() if line.strip()] == lines


def test_the_font_has_the_widths_of_times_new_roman() -> None:
    """Widths of Times (Adobe's metrics, the same as those of Times New Roman), in thousandths."""
    known = {"A": 722, "a": 444, "1": 500, "/": 278, "m": 778, "-": 333}

    assert {letter: times().advance(times().glyph(letter)) for letter in known} == known
    assert all(times().glyph(letter) for letter in "ẢẤỘỮĐăâđêôơưỳỹỵ₫–“”")


def test_a_mark_takes_little_room(world: World) -> None:
    file = pdf.sign(blank(), world.leader, NOON, attachment_mark("15/2026/QĐ-UBND", NOON))

    assert len(file) - len(blank()) < 45_000


STEPS: dict[str, dict[str, Any]] = {
    "invisible": {},
    "picture": {"mark": ImageMark(PEN, 1, PLACE)},
    "lines": {"mark": attachment_mark("15/2026/QĐ-UBND", NOON)},
    "certified": {"afterwards": Afterwards.SIGNATURES},
    "locked": {"afterwards": Afterwards.NOTHING},
    "stamped, with evidence": {"time_stamps": Stamps, "evidence": World.trust},
}


@pytest.mark.parametrize("more", STEPS.values(), ids=STEPS.keys())
def test_what_was_there_is_the_beginning_of_what_comes_out(world: World, more: dict[str, Any]) -> None:
    first = pdf.sign(blank(), world.leader, NOON)
    if "evidence" in more:
        more = {"time_stamps": Stamps(world.tsa, NOON), "evidence": world.trust()}

    for before in (blank(), first, form()):
        after = pdf.sign(before, world.agency, NOON, **more)
        assert after.startswith(before)
        assert len(after) > len(before)


def test_many_signatures_one_after_another_all_stand(world: World) -> None:
    file = blank()
    for number in range(6):
        file = pdf.sign(file, world.clerk if number % 2 else world.leader, NOON)

    verdict = pdf.verify(file, world.trust(), NOON)

    assert len(verdict.signatures) == 6
    assert verdict.overall is Overall.VALID_BUT
    assert {code for one in verdict.signatures for code in one.codes} == {"signatures-added", "time-claimed"}


def test_a_stamp_is_asked_for_once(world: World) -> None:
    stamps = Stamps(world.tsa, NOON)

    pdf.sign(blank(), world.leader, NOON, time_stamps=stamps)

    assert stamps.asked == 1


@pytest.mark.needs("softhsm")
@pytest.mark.parametrize("key", ["lanh-dao", "con-dau"])
def test_a_token_signs_a_file(world: World, token: Path, key: str) -> None:
    with open_token(token, PIN, token=LABEL, key=key, chain=world.leader.chain) as identity:
        file = pdf.sign(blank(), identity, NOON, ImageMark(PEN, 1, PLACE), time_stamps=Stamps(world.tsa, NOON))

    assert pdf.verify(file, world.trust(), NOON).overall is Overall.VALID


def test_the_first_signature_certifies_and_later_ones_lock(world: World) -> None:
    file = pdf.sign(blank(), world.leader, NOON, afterwards=Afterwards.SIGNATURES)
    file = pdf.sign(file, world.agency, NOON, afterwards=Afterwards.NOTHING)

    verdict = pdf.verify(file, world.trust(), NOON)

    assert [one.later.certified for one in verdict.signatures] == ["forms", "no-changes"]


@pytest.mark.parametrize("locker", ["first", "second"])
def test_a_locked_file_is_not_signed_again(world: World, locker: str) -> None:
    file = blank() if locker == "first" else pdf.sign(blank(), world.leader, NOON)
    locked = pdf.sign(file, world.agency, NOON, afterwards=Afterwards.NOTHING)

    with pytest.raises(PdfRefusedError, match="đã được khóa") as caught:
        pdf.sign(locked, world.clerk, NOON)

    assert caught.value.code == "locked"


@pytest.mark.parametrize(
    ("data", "mark", "code"),
    [
        (b"nothing", None, "damaged"),
        (encrypted(b""), None, "encrypted"),
        (blank(), ImageMark(PEN, 3, PLACE), "no-such-page"),
        (blank(), ImageMark(PEN, 0, PLACE), "no-such-page"),
        (blank(), ImageMark(PEN, 1, (500, 500, 620, 560)), "off-page"),
        (blank(), ImageMark(PEN, 1, (-1, 500, 100, 560)), "off-page"),
        (blank(), ImageMark(PEN, 1, (100, 500, 100, 560)), "off-page"),
        (blank(), ImageMark(b"no picture", 1, PLACE), "image"),
        (blank(), ImageMark(b"\xff\xd8\xff\xe0" + bytes(100), 1, PLACE), "image"),
        (blank(), ImageMark(picture("red", (6_000, 5_000)), 1, PLACE), "image"),
    ],
)
def test_what_cannot_be_signed_is_refused_with_a_reason(
    world: World, data: bytes, mark: Mark | None, code: str
) -> None:
    with pytest.raises(PdfRefusedError) as caught:
        pdf.sign(data, world.leader, NOON, mark)

    assert caught.value.code == code
    assert str(caught.value)


def test_evidence_is_not_put_in_for_one_it_does_not_know(world: World) -> None:
    with pytest.raises(EvidenceMissingError, match="cập nhật"):
        pdf.sign(blank(), world.stranger, NOON, evidence=world.trust())


def test_evidence_is_not_put_in_where_revocation_is_not_known(world: World) -> None:
    known = world.trust()
    with pytest.raises(EvidenceMissingError):
        pdf.sign(blank(), world.leader, NOON, evidence=TrustStore(known.roots, known.intermediates))


def test_evidence_is_asked_of_who_stamps_the_time_as_well(world: World) -> None:
    stamps = Stamps(Authority.root("Gốc Lạ").sub("CA Lạ").time_stamping(), NOON)
    with pytest.raises(EvidenceMissingError):
        pdf.sign(blank(), world.leader, NOON, time_stamps=stamps, evidence=world.trust())


def test_a_seal_that_would_leave_the_page_is_refused() -> None:
    with pytest.raises(ValueError, match="leave the page"):
        seal_box((20, 500, 140, 560), 36)
    with pytest.raises(ValueError, match="leave the page"):
        seal_box((300, 10, 420, 40), 36)


class Refusing:
    """An authority that answers something else than a time stamp."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def answer(self, request: bytes) -> bytes:
        return self._answer


@pytest.mark.parametrize("answer", [b"", b"<html>", bytes.fromhex("30053003020102")], ids=["empty", "page", "refused"])
def test_an_authority_that_gives_no_stamp_ends_the_signing(world: World, answer: bytes) -> None:
    with pytest.raises(TimeStampError):
        pdf.sign(blank(), world.leader, NOON, time_stamps=Refusing(answer))


def test_a_stamp_for_something_else_is_not_put_in(world: World) -> None:
    class Replaying(Stamps):
        def answer(self, request: bytes) -> bytes:
            self.kept = getattr(self, "kept", None) or super().answer(request)
            return bytes(self.kept)

    stamps = Replaying(world.tsa, NOON)
    pdf.sign(blank(), world.leader, NOON, time_stamps=stamps)

    with pytest.raises(TimeStampError):
        pdf.sign(blank(), world.clerk, NOON, time_stamps=stamps)


def test_an_address_without_an_authority_says_try_later(world: World) -> None:
    with pytest.raises(TimeStampError, match="thử lại sau"):
        pdf.sign(blank(), world.leader, NOON, time_stamps=HttpTimeStamps("http://127.0.0.1:9/", timeout_s=0.5))
    with pytest.raises(TimeStampError, match="không đúng"):
        HttpTimeStamps("file:///etc/hostname").answer(b"")


def test_a_form_can_be_filled_in_before_it_is_signed(world: World) -> None:
    file = pdf.sign(updated(form(), fill("Đồng ý")), world.leader, NOON)

    assert pdf.verify(file, TrustStore(), NOON).signatures[0].integrity.intact


def test_the_front_of_the_library_starts_without_pyhanko() -> None:
    code = "import sys, signatures, signatures.pdf, signatures.xml, signatures.detached, signatures.tokens; "
    code += "print([name for name in ('pyhanko', 'pyhanko_certvalidator', 'signxml', 'lxml') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603

    assert done.stdout.strip() == "[]"
