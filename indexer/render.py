"""Pictures of pages, made in the jail: of PDF pages, and PDFs of Word files where LibreOffice is installed."""

from __future__ import annotations

import shutil
from pathlib import PurePath
from typing import Final

from indexer.records import Failed
from indexer.sandbox.limits import Limits
from indexer.sandbox.process import run_command
from indexer.sandbox.warm import run

DEFAULT_DPI: Final = 110
_LIMITS: Final = Limits(cpu_s=20, wall_s=30.0)
_OFFICE_LIMITS: Final = Limits(cpu_s=100, wall_s=120.0)
_WEBP: Final = (b"RIFF", b"WEBP")
# Processor seconds, address space in KiB and file size in half KiB are bounded by the shell.
# LibreOffice reads and writes files only: its input comes on standard input and its PDF leaves on standard output.
_CONVERT: Final = (
    'ulimit -t 100 && ulimit -v 6291456 && ulimit -f 262144 && work=$(mktemp -d) && cd "$work" && '
    'cat > "source$1" && exec 3>&1 1>&2 && '
    '"$0" "-env:UserInstallation=file://$work/profile" --headless --norestore '
    '--convert-to pdf:writer_pdf_Export "source$1" && cat source.pdf >&3; rm -rf "$work"'
)
_SUFFIXES: Final = frozenset({".doc", ".docx", ".odt", ".rtf", ".txt", ".html"})


def page_image(content: bytes, page: int, dpi: int = DEFAULT_DPI) -> bytes | None:
    """A WebP picture of a page of a PDF; None where it cannot be drawn.

    Args:
        page: From 1.
    """
    picture = run("draw", content, _LIMITS, str(page), str(dpi))
    if isinstance(picture, Failed) or (picture[:4], picture[8:12]) != _WEBP:
        return None
    return picture


def office() -> str | None:
    """Where LibreOffice is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(content: bytes, name: str = "") -> bytes | None:
    """A Word file as PDF; None where LibreOffice is missing or cannot read it.

    Args:
        name: Name the file was handed in under; its ending only helps LibreOffice where the content leaves doubt.
    """
    program = office()
    if program is None:
        return None
    suffix = PurePath(name).suffix.lower()
    made = run_command(
        ["/bin/sh", "-c", _CONVERT, program, suffix if suffix in _SUFFIXES else ""], content, _OFFICE_LIMITS
    )
    return made if isinstance(made, bytes) and made.startswith(b"%PDF-") else None
