"""Letters of document numbers without their marks, one for one, so that places in the text stay the same."""

from __future__ import annotations

import re
import unicodedata

CAPITALS = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
HYPHENS = "\u002d\u2010-\u2015\u2212_"

_TO_D = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "đ": "đ"})
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


def tidy(text: str) -> str:
    """NFC, the Vietnamese Đ for its look-alikes, one kind of hyphen, no blanks."""
    text = unicodedata.normalize("NFC", text).translate(_TO_D)
    return "".join(_ANY_HYPHEN.sub("-", text).split())
