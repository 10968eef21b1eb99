"""Roots, intermediates and what is known of revocation, all given as data: nothing is ever fetched here."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from cryptography import x509
from cryptography.x509 import ocsp

from signatures.errors import TrustUnusableError


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Whom a verification believes.

    Attributes:
        roots: Certificates that are believed for what they are.
        intermediates: Authorities between a root and the certificates in use; they must still lead to a root.
        crls: Revocation lists in DER.
        ocsps: OCSP answers in DER.
    """

    roots: tuple[x509.Certificate, ...] = ()
    intermediates: tuple[x509.Certificate, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    @classmethod
    def load(
        cls, roots: Iterable[bytes], intermediates: Iterable[bytes] = (), crls: Iterable[bytes] = (),
        ocsps: Iterable[bytes] = (),
    ) -> TrustStore:  # fmt: skip
        """Read files as authorities publish them: certificates and lists in PEM (also several a file) or DER.

        Raises:
            TrustUnusableError: One of them cannot be read.
        """
        return cls(
            tuple(certificate for data in roots for certificate in certificates_in(data)),
            tuple(certificate for data in intermediates for certificate in certificates_in(data)),
            tuple(_crl(data) for data in crls),
            tuple(_ocsp(data) for data in ocsps),
        )

    def with_more(
        self, intermediates: Iterable[x509.Certificate] = (), crls: Iterable[bytes] = (), ocsps: Iterable[bytes] = ()
    ) -> TrustStore:
        """Add what a signed file brings along; roots never come from there."""
        return replace(
            self,
            intermediates=(*self.intermediates, *intermediates),
            crls=(*self.crls, *crls),
            ocsps=(*self.ocsps, *ocsps),
        )


def store_of(files: Iterable[bytes]) -> TrustStore:
    """Take files apart: who signed himself is believed, others stand between, the rest are revocation lists.

    A file that is neither is left out: a revocation list that cannot be read must not end all judging.
    """
    certificates: list[x509.Certificate] = []
    lists: list[bytes] = []
    for data in files:
        with suppress(TrustUnusableError):
            certificates += certificates_in(data)
            continue
        with suppress(TrustUnusableError):
            lists += TrustStore.load((), crls=[data]).crls
    roots = tuple(one for one in certificates if one.issuer == one.subject)
    between = tuple(one for one in certificates if one.issuer != one.subject)
    return TrustStore(roots, between, tuple(lists))


def certificates_in(data: bytes) -> list[x509.Certificate]:
    """Read the certificates of a PEM or DER file.

    Raises:
        TrustUnusableError: There is none, or one is damaged.
    """
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except ValueError as problem:
        raise TrustUnusableError("Tệp chứng thư không đọc được; hãy xuất lại dạng PEM hoặc DER.") from problem


def _crl(data: bytes) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        loaded = x509.load_pem_x509_crl(data) if b"-----BEGIN" in data else x509.load_der_x509_crl(data)
    except ValueError as problem:
        raise TrustUnusableError("Danh sách thu hồi (CRL) không đọc được; hãy tải lại từ nơi cấp.") from problem
    return loaded.public_bytes(Encoding.DER)


def _ocsp(data: bytes) -> bytes:
    try:
        ocsp.load_der_ocsp_response(data)
    except ValueError as problem:
        raise TrustUnusableError("Câu trả lời OCSP không đọc được.") from problem
    return data
