"""Fills the disks of two real installations while letters go, the receiver's and then the sender's; then counts.

usage: python -m scripts.drill_disk [--letters 20] [--disk-mb 48]

Each lives on a small file system of its own (tmpfs; needs root). What a full sender refuses was never accepted, and
says so; what it accepted arrives once there is room. Ends with 0 only if every accepted letter is there, once, with a
receipt.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from docarchive.delivery.models import Posting
from docarchive.kernel.errors import DocArchiveError
from scripts import installations
from scripts.installations import FAULTS, Place

PORT = 18931
PATIENCE_S = 420.0  # a partner that fails is left alone for minutes
BALLAST = "ballast"


@contextmanager
def small_disk(folder: Path, size_mb: int) -> Iterator[Path]:
    """A file system of its own, taken away afterwards."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "drill", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(place: Place) -> None:
    """Leave no byte free."""
    with (place.home.parent / BALLAST).open("ab", buffering=0) as ballast:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    ballast.write(b"x" * size)
            except OSError:
                continue


def free(place: Place) -> None:
    """Give the room back."""
    (place.home.parent / BALLAST).unlink()


def try_to_post(sender: Place, receiver: Place, letters: int) -> tuple[list[str], Counter[str]]:
    """Post letters; the ids of those that were accepted, and what was said of the others."""
    accepted, refused = [], Counter[str]()
    for _ in range(letters):
        try:
            accepted.append(sender.post(receiver))
        except (DocArchiveError, OperationalError, OSError) as problem:
            refused[f"{type(problem).__name__}: {getattr(problem, 'orig', problem)}"[:120]] += 1
    return accepted, refused


def drill(sender: Place, receiver: Place, letters: int) -> dict[str, object]:
    """Fill one disk, then the other, each time with letters under way; give room, and wait for the last."""
    receiver.start("serve", "--host", "127.0.0.1", "--port", str(PORT))
    sender.start("worker")
    accepted, _ = try_to_post(sender, receiver, letters)
    installations.until_all_arrived(sender, PATIENCE_S)
    fill(receiver)
    accepted += try_to_post(sender, receiver, letters)[0]
    time.sleep(15)
    with sender.services.db.reading() as session:
        waiting = session.scalars(select(Posting).where(Posting.message_id.in_(accepted))).all()
        said = Counter(f"{one.state} {one.error_code} {one.error}".strip() for one in waiting)
    free(receiver)
    fill(sender)
    more, refused = try_to_post(sender, receiver, letters)
    time.sleep(5)
    free(sender)
    after, refused_after = try_to_post(sender, receiver, letters)
    accepted += [*more, *after]
    healed_s = round(installations.until_all_arrived(sender, PATIENCE_S))
    return {
        "told_of_a_full_receiver": said, "refused_by_a_full_sender": refused,
        "refused_with_room": refused_after.total(), "healed_s": healed_s,
        **installations.counted(sender, receiver, accepted),
    }  # fmt: skip


def main() -> int:
    """Run the drill and print what it counted."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--letters", type=int, default=20)
    ask.add_argument("--disk-mb", type=int, default=48)
    given = ask.parse_args()
    if os.geteuid() != 0:
        print(json.dumps({"skipped": "mounting a small file system needs root"}))
        return 2
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        with small_disk(top / "a", given.disk_mb) as one, small_disk(top / "b", given.disk_mb) as other:
            sender = installations.make(one / "home", "H91.01")
            receiver = installations.make(other / "home", "H92.02")
            sender.logs = receiver.logs = top  # what is said has room of its own, as in a journal
            try:
                for place, peer in ((sender, receiver), (receiver, sender)):
                    installations.agree(place, peer, f"http://127.0.0.1:{PORT}")
                found = drill(sender, receiver, given.letters)
            finally:
                sender.end()
                receiver.end()
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return int(any(found[fault] for fault in FAULTS) or bool(found["refused_with_room"]))


if __name__ == "__main__":
    sys.exit(main())
