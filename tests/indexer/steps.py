"""Counts the work of reading a text, in operations instead of seconds.

Two kinds of work are counted: calls of functions, and the steps a backtracking matcher takes for every regular
expression of the indexer. The matcher here walks the parsed pattern the way the ``re`` module does, only slower.
"""

from __future__ import annotations

import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from typing import Any

constants: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

_Next = Callable[[int], bool]
_ENDLESS = 2**31


class Steps:
    """How many steps were taken."""

    def __init__(self) -> None:
        self.taken = 0


@contextmanager
def counted(package: str) -> Iterator[Steps]:
    """Count all calls, and all steps of the patterns that stand in the modules of a package."""
    steps = Steps()
    kept = _with_patterns(package)
    for module, name, value in kept:
        setattr(module, name, _replaced(value, steps))
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    sys.setprofile(lambda _, event, __: _add(steps, event))
    try:
        yield steps
    finally:
        sys.setprofile(None)
        sys.setrecursionlimit(limit)
        for module, name, value in kept:
            setattr(module, name, value)


def _add(steps: Steps, event: str) -> None:
    if event in {"call", "c_call"}:
        steps.taken += 1


@cache
def _with_patterns(package: str) -> list[tuple[Any, str, Any]]:
    """Module, name and value of everything that is or holds a pattern."""
    named = pkgutil.walk_packages(import_module(package).__path__, f"{package}.")
    modules = [import_module(found.name) for found in named if not found.name.endswith("__main__")]
    values = [(module, name, value) for module in modules for name, value in vars(module).items()]
    return [found for found in values if _holds_pattern(found[2])]


def _holds_pattern(value: Any) -> bool:
    return isinstance(value, re.Pattern) or (type(value) is tuple and any(map(_holds_pattern, value)))


def _replaced(value: Any, steps: Steps) -> Any:
    """The value with every pattern in it, also inside tuples, made to count."""
    if isinstance(value, re.Pattern):
        return _Counting(value, steps)
    return tuple(_replaced(part, steps) for part in value) if type(value) is tuple else value


class _Counting:
    """A pattern that answers as the real one and counts what the answer costs."""

    def __init__(self, pattern: re.Pattern[str], steps: Steps) -> None:
        self.pattern = pattern.pattern
        self._real = pattern
        self._steps = steps

    def match(self, text: str, at: int = 0, end: int = _ENDLESS) -> re.Match[str] | None:
        return self._paid(self._real.match(text, at, end), text, at, at, end)

    def fullmatch(self, text: str, at: int = 0, end: int = _ENDLESS) -> re.Match[str] | None:
        return self._paid(self._real.fullmatch(text, at, end), text, at, at, end, whole=True)

    def search(self, text: str, at: int = 0, end: int = _ENDLESS) -> re.Match[str] | None:
        found = self._real.search(text, at, end)
        return self._paid(found, text, at, found.start() if found else min(len(text), end), end)

    def finditer(self, text: str, at: int = 0, end: int = _ENDLESS) -> Iterator[re.Match[str]]:
        for found in self._real.finditer(text, at, end):
            self._paid(found, text, at, found.start(), end)
            yield found
            at = found.end()
        self._paid(None, text, at, min(len(text), end), end)

    def findall(self, text: str) -> list[Any]:
        return [found.groups() if self._real.groups > 1 else found[self._real.groups] for found in self.finditer(text)]

    def sub(self, by: Any, text: str) -> str:
        for _ in self.finditer(text):
            pass
        return self._real.sub(by, text)

    def split(self, text: str) -> list[Any]:
        for _ in self.finditer(text):
            pass
        return self._real.split(text)

    def _paid(
        self, found: re.Match[str] | None, text: str, first: int, last: int, end: int, *, whole: bool = False
    ) -> re.Match[str] | None:
        """Take the steps of trying at every place from the first to the last."""
        calls = sys.getprofile()
        sys.setprofile(None)
        matcher = _matcher(self._real)
        end = min(end, len(text))
        last = min(last, end)
        self._steps.taken += last + 1 - first
        for place in matcher.promising(text, first, last):
            self._steps.taken += matcher.steps(text, place, end, whole=whole)
        sys.setprofile(calls)
        return found


@cache
def _matcher(pattern: re.Pattern[str]) -> _Matcher:
    return _Matcher(pattern)


class _Matcher:
    """A parsed pattern, walked by backtracking."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._flags = pattern.flags
        self._tree = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
        self._single: dict[tuple[Any, int], re.Pattern[str]] = {}
        self._taken = 0
        opening = _opening(self._tree)
        self._opens = [_one(op, value, self._flags) for op, value in opening] if opening else None

    def promising(self, text: str, first: int, last: int) -> Iterable[int]:
        """Places where a try gets beyond its first letter; at any other it costs one step."""
        if self._opens is None:
            return range(first, last + 1)
        found = {match.start() for single in self._opens for match in single.finditer(text, first, last + 1)}
        return sorted(found)

    def steps(self, text: str, at: int, end: int, *, whole: bool) -> int:
        """Steps of one try at one place."""
        self._taken = 0
        self._text, self._end = text, end
        self._groups: dict[int, tuple[int, int]] = {}
        self._walk(self._tree, 0, at, (lambda here: here == end) if whole else (lambda _: True))
        return max(1, self._taken)

    def _walk(self, tree: list[Any], index: int, at: int, then: _Next) -> bool:
        while index < len(tree):
            self._taken += 1
            op, value = tree[index]
            index += 1
            if op in _ONE_LETTER:
                if at >= self._end or not self._is(op, value, self._text[at]):
                    return False
                at += 1
            elif op is constants.AT:
                if not self._stands(value, at):
                    return False
            elif op in {constants.ASSERT, constants.ASSERT_NOT}:
                if self._looks(value, at) == (op is constants.ASSERT_NOT):
                    return False
            else:
                return self._branching(op, value, at, partial(self._walk_on, tree, index, then))
        return then(at)

    def _walk_on(self, tree: list[Any], index: int, then: _Next, at: int) -> bool:
        return self._walk(tree, index, at, then)

    def _branching(self, op: Any, value: Any, at: int, then: _Next) -> bool:
        if op is constants.BRANCH:
            for way in value[1]:  # noqa: SIM110 - any() would pile up frames of C
                if self._walk(list(way), 0, at, then):
                    return True
            return False
        if op is constants.SUBPATTERN:
            number, _, _, inner = value

            def kept(here: int) -> bool:
                self._groups[number] = (at, here)
                return then(here)

            return self._walk(list(inner), 0, at, kept if number else then)
        if op is constants.GROUPREF:
            start, end = self._groups.get(value, (0, 0))
            return self._text.startswith(self._text[start:end], at) and then(at + end - start)
        if op in {constants.MAX_REPEAT, constants.MIN_REPEAT}:
            least, most, inner = value
            tree = list(inner)
            repeat = self._run_of_letters if len(tree) == 1 and tree[0][0] in _ONE_LETTER else self._run_of_groups
            return repeat(tree, at, int(least), int(most), then, greedy=op is constants.MAX_REPEAT)
        raise NotImplementedError(op)

    def _run_of_letters(self, tree: Any, at: int, least: int, most: int, then: _Next, *, greedy: bool) -> bool:
        op, value = tree[0]
        if greedy:
            here, most = at, min(most, self._end - at)
            while here - at < most and self._is(op, value, self._text[here]):
                here += 1
            self._taken += here - at
            for end in range(here, at + least - 1, -1):
                self._taken += 1
                if then(end):
                    return True
            return False
        here = at
        while True:
            self._taken += 1
            if here - at >= least and then(here):
                return True
            if here - at >= most or here >= self._end or not self._is(op, value, self._text[here]):
                return False
            here += 1

    def _run_of_groups(self, tree: Any, at: int, least: int, most: int, then: _Next, *, greedy: bool) -> bool:
        def more(count: int, here: int) -> bool:
            def again(after: int) -> bool:
                return (after > here or count < least) and more(count + 1, after)

            self._taken += 1
            if count < least:
                return self._walk(tree, 0, here, again)
            if greedy:
                return (count < most and self._walk(tree, 0, here, again)) or then(here)
            return then(here) or (count < most and self._walk(tree, 0, here, again))

        return more(0, at)

    def _is(self, op: Any, value: Any, letter: str) -> bool:
        if op is constants.LITERAL and not self._flags & re.IGNORECASE:
            return bool(ord(letter) == value)
        key = (op, id(value))
        single = self._single.get(key) or self._single.setdefault(key, _one(op, value, self._flags))
        return single.match(letter) is not None

    def _stands(self, value: Any, at: int) -> bool:
        text = self._text
        if value in {constants.AT_BEGINNING, constants.AT_BEGINNING_STRING}:
            line_begins = bool(self._flags & re.MULTILINE) and text[at - 1 : at] == "\n"
            return at == 0 or line_begins
        if value is constants.AT_END:
            line_ends = bool(self._flags & re.MULTILINE) and text[at : at + 1] == "\n"
            return at == self._end or (at == self._end - 1 and text[at] == "\n") or line_ends
        if value is constants.AT_END_STRING:
            return at == self._end
        boundary = _is_word(text[max(0, at - 1) : at]) != _is_word(text[at : min(at + 1, self._end)])
        return bool(boundary == (value is constants.AT_BOUNDARY))

    def _looks(self, value: Any, at: int) -> bool:
        direction, inner = value
        if direction > 0:
            return self._walk(list(inner), 0, at, lambda _: True)
        width: int = inner.getwidth()[0]
        return at >= width and self._walk(list(inner), 0, at - width, lambda here: here == at)


_ONE_LETTER = {constants.LITERAL, constants.NOT_LITERAL, constants.ANY, constants.IN}


def _opening(tree: list[Any]) -> list[Any] | None:
    """The letters a match may begin with; None where that cannot be said."""
    for op, value in tree:
        if op in _ONE_LETTER:
            return [(op, value)]
        if op is constants.AT or (op in {constants.ASSERT, constants.ASSERT_NOT}):
            continue
        if op is constants.SUBPATTERN:
            return _opening(list(value[3]))
        if op is constants.BRANCH:
            ways = [_opening(list(way)) for way in value[1]]
            return [letter for way in ways for letter in way or ()] if all(ways) else None
        if op in {constants.MAX_REPEAT, constants.MIN_REPEAT} and value[0]:
            return _opening(list(value[2]))
        return None
    return None


def _is_word(letter: str) -> bool:
    return letter == "_" or letter.isalnum()


def _one(op: Any, value: Any, flags: int) -> re.Pattern[str]:
    """A pattern for one letter, compiled from its parsed form."""
    from re import _compiler as compiler  # type: ignore[attr-defined]

    state = parser.State()
    state.flags = flags
    state.str = ""
    tree = parser.SubPattern(state, [(op, value)])
    compiled: re.Pattern[str] = compiler.compile(tree, flags)
    return compiled
