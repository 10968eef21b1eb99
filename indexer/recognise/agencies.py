"""Names of agencies that scans are compared with: what a misread heading most likely says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

from indexer.fold import fold
from indexer.provinces import CITIES, PROVINCES

_CENTRAL = (
    "Chính phủ", "Quốc hội", "Thủ tướng Chính phủ", "Chủ tịch nước", "Ủy ban Thường vụ Quốc hội",
    "Văn phòng Chính phủ", "Văn phòng Quốc hội", "Văn phòng Chủ tịch nước", "Văn phòng Trung ương Đảng",
    "Ban Chấp hành Trung ương", "Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao",
    "Kiểm toán Nhà nước", "Thanh tra Chính phủ", "Ngân hàng Nhà nước Việt Nam", "Ủy ban Dân tộc",
    "Bảo hiểm xã hội Việt Nam", "Thông tấn xã Việt Nam", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "Tổng Liên đoàn Lao động Việt Nam", "Kho bạc Nhà nước", "Tổng cục Thuế", "Cục Thuế", "Cục Hải quan",
    "Tổng cục Hải quan", "Cục Văn thư và Lưu trữ nhà nước",
)  # fmt: skip
_FIELDS = (
    "Nội vụ", "Tài chính", "Y tế", "Tư pháp", "Xây dựng", "Công Thương", "Nông nghiệp và Môi trường",
    "Ngoại giao", "Nông nghiệp và Phát triển nông thôn", "Tài nguyên và Môi trường", "Giao thông vận tải",
    "Kế hoạch và Đầu tư", "Khoa học và Công nghệ", "Thông tin và Truyền thông", "Văn hóa, Thể thao và Du lịch",
    "Giáo dục và Đào tạo", "Lao động - Thương binh và Xã hội", "Dân tộc và Tôn giáo", "Công an", "Quốc phòng",
    "Du lịch", "Văn hóa và Thể thao", "Quy hoạch - Kiến trúc", "An toàn thực phẩm",
)  # fmt: skip
_LOCAL = (
    "Ủy ban nhân dân", "UBND", "Hội đồng nhân dân", "HĐND", "Văn phòng Ủy ban nhân dân", "Thanh tra", "Công an",
    "Tòa án nhân dân", "Viện kiểm sát nhân dân", "Ban Quản lý các khu công nghiệp", "Ban Dân tộc",
    "Bảo hiểm xã hội", "Cục Thuế", "Kho bạc Nhà nước", "Liên đoàn Lao động", "Đoàn Đại biểu Quốc hội",
    "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân",
)  # fmt: skip
_BARE = (
    "Văn phòng", "Thanh tra", "Thanh tra tỉnh", "Ban Pháp chế", "Ban Kinh tế - Ngân sách",
    "Ban Văn hóa - Xã hội", "Ban Tổ chức", "Ban Đô thị", "Ban Dân tộc", "Công đoàn ngành Y tế",
    "Công đoàn ngành Giáo dục", "Tỉnh ủy", "Thành ủy", "Ban Tuyên giáo",
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[,-](?=\s))?")
_READ = 8000  # letters of the text that are compared
_LIKE = 86.0  # of 100: from here on a misread name is taken for the known one
_SEAT_LIKE = 80.0  # so much alike its place must be
_SAID = 20  # stretches of the text most alike that are looked at
_KINDS_OF_SEAT = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường")
_SEAT = re.compile(rf" (?:{'|'.join(map(fold, _KINDS_OF_SEAT))}) ")


def official(name: str) -> str:
    """The usual spelling of a known name; any other name as it is."""
    return _by_folded().get(_plain(name), name)


@lru_cache(maxsize=1)
def _by_folded() -> dict[str, str]:
    folded, names = _known()
    return dict(zip(folded, names, strict=True))


def known_agency(text: str, seat: str = "") -> tuple[str, float] | None:
    """The known name most like a misread one, and how like (0–1); None where none is like enough.

    Args:
        seat: Province, district or commune that the document names elsewhere: its bodies are known as well.
    """
    asked = _plain(text)
    if len(asked) < 4:
        return None
    folded, names = _known()
    together = _by_letters().get("".join(asked.split()))
    if together:  # only the blanks were misread: "Sở Yt é"
        return together, 1.0
    if seat:
        near = [f"{body} {kind} {seat}" for body in _LOCAL for kind in _KINDS_OF_SEAT]
        folded, names = [*folded, *map(_plain, near)], [*names, *near]
    found = process.extractOne(asked, folded, scorer=fuzz.ratio, score_cutoff=_LIKE)
    if found is None or not _same_seat(asked, found[0]):
        return None
    return names[found[2]], found[1] / 100


def _same_seat(asked: str, known: str) -> bool:
    """Whether the place is alike by itself: in a long name two provinces differ by little."""
    seat = _SEAT.split(known)[-1]
    return seat == known or fuzz.partial_ratio(seat, asked[-len(seat) - 2 :]) >= _SEAT_LIKE


def said_in(text: str, misread: str) -> str | None:
    """The name as running text writes it, where it says the same words as a misread heading."""
    asked = _plain(misread)
    size = len(asked.split())
    words = _WORD.findall(text[:_READ])
    windows = [
        " ".join(words[at : at + length])
        for at, word in enumerate(words) if word[:1].isupper() and not word.isupper()
        for length in range(max(2, size - 2), size + 3)
    ]  # fmt: skip
    if size < 3 or not windows:
        return None
    plain = [_plain(window) for window in windows]
    found = process.extract(asked, plain, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_SAID)
    return next((windows[at] for said, _, at in found if _same_seat(said, asked)), None)


def _plain(text: str) -> str:
    return " ".join(word for word in fold(text).lower().split() if any(letter.isalnum() for letter in word))


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, str]:
    folded, names = _known()
    return {"".join(asked.split()): name for asked, name in zip(folded, names, strict=True)}


@lru_cache(maxsize=1)
def _known() -> tuple[list[str], list[str]]:
    names = list(_all())
    return [_plain(name) for name in names], names


def _all() -> Iterator[str]:
    yield from _CENTRAL
    yield from _BARE
    for name in _FIELDS:
        yield f"Bộ {name}"
        yield f"Sở {name}"
    for province in PROVINCES:
        seat = f"{'thành phố' if province in CITIES else 'tỉnh'} {province}"
        yield from (f"{body} {seat}" for body in _LOCAL)
        yield f"Tỉnh ủy {province}"
        for name in _FIELDS:
            yield f"Sở {name} {province}"
            yield f"Sở {name} {seat}"
