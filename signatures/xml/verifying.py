"""Judges a packet: shape first, then cryptography by signxml, then whose certificate it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidDigest, InvalidInput, SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from signatures.certificates import facts_of
from signatures.reasons import Weight, because, heaviest
from signatures.xml import shape
from signatures.xml.parsing import Refused, canonical, parse, parser
from signatures.xml.reasons import XML
from signatures.xml.records import Demand, Limits, Policy, Strength, XmlVerdict
from signatures.xml.signers import judge

# signxml lets some of Python's own errors through where parts are empty or of another kind.
_BROKEN = (SignXMLException, etree.LxmlError, UnsupportedAlgorithm, ValueError, TypeError, NotImplementedError)


class _Verifier(XMLVerifier):
    """The verifier of signxml, with canonical forms written by ours; comments never count, shape has seen to that."""

    def _c14n(self, nodes: Any, algorithm: Any, inclusive_ns_prefixes: Any = None) -> bytes:  # noqa: ARG002
        return canonical(nodes, exclusive=algorithm.value == shape.EXC_C14N)


def verify(data: bytes, policy: Policy, at: datetime, place: Sequence[str], limits: Limits) -> XmlVerdict:
    """Judge a packet; see ``signatures.xml.verify``."""
    try:
        root = parse(data, limits)
        if policy.demand is Demand.OFF:
            return XmlVerdict(Strength.UNSIGNED, accepted=True, reasons=(because(XML, "signature-ignored"),))
        element = shape.signature_in(root, place)
        if element is None:
            return _unsigned(policy)
        found = shape.read(element)
    except Refused as refused:
        return XmlVerdict(Strength.REFUSED, accepted=False, reasons=(refused.reason,))
    return _judged(data, found, policy, at)


def _unsigned(policy: Policy) -> XmlVerdict:
    if policy.demand is Demand.WARN:
        return XmlVerdict(Strength.UNSIGNED, accepted=True, reasons=(because(XML, "unsigned"),))
    return XmlVerdict(Strength.REFUSED, accepted=False, reasons=(because(XML, "signature-missing"),))


def _judged(data: bytes, found: shape.Shape, policy: Policy, at: datetime) -> XmlVerdict:
    signer = facts_of(found.certificates[0])
    try:
        signed, element = _signed(data, found, policy)
    except Refused as refused:
        return XmlVerdict(Strength.REFUSED, False, (refused.reason,), signer=signer, algorithms=found.algorithms)  # noqa: FBT003
    reasons, revocation = judge(found.certificates, policy, at)
    if found.is_legacy:
        reasons.append(because(XML, "sha1-legacy"))
    if heaviest(reasons) >= Weight.DOUBT:
        strength = Strength.REFUSED
    else:
        strength = Strength.LEGACY if found.is_legacy else Strength.VERIFIED
    stands = strength is not Strength.REFUSED
    return XmlVerdict(
        strength, stands, tuple(reasons), signed if stands else None, element, signer, found.algorithms, revocation
    )


def _signed(data: bytes, found: shape.Shape, policy: Policy) -> tuple[bytes, str]:
    """Check signature and digest; what is given back was rendered from the signed bytes."""
    if found.is_legacy and not policy.sha1:
        raise Refused("sha1")
    certificate = found.certificates[0]
    rules = SignatureConfiguration(
        location=".//",  # there is one, in its place: checked before
        signature_methods=frozenset(SignatureMethod(name) for name in shape.SIGNATURES),
        digest_algorithms=frozenset(DigestAlgorithm(name) for name in shape.DIGESTS),
        verification_time=certificate.not_valid_before_utc,  # dates are judged by ours, with a reason of their own
        default_reference_c14n_method=CanonicalizationMethod.CANONICAL_XML_1_0,
    )
    try:
        result: Any = _Verifier().verify(data, x509_cert=certificate, expect_config=rules, parser=parser())
    except InvalidDigest as problem:
        raise Refused("content-changed") from problem
    except InvalidInput as problem:
        raise Refused("key-differs" if "KeyValue" in str(problem) else "signature-broken") from problem
    except _BROKEN as problem:
        raise Refused("signature-broken") from problem
    return result.signed_data, str(result.signed_xml.tag)
