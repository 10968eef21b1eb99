"""Looking up a list of numbers: each by the way a search finds it, joined with what its reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.archive.queries import catalogue
from docarchive.core.actor import Actor
from docarchive.kernel.errors import UnavailableError
from docarchive.lookup.errors import ListNotFoundError
from docarchive.lookup.lines import AskedNumber, asked_number
from docarchive.lookup.models import NumberList
from docarchive.lookup.states import LineState
from docarchive.search.catalogue import Line
from indexer import numbers
from indexer.engines.protocol import Query, SearchEngine

log = structlog.get_logger(__name__)
_MOST_OF_A_LINE = 20
_AWAY = "Bộ máy tìm kiếm đang nghỉ, chưa tra cứu được. Thử lại sau ít phút; danh sách của bạn vẫn được giữ."


@dataclass(frozen=True)
class LookedUp:
    """What was found for a line.

    Attributes:
        place: Of the line in the list, from 0.
        found: Documents that bear the number, those of the day named first.
        chosen: The one, or the one chosen among several; None: none is.
        is_other_day: The line names a day or year on which none of them was issued.
    """

    place: int
    text: str
    asked: AskedNumber | None
    found: tuple[Line, ...]
    chosen: Line | None = None
    is_other_day: bool = False

    @property
    def state(self) -> LineState:
        """What may be said of it in a word."""
        if self.asked is None:
            return LineState.UNREADABLE
        if not self.found:
            return LineState.NONE
        return LineState.ONE if self.chosen is not None else LineState.SEVERAL


def number_list(session: Session, actor: Actor, list_id: str) -> NumberList:
    """Find one of the actor's own lists.

    Raises:
        ListNotFoundError: There is none.
    """
    found = session.get(NumberList, list_id)
    if found is None or found.user_id != actor.user_id:
        raise ListNotFoundError
    return found


def recent(session: Session, actor: Actor, size: int = 10) -> Sequence[NumberList]:
    """The actor's last lists."""
    wanted = select(NumberList).where(NumberList.user_id == (actor.user_id or ""))
    return session.scalars(wanted.order_by(NumberList.made_at.desc(), NumberList.id).limit(size)).all()


def look_up(
    engine: SearchEngine, session: Session, actor: Actor, lines: Sequence[str], choices: Mapping[str, str]
) -> list[LookedUp]:
    """Look up every line.

    Args:
        choices: Place of a line → id of the document chosen among several.

    Raises:
        UnavailableError: The search engine is away.
    """
    asked = [asked_number(line) for line in lines]
    try:
        hits = {each.key: _hits(engine, actor, each) for each in asked if each is not None}
    except Exception as problem:
        log.exception("numbers not looked up")
        raise UnavailableError(_AWAY) from problem
    known = catalogue.lines(session, actor, sorted({one for ids in hits.values() for one in ids}))
    return [
        _one(place, text, each, [known[one] for one in hits[each.key] if one in known] if each else [], choices)
        for place, (text, each) in enumerate(zip(lines, asked, strict=True))
    ]


def _hits(engine: SearchEngine, actor: Actor, asked: AskedNumber) -> list[str]:
    question = 'so:"' + asked.text.replace('"', " ") + '"'
    results = engine.search(Query(question, actor.audience, size=_MOST_OF_A_LINE, snippets=0))
    return [] if results.partial else [hit.id for hit in results.hits]


def _one(
    place: int, text: str, asked: AskedNumber | None, lines: Sequence[Line], choices: Mapping[str, str]
) -> LookedUp:
    if asked is None:
        return LookedUp(place, text, None, ())
    bearing = [line for line in lines if _bears(line, asked.key)]
    of_day = [line for line in bearing if _of_day(line, asked)]
    is_other = bool(asked.days and bearing and not of_day)
    found = tuple(of_day or bearing)
    wanted = choices.get(str(place))
    chosen = next((line for line in found if line.id == wanted), found[0] if len(found) == 1 else None)
    return LookedUp(place, text, asked, found, chosen, is_other)


def _bears(line: Line, key: str) -> bool:
    parsed = numbers.parse(line.number) if line.number else None
    return parsed is None or key in numbers.keys(parsed, line.issued_on.year if line.issued_on else None)


def _of_day(line: Line, asked: AskedNumber) -> bool:
    day = line.issued_on
    return not asked.days or (
        day is not None
        and all(
            (each.first is None or each.first <= day) and (each.last is None or day <= each.last) for each in asked.days
        )
    )
