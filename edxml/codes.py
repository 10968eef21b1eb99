"""The codes a packet speaks in, as the national axis uses them."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Priority(IntEnum):
    """Urgency of a document (``Priority``); secrecy has no place in a packet."""

    NORMAL = 0
    URGENT = 1
    VERY_URGENT = 2
    EXPRESS = 3
    EXPRESS_AT_HOUR = 4


class Steering(IntEnum):
    """Whether a document directs others (``SteeringType``)."""

    NONE = 0
    DIRECTION = 1
    REPORT = 2


class BusinessType(IntEnum):
    """What a packet does to the document it carries (``BussinessDocType``)."""

    NEW = 0
    RECALL = 1
    UPDATE = 2
    REPLACE = 3


class ReceiverChange(IntEnum):
    """What an update does to one recipient (``ReceiverType``)."""

    REMOVED = 0
    ADDED = 1


# Code of a status message → what it says; others (07, 14 …) are kept and shown as they are.
STATUS_NAMES: Final = {
    "01": "Đã đến",
    "02": "Từ chối tiếp nhận",
    "03": "Đã tiếp nhận, vào sổ",
    "04": "Đã phân công xử lý",
    "05": "Đang xử lý",
    "06": "Đã hoàn thành",
    "13": "Yêu cầu lấy lại văn bản",
    "15": "Đồng ý cập nhật, lấy lại",
    "16": "Từ chối cập nhật, lấy lại",
}

# Sent by the agency that issued the document; all others come from an agency that received it.
STATUS_OF_ISSUER: Final = frozenset({"13"})

# Means nothing without the reason in ``Description``.
STATUS_WITH_REASON: Final = frozenset({"02", "13", "16"})
