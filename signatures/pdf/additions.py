"""Finds whatever an update did to a file besides adding signatures and what proves them.

Every object of the earlier state must be what it was. The few that have to change when a signature is added (catalogue,
form, pages, lists of annotations) may change in the one entry that names the new signature, and nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from signatures.pdf.geometry import raw_items, resolved

Key = tuple[int, int]
_CATALOGUE = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Version", "/Metadata"})
_FORM = frozenset({"/Fields", "/SigFlags"})
_NEW_FORM = frozenset({"/DA", "/DR"})
_ACTIONS = frozenset({"/A", "/AA"})


def beyond_signatures(reader: PdfFileReader, base: int, max_pages: int) -> list[str]:
    """Name in Vietnamese what came after a revision and is no signature; empty: nothing."""
    old, new = reader.get_historical_resolver(base), reader
    before, after = list(_pages(old.root, max_pages)), list(_pages(new.root, max_pages))
    found = list(_catalogue(old.root, new.root))
    if [key for key, _ in before] != [key for key, _ in after]:
        found.append("danh sách trang bị thay đổi")
    for number, ((_, was), (_, now)) in enumerate(zip(before, after, strict=False), start=1):
        found += _page(number, was, now)
    judged = _judged_above(old, before)
    changed = {key for key in _touched(reader, base) if key not in judged}
    if any(_flat(_at(old, key)) != _flat(_at(new, key)) for key in sorted(changed)):
        found.append("nội dung có trong tệp đã giao bị thay đổi")
    return found


def _touched(reader: PdfFileReader, base: int) -> Iterator[Key]:
    """Objects of the earlier state that were written again or freed since."""
    for revision in range(base + 1, reader.xrefs.total_revisions):
        for reference in reader.xrefs.explicit_refs_in_revision(revision):
            if reader.xrefs.get_historical_ref(reference, base) is not None:
                yield reference.idnum, reference.generation


def _judged_above(old: Any, pages: list[tuple[Key, Any]]) -> set[Key]:
    """Objects that are compared entry by entry, and those that say nothing on a page."""
    form = resolved(old.root.get("/AcroForm")) or generic.DictionaryObject()
    free = [*_references(old.trailer_view, "/Root", "/Info"), *_references(old.root, "/AcroForm", "/Metadata")]
    free += _references(form, "/Fields")
    for _, page in pages:
        free += _references(page, "/Annots")
    evidence = _below(old.root.raw_get("/DSS")) if "/DSS" in old.root else set()
    keys = {(one.idnum, one.generation) for one in free} | {key for key, _ in pages}
    return keys | evidence | _open_fields(form)


def _references(holder: Any, *names: str) -> list[Any]:
    values = [holder.raw_get(name) for name in names if name in holder]
    return [value for value in values if isinstance(value, generic.IndirectObject)]


def _open_fields(form: Any) -> set[Key]:
    """Fields that were made for signatures and are empty yet."""
    fields = resolved(form.get("/Fields"))
    held = [(field, resolved(field)) for field in raw_items(fields) if isinstance(field, generic.IndirectObject)]
    return {(field.idnum, field.generation) for field, value in held if _is_signature(value) and "/V" not in value}


def _below(value: Any) -> set[Key]:
    """Every object that hangs under one, itself included."""
    waiting, found = [value], set[Key]()
    while waiting and len(found) < 10_000:
        part = waiting.pop()
        if isinstance(part, generic.IndirectObject):
            key = (part.idnum, part.generation)
            if key in found:
                continue
            found.add(key)
            part = resolved(part)
        if isinstance(part, generic.DictionaryObject):
            waiting += [part.raw_get(key) for key in part]
        waiting += raw_items(part)
    return found


def _catalogue(was: Any, now: Any) -> Iterator[str]:
    if not _same(was, now, _CATALOGUE):
        yield "mục lục của tệp bị thay đổi"
    old, new = resolved(was.get("/AcroForm")), resolved(now.get("/AcroForm"))
    if new is None:
        return
    old = old if old is not None else generic.DictionaryObject()
    if not _same(old, new, _FORM if "/Fields" in old else _FORM | _NEW_FORM):
        yield "cách hiển thị biểu mẫu bị thay đổi"
    if not _only_signatures_more(old, new, "/Fields"):
        yield "có ô biểu mẫu được thêm hoặc gỡ"


def _page(number: int, was: Any, now: Any) -> Iterator[str]:
    if not _same(was, now, frozenset({"/Annots"})):
        yield f"trang {number} bị thay đổi"
    if not _only_signatures_more(was, now, "/Annots"):
        yield f"có chú thích hoặc ô biểu mẫu được thêm hoặc gỡ ở trang {number}"


def _only_signatures_more(was: Any, now: Any, name: str) -> bool:
    old = [_flat(part) for part in raw_items(resolved(was.get(name)))]
    parts = raw_items(resolved(now.get(name)))
    new = [_flat(part) for part in parts]
    added = [part for part, flat in zip(parts, new, strict=True) if flat not in old]
    kept = [flat for flat in new if flat in old]
    return kept == old and all(_is_signature(resolved(part)) for part in added)


def _is_signature(value: Any) -> bool:
    if not isinstance(value, generic.DictionaryObject) or _ACTIONS & value.keys():
        return False
    parent = resolved(value.get("/Parent"))
    kind = value.get("/FT", parent.get("/FT") if isinstance(parent, generic.DictionaryObject) else None)
    return bool(kind == "/Sig") and value.get("/Subtype", "/Widget") == "/Widget"


def _same(was: Any, now: Any, except_for: frozenset[str]) -> bool:
    keys = (was.keys() | now.keys()) - except_for
    return all(key in was and key in now and _flat(was.raw_get(key)) == _flat(now.raw_get(key)) for key in keys)


def _pages(root: Any, max_pages: int) -> Iterator[tuple[Key, Any]]:
    waiting, seen = [root.raw_get("/Pages")], set[Key]()
    while waiting and len(seen) < 2 * max_pages:
        node = waiting.pop()
        key = (node.idnum, node.generation)
        held = resolved(node)
        if key in seen or not isinstance(held, generic.DictionaryObject):
            continue
        seen.add(key)
        if "/Kids" in held:
            waiting += reversed(raw_items(resolved(held.raw_get("/Kids"))))
        else:
            yield key, held


def _at(handler: Any, key: Key) -> Any:
    return handler.get_object(generic.Reference(*key, handler))


def _flat(value: Any) -> str:
    """Write an object down to the references in it."""
    if isinstance(value, generic.IndirectObject):
        return f"{value.idnum} {value.generation} R"
    if isinstance(value, generic.DictionaryObject):
        text = "".join(f"{key}{_flat(value.raw_get(key))}" for key in sorted(value.keys()))
        data = hashlib.sha256(value.encoded_data).hexdigest() if isinstance(value, generic.StreamObject) else ""
        return f"<{text}>{data}"
    if isinstance(value, generic.ArrayObject):
        return "[" + " ".join(_flat(part) for part in raw_items(value)) + "]"
    return repr(value)
