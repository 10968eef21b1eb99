"""What a child does inside the jail: it sets its own limits, does one task on one file, and answers."""

from __future__ import annotations

import contextlib
import os
import resource
from typing import Final, NoReturn

from indexer.records import Failed, RawDocument, Reading
from indexer.sandbox.cage import CAGED
from indexer.sandbox.limits import Limits

_PICTURE_PAGE: Final = b"\x01"
_PROCESSES: Final = 64


def work(task: str, arguments: list[str], limits: Limits) -> NoReturn:
    """Do one task on the file on standard input, answer on standard output, and end the process."""
    _limit(limits)
    with open(0, "rb", closefd=False) as source, open(1, "wb", closefd=False) as target:
        target.write(_answered(task, source.read(), arguments, limits))
    # Libraries that crash while they are taken down have answered already.
    os._exit(0)


def _limit(limits: Limits) -> None:
    _set(resource.RLIMIT_AS, limits.memory_bytes, limits.picture_memory_bytes)
    most_cpu_s = limits.cpu_s + limits.picture_page_s * limits.picture_pages
    _set(resource.RLIMIT_CPU, limits.cpu_s, most_cpu_s)
    _set(resource.RLIMIT_FSIZE, limits.written_bytes, limits.written_bytes)
    _set(resource.RLIMIT_CORE, 0, 0)
    if os.environ.get(CAGED):
        # Counted per user: outside a namespace of its own the server's processes would count too.
        _set(resource.RLIMIT_NPROC, _PROCESSES, _PROCESSES)


def _set(which: int, soft: int, hard: int) -> None:
    _, allowed = resource.getrlimit(which)
    if allowed != resource.RLIM_INFINITY:
        soft, hard = min(soft, allowed), min(hard, allowed)
    resource.setrlimit(which, (soft, hard))


def _allow_picture(limits: Limits) -> None:
    """More memory and time for a page that is a picture; the watcher outside hears of it."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    used, most_cpu_s = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(used + limits.picture_page_s, most_cpu_s), most_cpu_s))
    os.write(2, _PICTURE_PAGE)


def _answered(task: str, content: bytes, arguments: list[str], limits: Limits) -> bytes:
    from indexer.sandbox.answers import answer_of

    try:
        if task == "read":
            return answer_of(_read(content, arguments[0], limits))
        if task in ("floor", "cut"):
            from indexer import cutting

            return cutting.floor(content) if task == "floor" else cutting.cut(content, arguments[0])
        from indexer.drawing import draw

        return draw(content, int(arguments[0]), int(arguments[1]))
    except MemoryError:
        return answer_of(Failed("too_large", "Đọc tệp cần quá nhiều bộ nhớ nên đã dừng; hãy chia nhỏ hoặc xuất lại."))
    except RecursionError:
        return answer_of(Failed("damaged", "Cấu trúc tệp lồng nhau quá sâu nên không đọc được."))
    except Exception as error:
        _note(error)
        return answer_of(Failed("crashed", "Nội dung tệp bất thường nên không đọc được; bản gốc vẫn được giữ."))


def _read(content: bytes, name: str, limits: Limits) -> Reading | Failed:
    from indexer.extract import allowance
    from indexer.pipeline import read

    allowance.on_picture_page(lambda: _allow_picture(limits))
    return read(RawDocument(name, content))


def _note(error: Exception) -> None:
    with contextlib.suppress(OSError):
        os.write(2, f"{type(error).__name__}: {error}"[:500].encode("utf-8", "replace"))
