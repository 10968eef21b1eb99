"""Runs inside the jail while files come: it loads what they need once, forks a child for each, ends what that leaves.

It never looks at a file from outside itself, so a hostile one meets nothing of the one before.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import signal
import socket
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

from indexer.sandbox import inside
from indexer.sandbox.cage import CAGED
from indexer.sandbox.limits import Limits

IDLE_S: Final = 60.0
_LONGEST_REQUEST: Final = 2**16
_STREAMS: Final = 3
# What most files need; readers of scans and of old Word files are loaded by the child that has one.
_NEEDED: Final = {
    "read": ("indexer.extract.docx", "indexer.sandbox.rehearsal"),
    "draw": ("indexer.drawing",),
    "floor": ("indexer.cutting",),
    "cut": ("indexer.cutting",),
}
_NEW_OBJECTS, _TURNS = 50_000, 20  # between two searches for cycles
_NEW_USER: Final = 0x10000000
_NEW_NETWORK: Final = 0x40000000
_DIE_WITH_PARENT: Final = 1
_DUMPABLE: Final = 4
_SCRATCH: Final = (Path("/tmp"), Path("/dev/shm"))  # noqa: S108 - of the cage, see there


def main() -> None:
    """Entry: requests come over the socket on standard input, each with the streams of its child."""
    _leave_network()
    _control(_DUMPABLE, 0)  # no child may look into this process
    signal.signal(signal.SIGTERM, _leave)
    at_first = _scratch()
    with socket.socket(fileno=os.dup(0)) as door:
        door.settimeout(IDLE_S)
        while _scratch() == at_first and _serve(door):
            pass
    os._exit(0)


def _serve(door: socket.socket) -> bool:
    """Do one task; whether there may be more."""
    try:
        request, streams, _, _ = socket.recv_fds(door, _LONGEST_REQUEST, _STREAMS)
    except TimeoutError:
        return False
    if not request:
        return False
    door.sendall(b"+")
    wanted = json.loads(request)
    _load(wanted["task"])
    child = os.fork()
    if child == 0:
        door.close()
        _child(wanted, streams)
    for stream in streams:
        os.close(stream)
    try:
        with contextlib.suppress(OSError):
            os.setpgid(child, child)
        _, status = os.waitpid(child, 0)
    finally:
        _end_all(child)
    door.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    return True


@cache
def _load(task: str) -> None:
    for module in _NEEDED[task]:
        import_module(module)
    if task == "read":
        from indexer.sandbox.rehearsal import rehearse

        rehearse()
    gc.collect()
    gc.freeze()  # what is loaded stays shared with the children
    # A reading is made of values without cycles, and a child ends after one file: there is little to look for.
    gc.set_threshold(_NEW_OBJECTS, _TURNS, _TURNS)


def _child(request: dict[str, Any], streams: list[int]) -> NoReturn:
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.setpgid(0, 0)
        _control(_DIE_WITH_PARENT, signal.SIGKILL)
        for place, stream in enumerate(streams):
            os.dup2(stream, place)
            os.close(stream)
        inside.work(request["task"], request["arguments"], Limits(**request["limits"]))
    finally:
        # Nothing of the parent's may run in a child, whatever happened.
        os._exit(1)


def _end_all(child: int) -> None:
    """End whatever a child has started; in a cage that is everybody but its keeper and us."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if _is_caged():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(-1, signal.SIGKILL)


def _scratch() -> frozenset[str]:
    """What lies in the cage's own folders; a file the last child left is none the next may find.

    Where this program is installed below one of them, the way to it lies there from the beginning.
    """
    if not _is_caged():
        return frozenset()
    found: set[str] = set()
    for top in filter(Path.is_dir, _SCRATCH):
        of_cage = top.stat().st_dev
        for folder, names, files in os.walk(top):
            found.update(f"{folder}/{name}" for name in (*names, *files))
            names[:] = [name for name in names if Path(folder, name).lstat().st_dev == of_cage]
    return frozenset(found)


def _is_caged() -> bool:
    """Whether bubblewrap keeps this process, the only one in a world of its own: told so, and seen to be so."""
    if not os.environ.get(CAGED) or os.getppid() != 1:
        return False
    with contextlib.suppress(OSError):
        return Path("/proc/1/comm").read_text() == "bwrap\n"
    return False


def _leave_network() -> None:
    """Where bubblewrap is missing: a network namespace of one's own, if the kernel allows."""
    if not _is_caged():
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NETWORK)


def _control(option: int, value: int) -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def _leave(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(1)
