"""A signature beside exact bytes fits those bytes, that purpose and that partner, and nothing else."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from signatures.certificates import facts_of
from signatures.detached import call_sign, jws, make_exchange_identity, sign, verify
from signatures.identities import KeyIdentity, from_pem
from signatures.tokens import open_token
from tests.conftest import NOON
from tests.signatures.authority import DAY, YEAR
from tests.signatures.softtoken import LABEL, PIN
from tests.signatures.world import World, revoked

LETTER = "Phiếu xác nhận đã nhận văn bản 01/QĐ-UBND".encode()
RECEIPT = "docarchive-receipt"


@pytest.mark.parametrize("who", ["leader", "agency"])
def test_bytes_are_signed_and_verified_by_the_agreed_certificate(world: World, who: str) -> None:
    identity: KeyIdentity = getattr(world, who)

    verdict = verify(LETTER, sign(LETTER, identity, RECEIPT, NOON), identity.certificate, RECEIPT, NOON)

    assert verdict.verified
    assert verdict.algorithm == ("RS256" if who == "agency" else "ES256")
    assert verdict.claimed_at == NOON
    assert verdict.signer == facts_of(identity.certificate)


def test_authorities_stand_for_an_agreed_certificate(world: World) -> None:
    signature = sign(LETTER, world.leader, RECEIPT, NOON)

    assert verify(LETTER, signature, world.trust(), RECEIPT, NOON).verified
    assert verify(LETTER, signature, world.trust_without_lists(), RECEIPT, NOON).codes == {"revocation-unknown"}


@pytest.mark.needs("softhsm")
def test_a_token_signs_receipts(world: World, token: Path) -> None:
    with open_token(token, PIN, token=LABEL, key="lanh-dao") as identity:
        signature = sign(LETTER, identity, RECEIPT, NOON)

    assert verify(LETTER, signature, world.leader.certificate, RECEIPT, NOON).verified


def header_with(**changes: Any) -> Callable[[bytes], bytes]:
    def change(signature: bytes) -> bytes:
        head, _, value = signature.partition(b"..")
        header = json.loads(base64.urlsafe_b64decode(head + b"=" * (-len(head) % 4))) | changes
        written = json.dumps({key: value for key, value in header.items() if value is not None}, separators=(",", ":"))
        return jws.encode(written.encode()).encode() + b".." + value

    return change


MALFORMED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "malformed"),
    "with its payload": (lambda s: s.replace(b"..", b".YQ."), "malformed"),
    "three parts more": (lambda s: s + b".x", "malformed"),
    "padded": (lambda s: s + b"=", "malformed"),
    "a line end": (lambda s: s + b"\n", "malformed"),
    "other letters": (lambda s: s.replace(b"..", "..ế".encode()), "malformed"),
    "far too long": (lambda s: s + b"A" * jws.MAX_CHARACTERS, "malformed"),
    "spare bits": (lambda s: s[:-1] + bytes([s[-1] + 1]), "malformed"),
    "header no JSON": (lambda s: b"YWJj" + s[s.index(b"..") :], "malformed"),
    "alg none": (header_with(alg="none"), "algorithm"),
    "alg HS256": (header_with(alg="HS256"), "algorithm"),
    "alg of another kind of key": (header_with(alg="RS256"), "algorithm"),
    "payload said to be encoded": (header_with(b64=True), "malformed"),
    "nothing critical": (header_with(crit=[]), "malformed"),
    "a key of its own": (header_with(jwk={}), "malformed"),
    "no certificate": (header_with(x5c=[]), "malformed"),
    "certificate no certificate": (header_with(x5c=["AAAA"]), "malformed"),
    "certificate a number": (header_with(x5c=[1]), "malformed"),
    "time as text": (header_with(iat="now"), "malformed"),
    "time beyond the calendar": (header_with(iat=10**18), "malformed"),
    "time moved": (header_with(iat=int((NOON - DAY).timestamp())), "broken"),
    "purpose moved": (header_with(typ="docarchive-letter"), "broken"),
    "value flipped": (lambda s: s.replace(s[-10:-2], b"AAAAAAAA"), "broken"),
    "value of zeros": (lambda s: s[: s.index(b"..") + 2] + jws.encode(bytes(64)).encode(), "broken"),
    "value too short": (lambda s: s[: s.index(b"..") + 2] + b"AAAA", "broken"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "code"), MALFORMED.values(), ids=MALFORMED.keys())
def test_a_tampered_signature_is_refused(world: World, change: Callable[[bytes], bytes], code: str) -> None:
    signature = change(sign(LETTER, world.leader, RECEIPT, NOON))

    verdict = verify(LETTER, signature, world.leader.certificate, RECEIPT, NOON)

    assert not verdict.verified
    assert code in verdict.codes


def test_other_bytes_are_refused(world: World) -> None:
    signature = sign(LETTER, world.leader, RECEIPT, NOON)

    for other in (LETTER + b" ", LETTER[:-1], b""):
        assert verify(other, signature, world.leader.certificate, RECEIPT, NOON).codes == {"broken"}


def test_a_signature_is_not_taken_for_another_purpose(world: World) -> None:
    signature = sign(LETTER, world.leader, "docarchive-letter", NOON)

    assert verify(LETTER, signature, world.leader.certificate, RECEIPT, NOON).codes == {"wrong-purpose"}


def test_another_than_the_agreed_certificate_is_refused(world: World) -> None:
    by_other = sign(LETTER, world.clerk, RECEIPT, NOON)

    assert verify(LETTER, by_other, world.leader.certificate, RECEIPT, NOON).codes == {"not-agreed"}
    assert verify(LETTER, sign(LETTER, world.stranger, RECEIPT, NOON), world.trust(), RECEIPT, NOON).codes == {
        "chain-unknown"
    }


def test_certificates_put_in_by_somebody_else_do_not_help(world: World) -> None:
    """The key must be that of the first certificate; the agreed one in second place changes nothing."""
    forger = KeyIdentity(world.stranger.certificate, world.stranger.key, (world.leader.certificate,))

    verdict = verify(LETTER, sign(LETTER, forger, RECEIPT, NOON), world.leader.certificate, RECEIPT, NOON)

    assert verdict.codes == {"not-agreed"}


def test_dates_and_revocation_count(world: World) -> None:
    signature = sign(LETTER, world.leader, RECEIPT, NOON)
    gone = world.trust(revoked(world.leader.certificate, NOON - DAY))

    assert verify(LETTER, signature, world.leader.certificate, RECEIPT, NOON + 2 * YEAR).codes == {"expired"}
    assert verify(LETTER, signature, gone, RECEIPT, NOON).codes == {"revoked"}


def test_a_signature_from_the_future_is_refused_but_clocks_may_differ_a_little(world: World) -> None:
    signature = sign(LETTER, world.leader, RECEIPT, NOON)

    assert verify(LETTER, signature, world.leader.certificate, RECEIPT, NOON - timedelta(minutes=4)).verified
    late = verify(LETTER, signature, world.leader.certificate, RECEIPT, NOON - timedelta(minutes=6))
    assert late.codes == {"from-the-future"}


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes_as_signature_end_in_a_verdict(world_certificate: Any, data: bytes) -> None:
    assert not verify(LETTER, data, world_certificate, RECEIPT, NOON).verified


@pytest.fixture(scope="module")
def world_certificate(world: World) -> Any:
    return world.leader.certificate


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
def test_a_certificate_changed_anywhere_ends_in_a_verdict(world: World) -> None:
    signature = sign(LETTER, world.leader, RECEIPT, NOON)
    head, _, value = signature.partition(b"..")
    header = json.loads(jws.decode(head.decode()))
    der = base64.b64decode(header["x5c"][0])

    for place in range(len(der)):
        for bit in (0x01, 0x80):
            changed = der[:place] + bytes([der[place] ^ bit]) + der[place + 1 :]
            text = json.dumps({**header, "x5c": [base64.b64encode(changed).decode()]}, separators=(",", ":"))
            forged = jws.encode(text.encode()).encode() + b".." + value
            assert not verify(LETTER, forged, world.leader.certificate, RECEIPT, NOON).verified, (place, bit)


def test_openssl_alone_can_check_a_receipt(world: World, tmp_path: Path) -> None:
    head, _, value = sign(LETTER, world.agency, RECEIPT, NOON).partition(b"..")
    public = world.agency.certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "signed").write_bytes(head + b"." + LETTER)
    (tmp_path / "value").write_bytes(jws.decode(value.decode()))
    (tmp_path / "key.pem").write_bytes(public)

    command = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "value", "signed"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603

    assert done.stdout.strip() == "Verified OK"


def test_an_agency_makes_its_exchange_identity() -> None:
    made = make_exchange_identity("Sở Thử Nghiệm tỉnh Mẫu", "H99.01", at=NOON, valid_days=365)

    facts = facts_of(made.identity.certificate)
    assert (facts.organisation, facts.identifiers) == ("Sở Thử Nghiệm tỉnh Mẫu", ("H99.01",))
    assert (facts.not_before, facts.not_after) == (NOON, NOON + YEAR)
    assert not facts.is_authority
    opened = from_pem(made.certificate_pem(), made.key_pem("bí mật"), "bí mật")
    assert verify(LETTER, sign(LETTER, opened, RECEIPT, NOON), opened.certificate, RECEIPT, NOON).verified
    assert b"ENCRYPTED" not in made.key_pem(None)


def test_a_fingerprint_can_be_read_out(world: World) -> None:
    made = make_exchange_identity("Sở Thử Nghiệm tỉnh Mẫu", "H99.01", at=NOON, valid_days=1)

    assert len(made.call_sign.groups) == 8
    assert all(len(group) == 5 and group.isdecimal() for group in made.call_sign.groups)
    assert str(call_sign(made.identity.certificate)) == str(made.call_sign)
    assert call_sign(world.leader.certificate) != made.call_sign


@pytest.mark.parametrize(("agency", "days"), [("", 10), ("Sở Mẫu", 0)])
def test_an_identity_without_name_or_days_is_not_made(agency: str, days: int) -> None:
    with pytest.raises(ValueError, match="needs a name"):
        make_exchange_identity(agency, "H99", at=NOON, valid_days=days)
