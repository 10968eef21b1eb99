"""The jail: a sound file passes through it unchanged, a hostile one ends in a state within its bounds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from unittest.mock import Mock

import pytest

from indexer import pipeline, render
from indexer.records import Failed, RawDocument, Reading
from indexer.sandbox import Limits, read_safely, warm
from indexer.sandbox.answers import answer_of, reading_from
from indexer.sandbox.cage import package_root
from indexer.sandbox.process import begin, run_command
from tests.indexer.extract.papers import docx, p, pdf, say, zipped

TIGHT = Limits(memory_bytes=512 * 2**20, cpu_s=6, wall_s=12.0)


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, the first being the catalogue."""
    body = b"%PDF-1.5\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, len(body))
    )


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(content), content)


def one_page(content: bytes, resources: bytes = b"", *more: bytes) -> bytes:
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        content,
        *more,
    )


def deflated(size: int) -> bytes:
    packer = zlib.compressobj(9)
    block = bytes(2**20)
    return b"".join(packer.compress(block) for _ in range(size // 2**20)) + packer.flush()


def flate_bomb() -> bytes:
    return one_page(stream(zlib.compress(deflated(2**29), 9), b"/Filter[/FlateDecode/FlateDecode]"))


def nested_forms() -> bytes:
    forms = []
    for level in range(12):
        inner = b" ".join(b"/X Do" for _ in range(10))
        inside = b"/Resources<</XObject<</X %d 0 R>>>>" % (level + 6) if level < 11 else b""
        forms.append(stream(inner, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + inside))
    return one_page(stream(b"/X Do"), b"/XObject<</X 5 0 R>>", *forms)


def million_operators() -> bytes:
    content = zlib.compress(b"BT /F 9 Tf (a) Tj ET " * 1_000_000, 9)
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    return one_page(stream(content, b"/Filter/FlateDecode"), font)


def circle_of_pages() -> bytes:
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>")


def million_paragraphs() -> bytes:
    return docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 1_000_000)


def one_huge_text() -> bytes:
    return docx(p("a" * 120_000_000))


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return zipped({"word/document.xml": f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><x>&e9;</x>'})


def zip_bomb() -> bytes:
    return zipped({f"{n}.txt": "0" * 20_000_000 for n in range(12)})


def countless_members() -> bytes:
    return zipped({f"{n}": "" for n in range(5_200)})


BOMBS = [
    flate_bomb, nested_forms, million_operators, circle_of_pages, million_paragraphs, one_huge_text, entity_bomb,
    zip_bomb, countless_members,
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_bomb_ends_in_a_state_within_its_bounds(bomb: object) -> None:
    assert callable(bomb)
    content = bomb()
    started = time.monotonic()

    outcome = read_safely(content, "bom.pdf", TIGHT)

    assert time.monotonic() - started < TIGHT.wall_s + 8
    assert isinstance(outcome, Failed | Reading)
    if isinstance(outcome, Failed):
        assert outcome.code in ("too_large", "timed_out", "damaged", "crashed", "unsupported", "needs_ocr")
        assert outcome.reason.endswith(".")


def test_a_sound_file_comes_through_unchanged() -> None:
    content = pdf(lambda canvas: say(canvas, 90, 90, "Số: 12/QĐ-UBND"), lambda canvas: say(canvas, 90, 90, "Điều 1."))

    outcome = read_safely(content, "quyết định.pdf")

    assert outcome == pipeline.read(RawDocument("quyết định.pdf", content))


def test_a_failure_comes_through_with_its_reason() -> None:
    outcome = read_safely(b"", "rỗng.pdf")

    assert isinstance(outcome, Failed)
    assert outcome.code == "damaged"
    assert "rỗng" in outcome.reason


def test_a_file_beyond_the_bound_is_not_even_opened() -> None:
    outcome = read_safely(b"x" * 2_000_000, "lớn.txt", Limits(file_bytes=2**20))

    assert isinstance(outcome, Failed)
    assert outcome.code == "too_large"


def test_a_hanging_child_is_killed_with_its_children() -> None:
    started = time.monotonic()

    outcome = run_command(["/bin/sh", "-c", "sleep 60 & sleep 60"], b"", Limits(wall_s=1.0))

    assert isinstance(outcome, Failed)
    assert outcome.code == "timed_out"
    assert time.monotonic() - started < 10


def test_files_after_the_first_cost_no_start(monkeypatch: pytest.MonkeyPatch) -> None:
    warm.end_all()
    starts = Mock(side_effect=begin)
    monkeypatch.setattr(warm, "begin", starts)

    for number in (1, 2, 3):
        assert isinstance(read_safely(b"Th\xc3\xb4ng b\xc3\xa1o %d" % number, "thông báo.txt"), Reading)

    assert starts.call_count == 1


@pytest.mark.parametrize(
    ("limits", "code"),
    [(Limits(wall_s=0.0), "timed_out"), (Limits(answer_bytes=20), "too_large"), (Limits(cpu_s=0), "timed_out")],
    ids=["hangs", "never ends", "works too long"],
)
def test_after_a_file_that_breaks_its_reader_the_next_one_is_read(limits: Limits, code: str) -> None:
    content = pdf(lambda canvas: say(canvas, 90, 90, "Điều 1."))

    outcome = read_safely(content, "hỏng.pdf", limits)

    assert isinstance(outcome, Failed)
    assert outcome.code == code
    assert isinstance(read_safely(content, "sau.pdf"), Reading)


def test_an_endless_answer_is_cut_off() -> None:
    outcome = run_command(["/bin/sh", "-c", "cat /dev/zero"], b"", Limits(answer_bytes=2**20))

    assert isinstance(outcome, Failed)
    assert outcome.code == "too_large"


def test_an_answer_that_is_none_is_not_believed() -> None:
    found = pipeline.read(RawDocument("x", pdf(lambda canvas: say(canvas, 90, 90, "QUYẾT ĐỊNH"))))
    sound = answer_of(found)

    for answer in (b"", b"{}", b"[1]", sound[:-3], sound.replace(b'"start":0', b'"start":999', 1)):
        outcome = reading_from(answer, Limits())

        assert isinstance(outcome, Failed), answer[:40]


@pytest.mark.needs("bubblewrap")
def test_the_child_has_no_network_and_does_not_see_our_files(tmp_path: Path) -> None:
    secret = tmp_path / "khóa.txt"
    secret.write_text("bí mật", "utf-8")
    look = (
        "import os, socket, sys\n"
        "print(os.path.exists(sys.argv[1]), len(os.environ.get('DOCARCHIVE_SECRET_KEY', '')))\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9), 1)\n"
        "except OSError as error:\n    print(error.errno)\n"
        "print(sorted(name for _, name in socket.if_nameindex()))"
    )
    os.environ["DOCARCHIVE_SECRET_KEY"] = "x"

    try:
        outcome = run_command([sys.executable, "-I", "-c", look, str(secret)], b"", Limits())
    finally:
        del os.environ["DOCARCHIVE_SECRET_KEY"]

    assert isinstance(outcome, bytes)
    seen, _, interfaces = outcome.decode().strip().split("\n")
    assert seen == "False 0"
    assert interfaces == "['lo']"


@pytest.mark.needs("bubblewrap")
def test_what_a_child_leaves_behind_ends_with_it_and_it_may_start_so_many() -> None:
    leave = (
        "import os, resource, sys, time\nsys.path.insert(0, sys.argv[1])\n"
        "from indexer.sandbox import inside, parent\nfrom indexer.sandbox.limits import Limits\n"
        "child = os.fork()\n"
        "if child == 0:\n    inside._limit(Limits())\n"
        "    print(*resource.getrlimit(resource.RLIMIT_NPROC), flush=True)\n"
        "    os.fork() or (os.setsid(), time.sleep(30))\n    time.sleep(0.3)\n    os._exit(0)\n"
        "os.waitpid(child, 0)\nparent._end_all(child)\ntime.sleep(0.3)\n"
        "print(sorted(int(name) for name in os.listdir('/proc') if name.isdigit()) == [1, os.getpid()])"
    )

    outcome = run_command([sys.executable, "-I", "-c", leave, str(package_root())], b"", Limits())

    assert outcome == b"64 64\nTrue\n"


@pytest.mark.needs("bubblewrap")
def test_files_are_read_where_the_program_lies_below_the_folder_the_cage_replaces() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        for name in ("indexer", "signatures"):
            shutil.copytree(package_root() / name, Path(folder, name))
        ask = (
            f"import sys; sys.path.insert(0, {folder!r})\n"
            "from indexer.sandbox import read_safely\n"
            "print([read_safely(each.encode(), 'a.txt').extracted.text for each in ('Chỉ thị', 'Báo cáo')])"
        )
        done = subprocess.run([sys.executable, "-I", "-c", ask], capture_output=True, text=True, check=False)  # noqa: S603

    assert done.stdout == "['Chỉ thị', 'Báo cáo']\n", done.stderr


def test_the_child_lets_others_go_first_and_has_no_terminal() -> None:
    look = (
        "import os\nprint(os.getpriority(os.PRIO_PROCESS, 0))\n"
        "try:\n    os.open('/dev/tty', os.O_RDWR); print('terminal')\nexcept OSError:\n    print('none')"
    )
    own = os.getpriority(os.PRIO_PROCESS, 0)

    outcome = run_command([sys.executable, "-I", "-c", look], b"", Limits())

    assert isinstance(outcome, bytes)
    niceness, terminal = outcome.decode().split()
    assert int(niceness) == min(own + 10, 19)
    assert terminal == "none"


def test_a_page_is_drawn_with_its_fields() -> None:
    def signed(canvas: object) -> None:
        from reportlab.pdfgen.canvas import Canvas

        assert isinstance(canvas, Canvas)
        canvas.acroForm.textfield(value="07", x=100, y=700, width=60, height=30, borderWidth=0, fillColor=None)

    with_field, without = render.page_image(pdf(signed), 1, 60), render.page_image(pdf(lambda canvas: None), 1, 60)

    assert with_field is not None
    assert without is not None
    assert with_field[:4] == b"RIFF"
    assert len(with_field) > len(without)


def test_a_page_that_is_not_there_is_not_drawn() -> None:
    assert render.page_image(pdf(lambda canvas: None), 7, 60) is None
    assert render.page_image(b"no pdf", 1, 60) is None


@pytest.mark.needs("libreoffice")
@pytest.mark.slow
def test_a_word_file_becomes_a_pdf_of_the_same_words() -> None:
    made = render.to_pdf(docx(p("Quyết định về việc nghỉ lễ")), "quyết định.docx")

    assert made is not None
    outcome = pipeline.read(RawDocument("x", made))
    assert isinstance(outcome, Reading)
    assert "Quyết định về việc nghỉ lễ" in outcome.extracted.text
