"""What can go wrong between docarchive and a search engine."""

from __future__ import annotations

from collections.abc import Mapping


class EngineError(Exception):
    """The engine cannot answer."""


class EngineBusyError(EngineError):
    """Another process writes to the index."""


class EngineBrokenError(EngineError):
    """The index is missing, damaged or made by another version: rebuild it from the database."""


class EngineAwayError(EngineError):
    """The engine's server does not answer now: what was to be written is to be written again later."""


class EngineUnfitError(EngineError):
    """The server, our rights there or its index do not fit this program: somebody must act, no rebuild helps."""


class DocumentsRefusedError(EngineError):
    """Some documents of a batch can never be stored; all the others are.

    Attributes:
        reasons: Document id → why.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        first, why = next(iter(reasons.items()))
        super().__init__(f"Chỉ mục không nhận {len(reasons)} văn bản, như {first}: {why}")
        self.reasons = dict(reasons)
