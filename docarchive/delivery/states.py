"""What is sent, over what, how far it is, and how sure one is of who sent it."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from signatures.xml import Demand, Strength


class PostingKind(enum.StrEnum):
    """What a packet carries."""

    DOCUMENT = "document"
    STATUS = "status"


class PostingState(enum.StrEnum):
    """Where a posting stands.

    Attributes:
        WAITING: It is tried until it arrives or its time is over.
        HANDED: It left over a channel whose answer comes later: a folder, the axis.
        DELIVERED: The other side answered with a receipt that fits.
        DEAD: It was refused for good, or nobody answered in time; somebody is told.
        CANCELLED: It was withdrawn before anybody took it.
    """

    WAITING = "waiting"
    HANDED = "handed"
    DELIVERED = "delivered"
    DEAD = "dead"
    CANCELLED = "cancelled"


class ChannelKind(enum.StrEnum):
    """How a packet travels."""

    LOCAL = "local"
    HTTPS = "https"
    FOLDER = "folder"
    AXIS = "axis"


class Proof(enum.StrEnum):
    """How far it is proved who sent a packet, or that it arrived.

    Attributes:
        KEY: Signed by the key agreed with the other side.
        AXIS: The axis says so.
    """

    KEY = "key"
    AXIS = "axis"


class AlarmKind(enum.StrEnum):
    """What somebody should look at."""

    DEAD = "dead"
    OTHER_BYTES = "other-bytes"
    WRONG_SENDER = "wrong-sender"
    WRONG_ADDRESS = "wrong-address"
    UNPROVED = "unproved"
    UNREADABLE = "unreadable"
    BAD_RECEIPT = "bad-receipt"
    BAD_SIGNATURE = "bad-signature"
    LOST_THERE = "lost-there"
    LOST_HERE = "lost-here"
    FOLLOWED = "followed"


NEXT: Mapping[PostingState, frozenset[PostingState]] = {
    PostingState.WAITING: frozenset(
        {PostingState.HANDED, PostingState.DELIVERED, PostingState.DEAD, PostingState.CANCELLED}
    ),
    PostingState.HANDED: frozenset({PostingState.DELIVERED, PostingState.DEAD}),
    # Back again where the other side lost it, or a person has it tried once more.
    PostingState.DELIVERED: frozenset({PostingState.WAITING}),
    PostingState.DEAD: frozenset({PostingState.WAITING, PostingState.DELIVERED}),
    PostingState.CANCELLED: frozenset(),
}

STATE_WORDS: Mapping[PostingState, str] = {
    PostingState.WAITING: "Đang gửi",
    PostingState.HANDED: "Đã giao, chờ biên nhận",
    PostingState.DELIVERED: "Đã đến",
    PostingState.DEAD: "Không gửi được",
    PostingState.CANCELLED: "Đã hủy gửi",
}

KIND_WORDS: Mapping[PostingKind, str] = {PostingKind.DOCUMENT: "Văn bản", PostingKind.STATUS: "Trạng thái"}

CHANNEL_WORDS: Mapping[ChannelKind, str] = {
    ChannelKind.LOCAL: "Cùng hệ thống",
    ChannelKind.HTTPS: "Kết nối trực tiếp",
    ChannelKind.FOLDER: "Thư mục, USB",
    ChannelKind.AXIS: "Trục liên thông",
}

PROOF_WORDS: Mapping[Proof, str] = {
    Proof.KEY: "Chữ ký của khóa đã thống nhất",
    Proof.AXIS: "Theo trục liên thông",
}

DEMAND_WORDS: Mapping[Demand, str] = {
    Demand.OFF: "Không kiểm tra",
    Demand.WARN: "Kiểm tra; gói không ký vẫn nhận, có cảnh báo",
    Demand.REQUIRED: "Bắt buộc ký; gói không ký bị từ chối",
}

# Word and kind of the status component; only what holds by all we ask for today is shown as done.
STRENGTH_WORDS: Mapping[Strength, tuple[str, str]] = {
    Strength.VERIFIED: ("Gói có chữ ký hợp lệ", "done"),
    Strength.LEGACY: ("Gói ký bằng SHA-1, chưa đủ để xác thực", "soon"),
    Strength.UNSIGNED: ("Gói chưa được xác thực bằng chữ ký", "soon"),
}

ALARM_WORDS: Mapping[AlarmKind, str] = {
    AlarmKind.DEAD: "Không gửi được",
    AlarmKind.OTHER_BYTES: "Cùng mã gói, nội dung khác",
    AlarmKind.WRONG_SENDER: "Tên bên gửi không khớp",
    AlarmKind.WRONG_ADDRESS: "Gửi nhầm nơi nhận",
    AlarmKind.UNPROVED: "Không xác minh được bên gửi",
    AlarmKind.UNREADABLE: "Gói không đọc được",
    AlarmKind.BAD_RECEIPT: "Biên nhận không khớp",
    AlarmKind.BAD_SIGNATURE: "Chữ ký trong gói không được nhận",
    AlarmKind.LOST_THERE: "Bên nhận mất gói, đang gửi lại",
    AlarmKind.LOST_HERE: "Hệ thống này mất gói đã gửi",
    AlarmKind.FOLLOWED: "Đối tác đã sáp nhập, chia, tách",
}
