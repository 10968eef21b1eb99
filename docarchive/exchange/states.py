"""Where an incoming letter and each of its handovers stand, and which steps are allowed."""

from __future__ import annotations

import enum
from collections.abc import Mapping


class Channel(enum.StrEnum):
    """How a letter came in."""

    PAPER = "paper"
    EMAIL = "email"
    PORTAL = "portal"
    EXCHANGE = "exchange"


class ScanState(enum.StrEnum):
    """Where a file stands that came from the folder of a scanner or a mailbox."""

    SEEN = "seen"
    TAKEN = "taken"
    REFUSED = "refused"


class IncomingState(enum.StrEnum):
    """Where an incoming letter stands in its agency.

    Source:
        Decree 30/2020/NĐ-CP, Articles 20–24: receive, register, present, transfer, handle, close.
    """

    WAITING = "waiting"
    REGISTERED = "registered"
    SUBMITTED = "submitted"
    ASSIGNED = "assigned"
    FINISHED = "finished"
    REFUSED = "refused"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Part(enum.StrEnum):
    """What a handover asks of whom it goes to."""

    SUBMIT = "submit"
    LEAD = "lead"
    CO = "co"
    INFO = "info"


class Outcome(enum.StrEnum):
    """How a handover ended; one that has not ended is in somebody's hands."""

    DIRECTED = "directed"
    PASSED = "passed"
    REASSIGNED = "reassigned"
    DONE = "done"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    WITHDRAWN = "withdrawn"


class Request(enum.StrEnum):
    """What a sender asks to be done with a letter it sent (``BussinessDocType``)."""

    RECALL = "recall"
    UPDATE = "update"


# So begin the words of a step that only says whose work went over; nobody wrote them as a remark.
HANDED_OVER = "Bàn giao công việc của"
# From these on it stands in the register.
REGISTERED = frozenset(
    {IncomingState.REGISTERED, IncomingState.SUBMITTED, IncomingState.ASSIGNED, IncomingState.FINISHED}
)

NEXT: Mapping[IncomingState, frozenset[IncomingState]] = {
    IncomingState.WAITING: frozenset(
        {IncomingState.REGISTERED, IncomingState.REFUSED, IncomingState.MERGED, IncomingState.WITHDRAWN}
    ),
    IncomingState.REGISTERED: frozenset(
        {
            IncomingState.SUBMITTED,
            IncomingState.ASSIGNED,
            IncomingState.FINISHED,
            IncomingState.REFUSED,
            IncomingState.WITHDRAWN,
        }
    ),
    IncomingState.SUBMITTED: frozenset(
        {IncomingState.REGISTERED, IncomingState.ASSIGNED, IncomingState.FINISHED, IncomingState.WITHDRAWN}
    ),
    IncomingState.ASSIGNED: frozenset(
        {
            IncomingState.REGISTERED,
            IncomingState.SUBMITTED,
            IncomingState.ASSIGNED,
            IncomingState.FINISHED,
            IncomingState.WITHDRAWN,
        }
    ),
    IncomingState.FINISHED: frozenset({IncomingState.ASSIGNED, IncomingState.REGISTERED, IncomingState.WITHDRAWN}),
    IncomingState.REFUSED: frozenset({IncomingState.WAITING, IncomingState.WITHDRAWN}),
    IncomingState.MERGED: frozenset({IncomingState.WAITING, IncomingState.WITHDRAWN}),
    IncomingState.WITHDRAWN: frozenset(),
}

CHANNEL_WORDS: Mapping[Channel, str] = {
    Channel.PAPER: "Bản giấy",
    Channel.EMAIL: "Thư điện tử",
    Channel.PORTAL: "Nộp trực tiếp",
    Channel.EXCHANGE: "Liên thông điện tử",
}

SCAN_WORDS: Mapping[ScanState, str] = {
    ScanState.SEEN: "Đang chờ chép xong",
    ScanState.TAKEN: "Đã nhận",
    ScanState.REFUSED: "Không nhận",
}

STATE_WORDS: Mapping[IncomingState, str] = {
    IncomingState.WAITING: "Chờ vào sổ",
    IncomingState.REGISTERED: "Chờ chuyển",
    IncomingState.SUBMITTED: "Đã trình",
    IncomingState.ASSIGNED: "Đang xử lý",
    IncomingState.FINISHED: "Hoàn thành",
    IncomingState.REFUSED: "Trả lại",
    IncomingState.MERGED: "Gộp vào bản đã có",
    IncomingState.WITHDRAWN: "Đã bị thu hồi",
}

PART_WORDS: Mapping[Part, str] = {
    Part.SUBMIT: "Trình",
    Part.LEAD: "Chủ trì",
    Part.CO: "Phối hợp",
    Part.INFO: "Để biết",
}

OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.DIRECTED: "đã cho ý kiến",
    Outcome.PASSED: "đã chuyển tiếp",
    Outcome.REASSIGNED: "giao lại người khác",
    Outcome.DONE: "đã xong",
    Outcome.RETURNED: "trả lại",
    Outcome.TAKEN_BACK: "đã rút về",
    Outcome.WITHDRAWN: "bên gửi thu hồi văn bản",
}

REQUEST_WORDS: Mapping[Request, str] = {
    Request.RECALL: "Yêu cầu thu hồi",
    Request.UPDATE: "Yêu cầu cập nhật",
}
