"""The files of exchange keys: one a key, for its owner's eyes only, locked with the instance's secret."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from docarchive.core.file_folder import sync_folder
from docarchive.delivery.errors import KeyUnusableError
from docarchive.delivery.models import ExchangeKey
from signatures.certificates import fingerprint
from signatures.detached import ExchangeIdentity, make_exchange_identity
from signatures.errors import SignaturesError
from signatures.identities import KeyIdentity, from_pem

VALID_DAYS = 5 * 365
# Clocks of two installations may lie a day apart; a key made a moment ago must hold on the slower one.
_BEFORE = timedelta(days=2)


class KeyRing:
    """A folder of locked keys; opened ones are kept in memory.

    Args:
        folder: On several machines one they share.
        secret: Gives the instance's; who has the files alone cannot sign.
    """

    def __init__(self, folder: Path, secret: Callable[[], str]) -> None:
        self._folder = folder
        self._secret = secret
        self._open: dict[str, KeyIdentity] = {}

    def make(self, name: str, code: str, at: datetime) -> ExchangeIdentity:
        """Make a key and lay it down; it is safe before anybody hears of it."""
        made = make_exchange_identity(name, code, at=at - _BEFORE, valid_days=VALID_DAYS)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(fingerprint(made.identity.certificate))
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            target.write(made.key_pem(self._password))
            target.flush()
            os.fsync(target.fileno())
        sync_folder(self._folder)
        self._open[path.stem] = made.identity
        return made

    def opened(self, key: ExchangeKey) -> KeyIdentity:
        """Give a key ready to sign.

        Raises:
            KeyUnusableError: Its file is missing or locked with another secret.
        """
        if key.fingerprint not in self._open:
            try:
                locked = self._path(key.fingerprint).read_bytes()
                self._open[key.fingerprint] = from_pem(key.certificate.encode("ascii"), locked, self._password)
            except (OSError, SignaturesError) as problem:
                raise KeyUnusableError(key.call_sign) from problem
        return self._open[key.fingerprint]

    @cached_property
    def _password(self) -> str:
        return hmac.new(self._secret().encode(), b"docarchive exchange keys", hashlib.sha256).hexdigest()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.pem"
