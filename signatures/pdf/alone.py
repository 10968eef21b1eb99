"""Judges one PDF file in a process of its own: question and file on its input, words and facts on its output.

Files from outside are judged so: comparing revisions is slow on hostile ones, and the caller limits this process.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from signatures.pdf import PdfVerdict, SignatureVerdict, verify
from signatures.trust import store_of


def question(content: bytes, at: datetime, known: Iterable[bytes]) -> bytes:
    """What the process is handed.

    Args:
        at: The moment everything is judged at; with a zone.
        known: Files of authorities, as they publish them: certificates and revocation lists, PEM or DER.
    """
    asked = {"at": at.isoformat(), "known": [base64.b64encode(each).decode() for each in known]}
    return json.dumps(asked).encode() + b"\n" + content


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
        "changes": [change.sentence for change in one.later.changes], "page": one.page,
    }  # fmt: skip


def main() -> None:
    """Answer the question on standard input."""
    asked = json.loads(sys.stdin.buffer.readline())
    known = [base64.b64decode(each) for each in asked["known"]]
    verdict = verify(sys.stdin.buffer.read(), store_of(known), datetime.fromisoformat(asked["at"]))
    json.dump(said(verdict), sys.stdout)


if __name__ == "__main__":
    main()
