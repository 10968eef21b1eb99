"""A token signs like a key file, and says what is wrong in words a clerk can act on."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from signatures.errors import TokenAwayError, WrongPasswordError
from signatures.tokens import open_token
from tests.signatures.softtoken import LABEL, PIN
from tests.signatures.world import World

pytestmark = pytest.mark.needs("softhsm")


def test_a_token_signs_with_its_elliptic_key(world: World, token: Path) -> None:
    with open_token(token, PIN, token=LABEL, key="lanh-dao") as identity:
        signature = identity.sign(b"x")

    public = world.leader.certificate.public_key()
    assert identity.certificate == world.leader.certificate
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(signature, b"x", ec.ECDSA(hashes.SHA256()))


def test_a_token_signs_with_its_rsa_key(world: World, token: Path) -> None:
    with open_token(token, PIN, token=LABEL, key="con-dau", chain=world.agency.chain) as identity:
        signature = identity.sign(b"x")

    public = world.agency.certificate.public_key()
    assert identity.chain == world.agency.chain
    assert isinstance(public, rsa.RSAPublicKey)
    public.verify(signature, b"x", padding.PKCS1v15(), hashes.SHA256())


def test_a_wrong_pin_says_so(token: Path) -> None:
    with pytest.raises(WrongPasswordError, match="Mã PIN không đúng"), open_token(token, "0000", token=LABEL, key="x"):
        pass


@pytest.mark.parametrize(
    ("label", "key", "sentence"), [("khong-co", "lanh-dao", "cắm lại thiết bị"), (LABEL, "khong-co", "không có khóa")]
)
def test_what_is_not_there_is_named(token: Path, label: str, key: str, sentence: str) -> None:
    with pytest.raises(TokenAwayError, match=sentence), open_token(token, PIN, token=label, key=key):
        pass


def test_a_missing_driver_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(TokenAwayError, match="thư viện điều khiển"),
        open_token(tmp_path / "none.so", PIN, token=LABEL, key="x"),
    ):
        pass


def test_a_file_that_is_no_driver_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.so").write_bytes(b"no library")

    with pytest.raises(TokenAwayError), open_token(tmp_path / "odd.so", PIN, token=LABEL, key="x"):
        pass
