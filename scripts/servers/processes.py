"""Processes of our own: started apart from the terminal, known by id and birth, so that no other is ever ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path


def begin(command: Sequence[str | Path], log: Path, environment: Mapping[str, str] | None = None) -> list[int]:
    """Start a process that outlives this one.

    Returns:
        Its id, and when it was born in clock ticks since the machine was started.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
            env={**os.environ, **(environment or {})},
        )  # fmt: skip
    process.returncode = 0  # it is meant to outlive this one, which never waits for it
    return [process.pid, _born(process.pid) or 0]


def lives(process: Sequence[int]) -> bool:
    """Whether a process is the one that was started and has not ended."""
    pid, born = process
    return _born(pid) == born


def end(process: Sequence[int], patience_s: float = 20) -> None:
    """Ask a process to end; one that does not within the patience is killed."""
    for number in (signal.SIGCONT, signal.SIGTERM):
        if lives(process):
            os.kill(process[0], number)
    until = time.monotonic() + patience_s
    while lives(process):
        if time.monotonic() > until:
            os.kill(process[0], signal.SIGKILL)
            until += patience_s
        time.sleep(0.05)


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on at this moment."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who starts or stops the server of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        flock(lock, LOCK_EX)
        yield


def _born(pid: int) -> int | None:
    """Start time of a process; None of one that is gone, or has ended and waits for its parent."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else int(fields[19])
