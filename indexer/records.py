"""The values that travel through the indexer, from a file's bytes to what a search engine stores.

All text is NFC. Offsets are code points into the text they belong to. Boxes are points (1/72 inch) from the page's top
left: ``(x0, y0, x1, y1)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Box = tuple[float, float, float, float]
Source = Literal["text", "ocr", "mixed"]
TextLayer = Literal["ok", "none", "stamp", "garbage", "broken", "contradicts_page"]


class Span(NamedTuple):
    """A stretch of a text: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as it came.

    Attributes:
        name: Name it was handed in under; never trusted for its kind.
    """

    name: str
    content: bytes


class Word(NamedTuple):
    """One printed word (a run without blanks) and where it stands on its page."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: neighbouring words on one baseline, never across the gap between two columns.

    Attributes:
        size: Height of the letters in points; 0 where unknown.
        bold: Most of its letters are bold; False where unknown.
        italic: Most of its letters are italic; False where unknown.
    """

    start: int
    end: int
    box: Box
    size: float = 0.0
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a format with fixed pages; ``text[start:end]`` of the document is its text.

    Attributes:
        number: From 1.
        confidence: 1.0 for a text layer; for OCR the mean confidence of its words, 0–1.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    lines: tuple[Line, ...] = ()
    source: Literal["text", "ocr"] = "text"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A likely but unsure value, to be offered and never filled in silently."""

    value: str
    confidence: float
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class ExtractedText:
    r"""What a file says, and where.

    Attributes:
        text: Lines end in ``\n``; pages follow one another with a ``\n`` between them.
        pages: Empty in formats without fixed pages (Word, HTML, text).
        encoding: Encoding the text was rescued from: ``unicode``, ``tcvn3``, ``vni``, ``viqr`` …
        file_dates: Creation and modification dates the file states of itself, a hint for scans.
        offers: What the reader of scanned first pages suggests per field (``number``, ``issued_on``), best first.
        warnings: Vietnamese sentences for the person who checks the document.
    """

    text: str
    pages: tuple[Page, ...] = ()
    source: Source = "text"
    text_layer: TextLayer = "ok"
    encoding: str = "unicode"
    file_dates: tuple[date, ...] = ()
    offers: Mapping[str, tuple[Suggestion, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field was read: page and box, or start and end where the format has no pages."""

    confidence: float
    start: int
    end: int
    page: int | None = None
    box: Box | None = None


Relation = Literal[
    "amends", "supplements", "replaces", "repeals", "based_on", "guides", "cites",
    "postpones", "corrects", "consolidates", "suspends",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document's number, as printed, and what this document does to it."""

    number: str
    relation: Relation
    start: int
    end: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """A heading of the document's structure; it reaches to the next heading of its own or a higher level.

    Attributes:
        path: ``phan-1.chuong-2.dieu-3.khoan-2.diem-đ`` without the levels the document does not use.
        heading: The printed heading, shortened to its first line.
    """

    path: str
    heading: str
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """A piece of work laid on somebody, as printed: who, with whom, by when.

    Attributes:
        lead: The body or official who has to do it, in the words of the text or of a heading above it.
        co: Bodies named as working together.
        due_on: The last day, where day and year are known.
        due_text: The printed time limit of any kind.
        product: ``report``, ``plan``, ``document``, ``proposal``, ``list``, ``data``, ``file``, ``notice``, ``event``.
        provision: Path of the lowest provision it stands in (see ``Provision``); None outside the structure.
    """

    start: int
    end: int
    lead: str
    co: tuple[str, ...] = ()
    due_on: date | None = None
    due_text: str | None = None
    due_kind: Literal["fixed", "relative", "recurring", "none"] = "none"
    product: str | None = None
    page: int | None = None
    box: Box | None = None
    provision: str | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """What the indexer reads from a document: ``None`` or empty where it is not sure (contract: ``extract``).

    Attributes:
        effective_on: The first day it is in force, as its own closing article says.
        expires_on: The first day it is no longer in force, where it says so itself.
        another: Number of a second document in the same file, and the page it begins on where there are pages.
    """

    kind: str | None = None
    kind_code: str | None = None
    number: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    place: str | None = None
    issuer: str | None = None
    superior: str | None = None
    subject: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    signer_authority: str | None = None
    recipients: tuple[str, ...] = ()
    urgency: str | None = None
    secrecy: str | None = None
    draft: bool = False
    legal_bases: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    provisions: tuple[Provision, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    suggestions: Mapping[str, tuple[Suggestion, ...]] = field(default_factory=dict)
    language: str = "vi"
    another: tuple[str, int | None] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read to the end: its text and what was recognised in it."""

    extracted: ExtractedText
    recognised: Recognition


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read; the original bytes stay with the caller.

    Attributes:
        code: ``encrypted``, ``unsupported``, ``damaged``, ``too_large``, ``timed_out``, ``needs_ocr``, ``crashed``,
            ``unreadable``.
        reason: One Vietnamese sentence that says what to do next.
    """

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch a hit points to: a khoản, an Điều or a paragraph, at most about 1,200 code points.

    Attributes:
        page: Page it begins on.
        provision: What is shown before a snippet: ``Điều 3, khoản 1``; None outside the structure.
        turn: Where in it the next page begins; None where it stands on one page.
    """

    start: int
    end: int
    page: int | None = None
    provision: str | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """What every engine stores of one document; a pure function of the database row it stands for.

    Attributes:
        revision: Grows with every change; an engine ignores a revision older than the one it holds.
        audience: Tokens of who may see it (``all``, ``agency:…``, ``unit:…``, ``user:…``); any one suffices.
        title: The subject line (trích yếu).
        facets: Facet name → values; a value may be a path (``hdnd/ban-phap-che``) and then counts for its parents too.
        dates: Field name → date, for ranges and sorting: ``issued_on``, ``effective_on`` (the first day in force),
            ``expires_on`` (the first day no longer in force).
        names: Further searchable short fields (``signer``, ``issuer``, ``recipients``).
        running: Running headers and footers of ``text``, in order: nobody finds a document by them.
        number_keys: Every normal form under which its own number is looked up (see ``indexer.numbers.keys``).
        number_sort: Natural order of its number: 2 before 15 before 134.
    """

    id: str
    revision: int
    audience: tuple[str, ...]
    title: str
    text: str
    number: str | None = None
    number_keys: tuple[str, ...] = ()
    number_sort: int = 0
    passages: tuple[Passage, ...] = ()
    running: tuple[Span, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
