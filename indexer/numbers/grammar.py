"""The grammar of Vietnamese document numbers: one pattern for finding them and the parts it yields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from indexer.kinds import CODES, SHARED_WITH_AGENCIES
from indexer.numbers.letters import CAPITALS, HYPHENS, fold, tidy

Family = Literal["assembly", "legislative", "administrative", "party", "letter", "legacy"]


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number and symbol, taken apart.

    Attributes:
        text: As printed, without blanks, any dash as a hyphen: ``009/CĐ-UBND``.
        serial: As printed: ``009``, ``66.7``, ``36a``.
        digits: The serial's integer, for equality and order.
        decimal: What follows its point (``66.7``); 0 where there is none.
        suffix: Its letter (``36a``), lower case; empty where there is none.
        year: As printed inside the number; None where it has none.
        type: Abbreviation of the kind (``NQ``) in its usual spelling; None for letters, for laws and resolutions of the
            National Assembly, and where the abbreviation may as well be an agency (``5333/CT-CS``).
        organs: The groups after the kind, as printed: issuers, or agency and unit of a letter.
    """

    text: str
    serial: str
    digits: int
    decimal: int
    suffix: str
    year: int | None
    type: str | None
    organs: tuple[str, ...]
    family: Family

    def __str__(self) -> str:
        return self.text


_BLANK = r"[^\S\n]{0,3}\n?[^\S\n]{0,3}"  # a blank or one broken line, never an empty line
_SLASH = rf"{_BLANK}/{_BLANK}"
_HYPHEN = rf"{_BLANK}[{HYPHENS}]{_BLANK}"
_JOIN = rf"(?:{_HYPHEN}|{_SLASH})"
_LINK = rf"(?:{_BLANK}[{HYPHENS}]|[{HYPHENS}/]{_BLANK})"  # between further groups " - " is a dash, not a hyphen
# Capitals and digits with a few small letters among them (TTg, TTra, SoNNMT), ending before a glued-on word.
_SMALL = rf"[a-z]{{1,2}}(?=[{CAPITALS}0-9&]|(?!\w))"
_ORGAN = (
    rf"(?:[{CAPITALS}][{CAPITALS}0-9&]{{1,30}}|[{CAPITALS}](?={_SMALL}|(?!\w)))"
    rf"(?:{_SMALL}[{CAPITALS}0-9&]{{0,20}}){{0,4}}"
)
# With a year the only digits of a body are those of a National Assembly; others are footnote marks.
_LAW_ORGAN = (
    rf"(?:(?:UBTV)?QH\d{{1,2}}"
    rf"|[{CAPITALS}][{CAPITALS}&]{{1,30}}(?:{_SMALL}[{CAPITALS}&]{{0,20}}|[gr](?=\d)){{0,4}})"
)
_UNIT = rf"(?:\([{CAPITALS}][{CAPITALS}&a-z]{{0,9}}\))?"
_PART = rf"(?:(?<=[{HYPHENS}/]V)\.[IVX]{{1,4}}(?!\w))?"  # the Government Office's departments: VPCP-V.I
_ORGANS = rf"{_ORGAN}(?:{_LINK}{_ORGAN}){{0,14}}{_PART}{_UNIT}"
_LAW_ORGANS = rf"{_LAW_ORGAN}(?:{_LINK}{_LAW_ORGAN}){{0,14}}"
_SERIAL = r"(?:\d{1,3}\.\d{3}|\d{1,6}(?:\.\d{1,2})?[a-zđA-D]?)"
_YEAR = r"(?:19|20)\d\d"
_TYPE = "|".join(sorted({*CODES, *map(fold, CODES)}, key=len, reverse=True))

PATTERN = re.compile(
    rf"(?P<serial>{_SERIAL})(?:"
    rf"{_SLASH}(?P<qh_year>{_YEAR}){_SLASH}(?P<assembly>(?:UBTVQH|QH)\d{{1,2}})"
    rf"|{_SLASH}(?P<year>{_YEAR})(?:{_SLASH}|[^\S\n])(?P<law_type>(?i:{_TYPE})){_JOIN}(?P<law_organs>{_LAW_ORGANS})"
    rf"|{_HYPHEN}(?P<party_type>(?i:{_TYPE})){_SLASH}(?P<party_organs>{_ORGANS})"
    rf"|[^\S\n]?(?P<loose_type>KL|NQ|CT|QĐ|TB|HD){_SLASH}(?P<loose_organs>TW|TƯ|TU)(?!\w)"
    rf"|{_SLASH}(?P<type>(?i:{_TYPE})){_JOIN}(?P<organs>{_ORGANS})"
    rf"|{_SLASH}(?P<glued_type>QĐ|NQ|CT|KH|TB|BC)(?P<glued_organs>UBND|UBNĐ|HĐND|TTg)(?!\w)"
    rf"|{_SLASH}(?P<letter>{_ORGAN}{_HYPHEN}{_ORGANS})"
    rf"|(?:/|[{HYPHENS}])(?P<old>CP|TTg|CT|HĐBT|HĐNN|TW|LCT|SL|UB|PL|L)(?![\w/{HYPHENS}])"
    rf")"
)
_USUAL = {fold(code): code for code in sorted(CODES)} | {"hd": "HD", "da": "DA", "qd": "QĐ"}
_KNOWN_ISSUER = re.compile(
    r"(?:UB(?:ND|NĐ|TVQH\d*|MTTQ.*)?|H[ĐD]ND|CP|TTg|CTN|HĐBT|HĐNN|TW|TƯ|TU|HU|ĐU|B[A-ZĐƯ]+|S[A-ZĐƯ]+|VP[A-ZĐƯ]+|TANDTC|VKS.*|KTNN|TTCP|NHNN)$"
)
_MISSING_SLASH = re.compile(r"(?<=/\d{4})[^\S\n](?=\w)")
_PRINTED_SERIAL = re.compile(r"(\d+)(?:\.(\d+))?([A-Za-zđ]?)$")


def usual_type(code: str) -> str | None:
    """The usual spelling of a kind's abbreviation typed or printed in any way (``QD``, ``TTR``); None for others."""
    return code if code in CODES else _USUAL.get(fold(code))


def from_match(match: re.Match[str]) -> DocumentNumber:
    """Take a match of ``PATTERN`` apart."""
    part = match.groupdict()
    family, code, year, organs = _family(part)
    groups = tuple(re.split(r"[-/]", organs))
    if family == "administrative" and code in SHARED_WITH_AGENCIES and not _KNOWN_ISSUER.match(groups[0]):
        family, code, groups = "letter", None, (tidy(part["type"] or ""), *groups)
    serial = part["serial"] or ""
    digits, decimal, suffix = split_serial(serial)
    text = tidy(_MISSING_SLASH.sub("/", match.group()) if part["law_type"] else match.group())
    return DocumentNumber(text, serial, digits, decimal, suffix, year, code, groups, family)


def _family(part: dict[str, str | None]) -> tuple[Family, str | None, int | None, str]:
    if part["assembly"]:
        return "assembly", None, int(part["qh_year"] or 0), tidy(part["assembly"])
    if part["law_type"]:
        return "legislative", usual_type(part["law_type"]), int(part["year"] or 0), tidy(part["law_organs"] or "")
    for name, family in _BY_TYPE:
        if found := part[f"{name}type"]:
            return family, usual_type(found), None, tidy(part[f"{name}organs"] or "")
    if part["letter"]:
        return "letter", None, None, tidy(part["letter"])
    return "legacy", None, None, tidy(part["old"] or "")


_BY_TYPE: tuple[tuple[str, Family], ...] = (
    ("party_", "party"),
    ("loose_", "party"),
    ("", "administrative"),
    ("glued_", "administrative"),
)


def split_serial(serial: str) -> tuple[int, int, str]:
    """Integer, decimal and letter of a printed serial; ``1.675`` is one thousand six hundred and seventy-five."""
    if re.fullmatch(r"\d{1,3}\.\d{3}", serial):
        return int(serial.replace(".", "")), 0, ""
    found = _PRINTED_SERIAL.match(serial)
    if not found:
        raise ValueError(serial)
    return int(found[1]), int(found[2] or 0), found[3].lower()
