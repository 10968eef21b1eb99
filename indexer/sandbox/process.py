"""Runs a jailed child with a deadline and a bounded answer; whatever it does, an outcome comes back."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from indexer.records import Failed
from indexer.sandbox import cage
from indexer.sandbox.limits import Limits

_CHUNK: Final = 2**16
# A child writes this to its error stream for every page it reads as a picture.
PICTURE_PAGE: Final = b"\x01"
_START: Final = "import sys; sys.path.insert(0, sys.argv.pop(1)); from indexer.sandbox.inside import main; main()"
_MOST_NOTES: Final = 2_000
# Reading and drawing yield to whoever waits for a page: of two busy ones, the jailed gets a tenth.
_NICENESS: Final = 10


@dataclass(slots=True)
class _Heard:
    """What the child has said so far."""

    answer: bytearray
    notes: bytearray
    pictures: int = 0
    too_much: bool = False


def run(task: str, content: bytes, limits: Limits, *arguments: str) -> bytes | Failed:
    """The answer of a task of ``inside`` on a file's bytes.

    Args:
        arguments: Handed to the task as text.
    """
    settings = ",".join(f"{name}={value}" for name, value in asdict(limits).items())
    plain = [argument.encode("utf-8", "replace").decode().replace("\0", "") for argument in arguments]
    python = [sys.executable, "-I", "-c", _START, str(cage.package_root()), settings, task, *plain]
    return run_command(python, content, limits)


def run_command(command: list[str], content: bytes, limits: Limits) -> bytes | Failed:
    """The standard output of a caged program that finds ``content`` on its standard input."""
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.seek(0)
        try:
            child = subprocess.Popen(  # noqa: S603
                ["nice", "-n", str(_NICENESS), *cage.caged(command)],  # noqa: S607 - of the system, like bwrap
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                env=cage.ENVIRONMENT | {"DOCARCHIVE_CAGED": "1" if cage.is_available() else ""},
            )
        except OSError:
            return Failed("crashed", "Máy chủ không mở được tiến trình đọc tệp; hãy thử lại sau.")
    _let_others_first(child.pid)
    try:
        heard, in_time = _listen(child, limits)
    finally:
        _end(child)
    return _outcome(child.returncode, heard, in_time=in_time)


def _let_others_first(pid: int) -> None:
    """Where the kernel shares processors by session, niceness counts inside one only; the session has its own."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(str(_NICENESS), encoding="ascii")


def _listen(child: subprocess.Popen[bytes], limits: Limits) -> tuple[_Heard, bool]:
    heard = _Heard(bytearray(), bytearray())
    started = time.monotonic()
    with selectors.DefaultSelector() as streams:
        for stream in (child.stdout, child.stderr):
            assert stream is not None  # noqa: S101
            streams.register(stream, selectors.EVENT_READ)
        while streams.get_map():
            pictures = min(heard.pictures, limits.picture_pages)
            left = started + limits.wall_s + pictures * limits.picture_page_wall_s - time.monotonic()
            if left <= 0:
                return heard, False
            for key, _ in streams.select(left):
                _hear(key.fileobj, heard, streams, is_answer=key.fileobj is child.stdout)
            if len(heard.answer) > limits.answer_bytes:
                heard.too_much = True
                return heard, True
    # Both streams are closed: what is left to do is dying.
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(timeout=5)
    return heard, True


def _hear(stream: object, heard: _Heard, streams: selectors.BaseSelector, *, is_answer: bool) -> None:
    assert isinstance(stream, IO) or hasattr(stream, "fileno")  # noqa: S101
    chunk = os.read(stream.fileno(), _CHUNK)
    if not chunk:
        streams.unregister(stream)
    elif is_answer:
        heard.answer += chunk
    else:
        heard.pictures += chunk.count(PICTURE_PAGE)
        heard.notes += chunk.replace(PICTURE_PAGE, b"")
        del heard.notes[:-_MOST_NOTES]


def _end(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for stream in (child.stdout, child.stderr):
        if stream is not None:
            stream.close()


def _outcome(status: int, heard: _Heard, *, in_time: bool) -> bytes | Failed:
    if heard.too_much:
        return Failed("too_large", "Nội dung đọc ra vượt giới hạn cho phép; hãy chia nhỏ tệp rồi nạp lại.")
    # Bubblewrap reports a signal as 128 + its number.
    if not in_time or -status == signal.SIGXCPU or status - 128 in (signal.SIGXCPU, signal.SIGKILL):
        return Failed("timed_out", "Đọc tệp quá thời gian cho phép nên đã dừng; hãy xuất lại tệp hoặc chia nhỏ.")
    if status:
        return Failed("crashed", "Phần đọc tệp dừng đột ngột vì nội dung tệp bất thường; bản gốc vẫn được giữ.")
    return bytes(heard.answer)
