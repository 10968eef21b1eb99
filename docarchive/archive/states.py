"""Where a document, an import and one of its files stand, and which steps are allowed."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

# From this confidence (0–1) on, what was read needs nobody's look.
SURE: Final = 0.9


class DocumentState(enum.StrEnum):
    """Whether a document is part of the archive that readers see."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class AccessLevel(enum.StrEnum):
    """Who may read a document."""

    PUBLIC = "public"
    AGENCY = "agency"
    UNIT = "unit"
    NAMED = "named"


class ItemState(enum.StrEnum):
    """Where one file or row of an import stands."""

    WAITING = "waiting"
    IMPORTED = "imported"
    UNPACKED = "unpacked"
    DUPLICATE = "duplicate"
    FAILED = "failed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class BatchState(enum.StrEnum):
    """Where an import stands."""

    OPEN = "open"
    TAKEN_BACK = "taken_back"


class RelationState(enum.StrEnum):
    """What is thought of a relation; only ``confirmed`` bears on validity."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Origin(enum.StrEnum):
    """Where the value of a field comes from."""

    READ = "read"
    SUGGESTED = "suggested"
    RECORD = "record"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


# Origins of imports whose files are letters: they are checked when they are registered, or before they are issued.
RECEIVED = "received"
ISSUED = "issued"
LETTERS = frozenset({RECEIVED, ISSUED})

ENDED = frozenset({*ItemState} - {ItemState.WAITING})

NEXT: Mapping[ItemState, frozenset[ItemState]] = {
    ItemState.WAITING: ENDED - {ItemState.TAKEN_BACK},
    ItemState.IMPORTED: frozenset({ItemState.TAKEN_BACK}),
    ItemState.DUPLICATE: frozenset({ItemState.WAITING}),
    ItemState.FAILED: frozenset({ItemState.WAITING}),
    ItemState.REFUSED: frozenset(),
    ItemState.UNPACKED: frozenset({ItemState.TAKEN_BACK}),
    ItemState.TAKEN_BACK: frozenset({ItemState.IMPORTED}),
}

ACCESS_WORDS: Mapping[AccessLevel, str] = {
    AccessLevel.PUBLIC: "Mọi người dùng",
    AccessLevel.AGENCY: "Trong cơ quan",
    AccessLevel.UNIT: "Trong đơn vị",
    AccessLevel.NAMED: "Người được nêu tên",
}

ITEM_WORDS: Mapping[ItemState, str] = {
    ItemState.WAITING: "Đang chờ đọc",
    ItemState.IMPORTED: "Đã nhập",
    ItemState.UNPACKED: "Đã mở gói",
    ItemState.DUPLICATE: "Trùng",
    ItemState.FAILED: "Không nhập được",
    ItemState.REFUSED: "Từ chối",
    ItemState.TAKEN_BACK: "Đã rút lại",
}

ORIGIN_WORDS: Mapping[Origin, str] = {
    Origin.READ: "đọc từ văn bản",
    Origin.SUGGESTED: "gợi ý, chưa nhận",
    Origin.RECORD: "theo sổ cũ",
    Origin.CONFIRMED: "đã xác nhận",
    Origin.CORRECTED: "đã sửa",
}

FIELD_WORDS: Mapping[str, str] = {
    "number": "Số ký hiệu",
    "kind": "Loại văn bản",
    "issued_on": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "superior": "Cơ quan chủ quản",
    "subject": "Trích yếu",
    "signer": "Người ký",
    "signer_title": "Chức vụ người ký",
    "signer_authority": "Thẩm quyền ký",
    "place": "Nơi ban hành",
    "urgency": "Độ khẩn",
    "recipients": "Nơi nhận",
    "status": "Hiệu lực (theo sổ cũ)",
    "effective_on": "Ngày có hiệu lực",
    "expires_on": "Hết hiệu lực từ ngày",
}

RELATION_WORDS: Mapping[str, tuple[str, str]] = {
    "amends": ("Sửa đổi, bổ sung", "Sửa đổi, bổ sung văn bản này"),
    "supplements": ("Bổ sung", "Bổ sung văn bản này"),
    "replaces": ("Thay thế", "Thay thế văn bản này"),
    "repeals": ("Bãi bỏ", "Bãi bỏ văn bản này"),
    "based_on": ("Căn cứ", "Căn cứ văn bản này"),
    "guides": ("Hướng dẫn", "Hướng dẫn văn bản này"),
    "cites": ("Dẫn chiếu", "Dẫn chiếu văn bản này"),
    "postpones": ("Lùi hiệu lực", "Lùi hiệu lực văn bản này"),
    "corrects": ("Đính chính", "Đính chính văn bản này"),
    "consolidates": ("Hợp nhất", "Hợp nhất văn bản này"),
    "suspends": ("Tạm ngưng hiệu lực", "Tạm ngưng hiệu lực văn bản này"),
}

SOURCE_WORDS: Mapping[str, str] = {"text": "Có lớp chữ", "scan": "Bản quét", "record": "Chỉ có trong sổ"}
