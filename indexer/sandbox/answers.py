"""How a reading crosses the jail's border: JSON that is checked before it is believed.

Words and their boxes are most of a reading, so they cross as columns of numbers, which are written and read in one go.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING, Final

from indexer.records import Failed, Page, Reading, Word
from indexer.sandbox.limits import Limits

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_UNBELIEVABLE: Final = Failed("crashed", "Kết quả đọc tệp không hợp lệ; bản gốc vẫn được giữ.")
_OFFSETS, _EDGES = "q", "d"  # what the columns are made of, see ``array``
_EDGES_OF_A_BOX: Final = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a page as columns in base 64: where they start, where they end, and four edges each."""

    starts: str
    ends: str
    edges: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a child says: the outcome with pages that have no words, and the words of each page."""

    outcome: Reading | Failed
    words: tuple[_Words, ...] = ()


def answer_of(outcome: Reading | Failed) -> bytes:
    """The bytes a reading or a failure crosses the border as."""
    answer = _Answer(outcome)
    if isinstance(outcome, Reading):
        bare = tuple(replace(page, words=()) for page in outcome.extracted.pages)
        words = tuple(_packed(page.words) for page in outcome.extracted.pages)
        answer = _Answer(replace(outcome, extracted=replace(outcome.extracted, pages=bare)), words)
    return json.dumps(answer, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(words: Sequence[Word]) -> _Words:
    starts, ends, boxes = zip(*words, strict=True) if words else ((), (), ())
    return _Words(
        _column(_OFFSETS, starts), _column(_OFFSETS, ends), _column(_EDGES, [edge for box in boxes for edge in box])
    )


def _column(kind: str, numbers: Sequence[float]) -> str:
    return b64encode(array(kind, numbers).tobytes()).decode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "__slots__"):
        return {name: getattr(value, name) for name in value.__slots__}
    raise TypeError(type(value).__name__)


def reading_from(answer: bytes, limits: Limits) -> Reading | Failed:
    """The reading or failure in an answer; a failure where the answer is not one a sound reader gives."""
    from pydantic import ValidationError

    try:
        said = _answers().validate_json(answer)
        return said.outcome if isinstance(said.outcome, Failed) else _reading(said.outcome, said.words, limits)
    except (ValidationError, ValueError):
        return _UNBELIEVABLE


def _reading(found: Reading, words: Sequence[_Words], limits: Limits) -> Reading | Failed:
    text = found.extracted.text
    if len(text) > limits.text_length:
        return Failed("too_large", "Văn bản dài quá giới hạn cho phép; hãy chia nhỏ tệp rồi nạp lại.")
    pages = tuple(
        replace(page, words=_unpacked(of_page)) for page, of_page in zip(found.extracted.pages, words, strict=True)
    )
    if not all(_is_inside(page, len(text)) for page in pages):
        return _UNBELIEVABLE
    return replace(found, extracted=replace(found.extracted, pages=pages))


def _unpacked(words: _Words) -> tuple[Word, ...]:
    """The words of columns.

    Raises:
        ValueError: The columns do not fit together.
    """
    edges = iter(_numbers(_EDGES, words.edges))
    boxes = zip(*[edges] * _EDGES_OF_A_BOX, strict=True)
    places = zip(_numbers(_OFFSETS, words.starts), _numbers(_OFFSETS, words.ends), boxes, strict=True)
    return tuple(map(Word._make, places))


def _numbers(kind: str, column: str) -> Sequence[float]:
    numbers = array(kind)
    numbers.frombytes(b64decode(column, validate=True))
    return numbers.tolist()


def get_ready() -> None:
    """Load in the background what checks an answer, while the child reads."""
    if not _answers.cache_info().currsize:
        Thread(target=_answers).start()


def _is_inside(page: Page, length: int) -> bool:
    pieces = [piece[:2] for piece in page.words] + [(piece.start, piece.end) for piece in page.lines]
    return 0 <= page.start <= page.end <= length and all(page.start <= start < end <= page.end for start, end in pieces)


@cache
def _answers() -> TypeAdapter[_Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(_Answer)
