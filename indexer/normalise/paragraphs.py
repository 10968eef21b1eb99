"""Paragraphs: lines the paper broke, joined again, over the ends of pages too."""

from __future__ import annotations

from indexer.linebreaks import soft_line_ends
from indexer.normalise.running import running_lines
from indexer.records import ExtractedText, Span


def paragraphs(extracted: ExtractedText) -> tuple[Span, ...]:
    """The paragraphs of a text, in order, without blank and running lines.

    A paragraph that goes on behind a page's end is one span; the running lines of that page stand inside it.
    """
    text = extracted.text
    lines = _lines(text, set(running_lines(text, extracted.pages)))
    soft = soft_line_ends("\n".join(text[line.start : line.end] for line in lines))
    found: list[Span] = []
    joined = False
    at = -1
    for line in lines:
        at += line.end - line.start + 1
        if line.start < line.end:
            if joined:
                found[-1] = Span(found[-1].start, line.end)
            else:
                found.append(line)
        joined = at in soft
    return tuple(found)


def _lines(text: str, running: set[Span]) -> list[Span]:
    """All lines but the running ones; a blank line next to a running one only keeps its distance."""
    lines: list[Span] = []
    at = 0
    after_running = False
    for line in text.split("\n"):
        span = Span(at, at + len(line)) if line.strip() else Span(at, at)
        at += len(line) + 1
        if Span(span.start, span.start + len(line)) in running:
            after_running = True
            while lines and lines[-1].start == lines[-1].end:
                lines.pop()
        elif span.start < span.end or not after_running:
            lines.append(span)
            after_running = False
    return lines
