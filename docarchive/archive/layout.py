"""Words with their places on the pages, packed for the file store."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.records import Box, Page, Span


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A printed word: where in the text, where on its page."""

    start: int
    end: int
    box: Box


def pack(pages: Iterable[Page]) -> bytes:
    """Write the words of all pages; the same words give the same bytes."""
    content = {
        str(page.number): [[word.start, word.end, *(round(side, 1) for side in word.box)] for word in page.words]
        for page in pages
    }
    return gzip.compress(json.dumps(content, separators=(",", ":")).encode(), compresslevel=6, mtime=0)


def unpack(content: bytes) -> dict[int, list[PlacedWord]]:
    """Read what ``pack`` wrote: page number → words in reading order."""
    pages = json.loads(gzip.decompress(content))
    return {
        int(number): [PlacedWord(word[0], word[1], (word[2], word[3], word[4], word[5])) for word in words]
        for number, words in pages.items()
    }


def boxes_of(span: Span, words: Iterable[PlacedWord]) -> list[Box]:
    """Boxes that cover a span on one page, words on one line joined into one box."""
    boxes: list[Box] = []
    for word in words:
        if word.end <= span.start or word.start >= span.end:
            continue
        if boxes and _same_line(boxes[-1], word.box):
            last = boxes[-1]
            boxes[-1] = (last[0], min(last[1], word.box[1]), word.box[2], max(last[3], word.box[3]))
        else:
            boxes.append(word.box)
    return boxes


def _same_line(left: Box, right: Box) -> bool:
    overlap = min(left[3], right[3]) - max(left[1], right[1])
    height = min(left[3] - left[1], right[3] - right[1])
    return overlap > height / 2 and left[2] <= right[2] and right[0] - left[2] < 3 * max(height, 1)
