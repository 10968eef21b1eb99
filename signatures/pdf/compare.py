"""Says in words what differs between a file as it was signed and the file as it is.

This explains; whether a change is allowed is decided by pyHanko's difference analysis, which looks at every object.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from signatures.pdf.geometry import page_objects, raw_items, resolved
from signatures.pdf.records import Change

_PARTS = {
    "/Contents": ("page-content", "nội dung trang {page} bị thay đổi"),
    "/Resources": ("page-resources", "phông chữ hoặc hình của trang {page} bị thay đổi"),
    "/MediaBox": ("page-size", "khổ trang {page} bị thay đổi"),
    "/CropBox": ("page-size", "phần được hiển thị của trang {page} bị thay đổi"),
    "/Rotate": ("page-size", "chiều trang {page} bị thay đổi"),
}
_CATALOG = {
    "/OpenAction": "lệnh chạy khi mở tệp bị thay đổi",
    "/AA": "lệnh tự chạy bị thay đổi",
    "/Names": "mã lệnh hoặc tệp đính kèm bị thay đổi",
    "/OCProperties": "lớp hiển thị bị thay đổi",
    "/AF": "tệp đính kèm bị thay đổi",
}
_COVERS = 0.4  # of the page; no signature's picture needs as much
_MAX_CHANGES = 50


def differences(reader: PdfFileReader, revision: int, max_pages: int) -> tuple[Change, ...]:
    """Compare the state at a revision with the present one; at most so many changes are named."""
    found: list[Change] = []
    for change in _all(reader.get_historical_resolver(revision), reader, max_pages):
        if len(found) == _MAX_CHANGES:
            break
        if change not in found:
            found.append(change)
    return tuple(found)


def _all(old: Any, new: Any, max_pages: int) -> Iterator[Change]:
    before, after = page_objects(old.root, max_pages), page_objects(new.root, max_pages)
    if len(before) != len(after):
        yield Change("page-count", f"số trang từ {len(before)} thành {len(after)}")
    digests = _Digests(), _Digests()
    for number, (was, now) in enumerate(zip(before, after, strict=False), start=1):
        yield from _page(number, was, now, digests)
    for key, sentence in _CATALOG.items():
        if digests[0].of(_get(old.root, key)) != digests[1].of(_get(new.root, key)):
            yield Change("catalog", sentence)
    yield from _fields(old.root, new.root, digests)
    if digests[0].of(_get(old.root, "/DSS")) != digests[1].of(_get(new.root, "/DSS")):
        yield Change("evidence", "thêm dữ liệu kiểm tra lâu dài")


def _page(number: int, was: Any, now: Any, digests: tuple[_Digests, _Digests]) -> Iterator[Change]:
    for key, (kind, sentence) in _PARTS.items():
        if digests[0].of(was.get(key)) != digests[1].of(now.get(key)):
            yield Change(kind, sentence.format(page=number), number)
    old, new = _notes(was, digests[0]), _notes(now, digests[1])
    for reference, (digest, note) in new.items():
        if _is_signature(note):
            if reference not in old or not _value(old[reference][1]):
                yield Change("signature", f"thêm chữ ký ở trang {number}", number)
                yield from _covering(number, now, note)
        elif reference not in old:
            yield Change("annotation", f"thêm chú thích hoặc ô biểu mẫu ở trang {number}", number)
        elif old[reference][0] != digest:
            yield Change("annotation", f"chú thích hoặc ô biểu mẫu ở trang {number} bị thay đổi", number)
    if old.keys() - new.keys():
        yield Change("annotation", f"chú thích hoặc ô biểu mẫu ở trang {number} bị gỡ", number)


def _covering(number: int, page: Any, note: Any) -> Iterator[Change]:
    box, media = resolved(note.get("/Rect")), resolved(page.get("/MediaBox"))
    if _area(box) > _COVERS * _area(media):
        yield Change("covered-over", f"chữ ký thêm sau che phần lớn trang {number}", number)


def _area(box: Any) -> float:
    x0, y0, x1, y1 = (float(resolved(part)) for part in box)
    return abs(x1 - x0) * abs(y1 - y0)


def _notes(page: Any, digests: _Digests) -> dict[Any, tuple[bytes, Any]]:
    found: dict[Any, tuple[bytes, Any]] = {}
    for place, note in enumerate(raw_items(resolved(page.get("/Annots")))):
        held = resolved(note)
        if isinstance(held, generic.DictionaryObject):
            key = (note.idnum, note.generation) if isinstance(note, generic.IndirectObject) else place
            found[key] = digests.of(note), held
    return found


def _is_signature(note: Any) -> bool:
    parent = resolved(note.get("/Parent")) or {}
    return bool(note.get("/FT", parent.get("/FT")) == "/Sig")


def _value(note: Any) -> Any:
    return note.get("/V") or (resolved(note.get("/Parent")) or {}).get("/V")


def _fields(old: Any, new: Any, digests: tuple[_Digests, _Digests]) -> Iterator[Change]:
    was, now = _values(old, digests[0]), _values(new, digests[1])
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            yield Change("field", f"ô “{name}” của biểu mẫu bị điền hoặc sửa")


def _values(root: Any, digests: _Digests) -> dict[str, bytes]:
    form = resolved(_get(root, "/AcroForm")) or {}
    waiting = [(field, "") for field in raw_items(resolved(_get(form, "/Fields")))[:10_000]]
    found: dict[str, bytes] = {}
    looked_at = 0
    while waiting and looked_at < 10_000:
        field, above = waiting.pop()
        held, looked_at = resolved(field), looked_at + 1
        if not isinstance(held, generic.DictionaryObject) or held.get("/FT") == "/Sig":
            continue
        name = ".".join(part for part in (above, str(held.get("/T", ""))) if part)
        if "/V" in held:
            found[name] = digests.of(held.raw_get("/V"))
        if len(name) < 500:
            waiting += [(kid, name) for kid in raw_items(resolved(held.get("/Kids")))[:10_000]]
    return found


def _get(holder: Any, key: str) -> Any:
    return holder.raw_get(key) if key in holder else None


class _Digests:
    """Digests of objects with everything below them; what leads up again is left out."""

    _UP = frozenset({"/Parent", "/P", "/Dest", "/StructParent", "/StructParents"})

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, value: Any, depth: int = 0) -> bytes:
        """Digest one object; below 60 levels everything is the same."""
        if isinstance(value, generic.IndirectObject):
            key = (value.idnum, value.generation)
            if key not in self._known:
                self._known[key] = b"again"  # a loop
                self._known[key] = self.of(resolved(value), depth)
            return self._known[key]
        return hashlib.sha256(b"|".join(self._pieces(value, depth + 1))).digest()

    def _pieces(self, value: Any, depth: int) -> Iterator[bytes]:
        if depth > 60:
            yield b"deep"
        elif isinstance(value, generic.DictionaryObject):
            if isinstance(value, generic.StreamObject):
                yield value.encoded_data
            for key in sorted(value.keys() - self._UP):
                yield key.encode("utf-8", "replace")
                yield self.of(value.raw_get(key), depth)
        elif isinstance(value, generic.ArrayObject):
            for place in range(len(value)):
                yield self.of(value.raw_get(place), depth)
        else:
            yield repr(value).encode("utf-8", "replace")
