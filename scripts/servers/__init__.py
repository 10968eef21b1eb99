"""Real servers for development, tests and demonstrations, each a module with ``start``, ``stop`` and ``status``."""

from __future__ import annotations

import importlib
import importlib.util
import os
from pathlib import Path
from typing import Final, Protocol

from scripts.servers.errors import ServerError

__all__ = ["FOLDER", "NAMES", "ROOT", "Server", "ServerError", "given", "known", "server", "url_of"]

ROOT: Final = Path(__file__).parent.parent.parent
FOLDER: Final = ROOT / "var" / "services"
NAMES: Final = ("elasticsearch", "postgresql")


class Server(Protocol):
    """What a module of this package offers; the folder is the server's own."""

    def start(self, folder: Path) -> str:
        """Start the server if it does not run, wait until it answers, and return its URL.

        Raises:
            ServerError: It cannot be had on this machine.
        """

    def stop(self, folder: Path) -> None:
        """Stop what ``start`` started, by process id; nothing where nothing runs."""

    def status(self, folder: Path) -> str | None:
        """Its URL while it answers."""


def known() -> tuple[str, ...]:
    """Names of the servers there are."""
    return tuple(name for name in NAMES if importlib.util.find_spec(f"{__name__}.{name}"))


def server(name: str) -> Server:
    """The module of a server."""
    return importlib.import_module(f"{__name__}.{name}")


def given(name: str) -> str | None:
    """The URL of a server somebody else runs, which wins over one of our own."""
    return os.environ.get(f"DOCARCHIVE_TEST_{name.upper()}") or None


def url_of(name: str) -> str | None:
    """Where a server answers, given or started here before; None where there is none."""
    if url := given(name):
        return url
    return server(name).status(FOLDER / name) if name in known() else None
