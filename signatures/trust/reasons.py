"""What can be said of a certificate and of the chain above it."""

from __future__ import annotations

from signatures.reasons import Table, Weight

# What concerns authorities, not the certificate itself: it leaves doubt, and keeps nobody from signing.
ABOVE = frozenset({"chain-unknown", "chain-weak", "issuer-expired", "revocation-unknown"})

TRUST: Table = {
    "chain-unknown": (
        Weight.DOUBT,
        "Không dẫn được chứng thư của {name} tới nơi cấp nào đã tin cậy; thêm chứng thư của nơi cấp rồi kiểm tra lại.",
    ),
    "chain-broken": (
        Weight.REFUSAL,
        "Chuỗi chứng thư của {name} sai quy tắc: nơi cấp không được phép cấp chứng thư này.",
    ),
    "chain-weak": (Weight.DOUBT, "Chuỗi chứng thư của {name} dùng thuật toán đã yếu, không đủ để tin."),
    "key-weak": (Weight.DOUBT, "Khóa của {name} ({key}) ngắn hơn mức cho phép."),
    "key-usage": (Weight.REFUSAL, "Chứng thư của {name} không được cấp để dùng vào việc này."),
    "expired": (Weight.REFUSAL, "Chứng thư của {name} đã hết hạn ngày {day}."),
    "not-yet-valid": (Weight.REFUSAL, "Chứng thư của {name} đến ngày {day} mới có hiệu lực."),
    "issuer-expired": (Weight.DOUBT, "Một chứng thư của nơi cấp cho {name} không còn hiệu lực vào lúc được kiểm tra."),
    "revoked": (Weight.REFUSAL, "{revocation}"),
    "revocation-unknown": (
        Weight.DOUBT,
        "Chưa biết chứng thư của {name} có bị thu hồi hay không; nạp danh sách thu hồi mới rồi kiểm tra lại.",
    ),
}
