"""Judges one PDF file, or takes one back, in a process of its own: question and file in, words and facts out.

Files from outside are judged so: comparing revisions is slow on hostile ones, and the caller limits this process.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from signatures.certificates import CertificateFacts
from signatures.pdf import Expected, PdfVerdict, ReturnVerdict, SignatureVerdict, accept_returned, verify
from signatures.trust import store_of


def question(content: bytes, at: datetime, known: Iterable[bytes], handed_out: int | None = None) -> bytes:
    """What the process is handed.

    Args:
        at: The moment everything is judged at; with a zone.
        known: Files of authorities, as they publish them: certificates and revocation lists, PEM or DER.
        handed_out: The file comes back signed by anybody; so many of its first bytes are what was handed out. None:
            it is only judged.
    """
    encoded = [base64.b64encode(each).decode() for each in known]
    asked = {"at": at.isoformat(), "known": encoded, "handed_out": handed_out}
    return json.dumps(asked).encode() + b"\n" + content


def taken_back(verdict: ReturnVerdict) -> dict[str, Any]:
    """Whether a returned file is taken, and by whom it was signed: the certificates of its new signatures."""
    made = [one for one in verdict.signatures if one.kind == "signature" and one.signer.certificate]
    return {
        "accepted": verdict.accepted,
        "reasons": [reason.sentence for reason in verdict.reasons],
        "signatures": [{**_holder(one.signer.certificate), "page": one.page, "box": one.box} for one in made],
    }


def _holder(certificate: CertificateFacts | None) -> dict[str, str]:
    names = ("name", "organisation", "subject", "issuer", "serial", "fingerprint")
    return {name: getattr(certificate, name) for name in names}


def said(verdict: PdfVerdict) -> dict[str, Any]:
    """A verdict as plain values: words for pages, moments in ISO form."""
    return {
        "overall": verdict.overall.value,
        "reasons": [reason.sentence for reason in verdict.reasons],
        "signatures": [_signature(one) for one in verdict.signatures],
    }


def _signature(one: SignatureVerdict) -> dict[str, Any]:
    certificate, at = one.signer.certificate, one.time.proven_at or one.time.claimed_at
    return {
        "overall": one.overall.value, "kind": one.kind, "signer": certificate.name if certificate else "",
        "issuer": certificate.issuer if certificate else "", "serial": certificate.serial if certificate else "",
        "at": at.isoformat() if at else "", "is_time_proven": one.time.proven_at is not None,
        "is_whole": one.later.covers_whole_file, "reasons": [reason.sentence for reason in one.reasons],
        "revocation": one.signer.revocation.describe() if certificate else "",
        "changes": [change.sentence for change in one.later.changes], "page": one.page,
    }  # fmt: skip


def answer(asked: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    """What is to be said to a question, the first line of ``question`` read."""
    store, at = store_of(base64.b64decode(each) for each in asked["known"]), datetime.fromisoformat(asked["at"])
    length = asked["handed_out"]
    if length is None:
        return said(verify(content, store, at))
    anybody = Expected("", None, trusted=False)
    return taken_back(accept_returned(content[:length], content, anybody, store, at))


def main() -> None:
    """Answer the question on standard input."""
    asked = json.loads(sys.stdin.buffer.readline())
    json.dump(answer(asked, sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
