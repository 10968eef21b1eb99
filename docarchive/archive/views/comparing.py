"""Two versions of a document, or two documents, side by side."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive import comparison_shown
from docarchive.archive.models import Document
from docarchive.archive.queries import comparison
from docarchive.archive.queries.comparison import Comparison, Held
from docarchive.archive.services.describing import key_of
from docarchive.archive.views.blueprint import bp, the_document
from docarchive.archive.views.documents import frame
from docarchive.core.web import actor, work


@bp.get("/documents/<document_id>/comparison", endpoint="comparison")
def comparison_page(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    number = " ".join(request.args.get("so", "").split())[:200]
    alike = comparison.bearing(work().session, actor(), key_of(number), found.id) if number else ()
    if len(alike) == 1:
        return redirect(url_for("archive.comparison", document_id=found.id, voi=alike[0].id))
    one = comparison.held(found, _whole("ban"))
    other = _other(found, one)
    whole, everything = "toan" in request.args, "het" in request.args
    done = comparison.compared(work().session, one, other, whole=whole) if other else None
    return render_template(
        "archive/comparison.html",
        **frame(found, "comparison"),
        number=number,
        alike=[comparison_shown.side(comparison.held(each)) | {"id": each.id} for each in alike if each.versions],
        kept=_kept(),
        **(_shown(done, everything=everything) if done else {"found": None}),
    )


def _shown(done: Comparison, *, everything: bool) -> dict[str, Any]:
    rows = done.rows if everything else comparison_shown.differing(done.rows)
    number = max(1, min(_whole("trang") or 1, -(-len(rows) // comparison_shown.PAGE) or 1))
    first = (number - 1) * comparison_shown.PAGE
    return {
        "found": done,
        "left": comparison_shown.side(done.left),
        "right": comparison_shown.side(done.right),
        "sums": comparison_shown.sums(done.rows),
        "everything": everything,
        "rows": [
            comparison_shown.shown(done, row, everything=everything)
            for row in rows[first : first + comparison_shown.PAGE]
        ],
        "page": {"number": number, "size": comparison_shown.PAGE, "total": len(rows)},
        "first": first,
    }


def _other(found: Document, one: Held) -> Held | None:
    """The document asked for, a version of the same one, or the version before."""
    asked, ordinal = request.args.get("voi", ""), _whole("voi_ban")
    if asked and asked != found.id:
        return comparison.held(the_document(asked), ordinal)
    if ordinal:
        return comparison.held(found, ordinal)
    return comparison.before(found, one.version)


def _kept() -> dict[str, str]:
    return {name: request.args[name] for name in ("voi", "ban", "voi_ban", "toan", "het") if name in request.args}


def _whole(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else None
