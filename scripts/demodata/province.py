"""The fictional province of Lạc Hồng: its offices, their people and the sessions of its council."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PLACE = "Lạc Hồng"


@dataclass(frozen=True, slots=True)
class Office:
    """An office as it appears on paper.

    Attributes:
        code: Electronic identifier in the form of Decision 20/2020/QĐ-TTg, from a range no province holds.
        symbol: Its abbreviation in document numbers.
        superior: Line printed above its own name; empty for the council and the committee.
        head: Title of who signs.
    """

    code: str
    name: str
    symbol: str
    superior: str
    head: str
    signer: str
    deputy: str = ""


COUNCIL = Office("K99", "Hội đồng nhân dân tỉnh Lạc Hồng", "HĐND", "", "CHỦ TỊCH", "Đỗ Hồng Lĩnh", "Mai Thị Sông Ngân")
COMMITTEE = Office("H99", "Ủy ban nhân dân tỉnh Lạc Hồng", "UBND", "", "CHỦ TỊCH", "Lương Lạc Thủy", "Vi Thanh Khê")


def _department(serial: int, name: str, symbol: str, signer: str, deputy: str) -> Office:
    return Office(f"H99.{serial:02}", f"{name} tỉnh Lạc Hồng", symbol, COMMITTEE.name, "GIÁM ĐỐC", signer, deputy)


CABINET = Office(
    "H99.01",
    "Văn phòng Ủy ban nhân dân tỉnh Lạc Hồng",
    "VP",
    COMMITTEE.name,
    "CHÁNH VĂN PHÒNG",
    "Tô Minh Hạc",
    "Kim Thị Vân",
)
DEPARTMENTS: dict[str, Office] = {
    "SNV": _department(2, "Sở Nội vụ", "SNV", "Ngô Thị Hoa Đăng", "La Văn Mộc"),
    "STC": _department(3, "Sở Tài chính", "STC", "Âu Văn Trúc", "Đinh Thị Lụa"),
    "SXD": _department(4, "Sở Xây dựng", "SXD", "Lục Sơn Thạch", "Khổng Thị Ngói"),
    "SNNMT": _department(5, "Sở Nông nghiệp và Môi trường", "SNNMT", "Hà Văn Lúa", "Giang Thị Đồng"),
    "SYT": _department(6, "Sở Y tế", "SYT", "Bạch Thị Sâm", "Quế Văn Chi"),
    "SGDĐT": _department(7, "Sở Giáo dục và Đào tạo", "SGDĐT", "Thầm Văn Bút", "Nghiêm Thị Phấn"),
    "SKHCN": _department(8, "Sở Khoa học và Công nghệ", "SKHCN", "Tạ Quang Số", "Lã Thị Mạng"),
    "SVHTTDL": _department(9, "Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL", "Cầm Thị Khèn", "Sầm Văn Trống"),
    "TTT": Office(
        "H99.10", "Thanh tra tỉnh Lạc Hồng", "TTT", COMMITTEE.name, "CHÁNH THANH TRA", "Nông Văn Cân", "Ma Thị Thước"
    ),
}
# On an installation of its own, which the check of the demonstration starts.
NEIGHBOUR = Office(
    "H99.31", "Ủy ban nhân dân phường Trống Đồng", "UBND", COMMITTEE.name, "CHỦ TỊCH", "Hứa Văn Chiêng", "Đàm Thị Dùi"
)
DISTRICT_PLACES = ("xã Thượng Nguồn", "xã Bến Đá", "xã Đồi Cọ", "xã Ruộng Bậc", "phường Trống Đồng", "phường Cửa Sông")

TERM = "2021 - 2026"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session (kỳ họp) of the council."""

    ordinal: int
    held_on: date


def sittings() -> tuple[Sitting, ...]:
    """The 24 sessions of the term, the regular ones in July and December, extra ones between."""
    days = ((2021, 6, 30), (2021, 8, 18), (2021, 10, 28), (2021, 12, 9), (2022, 3, 17), (2022, 5, 26), (2022, 7, 14),
            (2022, 9, 22), (2022, 12, 8), (2023, 3, 23), (2023, 5, 18), (2023, 7, 13), (2023, 9, 28), (2023, 12, 7),
            (2024, 3, 21), (2024, 5, 30), (2024, 7, 11), (2024, 9, 19), (2024, 12, 6), (2025, 2, 20), (2025, 5, 22),
            (2025, 7, 10), (2025, 9, 25), (2025, 12, 9))  # fmt: skip
    return tuple(Sitting(i, date(*day)) for i, day in enumerate(days, 1))
