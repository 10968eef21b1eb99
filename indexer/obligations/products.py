"""What is to come out of it: report, plan, list … – told by the words that ask for it."""

from __future__ import annotations

import re
from typing import Final

_PRODUCTS: Final = tuple(
    (name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for name, words in (
        ("report", r"báo cáo"),
        (
            "plan",
            r"(?:xây dựng|lập|ban hành|hoàn thiện|phê duyệt)\b[^.;,]{0,60}\b(?:kế hoạch|phương án|quy hoạch|đề án)",
        ),
        ("list", r"danh (?:sách|mục)"),
        ("proposal", r"trình|đề xuất|kiến nghị"),
        ("document", r"ban hành|quy định chi tiết|soạn thảo|có văn bản|quy chế|thông tư|nghị định"),
        ("data", r"(?:cung cấp|cập nhật|chia sẻ)\b[^.;,]{0,40}\b(?:thông tin|số liệu|dữ liệu)|số liệu"),
        ("file", r"(?:lập|hoàn thiện|gửi) hồ sơ"),
        ("notice", r"thông báo|công bố|công khai"),
        ("event", r"tổ chức (?:hội nghị|hội thảo|lễ|lớp|tập huấn|tọa đàm|cuộc họp)"),
    )
)


def product_of(text: str, start: int, end: int) -> str | None:
    """The expected product of a task; None where its words do not say."""
    return next((name for name, asked in _PRODUCTS if asked.search(text, start, end)), None)
