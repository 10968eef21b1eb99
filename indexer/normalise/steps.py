"""The clean-ups a text goes through on its way in; each is one function from text to text, one line in ``STEPS``.

They run before offsets are handed out. Text whose offsets must lead back to what was given goes through
``indexer.normalise.letters.clean`` instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from indexer.normalise.letters import clean

Step = Callable[[str], str]

# PDF readers mark a hyphen at a line's end with the one, and take the other for a hyphen of any length.
_LOST_HYPHENS = str.maketrans({"\ufffe": "-", "\u2010": "-", "\u2011": "-"})
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd\ufff9-\ufffb]+")
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_WIDE_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BLANKS_AT_END = re.compile(r"(?<![ \t])[ \t]+(?=\n|$)")
_TORN_NUMBER = re.compile(r"(?<=[A-ZĐ0-9])([-/])[ \t]*\n[ \t]*(?=[A-ZĐ]{2})")


def even_line_ends(text: str) -> str:
    r"""Make every line end one ``\n``."""
    return _LINE_ENDS.sub("\n", text)


def clean_letters(text: str) -> str:
    """NFC, real đ, nothing invisible. Text of old encodings must be converted before: there a soft hyphen is ư."""
    return clean(text).text


def find_hyphens(text: str) -> str:
    """Give back the hyphens that readers of PDF replace."""
    return text.translate(_LOST_HYPHENS)


def drop_controls(text: str) -> str:
    """Take out what no page shows."""
    return _CONTROLS.sub("", text)


def plain_blanks(text: str) -> str:
    """Make blanks of every width plain ones, and leave none at a line's end."""
    return _BLANKS_AT_END.sub("", _WIDE_BLANKS.sub(" ", text))


def join_broken_symbols(text: str) -> str:
    """Bring a symbol broken behind its hyphen or stroke back on one line: ``15/NQ-`` over ``HĐND``."""
    return _TORN_NUMBER.sub(r"\1", text)


STEPS: Final[tuple[Step, ...]] = (
    even_line_ends, find_hyphens, drop_controls, clean_letters, plain_blanks, join_broken_symbols,
)  # fmt: skip


def normalise(text: str) -> str:
    """Take a text through all steps; doing it twice changes nothing more."""
    for step in STEPS:
        text = step(text)
    return text
