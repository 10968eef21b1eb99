"""Kills server and import at random moments, then counts: every file exactly once, index like the database.

usage: python -m scripts.drill_kill [--files 500] [--kills 8] [--seed 1]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripts.demodata.legacy import to_rtf
from scripts.demodata.pdf import to_pdf
from scripts.demodata.plan import make_plan
from scripts.demodata.word import to_docx

PATIENCE_S = 1800.0


def write_files(folder: Path, count: int) -> None:
    """Write as many different documents as asked for: PDF, Word and old RTF in turn, each of an office of its own."""
    papers = make_plan()
    for serial in range(count):
        paper = papers[serial % len(papers)]
        office = replace(paper.office, name=f"Ủy ban nhân dân xã Thứ {serial} tỉnh Lạc Hồng")
        paper = replace(paper, office=office, subject=f"{paper.subject} (lần {serial})")
        kind = serial % 5
        content = to_docx(paper) if kind == 1 else to_rtf(paper, "vni") if kind == 2 else to_pdf(paper)
        suffix = {1: "docx", 2: "rtf"}.get(kind, "pdf")
        (folder / f"{serial:04}.{suffix}").write_bytes(content)


def command(home: Path, *words: str) -> list[str]:
    """Spell out a call of docarchive on the drill's instance."""
    return [str(Path(sys.executable).with_name("docarchive")), "--home", str(home), *words]


def answer(home: Path, *words: str) -> Any:
    """Run a command to its end and read its JSON."""
    done = subprocess.run(command(home, *words, "--json"), capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise RuntimeError(f"{words}: exit {done.returncode}: {done.stderr[-800:]}")
    return json.loads(done.stdout)


@contextmanager
def running(home: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process in a group of its own, ended with the block."""
    process = subprocess.Popen(
        command(home, *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children as a power cut would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def drill(home: Path, documents: Path, kills: int, dice: random.Random) -> dict[str, int]:
    """Kill again and again during one import, let the last round end, and count."""
    for _ in range(kills):
        with running(home, "serve", "--port", "0") as server, running(home, "import", str(documents)) as importing:
            time.sleep(dice.uniform(2.0, 9.0))
            for process in dice.sample([server, importing], 2):
                kill(process)
                time.sleep(dice.uniform(0.0, 0.4))
    answer(home, "import", str(documents))
    with running(home, "serve", "--port", "0"):
        _wait_until_idle(home)
    return _count(home, documents)


def _wait_until_idle(home: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        waiting = _ask(home, "select count(*) from job where state in ('waiting', 'running')")
        if not waiting:
            return
        time.sleep(1)
    raise TimeoutError("jobs are still waiting")


def _ask(home: Path, question: str) -> int:
    from pysqlite3 import dbapi2

    connection = dbapi2.connect(f"file:{home / 'db.sqlite'}?mode=ro", uri=True, timeout=10)
    try:
        return int(connection.execute(question).fetchone()[0])
    finally:
        connection.close()


def _count(home: Path, documents: Path) -> dict[str, int]:
    from pysqlite3 import dbapi2

    wanted = {hashlib.sha256(path.read_bytes()).hexdigest() for path in documents.iterdir()}
    connection = dbapi2.connect(f"file:{home / 'db.sqlite'}?mode=ro", uri=True, timeout=10)
    rows = connection.execute("select file_sha from document_version").fetchall()
    connection.close()
    held = [sha for (sha,) in rows]
    check = answer(home, "engine", "check", "--no-mend")
    return {
        "files": len(wanted),
        "documents": len(held),
        "twice": len(held) - len(set(held)),
        "lost": len(wanted - set(held)),
        "index_drift": int(check["drift"]),
        "in_index": int(check["in_index"]),
        "audit_broken": int(not answer(home, "audit", "verify").get("intact", True)),
    }


def main() -> int:
    """Run the drill and print what it counted."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--files", type=int, default=500)
    ask.add_argument("--kills", type=int, default=8)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home, documents = Path(folder) / "home", Path(folder) / "documents"
        documents.mkdir()
        write_files(documents, given.files)
        answer(home, "init")
        begun = time.monotonic()
        counted = drill(home, documents, given.kills, random.Random(given.seed))  # noqa: S311 - moments, not secrets
        counted["seconds"] = round(time.monotonic() - begun)
    print(json.dumps(counted))
    good = counted["documents"] == counted["files"] and not any(
        counted[name] for name in ("twice", "lost", "index_drift", "audit_broken")
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
