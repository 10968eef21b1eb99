"""Has signed PDF files judged and taken back in a jailed child process: words and facts, never an error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from indexer.records import Failed
from indexer.sandbox import DEFAULT
from indexer.sandbox.cage import package_root
from indexer.sandbox.process import run_command
from signatures.pdf.alone import question

_START: Final = "import sys; sys.path.insert(0, sys.argv.pop(1)); from signatures.pdf.alone import main; main()"
_SIGNED: Final = b"/ByteRange"


def bears_signatures(content: bytes) -> bool:
    """Whether a PDF file may bear signatures; what says no bears none."""
    return content[:1024].find(b"%PDF-") >= 0 and _SIGNED in content


def judge(content: bytes, at: datetime, authorities: Sequence[bytes]) -> Mapping[str, Any]:
    """What may be said of a file's signatures.

    Args:
        authorities: Files of those known: certificates, of which the self-signed are believed, and revocation lists.

    Returns:
        ``overall`` (``valid``, ``valid-but``, ``unknown``, ``invalid``, ``unsigned``), ``reasons``, ``signatures``.
    """
    answer = _asked(question(content, at, authorities))
    if isinstance(answer, Failed):
        return {"overall": "unknown", "reasons": [f"Không kiểm tra được chữ ký số: {answer.reason}"], "signatures": []}
    return answer


def take_back(content: bytes, handed_out: int, at: datetime, authorities: Sequence[bytes]) -> Mapping[str, Any]:
    """Judge a file that was handed out and comes back signed, by whomever.

    Args:
        handed_out: How many of its first bytes are the file handed out; the caller has compared them.

    Returns:
        ``accepted``, ``reasons`` (sentences), ``signatures``: the new ones, with the holder of each certificate.
    """
    answer = _asked(question(content, at, authorities, handed_out))
    if isinstance(answer, Failed):
        return {"accepted": False, "reasons": [f"Không kiểm tra được tệp trả về: {answer.reason}"], "signatures": []}
    return answer


def _asked(asked: bytes) -> Mapping[str, Any] | Failed:
    answer = run_command([sys.executable, "-I", "-c", _START, str(package_root())], asked, DEFAULT)
    if isinstance(answer, Failed):
        return answer
    found: Mapping[str, Any] = json.loads(answer)
    return found
