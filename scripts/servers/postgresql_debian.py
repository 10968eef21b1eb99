"""PostgreSQL by Debian's programs, with a cluster of our own; the machine's own clusters are never touched."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import socket
import subprocess
from pathlib import Path

from scripts.servers.errors import ServerError

_PROGRAMS = Path("/usr/lib/postgresql")
_NEW_CLUSTERS = Path("/etc/postgresql-common/createcluster.conf")
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    # As offices here would have it; times must not depend on it.
    "timezone": "Asia/Ho_Chi_Minh",
    # Data for tests: an operating system that dies may take it along, everything else may not.
    "fsync": "off",
    "shared_buffers": "128MB",
    "log_min_messages": "warning",
}


def start(folder: Path, password: str) -> int:
    """Start a server on a cluster in ``folder``, made at the first start.

    Returns:
        Its port.

    Raises:
        ServerError: The programs are not here and cannot be installed, or the server does not start.
    """
    programs = _programs()
    cluster = _cluster(folder)
    if not (cluster / "PG_VERSION").exists():
        _make(programs, cluster, password)
    port = _free_port()
    options = " ".join(f"-c {name}={value}" for name, value in {**_OPTIONS, "port": str(port)}.items())
    _run(programs / "pg_ctl", "start", "-w", "-D", cluster, "-l", cluster / "server.log", "-o", options)
    return port


def stop(folder: Path) -> None:
    """Stop the server by the process id its cluster keeps."""
    cluster = _cluster(folder)
    if (cluster / "postmaster.pid").exists():
        _run(_programs() / "pg_ctl", "stop", "-w", "-m", "fast", "-D", cluster)


def _programs() -> Path:
    found = _installed()
    if found is None:
        _install()
        found = _installed()
    if found is None:
        raise ServerError(
            "PostgreSQL is not on this machine. As root: apt-get install postgresql; or name a server in"
            " DOCARCHIVE_TEST_POSTGRESQL=postgresql+psycopg://…"
        )
    return found


def _installed() -> Path | None:
    versions = sorted(_PROGRAMS.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


def _install() -> None:
    """Install Debian's package without the cluster it would make and start by itself."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt(*words: str) -> None:
        subprocess.run(["apt-get", "-qq", *words], env=environment, stdout=subprocess.DEVNULL, check=False)

    apt("update")
    apt("install", "-y", "--no-install-recommends", "postgresql-common")
    if not _NEW_CLUSTERS.exists():
        return
    before = _NEW_CLUSTERS.read_bytes()
    try:
        _NEW_CLUSTERS.write_bytes(before + b"\ncreate_main_cluster = false\n")
        apt("install", "-y", "--no-install-recommends", "postgresql")
    finally:
        _NEW_CLUSTERS.write_bytes(before)


def _make(programs: Path, cluster: Path, password: str) -> None:
    shutil.rmtree(cluster, ignore_errors=True)
    cluster.mkdir(mode=0o700, parents=True)
    owner = _owner()
    if owner:
        os.chown(cluster, owner.pw_uid, owner.pw_gid)
    secret = cluster.parent / "initial-password"
    secret.touch(mode=0o600)
    secret.write_text(password, "ascii")
    if owner:
        os.chown(secret, owner.pw_uid, owner.pw_gid)
    try:
        _run(
            programs / "initdb", "-D", cluster, "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={secret}",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
    finally:
        secret.unlink()


def _cluster(folder: Path) -> Path:
    """Say where the cluster lies: in the folder, or in /var/tmp where its owner could not walk to the folder."""
    owner = _owner()
    if owner is None or all(parent.stat().st_mode & 0o001 for parent in folder.parents if parent.exists()):
        return folder / "cluster"
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"docarchive-postgresql-{name}" / "cluster"  # noqa: S108 - kept over restarts


def _owner() -> pwd.struct_passwd | None:
    """Give who runs the server: nobody else but us, or, PostgreSQL refusing root, its own account."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerError("Root may not run PostgreSQL, and there is neither an account postgres nor nobody.")


def _run(program: Path, *words: str | Path) -> None:
    owner = _owner()
    # pg_ctl leaves a server behind that keeps our pipes open: what is said goes to a file.
    log = subprocess.DEVNULL
    done = subprocess.run(
        [program, *words],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd="/",
        user=owner and owner.pw_uid,
        group=owner and owner.pw_gid,
        extra_groups=[] if owner else None,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    if done.returncode:
        raise ServerError(f"{program.name} {words[0]} failed; see server.log in the server's folder.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
