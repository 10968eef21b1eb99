"""What audit entries are called on screen; an action without a word of its own shows its code."""

from __future__ import annotations

import json

from docarchive.kernel.roles import Role

ACTION_WORDS = {
    "agency.changed": "Sửa cơ quan",
    "agency.created": "Thêm cơ quan",
    "audit.exported": "Xuất nhật ký",
    "calendar.day_unset": "Bỏ ngày đã đặt trong lịch làm việc",
    "calendar.days_set": "Đặt ngày nghỉ, ngày làm việc",
    "calendar.undone": "Hoàn tác thay đổi lịch làm việc",
    "calendar.year_confirmed": "Xác nhận lịch làm việc của năm",
    "calendar.year_reopened": "Bỏ xác nhận lịch làm việc của năm",
    "day.closed": "Chốt ngày văn bản đến",
    "document.access_set": "Đổi quyền đọc văn bản",
    "document.confirmed": "Xác nhận thuộc tính văn bản",
    "document.corrected": "Sửa thuộc tính văn bản",
    "document.destroyed": "Hủy nội dung văn bản bị thu hồi",
    "document.imported": "Nhập văn bản",
    "document.read_again": "Đọc lại tệp",
    "document.restored": "Khôi phục văn bản",
    "document.withdrawn": "Rút văn bản",
    "documents.downloaded": "Tải gói bản gốc",
    "dossier.changed": "Sửa thông tin hồ sơ",
    "dossier.closed": "Đóng hồ sơ",
    "dossier.document_added": "Đưa văn bản vào hồ sơ",
    "dossier.document_removed": "Lấy văn bản ra khỏi hồ sơ",
    "dossier.exported": "Xuất hồ sơ",
    "dossier.kept_longer": "Gia hạn nộp lưu hồ sơ",
    "dossier.opened": "Mở hồ sơ",
    "dossier.printed": "In mục lục văn bản trong hồ sơ",
    "dossier.reopened": "Mở lại hồ sơ đã đóng",
    "dossier.rights_changed": "Đổi quyền trong hồ sơ",
    "dossier.rights_confirmed": "Xác nhận thay đổi quyền trong hồ sơ",
    "dossiers.handed_over": "Nộp lưu hồ sơ",
    "dossiers.reassigned": "Chuyển hồ sơ cho người khác giữ",
    "dossiers.transfer_printed": "In biên bản giao nhận hồ sơ",
    "exchange_key.made": "Tạo khóa trao đổi",
    "filing_list.approved": "Duyệt danh mục hồ sơ",
    "filing_list.changed": "Sửa danh mục hồ sơ",
    "filing_list.created": "Lập danh mục hồ sơ",
    "filing_list.exported": "Xuất danh mục hồ sơ",
    "filing_list.printed": "In danh mục hồ sơ",
    "filing_list.put_in_force": "Áp dụng danh mục hồ sơ",
    "filing_list.replaced": "Nhập lại danh mục hồ sơ",
    "filing_list.sent_back": "Trả lại danh mục hồ sơ đã duyệt",
    "freeze.lifted": "Mở khóa",
    "freeze.made": "Khóa hồ sơ, văn bản",
    "freeze.refused": "Từ chối việc bị khóa",
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
    "letter.asked": "Bên gửi yêu cầu thu hồi, cập nhật",
    "letter.assigned": "Chuyển xử lý văn bản",
    "letter.brought_back": "Nhận lại văn bản đã trả, gộp",
    "letter.corrected": "Sửa dòng sổ",
    "letter.destroyed": "Hủy tệp của văn bản bị thu hồi",
    "letter.finished": "Hoàn thành xử lý",
    "letter.given_back": "Trả lại người chuyển",
    "letter.kept_apart": "Nhận riêng văn bản trùng",
    "letter.merged": "Gộp bản thứ hai",
    "letter.not_told": "Không báo được trạng thái cho bên gửi",
    "letter.part_finished": "Xong phần phối hợp",
    "letter.passed_on": "Chuyển tiếp",
    "letter.received": "Tiếp nhận văn bản đến",
    "letter.refused": "Từ chối, trả lại văn bản",
    "letter.registered": "Vào sổ văn bản đến",
    "letter.reopened": "Mở lại văn bản đã xong",
    "letter.replaced": "Văn bản bị bên gửi thay thế",
    "letter.request_decided": "Trả lời yêu cầu của bên gửi",
    "letter.struck": "Rút khỏi sổ do hủy số",
    "letter.submitted": "Trình văn bản",
    "letter.taken_back": "Rút về",
    "number.cancelled": "Hủy số",
    "number.given": "Cấp số",
    "number.reserved": "Giữ số trước",
    "number.used": "Dùng số đã giữ",
    "outgoing.annex_dropped": "Bỏ phụ lục khỏi dự thảo",
    "outgoing.answered": "Cho ý kiến về dự thảo",
    "outgoing.asked": "Xin ý kiến về dự thảo",
    "outgoing.cancelled": "Hủy văn bản đi, hủy số",
    "outgoing.changed": "Sửa thông tin văn bản đi",
    "outgoing.copied": "Lập bản sao văn bản",
    "outgoing.final_put": "Thay tệp ban hành",
    "outgoing.issued": "Ban hành văn bản",
    "outgoing.numbered": "Cấp số văn bản đi",
    "outgoing.pressed": "Đôn đốc nơi chưa vào sổ",
    "outgoing.recalled": "Thu hồi văn bản đã ban hành",
    "outgoing.recipients_set": "Đặt nơi nhận văn bản",
    "outgoing.reopened": "Mở lại dự thảo",
    "outgoing.replaced": "Thay thế văn bản đã ban hành",
    "outgoing.returned": "Trả lại dự thảo",
    "outgoing.secret_refused": "Gỡ tệp có dấu mật khỏi dự thảo",
    "outgoing.sent_to_more": "Gửi thêm nơi nhận",
    "outgoing.signed": "Ký văn bản",
    "outgoing.started": "Soạn văn bản đi",
    "outgoing.status": "Nhận trạng thái từ nơi nhận",
    "outgoing.submitted": "Trình dự thảo",
    "outgoing.taken_back": "Rút dự thảo đã trình",
    "outgoing.version_added": "Thêm bản dự thảo",
    "packet.alarm": "Cảnh báo về gói liên thông",
    "packet.alarm_seen": "Đã xem cảnh báo",
    "packet.arrived": "Nhận gói liên thông",
    "packet.cancelled": "Hủy gửi gói liên thông",
    "packet.delivered": "Gói liên thông đã đến",
    "packet.died": "Không gửi được gói liên thông",
    "packet.handed": "Đã giao gói cho kênh chuyển",
    "packet.parked": "Gói đến trước văn bản, giữ chờ",
    "packet.posted": "Gửi gói liên thông",
    "packet.sent_again": "Gửi lại gói liên thông",
    "partner.added": "Thêm đối tác trao đổi",
    "partner.certificate_confirmed": "Xác nhận chứng thư đối tác",
    "partner.certificate_imported": "Nhập chứng thư đối tác",
    "partner.certificate_withdrawn": "Thôi tin chứng thư đối tác",
    "partner.changed": "Sửa đối tác trao đổi",
    "partner.compared": "Đối soát với đối tác",
    "partner.paused": "Tạm ngừng gửi đến đối tác",
    "partner.probed": "Gửi gói thử đến đối tác",
    "partner.resumed": "Gửi lại đến đối tác",
    "password.changed": "Đổi mật khẩu",
    "password.reset": "Đặt lại mật khẩu",
    "position.ended": "Thôi giữ chức",
    "position.given": "Giao vị trí",
    "profile.changed": "Sửa thông tin cá nhân",
    "register.changed": "Sửa sổ văn bản",
    "register.created": "Lập sổ văn bản",
    "register.exported": "Xuất sổ văn bản",
    "register.printed": "In sổ văn bản",
    "search.exported": "Xuất kết quả tìm",
    "session.ended": "Đăng xuất",
    "session.ended_all": "Kết thúc các phiên",
    "session.opened": "Đăng nhập",
    "sign_in.failed": "Đăng nhập sai",
    "status.unknown": "Trạng thái của văn bản không có ở đây",
    "token.created": "Tạo mã truy cập API",
    "token.revoked": "Thu hồi mã truy cập API",
    "unit.changed": "Sửa đơn vị",
    "unit.created": "Thêm đơn vị",
    "user.changed": "Sửa tài khoản",
    "user.created": "Tạo tài khoản",
    "user.disabled": "Khóa tài khoản",
    "user.enabled": "Mở khóa tài khoản",
    "volume.begun_at": "Đặt số bắt đầu",
    "volume.closed": "Khóa sổ",
    "volume.opened": "Mở quyển sổ",
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
    "consent": "văn bản đồng ý", "about": "về", "changes": "thay đổi", "dossiers": "hồ sơ", "dossier": "hồ sơ",
    "giver": "người giao", "receiver": "người nhận", "act": "việc", "heading": "đề mục", "numbering": "cách đánh số",
    "decision": "quyết định", "year": "năm", "day": "ngày", "transfer": "lần nộp lưu",
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
