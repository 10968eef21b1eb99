"""What notices are about and the ways they reach people."""

from __future__ import annotations

import enum
from collections.abc import Mapping


class Kind(enum.StrEnum):
    """What a notice is about; people choose a way for each."""

    GIVEN = "given"
    PRESSED = "pressed"
    DUE = "due"
    ANSWERED = "answered"
    REPORTED = "reported"
    LETTER = "letter"
    DRAFT = "draft"
    ABSENCE = "absence"
    SEARCH = "search"
    STANDING = "standing"
    MAIL = "mail"
    UPKEEP = "upkeep"
    MORNING = "morning"
    WEEK = "week"


class Way(enum.StrEnum):
    """How a notice reaches its reader; whatever the way, it stands on the page, unless it is off."""

    PAGE = "page"
    MAIL = "mail"
    DIGEST = "digest"
    OFF = "off"


KIND_WORDS: Mapping[Kind, str] = {
    Kind.GIVEN: "Việc được giao",
    Kind.PRESSED: "Nhắc việc, đôn đốc, yêu cầu giải trình",
    Kind.DUE: "Sắp đến hạn, đến hạn, quá hạn",
    Kind.ANSWERED: "Trả lời của bên giao việc",
    Kind.REPORTED: "Báo cáo, xin gia hạn, trả lại của bên thực hiện",
    Kind.LETTER: "Văn bản được chuyển đến",
    Kind.DRAFT: "Dự thảo được trình, hỏi ý kiến, trả lại, ký, ban hành",
    Kind.ABSENCE: "Vắng mặt, ủy quyền",
    Kind.SEARCH: "Tìm kiếm đã lưu",
    Kind.STANDING: "Văn bản bạn đã tải, theo dõi bị sửa đổi, thay thế, hết hiệu lực",
    Kind.MAIL: "Thư không gửi được",
    Kind.UPKEEP: "Việc của người quản trị: nguồn quét hỏng, sắp xếp cơ quan",
    Kind.MORNING: "Thư buổi sáng",
    Kind.WEEK: "Thư thứ Sáu: vụ việc, văn bản đang theo dõi trong tuần",
}

WAY_WORDS: Mapping[Way, str] = {
    Way.PAGE: "Chỉ trên trang",
    Way.MAIL: "Gửi thư ngay",
    Way.DIGEST: "Gộp vào thư buổi sáng",
    Way.OFF: "Không nhận",
}

# What holds for who has chosen nothing.
USUAL_WAYS: Mapping[Kind, Way] = {
    Kind.GIVEN: Way.MAIL,
    Kind.PRESSED: Way.MAIL,
    Kind.DUE: Way.DIGEST,
    Kind.ANSWERED: Way.DIGEST,
    Kind.REPORTED: Way.DIGEST,
    Kind.LETTER: Way.DIGEST,
    Kind.DRAFT: Way.DIGEST,
    Kind.ABSENCE: Way.MAIL,
    Kind.SEARCH: Way.DIGEST,
    Kind.STANDING: Way.DIGEST,
    Kind.MAIL: Way.PAGE,
    Kind.UPKEEP: Way.MAIL,
    Kind.MORNING: Way.MAIL,
    Kind.WEEK: Way.MAIL,
}

# These are mails of their own: one has them or not.
DIGESTS: frozenset[Kind] = frozenset({Kind.MORNING, Kind.WEEK})
# A letter that did not arrive is told on the page alone; every saved search has a way of its own.
OFFERED_WAYS: Mapping[Kind, tuple[Way, ...]] = {
    **{kind: tuple(Way) for kind in Kind if kind not in {Kind.MAIL, Kind.SEARCH}},
    **dict.fromkeys((Kind.MORNING, Kind.WEEK), (Way.MAIL, Way.OFF)),
}
