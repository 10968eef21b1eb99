"""Where an outgoing letter and each of its recipients stand, and which steps are allowed."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

from edxml import Steering


class OutgoingState(enum.StrEnum):
    """Where an outgoing letter stands in its agency.

    Source:
        Decree 30/2020/NĐ-CP, Articles 10–18: draft, approve, sign, number and date, register, issue, recall.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    NUMBERED = "numbered"
    ISSUED = "issued"
    RECALLED = "recalled"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


class Deed(enum.StrEnum):
    """What somebody did with a draft; each is a step of its way."""

    ASKED = "asked"
    ANSWERED = "answered"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    SIGNED = "signed"
    NUMBERED = "numbered"
    SEALED = "sealed"
    ISSUED = "issued"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    RECALLED = "recalled"
    REPLACED = "replaced"
    UPDATED = "updated"
    SUCCEEDED = "succeeded"


class Verdict(enum.StrEnum):
    """What became of an opinion on a draft; empty while nobody has decided.

    ``AGREED`` is that of whoever agrees with the draft as it is: nothing is to be answered.
    """

    OPEN = ""
    ACCEPTED = "accepted"
    PARTLY = "partly"
    EXPLAINED = "explained"
    AGREED = "agreed"


class Way(enum.StrEnum):
    """How a letter goes to a recipient."""

    ELECTRONIC = "electronic"
    PAPER = "paper"
    BOTH = "both"


class SigningPart(enum.StrEnum):
    """Whose electronic signature a file gets: first that of whoever may sign, then the agency's (Article 5)."""

    PERSON = "person"
    AGENCY = "agency"


class SigningWay(enum.StrEnum):
    """Where the key was that signed."""

    FILE = "file"
    TOKEN = "token"  # noqa: S105 - a device
    ELSEWHERE = "elsewhere"


# In these its text can still change.
UNSIGNED = frozenset({OutgoingState.DRAFT, OutgoingState.SUBMITTED})
# A recipient sent the letter back (``STATUS_NAMES`` of edxml).
REFUSED: Final = "02"
# In these the letter bears a number of its register.
NUMBERED = frozenset(
    {OutgoingState.NUMBERED, OutgoingState.ISSUED, OutgoingState.RECALLED, OutgoingState.REPLACED}
)  # fmt: skip
# From these on nothing about it changes but how far it has come.
ISSUED = frozenset({OutgoingState.ISSUED, OutgoingState.RECALLED, OutgoingState.REPLACED})

NEXT: Mapping[OutgoingState, frozenset[OutgoingState]] = {
    OutgoingState.DRAFT: frozenset({OutgoingState.SUBMITTED, OutgoingState.SIGNED, OutgoingState.CANCELLED}),
    OutgoingState.SUBMITTED: frozenset(
        {OutgoingState.SUBMITTED, OutgoingState.DRAFT, OutgoingState.SIGNED, OutgoingState.CANCELLED}
    ),
    OutgoingState.SIGNED: frozenset({OutgoingState.NUMBERED, OutgoingState.DRAFT, OutgoingState.CANCELLED}),
    OutgoingState.NUMBERED: frozenset({OutgoingState.ISSUED, OutgoingState.SIGNED}),
    OutgoingState.ISSUED: frozenset({OutgoingState.RECALLED, OutgoingState.REPLACED}),
    OutgoingState.RECALLED: frozenset(),
    OutgoingState.REPLACED: frozenset({OutgoingState.RECALLED}),
    OutgoingState.CANCELLED: frozenset({OutgoingState.DRAFT}),
}

OUTGOING_WORDS: Mapping[OutgoingState, str] = {
    OutgoingState.DRAFT: "Dự thảo",
    OutgoingState.SUBMITTED: "Đã trình",
    OutgoingState.SIGNED: "Đã ký, chờ số",
    OutgoingState.NUMBERED: "Đã cấp số, chờ ban hành",
    OutgoingState.ISSUED: "Đã ban hành",
    OutgoingState.RECALLED: "Đã thu hồi",
    OutgoingState.REPLACED: "Bị thay thế",
    OutgoingState.CANCELLED: "Đã hủy",
}

DEED_WORDS: Mapping[Deed, str] = {
    Deed.ASKED: "xin ý kiến",
    Deed.ANSWERED: "cho ý kiến",
    Deed.SUBMITTED: "trình",
    Deed.RETURNED: "trả lại",
    Deed.TAKEN_BACK: "rút về",
    Deed.SIGNED: "ký",
    Deed.NUMBERED: "cấp số",
    Deed.SEALED: "ký số của cơ quan",
    Deed.ISSUED: "ban hành",
    Deed.CANCELLED: "hủy",
    Deed.REOPENED: "mở lại",
    Deed.RECALLED: "thu hồi",
    Deed.REPLACED: "thay thế",
    Deed.UPDATED: "gửi bản cập nhật",
    Deed.SUCCEEDED: "bàn giao",
}

VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.OPEN: "Chưa xử lý",
    Verdict.ACCEPTED: "Tiếp thu",
    Verdict.PARTLY: "Tiếp thu một phần",
    Verdict.EXPLAINED: "Giải trình",
    Verdict.AGREED: "Thống nhất với dự thảo",
}

STEERING_WORDS: Mapping[Steering, str] = {
    Steering.NONE: "Không",
    Steering.DIRECTION: "Giao nhiệm vụ cho nơi nhận",
    Steering.REPORT: "Báo cáo nhiệm vụ được giao",
}

WAY_WORDS: Mapping[Way, str] = {
    Way.ELECTRONIC: "Điện tử",
    Way.PAPER: "Bản giấy",
    Way.BOTH: "Điện tử và giấy",
}

SIGNED_WORDS: Mapping[SigningPart, str] = {
    SigningPart.PERSON: "Chữ ký số của người ký",
    SigningPart.AGENCY: "Chữ ký số của cơ quan",
}

SIGNING_WORDS: Mapping[SigningWay, str] = {
    SigningWay.FILE: "ký bằng tệp khóa",
    SigningWay.TOKEN: "ký bằng thiết bị của máy chủ",
    SigningWay.ELSEWHERE: "tải lên sau khi ký ở máy khác",
}
