"""Judges what was done to a file after a signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.status import SignatureCoverageLevel

from signatures.pdf.byteranges import end_of
from signatures.pdf.compare import differences
from signatures.pdf.opening import Opened
from signatures.pdf.reasons import PDF
from signatures.pdf.records import Change, Later, LaterChanges, Limits
from signatures.reasons import Reason, because

_WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
_CERTIFIED = {MDPPerm.NO_CHANGES: "no-changes", MDPPerm.FILL_FORMS: "forms", MDPPerm.ANNOTATE: "annotations"}
_SEEN = ("page-", "annotation", "catalog", "field")


@dataclass(frozen=True, slots=True)
class Judged:
    """What came after a signature.

    Attributes:
        end: Offset behind the last byte the signature covers; None when its ranges are not honest.
    """

    later: LaterChanges
    reasons: tuple[Reason, ...]
    end: int | None


def judge(opened: Opened, embedded: Any, limits: Limits) -> Judged:
    """Tell what was done to the file after the signature.

    Args:
        embedded: pyHanko's ``EmbeddedPdfSignature``.

    Raises:
        Exception: pyHanko raises what it likes on hostile files; the caller calls them not comparable.
    """
    end = end_of(opened.data, list(embedded.byte_range), embedded.pkcs7_content)
    embedded.compute_integrity_info(diff_policy=DEFAULT_DIFF_POLICY)
    certified = _CERTIFIED.get(embedded.docmdp_level, "") if embedded.docmdp_level else ""
    if end is None or embedded.coverage not in _WHOLE:
        later = LaterChanges(Later.CHANGED, covers_whole_file=False, certified=certified)
        return Judged(later, (because(PDF, "byte-range"),), None)
    if end == len(opened.data):
        return Judged(LaterChanges(Later.NONE, covers_whole_file=True, certified=certified), (), end)
    state, reasons, changes = _compared(opened, embedded, end, limits)
    return Judged(LaterChanges(state, covers_whole_file=False, changes=changes, certified=certified), reasons, end)


def _compared(
    opened: Opened, embedded: Any, end: int, limits: Limits
) -> tuple[Later, tuple[Reason, ...], tuple[Change, ...]]:
    level = _level(embedded.diff_result)
    if level is ModificationLevel.NONE:
        behind = opened.data[end:].strip()
        return Later.NONE, (because(PDF, "bytes-behind"),) if behind else (), ()
    changes = differences(opened.reader, embedded.signed_revision, limits.max_pages)
    if _signed_on(opened, embedded, level, changes):
        return Later.ALLOWED, tuple(_allowed(ModificationLevel.FORM_FILLING, changes)), changes
    if level is ModificationLevel.OTHER:
        return Later.CHANGED, tuple(_forbidden(embedded, changes)), changes
    if not embedded.summarise_integrity_info()["docmdp_ok"]:
        return Later.CHANGED, (because(PDF, "certified-changed"),), changes
    return Later.ALLOWED, tuple(_allowed(level, changes)), changes


def _signed_on(opened: Opened, embedded: Any, level: ModificationLevel, changes: tuple[Change, ...]) -> bool:
    """Whether a certified file was signed on, and nothing else.

    A certification that lets forms be filled lets others sign (ISO 32000-2, 12.8.2.2). pyHanko wants their fields to be
    there before; agencies put their marks on with fields of their own, and readers show no fault.
    """
    if level is not ModificationLevel.OTHER or embedded.docmdp_level not in (MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE):
        return False
    if not {change.kind for change in changes} <= {"signature", "evidence"}:
        return False
    free = DEFAULT_DIFF_POLICY.review_file(opened.reader, embedded.signed_revision, field_mdp_spec=embedded.fieldmdp)
    return _level(free) in (ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def _level(result: object) -> ModificationLevel:
    return result.modification_level if isinstance(result, DiffResult) else ModificationLevel.OTHER


def _forbidden(embedded: Any, changes: tuple[Change, ...]) -> list[Reason]:
    seen = [change.sentence for change in changes if change.kind.startswith(_SEEN)]
    if seen:
        return [because(PDF, "changed", what="; ".join(seen[:5]) + ".")]
    reasons = [because(PDF, "changed-structure")]
    return [*reasons, because(PDF, "certified-changed")] if embedded.docmdp_level is MDPPerm.NO_CHANGES else reasons


def _allowed(level: ModificationLevel, changes: tuple[Change, ...]) -> list[Reason]:
    kinds = {change.kind for change in changes}
    reasons = [because(PDF, "covered-over", page=change.page) for change in changes if change.kind == "covered-over"]
    if kinds & {"field", "annotation"} or level is ModificationLevel.ANNOTATIONS:
        reasons.append(because(PDF, "form-filled"))
    elif any(kind.startswith(("page-", "catalog")) for kind in kinds):
        # Nothing of this kind is ever allowed; where two views of a file disagree, the stricter one counts.
        reasons.append(because(PDF, "changed-structure"))
    elif "signature" in kinds:
        reasons.append(because(PDF, "signatures-added"))
    elif kinds or level is ModificationLevel.LTA_UPDATES:
        reasons.append(because(PDF, "evidence-added"))
    return reasons
