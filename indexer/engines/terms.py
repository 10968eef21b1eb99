"""From a document to the terms every engine stores; computed here, so that no engine analyses text itself.

A field of running text holds two terms a syllable, at neighbouring positions: the exact one and the folded one with
``~`` before it (``hội ~hoi đồng ~dong``). So one phrase may mix words typed with marks and words typed without. All
fields are cut at blanks and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from indexer.analysis import GLUE, Stream, Streams, analyse, syllables_of
from indexer.defining import defined
from indexer.fold import fold
from indexer.normalise import without
from indexer.records import IndexDocument, Passage

FOLDED: Final = "~"
BODY, PAIRS, TITLE, TITLE_PAIRS = "body", "pairs", "title", "title_pairs"
NAMED, NUMBERS, COMPACT, AUDIENCE = "named", "numbers", "compact", "audience"
DATES: Final = ("issued_on", "received_on", "effective_on", "expires_on", "added_on")
VERSION: Final = "3"  # of the terms; a change here asks for a rebuild
STRIDE: Final = 2  # positions a syllable takes

_Meant = tuple[int, tuple[str, str]]  # where in the text a definition begins, and its terms

_BREAK = "|"  # stands between parts, so that no phrase runs across
_MEMO_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """Terms of one passage with the document's title before it.

    Attributes:
        text: As it is shown, without running lines.
        turn: Where in it the next page begins.
    """

    passage: Passage
    text: str
    turn: int | None
    body: str
    pairs: str


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """Everything an engine stores of a document, blank-separated terms per field."""

    document: IndexDocument
    body: str
    pairs: str
    title: str
    title_pairs: str
    named: str
    compact: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]
    days: Mapping[str, int]
    passages: tuple[PassageTerms, ...]


def document_terms(document: IndexDocument) -> DocumentTerms:
    """Compute the terms of a document.

    Raises:
        ValueError: A date field that no engine knows.
    """
    unknown = set(document.dates) - set(DATES)
    if unknown:
        raise ValueError(f"unknown date fields: {sorted(unknown)}")
    head = analyse(f"{document.number}\n{document.title}" if document.number else document.title, numbers=False)
    said = without(document.text, document.running)
    text = analyse(said, numbers=False)
    means = [(at, definition_terms(subject)) for at, subject in defined(said)]
    short = [analyse(value, numbers=False) for value in document.names.values()]
    parts = [head, text, *short]
    head_terms, head_pairs = running(head.syllables), pairs(head.bigrams)
    return DocumentTerms(
        document,
        body=f" {_BREAK} ".join(running(part.syllables) for part in parts),
        pairs=" ".join((*(pairs(part.bigrams) for part in parts), *(term for _, both in means for term in both))),
        title=head_terms,
        title_pairs=head_pairs,
        named=" ".join(_named(document)),
        compact=tuple(dict.fromkeys(compacted(key) for key in (document.number or "", *document.number_keys) if key)),
        facets={name: tuple(_with_parents(values)) for name, values in document.facets.items()},
        days={name: day.toordinal() for name, day in document.dates.items()},
        passages=tuple(_passages(document, said, text, means, head_terms, head_pairs)),
    )


class _Cells(dict[str, str]):
    """Exact term → both its terms: ``đồng`` → ``đồng ~dong``."""

    def __missing__(self, exact: str) -> str:
        if len(self) >= _MEMO_LIMIT:
            self.clear()
        self[exact] = cell = f"{exact} {FOLDED}{fold(exact)}"
        return cell


_CELLS = _Cells()


def running(syllables: Stream) -> str:
    """Exact and folded terms, interleaved."""
    return " ".join(map(_CELLS.__getitem__, syllables.exact))


def pairs(bigrams: Stream) -> str:
    """Exact and folded bigrams; their order does not matter."""
    return " ".join(chain(bigrams.exact, map(FOLDED.__add__, bigrams.folded)))


def definition_terms(subject: Sequence[str]) -> tuple[str, str]:
    """Exact and folded term, among the pairs, of a text that says what something is: ``nơi_cư_trú=``."""
    exact = GLUE.join(subject) + "="
    return exact, FOLDED + fold(exact)


def compacted(text: str) -> str:
    """Letters and digits only, folded: ``15/2023/NQ-HĐND`` → ``152023nqhdnd``; for completing what is typed."""
    return "".join(filter(str.isalnum, fold(text).lower()))


def named_term(field: str, word: str) -> str:
    """A word of a short field: ``signer=~nguyen``."""
    return f"{field}={word}"


def parents(path: str) -> Iterator[str]:
    """A path and all above it: ``a/b/c``, ``a/b``, ``a``."""
    yield path
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def day_terms(day: date) -> tuple[str, str, str]:
    """A day, its month and its year as terms, for ranking."""
    return f"@{day:%Y-%m-%d}", f"@{day:%Y-%m}", f"@{day:%Y}"


def _named(document: IndexDocument) -> Iterator[str]:
    """Words of the short fields, of the facet values and of the number, each with its field before it."""
    texts: dict[str, list[str]] = {name: [value] for name, value in document.names.items()}
    for name, values in document.facets.items():
        texts.setdefault(name, []).extend(values)
    if document.number:
        texts.setdefault("number", []).append(document.number)
    for name, said in texts.items():
        cut = syllables_of(" ".join(said))
        for word in dict.fromkeys(chain(cut.exact, map(FOLDED.__add__, cut.folded))):
            yield named_term(name, word)
    if "issued_on" in document.dates:
        yield from day_terms(document.dates["issued_on"])


def _with_parents(values: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(chain.from_iterable(parents(value) for value in values))


def _passages(
    document: IndexDocument, said: str, text: Streams, means: list[_Meant], title: str, title_pairs: str
) -> Iterator[PassageTerms]:
    """Each passage's share of the terms; computed from the streams of the whole text."""
    for passage in document.passages:
        syllables = _between(text.syllables, passage)
        bigrams = _between(text.bigrams, passage)
        told = [term for at, both in means if passage.start <= at < passage.end for term in both]
        if not len(syllables):
            continue
        yield PassageTerms(
            passage,
            *_shown(said, passage),
            body=f"{title} {_BREAK} {running(syllables)}",
            pairs=" ".join((title_pairs, pairs(bigrams), *told)),
        )


def _shown(said: str, passage: Passage) -> tuple[str, int | None]:
    """The text of a passage, and where in it the next page begins."""
    if passage.turn is None:
        return said[passage.start : passage.end], None
    before = said[passage.start : passage.turn].rstrip()
    return f"{before}\n{said[passage.turn : passage.end].lstrip()}", len(before) + 1


def _between(stream: Stream, passage: Passage) -> Stream:
    first = bisect_left(stream.starts, passage.start)
    last = bisect_left(stream.starts, passage.end)
    return Stream(stream.exact[first:last], stream.folded[first:last])
