"""Finds the signatures of a file, in the order they were made, and where they are seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from signatures.pdf.cms import STAMP_FORM
from signatures.pdf.geometry import Page, pages_of, seen_box
from signatures.pdf.opening import Opened, UnreadableError
from signatures.pdf.records import Box, Limits


@dataclass(frozen=True, slots=True)
class Found:
    """A signature as it lies in the file.

    Attributes:
        embedded: None where it cannot be read.
    """

    name: str
    form: str
    kind: str
    embedded: EmbeddedPdfSignature | None
    page: int | None
    box: Box | None


def find(opened: Opened, limits: Limits) -> list[Found]:
    """Find every signature that form fields hold.

    Raises:
        UnreadableError: There are more than the limits allow, or the fields make no sense.
    """
    found: list[Found] = []
    try:
        pages = pages_of(opened.reader, limits.max_pages)
        for name, value, field in enumerate_sig_fields(opened.reader, filled_status=True):
            if len(found) > limits.max_signatures:
                break
            found.append(_found(opened, str(name), value.get_object(), field.get_object(), pages))
    except Exception as problem:  # whatever hostile bytes make pyHanko do ends here
        raise UnreadableError("damaged") from problem
    if len(found) > limits.max_signatures:
        raise UnreadableError("too-large", what=f"hơn {limits.max_signatures} chữ ký")
    return sorted(found, key=lambda one: one.embedded.signed_revision if one.embedded else -1)


def _found(opened: Opened, name: str, value: Any, field: Any, pages: list[Page]) -> Found:
    is_dictionary = isinstance(value, generic.DictionaryObject)
    form = str(value.get("/SubFilter", "")).lstrip("/") if is_dictionary else ""
    kind = "time-stamp" if form == STAMP_FORM else "signature"
    if is_dictionary and (value.get("/Type") == "/DocTimeStamp") is not (form == STAMP_FORM):
        form = f"{form} ({value.get('/Type', '')})"  # neither the one nor the other
    try:
        embedded = EmbeddedPdfSignature(opened.reader, field, name)
    except Exception:  # a signature that cannot be read is a finding
        embedded = None
    page, box = _seen(field, pages)
    return Found(name, form, kind, embedded, page, box)


def _seen(field: Any, pages: list[Page]) -> tuple[int | None, Box | None]:
    """Where the signature's picture stands; a field of its own and its widget may be one object or two."""
    try:
        widget = field if "/Rect" in field else field["/Kids"][0].get_object()
        for page in pages:
            if widget.container_ref in page.widgets:
                box = seen_box(tuple(float(part) for part in widget["/Rect"]), page)
                return (page.number, box) if box[2] - box[0] > 1 and box[3] - box[1] > 1 else (None, None)
    except Exception:  # where it is seen is shown, never relied upon
        return None, None
    return None, None
