"""Lines of imports as the pages show them."""

from __future__ import annotations

from typing import Any

from flask import url_for

from docarchive.archive.models import Document, ImportItem
from docarchive.archive.queries.imports import LOST, Counted
from docarchive.archive.states import ITEM_WORDS, BatchState, ItemState
from docarchive.core.screen import format_moment

KINDS = {
    ItemState.WAITING: "doing", ItemState.IMPORTED: "done", ItemState.UNPACKED: "new", ItemState.DUPLICATE: "soon",
    ItemState.FAILED: "late", ItemState.REFUSED: "late", ItemState.TAKEN_BACK: "new",
}  # fmt: skip


def batch_row(counted: Counted) -> dict[str, Any]:
    """An import as a line of the list."""
    batch = counted.batch
    waiting, failed = counted.count(ItemState.WAITING), counted.count(*LOST)
    if batch.state == BatchState.TAKEN_BACK:
        status = ("Đã rút lại", "new")
    elif waiting:
        status = (f"Đang đọc, còn {waiting}", "doing")
    else:
        status = ("Xong, có lỗi", "soon") if failed else ("Xong", "done")
    return {
        "url": url_for("archive.batch", batch_id=batch.id), "when": format_moment(batch.at), "who": batch.by_name,
        "name": batch.name, "total": counted.count(), "kept": counted.count(ItemState.IMPORTED),
        "failed": failed, "duplicates": counted.count(ItemState.DUPLICATE), "status": status,
    }  # fmt: skip


def item_row(item: ImportItem, document: Document | None) -> dict[str, Any]:
    """A file of an import as a line of its page."""
    state = ItemState(item.state)
    folder, _, name = item.path.rpartition("/")
    return {
        "id": item.id, "path": item.path, "name": name, "folder": folder, "size": item.size_bytes, "state": state,
        "status": (ITEM_WORDS[state], KINDS[state]), "reason": item.reason or "", "document": document,
        "can_retry": state is ItemState.FAILED, "is_duplicate": state is ItemState.DUPLICATE,
    }  # fmt: skip
