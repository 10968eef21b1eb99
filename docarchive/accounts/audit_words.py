"""What audit entries are called on screen; an action without a word of its own shows its code."""

from __future__ import annotations

import json

from docarchive.accounts.audit_words_of_directions import DIRECTION_WORDS
from docarchive.accounts.audit_words_of_documents import DOCUMENT_WORDS
from docarchive.accounts.audit_words_of_letters import LETTER_WORDS
from docarchive.kernel.roles import Role

# Beside those of documents, letters and directions: the house and its people.
ACTION_WORDS = {
    **DIRECTION_WORDS,
    **DOCUMENT_WORDS,
    **LETTER_WORDS,
    "absence.cancelled": "Hủy lần vắng mặt",
    "absence.recorded": "Ghi vắng mặt, ủy quyền",
    "absence.stood_in": "Bắt đầu làm thay",
    "agencies.minutes_printed": "In biên bản sắp xếp cơ quan",
    "agencies.called_off": "Bỏ việc sắp xếp cơ quan đã chuẩn bị",
    "agencies.prepared": "Chuẩn bị sắp xếp cơ quan",
    "agencies.reorganised": "Sáp nhập, chia, tách cơ quan",
    "agency.changed": "Sửa cơ quan",
    "agency.created": "Thêm cơ quan",
    "agency.ended": "Kết thúc cơ quan",
    "agency.moved": "Chuyển cơ quan trực thuộc",
    "agency.parted": "Tách một phần cơ quan",
    "audit.exported": "Xuất nhật ký",
    "calendar.day_unset": "Bỏ ngày đã đặt trong lịch làm việc",
    "calendar.days_set": "Đặt ngày nghỉ, ngày làm việc",
    "calendar.undone": "Hoàn tác thay đổi lịch làm việc",
    "calendar.year_confirmed": "Xác nhận lịch làm việc của năm",
    "calendar.year_reopened": "Bỏ xác nhận lịch làm việc của năm",
    "work.handed_over": "Bàn giao công việc",
    "work.minutes_printed": "In biên bản bàn giao công việc",
    "job.retried": "Chạy lại việc nền",
    "notices.ways_chosen": "Chọn cách nhận thông báo",
    "password.changed": "Đổi mật khẩu",
    "password.reset": "Đặt lại mật khẩu",
    "position.ended": "Thôi giữ chức",
    "position.given": "Giao vị trí",
    "position.moved": "Chuyển vị trí sang cơ quan kế thừa",
    "profile.changed": "Sửa thông tin cá nhân",
    "session.ended": "Đăng xuất",
    "session.ended_all": "Kết thúc các phiên",
    "session.opened": "Đăng nhập",
    "sign_in.failed": "Đăng nhập sai",
    "token.created": "Tạo mã truy cập API",
    "token.revoked": "Thu hồi mã truy cập API",
    "unit.changed": "Sửa đơn vị",
    "unit.created": "Thêm đơn vị",
    "unit.moved": "Chuyển đơn vị sang cơ quan kế thừa",
    "user.changed": "Sửa tài khoản",
    "user.created": "Tạo tài khoản",
    "user.disabled": "Khóa tài khoản",
    "user.enabled": "Mở khóa tài khoản",
}


def action_words(action: str) -> str:
    """Name an action in Vietnamese, or by its code."""
    return ACTION_WORDS.get(action, action)


DETAIL_WORDS = {
    "address": "địa chỉ", "after": "sau", "agency": "cơ quan", "before": "trước", "change": "thay đổi số",
    "changed": "thông tin đã sửa", "days": "các ngày",
    "code": "mã", "count": "số lượng", "document": "văn bản", "documents": "văn bản", "files": "số tệp",
    "first": "từ dòng", "imported": "vào kho", "item": "tệp", "kind": "loại", "last": "đến dòng",
    "last_day": "ngày cuối", "level": "phạm vi", "may_write": "được ghi", "name": "tên", "origin": "nguồn",
    "position": "vị trí", "question": "câu tìm", "reason": "lý do", "roles": "vai trò", "rows": "số dòng",
    "sha256": "SHA-256", "title": "chức vụ", "unit": "đơn vị", "username": "tên đăng nhập", "valid_to": "đến ngày",
    "version": "bản", "number": "số", "volume": "quyển", "letter": "văn bản", "register": "sổ", "label": "quyển",
    "direction": "chiều", "is_open": "đang dùng", "registered": "vào sổ", "refused": "trả lại", "part": "vai",
    "is_active": "đang dùng", "channel": "kênh", "message": "mã gói", "symbol": "ký hiệu",
    "listed": "theo danh mục", "pages": "số trang", "due_on": "hạn",
    "cause": "lý do theo danh mục",
    "missing": "thiếu", "extra": "thừa", "authority": "thẩm quyền ký",
    "consent": "văn bản đồng ý", "about": "về", "changes": "thay đổi", "dossiers": "hồ sơ", "dossier": "hồ sơ",
    "giver": "người giao", "receiver": "người nhận", "act": "việc", "heading": "đề mục", "numbering": "cách đánh số",
    "decision": "quyết định", "year": "năm", "day": "ngày", "transfer": "lần nộp lưu",
    "drafts": "dự thảo", "drafts_why": "lý do đóng khi dự thảo chưa xong",
}  # fmt: skip
VALUE_WORDS = {
    "public": "mọi người dùng", "named": "người được nêu tên", "web": "trang web", "command": "dòng lệnh",
    "records": "sổ cũ", "api": "API", "off": "nghỉ", "work": "làm việc",
    **{role.value: role.label for role in Role},
}  # fmt: skip
LONG_HASH = 64


def detail_words(detail: str) -> list[tuple[str, str]]:
    """An entry's detail as names and values people read; what has no word keeps its own."""
    return [(DETAIL_WORDS.get(name, name), _value(value)) for name, value in json.loads(detail).items()]


def _value(value: object) -> str:
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        return "; ".join(f"{name} = {_value(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    text = str(value)
    return f"{text[:12]}…" if len(text) == LONG_HASH else VALUE_WORDS.get(text, text)
