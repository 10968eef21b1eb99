"""From pieces to the tree: OR parts alternatives, everything between belongs together, minus takes away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Final

from indexer.numbers import read_query
from indexer.query import days
from indexer.query.cutting import words
from indexer.query.fields import DATE_FIELDS
from indexer.query.lexing import Piece, pieces
from indexer.query.nodes import Days, Either, Every, InField, Node, Not, Number, Phrase, Word
from indexer.query.question import ParsedQuery
from indexer.records import Span

MAX_CHARACTERS: Final = 2_000
_MAX_DEPTH: Final = 16
_UNKNOWN_FIELD = re.compile(r"([^\W\d_]{2,}):(?!//)(\w)")


def parse(text: str) -> ParsedQuery:
    """Read a question; any text is valid, and what is no operator is plain words.

    Spans count code points of ``text`` as given; only its first 2,000 are read.
    """
    parser = _Parser(text[:MAX_CHARACTERS])
    root = parser.alternatives(0)
    hints = tuple(dict.fromkeys(parser.hints))
    if len(text) > MAX_CHARACTERS:
        hints += ("Câu hỏi quá dài: chỉ đọc 2.000 ký tự đầu.",)
    return ParsedQuery(text, root, hints)


@dataclass
class _Parser:
    text: str
    hints: list[str] = field(default_factory=list)
    at: int = 0

    def __post_init__(self) -> None:
        self.pieces = tuple(pieces(self.text))

    def alternatives(self, depth: int) -> Node | None:
        """``a b OR c d``: (a and b) or (c and d)."""
        found: list[Node] = []
        while self.at < len(self.pieces):
            node = self.sequence(depth)
            if node is not None:
                found += node.nodes if isinstance(node, Either) else (node,)
            piece = self.peek()
            if piece is None or (piece.kind == "close" and depth):
                break
            self.at += 1  # the OR, or a bracket closed once too often
        if len(found) < 2:
            return found[0] if found else None
        return Either(tuple(found), _around(found))

    def sequence(self, depth: int) -> Node | None:
        found: list[Node] = []
        plain: list[Piece] = []
        negative = False
        while (piece := self.peek()) is not None and piece.kind not in {"or", "close"}:
            self.at += 1
            if piece.kind == "text" and not negative:
                plain.append(piece)
                continue
            if piece.kind == "phrase" and _phrase(self.text, piece) is None:
                continue  # quotes around nothing part nothing
            found += self.plain(plain)
            plain = []
            if piece.kind == "and":
                continue
            if piece.kind == "not":
                negative = True
                continue
            node = self.atom(piece, depth)
            if node is not None and negative:
                found.append(Not(node, node.span))
            elif node is not None:
                found += node.nodes if isinstance(node, Every) else (node,)
            negative = False
        found += self.plain(plain)
        if len(found) < 2:
            return found[0] if found else None
        return Every(tuple(found), _around(found))

    def atom(self, piece: Piece, depth: int) -> Node | None:
        if piece.kind == "open":
            if depth >= _MAX_DEPTH:
                return None
            node = self.alternatives(depth + 1)
            closing = self.peek()
            if closing is not None and closing.kind == "close":
                self.at += 1
            return node
        if piece.kind == "phrase":
            return _phrase(self.text, piece)
        if piece.kind == "field":
            return self.in_field(piece)
        return _together(self.plain([piece]))

    def in_field(self, piece: Piece) -> Node | None:
        span = Span(piece.start, piece.end)
        if piece.field in DATE_FIELDS:
            read = days.stretch(piece.value)
            if read is None:
                self.hints.append(f"Không hiểu ngày “{piece.value}”: đã tìm như chữ thường.")
                return _together(self.plain([replace(piece, kind="text")]))
            return Days("issued_on" if piece.field == "year" else piece.field, *read, span)
        if piece.quoted:
            inner = _phrase(self.text, piece)
        else:
            inner = _together(self.plain([replace(piece, kind="text")], numbers=piece.field == "number"))
        if piece.field == "number":
            inner = _number(self.text, piece) or inner
        return InField(piece.field, inner, span) if inner is not None else None

    def plain(self, run: list[Piece], *, numbers: bool = True) -> list[Node]:
        """A run of plain text: document numbers first, the rest word by word."""
        if not run:
            return []
        cut = [word for piece in run for word in self.cut(piece)]
        if not cut:
            return []
        start, end = run[0].value_start, run[-1].end
        found: list[Node] = []
        for number in _numbers(self.text, start, end) if numbers else ():
            inside = tuple(word for word in cut if number.span.start <= word.span.start < number.span.end)
            if not inside:
                continue
            found += [word for word in cut if word.span.start < number.span.start]
            span = Span(inside[0].span.start, inside[-1].span.end)
            found.append(replace(number, words=inside, span=span, text=self.text[span.start : span.end]))
            cut = [word for word in cut if word.span.start >= number.span.end]
        return found + list(cut)

    def cut(self, piece: Piece) -> tuple[Word, ...]:
        cut = words(self.text, piece.value_start, piece.value_start + len(piece.value))
        for match in _UNKNOWN_FIELD.finditer(piece.value):
            if piece.kind == "text":
                self.hints.append(f"Không có trường “{match[1]}”: đã tìm như chữ thường.")
        if cut and piece.value.endswith("*") and len(cut[-1].folded) > 1:
            last = cut[-1]
            if last.span.end == piece.value_start + len(piece.value.rstrip("*")):
                return (*cut[:-1], replace(last, prefix=True))
        return cut

    def peek(self) -> Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None


def _phrase(text: str, piece: Piece) -> Node | None:
    cut = words(text, piece.value_start, piece.value_start + len(piece.value))
    if not cut:
        return None
    if piece.value.endswith("*") and len(cut[-1].folded) > 1:
        cut = (*cut[:-1], replace(cut[-1], prefix=True))
    return Phrase(cut, Span(piece.start, piece.end))


def _number(text: str, piece: Piece) -> Number | None:
    """The value of ``so:``, where it is a whole number."""
    found = _numbers(text, piece.value_start, piece.value_start + len(piece.value))
    if len(found) != 1:
        return None
    cut = words(text, piece.value_start, piece.value_start + len(piece.value))
    return replace(found[0], words=cut, span=Span(piece.start, piece.end))


def _numbers(text: str, start: int, end: int) -> tuple[Number, ...]:
    typed = text[start:end]
    if not any(letter.isdigit() for letter in typed):
        return ()
    offsets = _offsets(typed)
    found = []
    for number in read_query(typed):
        span = Span(start + offsets[number.start], start + offsets[number.end])
        found.append(Number(text[span.start : span.end], number.keys, (), span, number.slips, sure=number.sure))
    return tuple(found)


def _offsets(typed: str) -> list[int]:
    """For each offset into the NFC form the offset into what was typed."""
    if unicodedata.is_normalized("NFC", typed):
        return list(range(len(typed) + 1))
    found: list[int] = []
    at = 0
    for cluster in re.findall(r".[\u0300-\u036f]*", typed, re.DOTALL):
        found += [at] * len(unicodedata.normalize("NFC", cluster))
        at += len(cluster)
    return [*found, at]


def _together(nodes: list[Node]) -> Node | None:
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return Every(tuple(nodes), _around(nodes))


def _around(nodes: list[Node]) -> Span:
    return Span(nodes[0].span.start, nodes[-1].span.end)
