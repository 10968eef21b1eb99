"""The kinds of official documents: their Vietnamese names and the abbreviations printed in their numbers.

Source:
    Decree 30/2020/NĐ-CP, Annex III (the 29 administrative kinds and the copies); the legislative and Party kinds stand
    in practice beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["administrative", "copy", "legal", "party"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    Attributes:
        name: Lower-case Vietnamese name, as it is shown and stored.
        code: Abbreviation in numbers; empty for letters, which have none.
    """

    name: str
    code: str
    group: Group = "administrative"


KINDS: tuple[Kind, ...] = (
    Kind("nghị quyết", "NQ"),
    Kind("quyết định", "QĐ"),
    Kind("chỉ thị", "CT"),
    Kind("quy chế", "QC"),
    Kind("quy định", "QyĐ"),
    Kind("thông cáo", "TC"),
    Kind("thông báo", "TB"),
    Kind("hướng dẫn", "HD"),
    Kind("chương trình", "CTr"),
    Kind("kế hoạch", "KH"),
    Kind("phương án", "PA"),
    Kind("đề án", "ĐA"),
    Kind("dự án", "DA"),
    Kind("báo cáo", "BC"),
    Kind("biên bản", "BB"),
    Kind("tờ trình", "TTr"),
    Kind("hợp đồng", "HĐ"),
    Kind("công văn", ""),
    Kind("công điện", "CĐ"),
    Kind("bản ghi nhớ", "BGN"),
    Kind("bản thỏa thuận", "BTT"),
    Kind("giấy ủy quyền", "GUQ"),
    Kind("giấy mời", "GM"),
    Kind("giấy giới thiệu", "GGT"),
    Kind("giấy nghỉ phép", "GNP"),
    Kind("phiếu gửi", "PG"),
    Kind("phiếu chuyển", "PC"),
    Kind("phiếu báo", "PB"),
    Kind("thư công", ""),
    Kind("sao y", "SY", "copy"),
    Kind("trích sao", "TrS", "copy"),
    Kind("sao lục", "SL", "copy"),
    Kind("hiến pháp", "", "legal"),
    Kind("bộ luật", "", "legal"),
    Kind("luật", "L", "legal"),
    Kind("pháp lệnh", "PL", "legal"),
    Kind("sắc lệnh", "SL", "legal"),
    Kind("lệnh", "L", "legal"),
    Kind("nghị định", "NĐ", "legal"),
    Kind("thông tư liên tịch", "TTLT", "legal"),
    Kind("thông tư", "TT", "legal"),
    Kind("nghị quyết liên tịch", "NQLT", "legal"),
    Kind("văn bản hợp nhất", "VBHN", "legal"),
    Kind("kết luận", "KL", "party"),
    Kind("thông tri", "TT", "party"),
    Kind("công văn", "CV", "party"),
)

# What also stands for a kind in a number: misprints of real documents, older abbreviations, kinds of special bodies.
OTHER_CODES: dict[str, str] = {
    "HNVB": "văn bản hợp nhất",
    "KHLT": "kế hoạch",
    "QCPH": "quy chế",
    "CTPH": "chương trình",
    "CTHĐ": "chương trình",
    "TTB": "thông báo",
    "KLTTr": "kết luận",
    "LCT": "lệnh",
    "NQLN": "nghị quyết liên tịch",
    "QCLN": "quy chế",
}

# Abbreviations that are also usual names of agencies or their units: the number alone does not tell the kind.
SHARED_WITH_AGENCIES = frozenset({"CT", "TT", "HĐ", "CĐ", "TC", "PC", "SL", "DA", "QC"})

CODES: frozenset[str] = frozenset(kind.code for kind in KINDS if kind.code) | frozenset(OTHER_CODES)

_BY_NAME = {kind.name: kind for kind in reversed(KINDS)}
_BY_CODE = {kind.code: kind for kind in reversed(KINDS) if kind.code}


def kind_named(name: str) -> Kind | None:
    """The kind of this Vietnamese name in any case; None where there is none."""
    return _BY_NAME.get(name.casefold())


def kind_of_code(code: str | None) -> Kind | None:
    """The most usual kind of an abbreviation as ``indexer.numbers`` gives it (``NQ``, ``QyĐ``)."""
    if code in OTHER_CODES:
        return _BY_NAME[OTHER_CODES[code]]
    return _BY_CODE.get(code or "")
