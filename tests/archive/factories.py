"""Documents and readings for the archive's tests; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from docarchive.archive import layout
from docarchive.archive.models import Document, ImportBatch, ImportItem
from docarchive.archive.services import intake, reading
from docarchive.archive.services.access import tokens_for
from docarchive.archive.states import AccessLevel
from docarchive.core import index
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from indexer.records import Citation, Evidence, ExtractedText, Page, Provision, Reading, Recognition, Word

TEXT = (
    "Điều 1. Mức hỗ trợ\n"
    "Ngân sách tỉnh hỗ trợ ba mươi phần trăm kinh phí làm đường giao thông nông thôn.\n"
    "Điều 2. Tổ chức thực hiện\n"
    "Ủy ban nhân dân các xã căn cứ Nghị quyết số 7/2020/NQ-HĐND lập kế hoạch trước ngày 31 tháng 10.\n"
)


def words_of(text: str, start: int = 0) -> tuple[Word, ...]:
    """Words in lines of a page, ten points high, so that boxes are easy to foretell."""
    words, at = [], 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        column = 0
        for word in line.split():
            begin = text.index(word, at)
            at = begin + len(word)
            box = (50.0 + 6 * column, 100.0 + 20 * number, 50.0 + 6 * (column + len(word)), 110.0 + 20 * number)
            words.append(Word(start + begin, start + at, box))
            column += len(word) + 1
    return tuple(words)


def make_reading(**values: Any) -> Reading:
    """A resolution read from one page, everything sure."""
    text = values.pop("text", TEXT)
    page = Page(1, 0, len(text), 595.0, 842.0, words_of(text))
    pages = values.pop("pages", (page,))
    given: dict[str, Any] = {
        "kind": "nghị quyết",
        "kind_code": "NQ",
        "number": "15/2023/NQ-HĐND",
        "issued_on": date(2023, 12, 8),
        "issuer": "Hội đồng nhân dân tỉnh Đông Sơn",
        "subject": "Quy định mức hỗ trợ đường giao thông nông thôn",
        "signer": "Trần Thị Mai",
        "evidence": {"number": Evidence(0.99, 0, 6, 1, (50.0, 60.0, 150.0, 72.0))},
        "suggestions": {},
    } | values
    if "Điều 2" in text:
        second = text.index("Điều 2")
        given.setdefault(
            "provisions",
            (
                Provision("dieu-1", "Điều 1. Mức hỗ trợ", 0, second, 1),
                Provision("dieu-2", "Điều 2. Tổ chức thực hiện", second, len(text), 1),
            ),
        )
    cited = text.find("7/2020/NQ-HĐND")
    if cited >= 0:
        given.setdefault(
            "citations", (Citation("7/2020/NQ-HĐND", "based_on", cited, cited + 14, 1, (50.0, 160.0, 150.0, 170.0)),)
        )
    return Reading(ExtractedText(text, pages), Recognition(**given))


def make_batch(
    uow: UnitOfWork, *, agency_id: str | None = None, level: AccessLevel = AccessLevel.PUBLIC,
    units: Iterable[str] = (), people: Iterable[str] = (),
) -> ImportBatch:  # fmt: skip
    """An import opened by the unit's actor."""
    tokens = tokens_for(level, uow.actor, agency_id, units, people)
    return intake.start_import(uow, "thử", "command", agency_id, (level, tokens))


def hand_in(uow: UnitOfWork, batch: ImportBatch, content: bytes = b"%PDF-1.7 ", path: str = "a.pdf") -> ImportItem:
    """A file waiting to be read."""
    return intake.add_kept_file(uow, batch, path, uow.files.put(content), len(content))


def finish(uow: UnitOfWork, item: ImportItem, outcome: reading.Outcome | Reading) -> ImportItem:
    """End a file as its job would."""
    if isinstance(outcome, Reading):
        words = uow.files.put(layout.pack(outcome.extracted.pages))
        outcome = reading.ReadFile(outcome, "pdf", words)
    reading.finish(uow, item.id, item.attempt, outcome)
    uow.session.flush()
    return item


_contents = iter(range(1, 1_000_000))


def make_document(uow: UnitOfWork, batch: ImportBatch | None = None, **values: Any) -> Document:
    """A document that came in as a PDF; ``values`` are those of its recognition (and ``text``)."""
    item = hand_in(uow, batch or make_batch(uow), b"%%PDF-1.7 %d" % next(_contents))
    item.is_wanted = True
    finish(uow, item, make_reading(**values))
    assert item.document_id is not None, item.reason
    return uow.session.get_one(Document, item.document_id)


def follow(services: Services) -> None:
    """Bring the index after the database."""
    while index.drain(services.db, services.engine, services.project):
        pass
