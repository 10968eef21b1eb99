"""A question as the address of a page tells it, and the same question for the engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Protocol
from urllib.parse import parse_qs, urlencode

from indexer.engines.protocol import AnyOf, Audience, Between, Filter, InForce, Query, Sort

SIZES = (20, 50, 100)
DEEPEST = 10_000
FACETS: Mapping[str, str] = {"loai": "kind", "coquan": "issuer", "nam": "year", "nguon": "source", "kyhop": "session"}
COUNTED = ("kind", "issuer", "year", "source")
SORTS: Mapping[str, Sort] = {
    "phu-hop": Sort.RELEVANCE,
    "moi": Sort.NEWEST,
    "cu": Sort.OLDEST,
    "so": Sort.NUMBER,
}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})|(\d{4})")


class Arguments(Protocol):
    """The query string of an address, as Werkzeug gives it."""

    def get(self, key: str, default: str) -> str: ...

    def getlist(self, key: str, /) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class _Kept:
    """``Arguments`` of an address that was kept."""

    values: Mapping[str, list[str]]

    def get(self, key: str, default: str) -> str:
        return next(iter(self.getlist(key)), default)

    def getlist(self, key: str, /) -> list[str]:
        return self.values.get(key, [])


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its filters, order and page; equal addresses give equal values.

    Attributes:
        chosen: Facet parameter (``loai`` …) → chosen values.
        first: ``tu``, the first day, or None.
        last: ``den``, the last day, or None.
        as_of: ``hieuluc``, the day on which documents must be in force, or None.
    """

    text: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first: date | None = None
    last: date | None = None
    as_of: date | None = None
    sort: str = "phu-hop"
    page: int = 1
    size: int = SIZES[0]

    @classmethod
    def read(cls, args: Arguments) -> Asked:
        """Read the question from an address; what makes no sense is left out."""
        chosen = tuple((name, tuple(dict.fromkeys(args.getlist(name)))) for name in FACETS if args.getlist(name))
        sort = args.get("xep", "")
        size = args.get("moi", "")
        return cls(
            text=" ".join(args.get("q", "").split())[:2000],
            chosen=chosen,
            first=read_day(args.get("tu", "")),
            last=read_day(args.get("den", ""), at_end=True),
            as_of=read_day(args.get("hieuluc", "")),
            sort=sort if sort in SORTS else "phu-hop",
            page=_whole(args.get("trang", ""), 1),
            size=int(size) if size in {str(known) for known in SIZES} else SIZES[0],
        )

    @classmethod
    def of_address(cls, address: str) -> Asked:
        """Read the question from the query string of an address, as ``to_address`` writes it."""
        return cls.read(_Kept(parse_qs(address)))

    @property
    def is_empty(self) -> bool:
        """Nothing was asked and nothing chosen."""
        return not (self.text or self.filters)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The chosen facets and days, for the engine."""
        found: list[Filter] = [AnyOf(FACETS[name], frozenset(values)) for name, values in self.chosen]
        if self.first or self.last:
            found.append(Between("issued_on", self.first, self.last))
        if self.as_of:
            found.append(InForce(self.as_of))
        return tuple(found)

    @property
    def offset(self) -> int:
        """Hits before this page."""
        return min((self.page - 1) * self.size, DEEPEST)

    def query(self, audience: Audience, *, snippets: int = 3) -> Query:
        """The question for the engine."""
        return Query(self.text, audience, self.filters, COUNTED, SORTS[self.sort], self.offset, self.size, snippets)

    def values(self, name: str) -> tuple[str, ...]:
        """The chosen values of a facet parameter."""
        return dict(self.chosen).get(name, ())

    def without(self, name: str, value: str | None = None) -> Asked:
        """The question without a filter: one value of a facet, all of it, the days (``ngay``, ``hieuluc``)."""
        if name == "ngay":
            return replace(self, first=None, last=None, page=1)
        if name == "hieuluc":
            return replace(self, as_of=None, page=1)
        kept = tuple(
            (key, tuple(v for v in values if key != name or (value is not None and v != value)))
            for key, values in self.chosen
        )
        return replace(self, chosen=tuple((key, values) for key, values in kept if values), page=1)

    def bare(self) -> Asked:
        """The question without any filter."""
        return replace(self, chosen=(), first=None, last=None, as_of=None, page=1)

    def at(self, page: int, size: int) -> Asked:
        """Another page of the same question."""
        return replace(self, page=page, size=size)

    def sorted_by(self, sort: str) -> Asked:
        """The same question in another order."""
        return replace(self, sort=sort, page=1)

    def within(self, first: date, last: date) -> Asked:
        """The same question between two days."""
        return replace(self, first=first, last=last, page=1)

    def in_force_on(self, day: date) -> Asked:
        """The same question among what is in force on a day."""
        return replace(self, as_of=day, page=1)

    def reworded(self, text: str) -> Asked:
        """The same filters with other words."""
        return replace(self, text=text, page=1)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The question as parameters of an address, what is usual left out."""
        if self.text:
            yield "q", self.text
        for name, values in self.chosen:
            yield from ((name, value) for value in values)
        if self.first:
            yield "tu", self.first.strftime("%d/%m/%Y")
        if self.last:
            yield "den", self.last.strftime("%d/%m/%Y")
        if self.as_of:
            yield "hieuluc", self.as_of.strftime("%d/%m/%Y")
        usual = Asked()
        if self.sort != usual.sort:
            yield "xep", self.sort
        if self.size != usual.size:
            yield "moi", str(self.size)
        if self.page != usual.page:
            yield "trang", str(self.page)

    def to_address(self) -> str:
        """The question as the query string of an address."""
        return _written(self)


@lru_cache(maxsize=64)
def _written(asked: Asked) -> str:  # every row of an answer leads back to it
    return urlencode(list(asked.pairs()))


def read_day(text: str, *, at_end: bool = False) -> date | None:
    """Read ``dd/mm/yyyy``, an ISO day or a bare year; None where it is none of them.

    Args:
        at_end: A bare year means its last day.
    """
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    try:
        if match[1]:
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match[4]:
            return date(int(match[4]), int(match[5]), int(match[6]))
        return date(int(match[7]), 12, 31) if at_end else date(int(match[7]), 1, 1)
    except ValueError:
        return None


def _whole(text: str, least: int) -> int:
    return max(least, int(text)) if text.isdecimal() and len(text) < 7 else least
