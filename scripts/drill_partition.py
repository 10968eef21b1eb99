"""Cuts two real installations off from each other while letters go: cut lines, lost packets, frozen peers; then counts.

usage: python -m scripts.drill_partition [--letters 60] [--misfortunes 6] [--seed 1]

Each lives in a network namespace of its own, a cable between them; needs root and iproute2, touches no other network.
Ends with 0 only if every letter is there, once, with a receipt that holds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts import installations
from scripts.installations import FAULTS, Place

PORT = 8080
ADDRESSES = "192.0.2.1", "192.0.2.2"  # set apart for documentation: they lead nowhere else
PATIENCE_S = 420.0  # a silent partner is left alone for minutes


@dataclass
class Cable:
    """A pair of network namespaces with a cable between them."""

    names: tuple[str, str]

    @classmethod
    @contextmanager
    def laid(cls) -> Iterator[Cable]:
        """Lay it, and take all of it away afterwards."""
        names = f"drill{os.getpid()}a", f"drill{os.getpid()}b"
        try:
            for name in names:
                _ip("netns", "add", name)
            _ip("-n", names[0], "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", names[1])
            for name, address in zip(names, ADDRESSES, strict=True):
                _ip("-n", name, "addr", "add", f"{address}/30", "dev", "cable")
                for device in ("cable", "lo"):
                    _ip("-n", name, "link", "set", device, "up")
            yield cls(names)
        finally:
            for name in names:
                subprocess.run(["ip", "netns", "delete", name], check=False, capture_output=True)

    def inside(self, end: int) -> tuple[str, ...]:
        """What runs a command at one end."""
        return ("ip", "netns", "exec", self.names[end])

    def cut(self) -> None:
        """Nothing gets through any more; who waits is not told."""
        _ip("-n", self.names[1], "link", "set", "cable", "down")

    def mend(self) -> None:
        """Everything gets through again."""
        _ip("-n", self.names[1], "link", "set", "cable", "up")


def why_not() -> str:
    """What keeps this machine from the drill; empty: nothing does."""
    if shutil.which("ip") is None:
        return "iproute2 is not installed"
    name = f"drill{os.getpid()}try"
    made = subprocess.run(["ip", "netns", "add", name], check=False, capture_output=True, text=True)
    if made.returncode == 0:
        _ip("netns", "delete", name)
    return made.stderr.strip()


def drill(
    sender: Place, receiver: Place, cable: Cable, letters: int, misfortunes: int, dice: random.Random
) -> Counter[str]:
    """Post letters while the cable is cut and the receiver frozen or killed; heal, and wait for the last."""
    befell: Counter[str] = Counter()
    serving = receiver.start("serve", "--host", ADDRESSES[1], "--port", str(PORT))
    sender.start("worker")
    accepted: list[str] = []
    for turn in range(misfortunes + 1):
        accepted += [sender.post(receiver) for _ in range(letters // (misfortunes + 1) + 1)]
        time.sleep(dice.uniform(0.3, 2.5))  # some are on their way
        if turn == misfortunes:
            break
        fate = ("cut", "frozen", "killed")[turn % 3]
        befell[fate] += 1
        if fate == "cut":
            cable.cut()
        else:
            os.killpg(serving.pid, signal.SIGSTOP if fate == "frozen" else signal.SIGKILL)
        time.sleep(dice.uniform(3, 9))
        if fate == "cut":
            cable.mend()
        elif fate == "frozen":
            os.killpg(serving.pid, signal.SIGCONT)
        else:
            serving.wait()
            serving = receiver.start("serve", "--host", ADDRESSES[1], "--port", str(PORT))
    befell["healed_s"] = round(installations.until_all_arrived(sender, PATIENCE_S))
    befell.update(installations.counted(sender, receiver, accepted))
    return befell


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def main() -> int:
    """Run the drill and print what it counted."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--letters", type=int, default=60)
    ask.add_argument("--misfortunes", type=int, default=6)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    if why := why_not():
        print(json.dumps({"skipped": why}))
        return 2
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Cable.laid() as cable:
        places = [
            installations.make(Path(folder) / code, code, cable.inside(end))
            for end, code in enumerate(("H91.01", "H92.02"))
        ]
        try:
            for one, other, address in zip(places, places[::-1], ADDRESSES[::-1], strict=True):
                installations.agree(one, other, f"http://{address}:{PORT}")
            dice = random.Random(given.seed)  # noqa: S311 - moments, no secrets
            found = drill(places[0], places[1], cable, given.letters, given.misfortunes, dice)
        finally:
            for place in places:
                place.end()
    print(json.dumps({**found, "seconds": round(time.monotonic() - begun)}))
    return int(any(found[fault] for fault in FAULTS))


if __name__ == "__main__":
    sys.exit(main())
