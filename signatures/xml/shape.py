"""The one shape a signature may have here, checked before any cryptography.

What XML Signature allows beyond it (parts by identifier, XPath, style sheets, keys by reference, several references) is
where wrapping attacks live, and no packet needs it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from cryptography import x509

from signatures.xml.parsing import DS, Refused, name_of, namespace_of
from signatures.xml.records import Algorithms

_MORE, _ENC = "http://www.w3.org/2001/04/xmldsig-more#", "http://www.w3.org/2001/04/xmlenc#"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
EXC_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = f"{DS}enveloped-signature"
RSA_SHA1, RSA_SHA256, ECDSA_SHA256 = f"{DS}rsa-sha1", f"{_MORE}rsa-sha256", f"{_MORE}ecdsa-sha256"
SHA1, SHA256 = f"{DS}sha1", f"{_ENC}sha256"

SIGNATURES = frozenset(
    {RSA_SHA1} | {f"{_MORE}{kind}-{digest}" for kind in ("rsa", "ecdsa") for digest in ("sha256", "sha384", "sha512")}
)
DIGESTS = frozenset({SHA1, SHA256, f"{_MORE}sha384", f"{_ENC}sha512"})
_CANONICAL = frozenset({C14N, EXC_C14N})
_TRANSFORMS = ((ENVELOPED,), (ENVELOPED, EXC_C14N), (ENVELOPED, C14N))


@dataclass(frozen=True, slots=True)
class Shape:
    """A signature of the right shape.

    Attributes:
        certificates: The signer's first, then others that came along.
    """

    algorithms: Algorithms
    certificates: tuple[x509.Certificate, ...]

    @property
    def is_legacy(self) -> bool:
        """SHA-1 has a part in it."""
        return self.algorithms.signature == RSA_SHA1 or self.algorithms.digest == SHA1


def signature_in(root: Any, place: Sequence[str]) -> Any | None:
    """Find the only signature of a document.

    Raises:
        Refused: There are several, it stands elsewhere, or something else bears its name.
    """
    found = [element for element in root.iter() if name_of(element) == "Signature"]
    if not found:
        return None
    if any(namespace_of(element) != DS for element in found):
        raise Refused("foreign-signature")
    if len(found) > 1:
        raise Refused("two-signatures", count=len(found))
    above = list(found[0].iterancestors())[::-1]
    names = [name_of(element) for element in above]
    if names != list(place) or len({namespace_of(element) for element in above}) > 1:
        raise Refused("wrong-place", place="/".join(place))
    return found[0]


def read(signature: Any) -> Shape:
    """Read a signature that has the one shape allowed.

    Raises:
        Refused: It has another.
    """
    parts = _elements(signature)
    if parts and not any(name_of(part) == "KeyInfo" for part in parts):
        raise Refused("certificate-missing")
    info, _, key_info = _exactly(parts, "SignedInfo", "SignatureValue", "KeyInfo")
    references = sum(name_of(child) == "Reference" for child in info)
    if references != 1:
        raise Refused("reference-many" if references else "reference-missing")
    canonical, method, reference = _exactly(_elements(info), "CanonicalizationMethod", "SignatureMethod", "Reference")
    algorithms = Algorithms(
        signature=_known(method, SIGNATURES, "algorithm"),
        digest=_digest(reference),
        canonicalisation=_known(canonical, _CANONICAL, "canonicalisation"),
        transforms=_transforms(reference),
    )
    return Shape(algorithms, _certificates(key_info))


def _digest(reference: Any) -> str:
    if reference.get("URI") != "":
        raise Refused("reference-partial", uri=reference.get("URI", ""))
    _, method, _ = _exactly(_elements(reference), "Transforms", "DigestMethod", "DigestValue")
    return _known(method, DIGESTS, "algorithm")


def _transforms(reference: Any) -> tuple[str, ...]:
    steps = _elements(_elements(reference)[0])
    used = tuple(str(step.get("Algorithm", "")) for step in steps)
    if used not in _TRANSFORMS or any(len(step) or name_of(step) != "Transform" for step in steps):
        raise Refused("transform", name=" → ".join(used) or "không có")
    return used


def _known(element: Any, allowed: Set[str], code: str) -> str:
    name = str(element.get("Algorithm", ""))
    if name not in allowed or len(element):
        raise Refused(code, name=name)
    return name


def _elements(parent: Any) -> list[Any]:
    return [child for child in parent if isinstance(child.tag, str)]


def _exactly(elements: list[Any], *names: str) -> list[Any]:
    found = [name_of(element) if namespace_of(element) == DS else str(element.tag) for element in elements]
    if found != list(names):
        raise Refused("shape", what=", ".join(sorted(set(found) ^ set(names))) or "thứ tự")
    return elements


def _certificates(key_info: Any) -> tuple[x509.Certificate, ...]:
    odd = {name_of(child) for child in _elements(key_info)} - {"X509Data", "KeyValue"}
    if odd:
        raise Refused("shape", what=", ".join(sorted(odd)))
    texts = [element.text or "" for element in key_info.iterfind(f"{{{DS}}}X509Data/{{{DS}}}X509Certificate")]
    if not texts:
        raise Refused("certificate-missing")
    return tuple(_certificate(text) for text in texts)


def _certificate(text: str) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(base64.b64decode("".join(text.split()), validate=True))
    except (ValueError, binascii.Error) as problem:
        raise Refused("certificate-unreadable") from problem
