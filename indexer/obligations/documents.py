"""Reads the obligations of a whole document, each with the headings and lead-in lines it stands under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from indexer.obligations.attributes import is_attribute
from indexer.obligations.outline import Outline, Paragraph, paragraphs
from indexer.obligations.reading import read_passage
from indexer.obligations.sentences import marker_end
from indexer.records import Obligation


def read_document(text: str, *, today: date | None = None) -> tuple[Obligation, ...]:
    """All obligations of a text, in order, offsets into it; names on one line whatever the paper's width did to them.

    Args:
        text: Without running headers and footers (blanked out, so that offsets stay).
    """
    outline = Outline()
    found: list[Obligation] = []
    for paragraph in _with_attributes(text):
        outline.enter(paragraph.rank)
        printed = text[paragraph.start : paragraph.end]
        read = () if printed.endswith(":") else read_passage(printed, outline.lines, today=today)
        if paragraph.opens and not read:
            outline.open(printed, paragraph.rank)
        found.extend(_placed(one, paragraph.start) for one in read)
    return tuple(found)


def _with_attributes(text: str) -> Iterator[Paragraph]:
    """Paragraphs, together with the lines below that say who does it and by when."""
    held: Paragraph | None = None
    for paragraph in paragraphs(text):
        if held and is_attribute(text, marker_end(text, paragraph.start), paragraph.end):
            held = replace(held, end=paragraph.end)
            continue
        if held:
            yield held
        held = paragraph
    if held:
        yield held


def _placed(found: Obligation, offset: int) -> Obligation:
    return replace(
        found,
        start=found.start + offset,
        end=found.end + offset,
        lead=_on_one_line(found.lead),
        co=tuple(map(_on_one_line, found.co)),
        due_text=_on_one_line(found.due_text) if found.due_text else None,
    )


def _on_one_line(printed: str) -> str:
    return " ".join(printed.split())
