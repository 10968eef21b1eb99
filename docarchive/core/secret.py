"""The instance's secret: signs cookies and locks the keys of exchange."""

from __future__ import annotations

import secrets
from pathlib import Path

SECRET_KEY_FILE = "secret.key"  # noqa: S105 - a file's name


def read_secret_key(home: Path) -> str:
    """Read it from the instance's folder; made where there is none, readable by its owner only."""
    path = home / SECRET_KEY_FILE
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
