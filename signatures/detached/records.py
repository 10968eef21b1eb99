"""What was found of a signature beside some bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from signatures.certificates import CertificateFacts
from signatures.reasons import Reason, Table, Weight
from signatures.trust import Revocation

_NO = Weight.REFUSAL
DETACHED: Table = {
    "malformed": (_NO, "Chữ ký kèm theo không đúng định dạng."),
    "algorithm": (_NO, "Chữ ký kèm theo dùng thuật toán không được phép ({name})."),
    "wrong-purpose": (_NO, "Chữ ký này được ký cho việc khác ({found}), không phải cho việc này ({wanted})."),
    "broken": (_NO, "Nội dung đã bị thay đổi, hoặc chữ ký không phải của chứng thư kèm theo."),
    "not-agreed": (_NO, "Chứng thư ký ({name}) không phải chứng thư đã thống nhất với đơn vị gửi."),
    "from-the-future": (_NO, "Thời điểm ký ({moment}) nằm sau thời điểm kiểm tra."),
}


@dataclass(frozen=True, slots=True)
class DetachedVerdict:
    """Whether somebody signed exactly these bytes for this purpose.

    Attributes:
        verified: Nothing speaks against it.
        digest: SHA-256 of the bytes, hexadecimal.
        claimed_at: When the signer says it signed; a claim of the signer, nothing more.
        signer: Whose certificate came along; to be believed only when verified.
    """

    verified: bool
    digest: str
    reasons: tuple[Reason, ...] = ()
    signer: CertificateFacts | None = None
    algorithm: str = ""
    claimed_at: datetime | None = None
    revocation: Revocation | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the reasons."""
        return frozenset(reason.code for reason in self.reasons)
