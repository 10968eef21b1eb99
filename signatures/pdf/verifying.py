"""Puts the four facts of every signature together and says what they amount to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from signatures.pdf import cms, evidence, signers, timing
from signatures.pdf.examining import Examined, Unreadable, examine
from signatures.pdf.fields import find
from signatures.pdf.opening import UnreadableError, open_pdf
from signatures.pdf.reasons import PDF
from signatures.pdf.records import (
    Integrity,
    Later,
    LaterChanges,
    Limits,
    Overall,
    PdfVerdict,
    SignatureVerdict,
    Signer,
    SigningTime,
    TimeState,
)
from signatures.reasons import Reason, Weight, because, heaviest
from signatures.trust import TrustStore
from signatures.trust.records import NOTHING_KNOWN

_OVERALL = {
    Weight.NOTE: Overall.VALID,
    Weight.CAUTION: Overall.VALID_BUT,
    Weight.DOUBT: Overall.UNKNOWN,
    Weight.REFUSAL: Overall.INVALID,
}
_WORST_FIRST = (Overall.INVALID, Overall.UNKNOWN, Overall.VALID_BUT, Overall.VALID)


def verify(data: bytes, trust: TrustStore, at: datetime, limits: Limits) -> PdfVerdict:
    """Judge a file; see ``signatures.pdf.verify``."""
    try:
        opened = open_pdf(data, limits)
        found = find(opened, limits)
    except UnreadableError as unreadable:
        return PdfVerdict(Overall.INVALID, reasons=(unreadable.reason,))
    if not found:
        stray = (because(PDF, "stray-signature"),) if b"/ByteRange" in data else ()
        return PdfVerdict(Overall.UNSIGNED, reasons=(*opened.reasons, *stray))
    examined = [examine(opened, one, limits) for one in found]
    store = _with(trust, evidence.in_file(opened.reader))
    verdicts = tuple(_verdicts(examined, store, at, opened.reasons))
    overall = next(state for state in _WORST_FIRST if any(verdict.overall is state for verdict in verdicts))
    return PdfVerdict(overall, verdicts, opened.reasons)


def _with(trust: TrustStore, brought: TrustStore) -> TrustStore:
    return trust.with_more(brought.intermediates, brought.crls, brought.ocsps)


def _verdicts(
    examined: Sequence[Examined | Unreadable], store: TrustStore, at: datetime, odd: tuple[Reason, ...]
) -> list[SignatureVerdict]:
    stamped = [one.stamped for one in examined if isinstance(one, Examined) and one.stamped is not None]
    documents = timing.believed(stamped, store, at)
    return [
        _judged(one, documents, store, at, odd) if isinstance(one, Examined) else _unreadable(one) for one in examined
    ]


def _judged(
    one: Examined, documents: list[timing.Stamp], store: TrustStore, at: datetime, odd: tuple[Reason, ...]
) -> SignatureVerdict:
    store = _with(store, evidence.in_signature(one.embedded.signer_info))
    if one.found.kind == "time-stamp":
        time, signer, reasons = _time_stamp(one, documents, store, at)
    else:
        time, reasons = timing.when(one.embedded, one.judged.end, documents, store, at)
        signer, more = signers.judge(one.crypto, time, store, at)
        reasons += more
    everything = (
        *_bytes(one.crypto, time),
        *one.judged.reasons,
        *reasons,
        *(reason for reason in odd if reason.weight),
    )
    return SignatureVerdict(
        one.found.name, one.found.kind, one.found.form, _OVERALL[heaviest(everything)], everything,
        Integrity(one.crypto.intact and one.crypto.made, one.crypto.digest, one.crypto.mechanism),
        one.judged.later, signer, time, one.found.page, one.found.box,
    )  # fmt: skip


def _time_stamp(
    one: Examined, documents: list[timing.Stamp], store: TrustStore, at: datetime
) -> tuple[SigningTime, Signer, list[Reason]]:
    """The time stamp of a document is judged at the moment the next one over it proves."""
    end = one.judged.end or 0
    moment = min([at, *(stamp.at for stamp in documents if stamp.end > end)])
    verdict = timing.authority(one.crypto, store, moment, at)
    signer = Signer(verdict.trusted, verdict.chain[0], verdict.chain, verdict.revocation)
    stamp = next((stamp for stamp in documents if stamp.end == end), None)
    if stamp is not None:
        return SigningTime(TimeState.PROVEN, stamp.at, None, True, stamp.authority), signer, list(stamp.reasons)  # noqa: FBT003
    reasons = [because(PDF, "time-stamp-untrusted", name=verdict.chain[0].name), *verdict.reasons]
    return SigningTime(TimeState.UNKNOWN, has_time_stamp=True), signer, reasons


def _bytes(crypto: cms.Crypto, time: SigningTime) -> list[Reason]:
    if not crypto.intact:
        return [because(PDF, "not-intact")]
    if not crypto.made:
        return [because(PDF, "signature-broken")]
    if crypto.digest in ("md2", "md5"):
        return [because(PDF, "digest-broken", name=crypto.digest)]
    if crypto.digest == "sha1":
        return [because(PDF, "sha1-proven" if time.state is TimeState.PROVEN else "sha1-unproven")]
    return []


def _unreadable(one: Unreadable) -> SignatureVerdict:
    return SignatureVerdict(
        one.found.name, one.found.kind, one.found.form, _OVERALL[one.reason.weight], (one.reason,),
        Integrity(intact=False), LaterChanges(Later.CHANGED, covers_whole_file=False),
        Signer(trusted=False, certificate=None, chain=(), revocation=NOTHING_KNOWN), SigningTime(TimeState.UNKNOWN),
        one.found.page, one.found.box,
    )  # fmt: skip
