"""What a file brings along for checking it years later: certificates, revocation lists, status answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cryptography import x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation.dss import DocumentSecurityStore

from signatures.trust import TrustStore

_MAX_PIECES = 200


def in_file(reader: PdfFileReader) -> TrustStore:
    """Read the document security store; without roots, and empty where there is none or it makes no sense."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
        crls = _streams(store.crls, DecodePurpose.CRL)
        ocsps = _streams(store.ocsps, DecodePurpose.OCSP_RESPONSE)
        certificates = [certificate.dump() for certificate in list(store.load_certs())[:_MAX_PIECES]]
    except Exception:  # evidence that cannot be read proves nothing
        return TrustStore()
    return TrustStore((), tuple(_certificates(certificates)), crls, ocsps)


def in_signature(info: Any) -> TrustStore:
    """Read what Adobe's older form keeps inside the signature."""
    try:
        kept = find_unique_cms_attribute(info["signed_attrs"], "adobe_revocation_info_archival")
        crls = tuple(crl.dump() for crl in kept["crl"] or ())
        ocsps = tuple(answer.dump() for answer in kept["ocsp"] or ())
    except Exception:  # evidence that cannot be read proves nothing
        return TrustStore()
    return TrustStore((), (), crls[:_MAX_PIECES], ocsps[:_MAX_PIECES])


def _streams(references: Any, purpose: DecodePurpose) -> tuple[bytes, ...]:
    held = list(references.values() if isinstance(references, dict) else references)[:_MAX_PIECES]
    return tuple(reference.get_object().read_data(purpose) for reference in held)


def _certificates(ders: Iterable[bytes]) -> Iterable[x509.Certificate]:
    for der in ders:
        try:
            yield x509.load_der_x509_certificate(der)
        except ValueError:
            continue
