"""Processes of the program's own code for tests to kill, each begun from one that has read the program already."""

from __future__ import annotations

import functools
import multiprocessing
import os
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerContext, ForkServerProcess


@functools.cache
def _servant() -> ForkServerContext:
    """A process that knows the program and has opened nothing: its children are as good as started anew."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["docarchive.wiring", "tests.core.killed_worker", "tests.delivery.killed_worker"])
    return context


def start(work: Callable[..., None], *words: str, **environment: str) -> ForkServerProcess:
    """Begin a process that does this work in this environment; whoever asks waits for its end."""
    process = _servant().Process(target=_do, args=(work, words, {**os.environ, **environment}))
    process.start()
    return process


def _do(work: Callable[..., None], words: tuple[str, ...], environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    work(*words)
