"""The advanced form: it writes the query language, so that people learn it and can send it on."""

from __future__ import annotations

import re
from collections.abc import Mapping

TEXT_FIELDS: Mapping[str, str] = {
    "trich_yeu": "trichyeu",
    "so": "so",
    "loai_vb": "loai",
    "co_quan": "coquan",
    "nguoi_ky": "nguoiky",
    "noi_nhan": "noinhan",
}

FORM_FIELDS: Mapping[str, str] = {field: name for name, field in TEXT_FIELDS.items()}
DAYS = "ngay"
# A group of alternatives, a phrase or a word, each perhaps behind a minus or a field's name.
_PART = re.compile(
    r"(?P<minus>-)?(?:(?P<field>[^\W\d_]+):)?"
    r"(?:\((?P<any>[^\s()\":]+(?: (?:OR|HOẶC) [^\s()\":]+)+)\)|\"(?P<phrase>[^\"]*)\"|(?P<word>[^\s\"]+))"
)


def written(form: Mapping[str, str]) -> str:
    """The question a filled form stands for, in the query language.

    Args:
        form: ``tat_ca`` (all of these words), ``cum_tu`` (exactly so), ``mot_trong`` (any of these), ``tru`` (none of
            these), ``tu_ngay``, ``den_ngay`` and the text fields.
    """
    said = {name: " ".join(value.replace('"', " ").split()) for name, value in form.items()}
    parts = [" ".join(form.get("tat_ca", "").split())]
    if said.get("cum_tu"):
        parts.append(f'"{said["cum_tu"]}"')
    any_of = said.get("mot_trong", "").split()
    if any_of:
        parts.append(any_of[0] if len(any_of) == 1 else f"({' OR '.join(any_of)})")
    parts += [f"-{word}" for word in said.get("tru", "").split()]
    parts += [f"{field}:{_value(said[name])}" for name, field in TEXT_FIELDS.items() if said.get(name)]
    if said.get("tu_ngay") or said.get("den_ngay"):
        parts.append(f"ngay:{said.get('tu_ngay', '')}..{said.get('den_ngay', '')}")
    return " ".join(part for part in parts if part)


def filled(question: str) -> dict[str, str]:
    """The form a question would fill; what the form has no place for stays among "all of these words"."""
    found: dict[str, list[str]] = {}
    for part in _PART.finditer(question):
        name, value = _place(part)
        found.setdefault(name, []).append(value)
    values = {name: " ".join(parts) for name, parts in found.items() if name != DAYS}
    first, _, last = found.get(DAYS, [""])[0].partition("..")
    return values | {name: day for name, day in (("tu_ngay", first), ("den_ngay", last)) if day}


def _place(part: re.Match[str]) -> tuple[str, str]:
    field, value = (part["field"] or "").lower(), part["phrase"] or part["word"] or ""
    if field == DAYS and ".." in value:
        return DAYS, value
    if field in FORM_FIELDS:
        return FORM_FIELDS[field], value
    if part["any"] and not field:
        return "mot_trong", " ".join(word for word in part["any"].split() if word.upper() not in {"OR", "HOẶC"})
    if part["minus"] and part["word"]:
        return "tru", value
    if part["phrase"] and not field and not part["minus"]:
        return "cum_tu", value
    return "tat_ca", part[0]


def _value(words: str) -> str:
    return f'"{words}"' if " " in words else words
