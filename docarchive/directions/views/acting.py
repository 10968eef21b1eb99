"""What is done with an assignment from its page."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from docarchive.accounts.views.asking import at_fields
from docarchive.core.fields import parse_day
from docarchive.core.web import actor, work
from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.forms import (
    DecisionForm,
    ExplainForm,
    ExtensionForm,
    GiveAgainForm,
    MilestonesForm,
    NoteForm,
    ReachedForm,
    ReportForm,
)
from docarchive.directions.models import Assignment, AssignmentSeries
from docarchive.directions.queries import assignments
from docarchive.directions.queries.bodies import Bodies
from docarchive.directions.queries.course import asked_extension
from docarchive.directions.services import extending, following, pressing, repeating, working
from docarchive.directions.services.giving import Order
from docarchive.directions.services.working import Planned
from docarchive.directions.states import Term
from docarchive.directions.views.assignment import show
from docarchive.directions.views.blueprint import bp, evidence, the_assignment, today, way_back
from docarchive.directions.views.naming import bodies_in, body_named
from docarchive.kernel.errors import InvalidInputError

_DAY_AT_END = re.compile(r"[\s,;:–—-]*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*$")


@bp.post("/directions/<assignment_id>/accept")
def accept(assignment_id: str) -> ResponseReturnValue:
    working.accept(work(), the_assignment(assignment_id))
    return _back(assignment_id, "Đã tiếp nhận.")


@bp.post("/directions/<assignment_id>/begin")
def begin(assignment_id: str) -> ResponseReturnValue:
    working.begin(work(), the_assignment(assignment_id))
    return _back(assignment_id, "Đã ghi bắt đầu thực hiện.")


@bp.post("/directions/<assignment_id>/note")
def note(assignment_id: str) -> ResponseReturnValue:
    form = NoteForm()
    return _done(
        assignment_id, "note", form, "Đã cập nhật tiến độ.",
        lambda one: working.note(work(), one, form.words.data, evidence(form.evidence.data)),
    )  # fmt: skip


@bp.post("/directions/<assignment_id>/report")
def report(assignment_id: str) -> ResponseReturnValue:
    form = ReportForm()
    return _done(
        assignment_id, "report", form, "Đã báo cáo hoàn thành, chờ bên giao việc xác nhận.",
        lambda one: working.report(work(), one, form.words.data, evidence(form.evidence.data)),
    )  # fmt: skip


@bp.post("/directions/<assignment_id>/give-back")
def give_back(assignment_id: str) -> ResponseReturnValue:
    working.give_back(work(), the_assignment(assignment_id), request.form.get("reason", ""))
    return _back(assignment_id, "Đã trả lại bên giao việc.")


@bp.post("/directions/<assignment_id>/plan")
def plan(assignment_id: str) -> ResponseReturnValue:
    form = MilestonesForm()
    return _done(
        assignment_id, "plan", form, "Đã đặt các mốc.",
        lambda one: working.plan(work(), one, _milestones(form.milestones.data)),
    )  # fmt: skip


@bp.post("/directions/<assignment_id>/milestones/<milestone_id>/reach")
def reach(assignment_id: str, milestone_id: str) -> ResponseReturnValue:
    one, form = the_assignment(assignment_id), ReachedForm()
    milestone = assignments.milestone(work().session, one, milestone_id)
    if not form.validate():
        return show(one, next(iter(form.errors.values()))[0]), 422
    with at_fields(form) as trouble:
        working.reach(work(), milestone, form.done_on.data, evidence(form.evidence.data))
    if trouble.found:
        said = [text for texts in form.errors.values() for text in texts]
        return show(the_assignment(assignment_id), trouble.message or said[0]), 422
    return _back(assignment_id, "Đã ghi mốc hoàn thành.")


@bp.post("/directions/<assignment_id>/extend")
def extend(assignment_id: str) -> ResponseReturnValue:
    form = ExtensionForm()
    return _done(
        assignment_id, "extend", form, "Đã gửi đề nghị gia hạn.",
        lambda one: extending.ask(work(), one, form.wanted_on.data, form.reason.data),
    )  # fmt: skip


@bp.post("/directions/<assignment_id>/decide")
def decide(assignment_id: str) -> ResponseReturnValue:
    form, granted = DecisionForm(), request.form.get("granted") == "1"

    def act(one: Assignment) -> None:
        waiting = asked_extension(work().session, one)
        if waiting is None:
            raise AssignmentStateError("Đề nghị gia hạn này đã được trả lời.")
        if granted:
            extending.grant(work(), waiting, form.until.data, form.answer.data)
        else:
            extending.deny(work(), waiting, form.answer.data)

    return _done(assignment_id, "decide", form, "Đã cho gia hạn." if granted else "Đã trả lời: không cho gia hạn.", act)


@bp.post("/directions/<assignment_id>/confirm")
def confirm(assignment_id: str) -> ResponseReturnValue:
    following.confirm(work(), the_assignment(assignment_id), request.form.get("reason", ""))
    return _back(assignment_id, "Đã xác nhận hoàn thành.")


@bp.post("/directions/<assignment_id>/send-back")
def send_back(assignment_id: str) -> ResponseReturnValue:
    following.send_back(work(), the_assignment(assignment_id), request.form.get("reason", ""))
    return _back(assignment_id, "Đã yêu cầu làm tiếp.")


@bp.post("/directions/<assignment_id>/pause")
def pause(assignment_id: str) -> ResponseReturnValue:
    following.pause(work(), the_assignment(assignment_id), request.form.get("reason", ""))
    return _back(assignment_id, "Đã tạm dừng; thời hạn ngừng đếm.")


@bp.post("/directions/<assignment_id>/resume")
def resume(assignment_id: str) -> ResponseReturnValue:
    following.resume(work(), the_assignment(assignment_id))
    return _back(assignment_id, "Đã cho làm tiếp; hạn lùi theo số ngày tạm dừng.")


@bp.post("/directions/<assignment_id>/cancel")
def cancel(assignment_id: str) -> ResponseReturnValue:
    following.cancel(work(), the_assignment(assignment_id), request.form.get("reason", ""))
    return _back(assignment_id, "Đã hủy nhiệm vụ.")


@bp.post("/directions/<assignment_id>/reopen")
def reopen(assignment_id: str) -> ResponseReturnValue:
    following.reopen(work(), the_assignment(assignment_id), request.form.get("reason", ""))
    return _back(assignment_id, "Đã mở lại nhiệm vụ.")


@bp.post("/directions/<assignment_id>/give-again")
def give_again(assignment_id: str) -> ResponseReturnValue:
    form = GiveAgainForm()

    def act(one: Assignment) -> None:
        bodies = Bodies(work().session, one.direction.agency, today())
        order = Order(
            body_named(bodies, form.lead.data), bodies_in(bodies, form.co.data), term=Term(form.term.data),
            days=form.days.data, due_on=form.due_on.data, despite_absence=form.despite_absence.data,
        )  # fmt: skip
        following.give_again(work(), one, order)

    return _done(assignment_id, "give-again", form, "Đã giao lại.", act)


@bp.post("/directions/<assignment_id>/ask-explanation")
def ask_explanation(assignment_id: str) -> ResponseReturnValue:
    one = the_assignment(assignment_id)
    try:
        by_day = parse_day(request.form.get("by_day", ""))
    except ValueError:
        by_day = None
    if by_day is None:
        raise InvalidInputError("Ghi ngày phải giải trình, dạng dd/mm/yyyy.")
    pressing.ask_explanation(work(), one, by_day)
    return _back(assignment_id, "Đã yêu cầu giải trình.")


@bp.post("/directions/<assignment_id>/explain")
def explain(assignment_id: str) -> ResponseReturnValue:
    form = ExplainForm()
    return _done(
        assignment_id, "explain", form, "Đã gửi giải trình.",
        lambda one: pressing.explain(work(), one, form.words.data, evidence(form.evidence.data)),
    )  # fmt: skip


@bp.post("/directions/<assignment_id>/stop")
def stop(assignment_id: str) -> ResponseReturnValue:
    one = the_assignment(assignment_id)
    series = work().session.get(AssignmentSeries, one.series_id) if one.series_id else None
    if series is None:
        raise AssignmentStateError("Nhiệm vụ này không lặp lại.")
    repeating.stop(work(), series)
    return _back(assignment_id, "Đã dừng lặp lại; các kỳ đã giao giữ nguyên.")


def _done(
    assignment_id: str, name: str, form: FlaskForm, said: str, act: Callable[[Assignment], object]
) -> ResponseReturnValue:
    """Do an act that has a form of its own; what is refused is shown at its fields with what was typed."""
    one, message = the_assignment(assignment_id), ""
    if form.validate():
        with at_fields(form) as trouble:
            act(one)
        if not trouble.found:
            return _back(assignment_id, said)
        message = trouble.message
        one = the_assignment(assignment_id)
    return show(one, message, **{name: form}), 422


def _milestones(text: str) -> list[Planned]:
    return [_planned(line) for line in text.splitlines() if line.strip()]


def _planned(line: str) -> Planned:
    found = _DAY_AT_END.search(line)
    try:
        due_on = parse_day(found[1]) if found else None
    except ValueError:
        raise InvalidInputError(
            "Ngày không có trong lịch.", fields={"milestones": f"“{line.strip()}”: ngày không có trong lịch."}
        ) from None
    return Planned(line[: found.start()] if found else line, due_on)


def _back(assignment_id: str, said: str) -> ResponseReturnValue:
    """To the page again; who sees it no more, having given it back or on, is led to the list."""
    flash(said, "done")
    if assignments.among(work().session, actor(), [assignment_id]):
        return redirect(way_back(url_for("directions.assignment", assignment_id=assignment_id)))
    return redirect(way_back(url_for("directions.index")))
