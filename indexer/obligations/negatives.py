"""What looks like a task and is none: closing formulas, bases, effect, wishes, single cases, private duties."""

from __future__ import annotations

import re
from typing import Final

_PAPER: Final = (
    r"(?:quyết định|nghị quyết|nghị định|thông tư|chỉ thị|kế hoạch|công điện|quy định|quy chế|luật|pháp lệnh"
    r"|thông báo"
    r"|công văn|văn bản|chương trình|hướng dẫn|kết luận)"
)
_CARRIES_OUT: Final = re.compile(
    r"\b(?:chịu trách nhiệm|có trách nhiệm|nghiêm túc|khẩn trương|tổ chức|tập trung|phối hợp)[^.;]{0,25}"
    r"\b(?:thi hành|thực hiện|triển khai)\s+"
    r"(?:(?:các )?nội dung |nghiêm |tốt |đầy đủ |(?:chỉ đạo|các yêu cầu) (?:của|tại) )?"
    rf"{_PAPER}(?: liên tịch)?(?: này| trên)?\b",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"\bbiết\s*(?:,|và|để|, để)?\s*(?:phối hợp |tổ chức |triển khai |nghiêm túc |cùng )?(?:thực hiện|thi hành"
    r"|chỉ đạo)"
    r"|\b(?:nghiêm túc|khẩn trương) (?:tổ chức |triển khai )+thực hiện(?: nghiêm)?\s*(?:\./|\.|$)"
    r"|\btriển khai thực hiện nghiêm (?:chỉ đạo|nội dung|các nội dung)[^.;]{0,60}\bnày\b",
    re.IGNORECASE,
)
_SERIOUSLY: Final = (
    re.compile(r"\b(?:yêu cầu|đề nghị)\b", re.IGNORECASE),
    re.compile(
        r"\bnghiêm túc (?:tổ chức )?(?:triển khai )?(?:thực hiện|chấp hành)(?: \w+){0,6}\s*(?:\./\.?|\.|$)",
        re.IGNORECASE,
    ),
)
_ON_ALL: Final = re.compile(
    rf"\bchịu trách nhiệm (?:tổ chức |triển khai )?(?:thi hành|thực hiện) {_PAPER}"
    r"[^.;]{0,20}(?:này|kể từ|\W{0,5}$)"
    rf"|\bcăn cứ {_PAPER}(?: này)? (?:chịu trách nhiệm )?thi hành\b",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"\b(?:các|những|mọi|tổ chức|cá nhân|ban,? ngành)\b|,|;|\bvà\b", re.IGNORECASE)
_EFFECT: Final = re.compile(
    r"\b(?:có hiệu lực(?! trước)|hết hiệu lực|được bãi bỏ|bị bãi bỏ|chấm dứt hiệu lực|hiệu lực thi hành)\b"
    r"|^\s*(?:bãi bỏ|ban hành kèm theo|thay thế|sửa đổi, bổ sung|sửa đổi|bổ sung|phê duyệt|thông qua)\b",
    re.IGNORECASE,
)
_BASIS: Final = re.compile(
    r"^\s*(?:xét|theo đề nghị"
    r"|thực hiện (?:quyết định|nghị quyết|công văn|chỉ thị|kế hoạch|công điện|văn bản|thông báo) số)\b",
    re.IGNORECASE,
)
_WISH: Final = re.compile(
    r"\b(?:kính|trân trọng) (?:trình|đề nghị|báo cáo|mong|kiến nghị)\b"
    r"|^[^,;]{0,80}\bđề nghị\b[^.;]{0,160}\bxem xét,? (?:cho ý kiến|quyết định|phê duyệt|ban hành|thông qua"
    r"|chấp thuận)"
    r"|\b(?:rất mong|mong nhận được|trân trọng cảm ơn|xin (?:trân trọng|cảm ơn))\b"
    r"|\bsẽ không (?:được|xem xét|giải quyết)\b",
    re.IGNORECASE,
)
_TROUBLE: Final = r"(?:khó khăn|vướng mắc|vấn đề|phát sinh|chưa phù hợp|chưa rõ)"
_TELL: Final = r"(?:phản ánh|báo cáo|liên hệ|gửi|đề nghị|kiến nghị|thông tin|thông báo|trao đổi|đề xuất|tổng hợp)"
_IN_TROUBLE: Final = (
    re.compile(
        rf"\b(?:nếu|khi)\b[^.;]{{0,60}}\b{_TROUBLE}\b|\bquá trình (?:\w+ ){{0,4}}thực hiện,? nếu\b", re.IGNORECASE
    ),
    re.compile(rf"\b{_TELL}\b", re.IGNORECASE),
)
_OPENS_TROUBLE: Final = re.compile(r"\W*(?:(?:trong )?quá trình|nếu|mọi)\b", re.IGNORECASE)
_WHILE_DOING: Final = re.compile(
    r"\b(?:quá trình|khi) (?:tổ chức |triển khai )*(?:thực hiện|áp dụng|triển khai)\b[^.;]{0,60}"
    r"\b(?:khó khăn|vướng mắc|phát sinh)\b"
    r"|\bmọi (?:thông tin|vướng mắc|chi tiết|ý kiến)\b[^.]{0,80}\b(?:liên hệ|gửi|phản ánh)",
    re.IGNORECASE,
)
_CASE: Final = re.compile(r"^\s*(?:trường hợp|đối với (?:trường hợp|các trường hợp|việc))\b", re.IGNORECASE)
_BY_THE_RULE: Final = (
    re.compile(r"^\s*đối với\b", re.IGNORECASE),
    re.compile(r"\bthực hiện theo quy định", re.IGNORECASE),
)
_FROM_RECEIPT: Final = re.compile(
    r"\btrong (?:thời hạn|vòng) [^,;.]{0,40}(?:ngày|giờ)[^,;.]{0,30},?\s*(?:kể từ|từ) (?:ngày|khi|thời điểm) "
    r"(?:nhận|có|hoàn thành|tiếp nhận|nộp|được|kết thúc|phát)",
    re.IGNORECASE,
)
_EVERY: Final = re.compile(r"\W*(?:hằng|hàng) (?:năm|quý|tháng|tuần)\b", re.IGNORECASE)
_TO_ATTEND: Final = (
    re.compile(r"\b(?:đề nghị|yêu cầu)\b", re.IGNORECASE),
    re.compile(r"\b(?:về |tham )?dự (?:họp|hội nghị|cuộc họp|buổi)\b", re.IGNORECASE),
)
_GOVERNS: Final = re.compile(
    r"\b(?:thực hiện|thống nhất) (?:chức năng )?quản lý nhà nước (?:về|đối với)\b", re.IGNORECASE
)
_INVITES: Final = (
    re.compile(r"\bmời\b|\bcử (?:\w+ ){1,6}(?=dự|tham dự)", re.IGNORECASE),
    re.compile(r"\b(?:dự|tham dự|tới dự|họp)\b", re.IGNORECASE),
)
_PRAISE: Final = re.compile(
    r"^\s*(?:ghi nhận|biểu dương|đánh giá cao|hoan nghênh|cơ bản (?:thống nhất|nhất trí)|thống nhất (?:với|quan điểm)"
    r"|nhất trí|trân trọng|xin|rất mong|tán thành|đồng ý (?!giao))\b",
    re.IGNORECASE,
)
_PRIVATE: Final = re.compile(
    r"^(?:các |mọi |những )?(?:chủ đầu tư|doanh nghiệp|tổ chức,? (?:và )?cá nhân|tổ chức$|cá nhân"
    r"|cơ quan, tổ chức, cá nhân|hộ"
    r"|người|nhà đầu tư|công dân|cơ sở (?:sản xuất|kinh doanh)|chủ (?:sở hữu|rừng|phương tiện|tàu|hộ)|nhà thầu"
    r"|hợp tác xã|thương nhân|nhà nước|đại biểu quốc hội)\b",
    re.IGNORECASE,
)
_LEAD_IN: Final = re.compile(r"\b(?:sau|sau đây|như sau|dưới đây)\s*:?\s*$|:[\s”\"]*$", re.IGNORECASE)
_IN_TURN: Final = re.compile(
    r"^(?:các )?(?:đơn vị (?:thi công|tư vấn|cung cấp|vận hành)|nhà thầu|chủ đầu tư|doanh nghiệp|tổ chức|cá nhân"
    r"|cơ sở)"
)
_JUST_DO: Final = re.compile(
    r"\b(?:yêu cầu|đề nghị)\b[^;.]{3,300}\b(?:tổ chức |triển khai |nghiêm túc )+thực hiện(?: nghiêm túc)?\W{0,5}$",
    re.IGNORECASE,
)
_TAIL: Final = 80  # characters behind the words of carrying out that may still belong to a closing formula


def is_closing(clause: str, lead: str | None) -> bool:
    """The formula that closes a document: everybody concerned carries it out."""
    if _CLOSING.search(clause) or _ON_ALL.search(clause) or _in_turn(_SERIOUSLY, clause):
        return True
    if lead and _SEVERAL.search(lead) and _JUST_DO.search(clause):
        return True
    found = _CARRIES_OUT.search(clause)
    if not found or len(clause) - found.end() > _TAIL:
        return False
    if lead is None:
        return True
    low = clause.lower()
    return _SEVERAL.search(lead) is not None and "giám sát" not in low and not low.startswith("giao ")


def closes_document(sentence: str) -> bool:
    """A sentence that lays carrying out the whole document on all it names."""
    return _ON_ALL.search(sentence) is not None


def orders_nothing(clause: str) -> bool:
    """A clause that tells a wish, praise, an invitation, or where to turn with questions."""
    alone = any(pattern.search(clause) for pattern in (_WISH, _WHILE_DOING, _PRAISE, _GOVERNS))
    return alone or _in_turn(_IN_TROUBLE, clause) or _in_turn(_INVITES, clause) or _in_turn(_TO_ATTEND, clause)


def asks_back(sentence: str) -> bool:
    """A sentence that tells where to turn when something is unclear, wherever its semicolons stand."""
    return _OPENS_TROUBLE.match(sentence) is not None and _in_turn(_IN_TROUBLE, sentence)


def tells_of_itself(clause: str) -> bool:
    """Opens with what the document is: what it orders begins behind that."""
    return clause.lower().startswith("trên đây")


def is_effect(clause: str) -> bool:
    """Tells when a document is in force, or what it puts in the place of what."""
    return _EFFECT.search(clause) is not None


def is_lead_in(clause: str) -> bool:
    """Opens the list that follows it."""
    return _LEAD_IN.search(clause[-40:]) is not None


def is_case(clause: str) -> bool:
    """A rule for individual cases."""
    received = _FROM_RECEIPT.search(clause) and not _EVERY.match(clause)
    return bool(_CASE.search(clause) or received) or _in_turn(_BY_THE_RULE, clause)


def is_basis(clause: str) -> bool:
    """Opens like a legal basis; a task only if somebody is named behind it."""
    return _BASIS.match(clause) is not None


def is_private(lead: str) -> bool:
    """Private persons, or firms and organisations as a class."""
    return _PRIVATE.match(lead) is not None


def is_ordered_in_turn(lead: str) -> bool:
    """Whom the bearer of a task has to order in turn: builders, firms, units without a name."""
    return _IN_TURN.match(lead) is not None


def _in_turn(patterns: tuple[re.Pattern[str], re.Pattern[str]], clause: str) -> bool:
    """Whether the second stands somewhere behind the first."""
    first, second = patterns
    found = first.search(clause)
    return found is not None and second.search(clause, found.end()) is not None
