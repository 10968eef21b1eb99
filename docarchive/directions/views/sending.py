"""Letters that take an assignment to other agencies, and the report on it back."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from docarchive.core.web import work
from docarchive.directions.services import sending
from docarchive.directions.views.blueprint import bp, the_assignment


@bp.post("/directions/<assignment_id>/send")
def send(assignment_id: str) -> ResponseReturnValue:
    letter = sending.draft_order(work(), the_assignment(assignment_id))
    flash("Đã soạn dự thảo văn bản giao nhiệm vụ. Xem lại, trình ký; ban hành là nhiệm vụ đi theo văn bản.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))


@bp.post("/directions/<assignment_id>/answer")
def answer(assignment_id: str) -> ResponseReturnValue:
    letter = sending.draft_report(work(), the_assignment(assignment_id))
    flash("Đã soạn dự thảo báo cáo. Điền kết quả, trình ký; ban hành là báo cáo hoàn thành với bên giao việc.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))
