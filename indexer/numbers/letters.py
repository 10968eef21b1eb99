"""Letters of document numbers without their marks, one for one, so that places in the text stay the same."""

from __future__ import annotations

import re
import unicodedata

CAPITALS = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
HYPHENS = "\u002d\u2010-\u2015\u2212_"

# Eth and African D for Đ; Cyrillic letters that look like Latin capitals.
_LOOKALIKES = str.maketrans("ÐƉАВЕКМНОРСТХ", "ĐĐABEKMHOPCTX")
_ANY_HYPHEN = re.compile(f"[{HYPHENS}]")


def fold_letter(letter: str) -> str:
    """Lower case without marks; exactly one letter for one letter."""
    low = letter.lower()
    if low in "đð":
        return "d"
    base = unicodedata.normalize("NFD", low)[0]
    return base if len(base) == 1 else letter


def fold(text: str) -> str:
    """Lower case without marks, as long as the text given (which should be NFC)."""
    return "".join(map(fold_letter, text))


def in_latin(text: str) -> str:
    """Letters that only look like those of numbers replaced by them, one for one."""
    return text.translate(_LOOKALIKES)


def tidy(text: str) -> str:
    """NFC, the Vietnamese Đ for its look-alikes, one kind of hyphen, no blanks."""
    text = in_latin(unicodedata.normalize("NFC", text))
    return "".join(_ANY_HYPHEN.sub("-", text).split())
