"""Where an assignment stands, how it is counted, and which steps are allowed."""

from __future__ import annotations

import enum
from collections.abc import Mapping


class Source(enum.StrEnum):
    """Where a direction was said."""

    DOCUMENT = "document"
    REMARK = "remark"
    MEETING = "meeting"
    SPOKEN = "spoken"


class Part(enum.StrEnum):
    """What a body other than the lead has to do with an assignment."""

    CO = "co"
    INFO = "info"


class Term(enum.StrEnum):
    """How the day was set by which an assignment is to be done."""

    FIXED = "fixed"
    WORKING_DAYS = "working_days"
    NONE = "none"


class Period(enum.StrEnum):
    """How often a recurring direction asks for the same."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class Errand(enum.StrEnum):
    """What a letter does for an assignment."""

    GIVEN = "given"
    REPORT = "report"


class WorkState(enum.StrEnum):
    """Where an assignment stands. Whether it is late is never stored: it is computed (``Cell``)."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    DOING = "doing"
    REPORTED = "reported"
    DONE = "done"
    RETURNED = "returned"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class Cell(enum.StrEnum):
    """How an assignment is counted on a day; each that counts lies in exactly one.

    Source:
        Report 1270/BC-TCTTTg (2017): done and not done, each within and past its deadline; without a deadline apart.
    """

    DONE_IN_TIME = "ht-dung"
    DONE_LATE = "ht-qua"
    OPEN_IN_TIME = "cht-trong"
    OPEN_LATE = "cht-qua"
    DONE_NO_TERM = "ht-khong-han"
    OPEN_NO_TERM = "cht-khong-han"


class Deed(enum.StrEnum):
    """What somebody did with an assignment; each is a step of its history."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    BEGUN = "begun"
    NOTED = "noted"
    MILESTONE = "milestone"
    REPORTED = "reported"
    SENT_BACK = "sent_back"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    GIVEN_AGAIN = "given_again"
    PAUSED = "paused"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    EXTENSION_ASKED = "extension_asked"
    EXTENDED = "extended"
    NOT_EXTENDED = "not_extended"
    REMINDED = "reminded"
    PRESSED = "pressed"
    EXPLANATION_ASKED = "explanation_asked"
    EXPLAINED = "explained"
    LETTER = "letter"
    RECOUNTED = "recounted"
    SUCCEEDED = "succeeded"


# Work goes on in these: the assignment is open and its clock runs.
RUNNING = frozenset({WorkState.GIVEN, WorkState.ACCEPTED, WorkState.DOING, WorkState.REPORTED})
# The clock of an open assignment stands in these.
STANDING = frozenset({WorkState.PAUSED, WorkState.REPORTED})
# These are neither done nor open: figures leave them out and name them apart.
LEFT_OUT = frozenset({WorkState.CANCELLED, WorkState.RETURNED})

NEXT: Mapping[WorkState, frozenset[WorkState]] = {
    WorkState.GIVEN: frozenset(
        {WorkState.ACCEPTED, WorkState.DOING, WorkState.REPORTED, WorkState.RETURNED, WorkState.PAUSED,
         WorkState.CANCELLED}
    ),
    WorkState.ACCEPTED: frozenset(
        {WorkState.GIVEN, WorkState.DOING, WorkState.REPORTED, WorkState.RETURNED, WorkState.PAUSED,
         WorkState.CANCELLED}
    ),
    WorkState.DOING: frozenset({WorkState.REPORTED, WorkState.RETURNED, WorkState.PAUSED, WorkState.CANCELLED}),
    WorkState.REPORTED: frozenset({WorkState.DONE, WorkState.DOING, WorkState.CANCELLED}),
    WorkState.DONE: frozenset({WorkState.DOING}),
    WorkState.RETURNED: frozenset({WorkState.GIVEN, WorkState.CANCELLED}),
    WorkState.PAUSED: frozenset({WorkState.DOING, WorkState.CANCELLED}),
    WorkState.CANCELLED: frozenset({WorkState.GIVEN}),
}  # fmt: skip

SOURCE_WORDS: Mapping[Source, str] = {
    Source.DOCUMENT: "Văn bản",
    Source.REMARK: "Bút phê",
    Source.MEETING: "Kết luận họp",
    Source.SPOKEN: "Chỉ đạo miệng",
}

PART_WORDS: Mapping[Part, str] = {Part.CO: "Phối hợp", Part.INFO: "Để biết"}

TERM_WORDS: Mapping[Term, str] = {
    Term.FIXED: "Ngày cụ thể",
    Term.WORKING_DAYS: "Số ngày làm việc",
    Term.NONE: "Không thời hạn",
}

PERIOD_WORDS: Mapping[Period, str] = {
    Period.WEEK: "Hằng tuần",
    Period.MONTH: "Hằng tháng",
    Period.QUARTER: "Hằng quý",
    Period.HALF: "6 tháng",
    Period.YEAR: "Hằng năm",
}

STATE_WORDS: Mapping[WorkState, str] = {
    WorkState.GIVEN: "Mới giao",
    WorkState.ACCEPTED: "Đã tiếp nhận",
    WorkState.DOING: "Đang thực hiện",
    WorkState.REPORTED: "Chờ xác nhận",
    WorkState.DONE: "Hoàn thành",
    WorkState.RETURNED: "Trả lại",
    WorkState.PAUSED: "Tạm dừng",
    WorkState.CANCELLED: "Đã hủy",
}

CELL_WORDS: Mapping[Cell, str] = {
    Cell.DONE_IN_TIME: "Hoàn thành đúng hạn",
    Cell.DONE_LATE: "Hoàn thành quá hạn",
    Cell.OPEN_IN_TIME: "Chưa hoàn thành, trong hạn",
    Cell.OPEN_LATE: "Chưa hoàn thành, quá hạn",
    Cell.DONE_NO_TERM: "Hoàn thành, không thời hạn",
    Cell.OPEN_NO_TERM: "Chưa hoàn thành, không thời hạn",
}

DEED_WORDS: Mapping[Deed, str] = {
    Deed.GIVEN: "giao việc",
    Deed.ACCEPTED: "tiếp nhận",
    Deed.BEGUN: "bắt đầu thực hiện",
    Deed.NOTED: "cập nhật tiến độ",
    Deed.MILESTONE: "xong một mốc",
    Deed.REPORTED: "báo cáo hoàn thành",
    Deed.SENT_BACK: "yêu cầu làm tiếp",
    Deed.CONFIRMED: "xác nhận hoàn thành",
    Deed.RETURNED: "trả lại vì không đúng thẩm quyền",
    Deed.GIVEN_AGAIN: "giao lại",
    Deed.PAUSED: "tạm dừng",
    Deed.RESUMED: "làm tiếp",
    Deed.CANCELLED: "hủy",
    Deed.REOPENED: "mở lại",
    Deed.EXTENSION_ASKED: "xin gia hạn",
    Deed.EXTENDED: "gia hạn",
    Deed.NOT_EXTENDED: "không cho gia hạn",
    Deed.REMINDED: "nhắc việc",
    Deed.PRESSED: "đôn đốc",
    Deed.EXPLANATION_ASKED: "yêu cầu giải trình",
    Deed.EXPLAINED: "giải trình",
    Deed.LETTER: "văn bản giao, báo cáo nhiệm vụ",
    Deed.RECOUNTED: "tính lại hạn",
    Deed.SUCCEEDED: "bàn giao",
}
