"""Why a file cannot be read, each with the Vietnamese sentence that says what to do next."""

from __future__ import annotations

from indexer.records import Failed


class UnreadableError(Exception):
    """A reader gives up on a file; the caller turns it into ``Failed``."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

    def failed(self) -> Failed:
        return Failed(self.code, self.reason)

    @classmethod
    def damaged(cls) -> UnreadableError:
        return cls("damaged", "Tệp bị hỏng hoặc thiếu phần cuối; hãy xin lại bản gốc rồi nạp lại.")

    @classmethod
    def empty(cls) -> UnreadableError:
        return cls("damaged", "Tệp rỗng (0 byte); hãy kiểm tra lại bản gốc.")

    @classmethod
    def encrypted(cls) -> UnreadableError:
        return cls("encrypted", "Tệp được bảo vệ bằng mật khẩu; hãy gỡ mật khẩu rồi nạp lại.")

    @classmethod
    def too_large(cls) -> UnreadableError:
        return cls("too_large", "Nội dung bung ra vượt giới hạn cho phép; hãy chia nhỏ hoặc xuất lại tệp.")

    @classmethod
    def unsupported(cls, what: str = "") -> UnreadableError:
        kind = f" ({what})" if what else ""
        return cls("unsupported", f"Chưa đọc được loại tệp này{kind}; hãy lưu thành PDF hoặc DOCX rồi nạp lại.")
