"""One element being read: hands out what the standard knows and keeps the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import IntEnum
from typing import Final, Self, TypeVar

from edxml.names import at
from edxml.reading.composing import composed
from edxml.reading.node import Node
from edxml.reading.notes import Notes
from edxml.rules import values
from edxml.times import Moment, format_day, parse_day

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=IntEnum)

_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_TRUTHS: Final = {"0": False, "1": True, "false": False, "true": True}


class Part:
    """An element whose children are taken by name; whatever nobody took is kept when it is finished.

    Args:
        node: None where the packet has no such element.
        place: Its own place, ``MessageHeader/To[2]``.
    """

    def __init__(self, node: Node | None, place: str, notes: Notes) -> None:
        self.node = node
        self.place = place
        self.notes = notes
        self._left = list(node.children) if node else []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None:
            self.finish()

    def one(self, *names: str) -> Node | None:
        """The child of this name (or of another spelling of it); a second one is a fault and kept apart."""
        return self._first(self.all(*names), names[0])

    def all(self, *names: str) -> list[Node]:
        """All children of this name that say something; empty elements mean absent."""
        taken = [node.name in names and node.is_ours for node in self._left]
        found = [node for node, is_taken in zip(self._left, taken, strict=True) if is_taken and not node.is_blank]
        self._left = [node for node, is_taken in zip(self._left, taken, strict=True) if not is_taken]
        return found

    def has(self, *names: str) -> bool:
        """Whether a child of this name is still to be taken and says something."""
        return any(node.name in names and node.is_ours and not node.is_blank for node in self._left)

    def text(self, *names: str) -> str:
        """The text of a child, NFC; empty where it is absent or holds elements instead of text."""
        node = self.one(*names)
        return self._plain(node, at(self.place, names[0])) if node else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of all children of this name that say something."""
        found = (self._plain(node, at(self.place, name)) for node in self.all(name))
        return tuple(text for text in found if text)

    def part(self, *names: str) -> Part:
        """A child to be read in its turn; one that is not there says nothing."""
        return Part(self._first(self._holding(*names), names[0]), at(self.place, names[0]), self.notes)

    def parts(self, name: str) -> list[Part]:
        """All children of this name that say something, numbered from 1."""
        places = enumerate(self._holding(name), 1)
        return [Part(node, f"{at(self.place, name)}[{count}]", self.notes) for count, node in places]

    def value(self, name: str, parse: Callable[[str], Value | None], expected: str, *spellings: str) -> Value | None:
        """A child that is no text; where it cannot be understood it is kept verbatim and the field stays empty."""
        node = self.one(name, *spellings)
        place = at(self.place, name)
        text = self._plain(node, place) if node else ""
        if node is None or not text:
            return None
        parsed = parse(text)
        if parsed is None:
            self.notes.note(values.VALUE_NOT_UNDERSTOOD.broken(place, found=text, expected=expected))
            self.notes.keep(node, self.place)
        return parsed

    def day(self, name: str) -> date | None:
        """A date."""
        form = "ngày dạng yyyy/MM/dd"
        return self.value(name, lambda text: self._day(text, at(self.place, name)), form)

    def moment(self, name: str) -> Moment | None:
        """A time; the text stays with it, understood or not."""
        text = self.text(name)
        if not text:
            return None
        moment = Moment.read(text)
        if moment.at is None:
            expected = "thời điểm dạng yyyy/MM/dd HH:mm:ss"
            place = at(self.place, name)
            self.notes.note(values.VALUE_NOT_UNDERSTOOD.broken(place, found=text, expected=expected))
        return moment

    def number(self, name: str) -> int | None:
        """A whole number of at most nine digits."""
        return self.value(name, lambda text: int(text) if _NUMBER.fullmatch(text) else None, "một số nguyên")

    def truth(self, name: str) -> bool | None:
        """0 or 1, false or true."""
        return self.value(name, lambda text: _TRUTHS.get(text.lower()), "0 hoặc 1")

    def choice(self, kind: type[Choice], name: str, *spellings: str) -> Choice | None:
        """One of the codes of a list."""
        codes = {str(int(code)): code for code in kind}
        expected = f"một trong các mã {', '.join(codes)}"
        return self.value(name, lambda text: codes.get(text), expected, *spellings)

    def finish(self) -> None:
        """Keep the children nobody took, and speak of text and attributes nobody reads."""
        if self.node is None:
            return
        for node in self._left:
            self.notes.note(values.ELEMENT_UNKNOWN.broken(at(self.place, node.name)))
            self.notes.keep(node, self.place)
        if self.node.text:
            self.notes.note(values.STRAY_TEXT.broken(self.place, found=self.node.text))
        self._check_tag(self.node, self.place)

    def _first(self, found: list[Node], name: str) -> Node | None:
        for extra in found[1:]:
            self.notes.note(values.ELEMENT_REPEATED.broken(at(self.place, name)))
            self.notes.keep(extra, self.place)
        return found[0] if found else None

    def _holding(self, *names: str) -> list[Node]:
        """The children of this name that hold elements; text alone in their stead is kept verbatim."""
        found = self.all(*names)
        for node in found:
            if not node.holds_elements:
                expected = "các phần tử bên trong"
                place = at(self.place, names[0])
                self.notes.note(values.VALUE_NOT_UNDERSTOOD.broken(place, found=node.text, expected=expected))
                self.notes.keep(node, self.place)
        return [node for node in found if node.holds_elements]

    def _plain(self, node: Node, place: str) -> str:
        self._check_tag(node, place)
        if node.children:
            expected = "chỉ có chữ, không có phần tử bên trong"
            self.notes.note(values.VALUE_NOT_UNDERSTOOD.broken(place, found=node.text, expected=expected))
            self.notes.keep(node, self.place)
            return ""
        text, was_composed = composed(node.text, place)
        if not was_composed:
            self.notes.note_once(values.TEXT_NOT_NFC.broken(place))
        return text

    def _check_tag(self, node: Node, place: str) -> None:
        if not node.namespace:
            self.notes.note_once(values.NAMESPACE_MISSING.broken(place, found=node.name))
        for name in node.attributes:
            if (node.name, name) != ("edXMLManifest", "version"):
                self.notes.note(values.ATTRIBUTE_UNUSED.broken(place, found=name))

    def _day(self, text: str, place: str) -> date | None:
        day = parse_day(text)
        if day and text != format_day(day):
            self.notes.note(values.DATE_FORM.broken(place, found=text, expected=format_day(day)))
        return day
