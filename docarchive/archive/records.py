"""Rows of an older system's register, read and brought into our form; knows no database."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import lzma
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

from docarchive.archive.errors import RecordsUnreadableError
from indexer import kinds, numbers

FIELDS = (
    "number", "kind", "issued_on", "issuer", "subject", "signer", "signer_title", "place", "urgency", "recipients",
    "status", "text", "file",
)  # fmt: skip
EARLIEST_YEAR = 1945
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_OURS = re.compile(
    r"(?:ngày\s*)?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{2,4})(?:\s.*)?", re.IGNORECASE
)
csv.field_size_limit(1 << 27)


class RowError(Exception):
    """A row cannot be taken; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a register.

    Attributes:
        line: From 1, as an editor counts; the header counts.
        digest: The same raw row always has the same; tells on a second run what was taken before.
        values: Our field → text; days in ISO form.
        fault: Why it cannot be taken, or None.
    """

    line: int
    digest: str
    values: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None


def rows(path: Path, columns: Mapping[str, str]) -> Iterator[Row]:
    """Read a register: ``.jsonl`` or ``.csv``, either also packed as ``.xz``.

    Args:
        columns: Column of the register → our field; columns that bear a field's name need no entry.

    Raises:
        RecordsUnreadableError: The file as a whole cannot be read, or a mapped column is not in it.
    """
    unknown = sorted(set(columns.values()) - set(FIELDS))
    if unknown:
        raise RecordsUnreadableError(f"Không có trường “{unknown[0]}”. Các trường: {', '.join(FIELDS)}.")
    for line, raw in _raw_rows(path):
        if isinstance(raw, str):
            yield Row(line, _digest({"line": raw}), fault=raw)
        else:
            yield _row(line, raw, columns)


def _row(line: int, raw: Mapping[str, Any], columns: Mapping[str, str]) -> Row:
    digest = _digest(raw)
    try:
        return Row(line, digest, _values(raw, columns))
    except RowError as fault:
        return Row(line, digest, fault=str(fault))


def _values(raw: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, str]:
    mapped = set(columns.values())
    named = {name: name for name in FIELDS if name not in mapped} | {v: k for k, v in columns.items()}
    values = {ours: _text(raw.get(theirs)) for ours, theirs in named.items()}
    found = {name: value for name, value in values.items() if value}
    if not found:
        raise RowError("Dòng trống.")
    if not (found.get("number") or found.get("subject")):
        raise RowError("Thiếu cả số ký hiệu và trích yếu.")
    if "issued_on" in found:
        found["issued_on"] = _day(found["issued_on"]).isoformat()
    if "number" in found:
        found["number"] = _number(found["number"])
    kind = found.get("kind") or _kind_of(found.get("number"))
    if kind:
        known = kinds.kind_named(kind)
        found["kind"] = known.name if known else kind[:80]
    return found


def _number(text: str) -> str:
    return re.sub(r"\s*([/-])\s*", r"\1", text)[:200]


def _kind_of(number: str | None) -> str | None:
    parsed = numbers.parse(number) if number else None
    if parsed is None:
        return None
    if parsed.family == "letter":
        return "công văn"
    known = kinds.kind_of_code(parsed.type) if parsed.type else None
    return known.name if known else None


def _day(text: str) -> date:
    iso, ours = _ISO.fullmatch(text), _OURS.fullmatch(text)
    try:
        if iso:
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        else:
            year = int(ours[3]) if ours else 0
            day = date(year if year > 99 else 2000 + year, int(ours[2]), int(ours[1])) if ours else date.min
    except ValueError:
        day = date.min
    if day == date.min:
        raise RowError(f"Ngày ban hành không đọc được: “{text[:40]}”.")
    if day.year < EARLIEST_YEAR:
        raise RowError(f"Ngày ban hành không hợp lý: {day:%d/%m/%Y}.")
    return day


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(filter(None, (_text(each) for each in value)))
    return unicodedata.normalize("NFC", str(value)).strip()


def _digest(raw: Mapping[str, Any]) -> str:
    body = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(body.encode()).hexdigest()


def _raw_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Line number and raw row; a string instead of a row says why the line cannot be read."""
    name = path.name.lower().removesuffix(".xz")
    try:
        with _opened(path) as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            if name.endswith((".jsonl", ".ndjson")):
                yield from _json_rows(text)
            elif name.endswith((".csv", ".tsv", ".txt")):
                yield from _csv_rows(text)
            else:
                raise RecordsUnreadableError("Sổ phải là tệp .jsonl hoặc .csv (nén .xz cũng được).")
    except OSError as problem:
        raise RecordsUnreadableError(f"Không mở được tệp {path.name}: {problem.strerror}.") from problem
    except (UnicodeDecodeError, lzma.LZMAError, csv.Error) as problem:
        raise RecordsUnreadableError(
            f"Tệp {path.name} không phải UTF-8 hoặc bị hỏng. Lưu lại ở dạng CSV UTF-8."
        ) from problem


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, lzma.open(path, "rb") if path.name.lower().endswith(".xz") else path.open("rb"))


def _json_rows(text: io.TextIOWrapper) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    for line, written in enumerate(text, start=1):
        if not written.strip():
            continue
        try:
            row = json.loads(written)
        except ValueError:
            yield line, "Dòng không phải JSON."
            continue
        yield line, row if isinstance(row, dict) else "Dòng không phải một đối tượng JSON."


def _csv_rows(text: io.TextIOWrapper) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    first = text.readline()
    delimiter = max(",;\t", key=first.count)
    names = next(csv.reader([first], delimiter=delimiter))
    reader = csv.reader(text, delimiter=delimiter)
    line = 2
    for cells in reader:
        if len(cells) > len(names):
            yield line, f"Dòng có {len(cells)} cột, tiêu đề có {len(names)}."
        elif any(cell.strip() for cell in cells):
            yield line, dict(zip(names, cells, strict=False))
        line = reader.line_num + 2
