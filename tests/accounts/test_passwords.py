"""Which passwords are taken, and that the kept ones tell nothing."""

from __future__ import annotations

import unicodedata

import pytest

from docarchive.accounts import passwords


@pytest.mark.parametrize(
    "password", ["mưa rào tháng sáu", "Tr0ngdoi", "x7#kQ2!p", "a" * 3 + "bcdefgh", "một hai ba bốn " * 8]
)
def test_any_composition_is_taken(password: str) -> None:
    assert passwords.fault(password, username="binhtt", name="Trần Thị Bình") is None


@pytest.mark.parametrize(
    "password",
    [
        "", "ngắn", "1234567", "12345678", "matkhau123", "Mật khẩu 123", "ANH YÊU EM", "abababab", "aaaaaaaa",
        "Congchuc", "binhtt2026", "Binhtt@123", "docarchive1", "Trần Thị Bình", "p@ssw0rd", "x" * 257,
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused_with_a_reason(password: str) -> None:
    reason = passwords.fault(password, username="binhtt", name="Trần Thị Bình")

    assert reason is not None
    assert reason.endswith(".")


def test_kept_passwords_are_argon2id_with_the_chosen_cost() -> None:
    kept = passwords.make_hash("mưa rào tháng sáu")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "mưa" not in kept
    assert kept != passwords.make_hash("mưa rào tháng sáu")


def test_keyboards_that_compose_letters_differently_agree() -> None:
    kept = passwords.make_hash(unicodedata.normalize("NFC", "mưa rào tháng sáu"))

    assert passwords.matches(kept, unicodedata.normalize("NFD", "mưa rào tháng sáu"))
    assert not passwords.matches(kept, "mua rao thang sau")


def test_an_account_without_a_password_opens_to_nobody() -> None:
    assert not passwords.matches("", "")
    assert not passwords.matches("", "mưa rào tháng sáu")


def test_invented_passwords_are_long_and_easy_to_read_out() -> None:
    made = {passwords.invent() for _ in range(50)}

    assert len(made) == 50
    assert all(passwords.fault(one) is None and not set(one) & set("il1o0") for one in made)
