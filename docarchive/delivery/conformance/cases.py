"""What a case is, and how one ends that does not end well."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docarchive.delivery.conformance.bench import Bench


class Family(enum.StrEnum):
    """What a case is about; its letter begins the ids of its cases."""

    RECEIPTS = "R"
    DOOR = "D"
    HOSTILE = "H"
    DIALECTS = "L"
    STATUSES = "S"
    SIGNATURES = "C"
    LETTERS = "N"
    SENDING = "G"


class Need(enum.StrEnum):
    """What a case asks of the trial; where it is missing, the case is not played, and says so."""

    HTTPS = "https"
    RETURN = "return"
    ACTS = "acts"
    DEMAND = "demand"


class Mark(enum.StrEnum):
    """How a case ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


FAMILY_WORDS: Mapping[Family, str] = {
    Family.RECEIPTS: "Biên nhận, gửi trùng, gửi muộn",
    Family.DOOR: "Từ chối ở cửa: chữ ký, phong bì, nơi nhận",
    Family.HOSTILE: "Gói hỏng, gói độc hại",
    Family.DIALECTS: "Gói hợp lệ viết theo nhiều cách",
    Family.STATUSES: "Trạng thái đến muộn, trùng, ngược thứ tự",
    Family.SIGNATURES: "Chữ ký số bên trong gói",
    Family.LETTERS: "Nghiệp vụ: mới, cập nhật, thay thế, thu hồi",
    Family.SENDING: "Bên được thử gửi đi",
}
NEED_WORDS: Mapping[Need, str] = {
    Need.HTTPS: "Chỉ thử được qua HTTPS.",
    Need.RETURN: "Cần đường về để bên được thử gửi trạng thái: thêm --listen.",
    Need.ACTS: "Cần văn thư bên được thử thao tác: thêm --by-hand hoặc --act.",
    Need.DEMAND: "Cần thống nhất trước về chữ ký trong gói: đặt ở bên được thử, rồi thêm --signatures.",
}
MARK_WORDS: Mapping[Mark, str] = {Mark.PASSED: "ĐẠT", Mark.FAILED: "KHÔNG ĐẠT", Mark.SKIPPED: "chưa thử"}


class Fault(Exception):  # noqa: N818 - the finding of a trial, no mishap of the program
    """The other side did not do what it must; the message is a Vietnamese sentence."""


class NotPlayed(Exception):  # noqa: N818 - the same
    """The case could not be played; the message says why."""


@dataclass(frozen=True)
class Case:
    """One trial.

    Attributes:
        id: Stays the same for good: suppliers name it in their reports.
        sends: What is sent, in Vietnamese.
        must: What must come back.
        play: Raises ``Fault`` where that does not come.
    """

    id: str
    sends: str
    must: str
    play: Callable[[Bench], None] = field(repr=False)
    needs: frozenset[Need] = frozenset()

    @property
    def family(self) -> Family:
        """What it is about."""
        return Family(self.id[0])

    def to_json(self) -> Mapping[str, str]:
        """For programs."""
        return {"id": self.id, "family": self.family.name.lower(), "sends": self.sends, "must": self.must}


class Book:
    """Collects the cases of one module."""

    def __init__(self) -> None:
        self.cases: list[Case] = []

    def case(
        self, case_id: str, sends: str, must: str, *needs: Need
    ) -> Callable[[Callable[[Bench], None]], Callable[[Bench], None]]:
        """Make a function a case."""

        def add(play: Callable[[Bench], None]) -> Callable[[Bench], None]:
            self.cases.append(Case(case_id, sends, must, play, frozenset(needs)))
            return play

        return add
