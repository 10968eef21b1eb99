"""The command line that puts a program into bubblewrap: no network, nothing to write to, little to see."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

_PROBE_S: Final = 10
CAGED: Final = "DOCARCHIVE_CAGED"  # set inside the cage and nowhere else
_SYSTEM: Final = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_CONFIGURATION: Final = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/libreoffice", "/etc/localtime")
_SCRATCH_BYTES: Final = 256 * 2**20
# What a program needs to know of its surroundings, and nothing of ours: no keys, no addresses.
ENVIRONMENT: Final = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/tmp",  # noqa: S108 - inside the cage this is a file system of its own
    "LANG": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def package_root() -> Path:
    """The folder that holds the packages ``indexer`` and ``signatures``."""
    return Path(__file__).resolve().parents[2]


def caged(command: Sequence[str]) -> list[str]:
    """The command inside bubblewrap where the machine can, else the bare command.

    It is to be started in a session of its own: the cage itself does not take the terminal away.
    """
    return [*_bubblewrap(), "--", *command] if is_available() else list(command)


@cache
def is_available() -> bool:
    """Whether bubblewrap is installed and may make namespaces here."""
    if not shutil.which("bwrap"):
        return False
    try:
        probe = [*_bubblewrap(), "--", sys.executable, "-I", "-S", "-c", "pass"]
        return subprocess.run(probe, capture_output=True, timeout=_PROBE_S, check=False).returncode == 0  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False


def _bubblewrap() -> list[str]:
    arguments = ["bwrap", "--unshare-all", "--die-with-parent", "--cap-drop", "ALL", "--clearenv"]
    for name, value in (*ENVIRONMENT.items(), (CAGED, "1")):
        arguments += ["--setenv", name, value]
    for path in _SYSTEM:
        arguments += _bound(Path(path))
    for path in _CONFIGURATION:
        arguments += ["--ro-bind-try", path, path]
    arguments += ["--proc", "/proc", "--dev", "/dev", "--size", str(_SCRATCH_BYTES), "--tmpfs", "/tmp"]  # noqa: S108
    for path in _python_folders():
        arguments += ["--ro-bind-try", path, path]
    return [*arguments, "--chdir", "/tmp"]  # noqa: S108


def _bound(path: Path) -> list[str]:
    if path.is_symlink():
        return ["--symlink", str(path.readlink()), str(path)]
    return ["--ro-bind", str(path), str(path)] if path.exists() else []


def _python_folders() -> list[str]:
    """Where this Python and its packages live; of our own folders only the libraries that work in the cage."""
    own = {package_root() / name for name in ("indexer", "signatures")}
    places = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent, *own}
    places |= {Path(entry) for entry in sys.path if "site-packages" in entry or "dist-packages" in entry}
    return sorted(str(place) for place in places if not str(place).startswith("/usr/") and place.exists())
