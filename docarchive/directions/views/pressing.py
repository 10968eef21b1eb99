"""Reminding and pressing: of one assignment, or of the ticked lines of a list."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.core.web import actor, work
from docarchive.directions.models import Assignment
from docarchive.directions.queries import assignments
from docarchive.directions.services import pressing
from docarchive.directions.views.blueprint import bp, way_back
from docarchive.kernel.errors import InvalidInputError


@bp.post("/directions/remind")
def remind() -> ResponseReturnValue:
    chosen = _chosen()
    pressing.remind(work(), chosen, request.form.get("words", "").strip()[:1000])
    flash(f"Đã nhắc {len(chosen)} nhiệm vụ; lời nhắc ghi vào quá trình của từng nhiệm vụ.", "done")
    return redirect(way_back(url_for("directions.index")))


@bp.post("/directions/press")
def press() -> ResponseReturnValue:
    letter = pressing.draft_letter(work(), _chosen())
    flash("Đã soạn dự thảo công văn đôn đốc, kèm danh sách nhiệm vụ. Xem lại, trình ký rồi ban hành.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))


def _chosen() -> Sequence[Assignment]:
    """The ticked assignments; those the reader may not see are not there."""
    ids = list(dict.fromkeys(request.form.getlist("assignment")))
    found = assignments.among(work().session, actor(), ids) if ids else []
    if not found:
        raise InvalidInputError("Đánh dấu ít nhất một nhiệm vụ trong danh sách.")
    return found
