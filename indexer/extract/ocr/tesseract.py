"""Pages read by the tesseract program with its Vietnamese language file."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import normalize

from indexer.extract.ocr.layout import in_reading_order
from indexer.extract.ocr.protocol import ReadLine, ReadPage, ReadWord, UnreadableError
from indexer.extract.ocr.specks import without_specks
from indexer.extract.ocr.turning import as_handed_in, looks_turned, turned

if TYPE_CHECKING:
    from PIL import Image

PAGE_LIMIT_S = 180
_SURE_SIGN = 50
# Signs that stand alone in official print; all others are strokes of pens and rims of seals.
_SIGNS = frozenset("- – — + * & = / % § … ./. () “ ”".split())  # noqa: SIM905 - a row reads better than a list
# Sauvola's threshold bears stamps and grey paper; scans have no light letters on dark ground worth a second look.
_TEXT = ("-l", "vie", "--psm", "3", "-c", "thresholding_method=2", "-c", "tessedit_do_invert=0", "tsv")
_ORIENTATION = ("--psm", "0")
_ROTATE = re.compile(r"^Rotate: (\d+)", re.MULTILINE)
POINTS_AN_INCH = 72


class TesseractReader:
    """Calls the program once a page; it keeps nothing between pages."""

    name = "tesseract"

    def read(self, image: Image.Image, dpi: float) -> ReadPage:
        read = _read(image, dpi)
        clockwise = _turn_needed(image, dpi) if looks_turned(read) else 0
        if not clockwise:
            return read
        upright = _read(turned(image, clockwise), dpi)
        return as_handed_in(upright, clockwise) if upright.confidence >= read.confidence else read


def _read(image: Image.Image, dpi: float) -> ReadPage:
    rows = csv.DictReader(io.StringIO(_run(image, dpi, *_TEXT)), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row["level"] == "5" and _is_word(row)]
    by_line = groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"]))
    scale = POINTS_AN_INCH / dpi
    lines = [ReadLine(tuple(_word(row, scale) for row in row_words)) for _, row_words in by_line]
    return ReadPage(in_reading_order(without_specks(lines)), image.width * scale, image.height * scale)


def _turn_needed(image: Image.Image, dpi: float) -> int:
    """Clockwise degrees that set the page upright; 0 where it is or nobody can say."""
    try:
        said = _ROTATE.search(_run(image, dpi, *_ORIENTATION))
    except UnreadableError:  # too few letters, or the file for orientations is not installed
        return 0
    return int(said.group(1)) if said else 0


@cache
def is_available() -> bool:
    """Whether the program is installed together with its Vietnamese language file."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    return "vie" in listed.stdout.split()


def _run(image: Image.Image, dpi: float, *mode: str) -> str:
    portable = io.BytesIO()
    image.convert("L").save(portable, format="PPM")
    command = ["tesseract", "stdin", "stdout", "--dpi", str(round(dpi)), *mode]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=portable.getvalue(),
            capture_output=True,
            timeout=PAGE_LIMIT_S,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads cost more than they bring on small machines
        )
    except (OSError, subprocess.SubprocessError) as failure:
        raise UnreadableError("Chương trình nhận dạng chữ (tesseract) không đọc được trang này.") from failure
    return done.stdout.decode("utf-8", "replace")


def _is_word(row: dict[str, str]) -> bool:
    """Specks and strokes of stamps are read as signs, seldom surely."""
    text = row["text"].strip()
    return any(letter.isalnum() for letter in text) or (text in _SIGNS and float(row["conf"]) >= _SURE_SIGN)


def _word(row: dict[str, str], scale: float) -> ReadWord:
    left, top = float(row["left"]) * scale, float(row["top"]) * scale
    box = (left, top, left + float(row["width"]) * scale, top + float(row["height"]) * scale)
    return ReadWord(normalize("NFC", row["text"].strip()), box, max(0.0, float(row["conf"])) / 100)
