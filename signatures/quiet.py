"""Keeps what pyHanko finds in files out of the logs: it comes back as a verdict; logs hold no names or texts."""

from __future__ import annotations

import logging


def quiet() -> None:
    """Let pyHanko log what stops the program only."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
