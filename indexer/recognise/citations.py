"""The other documents a document names, and what it does to each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from indexer.fold import fold_lower
from indexer.numbers import DocumentNumber, find_all
from indexer.numbers import Found as FoundNumber
from indexer.recognise.bases import Basis
from indexer.recognise.lines import Sheet
from indexer.recognise.relations import relations, with_numbers
from indexer.recognise.units import Unit, units
from indexer.records import Citation, Relation

_SAMPLE = re.compile(r"\b(?:vi du|thi du|mau so|bieu mau so|bieu so|ky hieu mau)\b\W{0,3}[^.;]*$")
_FORM = re.compile(r"\b(?:mau|bieu|bieu mau|phu luc|mau so|bieu so|phieu)\s*(?:so\s*)?:?\s*$")
_LABEL = re.compile(r"(?:^|\n)\s*(?:Luật số|Số|SỐ)\s*:\s*$")
_QUOTE_MARK = re.compile("[“”]")
_SHORTEST_QUOTE, _LONGEST_QUOTE = 40, 6000
_POSTPONES = re.compile(r"^\W*(?:v/v|ve viec)?\s*(?:tam )?hoan\b")
# What readers of scans make of the commonest abbreviations.
_MISREAD = (
    (re.compile(r"(?<=/)(?:Q[ĐD]{2}|QD|OĐ|OD)(?=[-/])"), "QĐ"),
    (re.compile(r"(?<=[-/])H[ĐD]{1,2}N[ĐD]\b"), "HĐND"),
    (re.compile(r"(?<=[-/])UBN[ĐD]\b"), "UBND"),
    (re.compile(r"(?<=/)ND(?=-CP)"), "NĐ"),
)
# Kinds whose title says what is asked for or reported, not what they do.
_PROPOSES = frozenset({"tờ trình", "báo cáo", "giấy mời", "biên bản", "phiếu trình"})
_GUIDES = re.compile(r"(?:huong dan|quy dinh chi tiet|chi tiet thi hanh)")


def read_citations(
    sheet: Sheet,
    own: DocumentNumber | None,
    at: tuple[int, int],
    bases: Sequence[Basis],
    subject: tuple[int, int] | None,
    kind: str | None,
) -> tuple[Citation, ...]:
    """Every number of another document, in order of the text, each with its place and relation.

    Args:
        at: Where the document's own number stands.
    """
    numbers = [found for found in _others(sheet.text, own) if not (at[0] <= found.start < at[1])]
    cut = units(sheet.text, subject)
    cited = [number for number in numbers if not _is_sample(sheet.text, number)]
    skip = [*((basis.start, basis.end) for basis in bases), *_quotes(sheet.text)]
    if subject and kind in _PROPOSES:
        skip.append(subject)
    consolidated = kind == "văn bản hợp nhất"
    done = _consolidated(sheet.text, cut, cited) if consolidated else relations(cut, cited, subject, skip)
    said = fold_lower(sheet.text[subject[0] : subject[1]]) if subject else ""
    if not done and _POSTPONES.search(said):
        done = {number.start: "postpones" for number in cited if number.number.type == "GM"}
    guides = _GUIDES.search(said)
    guided = (subject[0] + guides.end(), subject[1]) if subject and guides else (0, 0)
    return tuple(_citation(sheet, number, _relation(number, done, bases, guided)) for number in cited)


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of quoted wording that is longer than a title and shorter than a text."""
    opened: list[int] = []
    for mark in _QUOTE_MARK.finditer(text):
        at = mark.start()
        if mark.group() == "“":
            opened.append(at)
            continue
        first = bisect_left(opened, at - 1 - _LONGEST_QUOTE)
        if first < len(opened) and at - opened[first] > _SHORTEST_QUOTE:
            yield opened[first], at + 1
        opened = []


def _others(text: str, own: DocumentNumber | None) -> list[FoundNumber]:
    mine = own.text.upper() if own else ""
    return [found for found in find_all(text) if found.number.text.upper() != mine]


def _is_sample(text: str, found: FoundNumber) -> bool:
    """A number that shows how numbers look, or the code of a form."""
    printed = text[max(0, found.start - 90) : found.start]
    before = fold_lower(printed).replace("\n", " ")
    if _LABEL.search(printed):
        return True
    return bool(_SAMPLE.search(before) or _FORM.search(before))


def _relation(
    found: FoundNumber, done: dict[int, Relation], bases: Sequence[Basis], guided: tuple[int, int]
) -> Relation:
    if found.start in done:
        return done[found.start]
    basis = next((basis for basis in bases if basis.start <= found.start < basis.end), None)
    if basis is not None:
        return "based_on" if basis.carries else "cites"
    return "guides" if guided[0] <= found.start < guided[1] else "cites"


def _consolidated(text: str, cut: Sequence[Unit], numbers: Sequence[FoundNumber]) -> dict[int, Relation]:
    """Of a consolidated text: the document and its amendments, listed before the first basis."""
    stop = re.search(r"\n[“\"]?(?:Căn cứ|Điều 1|Chương I|QUY ĐỊNH CHUNG)\b", text)
    end = stop.start() if stop else 0
    listed = [number for number in numbers if number.start < end]
    return {here[0].start: "consolidates" for _, here in with_numbers(cut, listed) if here}


def _citation(sheet: Sheet, found: FoundNumber, relation: Relation) -> Citation:
    seen = sheet.evidence(found.start, found.end, 1.0)
    printed = found.number.text
    for pattern, meant in _MISREAD if sheet.scanned else ():
        printed = pattern.sub(meant, printed)
    return Citation(printed, relation, found.start, found.end, seen.page, seen.box)
