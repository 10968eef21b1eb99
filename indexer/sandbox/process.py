"""Runs a jailed child with a deadline and a bounded answer; whatever it does, an outcome comes back."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from indexer.records import Failed
from indexer.sandbox import cage
from indexer.sandbox.limits import Limits

_CHUNK: Final = 2**16
# A child writes this to its error stream for every page it reads as a picture.
PICTURE_PAGE: Final = b"\x01"
NOT_STARTED: Final = Failed("crashed", "Máy chủ không mở được tiến trình đọc tệp; hãy thử lại sau.")
_MOST_NOTES: Final = 2_000
# Reading and drawing yield to whoever waits for a page: of two busy ones, the jailed gets a tenth.
_NICENESS: Final = 10


@dataclass(slots=True)
class Heard:
    """What a child has said so far.

    Attributes:
        in_time: It closed its streams before its deadline.
    """

    answer: bytearray
    notes: bytearray
    pictures: int = 0
    too_much: bool = False
    in_time: bool = True


def run_command(command: list[str], content: bytes, limits: Limits) -> bytes | Failed:
    """The standard output of a caged program that finds ``content`` on its standard input."""
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.seek(0)
        try:
            child = begin(command, source, subprocess.PIPE)
        except OSError:
            return NOT_STARTED
    assert child.stdout is not None  # noqa: S101
    assert child.stderr is not None  # noqa: S101
    try:
        heard = listen(child.stdout, child.stderr, limits)
        # Both streams are closed: what is left to do is dying.
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=5 if heard.in_time and not heard.too_much else 0)
    finally:
        end(child)
    return outcome_of(child.returncode, heard)


def begin(command: list[str], standard_input: int | IO[bytes], output: int) -> subprocess.Popen[bytes]:
    """Start a program in the cage, in a session of its own, that lets others go first.

    Raises:
        OSError: The machine cannot start it.
    """
    child = subprocess.Popen(  # noqa: S603
        ["nice", "-n", str(_NICENESS), *cage.caged(command)],  # noqa: S607 - of the system, like bwrap
        stdin=standard_input,
        stdout=output,
        stderr=output,
        start_new_session=True,
        env=cage.ENVIRONMENT,
    )
    _let_others_first(child.pid)
    return child


def _let_others_first(pid: int) -> None:
    """Where the kernel shares processors by session, niceness counts inside one only; the session has its own."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(str(_NICENESS), encoding="ascii")


def listen(answer: IO[bytes], notes: IO[bytes], limits: Limits) -> Heard:
    """Hear a child out, to the end of its streams, its deadline or the bound of its answer."""
    heard = Heard(bytearray(), bytearray())
    started = time.monotonic()
    with selectors.DefaultSelector() as streams:
        for stream in (answer, notes):
            streams.register(stream, selectors.EVENT_READ)
        while streams.get_map():
            pictures = min(heard.pictures, limits.picture_pages)
            left = started + limits.wall_s + pictures * limits.picture_page_wall_s - time.monotonic()
            if left <= 0:
                heard.in_time = False
                return heard
            for key, _ in streams.select(left):
                _hear(key.fd, heard, streams, is_answer=key.fileobj is answer)
            if len(heard.answer) > limits.answer_bytes:
                heard.too_much = True
                return heard
    return heard


def _hear(stream: int, heard: Heard, streams: selectors.BaseSelector, *, is_answer: bool) -> None:
    chunk = os.read(stream, _CHUNK)
    if not chunk:
        streams.unregister(stream)
    elif is_answer:
        heard.answer += chunk
    else:
        heard.pictures += chunk.count(PICTURE_PAGE)
        heard.notes += chunk.replace(PICTURE_PAGE, b"")
        del heard.notes[:-_MOST_NOTES]


def end(child: subprocess.Popen[bytes]) -> None:
    """Kill a program with all it started, as far as that stayed in its session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for stream in (child.stdout, child.stderr):
        if stream is not None:
            stream.close()


def outcome_of(status: int, heard: Heard) -> bytes | Failed:
    """The answer of a child that ended with this status, or why there is none."""
    if heard.too_much:
        return Failed("too_large", "Nội dung đọc ra vượt giới hạn cho phép; hãy chia nhỏ tệp rồi nạp lại.")
    # Bubblewrap reports a signal as 128 + its number.
    if not heard.in_time or -status == signal.SIGXCPU or status - 128 in (signal.SIGXCPU, signal.SIGKILL):
        return Failed("timed_out", "Đọc tệp quá thời gian cho phép nên đã dừng; hãy xuất lại tệp hoặc chia nhỏ.")
    if status:
        return Failed("crashed", "Phần đọc tệp dừng đột ngột vì nội dung tệp bất thường; bản gốc vẫn được giữ.")
    return bytes(heard.answer)
