"""Takes back a file that was handed out to be signed elsewhere, and nothing but that file with a signature more."""

from __future__ import annotations

from datetime import datetime

from signatures.certificates import CertificateFacts, fingerprint
from signatures.pdf.additions import beyond_signatures
from signatures.pdf.compare import differences
from signatures.pdf.opening import Opened, UnreadableError, open_pdf
from signatures.pdf.reasons import RETURNED
from signatures.pdf.records import (
    Expected,
    Later,
    Limits,
    ReturnVerdict,
    SignatureVerdict,
)
from signatures.pdf.verifying import verify
from signatures.reasons import Reason, Weight, because
from signatures.trust import ABOVE, TrustStore

_HARMLESS = frozenset({"signature", "evidence"})


def accept(
    handed_out: bytes, returned: bytes, expected: Expected, trust: TrustStore, at: datetime, limits: Limits
) -> ReturnVerdict:
    """Judge a returned file; see ``signatures.pdf.accept_returned``."""
    if returned == handed_out:
        return _refused("not-signed")
    if not returned.startswith(handed_out):
        return _refused("not-the-file")
    try:
        before, after = open_pdf(handed_out, limits), open_pdf(returned, limits)
    except UnreadableError as unreadable:
        return ReturnVerdict(accepted=False, reasons=(unreadable.reason,))
    reasons = _added(before, after, limits)
    known = {verdict.field for verdict in verify(handed_out, trust, at, limits).signatures}
    new = tuple(one for one in verify(returned, trust, at, limits).signatures if one.field not in known)
    reasons += _signatures(new, expected)
    return ReturnVerdict(accepted=not reasons, reasons=tuple(reasons), signatures=new)


def _refused(code: str) -> ReturnVerdict:
    return ReturnVerdict(accepted=False, reasons=(because(RETURNED, code),))


def _added(before: Opened, after: Opened, limits: Limits) -> list[Reason]:
    """What was added beyond signatures; the last state of the file handed out is the one compared with."""
    base = before.reader.xrefs.total_revisions - 1
    try:
        odd = beyond_signatures(after.reader, base, limits.max_pages)
        seen = differences(after.reader, base, limits.max_pages)
    except Exception:  # whatever hostile revisions make pyHanko do ends here
        odd, seen = ["không so sánh được"], ()
    odd += [change.sentence for change in seen if change.kind not in _HARMLESS]
    what = "; ".join(list(dict.fromkeys(odd))[:5]) + "."
    return [because(RETURNED, "more-than-signatures", what=what)] if odd else []


def _signatures(new: tuple[SignatureVerdict, ...], expected: Expected) -> list[Reason]:
    made = [one for one in new if one.kind == "signature"]
    if not made:
        return [because(RETURNED, "not-signed")]
    reasons = []
    for one in made:
        if not one.integrity.intact or one.later.state is Later.CHANGED:
            reasons.append(because(RETURNED, "signature-bad", field=one.field))
        elif not _is_expected(one.signer.certificate, expected):
            name = one.signer.certificate.name if one.signer.certificate else "không rõ"
            reasons.append(because(RETURNED, "wrong-signer", name=name, expected=expected.name))
        elif expected.trusted:
            reasons += _distrusted(one, expected)
        else:
            reasons += [reason for reason in one.reasons if reason.weight >= Weight.DOUBT and reason.code not in ABOVE]
    return reasons


def _distrusted(one: SignatureVerdict, expected: Expected) -> list[Reason]:
    if not one.signer.trusted:
        return [reason for reason in one.reasons if reason.weight >= Weight.DOUBT]
    return [reason for reason in one.reasons if reason.code == "revocation-unknown" and expected.need_revocation]


def _is_expected(certificate: CertificateFacts | None, expected: Expected) -> bool:
    if expected.certificates is None:
        return certificate is not None
    return certificate is not None and certificate.fingerprint in {fingerprint(one) for one in expected.certificates}
