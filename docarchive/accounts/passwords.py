"""Passwords: how they are kept and which are taken.

Source:
    OWASP ASVS 5.0, 6.2 (length, no rules of composition, refusal of common and context words) and 11.4.2 (Argon2id).
"""

from __future__ import annotations

import secrets
import threading
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 8
MAX_LENGTH = 256
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Everybody signs in at eight o'clock: two at a time keep the other core and the memory for the pages.
_turn = threading.BoundedSemaphore(2)

# Heads of lists of leaked passwords, and what people here think of first; compared without marks, case and blanks.
_DENIED = (
    "12345678 123456789 1234567890 0123456789 87654321 11111111 00000000 88888888 99999999 66666666 "
    "12341234 11223344 12344321 123123123 123321123 147258369 123456abc abc123456 abcd1234 abc12345 "
    "a1234567 a12345678 aa123456 qwertyui qwertyuiop qwerty123 1q2w3e4r 1qaz2wsx asdfghjkl zxcvbnm123 "
    "password password1 password123 passw0rd p@ssw0rd p@ssword letmein1 iloveyou welcome1 welcome123 "
    "admin123 admin1234 administrator root1234 user1234 test1234 changeme 123456aa 123456a@ matkhau1 "
    "matkhau123 matkhau@123 matkhau1234 anhyeuem emyeuanh iloveu123 yeuemnhieu conyeume giadinh1 hanhphuc "
    "vietnam1 vietnam123 vietnam@123 hanoi123 hanoi1234 saigon123 tochucviet congchuc vanthu123 vanban123 "
    "uybannhandan hoidongnhandan uyban123 ubnd1234 hdnd1234 vanphong lanhdao123 chuyenvien quantri123 "
    "chaoban1 xinchao1 khongbiet quenmatkhau matkhaumoi"
)
DENIED = frozenset(_DENIED.split())
_CONTEXT = ("docarchive", "khovanban", "matkhau", "password")


def make_hash(password: str) -> str:
    """Hash a password for keeping; takes about 25 ms."""
    with _turn:
        return _hasher.hash(_plain(password))


def matches(password_hash: str, password: str) -> bool:
    """Tell whether a password is the one kept; an empty hash costs the same time and says no."""
    with _turn:
        try:
            return _hasher.verify(password_hash or _decoy(), _plain(password)) and bool(password_hash)
        except (VerificationError, InvalidHashError):
            return False


def fault(password: str, *, username: str = "", name: str = "") -> str | None:
    """Say in Vietnamese why a new password is not taken; None where it is."""
    if len(password) < MIN_LENGTH:
        return f"Mật khẩu cần ít nhất {MIN_LENGTH} ký tự. Một câu ngắn dễ nhớ là tốt nhất."
    if len(password) > MAX_LENGTH:
        return f"Mật khẩu dài quá {MAX_LENGTH} ký tự."
    folded = fold(password)
    if folded in DENIED or len(set(folded)) < 3:  # aaaaaaaa, abababab
        return "Mật khẩu này quá phổ biến, kẻ xấu sẽ thử đầu tiên. Chọn mật khẩu khác."
    own = [fold(word) for word in (username, *name.split()[-1:], name)]
    rest = folded
    for word in sorted((*own, *_CONTEXT), key=len, reverse=True):
        if len(word) > 2:  # shorter words stand in too many others
            rest = rest.replace(word, "")
    if len(rest.strip("0123456789@!#._-")) == 0 and len(rest) < MIN_LENGTH - 2:
        return "Mật khẩu gần như chỉ gồm tên của bạn hoặc của hệ thống. Chọn mật khẩu khác."
    return None


def invent() -> str:
    """Make a password for the administrator to hand over: four groups without letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def fold(text: str) -> str:
    """Bring a text down to lower-case letters and digits without marks and blanks."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char) and not char.isspace())


def _plain(password: str) -> str:
    # Keyboards disagree on how they compose Vietnamese letters.
    return unicodedata.normalize("NFC", password)


@lru_cache(maxsize=1)
def _decoy() -> str:
    return _hasher.hash(secrets.token_hex(16))
