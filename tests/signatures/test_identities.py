"""Keys are opened from files; what does not belong together or is too weak does not sign."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from signatures.certificates import facts_of
from signatures.errors import IdentityUnusableError, WrongPasswordError
from signatures.identities import KeyIdentity, from_pem, from_pkcs12
from tests.conftest import NOON
from tests.signatures.authority import YEAR, ec_key, rsa_key
from tests.signatures.world import AGENCY, World


def p12(identity: KeyIdentity) -> bytes:
    locked = BestAvailableEncryption("mật khẩu".encode())
    return pkcs12.serialize_key_and_certificates(b"x", identity.key, identity.certificate, identity.chain, locked)


def key_pem(identity: KeyIdentity, password: str | None = None) -> bytes:
    locked = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return identity.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)


def chain_pem(identity: KeyIdentity) -> bytes:
    return b"".join(link.public_bytes(Encoding.PEM) for link in (identity.certificate, *identity.chain))


def test_a_key_file_gives_an_identity_that_signs(world: World) -> None:
    opened = from_pkcs12(p12(world.leader), "mật khẩu")

    assert opened.certificate == world.leader.certificate
    assert set(opened.chain) == set(world.leader.chain)
    public = world.leader.key.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(opened.sign(b"x"), b"x", ec.ECDSA(hashes.SHA256()))


def test_a_wrong_password_says_so(world: World) -> None:
    with pytest.raises(WrongPasswordError, match="Mật khẩu của tệp khóa không đúng"):
        from_pkcs12(p12(world.leader), "đoán")
    with pytest.raises(WrongPasswordError):
        from_pkcs12(b"not a key file", "mật khẩu")


def test_a_key_file_without_key_is_no_identity(world: World) -> None:
    bare = pkcs12.serialize_key_and_certificates(b"x", None, world.leader.certificate, None, NoEncryption())

    with pytest.raises(IdentityUnusableError):
        from_pkcs12(bare, "")


@pytest.mark.parametrize("password", [None, "bí mật"])
def test_pem_files_give_an_identity(world: World, password: str | None) -> None:
    opened = from_pem(chain_pem(world.agency), key_pem(world.agency, password), password)

    assert opened.certificate == world.agency.certificate
    assert opened.chain == world.agency.chain


def test_a_locked_pem_key_needs_its_password(world: World) -> None:
    for password in (None, "đoán"):
        with pytest.raises(WrongPasswordError):
            from_pem(chain_pem(world.agency), key_pem(world.agency, "bí mật"), password)


def test_key_and_certificate_must_be_a_pair(world: World) -> None:
    with pytest.raises(IdentityUnusableError, match="cùng một cặp"):
        from_pem(chain_pem(world.leader), key_pem(world.clerk))


def test_weak_or_strange_keys_do_not_sign(world: World) -> None:
    short = world.sub.issue("Khóa Ngắn", key=rsa_key("short", 1024))
    strange = ed25519.Ed25519PrivateKey.generate()
    strange_pem = strange.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    with pytest.raises(IdentityUnusableError, match="quá ngắn"):
        from_pem(chain_pem(short), key_pem(short))
    with pytest.raises(IdentityUnusableError):
        from_pem(chain_pem(world.leader), strange_pem)
    with pytest.raises(IdentityUnusableError):
        from_pem(b"nothing", strange_pem)


def test_an_identity_does_not_show_its_key(world: World) -> None:
    assert "key" not in repr(world.leader)


def test_the_facts_of_a_certificate_are_those_of_its_holder(world: World) -> None:
    facts = facts_of(world.leader.certificate)

    assert (facts.name, facts.organisation, facts.title) == ("Trần Văn Mẫu", AGENCY, "Giám đốc")
    assert facts.identifiers == ("CCCD:000000000001",)
    assert facts.issuer == "CA Mẫu G1"
    assert facts.key == "EC secp256r1"
    assert facts.usages == ("digital_signature", "content_commitment")
    assert facts.serial.startswith("5A:")
    assert facts.describe() == (
        f"Trần Văn Mẫu, Giám đốc, {AGENCY} (chứng thư số {facts.serial}, do CA Mẫu G1 cấp, "
        "hiệu lực 15/06/2025–15/06/2027)"
    )


def test_a_certificate_without_a_name_is_described_all_the_same(world: World) -> None:
    bare = world.sub.issue("", "", key=ec_key(), end=NOON + YEAR)

    assert facts_of(bare.certificate).describe().startswith("(không ghi tên) (chứng thư số")
