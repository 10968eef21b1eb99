"""Getting rows into the cluster: in bulk, again and in smaller pieces what failed, and honest about what cannot be.

A row that was overtaken by a newer version is done. What the cluster cannot take now is tried again until the patience
ends, and then nothing is reported as done. What it will never take is set aside with the reason; the others go on.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import elasticsearch as es
import orjson
from elastic_transport import TransportError
from elasticsearch import helpers

from indexer.engines.elastic.connecting import translated
from indexer.engines.errors import EngineAwayError, EngineBrokenError, EngineUnfitError

log = logging.getLogger(__name__)

ROWS: Final = 500
BYTES: Final = 6_000_000
_PAUSE_S: Final = 0.1
_LONGEST_PAUSE_S: Final = 5.0
_TIMEOUT_S: Final = 30.0
_BAD: Final = 400
_TOO_LARGE: Final = 413
_OVERTAKEN: Final = 409
_NO_NAME: Final = 404
_RIGHTS: Final = frozenset({401, 403})


@dataclass(frozen=True, slots=True)
class Row:
    """One row on its way.

    Attributes:
        name: Alias it goes to.
        about: Document it belongs to; empty where it belongs to none.
        version: An older one than the one held is ignored; None replaces whatever is there.
        body: JSON; None takes the row out.
    """

    name: str
    key: str
    about: str
    version: int | None
    body: bytes | None

    def action(self) -> tuple[dict[str, Any], bytes | None]:
        """The row as the client takes it."""
        head: dict[str, Any] = {"_index": self.name, "_id": self.key}
        if self.version is not None:
            head |= {"version": self.version, "version_type": "external_gte"}
        return {"delete" if self.body is None else "index": head}, self.body


def packed(row: Mapping[str, Any]) -> bytes:
    """A row's JSON.

    Raises:
        TypeError: It holds what no JSON can.
    """
    return orjson.dumps(row)


class Delivery:
    """Brings rows to the cluster.

    Attributes:
        refused: Document id → why it will never be taken.
        vanished: Rows whose alias led nowhere any more.
    """

    def __init__(self, client: es.Elasticsearch, patience_s: float) -> None:
        self._client = client.options(request_timeout=_TIMEOUT_S, max_retries=0)
        self._patience_s = patience_s
        self.refused: dict[str, str] = {}
        self.vanished: list[Row] = []

    def send(self, rows: Sequence[Row]) -> None:
        """Bring rows, all of them or an error.

        Raises:
            EngineAwayError: Some could not be brought; send all of them again later.
            EngineUnfitError: The account has not the rights.
        """
        until = time.monotonic() + self._patience_s
        size, pause_s = ROWS, _PAUSE_S
        while rows:
            later, alone = self._tried(rows, size)
            stuck = len(later) == len(rows)
            if stuck and time.monotonic() > until:
                raise EngineAwayError(f"Elasticsearch chưa nhận {len(later)} dòng; hệ thống sẽ gửi lại.")
            if not stuck:
                until = time.monotonic() + self._patience_s
            if later:
                log.info("rows are sent again", extra={"rows": len(later), "at_once": size})
                time.sleep(pause_s * random.uniform(0.5, 1.5))  # noqa: S311 - keeps writers apart, no secret
            if alone:
                self._send_one_by_one(alone)
            rows, size, pause_s = later, max(1, size // 2), min(2 * pause_s, _LONGEST_PAUSE_S)

    def _send_one_by_one(self, rows: Sequence[Row]) -> None:
        """Bring rows that were refused together, so that only the guilty ones stay out."""
        for row in rows:
            until, pause_s = time.monotonic() + self._patience_s, _PAUSE_S
            while self._tried([row], 1)[0]:
                if time.monotonic() > until:
                    raise EngineAwayError(f"Elasticsearch chưa nhận văn bản {row.about}; hệ thống sẽ gửi lại.")
                time.sleep(pause_s)
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    def _tried(self, rows: Sequence[Row], size: int) -> tuple[list[Row], list[Row]]:
        """Send rows once; gives those to send again, and those to send again each by itself."""
        answers = helpers.streaming_bulk(
            self._client, cast(Any, rows), chunk_size=size, max_chunk_bytes=BYTES, raise_on_error=False,
            raise_on_exception=False, expand_action_callback=cast(Any, Row.action), require_alias=True,
        )  # fmt: skip
        later: list[Row] = []
        alone: list[Row] = []
        answered = 0
        try:
            for row, (ok, said) in zip(rows, answers, strict=True):
                answered += 1
                if not ok:
                    self._sort_out(row, next(iter(said.values())), later, alone if len(rows) > 1 else None)
        except TransportError:  # nobody answered, so nobody knows what was taken: all of the rest again
            later += rows[answered:]
        return later, alone

    def _sort_out(self, row: Row, said: Mapping[str, Any], later: list[Row], alone: list[Row] | None) -> None:
        """Put a row that was not taken where it belongs."""
        match self._fate(row, said):
            case None:
                pass
            case "later":
                later.append(row)
            case _ if "exception" in said and alone is not None:  # the request was refused, not just this row
                alone.append(row)
            case why:
                self._set_aside(row, why)

    def _fate(self, row: Row, said: Mapping[str, Any]) -> str | None:
        """``later``, or why the row is refused; None where nothing is left to do."""
        status, error = said.get("status"), said.get("error")
        if status == _OVERTAKEN or (status == _NO_NAME and row.body is None and error is None):
            return None
        if status in _RIGHTS:
            raise EngineUnfitError("Elasticsearch từ chối ghi: xem lại quyền của tài khoản trên chỉ mục.")
        if status == _NO_NAME:
            self.vanished.append(row)
            return None
        if status == _TOO_LARGE:
            return "văn bản quá lớn cho Elasticsearch hoặc máy chủ đứng trước nó."
        return _reason(error) if status == _BAD else "later"

    def _set_aside(self, row: Row, why: str) -> None:
        if not row.about:
            raise EngineBrokenError(f"Chỉ mục không nhận cả dòng của chính nó: {why}")
        log.warning("document refused by the index", extra={"document": row.about})
        self.refused[row.about] = why


def _reason(error: object) -> str:
    if not isinstance(error, Mapping):
        return str(error)[:300]
    cause = error.get("caused_by")
    inner = f" ({cause.get('reason')})" if isinstance(cause, Mapping) else ""
    return f"{error.get('type')}: {error.get('reason')}{inner}"[:500]


def refresh(client: es.Elasticsearch, names: Iterable[str]) -> None:
    """Let what was written be seen; only now is it done."""
    with translated():
        answer = client.indices.refresh(index=list(names), ignore_unavailable=True)
    if answer["_shards"]["failed"]:
        raise EngineAwayError("Elasticsearch chưa cho thấy những gì vừa ghi; hệ thống sẽ gửi lại.")
