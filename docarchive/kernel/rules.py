"""The rules by which deadlines are counted: their names, kept with every deadline, and the law they come from."""

from __future__ import annotations

import enum


class Rule(enum.StrEnum):
    """By what a deadline was counted; kept with it, so that it can be counted again."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    REGISTER = "register"
    ISSUE = "issue"
    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    URGENT = "urgent"

    @property
    def label(self) -> str:
        """What is to be done, as on screen."""
        return LABELS[self][0]

    @property
    def source(self) -> str:
        """The law it comes from, as on screen."""
        return LABELS[self][1]

    @property
    def is_open(self) -> bool:
        """Whether the rule leaves the length of the term to whoever sets it."""
        return self in {Rule.WORKING_DAYS, Rule.DAYS}


_CIVIL_CODE = "Bộ luật Dân sự 2015, Điều 147 và 148"
_DECREE, _DECISION = "Nghị định 30/2020/NĐ-CP", "Quyết định 28/2018/QĐ-TTg, Điều 6"
LABELS = {
    Rule.WORKING_DAYS: ("Thời hạn tính bằng ngày làm việc", _CIVIL_CODE),
    Rule.DAYS: ("Thời hạn tính bằng ngày", _CIVIL_CODE),
    Rule.REGISTER: ("Đăng ký, trình, chuyển văn bản đến", f"{_DECREE}, Điều 4, 22 và 23"),
    Rule.ISSUE: ("Đăng ký, phát hành văn bản đi", f"{_DECREE}, Điều 4 và 18"),
    Rule.SEND: ("Gửi văn bản điện tử đã ký", _DECISION),
    Rule.ACKNOWLEDGE: ("Báo đã nhận văn bản điện tử", f"{_DECREE}, Điều 21"),
    Rule.URGENT: ("Xử lý văn bản khẩn", f"{_DECREE}, Điều 4; {_DECISION}"),
}
