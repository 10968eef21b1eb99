"""Names of bodies and office-holders in running text: where one begins and ends, and a list of them taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from indexer.obligations.lexicon import ADVERBS, DUTY, NO_DUTY, assigns_at, work_at
from indexer.obligations.tokens import Phrases, Token, bracket_end

_LONGEST: Final = 110  # tokens of one list of bodies

_GROUPS: Final = Phrases(
    "các | những | toàn thể | toàn bộ | mọi | tất cả các | tất cả | từng | một số | quý | hai | ba | cả"
)
_HEADS: Final = Phrases(
    "bộ | sở | ban | ngành | cơ quan | đơn vị | ủy ban nhân dân | ủy ban | ubnd | hội đồng nhân dân | hđnd | hội đồng"
    "| thường trực | chủ tịch | phó chủ tịch | giám đốc | phó giám đốc | tổng giám đốc | chánh | phó chánh | trưởng"
    "| thủ trưởng | phó thủ trưởng | lãnh đạo | người đứng đầu | phòng | văn phòng | trung tâm | chi cục | cục"
    "| tổng cục"
    "| vụ | viện | trường | bệnh viện | công an | quân đội | quân khu | bộ đội | tòa án | viện kiểm sát | thanh tra"
    "| kiểm toán | kho bạc | ngân hàng | bảo hiểm | đài | báo | tạp chí | công ty | tập đoàn | tổng công ty"
    "| mặt trận"
    "| mttq | đoàn | hội | liên đoàn | liên minh | liên hiệp | địa phương | huyện | xã | phường | thị trấn | thị xã"
    "| tỉnh | thành phố | quận | cấp ủy | chính phủ | quốc hội | thủ tướng | phó thủ tướng | chính quyền"
    "| đại biểu | tổ | đội | đảng ủy | tỉnh ủy | thành ủy | huyện ủy | quận ủy | bí thư | lực lượng | bộ trưởng"
    "| thứ trưởng"
    "| đồng chí | thành viên | bảo tàng | thư viện | hạt | cảng | cảng vụ | trạm | quỹ | cảnh sát | ông | bà"
    "| nhà trường"
    "| cơ sở | tổ chức | cá nhân | doanh nghiệp | chủ đầu tư | nhà thầu | hợp tác xã | đoàn thể | khoa | học viện"
    "| đại học | nhà xuất bản | tổng biên tập | hiệu trưởng | viện trưởng | cục trưởng | vụ trưởng | chi cục trưởng"
    "| tổng cục trưởng | chánh án | thống đốc | tư lệnh | chỉ huy | quản lý thị trường | kiểm lâm | hải quan | thuế"
    "| kế toán | cán bộ | công chức | viên chức | giáo viên | chuyên viên | tổng kiểm toán | tổng thanh tra"
    "| tổng bí thư | thư ký | tổ trưởng | nhóm | khối | cụm | thôn | ấp | khu phố"
    "| bộ phận tiếp nhận và trả kết quả | bộ phận một cửa | đặc khu | ban quản lý dự án đầu tư xây dựng"
    "| ban quản lý dự án | ủy ban kiểm tra | hội đồng quản lý"
    "| hội đồng quản trị | ban quản trị | ban quản lý | ban chỉ đạo"
    "| ban chỉ huy | bộ phận | bộ chỉ huy | bộ tư lệnh | hội phụ nữ | hội nông dân | hội cựu chiến binh | nhà máy"
    "| viễn thông | bưu điện | điện lực | trung ương | các cấp | cấp ủy | hạt kiểm lâm | cơ quan chủ trì"
    "| cơ quan chủ quản"
    "| ban thường vụ | ban chấp hành | uỷ viên | ủy viên | phân viện | nông trường | lâm trường | vườn quốc gia"
    "| văn phòng ủy ban | phân xã | thông tấn xã | trại | trạm y tế | phòng khám | nhà hát | nhà văn hóa | xí nghiệp"
    "| tổ công tác | tổ giúp việc | đoàn công tác | đoàn kiểm tra | đoàn thanh tra | chủ nhiệm | chi nhánh"
    "| phân hiệu"
    "| ban tổ chức | ban tuyên giáo | ban dân vận | ủy ban mặt trận | chủ sở hữu | chủ quản | chủ rừng"
)
# In a list only: "các huyện, thành, thị".
_IN_LISTS: Final = Phrases("thành | thị | bản | cơ quan ngang")
_NOT_HEADS: Final = Phrases(
    "ban hành | cụm từ | ban đầu | sở hữu | bộ tiêu chí | bộ chỉ số | bộ luật | bộ máy | bộ thủ tục"
    "| bộ dữ liệu | hội nghị"
    "| hội thảo | hội nhập | hội chợ | đoàn kết | trường hợp | cơ sở dữ liệu | cơ sở vật chất | cơ sở hạ tầng"
    "| cơ sở để | cơ sở pháp | cơ sở đó | viện trợ | viện phí | đội ngũ | tổ chức triển khai | tổ chức thực hiện"
    "| tổ chức bộ máy | tổ chức lại | tổ chức rà soát | tổ chức kiểm tra | tổ chức hội | tổ chức các | tổ chức tuyên"
    "| tổ chức quán | tổ chức lễ | tổ chức tốt | tổ chức tập | tổ chức đánh | tổ chức xây | tổ chức điều"
    "| tổ chức vận"
    "| tổ chức lấy | tổ chức cho | tổ chức hướng | tổ chức phổ | tổ chức sơ | tổ chức tổng | tổ chức theo"
    "| tổ chức công"
    "| tổ chức thẩm | tổ chức tiếp | tổ chức thu | tổ chức trực | tổ chức họp | tổ chức đại hội | tổ chức thi"
    "| tổ chức thanh | tổ chức giám | tổ chức học | tổ chức một | tổ chức có hiệu | tổ chức đối thoại"
    "| tổ chức quản lý"
    "| báo cáo | xã hội | thành phần | thành lập | thành tựu | thị trường | liên kết | ngành nghề | quỹ đất | quỹ nhà"
    "| trung ương đảng | vụ việc | vụ án | nhóm nhiệm vụ | nhóm giải pháp | khối lượng | bản sao | bản đồ | bản chính"
    "| thuế suất | bảo hiểm y tế cho | đài thọ | đoàn viên | hội viên | trường học an toàn | cấp phát | cấp giấy"
    "| cấp kinh phí | cấp bách | cấp có thẩm quyền ban | khoa học | khoa giáo | thành tích | báo động | chỉ huy động"
    "| hội đủ | bà con | bản thân | bản quyền | thu hồi | phòng , chống | phòng chống | phòng ngừa | trưởng thành"
    "| đơn vị hành chính | đơn vị tính | bảo hiểm xã hội bắt buộc | thị sát | trạm bơm | cấp nước | thành công"
    "| chánh sách | bộ hồ sơ | ba mục | cơ sở quy định | cơ sở kết quả | cơ sở đề xuất | cơ sở rà soát | cơ sở các"
)
# Behind "cơ quan", "đơn vị", "tổ chức" they tell which, not what it does.
_WHICH: Final = Phrases(
    "quản lý | sử dụng | vận hành | thi công | tư vấn | chủ trì | chủ quản | thực hiện | soạn thảo | thẩm định"
    "| khai thác"
    "| sản xuất | cung cấp | nghiên cứu | phát triển | tham mưu | thanh tra | kiểm tra | phối hợp | đăng ký"
    "| thường trực"
    "| tiếp nhận | giám sát | thi hành án | điều tra | tiến hành tố tụng | báo chí | thông tin | cấp trên | cấp dưới"
    "| cấp phép | giải quyết | lưu trữ | đại diện | ban hành | tiến hành | chuyển giao | đề xuất | đào tạo"
    "| giáo dục | truyền thông | điều hành | hỗ trợ | quản lý nhà nước"
)
_ORGANISES: Final = Phrases("tổ chức")
_AFTER_NOUN: Final = frozenset(
    {
        "và",
        "có",
        "liên",
        "cá",
        "đoàn",
        "chính",
        "xã",
        "kinh",
        "được",
        "khác",
        "đảng",
        "hội",
        "thuộc",
        "ở",
        "hành",
        "tín",
        "sự",
        "nghề",
        "quốc",
        "nước",
        "trong",
        "ngoài",
        "cơ",
        "nêu",
    }
)
# Of these only a word of duty behind them shows that they tell which.
_ACTS: Final = Phrases(
    "đăng ký | phối hợp | kiểm tra | thực hiện | nghiên cứu | hỗ trợ | cung cấp | đề xuất | giám sát"
    "| tiếp nhận | giải quyết"
)
_OF_KIND: Final = frozenset({"cơ quan", "đơn vị", "tổ chức", "cơ sở"})
_FIELDS: Final = Phrases(
    "giáo dục và đào tạo | giáo dục | y tế | thông tin và truyền thông | truyền thông | kiểm tra | thanh tra"
    "| bảo hiểm"
    "| xây dựng | giao thông | tổ chức xây dựng đảng | kiểm sát | đăng kiểm"
)
_SEATS: Final = Phrases("trung tâm")
_PLACES: Final = Phrases("cơ sở")
_SERVICES: Final = Phrases(
    "khám chữa bệnh | khám bệnh , chữa bệnh | khám , chữa bệnh | điều trị | giáo dục | đào tạo | bảo trợ xã hội"
    "| sản xuất"
    "| kinh doanh | dạy nghề | cung cấp dịch vụ | nghiên cứu"
)
_OF_TASK: Final = frozenset({"bộ phận", "đoàn", "tổ", "hội đồng", "ban", "trung tâm", "đội"})
_TASKS: Final = Phrases(
    "quản lý | kiểm tra | thanh tra | giám sát | khảo sát | thẩm định | điều hành | soạn thảo | giúp việc | công tác"
    "| xét tặng | tuyển sinh | xét tuyển | nghiệm thu | tư vấn | phối hợp liên ngành | kiểm soát | phục vụ"
    "| điều phối | xúc tiến | ứng dụng | phát triển | hỗ trợ"
)
# They end a name unless what follows belongs to it.
_ENDS: Final = Phrases(
    "theo | căn cứ | trên cơ sở | trước | sau | từ | để | nhằm | bằng | khi | nếu | cho | với | qua | như | mà | thì"
    "| do | vì | trong | ngoài | nghiêm chỉnh | kể cả | nhất là | đặc biệt là | có | được | đã | đang | không | cùng"
    "| phối hợp | kết hợp | lần | thời gian | nhận | chậm nhất | định kỳ | gắn | đối với | về việc | làm | xong"
    "| thông qua"
    "| giám sát | thẩm định | là | cụ thể hóa | về"
)
_NAMED_TASK: Final = Phrases("nhiệm vụ | hoạt động | công tác | chức năng | lĩnh vực | đối tượng")
_STAYS_IN: Final = frozenset({"và", "tỉnh", "toàn", "huyện", "ngành", "nước", "khu", "thành", "hệ", "xã", "lĩnh"})
_STAYS_HAVING: Final = frozenset(
    {"liên", "tên", "hoạt", "thẩm", "chức", "rừng", "đất", "cơ", "mỏ", "đường", "biển", "dự", "nhu", "thu", "số", "đê"}
)
_APPOSITION: Final = Phrases(
    "cơ quan thường trực | cơ quan chủ trì | cơ quan đầu mối | đơn vị chủ trì | đơn vị đầu mối | trưởng ban chỉ đạo"
)


def head_at(tokens: Sequence[Token], at: int) -> int:
    """How many tokens a body's noun, with the word of plurality before it, takes here; 0 where none begins."""
    groups = _GROUPS.at(tokens, at)
    at_head = at + groups
    if _NOT_HEADS.at(tokens, at_head):
        return 0
    if not groups and _ORGANISES.at(tokens, at_head) and work_at(tokens, at_head + 2):
        return 0
    head = _HEADS.at(tokens, at + groups)
    return groups + head if head else 0


def body_end(tokens: Sequence[Token], start: int, *, any_noun: bool = False, heading: bool = False) -> int:
    """Behind the last token of the body or list of bodies that begins at ``start``; ``start`` where none begins.

    Args:
        any_noun: Take any noun for a body, as behind "phối hợp với".
        heading: It stands alone in its line, so that "đơn vị quản lý …" tells which unit.
    """
    taken = head_at(tokens, start)
    if not taken:
        if not any_noun or start >= len(tokens) or not tokens[start].word or _stops(tokens, start):
            return start
        taken = 1
    at = _which(tokens, start + taken, heading=heading)
    group = bool(_GROUPS.at(tokens, start))
    stop = min(len(tokens), start + _LONGEST)
    while at < stop:
        token = tokens[at]
        if token.low in {"(", "“", '"'}:
            at = bracket_end(tokens, at)
        elif token.low in {",", ";", "và", "hoặc", "-", "–", "/", ":"}:
            following = _joined(tokens, at, group=group)
            if following == at:
                break
            head = head_at(tokens, following)
            at = _which(tokens, following + head, heading=heading) if head else following
        elif not token.word:
            break
        elif token.upper or (token.low != "chịu" and not _stops(tokens, at)):
            head = head_at(tokens, at)
            at = _which(tokens, at + head, heading=heading) if head else at + 1
        else:
            relative = _relative(tokens, at)
            if relative == at:
                break
            at = relative
    while at > start + 1 and tokens[at - 1].low in {"và", ",", ";", ":", "-", "–", "tại", "trên", "của"}:
        at -= 1
    return at


def _which(tokens: Sequence[Token], at: int, *, heading: bool) -> int:
    """Behind what tells which agencies are meant: "đơn vị quản lý, sử dụng …"."""
    verb = work_at(tokens, at)
    behind = at + verb
    named = verb and behind < len(tokens) and tokens[behind].upper and not head_at(tokens, behind)
    if named and at > 1 and _SEATS.at(tokens, at - 2) and not tokens[at].upper:
        return behind
    if tokens[at - 1].low == "ngành":
        return at + _FIELDS.at(tokens, at)
    if at > 1 and _PLACES.at(tokens, at - 2) and _SERVICES.at(tokens, at):
        return at + _SERVICES.at(tokens, at)
    pair = f"{tokens[at - 2].low} {tokens[at - 1].low}" if at > 1 else ""
    task = _TASKS.at(tokens, at)
    if task and (pair in _OF_TASK or tokens[at - 1].low in _OF_TASK):
        return at + task if heading or not _is_predicate(tokens, at, task) else at
    if pair not in _OF_KIND:
        return at
    which = _WHICH.at(tokens, at)
    if not which or tokens[at].upper or (not heading and _is_predicate(tokens, at, which)):
        return at
    at += which
    while at < len(tokens) and tokens[at].low in {",", "và"} and _WHICH.at(tokens, at + 1):
        at += 1 + _WHICH.at(tokens, at + 1)
    return at


def _is_predicate(tokens: Sequence[Token], at: int, taken: int) -> bool:
    """Whether the verb behind "đơn vị" is what the unit has to do: nothing else in reach could be it."""
    acts = _ACTS.at(tokens, at) > 0
    for place in range(at + taken, min(len(tokens), at + taken + 25)):
        if tokens[place].low in {".", ";", ":"}:
            return True
        if tokens[place].low in {"có", "chịu", "phải"} and DUTY.at(tokens, place):
            return False
        if acts:
            continue
        if tokens[place].upper and place > at + taken + 8:
            return True
        if tokens[place].low in {"có", "được", "hoặc", "lập"} or DUTY.at(tokens, place):
            return False
        if place > at + taken and _stops(tokens, place) and tokens[place - 1].low != ",":
            return tokens[place].low in {"theo", "để", "nhằm", "trước", "và", "cho", "với", "kết", "trong", "về"}
    return True


def _joined(tokens: Sequence[Token], at: int, *, group: bool) -> int:
    """Where the list or the name goes on behind a separator; ``at`` where it ends."""
    mark, following = tokens[at].low, at + 1
    if mark == "," and following < len(tokens) and tokens[following].low == "và":
        following += 1
    if following >= len(tokens):
        return at
    nxt = tokens[following]
    if mark == ":":
        if head_at(tokens, following):
            return at
        return (
            following if nxt.upper and not work_at(tokens, following) and not _opens_phrase(tokens, following) else at
        )
    if _APPOSITION.at(tokens, following) and mark == ",":
        return at
    noun = _ORGANISES.at(tokens, following) and _is_noun(tokens, following + 2)
    if head_at(tokens, following) and (noun or nxt.upper or not work_at(tokens, following)):
        return following
    if _IN_LISTS.at(tokens, following) and mark == ",":
        return following
    if mark == ";":
        return following if nxt.upper and not work_at(tokens, following) and nxt.word else at
    if tokens[at - 1].low == "phòng" and nxt.low == "chống":
        return following
    if nxt.upper and nxt.word:
        return following
    goes_on = not _stops(tokens, following) or _relative(tokens, following) > following
    if nxt.word and goes_on and (mark in {"và", "-", "–", "/"} or (mark == "," and group and not nxt.low.isdigit())):
        return following
    return at


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether "tổ chức" means organisations: another body or what tells which follows, no object."""
    return at < len(tokens) and (tokens[at].low in _AFTER_NOUN or not tokens[at].word)


def _opens_phrase(tokens: Sequence[Token], at: int) -> bool:
    return bool(_ENDS.at(tokens, at) or ADVERBS.at(tokens, at))


def _stops(tokens: Sequence[Token], at: int) -> bool:
    return not (at > 1 and _NAMED_TASK.at(tokens, at - 2) and tokens[at].word) and bool(
        work_at(tokens, at) or DUTY.at(tokens, at) or assigns_at(tokens, at) or _ENDS.at(tokens, at)
        or ADVERBS.at(tokens, at) or NO_DUTY.at(tokens, at)
    )  # fmt: skip


def _relative(tokens: Sequence[Token], at: int) -> int:
    """Behind a clause that belongs to the name: "được giao …", "có liên quan", "trong tỉnh"; ``at`` where none does."""
    low = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low == "được" and following in {"giao", "phân", "thành", "ủy", "chọn", "hưởng", "cử", "nêu"}:
        at += 3 if following in {"phân", "thành", "ủy"} else 2
        work = work_at(tokens, at)
        return at + work
    if low == "chịu" and following == "sự":
        return at + 2 + max(1, work_at(tokens, at + 2))
    if low == "có" and following in _STAYS_HAVING:
        return at + 2
    if (low in {"trong", "ngoài"} and following in _STAYS_IN) or (low == "ngoài" and following == "công"):
        return at + 2
    if low == "ngoài" and tokens[at - 1].low == "nước":
        return at + 1
    if low == "về" and tokens[at - 1].low in {"động", "nước", "môn", "trách"}:
        return at + 1
    if low in {"thống", "kiểm", "thông"} and tokens[at - 1].upper:
        return at + 1
    return at


def parted(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """A list of bodies as its items: named bodies each for itself, a general group as one."""
    at, first = start, start
    while at < end:
        if tokens[at].low in {"(", "“", '"'}:
            at = min(end, bracket_end(tokens, at))
            continue
        if tokens[at].low in {",", ";", "và", "cùng"} and at > first:
            following = at + 1
            while following < end and tokens[following].low in {"và", "với", "cùng", ","}:
                following += 1
            if following < end and _begins_item(tokens, first, at, following):
                yield first, at
                first = following
            at = following
            continue
        at += 1
    if first < end:
        yield first, end


# "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ" are one group.
_OF_GOVERNMENT: Final = Phrases(
    "cơ quan ngang bộ | cơ quan thuộc chính phủ | thủ trưởng cơ quan ngang bộ | thủ trưởng cơ quan thuộc chính phủ"
)
_GENERAL: Final = frozenset({"cơ", "đơn", "địa", "tổ", "chính", "doanh", "đoàn", "lực", "ubnd", "ủy", "cấp"})
_BARE: Final = frozenset({"sở", "ban", "bộ", "ngành", "phòng", "đoàn", "hội", "ubnd", "cục", "vụ", "viện"})


def _begins_item(tokens: Sequence[Token], first: int, at: int, following: int) -> bool:
    if _OF_GOVERNMENT.at(tokens, following):
        return False
    if _GROUPS.at(tokens, following):
        return True
    head = head_at(tokens, following)
    if not head:
        return False
    behind = tokens[following + head] if following + head < len(tokens) else None
    in_group = bool(_GROUPS.at(tokens, first))
    if tokens[following].upper:
        bare = head == 1 and tokens[following].low in _BARE and (behind is None or not behind.upper)
        return not (bare and (in_group or at == first + 1))
    if in_group:
        return False
    return tokens[following].low in _GENERAL and tokens[first].upper and at > first + 1
