"""A SoftHSM2 token of its own, with keys of people in it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pkcs11
from asn1crypto import keys as asn1_keys
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11.util.ec import encode_named_curve_parameters
from pkcs11.util.rsa import decode_rsa_private_key

from signatures.identities import KeyIdentity

DRIVER = next(
    (
        path
        for path in map(Path, ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so"))
        if path.is_file()
    ),
    Path("/usr/lib/softhsm/libsofthsm2.so"),
)
LABEL, PIN = "the-ky-thu", "24681357"


def make(home: Path, people: Mapping[str, KeyIdentity]) -> None:
    """Make the token of an empty folder; ``SOFTHSM2_CONF`` must name its ``softhsm2.conf`` from the start."""
    (home / "tokens").mkdir()
    (home / "softhsm2.conf").write_text(f"directories.tokendir = {home / 'tokens'}\nlog.level = ERROR\n")
    command = ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--so-pin", "12345678", "--pin", PIN]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    with pkcs11.lib(str(DRIVER)).get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session:
        for label, person in people.items():
            _put(session, label, person)


def _put(session: pkcs11.Session, label: str, person: KeyIdentity) -> None:
    names = {pkcs11.Attribute.LABEL: label, pkcs11.Attribute.ID: label.encode(), pkcs11.Attribute.TOKEN: True}
    session.create_object({**_private(person), **names, pkcs11.Attribute.SIGN: True})
    certificate = person.certificate
    session.create_object(
        {
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
            pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
            pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
            pkcs11.Attribute.VALUE: certificate.public_bytes(Encoding.DER),
            **names,
        }
    )


def _private(person: KeyIdentity) -> dict[pkcs11.Attribute, object]:
    der = person.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    if person.certificate.signature_algorithm_oid and "RSA" in type(person.key).__name__:
        return dict(decode_rsa_private_key(der))
    value = asn1_keys.ECPrivateKey.load(der)["private_key"].native
    number = value if isinstance(value, bytes) else value.to_bytes(32, "big")
    return {
        pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY,
        pkcs11.Attribute.KEY_TYPE: pkcs11.KeyType.EC,
        pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1"),
        pkcs11.Attribute.VALUE: number,
    }
