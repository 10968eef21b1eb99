"""Reads from a passage who has to do what, with whom, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from indexer.obligations import negatives
from indexer.obligations.attributes import Attribute, attribute_of
from indexer.obligations.contexts import Over, read_line, together
from indexer.obligations.cooperation import co_workers
from indexer.obligations.deadlines import find_dues
from indexer.obligations.due import Due
from indexer.obligations.duties import Lead, directed_at
from indexer.obligations.leads import is_laid_down, is_work, lead_of
from indexer.obligations.lexicon import DUTY, NOUNS, work_at
from indexer.obligations.products import product_of
from indexer.obligations.sentences import parts, sentences
from indexer.obligations.tokens import Token, tokens_of
from indexer.records import Obligation

_LONGEST: Final = 6_000  # characters of one passage that are read
_BLANK: Final = re.compile(r"\s")
_CUTS: Final = frozenset({"fixed", "relative"})
_NONE: Final = Due("none", 0, 0)


@dataclass(frozen=True)
class _Task:
    """A stretch of the passage with one lead, as tokens, and what lines of its own say of it."""

    first: int
    end: int
    lead: str
    named: tuple[Attribute, ...] = ()


def read_obligations(text: str, context: Sequence[str] = (), *, today: date | None = None) -> tuple[Obligation, ...]:
    """The obligations of one paragraph or list item, in order; their spans do not overlap.

    Args:
        text: NFC, as printed, with bullet and numbering.
        context: The headings and lead-in lines it stands under, outermost first.
        today: A day printed without its year is the next coming one from here; without it such a day has no date.
    """
    return read_passage(text, [read_line(line) for line in context], today=today)


def read_passage(text: str, lines: Sequence[Over], *, today: date | None = None) -> tuple[Obligation, ...]:
    """As ``read_obligations``, for headings and lead-in lines that were read before."""
    return _Passage(text[:_LONGEST], together(lines), today).read()


class _Passage:
    def __init__(self, text: str, context: Over, today: date | None) -> None:
        self.text, self.context, self.today = _BLANK.sub(" ", text), context, today
        self.printed = text
        self.tokens: tuple[Token, ...] = tokens_of(text)

    def read(self) -> tuple[Obligation, ...]:
        return tuple(self._obligation(task, due) for task in self._tasks() for task, due in self._by_deadline(task))

    def _tasks(self) -> list[_Task]:
        found: list[_Task] = []
        held = list(sentences(self.printed, self.tokens))
        attributes = [attribute_of(self.text, self.tokens, first, end) for first, end in held]
        doer = next((seen.names[0] for seen in attributes if seen and seen.kind == "lead"), None)
        for (first, end), seen in zip(held, attributes, strict=True):
            if seen:
                if found:
                    found[-1] = replace(found[-1], end=end, named=(*found[-1].named, seen))
                continue
            found.extend(self._of_sentence(first, end, found[-1].lead if found else None, doer))
        return found

    def _of_sentence(self, first: int, end: int, before: str | None, doer: str | None) -> Iterator[_Task]:
        sentence = self._words(first, end)
        if negatives.closes_document(sentence) or negatives.asks_back(sentence):
            return
        task: _Task | None = None
        for start, stop in parts(self.tokens, first, end):
            lead = self._lead(start, stop, task.lead if task else before, doer, begun=task is not None)
            if lead is None:
                if task:
                    task = replace(task, end=stop)
                continue
            if negatives.tells_of_itself(self._words(start, stop)):
                found = lead_of(self.tokens, start, stop)
                start = found.begins if found else start
            if task and lead == task.lead:
                task = replace(task, end=stop)
            else:
                if task:
                    yield task
                task = _Task(start, stop, lead)
        if task:
            yield task

    def _lead(self, first: int, stop: int, before: str | None, doer: str | None, *, begun: bool) -> str | None:
        """Who has to do what a clause says; None where it lays nothing on anybody."""
        clause = self._words(first, stop)
        context = self.context
        if context.wishes or (context.competence and not begun):
            return None
        found = lead_of(self.tokens, first, stop)
        if context.rules and not begun and before is None and not self._is_duty(found, first, stop):
            return None
        lead = self._words(found.start, found.end) if found else None
        known = before or (context.lead if context.bearing in {"heading", "ordered"} else None)
        if negatives.is_closing(clause, lead or known) or negatives.orders_nothing(clause):
            return None
        if negatives.is_effect(clause) and not (found and found.way == "ordered"):
            return None
        if stop == len(self.tokens) and negatives.is_lead_in(clause):
            return None
        if found and lead and self._counts(found, lead, clause):
            if found.way == "ordered" and known and (begun or before is None) and _is_lower_rank(lead):
                return known
            return lead
        directed = directed_at(self.tokens, first, stop)
        known = doer or before or (None if context.bearing == "addressee" else context.lead)
        if directed and known is None:
            return self._words(directed.start, directed.end)
        if known is None or (context.empty and not doer) or negatives.is_case(clause) or negatives.is_basis(clause):
            return None
        if before is None and doer is None and negatives.is_private(known):
            return None
        if begun:
            return known
        return known if self._is_work(first, stop) else None

    def _counts(self, found: Lead, lead: str, clause: str) -> bool:
        if found.way == "ordered":
            return True
        if negatives.is_case(clause) or negatives.is_private(lead):
            return False
        return not (self.context.empty and found.way == "work")

    def _is_duty(self, found: Lead | None, first: int, stop: int) -> bool:
        """Whether a clause of a regulation lays a duty on a body by name or with a period of its own."""
        if found and (found.way == "ordered" or is_laid_down(self.tokens, found, stop)):
            return True
        return any(due.kind in {"fixed", "recurring"} for due in self._dues(first, stop))

    def _is_work(self, first: int, stop: int) -> bool:
        begins = max(work_at(self.tokens, first), DUTY.at(self.tokens, first))
        return NOUNS.at(self.tokens, first) <= begins and is_work(self.tokens, first, stop)

    def _by_deadline(self, task: _Task) -> Iterator[tuple[_Task, Due]]:
        """A task cut where its parts carry deadlines of their own."""
        named = next((seen.due for seen in task.named if seen.due), None)
        if named:
            yield task, named
            return
        pieces: list[tuple[_Task, Due]] = []
        for start, stop in self._timed(task):
            dues = self._dues(start, stop)
            due = dues[0] if dues else _NONE
            if pieces and not (due.kind in _CUTS and pieces[-1][1].kind in _CUTS):
                last, known = pieces[-1]
                pieces[-1] = (replace(last, end=stop), known if known.kind != "none" else due)
            else:
                pieces.append((replace(task, first=start, end=stop), due))
        yield from pieces

    def _timed(self, task: _Task) -> Iterator[tuple[int, int]]:
        """Parts that may have deadlines of their own: between semicolons, and behind a day with a comma and a verb."""
        for start, stop in parts(self.tokens, task.first, task.end):
            days = {due.end for due in self._dues(start, stop)[:-1] if due.kind == "fixed"}
            at = start
            for place in range(start + 1, stop if days else start):
                ends = self.tokens[place].low == "," and self.tokens[place - 1].end in days
                if ends and work_at(self.tokens, place + 1):
                    yield at, place
                    at = place + 1
            yield at, stop

    def _dues(self, first: int, stop: int) -> list[Due]:
        if first >= stop:
            return []
        return find_dues(self.text, self.tokens[first].start, self.tokens[stop - 1].end, self.today)

    def _obligation(self, task: _Task, due: Due) -> Obligation:
        start, end = self.tokens[task.first].start, self._closed(task.first, task.end)
        partners = [self._words(*pair) for pair in co_workers(self.tokens, task.first, task.end)]
        partners += [name for seen in task.named if seen.kind == "with" for name in seen.names]
        lead = next((seen.names[0] for seen in task.named if seen.kind == "lead"), task.lead)
        return Obligation(
            start, end, lead, tuple(dict.fromkeys(partners)), due.on,
            self.text[due.start : due.end] or None, due.kind, product_of(self.text, start, end),
        )  # fmt: skip

    def _closed(self, first: int, end: int) -> int:
        """The end of the last word, closing marks left out."""
        while end - 1 > first and self.tokens[end - 1].low in {".", ";", "/", ",", ":", "…"}:
            end -= 1
        return self.tokens[end - 1].end

    def _words(self, first: int, stop: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[stop - 1].end] if stop > first else ""


def _is_lower_rank(lead: str) -> bool:
    """Whom the one who has the task has to order in turn: builders, firms, units without a name."""
    return lead[:1].islower() and negatives.is_ordered_in_turn(lead)
