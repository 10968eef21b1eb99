"""An amending text beside the text it amends: the old wording of each provision it names, and the new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from indexer.comparing import Change, Pair, Piece, Row, Side, reworded
from indexer.passages import provision_words
from indexer.recognise.amendments import Amendment, amendments, quotes
from indexer.recognise.places import bare

MOST: Final = 2_000
_SHORTEST: Final = 20  # letters from which a quotation is new wording and no mere phrase


def amended(old: Side, number: str, amending: str) -> tuple[Row, ...]:
    """Each provision the amending text changes: left its old wording, right what stands there now.

    Args:
        number: The number of the old text, as the amending one prints it.

    Returns:
        Empty where nothing of the kind is read. A provision the old text does not have is new.
    """
    said = amendments(amending)
    lowest = {path for each in said for path in each.provisions}
    spans = {bare(path): (path, start, end) for path, _, start, end in old.provisions}
    found = []
    for act, following in pairwise([*said, None]):
        if act is None or act.number != number or not act.provisions:
            continue
        wording = _wording(amending, act.at, following.at if following else len(amending))
        if not wording and act.relation != "repeals" and any(_inside(path, act.provisions) for path in lowest):
            continue  # the items below say it
        found += [_row(old.text, act, path, spans.get(path), wording) for path in act.provisions]
    return tuple(found[:MOST])


def _inside(path: str, above: Sequence[str]) -> bool:
    return any(path.startswith(f"{each}.") for each in above)


def _wording(text: str, start: int, end: int) -> str:
    """The new wording: what is quoted behind the verb."""
    quoted = [text[first + 1 : last].removesuffix("”").strip() for first, last in quotes(text[start:end], start)]
    return "\n".join(each for each in quoted if len(each) >= _SHORTEST)


def _row(text: str, act: Amendment, path: str, held: tuple[str, int, int] | None, wording: str) -> Row:
    old = text[held[1] : held[2]].strip() if held else ""
    heading = provision_words(path)
    if act.relation == "repeals" and not wording:
        change, pairs = Change.REMOVED, tuple(_whole(old, Change.REMOVED))
    elif not old:
        change, pairs = Change.ADDED, tuple(_whole(wording, Change.ADDED))
    else:
        change, pairs = Change.CHANGED, reworded(old, wording) if wording else tuple(_whole(old, Change.SAME))
    return Row(change, held[0] if held else None, path, heading, f"{act.verb[:1].upper()}{act.verb[1:]}", pairs)


def _whole(said: str, change: Change) -> Iterator[Pair]:
    for line in filter(None, map(str.strip, said.split("\n"))):
        pieces = (Piece(line, differs=change is not Change.SAME),)
        yield Pair(change, () if change is Change.ADDED else pieces, pieces if change is Change.ADDED else ())
