"""Words of PDF pages as PDFium reads them, form and signature fields included."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, compress, pairwise
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.extract.characters import Boxes, Drawn
from indexer.extract.errors import UnreadableError
from indexer.extract.fonts import is_legacy
from indexer.extract.layout import Glyphs
from indexer.extract.letters import clean_word, is_plain
from indexer.records import Box

MAX_PAGES: Final = 5_000
_LINE: Final = re.compile(r"\S[^\r\n]*")
# PDFium takes the mark of a decomposed letter for a word of its own where the mark's glyph stands apart.
_DECOMPOSED_RUN: Final = re.compile(r"\S+(?: ?[\u0300-\u036f]\S*)*")
_RUN: Final = re.compile(r"\S+")
_MARK: Final = re.compile(r"[\u0300-\u036f]")
_HYPHEN_AT_LINE_END: Final = "\ufffe"
# Capitals without a vowel beside a blank: what is left of a word whose other letters became blanks.
_TORN: Final = re.compile(r"(?<![^\s])[B-DF-HJ-NP-TV-XZĐ]{1,3}(?= )")
_DATE: Final = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_DEEPEST_FORM: Final = 3
_MOST_OBJECTS: Final = 5_000


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What a page's content says, before anyone judges it.

    Attributes:
        words: In the order they are drawn; laid-over fields come last.
        torn: Boxes of letters that are drawn but stand in the text as blanks.
    """

    width: float
    height: float
    words: tuple[Glyphs, ...]
    torn: tuple[Box, ...] = ()


def open_pdf(content: bytes) -> Any:
    """A PDFium document.

    Raises:
        UnreadableError: It is protected by a password or has too many pages.
        pypdfium2.PdfiumError: PDFium cannot read it.
    """
    try:
        opened = pdfium.PdfDocument(content)
    except pdfium.PdfiumError:
        if raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableError.encrypted() from None
        raise
    if len(opened) > MAX_PAGES:
        raise UnreadableError.too_large()
    # Without the form environment, number and day in signature fields would not be drawn.
    opened.init_forms()
    return opened


def file_dates(opened: Any) -> tuple[date, ...]:
    """Days of creation and last change the file states of itself."""
    found: list[date] = []
    for name in ("CreationDate", "ModDate"):
        match = _DATE.match(opened.get_metadata_value(name) or "")
        if match:
            try:
                found.append(date(*map(int, match.groups())))
            except ValueError:
                continue
    return tuple(dict.fromkeys(found))


def printed_page(opened: Any, index: int) -> PrintedPage:
    """A page's words with their boxes, as the page is turned when shown.

    Raises:
        pypdfium2.PdfiumError: PDFium cannot read the page.
    """
    page = opened[index]
    own = None
    if raw.FPDFPage_GetAnnotCount(page):
        own = "".join(_text(page.get_textpage()).split())
        # Number and day of signed letters stand only in signature fields: flattening makes them text of the page.
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = opened[index]
    width, height = page.get_size()
    textpage = page.get_textpage()
    text = _text(textpage)
    boxes = Boxes(page, textpage)
    # Mostly the fields' text follows the page's own; where PDFium sorts it in, it stands in its place already.
    follows = own is not None and "".join(text.split()).startswith(own)
    own_letters = len(own) if own is not None and follows else None
    found = PrintedPage(width, height, tuple(_words(text, boxes, own_letters)), tuple(_torn(text, boxes)))
    page.close()
    return found


def picture_share(opened: Any, index: int) -> float:
    """How much of a page its largest picture covers, 0–1; 1 where the page is drawn of countless shapes."""
    page = opened[index]
    width, height = page.get_size()
    shapes, largest = 0, 0.0
    for place, item in enumerate(page.get_objects(max_depth=_DEEPEST_FORM)):
        shapes += item.type == raw.FPDF_PAGEOBJ_PATH
        if item.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            left, bottom, right, top = item.get_bounds()
            largest = max(largest, (right - left) * (top - bottom))
        if place > _MOST_OBJECTS:
            break
    page.close()
    drawn_letters = shapes > _MOST_OBJECTS // 10
    return 1.0 if drawn_letters else min(largest / max(width * height, 1.0), 1.0)


def is_blank(opened: Any, index: int) -> bool:
    """Whether nothing is drawn on a page."""
    return int(raw.FPDFPage_CountObjects(opened[index])) == 0


def _text(textpage: pdfium.PdfTextPage) -> str:
    """One code unit per character of PDFium, so that its indices are ours."""
    count = textpage.count_chars()
    if not count:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = raw.FPDFText_GetText(textpage, 0, count, buffer)
    if got - 1 == count:
        return bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    units = (raw.FPDFText_GetUnicode(textpage, place) or 0x20 for place in range(count))
    return "".join(chr(unit) if unit < 0x110000 else " " for unit in units)


def _words(text: str, boxes: Boxes, own_letters: int | None) -> list[Glyphs]:
    """The words of a page; whatever is asked of PDFium is asked for all of them in one go."""
    decomposed = _MARK.search(text) is not None
    lines = [(line.start(), line.start() + len(line.group().rstrip())) for line in _LINE.finditer(text)]
    spans = [_spans(text, *line, boxes, _DECOMPOSED_RUN if decomposed else _RUN) for line in lines]
    drawn = _drawn_as(lines, spans, boxes)
    starts = [start for line in spans for start, _ in line]
    ends = [end for line in spans for _, end in line]
    printed = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    added = [False] * len(printed)
    if own_letters is not None:
        added = [letters > own_letters for letters in accumulate(len(piece) - piece.count(" ") for piece in printed)]
    for at, piece in enumerate(printed):
        if piece[0] == piece[len(piece) // 2] and _is_doubled(piece):
            printed[at] = boxes.printed_once(piece, starts[at])
    if not is_plain(text):
        for at, piece in enumerate(printed):
            if not is_legacy(drawn[at].font.name):
                printed[at] = clean_word(piece.replace(" ", ""))
    places = boxes.words(starts, [end - 1 for end in ends])
    # Letters that are nothing after all leave no word.
    kept = list(compress(zip(printed, places, ends, drawn, added, strict=True), printed))
    spaced = [text.startswith(" ", end) for _, _, end, _, _ in kept]
    for at, ((_, left, end, _, _), (_, right, _, _, _)) in enumerate(pairwise(kept)):
        if spaced[at] and _is_wide(left, right) and boxes.generated(end):
            spaced[at] = False
    return [
        Glyphs(word, box, box[3] - box[1], blank, late, bold, italic, name, unseen or boxes.is_off(box))
        for (word, box, _, ((name, bold, italic), unseen), late), blank in zip(kept, spaced, strict=True)
    ]


def _spans(text: str, start: int, end: int, boxes: Boxes, runs: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the words of a line begin and end."""
    found = [run.span() for run in runs.finditer(text, start, end)]
    if text.find(_HYPHEN_AT_LINE_END, start, end) < 0:
        return found
    pieces = [piece for first, last in found for piece in _pieces(text[first:last], first, boxes)]
    return [(place, place + len(piece)) for place, piece in pieces]


def _drawn_as(
    lines: Sequence[tuple[int, int]], spans: Sequence[Sequence[tuple[int, int]]], boxes: Boxes
) -> list[Drawn]:
    """How each word is drawn: like its line, where that is drawn alike as far as its two ends and its middle tell."""
    probed = boxes.drawn([place for start, end in lines for place in (start, end - 1, (start + end) // 2)])
    found: list[Drawn] = []
    for first, last, middle, words in zip(probed[0::3], probed[1::3], probed[2::3], spans, strict=True):
        one_font = first.font == last.font == middle.font
        one_ink = first.hidden == last.hidden == middle.hidden
        if one_font and one_ink:
            found += [first] * len(words)
            continue
        for alone in boxes.drawn([start for start, _ in words]):
            found.append(Drawn(first.font if one_font else alone.font, first.hidden if one_ink else alone.hidden))
    return found


def _is_doubled(piece: str) -> bool:
    """Whether a piece is some letters twice."""
    half, odd = divmod(len(piece), 2)
    return not odd and piece[:half] == piece[half:]


def _is_wide(left: Box, right: Box) -> bool:
    """Whether it matters if the blank between two words was typed."""
    return not 0 <= right[0] - left[2] <= left[3] - left[1]


def _pieces(run: str, start: int, boxes: Boxes) -> list[tuple[int, str]]:
    """PDFium joins a word hyphenated over two lines; here it is parted again where the line ends."""
    if _HYPHEN_AT_LINE_END not in run[:-1]:
        return [(start, run)]
    cut = run.index(_HYPHEN_AT_LINE_END) + 1
    before, after = boxes.word(start, start + cut - 1), boxes.word(start + cut, start + cut)
    if abs(before[1] - after[1]) < 0.5 * (after[3] - after[1]):
        return [(start, run)]
    return [(start, run[:cut]), *_pieces(run[cut:], start + cut, boxes)]


def _torn(text: str, boxes: Boxes) -> list[Box]:
    beside = {place for found in _TORN.finditer(text) for place in (found.start() - 1, found.end()) if place >= 0}
    if not any(_drawn(place, text, boxes) for place in beside):
        return []
    return [box for place in range(len(text)) if (box := _drawn(place, text, boxes))]


def _drawn(place: int, text: str, boxes: Boxes) -> Box | None:
    """The box of what is drawn at a blank, where something is."""
    if text[place] != " " or boxes.generated(place):
        return None
    box = boxes.ink(place)
    return box if box[2] - box[0] > 1.0 and box[3] - box[1] > 1.0 else None
