"""Files made to deceive or to break us: never a crash, never valid."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from signatures import pdf
from signatures.pdf import Limits, Overall
from tests.conftest import NOON
from tests.signatures.papers import blank, by_others, updated
from tests.signatures.world import World

TIGHT = Limits(max_inflated_bytes=20_000_000)
FINE = {Overall.VALID, Overall.VALID_BUT}


@pytest.fixture(scope="module")
def signed(world: World) -> bytes:
    return pdf.sign(blank(), world.leader, NOON)


def ranges(data: bytes) -> list[int]:
    found = re.search(rb"/ByteRange\s*\[([^\]]*)\]", data)
    assert found
    return [int(number) for number in found[1].split()]


def with_ranges(data: bytes, text: str) -> bytes:
    """Write other ranges in the same room."""
    found = re.search(rb"/ByteRange\s*\[([^\]]*)\]", data)
    assert found
    room = found.end() - found.start() - len(b"/ByteRange[]")
    return data[: found.start()] + b"/ByteRange[" + text.encode().ljust(room)[:room] + b"]" + data[found.end() :]


def in_gap(data: bytes, text: bytes) -> bytes:
    """Use the padding of the signature for objects of one's own."""
    _, first, second, _ = ranges(data)
    gap = data[first:second]
    return data[:first] + gap[: -len(text) - 1] + text + b">" + data[second:]


def longer_gap(data: bytes) -> bytes:
    """Signature wrapping: the second part moves back, what comes between is nobody's."""
    start, first, second, length = ranges(data)
    injected = b"\n9 0 obj <</Type/Catalog/Pages 1 0 R>> endobj\n"
    moved = data[:second] + injected + data[second:]
    return with_ranges(moved, f"{start} {first} {second + len(injected)} {length}")


def value_of_field(name: str, value: Any) -> Callable[[bytes], bytes]:
    """Change an entry of the signature's own dictionary by an update."""

    def change(data: bytes) -> bytes:
        def write(writer: IncrementalPdfFileWriter) -> None:
            held = writer.root["/AcroForm"]["/Fields"][0]["/V"]
            if value is None:
                del held[name]
            else:
                held[pdf_name(name)] = value
            writer.update_container(held)

        return updated(data, write)

    return change


def other_signature(data: bytes) -> bytes:
    """The signature of another file, put into this one."""
    _, first, second, _ = ranges(data)
    return data[:first] + b"<" + b"30" * ((second - first - 2) // 2) + b">" + data[second:]


def prev_to_itself(data: bytes) -> bytes:
    place = data.rindex(b"startxref")
    return re.sub(rb"/Prev (\d+)", lambda found: b"/Prev " + str(data.rindex(b"xref\n", 0, place)).encode(), data)


def xref_gone(data: bytes) -> bytes:
    return data[: data.rindex(b"startxref")]


def xref_elsewhere(data: bytes) -> bytes:
    return re.sub(rb"startxref\s+\d+(?!.*startxref)", b"startxref\n99999999", data, flags=re.DOTALL)


def deep(_: bytes) -> bytes:
    return blank().replace(b"/Producer", b"/X " + b"[" * 20_000 + b"]" * 20_000 + b" /Producer")


def deep_fields(data: bytes) -> bytes:
    """A form field that is its own child."""

    def write(writer: IncrementalPdfFileWriter) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        field = fields[0]
        field[pdf_name("/Kids")] = generic.ArrayObject([fields.raw_get(0)])
        writer.update_container(field)

    return updated(data, write)


def page_loop(data: bytes) -> bytes:
    def write(writer: IncrementalPdfFileWriter) -> None:
        pages = writer.root["/Pages"]
        pages["/Kids"].append(writer.root.raw_get("/Pages"))
        writer.update_container(pages)

    return updated(data, write)


def without_end(data: bytes, start: str, name: str) -> bytes:
    """A tree of twelve storeys, a thousand branches each, all of them the same object."""

    def write(writer: IncrementalPdfFileWriter) -> None:
        node: Any = generic.DictionaryObject({pdf_name(name): generic.ArrayObject()})
        for _ in range(12):
            below = writer.add_object(node)
            node = generic.DictionaryObject({pdf_name(name): generic.ArrayObject([below] * 1_000)})
        holder = writer.root[start]
        held = holder["/Fields"] if start == "/AcroForm" else holder["/Kids"]
        held.append(writer.add_object(node))
        writer.update_container(held)

    return updated(data, write)


def bomb(_: bytes) -> bytes:
    """A table of references that unpacks to a thousand times its size."""
    packed = zlib.compress(b"\0" * 60_000_000, 9)
    head = b"%PDF-1.7\n"
    body = b"1 0 obj <</Type/XRef/Size 70000000/W[1 4 2]/Root 2 0 R/Filter/FlateDecode/Length %d>> stream\n" % len(
        packed
    )
    return head + body + packed + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(head)


def encrypted(_: bytes) -> bytes:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(blank())))
    writer.encrypt("chủ", "người")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def shadow_hide(data: bytes) -> bytes:
    """Something lay over the page when it was signed and is taken off afterwards."""

    def write(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b""))
        writer.update_container(page)

    return updated(data, write)


def shadow_replace(data: bytes) -> bytes:
    """The letters of the page's font are swapped afterwards."""

    def write(writer: IncrementalPdfFileWriter) -> None:
        fonts = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
        font = fonts["/F1"]
        swapped = (32, pdf_name("/T"), pdf_name("/r"))
        font[pdf_name("/Encoding")] = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Encoding"),
                pdf_name("/Differences"): generic.ArrayObject(
                    generic.NumberObject(part) if isinstance(part, int) else part for part in swapped
                ),
            }
        )
        writer.update_container(font)

    return updated(data, write)


def shadow_hide_and_replace(data: bytes) -> bytes:
    """Two documents in one: the update points the catalogue at the other tree of pages."""

    def write(writer: IncrementalPdfFileWriter) -> None:
        page = generic.DictionaryObject(writer.root["/Pages"]["/Kids"][1])
        tree = {
            pdf_name("/Type"): pdf_name("/Pages"),
            pdf_name("/Kids"): generic.ArrayObject([writer.add_object(page)]),
            pdf_name("/Count"): generic.NumberObject(1),
        }
        writer.root[pdf_name("/Pages")] = writer.add_object(generic.DictionaryObject(tree))
        writer.update_root()

    return updated(data, write)


def appearance_swapped(data: bytes) -> bytes:
    """The picture of a signature that stands is exchanged."""

    def write(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        stream = generic.StreamObject(
            {pdf_name("/BBox"): generic.ArrayObject(generic.NumberObject(part) for part in (0, 0, 500, 700))},
            stream_data=b"1 1 1 rg 0 0 500 700 re f",
        )
        field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(stream)})
        field[pdf_name("/Rect")] = generic.ArrayObject(generic.NumberObject(part) for part in (0, 0, 500, 700))
        writer.update_container(field)

    return updated(data, write)


def old_table_restored(data: bytes) -> bytes:
    """An update of nothing but a table that brings an older object back under a signed number."""
    return data + b"xref\n0 1\n0000000000 65535 f \ntrailer <</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)


ATTACKS: dict[str, Callable[[bytes], bytes]] = {
    "no file": lambda _: b"",
    "no PDF": lambda _: b"PK\x03\x04" + bytes(100),
    "only a head": lambda _: b"%PDF-1.7\n",
    "half a file": lambda data: data[: len(data) // 2],
    "references gone": xref_gone,
    "references elsewhere": xref_elsewhere,
    "references in a loop": prev_to_itself,
    "references that burst": bomb,
    "nested without end": deep,
    "fields in a loop": deep_fields,
    "pages in a loop": page_loop,
    "pages without end": lambda data: without_end(data, "/Pages", "/Kids"),
    "fields without end": lambda data: without_end(data, "/AcroForm", "/Kids"),
    "password": encrypted,
    "ranges missing": value_of_field("/ByteRange", None),
    "ranges of two numbers": lambda data: with_ranges(data, "0 100"),
    "ranges negative": lambda data: with_ranges(data, "0 -5 20 30"),
    "ranges of nothing": lambda data: with_ranges(data, "0 0 0 0"),
    "ranges beyond the file": lambda data: with_ranges(data, "0 100 200 99999999"),
    "ranges of words": lambda data: with_ranges(data, "/a /b /c /d"),
    "ranges overlapping": lambda data: with_ranges(data, f"0 {ranges(data)[1]} 10 {ranges(data)[3]}"),
    "ranges not from the start": lambda data: with_ranges(data, f"9 {ranges(data)[1] - 9} {ranges(data)[2]} 50"),
    "objects in the gap": lambda data: in_gap(data, b"> /Injected (x) /Rest <00"),
    "gap longer": longer_gap,
    "signature empty": value_of_field("/Contents", generic.ByteStringObject(b"")),
    "signature gone": value_of_field("/Contents", None),
    "signature nothing": value_of_field("/Contents", generic.NullObject()),
    "signature no signature": other_signature,
    "form of signature unknown": value_of_field("/SubFilter", pdf_name("/mau.unknown")),
    "form of signature a time stamp's": value_of_field("/SubFilter", pdf_name("/ETSI.RFC3161")),
    "claims to be a time stamp": value_of_field("/Type", pdf_name("/DocTimeStamp")),
    "shadow: hide": shadow_hide,
    "shadow: replace": shadow_replace,
    "shadow: hide and replace": shadow_hide_and_replace,
    "picture of the signature exchanged": appearance_swapped,
    "older table restored": old_table_restored,
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_a_hostile_file_is_never_valid_and_never_a_crash(
    world: World, signed: bytes, attack: Callable[[bytes], bytes]
) -> None:
    verdict = pdf.verify(attack(signed), world.trust(), NOON, TIGHT)

    assert verdict.overall not in FINE
    reasons = [*verdict.reasons, *(reason for one in verdict.signatures for reason in one.reasons)]
    assert reasons
    assert all(reason.sentence for reason in reasons)


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        ("no PDF", "damaged"),
        ("references that burst", "too-large"),
        ("password", "encrypted"),
        ("shadow: hide and replace", "changed"),
        ("shadow: replace", "changed"),
        ("objects in the gap", "byte-range"),
        ("signature no signature", "signature-unreadable"),
    ],
)
def test_the_reason_is_named(world: World, signed: bytes, attack: str, code: str) -> None:
    verdict = pdf.verify(ATTACKS[attack](signed), world.trust(), NOON, TIGHT)

    assert code in verdict.codes.union(*(one.codes for one in verdict.signatures))


def many_signatures(data: bytes, count: int) -> bytes:
    def write(writer: IncrementalPdfFileWriter) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        held = fields[0].raw_get("/V")
        for number in range(count):
            field = {
                pdf_name("/FT"): pdf_name("/Sig"),
                pdf_name("/T"): generic.TextStringObject(f"x{number}"),
                pdf_name("/V"): held,
            }
            fields.append(writer.add_object(generic.DictionaryObject(field)))
        writer.update_container(fields)

    return updated(data, write)


def test_thousands_of_signatures_are_refused_before_they_are_looked_at(world: World, signed: bytes) -> None:
    verdict = pdf.verify(many_signatures(signed, 3_000), world.trust(), NOON)

    assert (verdict.overall, set(verdict.codes), verdict.signatures) == (Overall.INVALID, {"too-large"}, ())


@pytest.mark.parametrize(
    "limits",
    [Limits(max_bytes=100), Limits(max_revisions=1), Limits(max_objects=3), Limits(max_signatures=0)],
)
def test_limits_are_kept(world: World, signed: bytes, limits: Limits) -> None:
    verdict = pdf.verify(signed, world.trust(), NOON, limits)

    assert verdict.codes == {"too-large"}


def test_a_signature_used_twice_does_not_count_twice(world: World, signed: bytes) -> None:
    """A second field that shows an older signature as a new one is a change nobody signed."""
    verdict = pdf.verify(many_signatures(signed, 1), world.trust(), NOON)

    assert verdict.overall not in FINE


def test_damaged_bytes_anywhere_end_in_a_verdict(world: World, signed: bytes) -> None:
    step = len(signed) // 60

    for place in range(0, len(signed), step):
        verdict = pdf.verify(signed[:place] + b"\xff\x00\xff" + signed[place + 3 :], world.trust(), NOON)
        assert verdict.overall is not Overall.VALID, place


def test_a_file_signed_by_others_and_damaged_is_not_intact(world: World) -> None:
    data = by_others(blank(), world.leader, NOON).replace(b"Trang", b"Tranh").replace(b"0 0 595 842", b"0 0 595 843")

    (one,) = pdf.verify(data, world.trust(), NOON).signatures

    assert not one.integrity.intact
