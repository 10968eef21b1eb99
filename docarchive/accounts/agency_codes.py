"""Identifiers of agencies: strict for what is issued here, lenient for what comes from elsewhere.

Source:
    Decision 20/2020/QĐ-TTg, article 4 (new form); QCVN 102:2016/BTTTT (old form, read right to left).
"""

from __future__ import annotations

import re

MAX_LENGTH = 35
_NEW = re.compile(r"[A-Y][0-9]{2}(\.[0-9A-Z]+)*")
_OLD = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}")


def is_new_form(code: str) -> bool:
    """Tell whether a code may be issued: ``H57``, ``H57.01``, at most 35 characters."""
    return len(code) <= MAX_LENGTH and _NEW.fullmatch(code) is not None


def is_old_form(code: str) -> bool:
    """Tell whether a code has the 13 characters of before 2020: ``000.00.15.H51``."""
    return _OLD.fullmatch(code) is not None


def level(code: str) -> int | None:
    """Say on which level of the state an agency stands by its code, from 1; None where the code does not tell."""
    if is_new_form(code):
        return code.count(".") + 1
    if is_old_form(code):
        third, second, first, _ = code.split(".")
        filled = [int(group) > 0 for group in (first, second, third)]
        return 1 + (3 if filled[2] else 2 if filled[1] else 1 if filled[0] else 0)
    return None


def parent_code(code: str) -> str | None:
    """Give the code one level up in the new form; None at the top and for other forms."""
    return code.rpartition(".")[0] or None if is_new_form(code) else None


def tidy(code: str) -> str:
    """Bring a received code into one spelling; whatever it is, it is kept."""
    return "".join(code.split()).upper()
