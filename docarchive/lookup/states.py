"""When people are told of a saved search, and what may become of a line that is looked up."""

from __future__ import annotations

import enum
from collections.abc import Mapping


class Alert(enum.StrEnum):
    """How the owner is told of documents that came."""

    NONE = "none"
    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"


class LineState(enum.StrEnum):
    """What was found for a line."""

    ONE = "one"
    SEVERAL = "several"
    NONE = "none"
    UNREADABLE = "unreadable"


ALERT_WORDS: Mapping[Alert, str] = {
    Alert.NONE: "Không báo",
    Alert.AT_ONCE: "Báo ngay khi có văn bản mới",
    Alert.DAILY: "Mỗi sáng một lần, gộp vào thư buổi sáng",
    Alert.WEEKLY: "Mỗi tuần một lần, sáng thứ Hai",
}

LINE_WORDS: Mapping[LineState, str] = {
    LineState.ONE: "Tìm thấy",
    LineState.SEVERAL: "Nhiều văn bản",
    LineState.NONE: "Không có trong kho",
    LineState.UNREADABLE: "Không đọc được số",
}

LINE_LOOKS: Mapping[LineState, str] = {
    LineState.ONE: "done",
    LineState.SEVERAL: "soon",
    LineState.NONE: "late",
    LineState.UNREADABLE: "new",
}

MOST_SEARCHES = 50
MOST_LINES = 200
LONGEST_NAME = 120
LONGEST_LINE = 500
