"""The administrator's pages on which agencies are merged or parted, and the minutes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.models import Agency, Position
from docarchive.accounts.policies import can_administer
from docarchive.accounts.queries import agencies
from docarchive.archive import naming
from docarchive.core.fields import parse_day
from docarchive.core.screen import format_date
from docarchive.core.web import Page, actor, begin_again, work, writes_on_get
from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from docarchive.kernel.local_time import local_day
from docarchive.succession import reorganising_papers as papers
from docarchive.succession.planned import PLANNED_WORDS, PlannedReorganisation
from docarchive.succession.queries import reorganising as queries
from docarchive.succession.queries.orders import Order, require_sound, seats_of
from docarchive.succession.queries.planned import open_plans, planned_reorganisation
from docarchive.succession.services import planning
from docarchive.succession.services.reorganising import carry_out, look
from docarchive.succession.states import CHANGE_WORDS, MATTER_WORDS, Change, Matter
from docarchive.succession.views.blueprint import WORD, bp

ROWS = 100
_UNIT, _PERSON = "don-vi-", "nguoi-"


@bp.get("/agencies")
def reorganisations() -> ResponseReturnValue:
    _only_for_administrators()
    made = queries.reorganisations(work().session, actor())
    return render_template(
        "succession/reorganisations.html", made=made, change_words=CHANGE_WORDS, planned=open_plans(work().session),
        planned_words=PLANNED_WORDS, change_url=_change_url,
    )  # fmt: skip


@bp.get("/agencies/new")
def new_reorganisation() -> ResponseReturnValue:
    """Who is merged or parted, and into whom; then what it does."""
    _only_for_administrators()
    rows = agencies.tree(work().session)
    today = local_day(work().now)
    working = [row for row in rows if row.agency.is_valid_on(today)]
    return render_template(
        "succession/new_reorganisation.html", rows=working, change_words=CHANGE_WORDS, given=request.args, today=today
    )


@bp.route("/agencies/plan", methods=["GET", "POST"])
def plan() -> ResponseReturnValue:
    """What an order would do, thing by thing; nothing is done before it is confirmed."""
    _only_for_administrators()
    message = ""
    if request.method == "POST":
        try:
            return _done(_order())
        except (ConflictError, InvalidInputError) as refused:
            begin_again()
            message = refused.message
    order, today = _order(), local_day(work().now)
    if not message:
        try:
            require_sound(order, max(order.day, today))
        except InvalidInputError as problem:
            message = problem.message
    found = look(work(), order)
    shown = request.values.get("loai", "")
    matter = Matter(shown) if shown in found.by_matter else next(iter(found.by_matter), None)
    things = found.by_matter[matter] if matter else []
    page = Page.asked(request.values, len(things), ROWS)
    answer = render_template(
        "succession/plan.html", plan=found, order=order, message=message, matter=matter, page=page,
        things=things[page.offset : page.offset + ROWS], seats=_without_unit(order), given=_given(),
        matter_words=MATTER_WORDS, change_words=CHANGE_WORDS, url=_address, is_early=order.day > today,
    )  # fmt: skip
    return answer, 422 if request.method == "POST" else 200


@bp.post("/agencies/planned/<planned_id>/calling-off")
def call_off_reorganisation(planned_id: str) -> ResponseReturnValue:
    _only_for_administrators()
    planning.call_off(
        work(), planned_reorganisation(work().session, actor(), planned_id), request.form.get("reason", "")
    )
    flash("Đã bỏ; không có gì thay đổi ở các cơ quan.", "done")
    return redirect(url_for("succession.reorganisations"))


@bp.get("/agencies/<reorganisation_id>")
def reorganisation(reorganisation_id: str) -> ResponseReturnValue:
    found = queries.reorganisation(work().session, actor(), reorganisation_id)
    return render_template(
        "succession/reorganisation.html", made=found, groups=queries.items_by_matter(found), matter_words=MATTER_WORDS,
        change_words=CHANGE_WORDS,
    )  # fmt: skip


@bp.get("/agencies/<reorganisation_id>/minutes.docx")
@writes_on_get
def reorganisation_file(reorganisation_id: str) -> ResponseReturnValue:
    found = queries.reorganisation(work().session, actor(), reorganisation_id)
    work().record("agencies.minutes_printed", found.id)
    name = naming.safe(f"Biên bản sắp xếp cơ quan {found.day:%Y-%m-%d}.docx")
    return Response(papers.document(found), mimetype=WORD, headers={"Content-Disposition": naming.disposition(name)})


def _done(order: Order) -> ResponseReturnValue:
    """Carry an order out, or prepare it where its day is still to come."""
    if order.day > local_day(work().now):
        known = request.form.get("planned", "")
        planned = planned_reorganisation(work().session, actor(), known) if known else None
        planning.prepare(work(), order, planned)
        flash(f"Đã chuẩn bị; hệ thống tự thực hiện ngày {format_date(order.day)}.", "done")
        return redirect(url_for("succession.reorganisations"))
    made = carry_out(work(), order, request.form.get("seen", ""))
    flash(f"Đã sắp xếp cơ quan, chuyển {len(made.items)} việc. In biên bản để hai bên ký.", "done")
    return redirect(url_for("succession.reorganisation", reorganisation_id=made.id))


def _change_url(planned: PlannedReorganisation) -> str:
    """The form as it was filled in for what was prepared."""
    said = planned.said
    places = [(_UNIT + unit, target) for unit, target in said["units"].items()]
    places += [(_PERSON + person, target) for person, target in said["people"].items()]
    asked = [("planned", planned.id), ("kind", planned.kind), ("day", format_date(planned.day))]
    asked += [("decision", planned.decision), ("keeper", said["keeper"]), *places]
    asked += [("source", each) for each in said["sources"]] + [("target", each) for each in said["targets"]]
    return f"{url_for('succession.new_reorganisation')}?{urlencode(asked)}"


def _order() -> Order:
    """The order an address or a form names.

    Raises:
        InvalidInputError: It names no agency, or no day.
    """
    asked = request.values
    kind = Change(asked["kind"]) if asked.get("kind") in set(Change) else Change.MERGE
    try:
        day = parse_day(asked.get("day", "")) or local_day(work().now)
    except ValueError:
        raise InvalidInputError("Ngày viết dạng dd/mm/yyyy, ví dụ 01/07/2026.") from None
    sources, targets = _agencies(asked.getlist("source")), _agencies(asked.getlist("target"))
    if not sources or not targets:
        raise InvalidInputError("Chọn cơ quan được sắp xếp và cơ quan kế thừa.")
    own = [one for one in sources if one in targets]
    named = next((one for one in targets if one.id == asked.get("keeper")), targets[0])
    return Order(
        kind, day, asked.get("decision", ""), sources, targets, own[0] if own else named, _places(asked, _UNIT),
        _places(asked, _PERSON),
    )  # fmt: skip


def _places(asked: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): asked[name] for name in asked if name.startswith(prefix)}


def _agencies(ids: Sequence[str]) -> list[Agency]:
    """Agencies by id or, as people write them in addresses, by code."""
    session = work().session
    return [agencies.agency_by_code(session, each) or agencies.agency(session, each)
            for each in dict.fromkeys(ids) if each]  # fmt: skip


def _without_unit(order: Order) -> list[Position]:
    """Of a split: the people who follow no unit, to be asked for one by one."""
    if order.kind is Change.MERGE:
        return []
    return [seat for source in order.sources for seat in seats_of(work().session, source.id, order.day)
            if seat.unit is None]  # fmt: skip


def _given() -> list[tuple[str, str]]:
    """What the address says of the order, for the form that carries it out."""
    hidden = {"csrf_token", "seen", "loai", "trang"}
    return [(name, value) for name in request.values if name not in hidden for value in request.values.getlist(name)]


def _address(number: int = 1, size: int = ROWS, matter: str = "") -> str:
    """The address of a page of what goes over."""
    del size
    shown = [("loai", matter or request.values.get("loai", "")), ("trang", str(number))]
    return f"{url_for('succession.plan')}?{urlencode([*_given(), *shown])}"


def _only_for_administrators() -> None:
    """Let others believe that there is nothing here."""
    if not can_administer(actor()):
        raise NotFoundError
