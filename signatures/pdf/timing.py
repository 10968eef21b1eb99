"""Finds out when a signature existed: by its own time stamp, or by one over the whole document later."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from signatures.certificates import CertificateFacts, facts_of
from signatures.pdf.cms import Crypto, time_stamp
from signatures.pdf.reasons import PDF
from signatures.pdf.records import SigningTime, TimeState
from signatures.reasons import Reason, because
from signatures.trust import ChainVerdict, Purpose, RevocationState, TrustStore, check

_WEAK = ("md2", "md5")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp that holds: everything up to ``end`` existed at ``at``."""

    at: datetime
    authority: CertificateFacts
    end: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamped:
    """The time stamp of a document, before anybody asked whether to believe it."""

    crypto: Crypto
    at: datetime
    end: int


def believed(stamps: Sequence[Stamped], store: TrustStore, at: datetime) -> list[Stamp]:
    """Go back from the newest time stamp of a document to the oldest, each judged at the moment the next one proves."""
    moment, found = at, []
    for stamped in sorted(stamps, key=lambda one: one.end, reverse=True):
        stamp, _ = _trusted(stamped.crypto, stamped.at, stamped.end, store, moment, at)
        if stamp is not None:
            found.append(stamp)
            moment = min(moment, stamp.at)
    return found


def when(
    embedded: EmbeddedPdfSignature, end: int | None, documents: Sequence[Stamp], store: TrustStore, at: datetime
) -> tuple[SigningTime, list[Reason]]:
    """Tell when a signature was made, as far as that is known.

    Args:
        end: Offset behind the last byte the signature covers.
        documents: Time stamps over the document that hold.
        at: The moment everything is judged at.
    """
    claimed = _claimed(embedded)
    later = [stamp for stamp in documents if end is not None and stamp.end > end]
    moment = min([at, *(stamp.at for stamp in later)])
    own, reasons = _own(embedded, store, moment, at)
    proof = own or min(later, key=lambda stamp: stamp.at, default=None)
    has_stamp = proof is not None or bool(reasons)
    if proof is not None:
        reasons = list(proof.reasons)
        return SigningTime(TimeState.PROVEN, proof.at, claimed, has_stamp, proof.authority), reasons
    state = TimeState.CLAIMED if claimed else TimeState.UNKNOWN
    reasons.append(because(PDF, "time-claimed" if claimed else "time-unknown"))
    return SigningTime(state, None, claimed, has_stamp), reasons


def authority(crypto: Crypto, store: TrustStore, moment: datetime, at: datetime) -> ChainVerdict:
    """Judge who made a time stamp, as things stood at a moment that lies at or before the present one."""
    return check(crypto.certificate, store, moment, crypto.others, Purpose.TIME_STAMPING, known_later=moment < at)


def stamped_at(signed: Any) -> datetime:
    """Read the moment a time stamp token states."""
    moment: datetime = signed["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def _own(
    embedded: EmbeddedPdfSignature, store: TrustStore, moment: datetime, at: datetime
) -> tuple[Stamp | None, list[Reason]]:
    reasons: list[Reason] = []
    for signed in _tokens(embedded):
        try:
            crypto, stated = time_stamp(signed, _imprint(embedded)), stamped_at(signed)
        except Exception:  # a token that cannot be read proves nothing
            reasons.append(because(PDF, "time-stamp-broken"))
            continue
        stamp, problem = _trusted(crypto, stated, 0, store, moment, at)
        if stamp is not None:
            return stamp, reasons
        reasons += [problem] if problem else []
    return None, reasons


def _tokens(embedded: EmbeddedPdfSignature) -> list[Any]:
    try:
        found = find_cms_attribute_iter(embedded.signer_info["unsigned_attrs"], "signature_time_stamp_token")
        return [token["content"] for token in found][:5]
    except Exception:  # none there
        return []


def _imprint(embedded: EmbeddedPdfSignature) -> Callable[[str], bytes]:
    signature = embedded.signer_info["signature"].native
    return lambda name: hashlib.new(name, signature).digest()


def _trusted(
    crypto: Crypto, stated: datetime, end: int, store: TrustStore, moment: datetime, at: datetime
) -> tuple[Stamp | None, Reason | None]:
    whose = facts_of(crypto.certificate)
    if not (crypto.intact and crypto.made) or crypto.digest in _WEAK or stated > at:
        return None, because(PDF, "time-stamp-broken")
    verdict = authority(crypto, store, moment, at)
    if not verdict.trusted or stated > moment:
        return None, because(PDF, "time-stamp-untrusted", name=whose.name)
    unknown = verdict.revocation.state is RevocationState.UNKNOWN
    return Stamp(stated, whose, end, (because(PDF, "time-stamp-unchecked"),) if unknown else ()), None


def _claimed(embedded: EmbeddedPdfSignature) -> datetime | None:
    try:
        claimed = embedded.self_reported_timestamp
    except Exception:  # a date nobody can read is no date
        return None
    return claimed.replace(tzinfo=UTC) if claimed is not None and claimed.tzinfo is None else claimed
