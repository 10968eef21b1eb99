"""Tells whoever watches a reading that a page is a picture and takes longer than text."""

from __future__ import annotations

from collections.abc import Callable


def _nobody_listens() -> None:
    return


_listener: Callable[[], None] = _nobody_listens


def on_picture_page(listener: Callable[[], None]) -> None:
    """Have ``listener`` called before each page that is read as a picture."""
    global _listener
    _listener = listener


def picture_page() -> None:
    """Ask for the time and memory of one page that is a picture."""
    _listener()
