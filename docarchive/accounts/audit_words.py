"""What audit entries are called on screen; an action without a word of its own shows its code."""

from __future__ import annotations

ACTION_WORDS = {
    "agency.changed": "Sửa cơ quan",
    "agency.created": "Thêm cơ quan",
    "audit.exported": "Xuất nhật ký",
    "document.access_set": "Đổi quyền đọc văn bản",
    "document.confirmed": "Xác nhận thuộc tính văn bản",
    "document.corrected": "Sửa thuộc tính văn bản",
    "document.imported": "Nhập văn bản",
    "document.restored": "Khôi phục văn bản",
    "document.withdrawn": "Rút văn bản",
    "import.duplicate": "Gặp văn bản trùng",
    "import.duplicate_wanted": "Vẫn nhập văn bản trùng",
    "import.file_failed": "Tệp không nhập được",
    "import.retried": "Nhập lại tệp lỗi",
    "import.rows_taken": "Nhập sổ của hệ thống cũ",
    "import.secret_refused": "Từ chối văn bản mật",
    "import.started": "Bắt đầu nhập",
    "import.taken_back": "Thu hồi cả lần nhập",
    "import.version_wanted": "Thêm bản quét tốt hơn",
    "job.retried": "Chạy lại việc nền",
    "password.changed": "Đổi mật khẩu",
    "password.reset": "Đặt lại mật khẩu",
    "position.ended": "Thôi giữ chức",
    "position.given": "Giao vị trí",
    "profile.changed": "Sửa thông tin cá nhân",
    "search.exported": "Xuất kết quả tìm",
    "session.ended": "Đăng xuất",
    "session.ended_all": "Kết thúc các phiên",
    "session.opened": "Đăng nhập",
    "sign_in.failed": "Đăng nhập sai",
    "token.created": "Tạo mã truy cập API",
    "token.revoked": "Thu hồi mã truy cập API",
    "unit.changed": "Sửa đơn vị",
    "unit.created": "Thêm đơn vị",
    "user.changed": "Sửa tài khoản",
    "user.created": "Tạo tài khoản",
    "user.disabled": "Khóa tài khoản",
    "user.enabled": "Mở khóa tài khoản",
}


def action_words(action: str) -> str:
    """Name an action in Vietnamese, or by its code."""
    return ACTION_WORDS.get(action, action)
