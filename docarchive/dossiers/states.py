"""Where a filing list and a dossier stand, how long a dossier is kept, and what may change of its readers."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

LANGUAGE: Final = "Tiếng Việt"


class ListState(enum.StrEnum):
    """Where the filing list of a year stands.

    Source:
        Decree 30/2020/NĐ-CP, Article 28: the head of the agency approves and issues it at the beginning of the year.
    """

    DRAFT = "draft"
    APPROVED = "approved"
    IN_FORCE = "in_force"


class Numbering(enum.StrEnum):
    """How dossiers of a list are numbered (Decree 30/2020/NĐ-CP, Annex V)."""

    THROUGH = "through"
    HEADING = "heading"


class Retention(enum.StrEnum):
    """How long a dossier is kept, by the code list of Circular 05/2025/TT-BNV."""

    FOREVER = "01"
    YEARS_70 = "02"
    YEARS_50 = "03"
    YEARS_30 = "04"
    YEARS_20 = "05"
    YEARS_10 = "06"
    OTHER = "07"


class Use(enum.StrEnum):
    """How the archive lends a dossier later (Rights), by the code list of Circular 05/2025/TT-BNV.

    Secret dossiers have codes, too, and no place in this system.
    """

    NORMAL = "01"
    LIMITED = "02"


class DossierState(enum.StrEnum):
    """Where a dossier stands."""

    OPEN = "open"
    CLOSED = "closed"
    HANDED_OVER = "handed_over"


class RightsChange(enum.StrEnum):
    """What changed of who may work with a dossier or read in it."""

    MEMBER_ADDED = "member_added"
    MEMBER_REMOVED = "member_removed"
    HOLDER = "holder"
    READERS = "readers"
    PARENT = "parent"


NEXT_OF_LIST: Final[Mapping[ListState, frozenset[ListState]]] = {
    ListState.DRAFT: frozenset({ListState.APPROVED}),
    ListState.APPROVED: frozenset({ListState.DRAFT, ListState.IN_FORCE}),
    ListState.IN_FORCE: frozenset(),
}

NEXT: Final[Mapping[DossierState, frozenset[DossierState]]] = {
    DossierState.OPEN: frozenset({DossierState.CLOSED}),
    DossierState.CLOSED: frozenset({DossierState.OPEN, DossierState.HANDED_OVER}),
    DossierState.HANDED_OVER: frozenset(),
}

LIST_WORDS: Final[Mapping[ListState, str]] = {
    ListState.DRAFT: "Dự thảo",
    ListState.APPROVED: "Đã duyệt",
    ListState.IN_FORCE: "Đang áp dụng",
}

NUMBERING_WORDS: Final[Mapping[Numbering, str]] = {
    Numbering.THROUGH: "Liên tục trong toàn danh mục",
    Numbering.HEADING: "Liên tục trong từng đề mục",
}

STATE_WORDS: Final[Mapping[DossierState, str]] = {
    DossierState.OPEN: "Đang mở",
    DossierState.CLOSED: "Đã đóng",
    DossierState.HANDED_OVER: "Đã nộp lưu",
}

USE_WORDS: Final[Mapping[Use, str]] = {Use.NORMAL: "Bình thường", Use.LIMITED: "Hạn chế"}

CHANGE_WORDS: Final[Mapping[RightsChange, str]] = {
    RightsChange.MEMBER_ADDED: "Thêm người tham gia",
    RightsChange.MEMBER_REMOVED: "Bỏ người tham gia",
    RightsChange.HOLDER: "Đổi người giữ hồ sơ",
    RightsChange.READERS: "Mở văn bản cho người tham gia",
    RightsChange.PARENT: "Ghép, tách hồ sơ con",
}

YEARS: Final[Mapping[Retention, int | None]] = {
    Retention.FOREVER: None,
    Retention.YEARS_70: 70,
    Retention.YEARS_50: 50,
    Retention.YEARS_30: 30,
    Retention.YEARS_20: 20,
    Retention.YEARS_10: 10,
    Retention.OTHER: 0,
}
MUST_BE_HANDED_OVER_YEARS: Final = 5


def retention_words(retention: str, years: int | None = None) -> str:
    """Say how long a dossier is kept: ``Vĩnh viễn``, ``20 năm``.

    Args:
        years: Of ``OTHER``.
    """
    code = Retention(retention)
    if code is Retention.FOREVER:
        return "Vĩnh viễn"
    return f"{years if code is Retention.OTHER else YEARS[code]} năm"


def retention_of(words: str) -> tuple[Retention, int | None]:
    """Read a retention as lists write it: ``Vĩnh viễn``, ``VV``, ``20 năm``, ``20``.

    Raises:
        ValueError: It is none.
    """
    tidy = " ".join(words.casefold().split())
    if tidy in {"vĩnh viễn", "vv", "vinh vien"}:
        return Retention.FOREVER, None
    number = int(tidy.removesuffix("năm").strip())
    if not 1 <= number <= 100:
        raise ValueError(words)
    code = next((each for each, years in YEARS.items() if years == number), Retention.OTHER)
    return code, number if code is Retention.OTHER else None


def must_be_handed_over(retention: str, years: int | None) -> bool:
    """Whether the agency's archive takes it: kept for ever, or five years and more.

    Source:
        Decree 30/2020/NĐ-CP, Article 30.
    """
    kept = years if retention == Retention.OTHER else YEARS[Retention(retention)]
    return kept is None or kept >= MUST_BE_HANDED_OVER_YEARS
