"""Work after the commit: reading files that were handed in, printing those of Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from docarchive.archive import judging, layout, packages
from docarchive.archive.formats import format_of
from docarchive.archive.models import DocumentVersion, ImportBatch, ImportItem
from docarchive.archive.notices import tell_of_turns
from docarchive.archive.queries import documents, duplicates
from docarchive.archive.recent import RecentReadings
from docarchive.archive.services import judgements, printing, reading, turning
from docarchive.archive.services.intake import READ_FILE
from docarchive.core.jobs import Handler, JobTools, Payload, handler
from docarchive.core.work import UnitOfWork
from indexer import placing, render, sandbox
from indexer.extract.errors import UnreadableError
from indexer.records import Failed, Reading

# A night that fails would end the chain of nights; whatever is missed is made up for by the next one.
_MOST_FAULTS = 50


def prepare(payload: Payload, tools: JobTools, recent: RecentReadings) -> reading.Outcome:
    """Read a kept file in the jailed child; nothing is written but bytes that nobody points to yet."""
    known = _known(payload, tools)
    if known is not None:
        return known
    sha, name = str(payload["sha"]), str(payload["name"])
    content = tools.files.read(sha)
    try:
        if packages.is_package(content):
            return reading.Unpacked(tuple(_keep(tools, member) for member in packages.members(content)))
    except UnreadableError as problem:
        return problem.failed()
    outcome = recent.read(sha, name, lambda: sandbox.read_safely(content, name))
    if isinstance(outcome, Failed):
        return outcome
    pages = outcome.extracted.pages
    secret = bool(outcome.recognised.secrecy)
    layout_sha = tools.files.put(layout.pack(pages)) if pages and not secret else None
    return reading.ReadFile(outcome, format_of(content), layout_sha, judging.bears_signatures(content))


def give_up(uow: UnitOfWork, payload: Payload, reason: str) -> None:
    """Note on the file's line that its job failed for good."""
    reading.give_up(uow, str(payload["item"]), int(payload["attempt"]), reason)


def _known(payload: Payload, tools: JobTools) -> reading.Known | None:
    with tools.reading() as uow:
        item = uow.session.get(ImportItem, str(payload["item"]))
        if item is None or item.is_wanted or item.target_id or item.file_sha is None:
            return None
        batch = uow.session.get_one(ImportBatch, item.batch_id)
        twin = duplicates.same_bytes(uow.session, item.file_sha, batch.seen_by)
        return reading.Known(twin.id) if twin else None


def _keep(tools: JobTools, member: packages.Member) -> reading.KeptMember:
    return reading.KeptMember(member.name, tools.files.put(member.content), len(member.content))


def print_out(payload: Payload, tools: JobTools) -> printing.Print | None:
    """Print a Word file in the jail and find its words on the paper; None where this cannot be done here."""
    with tools.reading() as uow:
        version = uow.session.get(DocumentVersion, str(payload["version"]))
        if version is None or version.file_sha is None or not printing.is_printable(version):
            return None
        text, sha, name = documents.text(uow.session, version), version.file_sha, version.file_name or ""
    pdf = render.to_pdf(tools.files.read(sha), name)
    printed = sandbox.read_safely(pdf, "print.pdf") if pdf else None
    if not pdf or not isinstance(printed, Reading):
        return None
    pages = placing.place(text, printed.extracted)
    if not pages:
        return None
    return printing.Print(
        tools.files.put(pdf), tools.files.put(layout.pack(pages)), tuple(replace(page, words=()) for page in pages)
    )


@handler(printing.PRINT_FILE, prepare=print_out, max_attempts=2, label="Dựng ảnh trang của tệp Word", can_wait=True)
def print_file(uow: UnitOfWork, payload: Payload, made: printing.Print | None) -> None:
    """Write where the pages are."""
    if made is not None:
        printing.add_pages(uow, str(payload["version"]), made)


def handlers(authorities: Callable[[], Sequence[bytes]]) -> tuple[Handler, ...]:
    """How each kind of job of the archive is done.

    Args:
        authorities: Gives the files of authorities known for signed files (``judging.judge``).
    """
    recent = RecentReadings()

    @handler(
        READ_FILE, prepare=lambda payload, tools: prepare(payload, tools, recent), give_up=give_up, max_attempts=3,
        label="Đọc tệp vừa nhập",
    )  # fmt: skip
    def read_file(uow: UnitOfWork, payload: Payload, outcome: reading.Outcome) -> None:
        reading.finish(uow, str(payload["item"]), int(payload["attempt"]), outcome)

    def judge_file(payload: Payload, tools: JobTools) -> Mapping[str, Any]:
        with tools.reading() as uow:
            now = uow.now
        return judging.judge(tools.files.read(str(payload["sha"])), now, authorities())

    @handler(judgements.JUDGE_FILE, prepare=judge_file, max_attempts=3, label="Kiểm tra chữ ký số của tệp")
    def judge(uow: UnitOfWork, payload: Payload, said: Mapping[str, Any]) -> None:
        judgements.note_verdict(uow, str(payload["sha"]), said)

    @handler(turning.TURNING, max_attempts=_MOST_FAULTS, label="Báo văn bản đổi hiệu lực từ hôm nay")
    def turn(uow: UnitOfWork, payload: Payload) -> None:
        tell_of_turns(uow, date.fromisoformat(str(payload["after"])))
        turning.plan_next(uow)

    return read_file, print_file, judge, turn
