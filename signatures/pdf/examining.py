"""Looks at what the bytes of a signature say, before time and trust are asked about."""

from __future__ import annotations

from dataclasses import dataclass

from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from signatures.pdf import changes, cms, timing
from signatures.pdf.fields import Found
from signatures.pdf.opening import Opened
from signatures.pdf.reasons import PDF
from signatures.pdf.records import Later, LaterChanges, Limits
from signatures.reasons import Reason, because


@dataclass(frozen=True, slots=True)
class Examined:
    """A signature whose bytes could be looked at.

    Attributes:
        stamped: For the time stamp of a document that covers what it should.
    """

    found: Found
    embedded: EmbeddedPdfSignature
    crypto: cms.Crypto
    judged: changes.Judged
    stamped: timing.Stamped | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A signature that cannot be looked at, and why."""

    found: Found
    reason: Reason


def examine(opened: Opened, found: Found, limits: Limits) -> Examined | Unreadable:
    """Look at the bytes of one signature."""
    if found.form not in cms.FORMS:
        return Unreadable(found, because(PDF, "form-unknown", name=found.form or "không ghi"))
    if found.embedded is None:
        return Unreadable(found, because(PDF, "signature-unreadable"))
    try:
        crypto = cms.look(found.embedded, found.form)
        stated = timing.stamped_at(found.embedded.signed_data) if found.kind == "time-stamp" else None
    except Exception:  # whatever a damaged signature makes the libraries do ends here
        return Unreadable(found, because(PDF, "signature-unreadable"))
    judged = _later(opened, found.embedded, limits)
    stands = stated is not None and judged.end is not None and judged.later.state is not Later.CHANGED
    stamped = timing.Stamped(crypto, stated, judged.end) if stands and stated and judged.end else None
    return Examined(found, found.embedded, crypto, judged, stamped)


def _later(opened: Opened, embedded: EmbeddedPdfSignature, limits: Limits) -> changes.Judged:
    try:
        return changes.judge(opened, embedded, limits)
    except Exception:  # whatever hostile revisions make pyHanko do ends here
        later = LaterChanges(Later.CHANGED, covers_whole_file=False)
        return changes.Judged(later, (because(PDF, "not-compared"),), None)
