"""A scan of several letters becomes several letters, or its pages are turned: always in new files, the scan stays.

Source:
    Decree 30/2020/NĐ-CP, Article 21: what came is kept as it came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docarchive.archive.models import Document
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.policies import can_register
from docarchive.exchange.services.receiving import SentFile, take_in
from docarchive.exchange.services.registering import locked
from docarchive.exchange.states import Channel, IncomingState
from docarchive.kernel.errors import InvalidInputError

MOST_PARTS = 50
ONLY_CLERKS = "Chỉ văn thư của cơ quan tách, xoay tệp quét."
_PAGES = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")
_TURN = re.compile(r"(\d{1,4})\s*:\s*(90|180|270)")

Pages = list[tuple[int, int]]


def parts_of(text: str, turns: str, pages: int) -> list[Pages]:
    """Read how a scan is parted: ``1-2; 3-5`` are two letters, ``3: 90`` turns a page clockwise.

    Args:
        text: Letters parted by ``;``, runs of pages within one by ``,``; empty: all pages are one letter.
        pages: How many pages the scan has.

    Raises:
        InvalidInputError: It cannot be read, or names a page twice or one that is not there.
    """
    turned = _turns(turns, pages)
    parts = [_numbers(part, pages) for part in text.split(";")] if text.strip() else [list(range(1, pages + 1))]
    named = [page for part in parts for page in part]
    if len(parts) > MOST_PARTS or len(set(named)) < len(named):
        message = f"Mỗi trang vào một văn bản, nhiều nhất {MOST_PARTS} văn bản. Ví dụ: 1-2; 3-5; 6."
        raise InvalidInputError(message, fields={"parts": message})
    if len(parts) == 1 and parts[0] == list(range(1, pages + 1)) and not any(turned.values()):
        message = "Ghi trang của từng văn bản, ví dụ 1-2; 3-5, hoặc trang phải xoay, ví dụ 3: 90."
        raise InvalidInputError(message, fields={"parts": message})
    return [[(page, turned.get(page, 0)) for page in part] for part in parts]


def scan_of(letter: IncomingLetter, document: Document | None) -> tuple[str, str, int]:
    """Name in the file store, name and number of pages of a letter's own file.

    Args:
        document: What was read from it.

    Raises:
        InvalidInputError: It has none, or it is not read yet, or is no PDF.
    """
    held = document.version if document is not None else None
    if letter.main is None or held is None or held.file_sha is None or held.format != "pdf" or not held.page_spans:
        raise InvalidInputError("Chỉ tách, xoay được tệp PDF đã đọc xong. Đợi đọc xong rồi tải lại trang.")
    return held.file_sha, letter.main.item.path, len(held.page_spans)


def split(uow: UnitOfWork, letter: IncomingLetter, pieces: Sequence[bytes], name: str) -> list[IncomingLetter]:
    """Take each piece of a scan in as a letter of its own; the scan stays with the letter it came with.

    Args:
        pieces: Files made of its pages, in their order.
        name: Name of the scan.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        LetterStateError: It is registered already, or came by the exchange: then its file is its sender's.
    """
    uow.require(can_register(uow.actor, letter), ONLY_CLERKS)
    letter = locked(uow, letter)
    if letter.state != IncomingState.WAITING or letter.packet is not None:
        raise LetterStateError("Chỉ tách, xoay được tệp quét đang chờ vào sổ; văn bản liên thông giữ nguyên tệp.")
    stem = name.rpartition(".")[0] or name
    suffixes = [f"-{at}" for at in range(1, len(pieces) + 1)] if len(pieces) > 1 else ["-xoay"]
    made = [
        take_in(uow, letter.agency_id, Channel(letter.channel), [SentFile(f"{stem}{suffix}.pdf", piece)],
                uow.actor.name)
        for suffix, piece in zip(suffixes, pieces, strict=True)
    ]  # fmt: skip
    for one in made:
        one.has_paper, one.paper_on = letter.has_paper, letter.paper_on
    letter.step_to(IncomingState.MERGED)
    letter.merged_into = made[0].id
    letter.reason = f"Đã tách, xoay thành {len(made)} tệp; tệp quét gốc giữ nguyên ở đây."
    uow.record("letter.split", letter.id, letters=[one.id for one in made])
    return made


def _numbers(text: str, pages: int) -> list[int]:
    found: list[int] = []
    for piece in text.split(","):
        read = _PAGES.fullmatch(piece.strip())
        first, last = (int(read[1]), int(read[2] or read[1])) if read else (0, 0)
        if not 1 <= first <= last <= pages:
            message = f"Không hiểu “{piece.strip()[:40]}”: ghi trang từ 1 đến {pages}, ví dụ 1-2; 3-5; 6."
            raise InvalidInputError(message, fields={"parts": message})
        found += range(first, last + 1)
    return found


def _turns(text: str, pages: int) -> dict[int, int]:
    found = {}
    for piece in filter(None, (each.strip() for each in re.split(r"[;,]", text))):
        read = _TURN.fullmatch(piece)
        if read is None or not 1 <= int(read[1]) <= pages:
            message = f"Không hiểu “{piece[:40]}”: ghi trang và góc 90, 180 hoặc 270, ví dụ 3: 90."
            raise InvalidInputError(message, fields={"turns": message})
        found[int(read[1])] = int(read[2])
    return found
