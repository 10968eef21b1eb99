"""What stands in for the world outside: a network that loses, an axis that lies, a courier with a stick."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docarchive.app import Application
from docarchive.delivery.channels.axis import AxisAwayError, AxisRefusalError
from docarchive.delivery.channels.wire import Heard, Silence


class AppWire:
    """Calls other installations of the test straight in their application, by their address."""

    def __init__(self) -> None:
        self.apps: dict[str, Application] = {}
        self.calls: list[tuple[str, str]] = []
        self.before: Callable[[str, str], Silence | None] = lambda _method, _path: None
        self.after: Callable[[str, str, Heard], Heard | Silence] = lambda _method, _path, heard: heard

    def call(
        self, address: str, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Heard | Silence:
        self.calls.append((method, path))
        silence = self.before(method, path)
        if silence is not None:
            return silence
        app = self.apps.get(address)
        if app is None:
            return Silence("Không kết nối được.", left=False)
        answer = app.test_client().open(path, method=method, headers=dict(headers), data=body)
        heard = Heard(answer.status_code, {name.lower(): value for name, value in answer.headers}, answer.data)
        return self.after(method, path, heard)


@dataclass
class Posted:
    """A packet on the fake axis."""

    doc_id: str
    sender: str
    kind: str
    content: bytes
    to: list[str]
    done: dict[str, str] = field(default_factory=dict)


class FakeAxis:
    """The calls of the axis, with the faults it is known for; each fault is switched on by name."""

    def __init__(self) -> None:
        self.posted: dict[str, Posted] = {}
        self.agencies: list[dict[str, str]] = []
        self.faults: set[str] = set()
        self.calls: list[str] = []

    def call(self, name: str, headers: Mapping[str, str], body: bytes = b"") -> Any:
        self.calls.append(name)
        if "away" in self.faults:
            raise AxisAwayError("thử")
        if f"lose:{name}" in self.faults:
            self._do(name, headers, body)
            self.faults.discard(f"lose:{name}")
            raise AxisAwayError("mất câu trả lời")
        return self._do(name, headers, body)

    def put(self, doc_id: str, sender: str, to: str, content: bytes, kind: str = "edoc") -> None:
        """A packet of another system."""
        self.posted[doc_id] = Posted(doc_id, sender, kind, content, [to])

    def _do(self, name: str, headers: Mapping[str, str], body: bytes) -> Any:
        return getattr(self, f"_{name}")(headers, body)

    def _sendEdoc(self, headers: Mapping[str, str], body: bytes) -> Any:  # noqa: N802 - the name of the call
        if headers["to"] not in [one["code"] for one in self.agencies]:
            raise AxisRefusalError(18)
        if headers["docId"] in self.posted:
            self.posted[headers["docId"] + "-twice"] = self.posted[headers["docId"]]
        self.posted[headers["docId"]] = Posted(
            headers["docId"], headers["from"], headers["messagetype"], body, [headers["to"]]
        )
        return {"docId": headers["docId"]}

    def _getReceivedEdocList(self, headers: Mapping[str, str], _body: bytes) -> Any:  # noqa: N802
        found = [one for one in self.posted.values() if headers["to"] in one.to and one.kind == headers["messagetype"]]
        if "list-repeats" not in self.faults:
            found = [one for one in found if headers["to"] not in one.done]
        if "out-of-order" in self.faults:
            found = found[::-1]
        if "truncated-list" in self.faults:
            found = found[: max(1, len(found) // 2)]
        return [{"docId": one.doc_id, "from": one.sender} for one in found]

    def _getEdoc(self, headers: Mapping[str, str], _body: bytes) -> Any:  # noqa: N802
        content = self.posted[headers["docId"]].content
        if "truncated" in self.faults:
            self.faults.discard("truncated")
            return content[: len(content) // 2]
        return content

    def _updateStatus(self, headers: Mapping[str, str], _body: bytes) -> Any:  # noqa: N802
        self.posted[headers["docId"]].done[headers["to"]] = headers["status"]
        return {}

    def _getSentEdocList(self, headers: Mapping[str, str], _body: bytes) -> Any:  # noqa: N802
        found = [one for one in self.posted.values() if one.sender == headers["from"]]
        return [{"docId": one.doc_id, "status": next(iter(one.done.values()), "processing")} for one in found]

    def _getAgenciesList(self, _headers: Mapping[str, str], _body: bytes) -> Any:  # noqa: N802
        return self.agencies


class Courier:
    """Carries what lies in one folder's ``out`` to the other's ``in``, and back."""

    def __init__(self, one: tuple[Path, str], other: tuple[Path, str]) -> None:
        self._ends = one, other

    def go(self) -> None:
        (here, here_code), (there, there_code) = self._ends
        self._carry(here / there_code / "out", there / here_code / "in")
        self._carry(there / here_code / "out", here / there_code / "in")

    def _carry(self, source: Path, target: Path) -> None:
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted(source.glob("*")):
            if path.is_file() and not path.name.startswith("."):
                shutil.move(path, target / path.name)
