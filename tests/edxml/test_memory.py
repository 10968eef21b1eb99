"""What packets cost, counted in allocated bytes or bounded by a limit on the process, never by the clock."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from edxml import Packing, read, write
from tests.edxml.packets import make_attachment, make_document, noise

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
MIB = 2**20
SIZE = 50 * MIB
Result = TypeVar("Result")


def peak_of(call: Callable[[], Result]) -> tuple[Result, int]:
    """What a call gives, and how many bytes it held at most besides what was there before."""
    tracemalloc.start()
    try:
        result = call()
        return result, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.fixture(scope="module")
def content() -> bytes:
    return noise(SIZE)


@pytest.mark.parametrize(("packing", "copies"), [(Packing.RAW, 1), (Packing.ZIP, 2)])
def test_a_file_of_fifty_megabytes_is_decoded_without_copies(content: bytes, packing: Packing, copies: int) -> None:
    """Raw: the file alone. Zipped: the ZIP and the file."""
    packet = make_document(attachments=(make_attachment(name="ho-so.bin", content=content),))
    data = write(packet, packing=packing)

    reading, peak = peak_of(lambda: read(data))

    assert reading.packet == packet
    assert peak < (copies + 0.35) * SIZE


def test_a_file_of_fifty_megabytes_is_written_as_zip_and_base64_alone(content: bytes) -> None:
    packet = make_document(attachments=(make_attachment(name="ho-so.bin", content=content),))

    data, peak = peak_of(lambda: write(packet))

    assert len(data) > SIZE * 4 // 3
    assert peak < 2.7 * SIZE


def test_base64_in_short_lines_costs_no_more(content: bytes) -> None:
    packet = make_document(attachments=(make_attachment(name="ho-so.bin", content=content[: 8 * MIB]),))
    before, opening, rest = write(packet, packing=Packing.RAW).partition(b"<edXML:ContentTransferEncoded>")
    encoded, closing, after = rest.partition(b"</edXML:ContentTransferEncoded>")
    lines = b"\r\n".join(encoded[place : place + 76] for place in range(0, len(encoded), 76))
    folded = b"".join([before, opening, lines, closing, after])

    reading, peak = peak_of(lambda: read(folded))

    assert reading.packet == packet
    assert peak < 1.5 * 8 * MIB


HOSTILE = {
    "dtd-forbidden": """data = b'<!DOCTYPE a [<!ENTITY a "' + b"x" * 2**20 + b'">]>' + message()""",
    "too-many-elements": """data = message("<a/>" * 20_000_000)""",
    "too-deep": """data = message("<a>" * 20_000_000)""",
    "tag-too-large": """data = message("<a b='" + "x" * 80_000_000)""",
    "header-too-large": """data = message("<Content>" + "x" * 80_000_000 + "</Content>")""",
    "attachment-zip-ratio": """
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x.pdf", "w") as member:
    for _ in range(280):
        member.write(bytes(2**20))
data = carrying(packed.getvalue())
""",
    "attachment-zip-members": """data = carrying(zipped(*((f"{count}.pdf", b"") for count in range(60_000))))""",
}
CHILD = """
import io, resource, sys, zipfile
from edxml import check
from tests.edxml.packets import carrying, message, zipped
{making}
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + {room}, used + {room}))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
report = check(data)
print(*sorted({{found.rule for found in report.findings if found.level == "error"}}))
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
@pytest.mark.parametrize("rule", HOSTILE)
def test_a_hostile_packet_is_refused_in_little_memory(rule: str) -> None:
    program = CHILD.format(making=HOSTILE[rule], room=96 * MIB)

    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603

    assert done.returncode == 0, done.stderr
    assert rule in done.stdout.split()
