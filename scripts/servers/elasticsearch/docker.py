"""Elasticsearch from the official image, where a Docker engine runs."""

from __future__ import annotations

import shutil
import subprocess

from scripts.servers import ServerError
from scripts.servers.elasticsearch.jars import VERSION

_IMAGE = f"elasticsearch:{VERSION}"


def runs() -> bool:
    """Whether a Docker engine answers."""
    if not shutil.which("docker"):
        return False
    try:
        return subprocess.run(["docker", "info"], capture_output=True, timeout=10, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def start(heap: str) -> tuple[str, str]:
    """Start one node.

    Returns:
        The container's id and the node's URL.

    Raises:
        ServerError: The image cannot be had.
    """
    settings = ["discovery.type=single-node", "xpack.security.enabled=false", f"ES_JAVA_OPTS=-Xms{heap} -Xmx{heap}"]
    given = [word for one in settings for word in ("--env", one)]
    container = _docker("run", "--detach", "--rm", "--publish", "127.0.0.1:0:9200", *given, _IMAGE)
    port = _docker("port", container, "9200").splitlines()[0].rpartition(":")[2]
    return container, f"http://127.0.0.1:{port}"


def stop(container: str) -> None:
    """Stop and forget a container."""
    subprocess.run(["docker", "stop", container], capture_output=True, check=False)


def _docker(*words: str) -> str:
    done = subprocess.run(["docker", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServerError(f"Docker: {done.stderr.strip()[-300:]}")
    return done.stdout.strip()
