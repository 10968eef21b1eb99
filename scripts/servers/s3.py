"""A real S3-compatible server on 127.0.0.1, ``nanio`` of the development lock, which keeps objects in a folder."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.servers.errors import ServerError

_PATIENCE_S = 60.0


@dataclass(frozen=True)
class S3Server:
    """A running server.

    Attributes:
        folder: Where it keeps the objects.
    """

    endpoint: str
    key_id: str
    key: str
    folder: Path
    process: subprocess.Popen[bytes]


@contextmanager
def running(folder: Path) -> Iterator[S3Server]:
    """Run a server until the block ends.

    Raises:
        ServerError: It does not answer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port, key_id, key = _free_port(), secrets.token_hex(8), secrets.token_hex(16)
    program = Path(sys.executable).with_name("nanio")
    environment = {**os.environ, "NANIO_ACCESS_KEY": key_id, "NANIO_SECRET_KEY": key}
    process = subprocess.Popen(
        [program, "serve", "--data-dir", folder, "--host", "127.0.0.1", "--port", str(port), "--no-access-log"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    endpoint = f"http://127.0.0.1:{port}"
    try:
        _await(endpoint, process)
        yield S3Server(endpoint, key_id, key, folder, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _await(endpoint: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(endpoint, timeout=2).close()
        except urllib.error.HTTPError:
            return  # it answers, and asks who we are
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise ServerError("the S3 server does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
