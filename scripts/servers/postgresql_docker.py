"""PostgreSQL as the official container image, where a Docker engine runs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from scripts.servers.errors import ServerError

IMAGE = "postgres:17"


def is_there() -> bool:
    """Tell whether a Docker engine answers."""
    return bool(shutil.which("docker")) and _docker("info").returncode == 0


def start(folder: Path, password: str) -> int:
    """Start the container, or the one stopped before, and give its port on 127.0.0.1.

    Raises:
        ServerError: Docker refuses; its own words are in the message.
    """
    kept = folder / "container"
    if kept.exists():
        started = _docker("start", kept.read_text("ascii"))
    else:
        started = _docker(
            "run", "--detach", "--publish", "127.0.0.1::5432", "--env", f"POSTGRES_PASSWORD={password}", IMAGE,
            "-c", "max_connections=200", "-c", "fsync=off", "-c", "timezone=Asia/Ho_Chi_Minh",
        )  # fmt: skip
    if started.returncode:
        raise ServerError(f"Docker does not start {IMAGE}: {started.stderr.strip()}")
    name = started.stdout.strip()
    kept.write_text(name, "ascii")
    published = _docker("port", name, "5432/tcp").stdout.split()
    if not published:
        raise ServerError(f"Docker does not tell the port of {IMAGE}.")
    return int(published[0].rpartition(":")[2])


def stop(folder: Path) -> None:
    """Stop the container; its data stay for the next start."""
    kept = folder / "container"
    if kept.exists():
        _docker("stop", kept.read_text("ascii"))


def _docker(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["docker", *words], capture_output=True, text=True, check=False)
