"""Generations of the index beside one another, and the names that lead to them.

::

    NAME            the generation that answers and is written to
    NAME-next       the one being built, written to as well, so that it misses no change
    NAME-000001 …   the generations; what was replaced stays a day

The names are aliases, and the cluster moves both in one step. Each generation says in its mapping who made it, who
builds it and when it was replaced.
"""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import elasticsearch as es

from indexer.engines import terms
from indexer.engines.elastic import schema
from indexer.engines.elastic.address import Address
from indexer.engines.errors import EngineBrokenError, EngineBusyError, EngineUnfitError

KEPT_S: Final = 86_400.0
_SILENT_S: Final = 60.0  # after which nobody builds any more
_BUILDER: Final = f"{socket.gethostname()}:{os.getpid()}"


@dataclass(frozen=True, slots=True)
class Generation:
    """An index of the cluster.

    Attributes:
        marks: What its mapping says of it.
    """

    name: str
    marks: Mapping[str, Any]


class Generations:
    """All generations of one index."""

    def __init__(self, client: es.Elasticsearch, address: Address) -> None:
        self._client = client
        self._shards = address.shards
        self.current_name = address.index
        self.next_name = f"{address.index}-next"
        self._numbered = re.compile(rf"{re.escape(address.index)}-(\d{{6}})")

    def current(self) -> Generation:
        """The generation in use, made if there is none.

        Raises:
            EngineBrokenError: Another version made it.
            EngineUnfitError: A newer docarchive made it, or the name leads to something else.
        """
        found = self._named(self.current_name)
        if found is None:
            self._make_first()
            found = self._named(self.current_name)
        if found is None or not self._numbered.fullmatch(found.name):
            raise EngineUnfitError(f"Tên chỉ mục {self.current_name} đã được dùng cho việc khác trong Elasticsearch.")
        return _checked(found)

    def begin(self) -> tuple[Generation, bool]:
        """The generation to build, and whether somebody began it before and was interrupted.

        Raises:
            EngineBusyError: Somebody is building it now.
        """
        begun = self._named(self.next_name)
        if begun is not None:
            if _builds(begun.marks):
                raise EngineBusyError("Chỉ mục đang được dựng lại ở tiến trình khác.")
            if _age_s(begun.marks.get("beat")) < KEPT_S and begun.marks.get("fingerprint") == schema.fingerprint():
                self.mark(begun, builder=_BUILDER, beat=time.time())
                return begun, True
            self._client.indices.delete(index=begun.name)
        last = max((int(name[-6:]) for name in self.all()), default=0)
        return self._make(last + 1, self.next_name, builder=_BUILDER, beat=time.time()), False

    def mark(self, generation: Generation, **marks: object) -> None:
        """Say something more of a generation in its mapping; one that is gone is left alone."""
        body = {**self.marks(generation), **marks}
        self._client.indices.put_mapping(index=generation.name, meta=body)

    def marks(self, generation: Generation) -> Mapping[str, Any]:
        """What its mapping says of it now."""
        found = self._client.indices.get_mapping(index=generation.name)
        marks: Mapping[str, Any] = found[generation.name]["mappings"].get("_meta", {})
        return marks

    def swap(self, built: Generation) -> None:
        """Put a built generation in use, in one step; the one before is kept a day."""
        before = self._named(self.current_name)
        moves: list[dict[str, Any]] = [
            {"add": {"index": built.name, "alias": self.current_name}},
            {"remove": {"index": built.name, "alias": self.next_name, "must_exist": True}},
        ]
        if before:
            moves.append({"remove": {"index": before.name, "alias": self.current_name, "must_exist": True}})
        self._client.indices.update_aliases(actions=moves)
        if before:
            self.mark(before, replaced=time.time())

    def drop(self, generation: Generation) -> None:
        """Forget a generation."""
        self._client.indices.delete(index=generation.name, ignore_unavailable=True)

    def tidy(self) -> None:
        """Forget generations replaced more than a day ago and those nobody has gone on building for as long."""
        for name, found in self.all().items():
            marks = found["mappings"].get("_meta", {})
            used = self.current_name in found["aliases"]
            if not used and _age_s(marks.get("replaced") or marks.get("beat")) > KEPT_S:
                self._client.indices.delete(index=name, ignore_unavailable=True)

    def all(self) -> dict[str, Any]:
        """Every generation there is: name → mapping and aliases."""
        found = self._client.indices.get(index=f"{self.current_name}-*", features=["aliases", "mappings"])
        return {name: one for name, one in found.body.items() if self._numbered.fullmatch(name)}

    def is_building(self) -> bool:
        """Whether there is a generation that is being built."""
        return bool(self._client.indices.exists_alias(name=self.next_name))

    def _named(self, name: str) -> Generation | None:
        try:
            found = self._client.indices.get_mapping(index=name, filter_path="*.mappings._meta").body
        except es.NotFoundError:
            return None
        if len(found) > 1:
            raise EngineUnfitError(f"Tên {name} dẫn tới {len(found)} chỉ mục trong Elasticsearch; chỉ được một.")
        return next((Generation(index, said["mappings"]["_meta"]) for index, said in found.items()), Generation("", {}))

    def _make_first(self) -> None:
        try:
            self._make(max((int(name[-6:]) for name in self.all()), default=0) + 1, self.current_name)
        except EngineBusyError:  # somebody else was faster
            time.sleep(0.2)

    def _make(self, number: int, alias: str, **marks: object) -> Generation:
        name = f"{self.current_name}-{number:06}"
        mappings = schema.mappings()
        mappings["_meta"] |= marks
        try:
            self._client.indices.create(
                index=name, settings=schema.settings(self._shards), mappings=mappings, aliases={alias: {}}
            )
        except es.BadRequestError as error:
            if error.error == "resource_already_exists_exception":
                raise EngineBusyError("Chỉ mục đang được dựng ở tiến trình khác.") from error
            raise
        return Generation(name, mappings["_meta"])


def _checked(found: Generation) -> Generation:
    if found.marks.get("fingerprint") == schema.fingerprint():
        return found
    made_by = (int(found.marks.get("schema", 0)), int(found.marks.get("terms", 0)))
    if made_by > (schema.VERSION, int(terms.VERSION)):
        raise EngineUnfitError("Chỉ mục do bản docarchive mới hơn tạo ra; hãy nâng cấp docarchive ở máy này.")
    raise EngineBrokenError("Chỉ mục do phiên bản khác tạo ra; cần tạo lại chỉ mục.")


def _builds(marks: Mapping[str, Any]) -> bool:
    """Whether the builder is still at it; on this machine the process tells, elsewhere the last sign of life."""
    host, _, process = str(marks.get("builder", "")).rpartition(":")
    if host == socket.gethostname():
        is_other = Path(f"/proc/{process}").exists() and f"{host}:{process}" != _BUILDER
        return is_other and _age_s(marks.get("beat")) < 10 * _SILENT_S
    return _age_s(marks.get("beat")) < _SILENT_S


def _age_s(moment: object) -> float:
    return time.time() - float(moment) if isinstance(moment, int | float) else float("inf")
