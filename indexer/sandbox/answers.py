"""How a reading crosses the jail's border: JSON that is checked before it is believed."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING, Final

from indexer.records import Failed, Page, Reading
from indexer.sandbox.limits import Limits

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_UNBELIEVABLE: Final = Failed("crashed", "Kết quả đọc tệp không hợp lệ; bản gốc vẫn được giữ.")


def answer_of(outcome: object) -> bytes:
    """The bytes a reading or a failure crosses the border as."""
    return json.dumps(outcome, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()


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
        found = _outcomes().validate_json(answer)
    except ValidationError:
        return _UNBELIEVABLE
    if isinstance(found, Failed):
        return found
    text, pages = found.extracted.text, found.extracted.pages
    if len(text) > limits.text_length:
        return Failed("too_large", "Văn bản dài quá giới hạn cho phép; hãy chia nhỏ tệp rồi nạp lại.")
    return found if all(_is_inside(page, len(text)) for page in pages) else _UNBELIEVABLE


def get_ready() -> None:
    """Load in the background what checks an answer, while the child reads."""
    if not _outcomes.cache_info().currsize:
        Thread(target=_outcomes).start()


def _is_inside(page: Page, length: int) -> bool:
    pieces = [(piece.start, piece.end) for piece in page.words] + [(piece.start, piece.end) for piece in page.lines]
    return 0 <= page.start <= page.end <= length and all(page.start <= start < end <= page.end for start, end in pieces)


@cache
def _outcomes() -> TypeAdapter[Reading | Failed]:
    from pydantic import TypeAdapter

    return TypeAdapter(Reading | Failed)
