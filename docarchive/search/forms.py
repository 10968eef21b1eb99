"""The advanced form: it writes the query language, so that people learn it and can send it on."""

from __future__ import annotations

from collections.abc import Mapping

TEXT_FIELDS: Mapping[str, str] = {
    "trich_yeu": "trichyeu",
    "so": "so",
    "loai_vb": "loai",
    "co_quan": "coquan",
    "nguoi_ky": "nguoiky",
    "noi_nhan": "noinhan",
}


def written(form: Mapping[str, str]) -> str:
    """The question a filled form stands for, in the query language.

    Args:
        form: ``tat_ca`` (all of these words), ``cum_tu`` (exactly so), ``mot_trong`` (any of these), ``tru`` (none of
            these), ``tu_ngay``, ``den_ngay`` and the text fields.
    """
    said = {name: " ".join(value.replace('"', " ").split()) for name, value in form.items()}
    parts = [said.get("tat_ca", "")]
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


def _value(words: str) -> str:
    return f'"{words}"' if " " in words else words
