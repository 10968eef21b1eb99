"""How much time, memory and output one file may cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one jailed run; pages that are pictures get time of their own.

    Attributes:
        memory_bytes: Address space while text is read.
        picture_memory_bytes: Address space from the first page that is a picture on.
        wall_s: Of the clock on the wall; more than processor time, for the machine may have other work.
        picture_page_s: Processor time added for each such page.
        picture_page_wall_s: Time on the wall added for each such page.
        picture_pages: So many pages at most are given more time.
    """

    file_bytes: int = 200 * 2**20
    memory_bytes: int = 1024 * 2**20
    picture_memory_bytes: int = 4096 * 2**20
    cpu_s: int = 60
    wall_s: float = 120.0
    picture_page_s: int = 30
    picture_page_wall_s: int = 60
    picture_pages: int = 400
    written_bytes: int = 64 * 2**20
    answer_bytes: int = 160 * 2**20
    text_length: int = 20_000_000


DEFAULT: Final = Limits()
