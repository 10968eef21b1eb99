"""How number and symbol are composed: a pattern with names in braces, filled in when the number is given.

Source:
    Decree 30/2020/NĐ-CP, Annex I part II: ``<number>/<kind>-<agency>`` for documents of a named kind,
    ``<number>/<agency>-<unit or field>`` for letters; legislative documents carry the year in between.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from docarchive.kernel.errors import InvalidInputError
from indexer.kinds import KINDS

NAMED: Final = "{số}/{loại}-{cơ quan}"
LETTER: Final = "{số}/{cơ quan}-{đơn vị}"
LEGISLATIVE: Final = "{số}/{năm}/{loại}-{cơ quan}"
PARTY: Final = "{số}-{loại}/{cơ quan}"
NAMES: Final = ("số", "năm", "loại", "cơ quan", "đơn vị")

_NAME = re.compile(r"\{([^{}]*)\}")
_CODES: Mapping[str, str] = {kind.name: kind.code for kind in reversed(KINDS) if kind.group != "party"}


def checked(pattern: str) -> str:
    """Give a pattern back if it can be filled in.

    Raises:
        InvalidInputError: It has no place for the number, or names what is unknown.
    """
    names = _NAME.findall(pattern)
    unknown = [name for name in names if name not in NAMES]
    if unknown or names.count("số") != 1 or "{" in _NAME.sub("", pattern):
        allowed = ", ".join(f"{{{name}}}" for name in NAMES)
        message = f"Mẫu số ký hiệu cần đúng một {{số}} và chỉ dùng {allowed}; ví dụ {NAMED}."
        raise InvalidInputError(message, fields={"symbol": message})
    return pattern


def code_of(kind: str) -> str:
    """The abbreviation of a kind in numbers: ``NQ``; empty for letters, which have none."""
    return _CODES.get(kind, "")


def compose(pattern: str, number: str, *, year: int, kind: str, agency: str, unit: str) -> str:
    """Fill a pattern in.

    A letter has no kind in its symbol, whatever the pattern says; a part that is empty takes its hyphen or slash along.

    Args:
        number: As printed: ``05``, ``36a``.
        agency: Abbreviation of the issuer: ``UBND``.
        unit: Abbreviation of the drafting unit or field: ``VX``; may be empty.
    """
    values = {"số": number, "năm": str(year), "loại": code_of(kind), "cơ quan": agency, "đơn vị": unit}
    if not values["loại"] and "{loại}" in pattern:
        pattern = LETTER
    filled = _NAME.sub(lambda name: values[name[1]] or "\0", pattern)
    return re.sub(r"[-/]\0|\0[-/]?", "", filled)
