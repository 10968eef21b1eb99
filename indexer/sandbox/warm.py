"""Has tasks done by children of a jailed process that has everything loaded: a file costs a fork, not a start."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict
from typing import IO, Final

from indexer.records import Failed
from indexer.sandbox import cage
from indexer.sandbox.limits import Limits
from indexer.sandbox.process import NOT_STARTED, Heard, begin, end, listen, outcome_of

_START: Final = "import sys; sys.path.insert(0, sys.argv.pop(1)); from indexer.sandbox.parent import main; main()"
_LONGEST_ARGUMENT: Final = 8_000  # characters; a list of some hundred pages must go through
_TO_START_S: Final = 60.0
_TO_DIE_S: Final = 5.0
_KEPT: Final = 2  # idle ones; each holds some 60 MB and ends by itself after a while


def run(task: str, content: bytes, limits: Limits, *arguments: str) -> bytes | Failed:
    """The answer of a task of ``inside`` on a file's bytes.

    Args:
        arguments: Handed to the task as text, long ones cut.
    """
    plain = [argument[:_LONGEST_ARGUMENT].encode("utf-8", "replace").decode() for argument in arguments]
    request = json.dumps({"task": task, "arguments": plain, "limits": asdict(limits)}).encode()
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.seek(0)
        answer, answer_end = os.pipe()
        notes, notes_end = os.pipe()
        with os.fdopen(answer, "rb") as said, os.fdopen(notes, "rb") as noted:
            try:
                parent = _parents.that_takes(request, (source.fileno(), answer_end, notes_end))
            finally:
                os.close(answer_end)
                os.close(notes_end)
            return NOT_STARTED if parent is None else _heard(parent, said, noted, limits)


def _heard(parent: _Parent, answer: IO[bytes], notes: IO[bytes], limits: Limits) -> bytes | Failed:
    heard = Heard(bytearray(), bytearray(), in_time=False)
    try:
        heard = listen(answer, notes, limits)
        status = parent.status() if heard.in_time and not heard.too_much else None
    finally:
        # Only one whose child has ended is asked again.
        if heard.in_time and not heard.too_much:
            _parents.give_back(parent)
        else:
            parent.end()
    return outcome_of(-signal.SIGKILL if status is None else status, heard)


class _Parent:
    """The jailed process and the socket it takes requests from, one after another."""

    def __init__(self) -> None:
        self._door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._door.settimeout(_TO_START_S)
        with theirs:
            python = [sys.executable, "-I", "-c", _START, str(cage.package_root())]
            self._process = begin(python, theirs.fileno(), subprocess.DEVNULL)

    def takes(self, request: bytes, files: tuple[int, int, int]) -> bool:
        """Whether it has begun with a request; it has not where it ended before."""
        try:
            socket.send_fds(self._door, [request], files)
            return bool(self._door.recv(1))
        except OSError:
            return False

    def status(self) -> int | None:
        """How the child ended, negative for a signal; None where the parent did not live to tell."""
        try:
            self._door.settimeout(_TO_DIE_S)
            said = self._door.recv(16)
            self._door.settimeout(_TO_START_S)
            return int(said) if said else None
        except (OSError, ValueError):
            return None

    def end(self) -> None:
        """End it with the child it may have."""
        self._door.close()
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            self._process.terminate()  # without a cage its child is in no group we could kill
            self._process.wait(timeout=1)
        end(self._process)

    def forget(self) -> None:
        """In a forked process: leave it to the one it belongs to."""
        self._door.close()


class _Parents:
    """The idle ones of this process; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Parent] = []

    def that_takes(self, request: bytes, files: tuple[int, int, int]) -> _Parent | None:
        """One that has begun with a request; None where the machine cannot start any."""
        while (parent := self._pop()) is not None:
            if parent.takes(request, files):
                return parent
            parent.end()
        try:
            parent = _Parent()
        except OSError:
            return None
        if parent.takes(request, files):
            return parent
        parent.end()
        return None

    def give_back(self, parent: _Parent) -> None:
        with self._lock:
            kept = len(self._idle) < _KEPT
            if kept:
                self._idle.append(parent)
        if not kept:
            parent.end()

    def end(self) -> None:
        while (parent := self._pop()) is not None:
            parent.end()

    def forget(self) -> None:
        idle, self._idle, self._lock = self._idle, [], threading.Lock()
        for parent in idle:
            parent.forget()

    def _pop(self) -> _Parent | None:
        with self._lock:
            return self._idle.pop() if self._idle else None


_parents = _Parents()


def end_all() -> None:
    """End the idle processes; the next task starts one anew."""
    _parents.end()


atexit.register(end_all)
os.register_at_fork(after_in_child=_parents.forget)
