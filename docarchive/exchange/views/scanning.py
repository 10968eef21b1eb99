"""What came from the folder of a scanner or a mailbox, and scans of several letters."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import asked_page, page_urls
from docarchive.archive.models import Document
from docarchive.archive.queries.documents import version
from docarchive.core.web import actor, begin_again, services, work
from docarchive.exchange.cutting import pieces_of
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.policies import can_register
from docarchive.exchange.queries import scanning as queries
from docarchive.exchange.queries import worklists
from docarchive.exchange.scans.troubles import troubles_of
from docarchive.exchange.services import splitting
from docarchive.exchange.states import SCAN_WORDS, ScanState
from docarchive.exchange.views.blueprint import bp, the_letter
from indexer.scans import is_signed

_KINDS = {ScanState.TAKEN: "done", ScanState.REFUSED: "late", ScanState.SEEN: "doing"}


@bp.get("/incoming/scans")
def scans() -> ResponseReturnValue:
    if not worklists.receives(actor()):
        raise LetterNotFoundError
    session = work().session
    page = asked_page(queries.count(session, actor()))
    return render_template(
        "exchange/scans.html", rows=queries.files(session, actor(), page.offset, page.size), page=page,
        page_url=page_urls(), words=SCAN_WORDS, kinds=_KINDS, troubles=troubles_of(session, actor()),
    )  # fmt: skip


@bp.post("/incoming/<letter_id>/split")
def split(letter_id: str) -> ResponseReturnValue:
    """The scan is cut between two units of work: nothing is held meanwhile."""
    form, letter = request.form, the_letter(letter_id)
    work().require(can_register(actor(), letter), splitting.ONLY_CLERKS)
    document = work().session.get(Document, letter.main.item.document_id or "") if letter.main else None
    sha, name, pages = splitting.scan_of(letter, document)
    begin_again()
    parts = splitting.parts_of(form.get("parts", ""), form.get("turns", ""), pages)
    pieces = pieces_of(services().files.read(sha), parts, as_copy="as_copy" in form)
    made = splitting.split(work(), the_letter(letter_id), pieces, name)
    flash(f"Đã tạo {len(made)} tệp mới từ tệp quét, đang đọc. Tệp quét gốc giữ nguyên.", "done")
    return redirect(url_for("exchange.register", letter_id=made[0].id))


def of_scan(letter: IncomingLetter, document: Document | None) -> dict[str, Any]:
    """What the clerk's page says of a scan: what it lacks, where letters seem to begin, whether it can be cut."""
    session = work().session
    held = version(document) if document is not None and document.versions else None
    can_cut = held is not None and held.format == "pdf" and letter.packet is None and not letter.is_registered
    begin = queries.beginnings(session, held) if held is not None and can_cut else []
    pages = len(held.page_spans) if held is not None else 0
    runs = zip(begin, [*(at - 1 for at in begin[1:]), pages], strict=False)
    return {
        "lacks": queries.lacking_of(session, letter), "pages": pages if can_cut else 0, "letters": len(begin),
        "parts": "; ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs),
        "is_signed": bool(can_cut and held and held.file_sha and is_signed(services().files.read(held.file_sha))),
    }  # fmt: skip
