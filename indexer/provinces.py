"""Names of provinces, past and present: few enough to tell what a misread one must be."""

from rapidfuzz import fuzz, process

from indexer.fold import fold_lower

PROVINCES: tuple[str, ...] = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương",
    "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đắk Nông",
    "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tây", "Hà Tĩnh",
    "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hòa",
    "Kiên Giang", "Kon Tum", "Lai Châu", "Lâm Đồng", "Lạng Sơn", "Lào Cai", "Long An", "Nam Định", "Nghệ An",
    "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh",
    "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế",
    "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái",
)  # fmt: skip

_BY_FOLDED = {fold_lower(name): name for name in PROVINCES}
_NEAR = 85.0  # of 100


def likely_province(text: str) -> str | None:
    """The province a misread name most likely is; None where it is like none, or like several."""
    asked = fold_lower(" ".join(text.split()))
    if asked in _BY_FOLDED:
        return _BY_FOLDED[asked]
    near = process.extract(asked, _BY_FOLDED.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=2)
    return _BY_FOLDED[near[0][0]] if len(near) == 1 else None


# Provinces that are cities of their own.
CITIES = frozenset({"Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"})
